"""The gate: nothing moves but on purpose, and nothing public stands outside it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import zonerank as zr

sys.path.insert(0, str(Path(__file__).parent))
import cases  # noqa: E402
import parity  # noqa: E402

KEPT = json.loads(parity.BASELINE.read_text(encoding="utf-8"))
NOT_RESULTS = {
    "Error",
    "Place",
    "Problem",
    "LeftOutWarning",
    "__version__",
    # what registers a user's own methods, and the laws they are tried on
    "normalization",
    "treatment",
    "imputation",
    "weighting",
    "aggregation",
    "own",
    "testing",
}


@pytest.mark.parametrize("name", cases.CASES)
def test_nothing_moved(name):
    if name in cases.ELSEWHERE:
        pytest.skip("golden data are not beside the project")
    now = parity.digests(parity.results([name]))
    exact = KEPT["machine"] == parity.machine()
    lines = parity.moved({k: v for k, v in KEPT["cases"].items() if k == name}, now, exact)
    assert not lines, "\n".join(lines) + "\nOn purpose? Say so in the CHANGELOG and record the baseline anew."


def test_everything_public_is_compared():
    modules = {"weights": zr.weights, "statistics": zr.statistics, "compare": zr.compare}
    public = set(zr.__all__) | {f"{m}.{name}" for m, module in modules.items() for name in module.__all__}
    assert public - NOT_RESULTS - cases.COVERED == set()
    assert set(KEPT["cases"]) == set(cases.CASES)


@pytest.mark.parametrize(
    "change, here, elsewhere",
    [
        ({}, False, False),
        ({"hash": "other"}, True, False),  # a last bit, or a text
        ({"hash": "other", "sum": 3.0 * (1 + 1e-6)}, True, True),
        ({"hash": "other", "rows": 3}, True, True),
    ],
)
def test_a_move_is_seen(change, here, elsewhere):
    was = {"case": {"table": {"hash": "h", "rows": 2, "columns": 1, "numbers": 2, "sum": 3.0, "size": 3.0}}}
    now = {"case": {"table": was["case"]["table"] | change}}
    assert bool(parity.moved(was, now, exact=True)) == here
    assert bool(parity.moved(was, now, exact=False)) == elsewhere
