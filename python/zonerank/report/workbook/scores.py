"""The sheet of scores, of the ranking as it is or of a simulation: indicators between bounds, groups as their means."""

from __future__ import annotations

from ...labels import title, zone_title
from . import indicators, raw, settings
from .book import BLANK, SCORE, SHARE, Book, Sheet, cell, width_of
from .formulas import shortest

SHARES, FIRST = 1, 2  # rows of the shares and of the first zone


def write(book: Book) -> None:
    """A row a zone; the row under the headings has the share of every column inside its group."""
    sheet, model = book.sheets["scores"], book.model
    place_columns(book)
    heads(book, sheet)
    sheet.put(SHARES, 0, book.say("share inside its group", "组内占比"), "note")
    for g, c in book.group_column.items():
        share = float(model.found.group_shares[g]) if book.live and g else None
        sheet.put(SHARES, c, share, "beside", SHARE, book.share_of_group.get(g, ""))
    for j, c in book.item_column.items():
        share = float(model.found.shares[j]) if book.live else float(model.core.weights[j])
        sheet.put(SHARES, c, share, "beside", SHARE, book.share_of_item.get(j, ""))
    if not book.live:
        sheet.put(SHARES, 0, book.say("share in the overall score", "总分占比"), "note")
    source = book.sheets["indicators"]
    for i, zone in enumerate(model.zones):
        row = FIRST + i
        sheet.put(row, 0, zone, "text", "", book.sheets["raw"].at(raw.FIRST + i, 0, ""))
        for g, c in book.group_column.items():
            formula = mean(book, g, row, SHARES) if book.live else ""
            sheet.put(row, c, value_of(model.core.group_scores[i, g]), "strong", SCORE, formula)
        for j, c in book.item_column.items():
            formula = ""
            if book.live:
                x = source.at(indicators.FIRST + i, 1 + j, "")
                formula = score(book, j, x, book.lower[j], book.upper[j])
            sheet.put(row, c, value_of(model.scores[i, j]), "number", SCORE, formula)
    sheet.as_table(model.n, 1 + len(book.group_column) + len(book.item_column), FIRST, 1, filters=False)


def value_of(value: float):
    return BLANK if value != value else float(value)


def place_columns(book: Book) -> None:
    groups, items = list(book.group_row), list(book.item_row)
    book.group_column = {g: 1 + k for k, g in enumerate(groups)}
    book.item_column = {j: 1 + len(groups) + k for k, j in enumerate(items)}


def heads(book: Book, sheet: Sheet) -> None:
    system = book.system
    names = [title(system.groups[g], book.lang) for g in book.group_column]
    names += [title(system.indicators[j], book.lang) for j in book.item_column]
    widths = [width_of(book.model.zones, 16)] + [12.0] * len(names)
    sheet.headings(0, [zone_title(system, book.lang), *names], widths)


def score(book: Book, j: int, x: str, lower: str, upper: str) -> str:
    """The score of a value between bounds; nothing where there is no value or nothing to tell apart."""
    scale = book.model.scaled.scales[j]
    if scale.out:
        return ""
    clipped = f"MAX({lower},MIN({upper},{x}))" if scale.clip else x
    part = f"({upper}-{clipped})" if scale.less else f"({clipped}-{lower})"
    span, low = shortest(scale.high - scale.low), scale.low
    text = f"{part}/({upper}-{lower})*{span}" + (f"+{shortest(low)}" if low else "")
    return f'IF(AND(ISNUMBER({x}),{upper}>{lower}),{text},"")'


def mean(book: Book, g: int, row: int, shares_row: int) -> str:
    """The mean of a group's parts in a row, where enough of their weight is present."""
    how = book.model.scaled.means[g]
    inside, own = settings.parts_of(book, g)
    spans = [[book.group_column[k] for k in inside], [book.item_column[j] for j in own]]
    spans = [columns for columns in spans if columns]
    if not spans:
        return '""'
    pairs = [
        (
            f"{cell(shares_row, columns[0], 'rc')}:{cell(shares_row, columns[-1], 'rc')}",
            f"{cell(row, columns[0], 'c')}:{cell(row, columns[-1], 'c')}",
        )
        for columns in spans
    ]
    present = "+".join(f"SUMPRODUCT({shares}*ISNUMBER({own}))" for shares, own in pairs)
    if how.kind == "arithmetic":
        found = "+".join(f"SUMPRODUCT({shares},{own})" for shares, own in pairs)
        found = f"({found})/({present})"
    else:
        every = [column for columns in spans for column in columns]
        found = _one_by_one(how.kind, every, row, shares_row, present)
    # (present - 1e-12 is what the library allows for rounding)
    tests = [f"{present}>0", f"{present}>={_least(book, g)}-1E-12"]
    if how.needs_groups and inside:
        shares, own = pairs[0]
        tests.append(f"SUMPRODUCT(({shares}>0)*(1-ISNUMBER({own})))=0")
    if how.kind != "arithmetic":
        tests += [f"IF(COUNT({own})=0,1,MIN({own}))>0" for _, own in pairs]
    return f'IF(AND({",".join(tests)}),{found},"")'


def _least(book: Book, g: int) -> str:
    return book.sheets["weights"].at(book.group_row[g], settings.LEAST)


def _one_by_one(kind: str, columns: list[int], row: int, shares_row: int, present: str) -> str:
    """Geometric and harmonic means, with no formula over arrays."""
    parts = []
    for c in columns:
        share, own = cell(shares_row, c, "r"), cell(row, c)
        if kind == "geometric":
            parts.append(f"IF(ISNUMBER({own}),{own}^{share},1)")
        else:
            parts.append(f"IF(ISNUMBER({own}),{share}/{own},0)")
    if kind == "geometric":
        return f"({'*'.join(parts)})^(1/({present}))"
    return f"({present})/({'+'.join(parts)})"
