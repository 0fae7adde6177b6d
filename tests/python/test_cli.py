"""The command line as its users call it: exit codes, files, headings, help texts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
import zonerank as zr
from conftest import read_result
from zonerank.cli import parser
from zonerank.cli.commands import COMMANDS

COLUMNS = [
    "zone",
    "year",
    "overall",
    "overall_rank",
    "knowledge",
    "knowledge_rank",
    "upgrading",
    "upgrading_rank",
    "internationalisation",
    "internationalisation_rank",
    "sustainability",
    "sustainability_rank",
    "n_missing",
    "assumed_weight",
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "data"
    zr.sample(folder, enterprises=3000, zones=20)
    return folder


@pytest.fixture
def zones_csv(sample, zonerank, tmp_path):
    zonerank("rollup", sample, "--system", "torch-2013", "-o", "zones.csv")
    return tmp_path / "zones.csv"


def test_sample_to_ranking(zones_csv, zonerank, tmp_path):
    done = zonerank("rank", zones_csv, "--system", "torch-2013", "--year", 2019, "-o", "ranks.csv")
    table = read_result(tmp_path / "ranks.csv")
    assert list(table.columns) == COLUMNS
    assert len(table) == 20
    assert table["overall_rank"].dropna().is_monotonic_increasing
    assert (tmp_path / "ranks.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # Excel reads Chinese
    assert "weight lost" in done.stdout and "rank:" in done.stderr


def test_rolling_up_on_the_way_gives_the_same_bits(sample, zones_csv, zonerank, tmp_path):
    zonerank("rank", sample, "--system", "torch-2013", "--year", 2019, "-o", "direct.csv")
    zonerank("rank", zones_csv, "--system", "torch-2013", "--year", 2019, "--threads", 1, "-o", "staged.csv")
    assert (tmp_path / "direct.csv").read_bytes() == (tmp_path / "staged.csv").read_bytes()


def test_every_kind_of_file(zones_csv, zonerank, tmp_path):
    for kind in ("csv", "xlsx", "parquet", "json"):
        zonerank("rank", zones_csv, "--system", "torch-2013", "-o", f"r.{kind}")
    csv = read_result(tmp_path / "r.csv")
    book = pd.read_excel(tmp_path / "r.xlsx", sheet_name=None, engine="calamine")
    assert list(book) == [
        "about",
        "ranking",
        "simulate",
        "raw",
        "indicators",
        "scores",
        "ranks",
        "charts",
        "alternatives",
        "bounds",
        "weights",
        "missing",
        "system",
        "notices",
        "simulation",
    ]
    assert list(book["ranking"]["zone"]) == list(csv["zone"]) and list(book["ranking"]["rank"]) == list(
        csv["overall_rank"]
    )
    for other in (
        pd.read_parquet(tmp_path / "r.parquet"),
        pd.DataFrame(json.loads((tmp_path / "r.json").read_text())),
    ):
        pd.testing.assert_frame_equal(other[COLUMNS], csv, check_dtype=False, rtol=1e-12)


def test_a_workbook_in_chinese(zones_csv, zonerank, tmp_path):
    zonerank("rank", zones_csv, "--system", "torch-2013", "--lang", "zh", "-o", "zh.xlsx")
    book = pd.read_excel(tmp_path / "zh.xlsx", sheet_name=None, engine="calamine")
    assert list(book)[:5] == ["说明", "排名", "模拟", "原始数据", "指标值"]
    assert "研发经费内部支出占营业收入比例(%)" in book["指标值"].columns
    assert list(book["上下限"]["指标"])[:1] == ["从业人员中研发人员全时当量数占比"]
    assert "20 个高新区，20 个有排名" in book["说明"].to_string()


def test_chinese_headings_read_back(sample, zonerank, tmp_path):
    zonerank("rollup", sample, "--system", "torch-2013", "--lang", "zh", "-o", "zh.csv")
    heading = (tmp_path / "zh.csv").read_text(encoding="utf-8-sig").split("\n")[0]
    assert heading.startswith("高新区,年份,工业总产值(当年价格)(千元),营业收入(千元)")
    zonerank("rollup", sample, "--system", "torch-2013", "-o", "en.csv")
    zonerank("indicators", "zh.csv", "--system", "torch-2013", "-o", "a.csv")
    zonerank("indicators", "en.csv", "--system", "torch-2013", "-o", "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_zone_is_told_its_ranks(zones_csv, zonerank):
    out = zonerank("rank", zones_csv, "--system", "torch-2013", "--zone", "示例高新区007", "--top", 3).stdout
    ranking = zr.rank(zones_csv, "torch-2013")
    profile = ranking.profile("示例高新区007")
    assert set(profile["first_level_of"].values()) == {20}
    assert f"示例高新区007: {profile['overall_rank']} of 20\n" in out
    for id_, rank in profile["first_level"].items():
        assert f"{ranking.name(id_)} ({rank})" in out
    assert "strong groups" in out and "weak groups" in out and "weakest indicators" in out
    zh = zonerank("rank", zones_csv, "--system", "torch-2013", "--zone", "示例高新区007", "--lang", "zh").stdout
    assert f"20 个中第 {profile['overall_rank']}" in zh and "短板" in zh


def test_saved_bounds_score_the_next_year(zones_csv, zonerank, tmp_path):
    zonerank("rank", zones_csv, "--system", "torch-2013", "--year", 2018, "--save-bounds", "b.csv", "-o", "x.csv")
    zonerank("rank", zones_csv, "--system", "torch-2013", "--year", 2019, "--bounds", "b.csv", "-o", "y.csv")
    bounds = {
        r.indicator: (r.lower, r.upper) for r in read_result(tmp_path / "b.csv").itertuples() if r.lower < r.upper
    }
    expected = zr.rank(zones_csv, "torch-2013", year=2019, bounds=bounds).table()
    pd.testing.assert_frame_equal(read_result(tmp_path / "y.csv"), expected, check_dtype=False, rtol=1e-12)


def test_exit_codes_and_no_result_file(zonerank, write, tmp_path):
    write("bad.csv", "zone,year,qd01\na,2020,many\n")
    failed = zonerank("rank", "bad.csv", "--system", "torch-2013", "-o", "r.csv", expect=1)
    assert 'bad.csv:2, column qd01: "many" is not a number' in failed.stderr
    assert not (tmp_path / "r.csv").exists()
    checked = zonerank("check", "bad.csv", "--system", "torch-2013", "-o", "list.csv", expect=1)
    assert "1 error," in checked.stderr
    assert read_result(tmp_path / "list.csv")["code"].tolist() == ["bad-number"]
    zonerank("rank", "bad.csv", "--system", "torch-2031", expect=2)
    zonerank("rank", "bad.csv", expect=2)
    zonerank("rank", "bad.csv", "--system", "torch-2013", "--colour", expect=2)
    write("good.csv", "zone,year,qd01\na,2020,5\nb,2020,6\n")
    zonerank("rank", "good.csv", "--system", "torch-2013", "-o", "r.docx", expect=2)
    zonerank("rank", "good.csv", "--system", "torch-2013", "-o", "nowhere/r.csv", expect=2)
    zonerank("rank", "good.csv", "--system", "torch-2013", "--bound", "x", expect=2)


def test_errors_in_chinese(zonerank, write):
    write("bad.csv", "zone,year,qd01\na,2020,many\n")
    failed = zonerank("rank", "bad.csv", "--system", "torch-2013", "--lang", "zh", expect=1)
    assert "“many”不是数字；请填数字；没有数据则留空" in failed.stderr


def test_check_of_sound_data(sample, zonerank):
    done = zonerank("check", sample, "--system", "torch-2013")
    assert "0 errors" in done.stderr and "blank-cells" in done.stdout


def test_one_file_a_year(sample, zonerank, write, tmp_path):
    write("zones-2019.csv", "zone,qd01\na,100\nb,50\n")
    write("zones-2020.csv", "zone,qd01\na,110\nb,60\n")
    zonerank("indicators", "zones-2019.csv", "zones-2020.csv", "--system", "torch-2013", "--year", 2020, "-o", "i.csv")
    growth = read_result(tmp_path / "i.csv").set_index("zone")["employee_growth"]
    assert growth["a"] == pytest.approx(10.0) and growth["b"] == pytest.approx(20.0)
    write("plain.csv", "zone,qd01\na,100\nb,50\n")
    zonerank("indicators", "plain.csv", "--system", "torch-2013", "--year", 2021, "-o", "i.csv")


def test_gbk_and_a_workbook(zonerank, write, tmp_path):
    text = "所属地域代码,年份,从业人员期末人数,其中：博士,其中：硕士\n兰州,2020,100,3,4\n西安,2020,200,5,9\n"
    write("gbk.csv", text, "gb18030")
    zonerank("indicators", "gbk.csv", "--system", "torch-2013", "-o", "a.csv")
    pd.read_csv(tmp_path / "gbk.csv", encoding="gb18030").to_excel(tmp_path / "b.xlsx", index=False)
    zonerank("indicators", "b.xlsx", "--system", "torch-2013", "-o", "b.csv")
    a = read_result(tmp_path / "a.csv").set_index("zone")
    assert a.loc["兰州", "advanced_degree_share"] == pytest.approx(7.0)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_systems(zonerank):
    listed = zonerank("systems").stdout
    assert all(id_ in listed for id_ in ("torch-2013", "most-2021", "torch-innovation-2014"))
    shown = zonerank("systems", "most-2021").stdout
    assert "payroll / employees / 12 / house_price" in shown and "m2/person" in shown
    assert "inferred/verified/assumed" in shown
    assert "国际化和参与全球竞争能力" in zonerank("systems", "torch-2013", "--lang", "zh").stdout


def test_every_command_has_help_with_an_example():
    commands = parser()._subparsers._group_actions[0].choices
    assert list(commands) == list(COMMANDS)
    for name, command in commands.items():
        assert f"example:\n  zonerank {name} " in command.format_help()


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_ctrl_c_stops_with_130(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "zonerank.cli", "sample", "-o", str(tmp_path / "s"), "--enterprises", "20000000"],
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("s/*.csv*")) and time.monotonic() < deadline:
        time.sleep(0.05)  # until the work has begun
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
