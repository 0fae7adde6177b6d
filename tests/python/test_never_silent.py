"""What would make a printed number wrong is left out and told, asked about, or an error."""

from __future__ import annotations

import datetime

import pytest
import zonerank as zr
from test_layouts import SYSTEM

AMOUNTS = """
[system]
id = "amounts"
[[field]]
name = "gdp"
zh = "地区生产总值"
unit = "亿元"
[[field]]
name = "pop"
zh = "常住人口"
unit = "万人"
[[field]]
name = "rd"
zh = "研发经费"
unit = "亿元"
[[indicator]]
id = "output"
unit = "CNY / person"
formula = "gdp / pop"
[[indicator]]
id = "intensity"
unit = "%"
formula = "rd / gdp"
"""
ROWS = "甲省,2100,310,42.0\n乙省,1500,150,39.0\n丙省,900,130,25.2\n丁省,700,100,12.2\n"


@pytest.fixture
def mini(write):
    return write("mini.toml", SYSTEM)


@pytest.fixture
def amounts(write):
    return write("amounts.toml", AMOUNTS)


def told(result, code: str) -> list[str]:
    return [n.text() for n in result.notices if n.code == code]


def read(write, system, rows: str, **options) -> zr.Raw:
    return zr.read(write("t2022.csv", "园区,gdp,pop,rd\n" + rows), system, **options)


# Summary rows ----------------------------------------------------------------------------------

FOUR = {"甲省", "乙省", "丙省", "丁省"}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("全　国,5200,690,118.4", "its name says so"),
        ("平 均,1300,172.5,29.6", "its name says so"),
        ("东部地区,3600,460,81", "its name says so"),
        ("World,9999,9999,9999", "its name says so"),
        ("Average,1,1,1", "its name says so"),
        ("Rank,1,1,1", "its name says so"),
        ("权重,0.5,0.3,0.2", "its name says so"),
        ("最大值,2100,310,42", "its name says so"),
        ("某某,5200,690,118.4", "its amounts are the sums of all others"),
        ("Sumland,5200,690,118.4", "its amounts are the sums of all others"),
        ("一般,1300,172.5,29.6", "its figures are the means of all others"),
    ],
)
@pytest.mark.parametrize("first", [True, False], ids=["above", "below"])
def test_rows_that_sum_up_others_are_no_zones(row, why, first, amounts, write):
    raw = read(write, amounts, row + "\n" + ROWS if first else ROWS + row + "\n")
    assert set(raw.zones) == FOUR
    assert [why in text for text in told(raw, "summary-row") + told(raw, "dropped-total")] == [True]


def test_sums_of_blocks(amounts, write):
    """Two regions with their provinces under them, and the country over all."""
    rows = (
        "某国,12345.6,1800,310.5\n"
        "片区一,7045.3,1010,170.2\n一甲,3001.1,400,70.1\n一乙,4044.2,610,100.1\n"
        "片区二,5300.3,790,140.3\n二甲,2500.2,380,60.2\n二乙,2800.1,410,80.1\n"
    )
    raw = read(write, amounts, rows)
    assert set(raw.zones) == {"一甲", "一乙", "二甲", "二乙"}
    assert len(told(raw, "summary-row")) == 3


def test_rounded_sums(amounts, write):
    """A yearbook adds before it rounds: the last digit differs."""
    raw = read(write, amounts, "某某,5201,690,118.4\n" + ROWS.replace("2100", "2100.4").replace("1500,", "1500.3,"))
    assert set(raw.zones) == FOUR


def test_keep_row(amounts, write, zonerank):
    rows = "某某,5200,690,118.4\n" + ROWS
    assert "某某" in read(write, amounts, rows, keep_rows=["某某"]).zones
    assert "全国" in read(write, amounts, rows.replace("某某", "全 国"), keep_rows=["全国"]).zones
    shown = zonerank("rank", "t2022.csv", "--system", "amounts.toml", "--keep-row", "全国")
    assert "5 zones, 5 ranked" in shown.stdout


@pytest.mark.parametrize(
    "rows",
    [
        "甲,3,5,1\n乙,1,2,1\n丙,2,3,1\n",  # 3 = 1 + 2 and 5 = 2 + 3: chance does this often
        "甲,2100,310,42.0\n乙,1500,150,39.0\n丙,600,160,3.1\n",  # gdp and pop add up, rd does not
        "甲,10,10,10\n乙,10,10,10\n丙,20,20,20\n",  # round and few
        "东部新区,1234,400,12\n平均市,2345,500,14\n全国山,3456,700,19\n",  # words inside names
        "甲,0,0,0\n乙,0,0,0\n丙,0,0,0\n",
    ],
)
def test_zones_that_happen_to_add_up_stay(rows, amounts, write):
    assert len(read(write, amounts, rows).zones) == 3


# Units -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "地区生产总值（现价，亿元）",
        "地区生产总值_亿元",
        "地区生产总值/亿元",
        "地区生产总值：亿元",
        "地区生产总值,亿元",
        "地区生产总值 亿元",
        "地区生产总值(亿)",
        "地区生产总值[亿元]",
        "地区生产总值亿元",
        "地区生产总值（亿元，当年价格）",
    ],
)
def test_units_in_headings(heading, write):
    thousand = write("k.toml", SYSTEM.replace('unit = "亿元"', 'unit = "kCNY"'))
    raw = zr.read(write("t2020.csv", f'zone,"{heading}",pop\n甲,1.5,3\n乙,2,4\n'), thousand)
    assert raw.table()["gdp"].tolist() == [200_000, 150_000]


@pytest.mark.parametrize(
    "heading", ["地区生产总值(亿美元)", "地区生产总值(mn)", "地区生产总值(亿元/人)", "地区生产总值(USD)"]
)
def test_units_that_are_none_are_errors(heading, mini, write):
    with pytest.raises(zr.Error) as caught:
        zr.read(write("t2020.csv", f"zone,{heading},pop\n甲,1.5,3\n乙,2,4\n"), mini)
    assert "地区生产总值" in str(caught.value)


def test_a_currency_with_its_rate(write):
    system = write("s.toml", SYSTEM.replace("[[field]]", '[units]\n"美元" = "6.9 CNY"\n[[field]]', 1))
    raw = zr.read(write("t2020.csv", "zone,地区生产总值(亿美元),pop\n甲,1.5,3\n乙,2,4\n"), system)
    assert raw.table()["gdp"].tolist() == pytest.approx([13.8, 10.35], rel=1e-15)


def test_the_default_unit_is_named(mini, write):
    raw = zr.read(write("t2020.csv", "zone,地区生产总值,常住人口(万人),城镇化率\n甲,5,2,3\n乙,2,2,4\n"), mini)
    (text,) = told(raw, "default-units")
    assert "2 columns give no unit" in text and "地区生产总值 (亿元), 城镇化率 (%)" in text
    codes = zr.read(write("t2020.csv", "zone,gdp,pop,share\n甲,5,2,3\n乙,2,2,4\n"), mini)
    assert not told(codes, "default-units")  # the system's own names


# Names of zones --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("北  京", "北京"),
        ("北\u00a0京", "北京"),
        ("黑龙江 ", "黑龙江"),
        ("Ａ高新区（一）", "A高新区(一)"),
        ("Luxembourg*", "Luxembourg"),
        ("Lux①", "Lux"),
        ("Lux[1]", "Lux"),
        ("甲\u200b", "甲"),
        ("\ufeff甲", "甲"),
        ("e\u0301", "é"),
        ("New  York", "New York"),
        ("#芬兰", "芬兰"),
    ],
)
def test_layout_in_names(written, name, mini):
    raw = zr.read(
        [
            {"zone": [written, "z"], "year": [2019] * 2, "gdp": [1.0, 5.0]},
            {"zone": [name, "z"], "year": [2019] * 2, "pop": [4.0, 7.0]},
        ],
        mini,
    )
    assert sorted(raw.zones) == sorted([name, "z"])
    assert not told(raw, "near-names")


@pytest.mark.parametrize("name", ["New York", "A-1", "甲(1)", "St. Gallen", "C#"[:1]])
def test_names_stay_as_they_are(name, mini):
    raw = zr.read({"zone": [name, "z"], "year": [2019] * 2, "gdp": [1.0, 5.0]}, mini)
    assert name in raw.zones


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("上海", "上海市"),
        ("内蒙古", "内蒙古自治区"),
        ("兰州高新区", "兰州国家高新技术产业开发区"),
        ("国家级兰州高新区", "兰州高新区"),
        ("Cote d'Ivoire", "Côte d’Ivoire"),
        ("石家庄高新区", "石家庒高新区"[:0] + "石家庄高新技术产业开发区"),
        ("Kazakhstan", "Kazakstan"),
    ],
)
def test_near_names_are_a_query(a, b, mini, write):
    one = write("a2020.csv", f"zone,gdp,pop\n{a},1,2\n丙,3,4\n")
    other = write("b2020.csv", f"zone,share\n{b},60\n丙,70\n")
    raw = zr.read([one, other], mini)
    (text,) = told(raw, "near-names")
    assert a in text and b in text and "--names" in text
    listed = zr.check([one, other], mini)
    assert listed.query("code == 'near-names'")["severity"].tolist() == ["query"]
    names = write("names.csv", f"variant,name\n{b},{a}\n")
    joined = zr.read([one, other], mini, names=names)
    assert len(joined.zones) == 2 and not told(joined, "near-names")


@pytest.mark.parametrize(
    ("a", "b"), [("吉林省", "吉林市"), ("江苏", "江西"), ("zone 1", "zone 2"), ("苏州高新区", "苏州工业园区")]
)
def test_different_zones_are_no_query(a, b, mini, write):
    both = write("a2020.csv", f"zone,gdp,pop\n{a},1,2\n{b},3,4\n")
    assert not told(zr.read(both, mini), "near-names")


def test_aliases_in_a_system(write):
    system = write("s.toml", SYSTEM + '\n[[zone]]\nname = "甲高新区"\naliases = ["甲", "JIA"]\n')
    raw = zr.read(
        [
            {"zone": ["甲", "乙"], "year": [2019] * 2, "gdp": [1.0, 5.0]},
            {"zone": ["jia", "乙"], "year": [2019] * 2, "pop": [4.0, 7.0]},
        ],
        system,
    )
    assert sorted(raw.zones) == ["乙", "甲高新区"]
    with pytest.raises(zr.Error, match='"甲" is given twice'):
        zr.load_system(
            write(
                "s.toml", SYSTEM + '\n[[zone]]\nname = "a"\naliases = ["甲"]\n[[zone]]\nname = "b"\naliases = ["甲"]\n'
            )
        )


# Years -----------------------------------------------------------------------------------------


def test_a_year_to_come_is_not_ranked_by_default(mini, write):
    later = datetime.date.today().year + 80
    rows = "".join(f"{z},{y},{k + y % 7},{k},5{k}\n" for k, z in enumerate("甲乙丙", 1) for y in (2018, later))
    ranking = zr.rank(write("t.csv", "zone,year,gdp,pop,share\n" + rows), mini)
    assert ranking.year == 2018
    assert (
        f"{later} was not ranked by default: it lies in the future; 2018 was ranked"
        in told(ranking, "year-passed-over")[0]
    )
    assert zr.rank(write("t.csv", "zone,year,gdp,pop,share\n" + rows), mini, year=later).year == later


def test_figures_of_years_to_come_alone_are_ranked_and_said_to_be_so(mini, write):
    later = datetime.date.today().year + 80
    rows = "".join(f"{z},{later},{k},{k + 1},5{k}\n" for k, z in enumerate("甲乙丙", 1))
    path = write("t.csv", "zone,year,gdp,pop,share\n" + rows)
    ranking = zr.rank(path, mini)
    assert ranking.year == later
    assert f"{later} was ranked, and lies in the future" in told(ranking, "year-to-come")[0]
    assert "year-to-come" in set(zr.check(path, mini).query("severity == 'query'")["code"])
    assert (
        told(
            zr.rank(write("u.csv", "zone,year,gdp,pop,share\n" + rows.replace(str(later), "2019")), mini),
            "year-to-come",
        )
        == []
    )


def test_few_zones_of_a_past_year_go_before_many_of_a_year_to_come(mini, write):
    later = datetime.date.today().year + 80
    rows = (
        "".join(f"{z},{later},{k},{k + 1},5{k}\n" for k, z in enumerate("甲乙丙丁戊", 1))
        + "甲,2019,2,3,51\n乙,2019,2,4,52\n"
    )
    ranking = zr.rank(write("t.csv", "zone,year,gdp,pop,share\n" + rows), mini)
    assert ranking.year == 2019
    assert f"{later} was not ranked by default: it lies in the future" in told(ranking, "year-passed-over")[0]


def test_a_year_of_few_zones_is_not_ranked_by_default(mini, write):
    rows = "".join(f"{z},2018,{k + 1},{k},5{k}\n" for k, z in enumerate("甲乙丙", 1)) + "甲,2019,2,3,51\n"
    ranking = zr.rank(write("t.csv", "zone,year,gdp,pop,share\n" + rows), mini)
    assert ranking.year == 2018
    assert "few zones have figures of it: 1/3" in told(ranking, "year-passed-over")[0]
    two = rows + "乙,2019,2,4,52\n"
    assert zr.rank(write("t.csv", "zone,year,gdp,pop,share\n" + two), mini).year == 2019


# Nothing to rank -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "zone,turnover,staff\n甲,1,2\n乙,3,4\n",  # no column is known
        "zone,gdp\n甲,1\n乙,3\n",  # one field of two
        "zone,gdp,pop,share\n甲,,,\n乙,,,\n",
        "zone,gdp,pop,share\n甲,1,2,50\n乙,1,2,50\n",  # the same for all
    ],
)
def test_nothing_to_rank_is_an_error_without_a_file(text, mini, write, zonerank):
    path = write("t2020.csv", text)
    with pytest.raises(zr.Error, match="no zone can be ranked in 2020: no indicator can be computed or compared"):
        zr.rank(path, mini)
    zonerank("rank", "t2020.csv", "--system", "mini.toml", "-o", "r.csv", expect=1)
    assert not (path.parent / "r.csv").exists()


# Ready-made indicators, rounded figures, common indicators -------------------------------------


def test_ready_made_indicators(mini, write):
    raw = zr.read(write("t2020.csv", "zone,gdp_pc,share\n甲,50000,60\n乙,33333.33,50\n"), mini)
    ranking = zr.rank(raw)
    assert ranking.indicators().set_index("zone")["gdp_pc"].to_dict() == {"甲": 50000, "乙": 33333.33}
    assert '"gdp_pc" was taken as it is given for 2 zones' in told(ranking, "ready-made")[0]


def test_a_ready_made_indicator_must_agree(mini, write):
    head = "zone,gdp,pop,share,gdp_pc\n"
    rows = "甲,1000,200,60,50000\n乙,500,150,50,33333.3\n"
    assert zr.rank(write("t2020.csv", head + rows), mini).year == 2020
    with pytest.raises(zr.Error, match='"gdp_pc" is given as 34000 .*, but the figures .* give 33333.3'):
        zr.rank(write("t2020.csv", head + rows.replace("33333.3", "34000")), mini)


def test_a_rounded_and_an_exact_figure_agree(mini, write):
    own = write("own2020.csv", "zone,地区生产总值(万元),pop\n甲,3201234.5,5\n")
    book = write("book2020.csv", "zone,地区生产总值(亿元)\n甲,320.12\n乙,990\n")
    raw = zr.read([own, book], mini)
    assert raw.table().set_index("zone")["gdp"]["甲"] == pytest.approx(320.12345, rel=1e-15)
    assert told(raw, "rounded-figure")
    assert zr.read([book, own], mini).table().equals(raw.table())
    other = write("book2020.csv", "zone,地区生产总值(亿元)\n甲,320.13\n乙,990\n")
    with pytest.raises(zr.Error, match='"gdp" is given twice with different values'):
        zr.read([own, other], mini)


def test_common_indicators(mini, write, zonerank):
    text = "zone,gdp,pop,share\n甲,1000,200,\n乙,500,150,\n丙,800,100,70\n丁,700,90,\n"
    ranking = zr.rank(write("t2020.csv", text), mini, common=True)
    assert ranking.weights().set_index("indicator")["weight"]["urban"] == 0
    assert (
        "only 1 of 4 zones" in told(ranking, "left-out-indicator")[0]
        or "one zone alone" in told(ranking, "left-out-indicator")[0]
    )
    shown = zonerank("rank", "t2020.csv", "--system", "mini.toml", "--common")
    assert "4 zones, 4 ranked" in shown.stdout
    with pytest.raises(zr.Error, match="common is -3"):
        zr.rank(write("t2020.csv", text), mini, common=-3)
