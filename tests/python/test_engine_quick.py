"""DuckDB's quick statement: usual rows need no other, unusual ones are read by the exact statement."""

from __future__ import annotations

import math
import random
from decimal import Decimal

import engine_rows
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zonerank as zr
from zonerank import _core
from zonerank.engines import duckdb as engine

SYSTEM = """[system]
id = "s"
[[field]]
name = "sales"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "costs"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
[[field]]
name = "people"
unit = "person"
number = "count"
level = "enterprise"
[[field]]
name = "profit"
unit = "kCNY"
number = "decimal(2)"
level = "enterprise"
formula = "sales - costs"
[[field]]
name = "industry"
number = "code"
level = "enterprise"
[[field]]
name = "large"
unit = "kCNY"
number = "decimal(2)"
rollup = "sum(profit, 20 * costs >= sales and people > 1 person)"
[[field]]
name = "peak"
unit = "kCNY"
number = "decimal(2)"
rollup = "max(sales)"
[[field]]
name = "least"
unit = "kCNY"
number = "decimal(2)"
rollup = "min(profit, sales > 50.25 kCNY)"
[[indicator]]
id = "i"
unit = "kCNY"
formula = "sales"
"""
ROWS = {
    "zone": ["甲", "甲", "乙", "乙"],
    "year": [2019, 2019, 2019, 2020],
    "enterprise": ["a", "b", "c", "d"],
    "sales": [100.25, 0.1, None, -7.01],
    "costs": [5.02, 50.0, 2.5, None],
    "people": [3, 1, None, 2],
    "industry": ["C39", "I65", None, "C39"],
}


@pytest.fixture
def system():
    return _core.parse_system(SYSTEM, "s.toml")


@pytest.fixture
def asked(monkeypatch):
    """Which statements are run: quick, totals or other ones."""
    found: list[str] = []
    run = engine.run_statement

    def noted(connection, statement, progress):
        if not statement.startswith("SET"):
            found.append(
                "quick"
                if statement.endswith("FROM keys") or "\nFROM keys\nWHERE NOT" in statement
                else "totals"
                if statement.endswith("GROUP BY 1, 2, 3")
                else "other"
            )
        return run(connection, statement, progress)

    monkeypatch.setattr(engine, "run_statement", noted)
    return found


def summed(source, system, **options) -> str:
    options = {"year": None, "distinct": True} | options
    return engine.partial(source, system, **options)[0].save()


def exactly(source, system, monkeypatch, **options) -> str:
    """The same by the exact statement alone."""
    with monkeypatch.context() as m:
        m.setattr(engine, "total", lambda statements, run, quick: real_total(statements, run, quick=False))
        return summed(source, system, **options)


real_total = engine.total


def typed(types: dict) -> pa.Table:
    as_decimal = {k: pa.array([None if x is None else Decimal(str(x)) for x in ROWS[k]]) for k in ("sales", "costs")}
    table = pa.table({k: as_decimal[k] if k in types and pa.types.is_decimal(types[k]) else v for k, v in ROWS.items()})
    for name, type_ in types.items():
        k = table.column_names.index(name)
        table = table.set_column(k, name, table[name].cast(type_))
    return table


TYPES = {
    "doubles": {},
    "singles": {"sales": pa.float32(), "costs": pa.float32()},
    "counts as doubles": {"people": pa.float64()},
    "decimals": {"sales": pa.decimal128(18, 2), "costs": pa.decimal128(10, 2), "people": pa.int16()},
    "long decimals": {"sales": pa.decimal128(38, 2), "costs": pa.decimal128(19, 4)},
    "many places": {"sales": pa.decimal128(18, 6), "costs": pa.decimal128(9, 3)},
    "one decimal, one double": {"sales": pa.decimal128(18, 2)},
    "zones as categories": {"zone": pa.dictionary(pa.int32(), pa.string())},
    "years as text": {"year": pa.string()},
}


@pytest.mark.parametrize("name", TYPES)
def test_usual_rows_ask_the_quick_statement_alone(name, system, asked, tmp_path):
    table = typed(TYPES[name])
    expected = engine_rows.kernel([table], system).save()
    assert summed(table, system) == expected
    assert asked == ["quick"]
    pq.write_table(table, tmp_path / "e.parquet")
    assert summed(tmp_path / "e.parquet", system, distinct=False) == expected
    assert asked == ["quick", "other", "quick"]  # the other one looks for enterprises given twice


def test_the_sums_of_this_example(system):
    raw = zr.rollup(pd.DataFrame(ROWS), system, engine="duckdb", distinct=True).table()
    of = {(row.zone, row.year): [row.large, row.peak, row.least] for row in raw.itertuples()}
    assert of["甲", 2019] == [95.23, 100.25, 95.23]  # b has one person
    assert of["乙", 2020][:2] == [0, -7.01] and math.isnan(of["乙", 2020][2])  # no sales above 50.25


@pytest.mark.parametrize("by", ["code", "section", "division", {"C": "factories"}])
def test_industries_are_those_of_the_exact_statement(by, system, monkeypatch, asked):
    odd = ["C39", " c39", "3911", "", None, "—", "３９", "39.0", "C", "NA", "总", "C3911"]
    table = pa.table({"zone": ["甲"] * 12, "year": [2019] * 12, "sales": [2.0**k for k in range(12)], "industry": odd})
    grouping = {"own": by} if isinstance(by, dict) else {"industry": by}
    found = summed(table, system, **grouping)
    assert asked[0] == "quick" and "totals" not in asked
    assert found == exactly(table, system, monkeypatch, **grouping)
    assert found == engine_rows.kernel([table], system, **grouping).save()


def test_forms_are_joined_by_the_quick_statement(system, asked):
    keys = ["zone", "year", "enterprise"]
    table = typed({})
    forms = [table.select([*keys, "sales", "people"]), table.select([*keys, "people", "costs", "industry"])]
    assert summed(forms, system, distinct=False) == engine_rows.kernel([table], system).save()
    assert asked == ["other", "other", "quick"]


UNUSUAL = {
    "a sum of 10^15": {"sales": [9e12, 9e12, 1.0, 2.0]},
    "NaN": {"sales": [float("nan"), 1.0, 2.0, 3.0]},
    "forty digits": {"sales": [Decimal(9) * 10**13] * 4, "costs": [Decimal("-0.01")] * 4},
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_unusual_rows_are_added_up_by_the_exact_statement(name, system, asked):
    rows = ROWS | UNUSUAL[name]
    table = pl.DataFrame(rows).to_arrow() if name == "NaN" else pa.table(rows)
    expected = engine_rows.kernel([table], system).save()
    assert summed(table, system) == expected
    assert asked == (["quick"] if name == "forty digits" else ["quick", "totals"])


ERRORS = {
    "sales": [
        (0.125, "甲, 2019, enterprise a, column sales: 0.125 has more decimals than the field's 2"),
        (math.nextafter(0.3, 1), "column sales: 0.30000000000000004 has more decimals"),
        (1e13, 'column sales: this engine cannot read "10000000000000.0"'),
        (float("inf"), "column sales"),
    ],
    "people": [(2.5, "column people: 2.5 has more decimals")],
    "zone": [(" ", 'the cell of "zone" is empty'), (None, 'the cell of "zone" is empty')],
    "enterprise": [("", 'the cell of "enterprise" is empty'), ("　", 'the cell of "enterprise" is empty')],
    "year": [(20, 'column year: "20" is not a year')],
}


@pytest.mark.parametrize(("column", "cell", "message"), [(c, *case) for c, cases in ERRORS.items() for case in cases])
def test_a_bad_cell_is_named_by_the_second_query(column, cell, message, system, asked):
    rows = ROWS | {column: [cell, *ROWS[column][1:]]}
    with pytest.raises(zr.Error, match=message) as caught:
        summed(rows, system)
    assert len(caught.value.problems) == 1
    assert asked == ["quick", "totals", "other"] or asked == ["quick", "totals", "other", "other"]


def test_figures_beyond_64_bits_are_named(system):
    far = Decimal("92233720368547758.08")  # 2^63 hundredths
    for rows in ({"sales": [far] * 4}, {"sales": [Decimal("5e16")] * 4, "costs": [Decimal("-5e16")] * 4}):
        with pytest.raises(zr.Error, match=r"92233720368547758\.08 is too large|100000000000000000\.00 is too large"):
            summed(ROWS | rows, system)
    whole = {"sales": pa.array([2**62, 1, 2, 3])}  # times 100 is beyond
    with pytest.raises(zr.Error, match="4611686018427387904 is too large"):
        summed(pa.table(ROWS | whole), system)


def test_tables_in_different_types_are_added_up_exactly(system, asked):
    parts = [typed({}).slice(0, 2), typed({"sales": pa.decimal128(18, 2)}).slice(2, 2)]
    assert summed(parts, system) == engine_rows.kernel([typed({})], system).save()
    assert asked == ["totals"]
    asked.clear()
    years = [pd.DataFrame(ROWS), pd.DataFrame(ROWS | {"year": ["2019", "2019", "2019", "2020"]}).iloc[2:]]
    assert summed([years[0].iloc[:2], years[1]], system) == engine_rows.kernel([typed({})], system).save()
    assert asked == ["quick"]


@pytest.mark.parametrize("places", [0, 2, 5])
def test_a_double_is_usual_where_it_is_the_double_of_a_decimal(places, monkeypatch):
    """Random cells of up to 15 digits, and their neighbours: both statements read the same ones."""
    text = SYSTEM.split('[[field]]\nname = "costs"')[0].replace("decimal(2)", f"decimal({places})")
    small = _core.parse_system(text + '[[indicator]]\nid = "i"\nunit = "kCNY"\nformula = "sales"\n', "s.toml")
    draw = random.Random(places)
    usual = [float(Decimal(draw.randrange(-(10**k), 10**k)).scaleb(-places)) for k in range(1, 15) for _ in range(60)]
    usual = [x for x in usual if abs(x) * 10**places < 1e14]
    keys = {"zone": "a", "year": 2020, "enterprise": [str(k) for k in range(len(usual))]}
    whole = pd.DataFrame(keys | {"sales": usual})
    exact = sum(Decimal(repr(x)) for x in usual)
    for k in range(0, len(whole), 8):  # few enough to stay below 10^15
        part = whole.iloc[k : k + 8]
        assert summed(part, small) == engine_rows.kernel([pa.Table.from_pandas(part)], small).save()
    raw = zr.rollup(whole, small, engine="duckdb")
    assert Decimal(raw.to_csv_text().splitlines()[1].split(",")[2]) == exact
    for x in draw.sample([x for x in usual if x], 40):
        beside = math.nextafter(x, draw.choice([-math.inf, math.inf]))
        frame = pd.DataFrame({"zone": "a", "year": 2020, "enterprise": ["e"], "sales": [beside]})
        for sums in (summed, lambda *a: exactly(*a, monkeypatch)):
            with pytest.raises(zr.Error, match="column sales"):
                sums(frame, small)


def test_marks_that_look_like_codes_are_still_marks(system, monkeypatch):
    table = pa.table({"zone": ["a"] * 3, "year": [2020] * 3, "sales": [1.0, 2.0, 4.0], "industry": ["999", "C39", ""]})
    options = {"industry": "code", "reading": {"missing": ["x999"]}}
    assert "999" in summed(table, system, **options)
    pruned = table.set_column(2, "sales", pa.array(["1", "2", "4"]))
    options["reading"] = {"missing": ["999"]}
    assert "999" not in summed(pruned, system, **options)


def test_zones_to_leave_out_take_their_faults_with_them(system, asked):
    rows = ROWS | {"zone": ["甲", "甲", "乙 ", "乙"], "sales": [1.0, 2.0, 0.125, 3.0]}
    found = summed(rows, system, reading={"drop_rows": ["乙"]})
    assert "乙" not in found and asked == ["quick"]
