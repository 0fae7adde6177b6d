"""The list of methods: every method has a line, and the options and defaults that it names are those of the library."""

from __future__ import annotations

import numpy as np
import pytest
import zonerank as zr
from zonerank import _core
from zonerank.methods.lines import ABSENT, EQUAL, ESTIMATED, LINES, NEEDED, STAGES
from zonerank.methods.settings import settings_of

WORDS = {
    "imputation": _core.imputations(),
    "treatment": _core.treatments(),
    "normalization": _core.normalizations(),
    "weights": _core.weightings(),
    "aggregation": _core.aggregations(),
}
RANDOM = np.random.default_rng(5)
A = RANDOM.lognormal(0, 1.5, (40, 4)) + 1
HOLES = np.where(RANDOM.random(A.shape) < 0.2, np.nan, A)
EXTRA = {  # what a method needs beside its options
    "target": {"target": 3.0},
    "reference": {"reference": "1"},
    "goalposts": {"lower": [0.0] * 4, "upper": [50.0] * 4},
    "efficacy": {"lower": [0.0] * 4, "upper": [50.0] * 4},
    "base-year": {"base": A[0], "year": 2019},
    "curve": {"points": [[0, 0], [5, 60], [50, 100]]},
}


@pytest.mark.parametrize("stage", STAGES)
def test_every_method_has_a_line_in_both_languages(stage):
    assert list(LINES[stage]) == WORDS[stage]
    for en, zh, _ in LINES[stage].values():
        assert en.endswith((".", "any.")) and zh.endswith("。")


CASES = [(stage, word, option) for stage in STAGES for word in LINES[stage] for option in LINES[stage][word][2]]


def result(stage: str, word: str, given: dict):
    if stage == "imputation":
        years = [2000 + k for k in range(10)] * 4
        zones = [f"z{k // 10}" for k in range(40)]
        return zr.impute(HOLES, {"method": word, **given}, zones=zones, years=years).values
    if stage == "treatment":
        return zr.treat(A, {"method": word, **given}).values
    if stage == "normalization":
        return zr.normalize(A, None, word, zones=[str(k) for k in range(40)], **(EXTRA.get(word, {}) | given))
    if stage == "weights":
        kinds = {"panel": [A, A + 1]} if word == "panel-entropy" else {}
        return zr.weights.of(A, {"method": word, **given}, **kinds)
    return zr.aggregate(A, None, {"method": word, **given})


@pytest.mark.parametrize("stage, word, option", CASES, ids=[".".join(case) for case in CASES])
def test_an_option_exists_and_has_its_default(stage, word, option):
    default = LINES[stage][word][2][option]
    if default in (NEEDED, ABSENT, EQUAL, ESTIMATED):
        with pytest.raises(zr.Error) as caught:  # it is known: its value is refused, not its name
            _core.Method(settings_of({stage: {"method": word, option: {"no": "value"}}}))
        assert {p.code for p in caught.value.problems} & {"unknown-option", "option-of-other"} == set()
        return
    _core.Method(settings_of({stage: {"method": word, option: default}}))
    if word in ("ahp", "bwm", "g1", "order", "combined") or (word in EXTRA and option in EXTRA[word]):
        return  # bounds are given, or judgments are needed
    np.testing.assert_array_equal(result(stage, word, {option: default}), result(stage, word, {}))


def test_an_option_that_a_method_does_not_have_is_refused():
    with pytest.raises(zr.Error, match="orness") as caught:
        _core.Method(settings_of({"aggregation": {"method": "arithmetic", "orness": {"no": "value"}}}))
    assert {p.code for p in caught.value.problems} & {"unknown-option", "option-of-other"}


def test_the_list():
    table = zr.list_methods()
    assert len(table) == sum(map(len, WORDS.values()))
    row = table.set_index(["stage", "method"]).loc["treatment", "winsorize"]
    assert row["options"] == "winsorize_low=2.5, winsorize_high=97.5"
    assert zr.list_methods("weights", lang="zh")["about"].str.endswith("。").all()
    with pytest.raises(zr.Error, match="stage is 'weight', but must be one of imputation"):
        zr.list_methods("weight")


def test_the_command_lists_them(zonerank):
    shown = zonerank("methods", "weights").stdout
    assert "critic" in shown and "correlation=pearson" in shown and "min-max" not in shown
    assert "环节" in zonerank("methods", "--lang", "zh", "-o", "-").stdout
    assert zonerank("methods", "weight", expect=2).stderr.count("normalization") == 1
