"""Published indices from the files as they are: the commands of docs/examples/published."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import zonerank as zr

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "published"
COMMANDS = {
    Path(shlex.split(line)[shlex.split(line).index("--system") + 1]).stem: shlex.split(line)
    for line in re.findall(r"`(zonerank rank [^`]*)`", (EXAMPLES / "README.md").read_text(encoding="utf-8"))
}


@pytest.fixture
def published(golden):
    return golden / "published"


@pytest.fixture
def run(published, tmp_path):
    """Runs the page's command for a system; its tables by name."""

    def command(name: str, *more: str, table: str = "ranking") -> pd.DataFrame:
        words = COMMANDS[name][1:]
        words[words.index("--system") + 1] = str(EXAMPLES / f"{name}.toml")
        folder = published.parent.parent / "cases" if name == "elderly" else published
        result = tmp_path / "result.csv"
        call = [sys.executable, "-m", "zonerank.cli", *words, "-o", str(result), "--table", table, *more]
        done = subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return pd.read_csv(result, encoding="utf-8-sig")

    return command


def test_the_page_has_a_command_for_every_system():
    assert set(COMMANDS) == {path.stem for path in EXAMPLES.glob("*.toml")}


def test_tax_competitiveness(run, published):
    ours = run("itci").set_index("zone").sort_index()
    final = pd.read_csv(published / "tax-index" / "itci_2025_run.csv").set_index("country").sort_index()
    assert (ours["overall_rank"] == final["final_rank"]).sum() == len(final) == 38
    scores = pd.read_csv(published / "tax-index" / "itci_cat.csv").set_index("country").sort_index()
    # of "income" the publisher takes absolute values of one column
    for category in ("corporate", "consumption", "property", "cross_border"):
        np.testing.assert_allclose(ours[f"c_{category}"], scores[category], atol=1e-13)


def test_state_competitiveness(run, published):
    ours = run("india").set_index("zone")
    theirs = pd.read_csv(published / "state-index" / "ind_result.csv").set_index("state")
    ranked = theirs[theirs["Rank"].notna()]
    both = ours.loc[ranked.index]
    assert len(both) >= 33
    assert (both["overall_rank"] == ranked["Rank"]).all()
    np.testing.assert_allclose(both["overall"], ranked["competitiveness_score"], atol=1e-15)


def test_goals_of_cities(run, published):
    ours = run("sdgc").set_index("zone")
    theirs = pd.read_csv(published / "city-goals" / "sdg_cities.csv").set_index("city").loc[ours.index]
    close = [
        goal
        for goal in (c for c in theirs.columns if re.fullmatch(r"SDG\d+", c))
        if np.nanmax(np.abs(ours[goal.lower()] - theirs[goal])) < 0.0501  # one decimal is printed
    ]
    assert len(close) >= 11


def test_universities_with_three_treatments_of_gaps(run, published):
    theirs = pd.read_csv(published / "university-index" / "iraq_baseline.csv").set_index("id")
    ours = run("iraq").set_index("zone")["overall_rank"]
    assert (ours[theirs.index] == theirs["A"]).sum() == len(theirs) == 35
    penalty = run("iraq", table="alternatives").set_index("zone")["gaps_0_rank"]
    assert (penalty[theirs.index] == theirs["B"]).all()
    median = run("iraq", "--imputation", "median").set_index("zone")["overall_rank"]
    assert (median[theirs.index] == theirs["C"]).all()


@pytest.mark.parametrize("name, book", [("air", "ecol"), ("econ", "econ"), ("society", "soc")])
def test_entropy_weights_of_a_panel(name, book, run, published):
    ours = run(name, table="weights")
    theirs = pd.read_excel(published / "entropy-books" / f"wan_{book}_en.xlsx", sheet_name="weight", engine="calamine")
    np.testing.assert_allclose(ours["weight"].dropna().to_numpy()[:4], theirs["weight"].to_numpy(), atol=1e-15)


def test_countries_over_the_columns(run, published):
    ours = run("tai", table="indicators").set_index("zone")
    assert len(ours) == 23 and {"芬兰", "美国", "斯洛文尼亚"} < set(ours.index)
    theirs = pd.read_excel(published / "entropy-books" / "cic_raw23.xlsx", engine="calamine")
    for name in theirs.columns:
        assert sorted(ours[f"i_{name}"]) == sorted(theirs[name])
    assert ours.loc["芬兰", "i_patents"] == 187 and ours.loc["斯洛文尼亚", "i_university"] == 10.6


def test_a_statistics_office(run, published):
    ours = run("elderly", table="indicators").set_index("zone")
    assert len(ours) == 31
    assert ours.loc["北京市", "output"] == 49670.2
    assert ours.loc["北京市", "old_share"] == pytest.approx(100 * 3703 / 22470, rel=1e-15)


def test_an_old_workbook_of_the_office(golden):
    path = golden.parent / "cases" / "statistics-office" / "cut-by-hand.xls"
    raw = zr.read(path, EXAMPLES / "elderly.toml")
    frame = raw.table().set_index(["zone", "year"])["gdp"]
    assert frame["北京市", 2019] == 35371.28 and frame["内蒙古自治区", 2015] == 17831.51
    assert len(raw.zones) == 31 and raw.years == [2015, 2016, 2017, 2018, 2019]
