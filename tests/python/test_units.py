"""Units have Chinese names: those of headings are read back, and no table in Chinese shows an English one."""

from __future__ import annotations

import re

import pandas as pd
import pytest
import zonerank as zr
from zonerank.units import heading_unit, unit_name

SYSTEMS = ("torch-2013", "most-2021", "torch-innovation-2014")
ENGLISH = re.compile(r"\b(kCNY|CNY|person|count|item|score|tce|index)\b")


@pytest.mark.parametrize(
    "unit, zh",
    [
        ("kCNY", "千元"),
        ("item/10k person", "件/万人"),
        ("10k CNY/person", "万元/人"),
        ("100m CNY", "亿元"),
        ("item/10bn CNY", "件/百亿元"),
        ("tce/10k CNY", "吨标准煤/万元"),
        ("%", "%"),
        ("mm/h", "mm/h"),
        ("10k mm", "10k mm"),
    ],
)
def test_units_in_chinese(unit, zh):
    assert unit_name(unit, "zh") == zh and unit_name(unit, "en") == unit


@pytest.mark.parametrize("id_", SYSTEMS)
def test_every_unit_of_the_systems_has_a_chinese_name(id_):
    system = zr.load_system(id_)
    units = {item.unit for item in [*system.fields, *system.indicators]}
    assert [unit for unit in units if re.search("[A-Za-z]", unit_name(unit, "zh"))] == []


@pytest.mark.parametrize("id_", SYSTEMS)
def test_units_of_chinese_headings_are_read_as_the_same_units(id_):
    system = zr.load_system(id_)
    fields = [f for f in system.fields if f.number not in ("flag", "code", "year")]
    named = {f"{f.name}({heading_unit(f.unit, 'zh')})": f.name for f in fields}
    frame = pd.DataFrame({"zone": ["a"], "year": 2019} | {heading: 7 for heading in named})
    plain = frame.rename(columns=named)
    found = zr.read(frame, system).table()
    assert len(found.columns) > 20
    pd.testing.assert_frame_equal(found, zr.read(plain, system).table())


def command(zones, name, *more):
    return (name, zones, "--system", "torch-2013", "--year", 2019, "--lang", "zh", *more)


ZONE = "示例高新区004"
COMMANDS = (
    ("explain", "--zone", ZONE),
    ("derivatives", "--zone", ZONE),
    ("plan", "--zone", ZONE),
    ("change", "--before", 2018, "--zone", ZONE),
    ("rank", "--zone", ZONE),
    ("indicators", "--zone", ZONE),
    ("what-if", "--scenario", "s.csv"),
    ("targets", "--targets", "t.csv", "--zone", ZONE),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_what_is_printed_in_chinese_has_chinese_units(words, ten_zones, here, write):
    write("s.csv", f"zone,field,value\n{ZONE},new_ip,+100 %\n")
    write("t.csv", "figure,year,value\nrevenue,2020,1e9\nemployees,2020,50000\nindustrial_energy,2020,100\n")
    printed, _ = here(*command(ten_zones, *words))
    assert ("件/万人" in printed or "千元" in printed) and not ENGLISH.search(printed)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_workbooks_in_chinese_have_chinese_units(words, ten_zones, here, write, tmp_path):
    write("s.csv", f"zone,field,value\n{ZONE},new_ip,+100 %\n")
    write("t.csv", "figure,year,value\nrevenue,2020,1e9\nemployees,2020,50000\nindustrial_energy,2020,100\n")
    here(*command(ten_zones, *words, "-o", "w.xlsx"))
    sheets = pd.read_excel(tmp_path / "w.xlsx", sheet_name=None, engine="calamine")
    units = {
        unit
        for sheet in sheets.values()
        for name in {"单位", "影响的单位"} & set(sheet)
        for unit in sheet[name].dropna()
    }
    headings = [name for sheet in sheets.values() for name in sheet]
    found = " ".join([*units, *(re.sub("^.*[(]", "", name) for name in headings)])
    assert ("件/万人" in found or "吨标准煤" in found) and not re.search(r"\b(kCNY|CNY|person|count|item|tce)\b", found)
