"""Random edits of a live workbook's raw cells, and what the library makes of them."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import zonerank as zr
from calc import cells, edited, numbers, recalculated
from xlsxwriter.utility import xl_rowcol_to_cell
from zonerank.report.workbook import simulate
from zonerank.report.workbook.model import Model, RawColumn

TO_BLANK = 0.1  # of the edits take a figure away
NEAR = 1e-9  # of scores
GEOMETRIC = {"aggregation": "geometric", "normalization": {"method": "min-max", "lower": 1}, "ties": "average"}


class Book:
    """A live workbook, and where its raw figures stand."""

    def __init__(self, ranking, path: Path, lang: str) -> None:
        ranking.to_excel(path, lang=lang)
        self.ranking, self.path, self.zh = ranking, path, lang == "zh"
        self.model = Model(ranking, True)
        assert self.model.live, self.model.refused
        self.columns, c = [], 1
        for column in self.model.raw:
            self.columns.append(c)
            c += 2 if column.unit in ("kCNY", "CNY", "10k CNY", "m CNY") else 1

    def name(self, en: str, zh: str) -> str:
        return zh if self.zh else en

    def reference(self, zone: int, column: int) -> str:
        return xl_rowcol_to_cell(1 + zone, self.columns[column])

    def with_raw(self, target: Path, edits: dict[tuple[int, int], float | None]) -> Path:
        cells_of = {self.reference(*place): value for place, value in edits.items()}
        return edited(self.path, target, self.name("raw", "原始数据"), cells_of)

    def with_simulation(self, target: Path, zone: int, edits: dict[int, float | None]) -> Path:
        """The zone chosen and its figures typed into the sheet of the simulation; text takes a figure away."""
        row = simulate.FIRST_PART + len(self.ranking.system.groups) + 3
        typed = {xl_rowcol_to_cell(row + 1 + c, 4): "x" if v is None else v for c, v in edits.items()}
        typed[xl_rowcol_to_cell(simulate.ZONE_ROW, simulate.ZONE_COLUMN)] = self.ranking.zones[zone]
        return edited(self.path, target, self.name("simulate", "模拟"), typed)

    def of_library(self, edits: dict[tuple[int, int], float | None]):
        """The ranking with the same figures; None where the library refuses them."""
        changes: dict[str, dict] = {}
        for (zone, c), value in edits.items():
            column = self.model.raw[c]
            key = (column.name, self.ranking.year - column.back) if column.back else column.name
            changes.setdefault(self.ranking.zones[zone], {})[key] = value
        try:
            return self.ranking.what_if(changes)
        except zr.Error:
            return None


def value_for(column: RawColumn, draw: random.Random) -> float | None:
    """Another figure of the field's kind: of the size of the others, or none."""
    if draw.random() < TO_BLANK:
        return None
    known = column.values[np.isfinite(column.values)]
    found = float(draw.choice(known)) * draw.choice((0.0, 0.3, 0.9, 1.1, 1.7, 4.0))
    return round(found) if column.number == "count" else round(found, 2)


def random_edits(book: Book, draw: random.Random, most: int = 3) -> dict[tuple[int, int], float | None]:
    found = {}
    for _ in range(draw.randint(1, most)):
        c = draw.randrange(len(book.model.raw))
        found[draw.randrange(book.model.n), c] = value_for(book.model.raw[c], draw)
    return found


def compare(book: Book, path: Path, library) -> float:
    """Scores and ranks of a recalculated workbook beside the library's; returns the largest difference of a score."""
    groups, items = zr_order(library.system)
    scores = numbers(path, book.name("scores", "得分"))[2:, 1:]
    ranks = numbers(path, book.name("ranks", "名次表"))[1:, 1:]
    core = library._core
    theirs = np.hstack([core.group_scores[:, groups], core.scores[:, items]])
    their_ranks = np.hstack([core.group_ranks[:, groups], core.indicator_ranks()[:, items]])
    assert (np.isnan(scores) == np.isnan(theirs)).all()
    apart = float(np.nanmax(np.abs(scores - theirs)))
    np.testing.assert_array_equal(ranks[:, : their_ranks.shape[1]], their_ranks)
    order = [row[1] for row in cells(path, book.name("ranking", "排名"))[1:]]
    assert order == [library.zones[i] for i in library._order()]
    return apart


def compare_edits(book: Book, draw: random.Random, n: int, folder: Path) -> int:
    """``n`` copies with random edits of raw figures, recalculated and compared; returns in how many a rank moved."""
    jobs = []
    while len(jobs) < n:
        edits = random_edits(book, draw)
        if (library := book.of_library(edits)) is not None:
            jobs.append((library, book.with_raw(folder / f"e{len(jobs)}.xlsx", edits)))
    moved = 0
    for (library, _), path in zip(jobs, recalculated([path for _, path in jobs], folder), strict=True):
        assert compare(book, path, library) <= NEAR
        moved += not np.array_equal(library._core.group_ranks, book.ranking._core.group_ranks, equal_nan=True)
    return moved


def compare_simulated(book: Book, path: Path, library, zone: int) -> float:
    """The new ranks and scores of the sheet of the simulation."""
    groups, items = zr_order(library.system)
    table = numbers(path, book.name("simulate", "模拟"))
    core, first = library._core, simulate.FIRST_PART + 1
    own = table[first : first + len(groups)]
    np.testing.assert_array_equal(own[:, 2], core.group_ranks[zone, groups])
    np.testing.assert_array_equal(own[:, 1], book.ranking._core.group_ranks[zone, groups])
    first = simulate.FIRST_PART + len(groups) + 3 + len(book.model.raw) + 3 + 1
    of_items = table[first : first + len(items)]
    np.testing.assert_array_equal(of_items[:, 7], core.indicator_ranks()[zone, items])
    scores = np.concatenate([own[:, 5], of_items[:, 5]])
    theirs = np.concatenate([core.group_scores[zone, groups], core.scores[zone, items]])
    assert (np.isnan(scores) == np.isnan(theirs)).all()
    return float(np.nanmax(np.abs(scores - theirs), initial=0.0))


def zr_order(system) -> tuple[list[int], list[int]]:
    """Groups and indicators in the order of the columns: by level, then by group."""
    groups = [0]
    for g in groups:
        groups += [k for k, group in enumerate(system.groups) if group.parent_index == g]
    return groups, [j for g in groups for j, item in enumerate(system.indicators) if item.group_index == g]
