"""Cheapest plans beside a mixed-integer solver, where indicators are plain counts between given bounds: a linear case."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

optimize = pytest.importorskip("scipy.optimize", reason="SciPy is not installed: ./dev test --all installs it")

N = 4  # figures
TOP = 100  # of every bound


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    text = '[system]\nid = "counts"\n'
    for k in range(N):
        text += f'[[field]]\nname = "f{k}"\nunit = "item"\nnumber = "count"\n'
    for k in range(N):
        text += f'[[indicator]]\nid = "x{k}"\nunit = "item"\nformula = "f{k}"\nweight = {k + 1}\n'
    path = tmp_path_factory.mktemp("counts") / "counts.toml"
    path.write_text(text, encoding="utf-8")
    return zr.load_system(path)


def least_effort(own, others, units, costs, steps, tops, rank: int, weights) -> float:
    """Of whole steps n_k >= 0 the least sum of costs n_k step_k / unit_k with a score that at most rank - 1 exceed."""
    needed = np.sort(others @ weights)[::-1][rank - 1]
    most = np.floor((tops - own) / steps)
    found = optimize.milp(
        c=costs * steps / units,
        constraints=optimize.LinearConstraint((weights * steps)[None, :], lb=needed - own @ weights - 1e-9),
        integrality=np.ones(N),
        bounds=optimize.Bounds(0, most),
        options={"mip_rel_gap": 0.0},
    )
    return float(found.fun) if found.success else np.inf


@pytest.mark.slow
def test_five_hundred_plans_of_whole_units_are_those_of_the_solver(system):
    random = np.random.default_rng(7)
    weights = np.arange(1, N + 1) / (N * (N + 1) / 2)
    bounds = {f"x{k}": (0.0, float(TOP)) for k in range(N)}
    case = compared = reached = proved = 0
    while compared < 500:
        case += 1
        figures = random.integers(0, TOP + 1, (8, N))
        frame = pd.DataFrame(figures, columns=[f"f{k}" for k in range(N)])
        frame.insert(0, "zone", [f"z{i}" for i in range(8)])
        frame.insert(1, "year", 2020)
        ranking = zr.rank(frame, system, bounds=bounds)
        table = ranking.table()
        if not 2 <= int(table["overall_rank"].iloc[5]) <= 8:
            continue
        zone = table["zone"].iloc[5]
        i = int(zone[1:])
        rank = int(random.integers(1, table["overall_rank"].iloc[5]))
        steps = random.integers(1, 6, N)
        costs = random.integers(1, 5, N).astype(float)
        tops = np.minimum(TOP, figures[i] + random.integers(0, 80, N))
        fields = [f"f{k}" for k in range(N)]
        plan = ranking.plan(
            zone, rank=rank,
            steps=dict(zip(fields, steps.tolist(), strict=True)),
            costs=dict(zip(fields, costs.tolist(), strict=True)),
            limits={f: (float(a), float(b)) for f, a, b in zip(fields, figures[i], tops, strict=True)},
        )  # fmt: skip
        units = np.subtract(*np.percentile(figures, [75, 25], axis=0))
        if (units == 0).any():
            continue
        others = np.delete(figures, i, axis=0)
        least = least_effort(figures[i], others, units, costs, steps, tops, rank, weights)
        compared += 1
        if np.isinf(least):
            assert plan.reached > rank, case
            continue
        assert plan.reached <= rank, case
        cheapest = plan.cheapest().set_index("field")
        for row in cheapest.itertuples():
            assert row.one_effort == pytest.approx(units[int(row.Index[1:])])
        assert plan.effort >= least - 1e-9, f"{case}: cheaper than the solver"
        if plan.proved:
            assert plan.effort <= least * (1 + 2e-3) + 1e-9, case
            proved += 1
        reached += 1
    assert reached > 300
    assert proved > 0.95 * reached
