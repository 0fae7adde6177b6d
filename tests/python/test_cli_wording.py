"""How the command line writes numbers, Chinese punctuation, and which files it wrote."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pytest
from zonerank.figures import difference, moved, percent, plain, signed, without_noise

ZONE = "示例高新区004"
COMMANDS = {
    "rank": ("--zone", ZONE),
    "explain": ("--zone", ZONE),
    "change": ("--before", 2018),
    "change of one zone": ("--before", 2018, "--zone", ZONE),
    "what-if": ("--scenario", "s.csv"),
    "uncertainty": ("--draws", 1000),
    "uncertainty of one zone": ("--draws", 1000, "--zone", ZONE),
    "robust": (),
    "sensitivity": ("--points", 8, "--scramblings", 4, "--level", "groups"),
}


@pytest.fixture
def command(ten_zones, here, write):
    write("s.csv", f"zone,field,value\n{ZONE},new_ip,+100 %\n")

    def run(name: str, *more) -> tuple[str, str]:
        return here(name.split()[0], ten_zones, "--system", "torch-2013", "--year", 2019, *COMMANDS[name], *more)

    return run


@pytest.mark.parametrize(
    "value, text",
    [(6, "+6"), (-0.333, "-0.33"), (0.5, "+0.5"), (0.001, "0"), (-0.001, "0"), (np.nan, "—"), (10, "+10")],
)
def test_differences_have_a_sign_and_two_decimals_at_most(value, text):
    assert signed(value) == text


def test_sizes_shares_and_moves():
    assert (plain(2.4), plain(0), plain(100)) == ("2.4", "0", "100")
    assert [percent(x) for x in (0, 0.001, 0.65, 0.999, 1, np.nan)] == ["0 %", "<1 %", "65 %", ">99 %", "100 %", "—"]
    assert [moved(x, "zh") for x in (2, -1, 0, np.nan)] == ["上升 2", "下降 1", "不变", "—"]
    assert [moved(x, "en") for x in (2, -1, 0)] == ["+2", "-1", "0"]


def test_differences_of_figures_have_a_sign_and_four_digits():
    shown = [difference(x) for x in (3.50812, -1234.5, 0, -0.0, 52, -0.000123456, np.nan)]
    assert shown == ["+3.508", "-1,234", "0", "0", "+52", "-0.0001235", "—"]
    assert difference(1008.4, 3) == "+1,008"


def test_files_have_no_noise_of_sums():
    frame = pd.DataFrame({"places": [3.0000000000004, -1e-17, np.nan], "value": [0.1 + 0.2, 1e-9, 123456.75]})
    found = without_noise(frame, ("places",))
    assert found["places"].tolist()[:2] == [3, 0] and str(found["places"][1]) == "0.0"
    assert found["value"].tolist() == [0.3, 1e-9, 123456.75]


@pytest.mark.parametrize("name", ["explain", "change", "change of one zone", "what-if"])
def test_no_noise_is_written(name, command):
    rows = json.loads(command(name, "--json")[0])
    numbers = [x for row in rows for x in row.values() if isinstance(x, float)]
    assert numbers and [x for x in numbers if x != float(f"{x:.12g}")] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_one_style_of_numbers(name, command):
    printed, _ = command(name)
    assert "+-" not in printed and not re.search(r"[+-]0\.?0*\b(?![.\d])", printed)
    assert not re.search(r"(?<![\d.])\d{1,3} \d{3}(?![\d.])", re.sub("  +", "\n", printed))


@pytest.mark.parametrize("name", COMMANDS)
def test_chinese_punctuation(name, command):
    printed, said = command(name, "--lang", "zh")
    assert said and not re.search("[一-鿿]: |: [一-鿿]|[一-鿿], |^[a-z]+: ", printed + said, re.M)
    assert not re.search(r"[一-鿿] \([\d.]+\)", printed)


def test_errors_in_chinese_have_a_chinese_colon(here):
    _, said = here("rank", "nowhere.csv", "--system", "torch-2013", "--lang", "zh", expect=1)
    assert said.startswith("错误：")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_wrote(name, command, tmp_path):
    _, said = command(name, "-o", "r.csv")
    n = len(pd.read_csv(tmp_path / "r.csv"))
    assert f"written: r.csv ({n} row{'' if n == 1 else 's'})\n" in said
    _, said = command(name, "-o", "r.xlsx", "--lang", "zh")
    n = len(pd.read_excel(tmp_path / "r.xlsx", sheet_name=None, engine="calamine"))
    assert f"已写入：r.xlsx（{n} 张表）\n" in said
    _, said = command(name, "-o", "-")
    assert "written" not in said


def test_saved_bounds_and_check_lists_are_named_too(command, ten_zones, here):
    _, said = command("rank", "--save-bounds", "b.csv")
    assert "written: b.csv (33 rows)" in said
    _, said = here("check", ten_zones, "--system", "torch-2013", "-o", "list.xlsx")
    assert "written: list.xlsx (3 tables)" in said


def test_a_zone_that_fell_did_not_rise(command):
    for name in ("change", "what-if"):
        printed, _ = command(name, "--lang", "zh")
        assert "名次升降" in printed and "下降 " in printed and "名次上升" not in printed
