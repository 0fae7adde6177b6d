"""What varied in redrawn rankings, in words: the first line of every output on uncertainty."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import own
from ..figures import plain

WITHIN = 0.25  # of uniform weights, where it is not given
CONCENTRATION = 100  # of Dirichlet weights

STAGES = {
    "imputation": "缺失值插补",
    "treatment": "异常值处理",
    "normalization": "无量纲化",
    "weights": "赋权",
    "aggregation": "合成",
}
LEVELS = {"groups": (" of groups", "（一级指标）"), "indicators": (" of indicators", "（二级指标）"), "all": ("", "")}


@dataclass(frozen=True)
class Varied:
    """The factors of :meth:`Ranking.uncertainty`, as they were given."""

    vary: object = "uniform"
    level: str = "all"
    leave_one_out: bool = False
    errors: dict = field(default_factory=dict)
    has_reviewers: bool = False
    lists: dict = field(default_factory=dict)

    def text(self, lang: str = "en") -> str:
        """The factors in one line."""
        zh = lang == "zh"
        parts = [weights_text(self.vary, zh) + LEVELS.get(self.level, ("", ""))[zh]]
        if self.leave_one_out:
            parts.append("可去掉任一指标" if zh else "any one indicator left out")
        for of, error in self.errors.items():
            parts.append(error_text(str(of), error, zh))
        if self.has_reviewers:
            parts.append("重新抽取评审专家" if zh else "reviewers drawn anew")
        for stage, methods in self.lists.items():
            if methods:
                several = methods if isinstance(methods, list | tuple) else [methods]
                parts.append(list_text(stage, several, zh, " among "))
        return ("；" if zh else "; ").join(parts)


def list_text(stage: str, methods: list, zh: bool, between: str = ": ") -> str:
    """The stage and the methods among which a draw chooses."""
    named = ("、" if zh else ", ").join(map(word_of, methods))
    return f"{STAGES[stage]}方法：{named}" if zh else f"{stage}{between}{named}"


def sorted_stages(stages) -> list[str]:
    """In the order in which an indicator system goes through them."""
    return sorted(stages, key=list(STAGES).index)


def word_of(method) -> str:
    """The word of a method, or the name of a function."""
    chosen = method["method"] if isinstance(method, dict) and "method" in method else method
    return own.name_of(chosen) if own.is_own(chosen) else str(chosen)


def percent(share) -> str:
    return f"{100 * float(share):.6g} %"


def weights_text(vary, zh: bool) -> str:
    options = dict(vary) if isinstance(vary, dict) else {}
    way = options.get("method", "uniform") if isinstance(vary, dict) else str(vary)
    ids = [str(id_) for id_ in options.get("ids", ())]
    if way == "uniform":
        within = percent(options.get("within", WITHIN))
        return f"权重 ±{within}" if zh else f"weights ±{within}"
    if way == "dirichlet":
        k = f"{float(options.get('concentration', CONCENTRATION)):g}"
        return f"权重按狄利克雷分布抽取（集中度 {k}）" if zh else f"Dirichlet weights (concentration {k})"
    if way == "simplex":
        return "任意权重" if zh else "any weights"
    if way == "ordered":
        if ids:
            return f"任意权重，次序为 {'、'.join(ids)}" if zh else f"any weights in the order {', '.join(ids)}"
        return "任意权重，保持原有次序" if zh else "any weights in the nominal order"
    if way == "interval":
        ends = zip(ids, options.get("low", ()), options.get("high", ()), strict=False)
        if zh:
            return "权重在区间内：" + "、".join(f"{i} {percent(a)} 至 {percent(b)}" for i, a, b in ends)
        return "weights in intervals: " + ", ".join(f"{i} {percent(a)} to {percent(b)}" for i, a, b in ends)
    return ("权重不变" if zh else "weights as they are") if way == "fixed" else way


KINDS = {"normal": "正态", "lognormal": "对数正态", "uniform": "均匀", "rounding": "舍入"}


def error_text(of: str, error, zh: bool) -> str:
    given = error if isinstance(error, dict) else {"size": error}
    kind = str(given.get("kind", "normal"))
    size = given["size"] if kind == "rounding" else percent(given["size"])
    if zh:
        return f"{of} 测量误差 {size}（{KINDS.get(kind, kind)}）"
    return f"error of {of} {size} ({kind})"


def ordinal(rank) -> str:
    """65 is 65th; an average of places stays a number."""
    number = float(rank)
    if number != int(number):
        return f"{number:g}"
    n = int(number)
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def spread_text(best, worst, zh: bool) -> str:
    """How many ranks stay the same, and how far the others vary, from the bounds of each zone's rank."""
    width = (worst - best).astype(float).dropna()
    if width.empty:
        return "没有高新区有排名" if zh else "no zone has a rank"
    same, n, most = int((width == 0).sum()), len(width), width.idxmax()
    mean = plain(width.mean())
    if zh:
        if same == n:
            return f"{n} 个名次都不变"
        ends = f"第 {best[most]:g} 至 {worst[most]:g} 位"
        return f"{n} 个名次中有 {same} 个不变；名次变动范围平均 {mean} 位，最大的是{most}（{ends}）"
    if same == n:
        return f"all {n} ranks stay the same"
    ends = f"{ordinal(best[most])} to {ordinal(worst[most])}"
    return f"{same} of {n} ranks stay the same; a rank varies by {mean} places on average, most for {most} ({ends})"


def draws_text(draws: int, lang: str = "en") -> str:
    return f"重新排名 {draws:,} 次" if lang == "zh" else f"{draws:,} draws"
