"""What a director says of a zone, from a made-up table with the same ranks: 65th of 169; 56th, 64th, 103rd and 90th."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

N, OVERALL, ON_THE_FOUR = 169, 65, (56, 64, 103, 90)
ZONE, FIRST, SECOND = "本区", "甲区", "乙区"
SEED = 154
GROUPS = ("knowledge", "upgrading", "internationalisation", "sustainability")
FIELDS = {"patents": "item", "large_firms": "count", "exports": "kCNY", "green": "km2"}


def values() -> np.ndarray:
    """Of each figure by rank, the best first."""
    patents = np.r_[4000, 2700, np.linspace(90, 2.3, 53), 2.2, np.linspace(2.1, 0.1, 113)]
    firms = np.r_[42:23:-1, [23] * 36, 22, 22, 22, 21, 21, 21, 20, 20, 19, [18, 17, 16, 15, 14, 13, 12, 11, 10, 9] * 2]
    firms = np.r_[-np.sort(-firms), 6, np.repeat([5, 4, 3, 2, 1, 0], 14)]
    green = np.r_[np.linspace(99, 75, 90), np.linspace(60, 12, 79)]
    return np.column_stack([patents, firms, np.linspace(9e6, 1e5, N), green])


def orders(seed: int) -> np.ndarray:
    """Places of the zones in the four figures, the same zone at those of the director; they hang together a little."""
    random = np.random.default_rng(seed)
    level = random.normal(size=N)
    places = np.empty((N, 4), int)
    for k, place in enumerate(ON_THE_FOUR):
        others = np.argsort(-(level + random.normal(size=N))[1:]) + 1
        places[np.insert(others, place - 1, 0), k] = np.arange(N)
    return places


@pytest.fixture(scope="module")
def ranking(tmp_path_factory):
    text = '[system]\nid = "speech"\n'
    for name, unit in FIELDS.items():
        text += f'[[field]]\nname = "{name}"\nunit = "{unit}"\nnumber = "real"\n'
    for group, (name, unit) in zip(GROUPS, FIELDS.items(), strict=True):
        text += f'[[group]]\nid = "{group}"\nweight = 0.25\n'
        text += f'[[indicator]]\nid = "x_{name}"\ngroup = "{group}"\nunit = "{unit}"\nformula = "{name}"\n'
    path = tmp_path_factory.mktemp("speech") / "speech.toml"
    path.write_text(text, encoding="utf-8")
    places = orders(SEED)
    frame = pd.DataFrame(np.take_along_axis(values(), places, axis=0), columns=list(FIELDS))
    names = np.array([f"区{i:03}" for i in range(N)], dtype=object)
    names[0], names[places[:, 0] == 0], names[places[:, 0] == 1] = ZONE, FIRST, SECOND
    frame.insert(0, "zone", names)
    frame.insert(1, "year", 2020)
    return zr.rank(frame, path)


def test_the_ranks_are_those_of_the_speech_and_add_up(ranking):
    """65th of 169; 56th, 64th, 103rd and 90th on the four."""
    found = ranking.explain(ZONE)
    table = found.table().set_index("id")
    assert table.loc[["overall", *GROUPS], "rank"].tolist() == [OVERALL, *ON_THE_FOUR]
    assert table.loc["overall", "of"] == N
    assert table.loc[list(GROUPS), "places"].sum() == pytest.approx((N + 1) / 2 - OVERALL, abs=1e-9)
    assert found.summary()[0].startswith("本区: 65th of 169 = 85 - 20 (20 places above the middle): upgrading +")
    assert found.summary("zh")[0].startswith("本区：169 个中第 65 = 85 - 20（比居中名次靠前 20 位）：upgrading +")
    said = " ".join(ranking.narrative(ZONE).text.split())
    assert "ranks 65th of 169 high-tech zones" in said
    assert "56th on knowledge" in said and "103rd on internationalisation" in said and "90th on sustain" in said


def test_the_long_boards_are_forged_and_the_short_ones_raised(ranking):
    """Nine ranks better than overall is a long board, one is neither, 25 and more worse are short ones."""
    boards = ranking.explain(ZONE).boards().set_index("group")["board"]
    assert boards[list(GROUPS)].tolist() == ["strong", "even", "weak", "weak"]
    assert "长板：knowledge（56）；底板：upgrading（64）；短板：internationalisation（103）、sustainability（90）" in (
        ranking.explain(ZONE).summary("zh")
    )


def test_how_far_it_is_in_firms_and_beside_the_first(ranking):
    """19 firms; the median zone has 6, rank 50 has 23. 2.2 against 2 700 and 4 000: one in a thousand."""
    found = ranking.explain(ZONE, to_rank=50, benchmarks=[FIRST, SECOND])
    firms = found.table().set_index("id").loc["x_large_firms"]
    assert (firms["value"], firms["to_median"], firms["to_rank"]) == (19, 6 - 19, 23 - 19)
    ratios = found.ratios().set_index("indicator").loc["x_patents"]
    assert ratios[[FIRST, SECOND]].tolist() == pytest.approx([2.2 / 4000, 2.2 / 2700])
    assert ratios[[FIRST, SECOND]].round(3).tolist() == [0.001, 0.001]


def test_what_would_lift_it_to_the_50th(ranking):
    plan = ranking.plan(ZONE, rank=50)
    assert plan.today == OVERALL and plan.table()["rank_alone"].le(50).all()
    for row in plan.table().itertuples():
        after = ranking.what_if({ZONE: {row.field: row.needed}}).table().set_index("zone")
        assert after.loc[ZONE, "overall_rank"] == row.rank_alone
    assert plan.reached <= 50
