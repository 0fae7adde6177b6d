"""Files as analysts have them: floats for codes, repeated columns, half a table of bounds."""

from __future__ import annotations

import os
import subprocess
import sys

import pandas as pd
import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "small"
[[field]]
name = "kind"
number = "code"
level = "enterprise"
[[field]]
name = "staff"
unit = "person"
number = "count"
level = "enterprise"
[[field]]
name = "chosen"
unit = "count"
number = "count"
rollup = "count(kind in {110, 120})"
[[indicator]]
id = "chosen_count"
unit = "count"
formula = "chosen"
[[indicator]]
id = "size"
unit = "person"
direction = "-"
formula = "staff"
"""


@pytest.fixture
def small(write):
    return write("small.toml", SYSTEM)


def test_codes_and_keys_of_float_columns(small):
    """Pandas makes floats of whole numbers where a cell is blank: 110.0 is the code 110."""
    first = {
        "zone": ["a"] * 4,
        "year": [2020.0] * 4,
        "enterprise": [1.0, 2.0, 3.0, 4.0],
        "kind": [110.0, 120.0, 999.0, None],
    }
    second = {"zone": ["a"] * 4, "year": [2020] * 4, "enterprise": [1, 2, 3, 4], "staff": [5, 6, 7, 8]}
    raw = zr.rollup([first, second], small)
    assert raw.enterprise_rows == 4
    assert raw.table()[["chosen", "staff"]].iloc[0].tolist() == [2, 26]
    unknown = [n for n in raw.notices if n.code == "unknown-enterprise"]
    assert [str(n.place) for n in unknown] == ["a, 2020, enterprise 4"]


def test_a_mark_for_nothing_is_no_code(small):
    rows = {"zone": ["a", "a"], "year": [2020] * 2, "enterprise": ["x", "y"], "kind": ["110", "无"], "staff": [1, 2]}
    notices = {n.code for n in zr.rollup(rows, small).notices}
    assert {"read-as-blank", "unknown-predicate"} <= notices


def test_workbooks_are_read_as_they_are(small, tmp_path, write):
    twice = pd.DataFrame([["zone", "year", "staff", "staff"], ["a", 2020, 5, 7]])
    twice.to_excel(tmp_path / "twice.xlsx", index=False, header=False)
    with pytest.raises(zr.Error, match='"staff" and "staff" both mean the field "staff"'):
        zr.read(tmp_path / "twice.xlsx", small)
    pd.DataFrame([["zone", "year", "staff"]]).to_excel(tmp_path / "head.xlsx", index=False, header=False)
    with pytest.raises(zr.Error, match="no line of data under its heading"):
        zr.read(tmp_path / "head.xlsx", small)
    pd.DataFrame().to_excel(tmp_path / "none.xlsx", index=False)
    with pytest.raises(zr.Error, match="no sheet has a cell with content"):
        zr.read(tmp_path / "none.xlsx", small)
    write("broken.xlsx", "not a workbook")
    with pytest.raises(zr.Error, match="the workbook cannot be read: it is no workbook; open it in Excel or WPS"):
        zr.read(tmp_path / "broken.xlsx", small)
    write("broken.parquet", "not a table")
    with pytest.raises(zr.Error, match="Parquet file cannot be read"):
        zr.read(tmp_path / "broken.parquet", small)


def test_results_never_replace_what_is_read(zonerank, write, small):
    text = "zone,year,staff\na,2020,5\nb,2020,6\n"
    path = write("zones.csv", text)
    refused = zonerank("rank", "zones.csv", "--system", "small.toml", "-o", "zones.csv", expect=2)
    assert "-o zones.csv: this file is read; give another name" in refused.stderr
    zonerank("rank", "zones.csv", "--system", "small.toml", "-o", "x.csv", "--save-bounds", "x.csv", expect=2)
    zonerank("rank", "zones.csv", "--system", "small.toml", "--save-bounds", "x.xlsx", expect=2)
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ("size,0,", "only one bound is given of size"),
        ("size,0,5\nsize,0,9", "bounds are given twice of size"),
        ("size,a,5", "is not a pair of numbers"),
    ],
)
def test_half_a_table_of_bounds(small, write, rows, part):
    frame = {"zone": ["a", "b"], "year": [2020] * 2, "staff": [1, 2]}
    with pytest.raises(zr.Error, match=part):
        zr.rank(frame, small, bounds=write("bounds.csv", f"indicator,lower,upper\n{rows}\n"))


def test_what_is_not_applied_or_not_there_is_noticed(small):
    frame = {"zone": ["a", "b", "c"], "year": [2020, 2020, 2019], "staff": [1, 2, 3]}
    texts = [n.text() for n in zr.rank(frame, small, method={"normalization": "none"}, bounds={"size": (0, 9)}).notices]
    assert '"size": values are taken as scores, so the direction - is not applied' in texts
    assert '"size": values are taken as scores, so the pair of bounds is not applied' in texts
    assert "not ranked, as they have no row in 2020: c (1 in all)" in texts


def test_zones_spelt_in_two_ways_are_noticed(small):
    rows = {"zone": ["110108"], "year": [2020], "enterprise": ["x"], "kind": ["110"]}
    zones = {"zone": ["中关村"], "year": [2020], "staff": [5]}
    codes = [n.code for n in zr.read([rows, zones], small).notices]
    assert codes == ["zones-do-not-meet"]


def test_percentiles_that_meet_leave_the_extremes(small):
    frame = {"zone": [f"z{i:03}" for i in range(100)], "year": [2020] * 100, "staff": [0] * 99 + [7]}
    ranking = zr.rank(frame, small, method={"normalization": "percentile"})
    assert ranking.scores()["size"].tolist() == [100.0] * 99 + [0.0]


def test_macintosh_line_ends_and_rows_of_spaces(small, tmp_path):
    path = tmp_path / "mac.csv"
    path.write_bytes(b"zone,year,staff\ra,2020,5\r  ,  , \rb,2020,6\r")
    assert zr.read(path, small).table()["staff"].tolist() == [5, 6]


@pytest.mark.parametrize(
    "call",
    [
        lambda small: zr.read({19: {"zone": ["a"], "staff": [1]}}, small),
        lambda small: zr.rank({"zone": ["a"], "year": [2020], "staff": [1]}, small, year="2020"),
        lambda small: zr.rank({"zone": ["a"], "year": [2020], "staff": [1]}, small, method="min-max"),
        lambda small: zr.rank({"zone": ["a"], "year": [2020], "staff": [1]}, small, method={"ties": ["min"]}),
        lambda small: zr.rank({"zone": ["a"], "year": [2020], "staff": [1]}),
        lambda small: zr.read({"zone": ["a"], "year": [2020], "staff": [1]}, small, threads=10**11),
        lambda small: zr.sample("x", seed=-1),
        lambda small: zr.rank_scores([[1.0, 2.0]]),
        lambda small: zr.normalize([[float("inf")], [1.0]]),
        lambda small: zr.normalize([[1.0], [2.0]], lower=[5], upper=[1]),
    ],
)
def test_misuse_is_a_zonerank_error(small, call):
    with pytest.raises(zr.Error):
        call(small)


@pytest.mark.skipif(os.name != "posix", reason="names that are not UTF-8 are POSIX")
def test_a_file_name_that_is_not_utf8(small, tmp_path):
    name = os.path.join(os.fsencode(tmp_path), b"\xff.csv")
    with open(name, "wb") as file:
        file.write(b"zone,year,staff\na,2020,5\n")
    assert zr.read(os.fsdecode(name), small).zones == ["a"]


def test_cells_of_a_workbook_are_text(small, tmp_path):
    frame = {"zone": ["=1+1", "http://b"], "year": [2020] * 2, "staff": [1, 2]}
    zr.rank(frame, small).to_excel(tmp_path / "r.xlsx")
    book = pd.read_excel(tmp_path / "r.xlsx", sheet_name="ranking", engine="calamine")
    assert sorted(book["zone"]) == ["=1+1", "http://b"]


@pytest.mark.skipif(sys.platform != "linux", reason="ulimit -v is Linux's")
def test_threads_that_cannot_start(small, tmp_path):
    for k in range(40):
        (tmp_path / f"z{k}.csv").write_text(f"zone,year,staff\nz{k},2020,5\n")
    command = (
        f"ulimit -v 3000000; exec {sys.executable} -m zonerank.cli rollup {tmp_path} "
        f"--system {small} --threads 40 -o {tmp_path}/out.json"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
