"""Any table, written in any way, reads back to the same figures."""

from __future__ import annotations

import random

import zonerank as zr
from test_layouts import SYSTEM

TITLES = {
    "gdp": [
        ("gdp", 1),
        ("地区生产总值", 1),
        ("地区生产总值(亿元)", 1),
        ("地区生产总值（万元）", 10**4),
        ("地区生产总值/万元", 10**4),
    ],
    "pop": [("pop", 1), ("常住人口(万人)", 1), ("常住人口_人", 10**4), ("其中：常住人口（人）", 10**4)],
    "share": [("share", 1), ("城镇化率(%)", 1), ("城镇化率：%", 1)],
}
ZONES = ["甲高新区", "乙", "Luxembourg", "西宁（青海）", "a b", "丁3"]
KEYS = ["zone", "高新区", "地区", "城市", "Country Name", "园区名称"]
NOTES = ["", "注：1.本表按现价计算。\n", "数据来源：统计局\n", "填表人：某某\n"]


def table(draw: random.Random) -> dict:
    """Figures of some zones, years and fields; blanks among them."""
    zones = draw.sample(ZONES, draw.randint(2, len(ZONES)))
    years = sorted(draw.sample(range(2010, 2024), draw.randint(1, 3)))
    return {
        (zone, year): {
            "gdp": round(draw.uniform(1, 9999), 2),
            "pop": round(draw.uniform(1, 999), 2),
            "share": round(draw.uniform(1, 99), 1) if draw.random() < 0.9 else None,
        }
        for zone in zones
        for year in years
    }


def shown(value: float | None, factor: int, draw: random.Random) -> str:
    if value is None:
        return draw.choice(["", "-", "…"])
    text = f"{value * factor:.0f}" if factor > 1 else repr(value)
    if draw.random() < 0.1 and "." not in text and len(text) > 3:
        text = f"{int(text):,}"
    return f'"{text}"' if "," in text else text


def zone_text(zone: str, draw: random.Random) -> str:
    if draw.random() < 0.15 and len(zone) < 4 and zone.isalpha() and not zone.isascii():
        return "\u3000".join(zone)
    return zone + draw.choice(["", "", "", " ", "*"])


def written(figures: dict, draw: random.Random) -> str:
    """The table as a file, in one of the layouts."""
    zones = list(dict.fromkeys(zone for zone, _ in figures))
    years = sorted({year for _, year in figures})
    titles = {field: draw.choice(options) for field, options in TITLES.items()}
    key = draw.choice(KEYS)
    head = draw.choice(["", "表1 主要指标\n", "附表,,\n"])
    layout = draw.choice(["rows", "wide", "parents", "long", "as rows", "below"])
    cell = {
        (zone, year, field): shown(figures[zone, year][field], titles[field][1], draw)
        for zone, year in figures
        for field in TITLES
    }
    names = {zone: zone_text(zone, draw) for zone in zones}
    lines: list[list[str]] = []
    if layout == "rows":
        lines.append([key, draw.choice(["year", "年份", "年度"]), *(t for t, _ in titles.values())])
        lines += [[names[z], f"{y}", *(cell[z, y, f] for f in TITLES)] for z in zones for y in years]
        if draw.random() < 0.5:
            lines.append([draw.choice(["合计", "全国平均", "平 均", "Total"]), str(years[-1]), "1", "2", "3"])
    elif layout == "wide":
        mark = draw.choice(["{y}年{t}", "{t} {y}", "{t}_{y}"])
        lines.append([key, *(mark.format(t=titles[f][0], y=y) for f in TITLES for y in years)])
        lines += [[names[z], *(cell[z, y, f] for f in TITLES for y in years)] for z in zones]
    elif layout == "parents":
        lines.append([key, *(titles[f][0] if y == years[0] else "" for f in TITLES for y in years)])
        lines.append(["", *(f"{y}年" for _ in TITLES for y in years)])
        lines += [[names[z], *(cell[z, y, f] for f in TITLES for y in years)] for z in zones]
    elif layout == "long":
        lines.append([key, "年份", "指标", "数值"])
        lines += [[names[z], f"{y}", titles[f][0], cell[z, y, f]] for z in zones for y in years for f in TITLES]
    elif layout == "as rows":
        lines.append(["指标", *(names[z] if y == years[0] else "" for z in zones for y in years)])
        lines.append(["", *(str(y) for _ in zones for y in years)])
        lines += [[titles[f][0], *(cell[z, y, f] for z in zones for y in years)] for f in TITLES]
    else:
        for fields in (["gdp", "pop"], ["share"]):
            lines.append([key, "年份", *(titles[f][0] for f in fields)])
            lines += [[names[z], f"{y}", *(cell[z, y, f] for f in fields)] for z in zones for y in years]
            lines.append(["续表"])
        lines.pop()
    return head + "".join(",".join(line) + "\n" for line in lines) + draw.choice(NOTES)


def test_a_thousand_tables(tmp_path):
    system_file = tmp_path / "mini.toml"
    system_file.write_text(SYSTEM)
    system = zr.load_system(system_file)
    for seed in range(1000):
        draw = random.Random(seed)
        figures = table(draw)
        text = written(figures, draw)
        path = tmp_path / "t.csv"
        path.write_bytes(text.encode(draw.choice(["utf-8", "utf-8-sig", "gb18030"])))
        frame = zr.read(path, system).table()
        found = {
            (r.zone.replace("(", "（").replace(")", "）"), r.year): (r.gdp, r.pop, getattr(r, "share", float("nan")))
            for r in frame.itertuples()
        }
        wanted = {k: (v["gdp"], v["pop"], v["share"]) for k, v in figures.items()}
        assert found.keys() == wanted.keys(), f"seed {seed}\n{text}"
        for where, row in wanted.items():
            for got, want in zip(found[where], row, strict=True):
                is_blank = want is None and got != got
                assert is_blank or abs(got - want) <= 1e-12 * abs(want), f"seed {seed}, {where}\n{text}"
