"""What the figures of a page rest on: gaps, filled and moved values, notices, method, edition, hash of the inputs."""

from __future__ import annotations

from ... import _core
from ...figures import number, percent
from ...labels import word
from ..notices import tells_of_few, without_folder
from .facts import Facts
from .head import heading, name_of
from .indicators import unit
from .markup import Column, Html, both, facts, joined, section, table, tag

MOST_NOTICES = 40


def data_notes(f: Facts, i: int) -> Html:
    """Of one zone: what is missing, imputed, moved, assumed, and what was found on reading."""
    parts = [_missing(f, i), _imputed(f, i), _treated(f, i), _assumed(f), _left_out(f), _notices(f, i)]
    if not any(parts):
        parts = [tag("p", both("Nothing is missing, filled, moved or assumed.", "无缺失、插补、调整或推定。"))]
    return section("notes", both("Data notes", "数据说明"), *parts)


def _missing(f: Facts, i: int) -> Html:
    rows = [
        [name_of(item), both(f.core.indicators.why(i, j, "en"), f.core.indicators.why(i, j, "zh"))]
        for j, item in enumerate(f.system.indicators)
        if f.values[i, j] != f.values[i, j]
    ]
    columns = [Column(heading("indicator")), Column(heading("why"))]
    return table(both("Missing values", "缺失值"), columns, rows) if rows else Html("")


def _imputed(f: Facts, i: int) -> Html:
    items = f.system.indicators
    rows = [
        [name_of(items[j]), number(value), unit(items[j].unit), how]
        for zone, j, value, how in f.core.imputed
        if zone == i
    ]
    columns = [
        Column(heading("indicator")),
        Column(heading("value"), True),
        Column(heading("unit"), class_="u"),
        Column(heading("method")),
    ]
    return table(both("Filled values", "插补的数值"), columns, rows) if rows else Html("")


def _treated(f: Facts, i: int) -> Html:
    items = f.system.indicators
    rows = [
        [name_of(items[j]), number(before), number(after), unit(items[j].unit), how]
        for zone, j, before, after, how in f.core.treated
        if zone == i
    ]
    names = ("indicator", "before", "after", "unit", "how")
    columns = [Column(heading(key), key in ("before", "after")) for key in names]
    return table(both("Values that were moved", "处理过的数值"), columns, rows) if rows else Html("")


def _assumed(f: Facts) -> Html:
    """The indicators whose name or formula is reconstructed, and their weight."""
    guessed = ("assumed", "inferred")
    which = [
        j
        for j, item in enumerate(f.system.indicators)
        if (item.name_status in guessed or item.formula_status in guessed) and not f.core.left_out[j]
    ]
    if not which:
        return Html("")
    share = percent(sum(f.core.weights[j] for j in which))
    return tag(
        "p",
        both(
            f"Assumed weight {share}: the names or formulas of {len(which)} of {len(f.system.indicators)} indicators "
            "are not published and were reconstructed.",
            f"推定权重 {share}：{len(f.system.indicators)} 项指标中有 {len(which)} 项的名称或公式未公布，为推定。",
        ),
    )


def _left_out(f: Facts) -> Html:
    """Indicators left out for all zones, and why."""
    found = [n for n in f.ranking.notices if n.code == "left-out-indicator"]
    if not found:
        return Html("")
    name = both("Indicators left out for all zones", "全部高新区均未计入的指标")
    return joined([tag("h3", name), tag("ul", *(tag("li", both(n.text("en"), n.text("zh"))) for n in found))])


def _notices(f: Facts, i: int | None) -> Html:
    """Notices of the zone; those of all data without ``i``. Names of enterprises stay away unless they are wanted."""
    zone = None if i is None else f.ranking.zones[i]
    of = [n for n in f.ranking.notices if n.place.zone == (zone or "") and n.code != "left-out-indicator"]
    of = [n for n in of if f.wanted.named or not tells_of_few(n)]
    if zone is not None:
        of = [n for n in of if n.place.year in (0, f.ranking.year)]
    if not of:
        return Html("")
    shown = [tag("li", both(without_folder(n, "en"), without_folder(n, "zh"))) for n in of[:MOST_NOTICES]]
    if len(of) > MOST_NOTICES:
        more = len(of) - MOST_NOTICES
        shown.append(tag("li", both(f"… {more} more", f"… 另有 {more} 条")))
    name = both("Notices", "提示") if zone is None else both("Notices on this zone", "与本高新区有关的提示")
    return joined([tag("h3", name), tag("ul", *shown)])


def _inputs(f: Facts) -> Html:
    """What the figures can be recognised by: the bytes of each file that was read, and all figures."""
    changed = both("changed since it was read", "读取后已变动")
    rows = [[both(en, zh), tag("code", digest) if digest else changed] for en, zh, digest in f.files]
    if not rows:
        rows.append([both("a table in memory", "内存中的表"), "—"])
    rows.append([both("all figures, as raw.to_csv_text()", "全部数据，即 raw.to_csv_text()"), tag("code", f.digest)])
    one = (
        "Of a file it is the SHA-256 of its bytes, by sha256sum FILE (Windows: certutil -hashfile FILE SHA256).",
        "文件一行是文件内容的 SHA-256，可用 sha256sum 文件（Windows 用 certutil -hashfile 文件 SHA256）核对。",
    )
    many = (
        "Of the files it is the SHA-256 of the list that LC_ALL=C sha256sum * prints in their folder.",
        "文件一行是在其文件夹中 LC_ALL=C sha256sum * 所列清单的 SHA-256。",
    )
    last = (
        "The last row is that of the figures of all zones and years as they were read, added up and corrected.",
        "末行是读取、汇总、改动后的全部高新区、全部年份数据的 SHA-256。",
    )
    en, zh = many if len(f.ranking.raw._files) > len(f.files) else one if f.files else ("", "")
    said = both(f"{en} {last[0]}".strip(), zh + last[1])
    columns = [Column(both("Input", "数据来源")), Column("SHA-256")]
    return joined([table(both("Hash of the inputs", "数据校验码"), columns, rows), tag("p", said, class_="note")])


def method(f: Facts, with_notices: bool = False) -> Html:
    """Method, edition, year and what the figures can be recognised by."""
    core, system = f.core, f.system
    statuses = sorted({g.weight_status for g in system.groups[1:]} | {x.weight_status for x in system.indicators})
    basis = both(", ".join(word(s, "en") for s in statuses), "、".join(word(s, "zh") for s in statuses))
    lost = percent(core.weight_left_out)
    n_lost, of = sum(core.left_out), len(system.indicators)
    rows = [
        (both("Indicator system", "指标体系"), joined([name_of(system), f" ({system.id})"])),
        (both("Document", "文件"), system.document or "—"),
        (both("Data year", "数据年份"), str(core.year)),
        (both("Method", "方法"), both(core.method_text("en"), core.method_text("zh"))),
        (both("Source of the weights", "权重依据"), basis),
        (
            both("Weight left out", "未计入权重"),
            both(f"{lost} ({n_lost} of {of} indicators)", f"{lost}（{n_lost}/{of} 项指标）"),
        ),
        (
            both("Zones", "高新区"),
            both(f"{len(core.zones)}, {f.n_ranked[0]} ranked", f"{len(core.zones)} 个，{f.n_ranked[0]} 个有排名"),
        ),
        (
            both("Redrawn rankings", "重新抽取的排名"),
            both(
                f"{f.wanted.draws:,} draws, seed {f.wanted.seed}, weights ±25 %",
                f"{f.wanted.draws:,} 次，种子 {f.wanted.seed}，权重 ±25 %",
            ),
        ),
        (both("Computed by", "计算软件"), f"zonerank {_core.__version__}"),
    ]
    parts = [facts(rows), _inputs(f)]
    if system.note:
        parts.append(tag("p", system.note, class_="note", lang="en"))
    if with_notices:
        parts += [_left_out(f), _notices(f, None)]
    return section("method", both("Method and edition", "方法与版本"), *parts)
