"""zonerank.toml: where it is looked for, what it may say, what is said of it, and that the command line wins."""

from __future__ import annotations

import platformdirs
import pytest
from conftest import read_result

ZONES = "zone,year,a,b,c\n" + "\n".join(f"z{k},2020,{100 + k * k},{5 + k * 7 % 5},{k}" for k in range(8)) + "\n"
SYSTEM = '[system]\nid = "sites"\n' + "".join(
    f'[[field]]\nname = "{name}"\nunit = "1"\nnumber = "real"\n'
    f'[[indicator]]\nid = "{name}_value"\nunit = "1"\nformula = "{name}"\n'
    for name in "abc"
)


@pytest.fixture
def zones(write):
    write("sites.toml", SYSTEM)
    return write("zones.csv", ZONES)


def test_options_beside_the_data(here, zones, write, tmp_path):
    (tmp_path / "data").mkdir()
    zones.rename(tmp_path / "data" / "zones.csv")
    write("data/zonerank.toml", 'system = "../sites.toml"\n[rank]\ntop = 3\nnormalization = "rank"\n')
    printed, said = here("rank", "data/zones.csv")
    notice = (
        f"options from {tmp_path / 'data' / 'zonerank.toml'}: system = ../sites.toml, top = 3, normalization = rank"
    )
    assert notice.split(": ")[1] in said and said.count("options from ") == 1
    assert "… 5 more" in printed and "method: rank among the zones" in printed
    assert "5 more" in here("rank", "data", "--top", 3)[0]  # a folder is the folder of the data


def test_the_command_line_wins(here, zones, write):
    write("zonerank.toml", 'system = "sites.toml"\ntop = 3\nzone = ["z1", "z2"]\n[rank]\nnormalization = "rank"\n')
    printed, said = here("rank", zones, "--top", 5, "--norm", "z-score", "--zone", "z7")
    assert "… 3 more" in printed and "method: z-score" in printed
    assert "z7:" in printed and "z1:" not in printed
    taken = said.split("options from ")[1].split("\n")[0]
    assert taken.endswith("zonerank.toml: system = sites.toml")
    _, everything = here("rank", zones, "--top", 1, "--zone=z7", "--normalization=none", "--system=sites.toml")
    assert "options from" not in everything  # nothing was taken


def test_the_table_of_a_command_comes_before_the_common_options(here, zones, write):
    write("zonerank.toml", 'system = "sites.toml"\ntop = 3\n[rank]\ntop = 6\n')
    assert "… 2 more" in here("rank", zones)[0]


def test_options_of_other_commands_are_left_to_them(here, zones, write):
    write("zonerank.toml", 'system = "sites.toml"\ntop = 3\n[uncertainty]\ndraws = 50\nzone = "z1"\n')
    assert "options from" in here("check", zones)[1]
    assert "50 draws: " in here("uncertainty", zones)[0]
    assert here("systems")[1] == ""


def test_the_file_of_this_folder_and_of_the_user(here, zones, write, tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("HOME", str(home))
    own = platformdirs.user_config_path("zonerank", appauthor=False)
    assert home in own.parents
    own.mkdir(parents=True)
    (own / "zonerank.toml").write_text(f'system = "{tmp_path / "sites.toml"}"\nlang = "zh"\n')
    printed, said = here("rank", zones, "-o", "r.csv")
    assert f"选项取自 {own / 'zonerank.toml'}：system = {tmp_path / 'sites.toml'}, lang = zh" in said
    assert "高新区" in read_result(tmp_path / "r.csv").columns
    write("zonerank.toml", f'system = "{tmp_path / "sites.toml"}"\nlang = "en"\n')
    assert "data of 2020" in here("rank", zones)[0]  # this folder's comes before the user's


def test_what_options_may_be(here, zones, write, tmp_path):
    write("names.csv", "variant,name\nz1,first\n")
    write(
        "zonerank.toml",
        'system = "sites.toml"\nmissing = ["NR", "n/a"]\ncommon = true\nnotices = "all"\nnames = "names.csv"\n'
        'min_available = 0.1\nset = ["clip = 0"]\n[uncertainty]\nleave-one-out = true\n[robust]\nswap = ["z6", "z5"]\n',
    )
    printed, said = here("rank", zones, "--json")
    assert '"zone": "first"' in printed
    for named in ("missing = [NR, n/a]", "common = true", "min-available = 0.1", "set = [clip = 0]"):
        assert named in said
    assert "any one indicator left out" in here("uncertainty", zones, "--draws", 20)[0]
    assert "z5 level with z6" in here("robust", zones)[0]


@pytest.mark.parametrize(
    "text, words",
    [
        ("sytem = 'x'", "sytem is not an option; did you mean system?"),
        ("[rnak]\ntop = 3", "[rnak] is not a command; did you mean rank?"),
        ("[rank]\ndraws = 3", "[rank] draws is an option of change, uncertainty, report, narrative, plot, not of rank"),
        (
            "[rank]\nnormalisation = 'rank'",
            "normalisation is not an option of rank; did you mean normalization?",
        ),
        ("save-bounds = 'x.csv'", "save-bounds is not an option"),
        ("output = 'x.csv'", "output is not an option"),
        ("top = true", "top = true is not a value of this option"),
        ("top = [1, {x = 1}]", "is not a value of this option"),
        ("system = ['a', 'b']", "system is a list, but has one value"),
        ("common = [[1]]", "is not a value of this option"),
        ("top = 'many'", "argument --top: invalid positive value: 'many'"),
        ("lang = 'fr'", "argument --lang: invalid choice: 'fr'"),
        ("top =", "the file cannot be read"),
    ],
)
def test_what_is_wrong_with_the_file(text, words, here, zones, write, tmp_path):
    write("zonerank.toml", text)
    system = [] if "system =" in text else ["--system", "sites.toml"]
    _, failed = here("rank", zones, *system, expect=2)
    assert words in failed
    assert len(failed.strip().split("\n")[-1]) < 2000 and "Traceback" not in failed
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize("words", [["--help"], ["rank", "--help"], ["--version"]])
def test_without_a_command_or_for_help_the_file_does_not_matter(words, zonerank, write):
    write("zonerank.toml", "top =")
    assert "zonerank" in zonerank(*words).stdout
