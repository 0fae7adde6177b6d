"""Every case of the peers' golden data, one table-driven test per set."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path

from golden_frame import cases_of, handler_of

FAMILIES = sorted(p.stem for p in Path(__file__).parent.glob("golden_*.py") if p.stem != "golden_frame")


def handlers(which: str) -> list:
    modules = [importlib.import_module(family) for family in FAMILIES]
    return [entry for module in modules for entry in getattr(module, which, [])]


def run(root: Path, which: str, is_ours=lambda name: True) -> Counter:
    table, counts, reasons, wrong = handlers(which), Counter(), {}, []
    for case in cases_of(root):
        if not is_ours(case.name):
            continue
        handler = handler_of(case.name, table)
        if handler is None:
            wrong.append(f"{case.name}: no family answers it")
            continue
        try:
            verdict = handler(case)
        except Exception as error:
            wrong.append(f"{case.name}: {type(error).__name__}: {str(error).strip()[:300]}")
            continue
        counts[verdict.kind] += 1
        if verdict.why:
            reasons.setdefault((verdict.kind, verdict.why), []).append(case.name)
    print(f"\n{which}: " + ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())))
    for (kind, why), names in sorted(reasons.items()):
        print(f"  {kind}: {why} ({len(names)}: {', '.join(names[:3])}{' ...' if len(names) > 3 else ''})")
    assert not wrong, f"{len(wrong)} cases:\n" + "\n".join(wrong)
    return counts


def test_coinr(golden, capsys):
    with capsys.disabled():
        counts = run(golden / "coinr", "COINR")
    assert counts["passed"] > 150


def test_mcdm(golden, capsys):
    ours = ("weights_", "norm_", "rank_comparison", "weight_similarity", "sobol_", "smaa_")
    with capsys.disabled():
        counts = run(golden / "mcdm", "MCDM", lambda name: name.startswith(ours))
    assert counts["passed"] > 250
