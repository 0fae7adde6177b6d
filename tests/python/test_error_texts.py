"""Every error of the Python package has its whole text in Chinese too."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

ROOT = Path(zr.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]")
SCORES = np.array([[10.0, 80, 30], [40, 20, 90], [70, 50, 60]])
LAWS = zr.testing.check_method(lambda x: x / np.nanmax(x) * 100, show=False)


def in_english_only(code: str) -> list[int]:
    """The lines of ``Error(...)`` without ``zh``, ``problems`` or a second argument."""
    lines = []
    for node in ast.walk(ast.parse(code)):
        is_error = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Error"
        if is_error and len(node.args) < 2 and not {word.arg for word in node.keywords} & {"zh", "problems"}:
            lines.append(node.lineno)
    return lines


def test_every_error_has_a_chinese_text():
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(ROOT.rglob("*.py"))
        for line in in_english_only(path.read_text(encoding="utf-8"))
    }
    assert not found


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ('raise Error("no")', [1]),
        ('x = 1\nraise _error.Error("no") from None', [2]),
        ('Error("no", of_data=True)', [1]),
        ('Error("no", zh="不")', []),
        ('Error("no", problems=found)', []),
        ('Error("no", found)', []),
        ('ValueError("no")', []),
    ],
)
def test_an_error_in_english_only_is_found(code, lines):
    assert in_english_only(code) == lines


@pytest.fixture(scope="module")
def ranking(ten_zones):
    return zr.rank(ten_zones, "torch-2013")


def reviewers(**columns) -> pd.DataFrame:
    usual = {"item": ["x"], "zone": ["a"], "year": [2019], "reviewer": ["A"], "score": [8]}
    return pd.DataFrame({name: column for name, column in (usual | columns).items() if column is not None})


# what is asked of a ranking; the wrong value, as the Chinese text shows it; the names that stay as they are
ASKED = {
    "analysis/draws: stage": (
        lambda r: r.uncertainty(normalisation=["min-max"]),
        "normalisation",
        "normalisation leave_one_out errors reviewers imputation treatment normalization weights aggregation",
    ),
    "analysis/draws: way": (lambda r: r.uncertainty(weights="dirichlet"), "dirichlet", "weights vary dirichlet"),
    "analysis/draws: method": (lambda r: r.uncertainty(treatment=[7]), "7", "treatment"),
    "analysis/draws: kind": (
        lambda r: r.uncertainty(errors={"revenue": {"type": 1}}),
        "type",
        "errors revenue type kind size",
    ),
    "analysis/draws: error": (
        lambda r: r.uncertainty(errors={"revenue": "much"}),
        "much",
        "errors revenue much kind size",
    ),
    "analysis/draws: lengths": (lambda r: zr.redraw(SCORES, [1, 2]), "2 项", "weights"),
    "analysis/draws: group": (
        lambda r: zr.redraw(SCORES, group_weights={"knowledge": 1}),
        "knowledge",
        "group_weights knowledge",
    ),
    "analysis/reviewers: column": (
        lambda r: zr.reviewer_means(reviewers(score=None), "torch-2013"),
        "没有“评分”列",
        "reviewers item zone year reviewer score",
    ),
    "analysis/reviewers: number": (
        lambda r: zr.reviewer_means(reviewers(score=["8O"]), "torch-2013"),
        "第 1 行：评分“8O”",
        "reviewers",
    ),
    "analysis/reviewers: blank": (
        lambda r: zr.reviewer_means(reviewers(zone=[" "]), "torch-2013"),
        "第 1 行：高新区为空",
        "reviewers",
    ),
    "analysis/reviewers: year": (
        lambda r: zr.reviewer_means(reviewers(year=None), "torch-2013"),
        "year=",
        "reviewers year",
    ),
    "analysis/robust: zone": (lambda r: r.robust().weights("nowhere"), "“nowhere”", "nowhere"),
    "analysis/robust: lengths": (lambda r: zr.smallest_change(SCORES, [1, 2], 0, 1), "得分有 3 列", "weights"),
    "analysis/sensitivity: zone": (lambda r: moves(r).zone("nowhere"), "“nowhere”", "nowhere"),
    "analysis/sensitivity: scores": (
        lambda r: moves(r, normalization=["min-max", "z-score"]).zone(r.zones[0], "score"),
        "min-max、z-score",
        "min max score rank",
    ),
    "analysis/uncertainty: zone": (lambda r: drawn(r).summary(zone="nowhere"), "“nowhere”", "nowhere"),
    "analysis/uncertainty: group": (lambda r: drawn(r).frequency("arts"), "'arts'", "group arts overall"),
    "analysis/uncertainty: pairs": (lambda r: drawn(r).ahead(), "pairs=True", "uncertainty pairs True"),
    "api: system": (lambda r: zr.rank({"zone": ["a"]}), "torch-2013", "rank data torch"),
    "api: scaling": (lambda r: zr.rank(r.raw, scaling=7), "scaling 为 7", "scaling Scaling learn_scaling load_scaling"),
    "api: other system": (
        lambda r: zr.rank(r.raw, "most-2021"),
        "“most-2021”",
        "torch most system",
    ),
    "api: bounds": (
        lambda r: zr.rank(r.raw, bounds=pd.DataFrame({"indicator": ["x"], "lower": [1]})),
        "没有列 upper",
        "bounds indicator lower upper",
    ),
    "api: pair": (lambda r: zr.rank(r.raw, bounds={"rd_intensity": [1]}), "[1]", "rd_intensity"),
    "compare: kind": (lambda r: zr.compare.rankings({"a": 1, "b": r}), "results['a'] 为 1", "results Ranking"),
    "compare: group": (lambda r: zr.compare.rankings({"a": r, "b": r}, "arts"), "“arts”", "arts"),
    "methods/evidence": (lambda r: zr.kemeny(SCORES, [1, 2]), "得分有 3 列", "weights"),
    "methods/preparation": (lambda r: zr.screen(SCORES, force={"7": True}), "“7”", "force"),
    "methods/settings": (lambda r: zr.rank(r.raw, method=7), "method 为 7", "method ties average"),
    "methods/settings: column": (lambda r: zr.normalize(SCORES, columns={1: 7}), "1: 7", "columns"),
    "methods/stages: lengths": (lambda r: zr.normalize(SCORES, lower=[1, 2]), "指标有 3 列", "lower"),
    "methods/stages: bounds": (
        lambda r: zr.normalize(SCORES, lower=[0, 99, 0], upper=[99, 98, 99]),
        "lower[1]",
        "lower upper",
    ),
    "own": (lambda r: zr.normalization("mine")(7), "7", "mine fit apply"),
    "report": (lambda r: r.plot.heatmap(zones=[]), "zones", "zones"),
    "report/plots": (lambda r: r.plot.heatmap(ax=7), "ax 为 7", "matplotlib Axes None"),
    "results": (lambda r: r.name("arts"), "'arts'", "id_ arts"),
    "statistics": (lambda r: zr.statistics.effective_weights(SCORES, [1, 2]), "2 项", "overall"),
    "testing: options": (lambda r: zr.testing.check_method(abs, power=2), "power", "power functools partial"),
    "testing: method": (lambda r: zr.testing.check_method(7), "method 为 7", "method"),
    "weights: shape": (lambda r: zr.weights.of(SCORES, values=SCORES[:2]), "(2, 3)", "values"),
    "weights: lengths": (lambda r: zr.weights.combine([[1, 2], [1, 2, 3]]), "weights[1] 有 3 项", "weights"),
    "weights: shares": (lambda r: zr.weights.combine([[1, 2]], shares=[1, 2]), "2 项", "shares"),
    "weights: group": (
        lambda r: zr.weights.ahp(np.ones((2, 2)), group="all"),
        "'all'",
        "group all judgments priorities",
    ),
}


def drawn(ranking):
    return ranking.uncertainty(draws=20)


def moves(ranking, **lists):
    return ranking.sensitivity(points=8, scramblings=2, **lists)


@pytest.mark.parametrize("asked", ASKED)
def test_a_chinese_text_is_whole(ranking, asked):
    question, wrong, names = ASKED[asked]
    with pytest.raises(zr.Error) as caught:
        question(ranking)
    text = caught.value.text("zh")
    assert HAN.search(text), text
    assert wrong in text
    known = {*names.split(), *ranking.zones, *(group.id for group in ranking.system.groups)}
    assert not set(re.findall(r"[A-Za-z_]{3,}", text)) - known, text


def test_the_sentences_of_laws_are_the_names_to_ask_for():
    with pytest.raises(zr.Error) as caught:
        LAWS.holds("justice")
    text = caught.value.text("zh")
    assert text.startswith("law：没有这条性质：'justice'；可用：“")
    assert all(f"“{law.law}”" in text for law in LAWS.laws)


def test_a_file_that_is_no_scaling_is_named(tmp_path):
    scaling = tmp_path / "scaling.json"
    scaling.write_text('{"columns": []}')
    with pytest.raises(zr.Error) as caught:
        zr.load_scaling(scaling)
    assert f"{scaling}：这不是由 Scaling.save 保存的文件（" in caught.value.text("zh")
