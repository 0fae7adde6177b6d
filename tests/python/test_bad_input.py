"""Every mistake of the issue a user can make, through the API; each message is read."""

from __future__ import annotations

import pytest
import zonerank as zr

GOOD = {"zone": ["a", "b"], "year": [2020, 2020], "revenue": [100, 250], "employees": [10, 40]}

SYSTEM = """
[system]
id = "small"
[[field]]
name = "revenue"
zh = "营业收入"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "employees"
unit = "person"
number = "count"
level = "enterprise"
[[field]]
name = "big"
unit = "kCNY"
number = "decimal(2)"
level = "zone"
rollup = "sum(revenue, revenue > 100 kCNY)"
[[group]]
id = "g"
[[indicator]]
id = "productivity"
group = "g"
unit = "kCNY/person"
formula = "revenue / employees"
"""


@pytest.fixture
def small(write):
    return write("small.toml", SYSTEM)


def message(call, *arguments, **options) -> str:
    with pytest.raises(zr.Error) as caught:
        call(*arguments, **options)
    assert isinstance(caught.value, ValueError)
    return str(caught.value)


def system_with(write, old: str, new: str):
    assert old in SYSTEM
    return write("bad.toml", SYSTEM.replace(old, new))


def test_unknown_system():
    text = message(zr.load_system, "torch2013")
    assert 'there is no indicator system "torch2013"; did you mean "torch-2013"?' in text


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ('unit = "person"', 'unit = "persn"', ["key unit", '"persn" is not a unit', 'did you mean "person"?']),
        ('unit = "kCNY/person"', 'unit = "%"', ["key formula", 'the unit "%" does not fit', "kCNY/person"]),
        (
            "revenue / employees",
            "revenue + employees",
            ["kCNY and person cannot be added or compared", '"revenue + employees"'],
        ),
        (
            "revenue / employees",
            "revenu / employees",
            ['names the field "revenu", which the system does not have', 'did you mean "revenue"?'],
        ),
        ("revenue / employees", "(" * 10_000 + "revenue" + ")" * 10_000, ["nests deeper than 256 levels"]),
        (
            'id = "g"',
            'id = "g"\nparent = "h"\n[[group]]\nid = "h"\nparent = "g"',
            ['g, h lead in a circle and never to "overall"'],
        ),
        ('group = "g"', 'group = "g"\nweight = -1', ["key weight", "is -1, but must be a number >= 0"]),
        ('group = "g"', 'group = "g"\nweight = nan', ["key weight", "is nan, but must be a number >= 0"]),
        ('group = "g"', 'group = "g"\nweight = 0', ['all weights inside "g" are zero']),
        ('id = "small"', 'id = "small"\nauthor = "me"', ['there is no key "author" here', "bad.toml:4"]),
        (
            "[[group]]",
            '[method]\nnormalisation = "min-max"\n[[group]]',
            ['there is no option "normalisation"; did you mean "normalization"?', "bad.toml"],
        ),
    ],
)
def test_system_files(write, old, new, parts):
    text = message(zr.load_system, system_with(write, old, new))
    for part in parts:
        assert part in text


def test_all_mistakes_of_a_system_are_reported_together(write):
    bad = SYSTEM.replace('unit = "person"', 'unit = "persn"').replace('id = "g"\n[[ind', 'id = "1g"\n[[ind')
    bad = bad.replace('group = "g"', 'group = "gg"\ncolour = "red"')
    with pytest.raises(zr.Error) as caught:
        zr.load_system(write("bad.toml", bad))
    codes = {p.code for p in caught.value.problems}
    assert {"unknown-unit", "bad-id", "unknown-group", "unknown-key"} <= codes


@pytest.mark.parametrize(
    ("frame", "parts"),
    [
        (GOOD | {"营业收入": [1, 2]}, ['"revenue" and "营业收入" both mean the field "revenue"']),
        (
            {"zone": ["a"], "year": [2020], "revenue(person)": [1]},
            ['the unit "person" does not fit: the figure is in kCNY'],
        ),
        ({"zone": ["a"], "year": [2020], "revenue(kCNYY)": [1]}, ['"kCNYY" is not a unit']),
        (
            {"zone": ["a", "a"], "year": [2020, 2020], "revenue": [1, 2]},
            ["zone a, 2020", "is given twice in the year, first on line 1"],
        ),
        (GOOD | {"revenue": ["many", 250]}, ['"many" is not a number', "column revenue", ":1"]),
        (GOOD | {"revenue": ["92233720368547758.08", 250]}, ["too large for an exact figure"]),
        (GOOD | {"revenue": ["1.005", 250]}, ["1.005 has more decimals than the field's 2 in kCNY"]),
        (GOOD | {"year": ["last", 2020]}, ['"last" is not a year']),
        (GOOD | {"zone": ["", "b"]}, ['the cell of "zone" is empty']),
        ({"label": ["a"], "year": [2020], "revenue": [1]}, ["there is no column of the zone"]),
        ({"zone": ["a"], "revenue": [1]}, ["there is no column of the year"]),
    ],
)
def test_tables(small, frame, parts):
    text = message(zr.read, frame, small)
    for part in parts:
        assert part in text


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "the file has no content"),
        (b"zone,year,revenue\n", "the file has no line of data under its heading"),
        (b'zone,year,revenue\na,2020,"1', ":2: the file ends inside a quoted cell that begins here"),
        ("zone,year,营业收入\na,2020,1".encode("utf-16")[:-1], "is no text in UTF-16LE"),
        (b"zone,year,revenue\n\xff\xff\xff,2020,1", "neither UTF-8 nor GB18030"),
        (b"zone,year,revenue\na,2020\n", ":2: the line has 2 cells, but the heading has 3"),
    ],
)
def test_files(small, tmp_path, content, part):
    path = tmp_path / "data.csv"
    path.write_bytes(content)
    assert part in message(zr.read, path, small)


def test_a_missing_file(small, tmp_path):
    assert "cannot be read" in message(zr.read, tmp_path / "none.csv", small)


def test_all_faults_of_a_file_are_reported_together(small, write):
    path = write("data.csv", "zone,year,revenue,employees\na,2020,x,1.5\nb,20,3,4\nb,2021\n")
    with pytest.raises(zr.Error) as caught:
        zr.read(path, small)
    codes = [p.code for p in caught.value.problems]
    assert codes == ["bad-number", "too-many-decimals", "bad-year", "ragged-row"]
    place = caught.value.problems[1].place
    assert (place.column, place.field, place.line) == ("employees", "employees", 2)


def test_a_sum_beyond_38_digits(write):
    huge = system_with(
        write, 'rollup = "sum(revenue, revenue > 100 kCNY)"', 'rollup = "sum(9000000000000000000 * revenue)"'
    )
    rows = {
        "zone": ["a"] * 9,
        "year": [2020] * 9,
        "enterprise": list("abcdefghi"),
        "revenue": ["90000000000000000"] * 9,
        "employees": [1] * 9,
    }
    assert 'the sum of "big" goes beyond 38 digits' in message(zr.rollup, rows, huge)


def test_a_zone_figure_that_contradicts_its_enterprises(small):
    rows = {
        "zone": ["a", "a"],
        "year": [2020] * 2,
        "enterprise": ["x", "y"],
        "revenue": [100, "50.5"],
        "employees": [3, 4],
    }
    zones = {"zone": ["a"], "year": [2020], "revenue": [150], "employees": [7]}
    text = message(zr.read, [rows, zones], small)
    assert 'a, 2020: the zone\'s own figure of "revenue" is 150.00, but its enterprises add up to 150.50' in text
    assert "employees" not in text
    for prefer, revenue in (("zone", 150.0), ("rollup", 150.5)):
        raw = zr.read([rows, zones], small, prefer=prefer)
        assert raw.table()["revenue"][0] == revenue
        assert [n.code for n in raw.notices] == ["preferred"]


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"method": {"normalisation": "min-max"}}, 'no option "normalisation"; did you mean "normalization"?'),
        ({"method": {"normalization": "minmax"}}, '"minmax" is not one of the values of this key; did you mean'),
        ({"method": {"min_available": 2}}, "min_available: is 2, but must be a number from 0 to 1"),
        ({"method": {"lower": 100}}, "lower: is 100, but must be below upper = 100"),
        ({"bounds": {"productivty": (0, 1)}}, 'no indicator "productivty"; did you mean "productivity"?'),
        ({"bounds": {"productivity": (1, 0)}}, "the range is [1, 0], but needs two finite numbers"),
        ({"year": 2019}, "there are no data of 2019; years in the data: 2020"),
    ],
)
def test_options(small, options, part):
    assert part in message(zr.rank, zr.read(GOOD, small), **options)


def test_stages():
    assert "weights[1]: the weight is nan" in message(zr.aggregate, [[1.0, 2.0]], [1, float("nan")])
    assert "all weights" in message(zr.aggregate, [[1.0, 2.0]], [0, 0])
    assert "but must be a number >= 0" in message(zr.weights.given, [1, -1])
    assert "weights: has 3 entries, but the scores have 2 columns" in message(zr.aggregate, [[1.0, 2.0]], [1, 1, 1])
    assert "score 0 cannot enter the geometric mean" in message(
        zr.aggregate, [[0.0, 2.0]], [1, 1], aggregation="geometric"
    )
    assert "but the array has shape (2,)" in message(zr.normalize, [1.0, 2.0])


NOTICES = 'zone,year,revenue,employees,colour\na,2020,"1,234.5",２０,red\nb,2020,100,10,red\nc,2020,7,-,blue\n'


def test_what_is_accepted_is_noticed(small, write):
    ranking = zr.rank(write("data.csv", NOTICES), small)
    notices = {n.code: n.text() for n in ranking.notices}
    accepted = [n.text() for n in ranking.notices if n.code == "accepted-number"]
    assert 'column revenue: 1 cells such as "1,234.5" were read as numbers' in accepted[0]
    assert 'column employees: 1 cells such as "２０" were read as numbers' in accepted[1]
    assert 'the column "colour" is not known and was not used' in notices["unknown-column"]
    assert '1 cells such as "-" were read as blank' in notices["read-as-blank"]
    values = ranking.indicators().set_index("zone")["productivity"]
    assert values["a"] == 61.725 and values["b"] == 10.0 and values["c"] != values["c"]
    assert ranking.missing()["why"].tolist() == ["blank"]


def test_zero_and_negative_denominators_are_noticed(small):
    frame = {"zone": list("abcde"), "year": [2020] * 5, "revenue": [1, 2, 3, 0, 5], "employees": [1, 0, -4, 0, 2]}
    ranking = zr.rank(frame, small)
    found = [
        (n.code, str(n.place)) for n in ranking.notices if n.code in ("zero-denominator", "nonpositive-denominator")
    ]
    assert found == [
        ("zero-denominator", "b, 2020"),
        ("nonpositive-denominator", "c, 2020"),
        ("zero-denominator", "d, 2020"),
    ]


def test_absent_columns_and_years_say_the_weight_lost():
    frame = {"zone": ["a", "b"], "year": [2020] * 2, "qd01": [10, 20], "qd06": [1, 2], "qd07": [2, 5]}
    ranking = zr.rank(frame, "torch-2013")
    texts = [n.text() for n in ranking.notices]
    assert any(t.startswith('no column gives the field "revenue 营业收入"') for t in texts)
    assert any("there are no data of 2019, so growth and increase are missing: 4.1 employee_growth" in t for t in texts)
    assert ranking.weight_left_out == pytest.approx(1 - 0.2 / 6)  # advanced_degree_share alone is left
