"""The sentences in Chinese. Every number goes through ``n``, which keeps where it is from."""

from __future__ import annotations

from ...analysis.change import CAUSES
from ...analysis.targets import SAID
from ...figures import signed
from ...labels import zone_title
from .. import amounts
from .facts import LISTED, NOTHING, Facts, Item

CAUSE = {
    "own": "自身数据",
    "others": "其他高新区数据",
    "bounds": "上下限",
    "membership": "参评范围",
    "method": "方法",
}
IN_SCORE = {"score_own": "自身数据", "score_bounds": "上下限", "score_method": "方法"}
COMMA, STOP, THEN = "，", "。", "；"


def amount(value: float, unit: str) -> str:
    return amounts.amount(value, unit, "zh").replace(" ", "")


def gap(difference: float, unit: str) -> str:
    return amounts.gap(difference, unit, "zh").replace(" ", "")


def joined(parts: list[str], mark: str = THEN) -> str:
    return mark.join(part for part in parts if part)


def ended(*sentences: str) -> str:
    return "".join(f"{sentence}{STOP}" for sentence in sentences if sentence)


def headline(f: Facts, n) -> str:
    text = (
        f"{n(str(f.year), f.year, 'year')}年，{f.zone}在{n(str(f.of), f.of, 'ranked')}个{zone_title(f.ranking.system, 'zh')}"
        f"中排第{n(f'{f.rank:g}', f.rank, 'ranking', f.zone, 'overall_rank')}位，"
        f"总分{n(f'{f.score:.2f}', f.score, 'ranking', f.zone, 'overall')}分"
    )
    return ended(joined([text, moved(f, n)], COMMA), percentiles(f, n))


def moved(f: Facts, n) -> str:
    """上年名次、变动，以及变动是否在误差带以内。"""
    if f.change is None:
        return ""
    before = n(str(f.change.year_before), f.change.year_before, "year")
    if not f.moved:
        return f"{before}年没有名次"
    m, up = f.moved, f.moved["moved"]
    was = n(f"{m['rank_before']:g}", m["rank_before"], "change", f.zone, "rank_before")
    if not up:
        return f"与{before}年（第{was}位）相同"
    how = (
        f"较{before}年（第{was}位）{'上升' if up > 0 else '下降'}{n(f'{abs(up):g}', abs(up), 'places moved', f.zone)}位"
    )
    band = n(f"{m['noise']:g}", m["noise"], "change", f.zone, "noise")
    if f.is_within_band:
        return f"{how}，但变动在误差带（±{band}位）以内，权重稍有不同名次就会变动这么多，不宜视为实际进退"
    return f"{how}，超出误差带（±{band}位）"


def percentiles(f: Facts, n) -> str:
    if not f.moved or not f.change.needs_percentiles:
        return ""
    was, now = (
        n(f"{100 * f.moved[key]:.1f}", f.moved[key], "change %", f.zone, key)
        for key in ("percentile_before", "percentile")
    )
    return f"两年的参评范围或指标体系不同，按百分位（100为最好）比较，由{was}变为{now}".replace(
        "100为最好", f"{n('100', 100, 'constant')}为最好"
    )


def groups(f: Facts, n) -> str:
    named = [
        f"{g.name}第{n(f'{g.rank:g}', g.rank, 'explain', g.id, 'rank')}位"
        f"（{n(f'{g.score:.2f}', g.score, 'explain', g.id, 'score')}分）"
        for g in f.groups
        if g.rank == g.rank
    ]
    if not named:
        return ""
    boards = [
        f"{'名次明显好于总排名的长板是' if board == 'strong' else '名次明显差于总排名的短板是'}{'、'.join(names)}"
        for board in ("strong", "weak")
        if (names := [g.name for g in f.groups if g.board == board])
    ]
    return ended(f"一级指标中，{'、'.join(named)}", joined(boards, COMMA) or "各项名次与总排名相差不大")


def milestones(f: Facts, n) -> str:
    told = [milestone(f, row, n) for row in f.milestones]
    if not told:
        return ""
    hedge = "（名次变动在误差带以内）" if f.is_within_band and f.moved["moved"] else ""
    return ended(f"从历年看，{joined(told)}{hedge}")


def milestone(f: Facts, row: dict, n) -> str:
    count = n(f"{row['n']}", row["n"], "milestones", row["milestone"], "n")
    if row["milestone"] == "best_of_years":
        return f"本年名次是有名次的{count}年中最好的"
    top = n(f"{row['top']}", row["top"], "milestones", row["milestone"], "top")
    if row["milestone"] == "years_in_top":
        return f"连续第{count}年居前{top}位"
    return f"{count}年中首次进入前{top}位"


def neighbours(f: Facts, n) -> str:
    parts = []
    for one, which, ahead in ((f.ahead, "前一名", True), (f.behind, "后一名", False)):
        if one is None:
            continue
        name, rank, lead = one
        text = f"{which}是{name}（第{n(f'{rank:g}', rank, 'ranking', name, 'overall_rank')}位）"
        size = n(f"{abs(lead):.2f}", abs(lead), "lead", name)
        parts.append(
            f"{text}，总分{'高' if ahead else '低'}{size}分" if abs(lead) > NOTHING else f"{text}，总分{size}分之差"
        )
    return ended(joined(parts), inside(f, n))


def inside(f: Facts, n) -> str:
    """在本省等分组内的名次。"""
    if f.within is None:
        return ""
    label, rank, of, ahead, ahead_rank, behind, behind_rank = f.within
    text = f"在{label}的{n(str(of), of, 'within', label, 'of')}个高新区中排第{n(f'{rank:g}', rank, 'within', f.zone, 'rank')}位"
    for name, its, which in ((ahead, ahead_rank, "前面"), (behind, behind_rank, "后面")):
        if name is not None:
            text += f"，{which}是{name}（总排名第{n(f'{its:g}', its, 'ranking', name, 'overall_rank')}位）"
    return text


def cause(f: Facts, n) -> str:
    if "change" in f.not_told:
        return "所用方法的名次变动不能分解。"
    if not f.moved:
        return ""
    m, up = f.moved, f.moved["moved"]
    hedge = ""
    if up and f.is_within_band:
        hedge = "名次变动在误差带以内，以下分解只说明数据怎样影响名次，不说明实际进退"
    how = f"{'上升' if up > 0 else '下降'}{n(f'{abs(up):g}', abs(up), 'places moved', f.zone)}位" if up else "未变"
    parts = [
        f"{CAUSE[key]}{n(signed(m[key]), m[key], 'change', f.zone, key)}位" for key in CAUSES if abs(m[key]) > NOTHING
    ]
    rank = f"名次{how}，其中{'，'.join(parts)}" if parts else ""
    was, now = (n(f"{m[key]:.2f}", m[key], "change", f.zone, key) for key in ("score_before", "score"))
    points = [
        f"{name}{n(signed(m[key]), m[key], 'change', f.zone, key)}分"
        for key, name in IN_SCORE.items()
        if abs(m[key]) > 0.005
    ]
    score = joined([f"总分由{was}分变为{now}分", f"其中{'，'.join(points)}" if points else ""], COMMA)
    return ended(hedge, rank, score)


def own(f: Facts, n) -> str:
    """自身数据中使名次变动的指标。"""
    parts = []
    for sign, head in ((1, "使名次靠前的主要是"), (-1, "使名次靠后的主要是")):
        chosen = [one for one in f.own if sign * one.places >= 0.05][:LISTED]
        if chosen:
            parts.append(head + "、".join(own_indicator(one, n) for one in chosen))
    return ended(f"自身数据中，{joined(parts)}") if parts else ""


def own_indicator(one: Item, n) -> str:
    places = n(signed(one.places), one.places, "own", one.id, "places")
    now = n(amount(one.value, one.unit), one.value, "own", one.id, "value") if one.value == one.value else "缺失"
    if one.before != one.before:
        return f"{one.name}（上年缺失，本年{now}，{places}位）"
    was = n(amount(one.before, one.unit), one.before, "own", one.id, "value_before")
    return f"{one.name}（由{was}变为{now}，{places}位）"


def passings(f: Facts, n) -> str:
    if f.passings is None or not len(f.passings):
        return ""
    parts = []
    for passed, head, tail in ((True, "超过了", ""), (False, "被", "超过")):
        rows = f.passings[f.passings["passed"] == passed]
        if len(rows):
            names = "、".join(rows["zone"].head(LISTED))
            more = f"等{n(str(len(rows)), len(rows), 'passings', passed)}个高新区" if len(rows) > LISTED else ""
            parts.append(f"{head}{names}{more}{tail}")
    return ended(f"与上年相比，{joined(parts, COMMA)}")


def themes(chosen: list[Item], head: str, n) -> str:
    return ended(f"{head}{joined([theme(one, n) for one in chosen[:LISTED]])}") if chosen else ""


def strengths(f: Facts, n) -> str:
    return themes(f.strong, "优势主要有：", n)


def weaknesses(f: Facts, n) -> str:
    return themes(f.weak, "短板主要有：", n)


def theme(one: Item, n) -> str:
    text = (
        f"{one.name}{n(amount(one.value, one.unit), one.value, 'explain', one.id, 'value')}，"
        f"{n(str(one.of), one.of, 'explain', one.id, 'of')}个中第{n(f'{one.rank:g}', one.rank, 'explain', one.id, 'rank')}位"
    )
    if one.median != one.median:
        return text
    median = n(amount(one.median, one.unit), one.median, "median", one.id)
    if abs(one.value - one.median) <= NOTHING * abs(one.median):
        return f"{text}，与中位数{median}相同"
    size = n(gap(one.value - one.median, one.unit), abs(one.value - one.median), "gap", one.id)
    return f"{text}，比中位数{median}{'高' if one.value > one.median else '低'}{size}"


def benchmarks(f: Facts, n) -> str:
    return "".join(benchmark(f, one, n) for one in f.against)


def benchmark(f: Facts, one, n) -> str:
    text = (
        f"与{one.zone}（第{n(f'{one.rank:g}', one.rank, 'ranking', one.zone, 'overall_rank')}位，"
        f"{n(f'{one.score:.2f}', one.score, 'ranking', one.zone, 'overall')}分）相比，"
        f"总分{'高' if one.lead >= 0 else '低'}{n(f'{abs(one.lead):.2f}', abs(one.lead), 'lead', one.zone)}分，"
        f"{n(str(one.of), one.of, 'both', one.zone)}项指标中{n(str(one.better), one.better, 'better', one.zone)}项得分较高"
    )
    gaps = [
        f"{item.name}（本区{n(amount(item.value, item.unit), item.value, 'explain', item.id, 'value')}，对方"
        f"{n(amount(value, item.unit), value, 'indicators', one.zone, item.id)}，影响总分"
        f"{n(signed(points), points, f'against {one.zone}', item.id, 'contribution')}分）"
        for item, value, points in one.gaps[:LISTED]
    ]
    return ended(joined([text, f"差距最大的是{'、'.join(gaps)}" if gaps else ""]))


def levers(f: Facts, n) -> str:
    if "levers" in f.not_told:
        return "单项数据要变到多少无法计算（所用方法或直接改动的指标不支持）。"
    if f.levers is None:
        return "该区已居首位，不再计算提升名次所需的数据。"
    goal = n(f"{f.levers.rank:g}", f.levers.rank, "levers", "", "goal")
    if f.rank <= f.levers.rank:
        return f"该区已达到第{goal}位，不再计算提升名次所需的数据。"
    frame = f.levers._columns()
    of, k = n(str(len(frame)), len(frame), "levers", "", "of"), int(frame["needed"].notna().sum())
    if not k:
        best = float(frame["rank_alone"].astype(float).min())
        at = n(f"{best:g}", best, "levers", "", "best")
        return ended(f"其他数据不变时，{of}项数据都不能单独使名次到第{goal}位，最好是第{at}位")
    text = f"其他数据不变时，{of}项数据中有{n(str(k), k, 'levers', '', 'reached')}项单独变动即可到第{goal}位"
    up = [row for row in f.steps if row["change"] > 0][:LISTED]
    if up:
        text += f"，需要增加的数据中变动最小的是{'、'.join(step(f, row, n) for row in up)}"
    return ended(text, "这只说明评价公式奖励什么；数据之间有联系，其他高新区也在变动")


def step(f: Facts, row: dict, n) -> str:
    name = next(k.zh or k.name for k in f.ranking.system.fields if k.name == row["field"])
    today = n(amount(row["today"], row["unit"]), row["today"], "levers", row["field"], "today")
    needed = n(amount(row["needed"], row["unit"]), row["needed"], "levers", row["field"], "needed")
    percent = n(f"{amounts.growth(row['change'])}%", row["change"], "levers", row["field"], "change")
    return f"{name}（由{today}增至{needed}，{percent}）"


def targets(f: Facts, n) -> str:
    """多少项达到序时进度，哪些落后，全部实现后的名次。"""
    if f.targets is None:
        return ""
    by_light, of = f.targets._by_light(f.zone), 0
    parts = []
    for light, members in by_light.items():
        of += len(members)
        count = n(str(len(members)), len(members), "targets count", light)
        names = [target_name(f, k, n) for k in members] if light != "green" else []
        parts.append(f"{count}项{SAID[light][2]}" + (f"（{'、'.join(names)}）" if names else ""))
    head = f"{time(f, n)}，{n(str(of), of, 'targets count')}项目标中"
    return ended(joined([head, *parts], COMMA), target_ranks(f, n))


def target_name(f: Facts, k: int, n) -> str:
    name, year = f.targets._name_and_year(k, "zh")
    return f"{n(str(year), year, 'targets', k, 'year')}年{name}" if year else name


def time(f: Facts, n) -> str:
    year, months = f.targets._year_and_months
    if months == 12:
        return f"截至{n(str(year), year, 'year')}年末"
    return f"{n(str(year), year, 'year')}年前{n(f'{months:g}', months, 'targets months')}个月"


def target_ranks(f: Facts, n) -> str:
    row = f.targets._ranks_of(f.zone)
    if row["if_met"] != row["if_met"]:
        return ""
    met, drift = (n(f"{row[key]:g}", row[key], "targets ranks", f.zone, key) for key in ("if_met", "drifting"))
    text = f"目标全部实现、其他高新区不变时该区居第{met}位"
    years = row["years"]
    if not years:
        return text
    count = n(str(years), years, "targets ranks", f.zone, "years")
    return f"{text}；其他高新区按上年变动再走{count}年，则居第{drift}位"


def data(f: Facts, n) -> str:
    core = f.ranking._core
    assumed = 100 * float(core.assumed_weight[f.i])
    lost = 100 * float(core.weight_left_out)
    parts = [
        f"该区缺{n(str(f.n_missing), f.n_missing, 'ranking', f.zone, 'n_missing')}项指标"
        if f.n_missing
        else "该区指标没有缺失",
        f"体系中未计入的指标占权重{n(f'{lost:.3g}%', lost, 'left out')}" if lost else "",
        f"名称或公式为推定的指标占权重{n(f'{assumed:.3g}%', assumed, 'ranking %', f.zone, 'assumed_weight')}",
    ]
    return ended(f"方法为{f.ranking.method_text('zh')}", joined(parts, COMMA))
