"""What the command line writes it reads back, in both languages and every format."""

from __future__ import annotations

import json
from decimal import Decimal

import pandas as pd
import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "small"
[[field]]
name = "sales"
zh = "营业收入"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "people"
zh = "从业人员"
unit = "person"
number = "count"
level = "enterprise"
[[field]]
name = "zone_sales"
zh = "高新区营业收入"
unit = "kCNY"
number = "decimal(2)"
rollup = "sum(sales)"
[[field]]
name = "zone_people"
zh = "高新区从业人员"
unit = "person"
number = "count"
rollup = "sum(people)"
[[group]]
id = "g"
zh = "能力"
en = "Capacity"
[[indicator]]
id = "productivity"
group = "g"
zh = "劳动生产率"
unit = "kCNY / person"
formula = "zone_sales / zone_people"
[[indicator]]
id = "size"
group = "g"
zh = "规模"
unit = "person"
formula = "zone_people"
"""
ROWS = "zone,year,enterprise,sales,people\n" + "".join(
    f"{zone},{year},{zone}{k},{(i + 1) * (k + 3) * 17.25:.2f},{(i * 7 + k * 3) % 11 + 1}\n"
    for year in (2018, 2019)
    for i, zone in enumerate(("甲", "乙", "丙", "丁"))
    for k in range(5)
)


@pytest.fixture
def files(write):
    write("small.toml", SYSTEM)
    write("rows.csv", ROWS)


def overall(zonerank, tmp_path, *inputs) -> pd.DataFrame:
    zonerank("rank", *inputs, "--system", "small.toml", "-o", "again.csv")
    return pd.read_csv(tmp_path / "again.csv", encoding="utf-8-sig")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "json"])
def test_figures_and_indicators_read_back(zonerank, tmp_path, files, lang, suffix):
    once = overall(zonerank, tmp_path, "rows.csv")
    figures, values, ranking = (f"{name}.{suffix}" for name in ("figures", "values", "ranking"))
    options = ("--system", "small.toml", "--lang", lang)
    zonerank("rollup", "rows.csv", *options, "-o", figures)
    pd.testing.assert_frame_equal(overall(zonerank, tmp_path, figures), once)
    zonerank("indicators", "rows.csv", *options, "-o", values)
    pd.testing.assert_frame_equal(overall(zonerank, tmp_path, values, "--year", "2019"), once)
    if suffix == "xlsx":  # a workbook of results: its indicators are figures, its scores and ranks are none
        zonerank("rank", "rows.csv", *options, "-o", ranking)
        zonerank("rank", ranking, *options, "--year", "2019", "-o", "again.csv")
        said = zonerank("rank", ranking, *options, "--year", "2019").stderr
        assert ("其中是排名结果" if lang == "zh" else "it holds results of a ranking") in said
        pd.testing.assert_frame_equal(overall(zonerank, tmp_path, ranking, "--year", "2019"), once)


@pytest.mark.parametrize(
    "text, why",
    [
        ('{"zone": "a"}', "the JSON is no table"),
        ("[]", "the JSON is no table"),
        ("[1, 2]", "the JSON is no table"),
        ('[{"zone": "a", "year": [2019]}]', "a cell of the JSON holds a list or an object"),
        ('[{"zone": "a",', "the file is no JSON"),
        ("[" * 100_000, "the file is no JSON"),
    ],
)
def test_what_is_no_table_in_json(write, text, why):
    with pytest.raises(zr.Error, match=f"in.json: {why}.*; give a list of rows, as the tool writes it"):
        zr.read(write("in.json", text), str(write("small.toml", SYSTEM)))


def test_digits_of_json_are_kept(write):
    system = str(write("small.toml", SYSTEM))
    rows = [{"zone": "a", "year": 2019, "zone_sales": 0.1}, {"zone": "b", "year": 2019, "zone_people": None}]
    text = json.dumps(rows).replace("0.1", "90071992547409.93")  # beyond the digits of a double
    raw = zr.read(write("in.json", text), system)
    assert raw.exact()["zone_sales"][0] == Decimal("90071992547409.93")
