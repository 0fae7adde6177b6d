"""The sheets of ranks: of every group and indicator by zone, and the ranking in order of the overall rank."""

from __future__ import annotations

import numpy as np

from ...labels import column_titles, title, word, zone_title
from . import raw, scores
from .book import SCORE, Book, cell, width_of
from .scoring import TIE

FIRST = 1  # row of the first zone
TOLERANCE = "1E-10"
assert float(TOLERANCE) == TIE


def rank(own: str, column: str, ties: str, among: str = "") -> str:
    """The rank of a score in a column; text is no score. ``among`` picks cells of the column, as in "*(B2:B9=B3)"."""
    ahead = f"SUMPRODUCT(ISNUMBER({column})*({column}>{own}+{TOLERANCE}){among})"
    if ties == "min":
        found = f"1+{ahead}"
    else:
        level = f"SUMPRODUCT(ISNUMBER({column})*({column}>={own}-{TOLERANCE}){among})"
        found = level if ties == "max" else f"({ahead}+{level}+1)/2"
    return f'IF(ISNUMBER({own}),{found},"")'


def write_ranks(book: Book) -> None:
    """A row a zone; the last columns count missing indicators and give the place in the ranking."""
    sheet, model = book.sheets["ranks"], book.model
    source, n = book.sheets["scores"], book.n
    scores.heads(book, sheet)
    of_indicators = model.core.indicator_ranks()
    last = 1 + len(book.group_column) + len(book.item_column)
    for c, text in (
        (last, word("n_missing", book.lang)),
        (last + 1, book.say("place in the sheet of the ranking", "排名表行次")),
    ):
        sheet.put(0, c, text, "heading")
        sheet.sheet.set_column(c, c, 11, None, {"hidden": c > last})
    book.missing_column, book.place_column = last, last + 1
    ties = model.scaled.ties if book.live else "min"
    columns = [(c, model.core.group_ranks[:, g], "strong") for g, c in book.group_column.items()]
    columns += [(c, of_indicators[:, j], "number") for j, c in book.item_column.items()]
    first, end = scores.FIRST, scores.FIRST + n - 1
    places = np.empty(n, int)
    places[model.ranking._order()] = np.arange(1, n + 1)
    values = book.sheets["indicators"]
    m = len(book.item_column)
    for i, zone in enumerate(model.zones):
        row = FIRST + i
        sheet.put(row, 0, zone, "text", "", book.sheets["raw"].at(raw.FIRST + i, 0, ""))
        for c, ranks, kind in columns:
            formula = rank(source.at(first + i, c, "c"), source.down(c, first, end), ties)
            sheet.put(row, c, scores.value_of(ranks[i]), kind, "0.##" if ties == "average" else "0", formula)
        filled = f"{values.at(row, 1, 'c')}:{values.at(row, m, 'c').rpartition('!')[2]}"
        sheet.put(row, last, float(model.core.n_missing[i]), "number", "0", f"{m}-COUNT({filled})")
        sheet.put(row, last + 1, float(places[i]), "beside", "0", _place(source, i, n))
    if model.ranking._within is not None:
        _within(book, sheet, last + 2, ties)
    sheet.as_table(n, last + 2, filters=not book.live)


def _within(book: Book, sheet, c: int, ties: str) -> None:
    """Groups of zones, and the overall rank inside each."""
    ranking, source, n = book.model.ranking, book.sheets["scores"], book.n
    inside = ranking.ranks_within()
    for k, column in enumerate(("within", "overall_rank_within")):
        sheet.put(0, c + k, _heading(book, column), "heading")
        sheet.sheet.set_column(c + k, c + k, 12)
    groups = sheet.down(c, FIRST, FIRST + n - 1)
    overall = source.down(1, scores.FIRST, scores.FIRST + n - 1)
    for i, group in enumerate(ranking._within):
        sheet.put(FIRST + i, c, group, "text")
        own = sheet.at(FIRST + i, c)
        formula = rank(source.at(scores.FIRST + i, 1), overall, ties, f"*EXACT({groups},{own})")
        formula = f'IF({own}="","",{formula})'
        sheet.put(FIRST + i, c + 1, scores.value_of(inside[i]), "number", "0.##" if ties == "average" else "0", formula)
    book.within_column = c


def _heading(book: Book, column: str) -> str:
    return column_titles([column], book.system, book.lang)[0]


def _place(source, i: int, n: int) -> str:
    """1 of the best; zones with equal scores as they stand, those without a score last."""
    c, first = 1, scores.FIRST
    own, column = source.at(first + i, c, "c"), source.down(c, first, first + n - 1)
    until = source.down(c, first - 1, first + i - 1)  # zones above, and the row over them, which is text or nothing
    ahead = f"SUMPRODUCT(ISNUMBER({column})*({column}>{own}+{TOLERANCE}))"
    level = f"SUMPRODUCT(ISNUMBER({until})*({until}>={own}-{TOLERANCE})*({until}<={own}+{TOLERANCE}))"
    unranked = f"COUNT({column})+SUMPRODUCT(1-ISNUMBER({source.down(c, first, first + i)}))"
    return f"IF(ISNUMBER({own}),1+{ahead}+{level},{unranked})"


def write_ranking(book: Book) -> None:
    """The zones in order of rank: overall and groups with score and rank."""
    sheet, model, system = book.sheets["ranking"], book.model, book.system
    groups = list(range(len(system.groups)))
    rank_word = word("rank", book.lang)
    headings = [rank_word, zone_title(system, book.lang), title(system.groups[0], book.lang)]
    for g in groups[1:]:
        name = title(system.groups[g], book.lang)
        headings += [name, f"{name} {rank_word}"]
    extra = ["within", "overall_rank_within"] if model.ranking._within is not None else []
    headings += [_heading(book, column) for column in extra]
    headings += [word("n_missing", book.lang), book.say("row in the other sheets", "在其他表中的行次")]
    widths = [7, width_of(model.zones, 14), 10, *[14.5] * (2 * len(groups) - 2 + len(extra)), 9, 9]
    sheet.headings(0, headings, widths)
    last = len(headings) - 1
    sheet.sheet.set_column(last, last, 9, None, {"hidden": True})
    places = book.sheets["ranks"].down(book.place_column, FIRST, FIRST + book.n - 1)
    of_scores, of_ranks = book.sheets["scores"], book.sheets["ranks"]
    style = "0.##" if book.live and model.scaled.ties == "average" else "0"

    def from_scores(c: int, at: str) -> str:
        return f"INDEX({of_scores.down(c, scores.FIRST, scores.FIRST + book.n - 1)},{at})"

    def from_ranks(c: int, at: str) -> str:
        return f"INDEX({of_ranks.down(c, FIRST, FIRST + book.n - 1)},{at})"

    of_groups = model.ranking.ranks_within() if extra else None
    for k, i in enumerate(int(i) for i in model.ranking._order()):
        row = 1 + k
        at = cell(row, last, "c")
        sheet.put(row, last, float(i + 1), "beside", "0", f"MATCH({k + 1},{places},0)")
        sheet.put(row, 0, scores.value_of(model.core.group_ranks[i, 0]), "strong", style, from_ranks(1, at))
        sheet.put(row, 1, model.zones[i], "text", "", from_scores(0, at))
        sheet.put(row, 2, scores.value_of(model.core.group_scores[i, 0]), "strong", SCORE, from_scores(1, at))
        for g in groups[1:]:
            c, at_column = book.group_column[g], 1 + 2 * g
            sheet.put(
                row, at_column, scores.value_of(model.core.group_scores[i, g]), "number", SCORE, from_scores(c, at)
            )
            sheet.put(
                row, at_column + 1, scores.value_of(model.core.group_ranks[i, g]), "number", style, from_ranks(c, at)
            )
        if extra:
            group, inside = model.ranking._within[i], of_groups[i]
            c = book.within_column
            found = from_ranks(c, at)
            sheet.put(row, last - 3, group, "text", "", f'IF({found}="","",{found})')
            sheet.put(row, last - 2, scores.value_of(inside), "number", style, from_ranks(c + 1, at))
        sheet.put(row, last - 1, float(model.core.n_missing[i]), "number", "0", from_ranks(book.missing_column, at))
    sheet.as_table(book.n, len(headings), 1, 2, filters=not book.live)
