"""Standard input as INPUT, and tables as CSV or JSON on standard output."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pandas as pd
import pytest
import zonerank as zr
from conftest import read_result

TEXT = "所属地域代码,年份,从业人员期末人数,其中：博士,其中：硕士\n" + "\n".join(
    f"兰州{k},2020,{100 + k},{3 + k},{4 + k * k}" for k in range(6)
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("streams") / "data"
    zr.sample(folder, enterprises=1000, zones=6)
    return folder


@pytest.fixture
def piped(tmp_path):
    """Runs the command with bytes on its standard input."""

    def run(data: bytes, *words, expect: int = 0) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "zonerank", *map(str, words)]
        done = subprocess.run(command, input=data, capture_output=True, cwd=tmp_path, timeout=120)
        assert done.returncode == expect, done.stderr.decode()
        return done

    return run


def csv_of(text: str | bytes) -> pd.DataFrame:
    text = text.decode("utf-8") if isinstance(text, bytes) else text
    assert not text.startswith("\ufeff")
    return pd.read_csv(io.StringIO(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_standard_input_in_the_encodings_of_files(encoding, piped, write, tmp_path):
    write("t.csv", TEXT, encoding)
    piped(b"", "rank", "t.csv", "--system", "torch-2013", "-o", "file.csv")
    done = piped(TEXT.encode(encoding), "rank", "-", "--system", "torch-2013", "-o", "-")
    pd.testing.assert_frame_equal(csv_of(done.stdout), read_result(tmp_path / "file.csv"))


def test_standard_input_beside_files_and_its_faults(piped, write):
    write("t.csv", TEXT)
    more = TEXT.replace("兰州", "西安").encode()
    assert len(csv_of(piped(more, "rank", "t.csv", "-", "--system", "torch-2013", "-o", "-").stdout)) == 12
    wrong = piped(TEXT.replace("100", "many").encode(), "rank", "-", "--system", "torch-2013", expect=1)
    assert '<stdin>:2, column 从业人员期末人数: "many" is not a number' in wrong.stderr.decode()
    assert "<stdin>" in piped(b"", "rank", "-", "--system", "torch-2013", expect=1).stderr.decode()
    by = "rank", "-", "--system", "torch-2013", "--within", "省", "-o", "-"
    grouped = (
        TEXT.replace("其中：硕士", "其中：硕士,省").replace("\n兰", ",甘肃\n兰").replace("省,甘肃", "省") + ",甘肃"
    )
    assert set(csv_of(piped(grouped.encode(), *by).stdout)["within"]) == {"甘肃"}


COMMANDS = {
    "systems": ["systems"],
    "a system": ["systems", "most-2021"],
    "methods": ["methods", "weights"],
    "check": ["check", "DATA"],
    "rollup": ["rollup", "DATA"],
    "rank": ["rank", "DATA"],
    "rank --table": ["rank", "DATA", "--table", "weights"],
    "indicators": ["indicators", "DATA"],
    "uncertainty": ["uncertainty", "DATA", "--draws", "50"],
    "robust": ["robust", "DATA"],
    "sensitivity": ["sensitivity", "DATA", "--points", "8", "--scramblings", "2", "--level", "groups"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_table_as_csv_and_json_on_standard_output(name, sample, here, tmp_path):
    words = [str(sample) if word == "DATA" else word for word in COMMANDS[name]]
    words += ["--system", "torch-2013"] if str(sample) in words else []
    here(*words, "-o", "file.csv")
    here(*words, "-o", "file.json")
    csv_text, _ = here(*words, "-o", "-")
    assert csv_text == (tmp_path / "file.csv").read_text(encoding="utf-8-sig")
    assert len(csv_of(csv_text)) > 0 and len(csv_of(csv_text).columns) > 2
    text, _ = here(*words, "--json")
    assert text == (tmp_path / "file.json").read_text(encoding="utf-8")
    assert len(json.loads(text)) == len(csv_of(csv_text))
    assert here(*words, "--json", "-o", "-")[0] == text
    _, said = here(*words, "--json", "-o", "x.csv", expect=2)
    assert "-o x.csv: --json prints the table instead of writing it; choose one" in said
    assert not (tmp_path / "x.csv").exists() and not (tmp_path / "-").exists()


def test_what_is_said_beside_a_table_goes_to_standard_error(sample, zonerank):
    done = zonerank("rank", sample, "--system", "torch-2013", "--zone", "示例高新区003", "-o", "-")
    assert done.stdout.startswith("zone,year,overall") and len(csv_of(done.stdout)) == 6
    assert "weight lost" in done.stderr and "strong groups" in done.stderr
    chinese = zonerank("uncertainty", sample, "--system", "torch-2013", "--draws", 20, "--lang", "zh", "-o", "-")
    assert chinese.stdout.startswith("高新区,原排名") and "权重 ±25 %，重新排名 20 次" in chinese.stderr


def test_every_digit_of_a_roll_up(sample, zonerank):
    printed = zonerank("rollup", sample, "--system", "torch-2013", "-o", "-").stdout
    assert printed == zr.rollup(sample, "torch-2013").to_csv_text()


# ---- commands that write files


ZONE = "示例高新区003"
WRITERS = {
    "report": (["report", "DATA", "--zone", ZONE, "-o", "out", "--draws", "50"], ["page", "document", "workbook"]),
    "plot": (["plot", "DATA", "--kind", "places", "--zone", ZONE, "-o", "p.svg"], ["places"]),
    "narrative": (["narrative", "DATA", "--zone", ZONE, "-o", "n.docx", "--draws", "50"], ["brief"]),
    "template": (["template", "--year", "2020", "-o", "t.xlsx"], ["template"]),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", WRITERS)
def test_files_that_were_written_as_json(name, lang, sample, here, tmp_path):
    words, kinds = WRITERS[name]
    words = [str(sample) if word == "DATA" else word for word in words] + ["--system", "torch-2013", "--lang", lang]
    printed, said = here(*words, "--json")
    rows = json.loads(printed)
    assert [row["kind"] for row in rows] == kinds and all(
        list(row) == ["file", "kind", "zone", "bytes"] for row in rows
    )
    assert {row["zone"] for row in rows} == {None if name == "template" else ZONE}
    assert [row["bytes"] for row in rows] == [(tmp_path / row["file"]).stat().st_size for row in rows]
    assert name in said and "written" not in printed and "已写入" not in printed


def test_the_sample_lists_its_files(here, tmp_path):
    printed, _ = here("sample", "-o", "made", "--enterprises", 100, "--zones", 2, "--years", 1, "--json")
    rows = json.loads(printed)
    assert sorted(row["file"] for row in rows) == sorted(f"made/{path.name}" for path in (tmp_path / "made").iterdir())
    kinds = {row["kind"] for row in rows}
    assert {"GQ-001", "GQ-005", "zones", "derived", "readme"} <= kinds
    assert all(row["bytes"] == (tmp_path / row["file"]).stat().st_size > 0 for row in rows)


def test_pages_of_all_zones_are_listed_with_their_zones(sample, here, tmp_path):
    words = ("report", sample, "--system", "torch-2013", "--all", "-o", "out", "--draws", 50)
    rows = json.loads(here(*words, "--json")[0])
    assert [(row["kind"], row["zone"]) for row in rows[:2]] == [("index", None), ("workbook", None)]
    pages = [row for row in rows if row["kind"] == "page"]
    assert sorted(row["zone"] for row in pages) == sorted(zr.rank(sample, "torch-2013").zones)
    for row in pages:
        assert f"<title>{row['zone']}" in (tmp_path / row["file"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", ["brief", "report"])
def test_paragraphs_as_json_with_their_numbers(kind, lang, sample, here):
    words = ("narrative", sample, "--system", "torch-2013", "--zone", ZONE, "--kind", kind, "--lang", lang)
    rows = json.loads(here(*words, "--json", "--draws", 50)[0])
    found = zr.rank(zr.read(sample, "torch-2013")).narrative(ZONE, lang=lang, kind=kind, draws=50)
    assert [row["paragraph"] for row in rows] == found.paragraphs and found.records() == rows
    table = found.table()
    for row in rows:
        for number in row["numbers"]:
            assert number["text"] in row["paragraph"]
            same = table[(table["part"] == row["part"]) & (table["text"] == number["text"])]
            assert number["value"] in set(same["value"]) and number["table"] in set(same["table"])
    assert sum(len(row["numbers"]) for row in rows) > 30
    headings = [row["heading"] for row in rows]
    if kind == "brief":
        assert set(headings) == {None} and rows[0]["part"] == "headline"
        assert sum(len(row["numbers"]) for row in rows) == (table["part"] != "title").sum()
    else:
        assert headings[0].endswith(rows[0]["part"]) and len({row["part"] for row in rows}) == 7


def test_every_command_but_completion_has_json():
    from zonerank.cli.commands import COMMANDS
    from zonerank.cli.parser import parser, subparsers

    every = subparsers(parser())
    assert {name for name in COMMANDS if "--json" not in every[name]._option_string_actions} == {"completion"}
