"""What a rank is made of and what would change it, on the sample's zones, beside what a user would write or pick."""

from __future__ import annotations

import itertools
import math
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import zonerank as zr
from scipy.optimize import linprog
from timing import interleaved, row

SYSTEM, YEAR = "torch-2013", 2019
FEW = 3  # zones, fields and enterprises whose time stands for all


def orders_of(n: int) -> list[tuple[float, tuple[bool, ...]]]:
    """The weight of every set of others in a Shapley value of n players."""
    sets = itertools.product((False, True), repeat=n - 1)
    return [(math.factorial(sum(s)) * math.factorial(n - 1 - sum(s)) / math.factorial(n), s) for s in sets]


def places_by_numpy(values: np.ndarray, weights: list[np.ndarray], tops: np.ndarray, zone: int) -> np.ndarray:
    """Owen values of the places in arrays: every set of a group times unions of the others, all opponents at once."""
    ends = np.cumsum([0, *map(len, weights)])
    gain = values[zone] - values
    parts = [gain[:, a:b] * (w * top) for a, b, w, top in zip(ends[:-1], ends[1:], weights, tops, strict=True)]
    found = []
    for g, part in enumerate(parts):
        others = [p.sum(axis=1) for k, p in enumerate(parts) if k != g]
        for j in range(part.shape[1]):
            mates = np.delete(part, j, axis=1)
            sets = orders_of(part.shape[1])
            inside = mates @ np.array([s for _, s in sets], dtype=float).T
            shares = np.array([w for w, _ in sets])
            total = 0.0
            for w, union in orders_of(len(parts)):
                around = (
                    inside
                    + sum((o for o, is_in in zip(others, union, strict=True) if is_in), np.zeros(len(gain)))[:, None]
                )
                with_it = np.sign(around + part[:, [j]])
                total += w * ((with_it - np.sign(around)) / 2 @ shares)[np.arange(len(gain)) != zone].sum()
            found.append(total)
    return np.array(found)


def places(ranking, repeats: int) -> Iterator[dict]:
    """Zones without gaps: NumPy has no rule for them."""
    core, system = ranking._core, ranking.system
    used = np.flatnonzero(core.weights > 0)
    whole = ~np.isnan(core.scores[:, used]).any(axis=1)
    of_group = [[j for j in used if system.indicators[j].group_index == g] for g in range(1, len(system.groups))]
    values = core.scores[np.ix_(whole, np.concatenate(of_group))]
    flat = [core.weights[members] for members in of_group]
    tops = np.array([w.sum() for w in flat])
    weights = [w / w.sum() for w in flat]
    zone = ranking.zones[int(np.flatnonzero(whole)[5])]
    opponents = [z for z, is_whole in zip(ranking.zones, whole, strict=True) if is_whole and z != zone]

    def ours():
        return ranking.explain(zone, opponents=opponents)

    def theirs():
        return places_by_numpy(values, weights, tops, 5)

    table = ours().table().set_index("id")["places"]
    mine = table[[system.indicators[j].id for members in of_group for j in members]].to_numpy(float)
    if not np.allclose(mine, theirs(), atol=1e-9):
        raise SystemExit("NumPy's places differ: nothing to compare")
    medians = interleaved({"ours": ours, "NumPy": theirs}, repeats)
    size = f"places of one zone, {len(values)} x {len(used)}"
    yield row("explain", size, "NumPy", "baseline", medians["ours"], medians["NumPy"])


def places_of_groups(ranking, repeats: int) -> Iterator[dict]:
    """The four first-level scores as the only indicators; xai-sharp samples sets, so that its values are near ours."""
    try:
        from sharp import ShaRP
    except ImportError:
        return
    frame = ranking.table()
    ids = [g.id for g in ranking.system.groups if g.parent_index == 0]
    frame = frame[frame[ids].notna().all(axis=1)].reset_index(drop=True)
    text = '[system]\nid = "four"\n' + "".join(
        f'[[field]]\nname = "{i}"\nunit = "score"\nnumber = "real"\n' for i in ids
    )
    text += "".join(f'[[indicator]]\nid = "x_{i}"\nunit = "score"\nformula = "{i}"\n' for i in ids)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "four.toml"
        path.write_text(text, encoding="utf-8")
        four = zr.rank(frame[["zone", "year", *ids]], path)
    scores = frame[ids].to_numpy(float)
    sharp = ShaRP(qoi="rank", target_function=lambda x: x.mean(axis=1), measure="shapley", random_state=1)
    sharp.fit(scores)
    zone = frame["zone"][5]
    medians = interleaved(
        {"ours": lambda: four.explain(zone), "xai-sharp": lambda: sharp.individual(5, scores)}, min(repeats, 3)
    )
    size = f"places of one zone, {len(scores)} x 4"
    yield row("explain", size, "xai-sharp", "peer", medians["ours"], medians["xai-sharp"])


def changes(ranking, repeats: int) -> Iterator[dict]:
    """The split of all zones, beside the 32 rankings that its definition asks for."""
    before = zr.rank(ranking.raw, year=YEAR - 1)

    def rankings():
        return [zr.rank(ranking.raw, year=YEAR) for _ in range(32)]

    medians = interleaved({"ours": lambda: ranking.change(before, history=[], noise=False), "32": rankings}, repeats)
    yield row(
        "explain", f"change of {len(ranking.zones)} zones", "32 rankings", "baseline", medians["ours"], medians["32"]
    )


def scenarios(ranking, repeats: int) -> Iterator[dict]:
    """One figure of one zone changed, beside the table with that figure ranked again."""
    zone = ranking.table()["zone"].iloc[64]
    frame = ranking.raw.table()
    cell = (frame["zone"] == zone) & (frame["year"] == YEAR)

    def theirs():
        changed = frame.copy()
        changed.loc[cell, "employees"] += 1000
        return zr.rank(changed, ranking.system, year=YEAR)

    def ours():
        return ranking.what_if({zone: {"employees": "+1000"}})

    if ours().table()["overall_rank"].tolist() != theirs().table()["overall_rank"].tolist():
        raise SystemExit("the changed table is ranked otherwise: nothing to compare")
    medians = interleaved({"ours": ours, "table": theirs}, repeats)
    size = f"what-if of one figure, {len(ranking.zones)} zones"
    yield row("explain", size, "the changed table ranked", "baseline", medians["ours"], medians["table"])


def plans(ranking, repeats: int) -> Iterator[dict]:
    """Every single lever, beside bisection by whole rankings; the frontier beside a plan for every rank."""
    zone = ranking.table()["zone"].iloc[64]
    fields = list(ranking.plan(zone).table()["field"])

    def bisected(field: str) -> float:
        low, high = 0.0, 10.0
        for _ in range(30):
            middle = (low + high) / 2
            ahead = ranking.what_if({zone: {field: f"{100 * (middle - 1):+.9f} %"}}).table().set_index("zone")
            low, high = (low, middle) if ahead.loc[zone, "overall_rank"] <= 64 else (middle, high)
        return high

    few = [f for f in ("rd_spending", "employees", "revenue") if f in fields][:FEW]
    medians = interleaved(
        {"ours": lambda: ranking.plan(zone).table(), "bisection": lambda: [bisected(f) for f in few]}, min(repeats, 3)
    )
    size = f"levers of one zone, {len(fields)} figures"
    whole = medians["bisection"] / len(few) * len(fields)
    yield row("explain", size, "bisection by what-if", "baseline", medians["ours"], whole)
    ahead = ranking.table()["zone"].iloc[10]
    medians = interleaved(
        {
            "ours": lambda: ranking.plan(ahead).frontier(),
            "plans": lambda: [ranking.plan(ahead, rank=r).cheapest() for r in range(10, 0, -1)],
        },
        min(repeats, 3),
    )
    yield row(
        "explain", "frontier of the zone at 11", "a plan for each rank", "baseline", medians["ours"], medians["plans"]
    )


def chances(ranking, repeats: int) -> Iterator[dict]:
    table, before = ranking.table(), zr.rank(ranking.raw, year=YEAR - 1).table()
    joined = table.merge(before[["zone", "overall"]], on="zone", suffixes=("", "_before"))
    moved = (joined["overall"] - joined["overall_before"]).dropna().to_numpy()
    plan = ranking.plan(table["zone"].iloc[64])
    others = table["overall"].dropna().drop(64).to_numpy()
    own = float(table["overall"].iloc[64]) + 1.0
    plan.probability()

    def theirs():
        random = np.random.default_rng(1)
        drawn = others + random.choice(moved, (10_000, len(others)))
        return ((drawn > own).sum(axis=1) + 1 <= 50).mean()

    medians = interleaved({"ours": lambda: plan.probability(draws=10_000), "NumPy": theirs}, repeats)
    yield row("explain", "P(rank <= r), 10 000 draws", "NumPy", "baseline", medians["ours"], medians["NumPy"])


def enterprises(repeats: int, rows: int) -> Iterator[dict]:
    """The influence of every enterprise, beside rolling up and ranking without it."""
    with tempfile.TemporaryDirectory() as folder:
        zr.sample(folder, enterprises=rows)
        raw = zr.read(folder, SYSTEM, keep_enterprises=True)
    ranking = zr.rank(raw, year=YEAR)
    n = len(ranking.drill().table())
    sides = {"ours": ranking.drill, "once": lambda: zr.rank(raw, year=YEAR)}
    times = interleaved(sides, min(repeats, 3))
    yield row(
        "explain", f"influence of {n} enterprises", "a ranking for each", "baseline", times["ours"], times["once"] * n
    )


def hidden_weights(ranking, repeats: int) -> Iterator[dict]:
    """Intervals of the weights of the groups from all ranks, beside SciPy's HiGHS."""
    frame = ranking.table()
    ids = [g.id for g in ranking.system.groups if g.parent_index == 0]
    frame = frame[frame[ids].notna().all(axis=1)].reset_index(drop=True)
    scores = frame[ids].to_numpy(float)
    ranks = zr.rank_scores(scores @ [0.4, 0.3, 0.1, 0.2])
    order = np.argsort(ranks)
    leads = scores[order[1:]] - scores[order[:-1]]

    def theirs():
        given = dict(A_ub=leads, b_ub=np.zeros(len(leads)), A_eq=np.ones((1, len(ids))), b_eq=[1])
        return [[s * linprog(s * np.eye(len(ids))[k], **given).fun for s in (1, -1)] for k in range(len(ids))]

    published = pd.Series(ranks, index=frame["zone"])
    found = ranking.reconcile(published).weights()
    if not np.allclose(found[["low", "high"]].to_numpy(), theirs(), atol=1e-7):
        raise SystemExit("HiGHS finds other weights: nothing to compare")
    medians = interleaved({"ours": lambda: ranking.reconcile(published), "HiGHS": theirs}, repeats)
    size = f"weights of groups from {len(scores)} ranks"
    yield row("explain", size, "SciPy (HiGHS)", "peer", medians["ours"], medians["HiGHS"])


def run(repeats: int = 5, rows: int = 140_000) -> Iterator[dict]:
    with tempfile.TemporaryDirectory() as folder:
        zr.sample(folder, enterprises=min(rows, 140_000))
        ranking = zr.rank(zr.rollup(folder, SYSTEM), year=YEAR)
    for part in (places, places_of_groups, changes, scenarios, plans, chances, hidden_weights):
        yield from part(ranking, repeats)
    yield from enterprises(repeats, rows)
