"""Where each number of the prose is from, looked up again in the tables of the library."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import zonerank as zr
from zonerank.labels import title

TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]\d+)?")
MONEY = {"亿元": 1e8, "万元": 1e4, "元": 1.0, "bn": 1e9, "m": 1e6}
YUAN = {"CNY": 1.0, "kCNY": 1e3, "10k CNY": 1e4, "100m CNY": 1e8, "bn CNY": 1e9}


class Sources:
    """The tables of one year, by the names that ``Narrative.table()`` gives them."""

    def __init__(self, ranking, before: int | None, targets=None) -> None:
        self.targets = targets  # of the zones that are told of
        self.ranking, self.system = ranking, ranking.system
        self.table = ranking.table().set_index("zone")
        self.values, self.scores = ranking.indicators().set_index("zone"), ranking.scores().set_index("zone")
        self.change = ranking.change(before) if before else None
        self.moved = self.change.table().set_index("zone") if before else None
        self.explained, self.levers = cache(self._explained), cache(ranking.plan)
        self.own = cache(lambda zone: self.change.own(zone).set_index("indicator"))
        self.of_year = cache(lambda year: zr.rank(ranking.raw, year=year).table().set_index("zone"))
        self.of_indicators = {i.id: i.unit for i in self.system.indicators}
        self.of_fields = {f.name: f.unit for f in self.system.fields}

    def _explained(self, zone: str, against: str | None = None):
        return self.ranking.explain(zone, against=against).table().set_index("id")

    def unit(self, table: str, row: str, column: str) -> str:
        """That of a figure or an indicator; both may have one name."""
        if table == "targets":
            return self.targets.table().loc[int(row), "unit"] if column in ("today", "target") else ""
        if table == "levers":
            return "" if column == "change" else self.of_fields.get(row, "")
        return self.of_indicators.get(row) or self.of_indicators.get(column, "")

    def value(self, zone: str, table: str, row: str, column: str) -> float:
        """The number that a table of the library has."""
        if table == "ranking":
            return self.table.loc[row, column]
        if table == "ranking %":
            return 100 * self.table.loc[row, column]
        if table.startswith("ranking "):
            return self.of_year(int(table.split()[1])).loc[row, column]
        if table == "ranked":
            of = self.of_year(int(row)) if row else self.table
            return of["overall_rank"].notna().sum()
        if table == "change":
            return self.moved.loc[row, column]
        if table == "places moved":
            return abs(self.moved.loc[row, "rank_before"] - self.moved.loc[row, "rank"])
        if table == "change %":
            return 100 * self.moved.loc[row, column]
        if table == "score change":
            return self.moved.loc[row, "score"] - self.moved.loc[row, "score_before"]
        if table == "own":
            return self.own(zone).loc[row, column]
        if table == "explain":
            return self.explained(zone).loc[row, column]
        if table.startswith("against "):
            return self.explained(zone, table.removeprefix("against ")).loc[row, column]
        if table == "indicators":
            return self.values.loc[row, column]
        if table == "levers":
            return self.of_levers(zone, row, column)
        if table == "milestones":
            told = self.change.milestones(zone=zone)
            return told[told["milestone"] == row][column]
        if table.startswith("passings"):
            n = int((self.change.passings(zone)["passed"] == (row == "True")).sum())
            return n - 3 if table == "passings more" else n
        if table == "lead":
            return abs(self.table.loc[row, "overall"] - self.table.loc[zone, "overall"])
        if table == "median":
            return np.nanmedian(self.values[row])
        if table == "group median":
            return self.table[row].median()
        if table == "quartile":
            of = self.explained(zone).loc[row]
            return of["value"] + of["to_quartile"]
        if table == "gap":
            return abs(self.values.loc[zone, row] - np.nanmedian(self.values[row]))
        if table in ("both", "better"):
            pair = self.scores.loc[[zone, row]].dropna(axis=1)
            return pair.shape[1] if table == "both" else int((pair.loc[zone] > pair.loc[row]).sum())
        if table == "within":
            ranks = self.table["overall_rank"][self.table["within"] == self.table.loc[zone, "within"]].dropna()
            return ranks.rank(method="min")[zone] if column == "rank" else len(ranks)
        if table == "left out":
            return 100 * self.ranking.weight_left_out
        if table.startswith("targets"):
            return self.of_targets(zone, table.removeprefix("targets").strip(), row, column)
        if table.startswith("count "):
            return self.counted(zone, table.removeprefix("count "), row.split(","))
        raise AssertionError(f"no such source: {table}")

    def of_targets(self, zone: str, what: str, row: str, column: str):
        found = self.targets.table()
        if what == "months":
            return 12 * (self.targets.as_of - int(self.targets.as_of))
        if what == "count":
            own = found[found["zone"] == zone]
            return (own["light"] == row).sum() if row else len(own)
        return self.targets.ranks().set_index("zone").loc[zone, column] if what else found.loc[int(row), column]

    def of_levers(self, zone: str, row: str, column: str):
        found = self.levers(zone)
        frame = found.table()
        if row:
            return frame.set_index("field").loc[row, column]
        wanted = {"goal": found.rank, "of": len(frame), "reached": frame["needed"].notna().sum()}
        return wanted[column] if column in wanted else frame["rank_alone"].astype(float).min()

    def counted(self, zone: str, what: str, ids: list[str]) -> int:
        table = self.explained(zone).loc[ids]
        better = 1 - (table["rank"].astype(float) - 1) / np.maximum(table["of"].astype(float) - 1, 1)
        of = {"ranked": len(ids), "best quarter": (better >= 0.75).sum(), "worst quarter": (better <= 0.25).sum()}
        return of[what]


def printed(text: str, unit: str, beside: str = "") -> tuple[float, float]:
    """The value that a text stands for, in the unit of its source, and half a unit of its last digit."""
    token = TOKEN.search(text)[0]
    number = float(token.replace(",", ""))
    decimals = len(token.partition(".")[2])
    factor = 1.0
    shown = text if re.search("元$|^CNY", text) else beside  # the unit of a cell stands beside it
    if unit in YUAN and re.search("元$|^CNY", shown):
        factor = next((size for name, size in MONEY.items() if shown.endswith(name)), 1.0) / YUAN[unit]
    sign = -1 if re.match(r"CNY -|-", text) else 1
    return sign * number * factor, 0.5 * 10.0**-decimals * factor * (1 + 1e-9)


def names_of(ranking) -> list[str]:
    """What holds digits without being a number of the prose: names, units, titles, the method."""
    system, found = ranking.system, list(ranking.zones)
    for item in [*system.groups, *system.indicators, *system.fields]:
        found += [item.zh, item.en]
    found += [title(system, lang) for lang in ("en", "zh")] + [ranking.method_text(lang) for lang in ("en", "zh")]
    found += [k.unit for k in [*system.indicators, *system.fields]]
    found += [
        "per 10k person",
        "per 10m CNY",
        "per 100m CNY",
        "tce/10k CNY",
    ]
    return sorted({name for name in found if re.search(r"\d", name or "")}, key=len, reverse=True)


def tokens(text: str, names: list[str]) -> list[str]:
    """The numbers of a text but for those in names."""
    pattern = "|".join(map(re.escape, names))
    return sorted(TOKEN.findall(re.sub(pattern, "·", text)))
