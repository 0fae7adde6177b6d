"""The workbook in LibreOffice Calc, every formula computed anew: the library's scores and ranks, also after edits."""

from __future__ import annotations

import random

import pandas as pd
import pytest
import zonerank as zr
from calc import cells, numbers, poisoned, recalculated
from test_workbook_live import EXAMPLES, SYSTEM, odd_figures
from workbook_edits import GEOMETRIC, NEAR, Book, compare, compare_edits, compare_simulated, value_for

EDITS = 12  # of each ranking; test_workbook_edits.py has two hundred


def test_a_wrong_value_beside_a_formula_is_overwritten(ten_zones, tmp_path):
    """Proves that the other tests see what formulas give, and not what was written beside them."""
    ranking = zr.rank(zr.read(ten_zones, "torch-2013"))
    book = Book(ranking, tmp_path / "b.xlsx", "en")
    wrong = poisoned(book.path, tmp_path / "p.xlsx", "scores", "B3", 123.456)
    assert numbers(wrong, "scores")[2, 1] == 123.456
    (path,) = recalculated([wrong], tmp_path)
    assert compare(book, path, ranking) <= NEAR


def test_edits_of_raw_figures(ten_zones, tmp_path):
    ranking = zr.rank(zr.read(ten_zones, "torch-2013", all_fields=True))
    book = Book(ranking, tmp_path / "b.xlsx", "zh")
    moved = compare_edits(book, random.Random(5), EDITS, tmp_path)
    assert moved > EDITS / 4


@pytest.mark.parametrize("lang, method", [("zh", None), ("en", GEOMETRIC)])
def test_the_simulation(ten_zones, tmp_path, lang, method):
    book = Book(zr.rank(zr.read(ten_zones, "torch-2013"), method=method), tmp_path / "b.xlsx", lang)
    draw, jobs = random.Random(7), []
    while len(jobs) < EDITS:
        zone = len(jobs) % book.model.n  # the first and the last row too
        edits = {c: value_for(book.model.raw[c], draw) for c in draw.sample(range(len(book.model.raw)), 3)}
        library = book.of_library({(zone, c): value for c, value in edits.items()})
        if library is not None:
            path = book.with_simulation(tmp_path / f"s{len(jobs)}.xlsx", zone, edits)
            jobs.append((library, zone, path))
    for (library, zone, _), path in zip(jobs, recalculated([job[2] for job in jobs], tmp_path), strict=True):
        assert compare_simulated(book, path, library, zone) <= NEAR
        assert compare(book, path, book.ranking) <= NEAR  # the ranking itself stays


def test_all_zones_odd_names_one_zone_and_golden(tmp_path, golden, ten_zones):
    (tmp_path / "odd.toml").write_text(SYSTEM, encoding="utf-8")
    zr.sample(tmp_path / "data", enterprises=3000, years=2)
    ten = pd.read_csv(ten_zones)
    within = {f"示例高新区{k:03}": "东" if k % 3 else "西" for k in range(2, 9)}
    rankings = {
        "all": zr.rank(zr.rollup(tmp_path / "data", "torch-2013")),
        "odd": zr.rank(odd_figures(), tmp_path / "odd.toml", year=2020),
        "one": zr.rank(ten[ten["zone"] == "示例高新区004"], "torch-2013"),
        "within": zr.rank(ten, "torch-2013").within(within),
        "india": zr.rank(golden / "published/state-index/ind_master.csv", EXAMPLES / "india.toml", year=2024),
    }
    books = {name: Book(found, tmp_path / f"{name}.xlsx", "zh") for name, found in rankings.items()}
    paths = recalculated([book.path for book in books.values()], tmp_path)
    for (name, book), path in zip(books.items(), paths, strict=True):
        assert compare(book, path, rankings[name]) <= NEAR, name
        for sheet in ("排名", "模拟", "原始数据", "指标值", "权重", "上下限", "名次表"):
            assert same(cells(book.path, sheet), cells(path, sheet)), (name, sheet)


def same(one: list[list], other: list[list]) -> bool:
    """Whether two sheets show the same, to 1e-9."""
    for row, again in zip(one, other, strict=True):
        for x, y in zip(row, again, strict=True):
            both = isinstance(x, float | int) and isinstance(y, float | int)
            if not (abs(x - y) <= NEAR * max(1, abs(x)) if both else x == y):
                return False
    return True
