"""The yearly report (指标分析报告): seven chapters with their tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...analysis.change import CAUSES, HEADINGS
from ...analysis.varied import ordinal
from ...figures import number, plain, signed
from ...labels import word
from .. import amounts
from .blocks import Heading, Numbers, Paragraph, Table
from .brief import WORDS, paragraph
from .facts import Facts, Item

NUMERALS = "一二三四五六七八九十"
CHAPTERS = {
    "en": (
        "Where the zone stands",
        "First-level indicators",
        "Second-level indicators",
        "Why the rank moved",
        "Strengths and weaknesses",
        "Benchmarks",
        "What would change the rank",
    ),
    "zh": ("总体情况", "一级指标分析", "二级指标分析", "名次变动原因", "优势与短板", "对标分析", "提升方向"),
}
TARGET_HEADINGS = {  # short, so that they go on a sheet
    "en": ("figure", "today", "target", "way, %", "time, %", "light", "rank"),
    "zh": ("数据", "现值", "目标值", "进度 %", "序时 %", "进度灯", "名次"),
}
LISTED = 10  # rows of a table of indicators or figures


def written(f: Facts, n: Numbers, lang: str) -> tuple[str, list]:
    """The title and the chapters."""
    blocks: list = []
    chapters = (overall, first_level, second_level, changes, both_ends, compared, ahead)
    for k, (name, chapter) in enumerate(zip(CHAPTERS[lang], chapters, strict=True)):
        n.part = name
        blocks.append(
            Heading(f"{NUMERALS[k]}、{name}" if lang == "zh" else f"{n(str(k + 1), k + 1, 'chapter')}. {name}", 1)
        )
        blocks += [block for block in chapter(f, n, lang) if block is not None]
    n.part = "title"
    year = n(str(f.year), f.year, "year")
    return (f"{year}年{f.zone}指标分析报告" if lang == "zh" else f"{f.zone}: indicators and rank in {year}"), blocks


def told(f: Facts, n: Numbers, lang: str, *names: str) -> Paragraph | None:
    return n.paragraph(lambda: paragraph(f, n, names, lang))


def cell(n: Numbers, value, form, *source) -> str:
    """A number of a table, or a dash."""
    return "—" if value is None or value != value else n(form(value), value, *source)


def rank_cell(n: Numbers, value, *source) -> str:
    return cell(n, value, lambda v: f"{v:g}", *source)


def score_cell(n: Numbers, value, *source) -> str:
    return cell(n, value, lambda v: f"{v:.2f}", *source)


def value_cells(n: Numbers, unit: str, lang: str, values: list[tuple]) -> list[str]:
    """The unit of a row and its values, each a number and where it is from; money in 亿元 or the like."""
    name, factor = amounts.row_unit([value for value, *_ in values], unit, lang)
    cells = [name]
    for value, *source in values:
        is_given = value is not None and value == value
        cells.append(n(number(float(value * factor)), value, *source, unit=name) if is_given else "—")
    return cells


def signed_cell(n: Numbers, value, *source) -> str:
    return cell(n, value, signed, *source)


def overall(f: Facts, n: Numbers, lang: str) -> list:
    return [told(f, n, lang, "headline", "milestones"), told(f, n, lang, "neighbours"), history(f, n, lang),
            told(f, n, lang, "data")]  # fmt: skip


def history(f: Facts, n: Numbers, lang: str) -> Table | None:
    """Ranks of every year, overall and on the first level; a column a year."""
    if len(f.history) < 2:
        return None
    rows = [[word("of", lang), *(n(str(one["of"]), one["of"], "ranked", year) for year, one in f.history.items())]]
    for k, name in enumerate([word("overall", lang), *(g.name for g in f.groups)]):
        row = [name]
        for year, one in f.history.items():
            id_, rank, score = one["ids"][k], one["ranks"][k], one["scores"][k]
            text = rank_cell(n, rank, f"ranking {year}", f.zone, f"{id_}_rank")
            if score == score:
                text += f" ({score_cell(n, score, f'ranking {year}', f.zone, id_)})"
            row.append(text)
        rows.append(row)
    caption = "历年名次（括号内为得分）" if lang == "zh" else "Ranks of the years, scores in brackets"
    headings = [word("indicator", lang), *(n(str(year), year, "year") for year in f.history)]
    return Table(caption, headings, rows, frozenset(range(1, len(headings))))


def first_level(f: Facts, n: Numbers, lang: str) -> list:
    rows = [
        [
            g.name,
            score_cell(n, g.score, "explain", g.id, "score"),
            score_cell(n, g.median, "group median", g.id),
            rank_cell(n, g.rank, "explain", g.id, "rank"),
            rank_cell(n, g.of, "explain", g.id, "of"),
            word(g.board, lang) if g.board else "—",
        ]
        for g in f.groups
    ]
    headings = [word(key, lang) for key in ("first_level", "score", "figure_median", "rank", "of", "board")]
    table = Table("一级指标得分和名次" if lang == "zh" else "Scores and ranks", headings, rows, frozenset((1, 2, 3, 4)))
    return [told(f, n, lang, "groups"), table if rows else None]


def second_level(f: Facts, n: Numbers, lang: str) -> list:
    """A section for each first-level group."""
    blocks: list = []
    tops = top_of(f)
    chapter = 0
    for g in f.groups or [None]:
        members = [one for one in f.indicators if g is None or tops[one.id] == g.id]
        if not members:
            continue
        if g is not None:
            head = f"（{NUMERALS[chapter]}）{g.name}" if lang == "zh" else g.name
            blocks.append(Heading(head, 2))
            chapter += 1
        told = n.paragraph(lambda members=members: quarters(members, n, lang))
        blocks += [told, indicator_table(members, n, lang)]
    return blocks


def top_of(f: Facts) -> dict[str, str]:
    """The first-level group of every indicator."""
    groups = f.ranking.system.groups
    found = {}
    for item in f.ranking.system.indicators:
        g = item.group_index
        while g > 0 and groups[g].parent_index > 0:
            g = groups[g].parent_index
        found[item.id] = groups[g].id
    return found


def share_better(one: Item) -> float:
    """1 where it is the best of all, 0 the worst."""
    return np.nan if one.rank != one.rank else 1 - (one.rank - 1) / max(one.of - 1, 1)


def quarters(members: list[Item], n: Numbers, lang: str) -> str:
    ranked = [one for one in members if one.rank == one.rank]
    if not ranked:
        return "没有数据。" if lang == "zh" else "No data."
    ids = ",".join(one.id for one in ranked)
    k = n(str(len(ranked)), len(ranked), "count ranked", ids)
    good = sum(share_better(one) >= 0.75 for one in ranked)
    poor = sum(share_better(one) <= 0.25 for one in ranked)
    good, poor = n(str(good), good, "count best quarter", ids), n(str(poor), poor, "count worst quarter", ids)
    best, worst = max(ranked, key=share_better), min(ranked, key=share_better)
    if lang == "zh":
        text = f"有名次的{k}项指标中，{good}项居前四分之一，{poor}项居后四分之一"
        if len(ranked) > 1:
            ends = (n(f"{one.rank:g}", one.rank, "explain", one.id, "rank") for one in (best, worst))
            text += f"；最好的是{best.name}（第{next(ends)}位），最弱的是{worst.name}（第{next(ends)}位）"
        return f"{text}。"
    text = f"Of {k} indicators with a rank {good} are in the best quarter and {poor} in the worst"
    if len(ranked) > 1:
        ends = (n(ordinal(one.rank), one.rank, "explain", one.id, "rank") for one in (best, worst))
        text += f"; the best is {best.name} ({next(ends)}), the weakest {worst.name} ({next(ends)})"
    return f"{text}."


def indicator_table(members: list[Item], n: Numbers, lang: str) -> Table:
    rows = [
        [
            one.name,
            *value_cells(
                n,
                one.unit,
                lang,
                [
                    (one.value, "explain", one.id, "value"),
                    (one.median, "median", one.id),
                    (one.quartile, "quartile", one.id),
                ],
            ),
            score_cell(n, one.score, "explain", one.id, "score"),
            rank_cell(n, one.rank, "explain", one.id, "rank"),
        ]
        for one in members
    ]
    headings = [
        word(key, lang) for key in ("indicator", "unit", "value", "figure_median", "figure_quartile", "score", "rank")
    ]
    return Table("二级指标" if lang == "zh" else "Indicators", headings, rows, frozenset(range(2, 7)))


def changes(f: Facts, n: Numbers, lang: str) -> list:
    nothing = (
        "没有上一年的名次，不说明变动。" if lang == "zh" else "There is no rank of the year before to compare with."
    )
    if not f.moved and "change" not in f.not_told:
        return [n.paragraph(lambda: nothing)]
    return [told(f, n, lang, "cause"), cause_table(f, n, lang), told(f, n, lang, "own"), own_table(f, n, lang),
            told(f, n, lang, "passings")]  # fmt: skip


def cause_table(f: Facts, n: Numbers, lang: str) -> Table | None:
    if not f.moved:
        return None
    in_score = {"own": "score_own", "bounds": "score_bounds", "method": "score_method"}
    rows = []
    for key in CAUSES:
        column = in_score.get(key)
        points = signed_cell(n, f.moved[column], "change", f.zone, column) if column else "—"
        places = signed_cell(n, f.moved[key], "change", f.zone, key)
        rows.append([word(HEADINGS.get(key, key), lang), places, points])
    total = f.moved["score"] - f.moved["score_before"]
    rows.append(
        [
            "合计" if lang == "zh" else "sum",
            signed_cell(n, f.moved["moved"], "change", f.zone, "moved"),
            signed_cell(n, total, "score change", f.zone),
        ]  # fmt: skip
    )
    headings = ["原因", "名次", "得分"] if lang == "zh" else ["cause", "places", "points"]
    caption = "名次和得分变动的原因" if lang == "zh" else "Causes of the change of rank and score"
    return Table(caption, headings, rows, frozenset((1, 2)))


def own_table(f: Facts, n: Numbers, lang: str) -> Table | None:
    if not f.own:
        return None
    rows = [
        [
            one.name,
            *value_cells(
                n, one.unit, lang, [(one.before, "own", one.id, "value_before"), (one.value, "own", one.id, "value")]
            ),
            signed_cell(n, one.places, "own", one.id, "places"),
        ]
        for one in f.own[:LISTED]
    ]
    headings = [word(key, lang) for key in ("indicator", "unit", "last_year", "this_year", "places_gained")]
    caption = "自身数据中影响最大的指标" if lang == "zh" else "The indicators whose own figures moved the rank most"
    return Table(caption, headings, rows, frozenset((2, 3, 4)))


def both_ends(f: Facts, n: Numbers, lang: str) -> list:
    blocks: list = []
    for chosen, sentence, key in ((f.strong, "strengths", "strengths"), (f.weak, "weaknesses", "weaknesses")):
        blocks.append(told(f, n, lang, sentence))
        if chosen:
            rows = [
                [
                    one.name,
                    *value_cells(
                        n, one.unit, lang, [(one.value, "explain", one.id, "value"), (one.median, "median", one.id)]
                    ),
                    rank_cell(n, one.rank, "explain", one.id, "rank"),
                    rank_cell(n, one.of, "explain", one.id, "of"),
                ]
                for one in chosen
            ]
            headings = [word(c, lang) for c in ("indicator", "unit", "value", "figure_median", "rank", "of")]
            blocks.append(Table(word(key, lang).capitalize(), headings, rows, frozenset((2, 3, 4, 5))))
    return blocks


def compared(f: Facts, n: Numbers, lang: str) -> list:
    if not f.against:
        return [n.paragraph(lambda: "没有选定标杆。" if lang == "zh" else "No benchmark was named.")]
    blocks: list = []
    for one in f.against:
        blocks.append(n.paragraph(lambda one=one: WORDS[lang].benchmark(f, one, n)))
        rows = [
            [
                item.name,
                *value_cells(
                    n,
                    item.unit,
                    lang,
                    [(item.value, "explain", item.id, "value"), (value, "indicators", one.zone, item.id)],
                ),
                signed_cell(n, points, f"against {one.zone}", item.id, "contribution"),
            ]
            for item, value, points in one.gaps[:LISTED]
        ]
        if rows:
            own = "本区" if lang == "zh" else "this zone"
            headings = [
                word("indicator", lang),
                word("unit", lang),
                own,
                one.zone,
                "影响总分" if lang == "zh" else "points",
            ]
            caption = f"与{one.zone}的主要差距" if lang == "zh" else f"What it lacks against {one.zone}"
            blocks.append(Table(caption, headings, rows, frozenset((2, 3, 4))))
    return blocks


def ahead(f: Facts, n: Numbers, lang: str) -> list:
    blocks = [told(f, n, lang, "levers")]
    names = {k.name: (k.zh if lang == "zh" else k.en) or k.name for k in f.ranking.system.fields}
    up = [row for row in f.steps if row["change"] > 0]
    if f.levers is not None and up and f.rank > f.levers.rank:
        rows = [
            [
                names[row["field"]],
                *value_cells(
                    n,
                    row["unit"],
                    lang,
                    [
                        (row["today"], "levers", row["field"], "today"),
                        (row["needed"], "levers", row["field"], "needed"),
                    ],
                ),
                cell(n, row["change"], amounts.growth, "levers", row["field"], "change"),
                rank_cell(n, row["rank_alone"], "levers", row["field"], "rank_alone"),
            ]
            for row in up[:LISTED]
        ]
        headings = [word(key, lang) for key in ("field", "unit", "today", "needed", "percent", "rank_reached")]
        headings[4] += "（%）" if lang == "zh" else " (%)"
        caption = "需要增加的数据（每项单独变动）" if lang == "zh" else "Figures that would have to rise, each alone"
        blocks.append(Table(caption, headings, rows, frozenset((2, 3, 4, 5))))
    return [*blocks, told(f, n, lang, "targets"), target_table(f, n, lang)]


def target_table(f: Facts, n: Numbers, lang: str) -> Table | None:
    """A row a target of the zone, in the unit that it was written in."""
    if f.targets is None:
        return None
    frame = f.targets._columns()
    rows = []
    for k, row in frame[frame["zone"] == f.zone].iterrows():
        source = ("targets", k)
        name, year = f.targets.name(row["figure"], lang), n(str(row["year"]), row["year"], *source, "year")
        levels = [(row[key], *source, key) for key in ("today", "target")]
        unit, *cells = value_cells(n, row["unit"], lang, levels)
        of = ("，" if lang == "zh" else ", ").join(part for part in (unit if unit != "1" else "", year) if part)
        shares = (cell(n, row[key], lambda v: plain(v, 1), *source, key) for key in ("progress", "elapsed"))
        rank = None if pd.isna(row["rank_alone"]) else row["rank_alone"]
        rows.append(
            [
                f"{name}（{of}）" if lang == "zh" else f"{name} ({of})",
                *cells,
                *shares,
                word(f"light_{row['light']}", lang),
                rank_cell(n, rank, *source, "rank_alone"),
            ]
        )
    caption = "目标进度" if lang == "zh" else "Targets"
    return Table(caption, list(TARGET_HEADINGS[lang]), rows, frozenset((1, 2, 3, 4, 6)))
