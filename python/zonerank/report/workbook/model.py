"""What stands in the workbook, and whether formulas give it: computed as cells do, and compared with the library."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from ...labels import word
from ..pages.method import Chosen, Unusual
from . import formulas, scoring
from .refused import NotLive
from .tree import Node, fields_of, parsed

USUAL = {
    "imputation": {"none"},
    "treatment": {"none"},
    "normalization": {"min-max", "goalposts"},
    "weights": {"given", "equal"},
    "aggregation": {"arithmetic", "geometric", "harmonic"},
    "fit": {"year"},
}
MOST_ZONES = 1000  # ranks by formulas take the square of it
NEAR = 1e-9  # points, and parts of a value


@dataclass(frozen=True)
class RawColumn:
    """Figures of one field, of the year or so many years before; or ready-made values of an indicator."""

    name: str
    back: int
    item: object  # the field or the indicator
    unit: str
    number: str
    values: np.ndarray


class Model:
    """A ranking as a workbook needs it.

    ``refused`` is why the workbook has values alone, None where it has formulas.
    """

    def __init__(self, ranking, live: bool) -> None:
        self.ranking, self.core, self.system = ranking, ranking._core, ranking.system
        self.zones, self.n = self.core.zones, len(self.core.zones)
        self.values, self.scores = self.core.indicators.values, self.core.scores
        self.trees: list[Node | None] = []
        self.refused: NotLive | None = None
        self.scaled: scoring.Scaled | None = None
        try:
            if not live:
                raise NotLive("it was asked for without formulas", "按要求不含公式")
            self._parse()
            self.raw = self._raw_columns()
            self._check_figures()
            self.scaled = self._scaled()
            self._check_scores()
        except NotLive as why:
            self.refused, self.scaled = why, None
            self.trees = [None] * len(self.system.indicators)
            self.raw = self._raw_columns()

    @property
    def live(self) -> bool:
        return self.refused is None

    def _parse(self) -> None:
        if self.n > MOST_ZONES:
            raise NotLive(
                f"formulas are written for at most {MOST_ZONES} zones",
                f"超过 {MOST_ZONES} 个高新区时不写公式",
            )
        units = {field.name: field.unit for field in self.system.fields}
        self.trees = [parsed(item.formula, units) for item in self.system.indicators]

    # ---- figures

    def _raw_columns(self) -> list[RawColumn]:
        """The figures that indicators are made of, in the order in which they are first used."""
        self._rows = {key: r for r, key in enumerate(self._keys())}
        fields = {field.name: field for field in self.system.fields}
        found: dict[tuple[str, int], RawColumn] = {}
        for j, item in enumerate(self.system.indicators):
            tree = self.trees[j] if j < len(self.trees) else None
            backs = range(item.years_back + 1)
            wanted = fields_of(tree) if tree else [(name, back) for name in item.fields for back in backs]
            for name, back in wanted:
                values = None if (name, back) in found else self._figures(name, back)
                if values is not None:
                    field = fields[name]
                    found[name, back] = RawColumn(name, back, field, field.unit, field.number, values)
            ready = self.system.ready_made_name(item.id)
            values = self._figures(ready, 0)
            if values is not None:
                found[ready, 0] = RawColumn(ready, 0, item, item.unit, "real", values)
        return list(found.values())

    def _keys(self) -> list[tuple[str, int]]:
        raw = self.ranking.raw._core
        return list(zip(raw.zones, raw.years, strict=True))

    def _figures(self, name: str, back: int) -> np.ndarray | None:
        """As the library takes them: a comparable figure, given with the year after, stands before the year's own."""
        raw, year = self.ranking.raw._core, self.core.year - back
        found = np.full(self.n, np.nan)
        own = raw.figures(self.system, name, False)
        comparable = raw.figures(self.system, name, True) if back else None
        if own is None and comparable is None:
            return None
        for column, at in ((own, year), (comparable, year + 1)):
            if column is None:
                continue
            for i, zone in enumerate(self.zones):
                row = self._rows.get((zone, at))
                if row is not None and np.isfinite(column[row]):
                    found[i] = column[row]
        return found if back == 0 or np.isfinite(found).any() else None

    def ready(self, j: int) -> tuple[str, int]:
        """The key of an indicator's ready-made values."""
        return self.system.ready_made_name(self.system.indicators[j].id), 0

    @functools.cached_property
    def keys(self) -> set[tuple[str, int]]:
        """The keys of the raw columns."""
        return {(column.name, column.back) for column in self.raw}

    def has_formula(self, j: int) -> bool:
        """Whether the figures that the formula of an indicator needs have columns."""
        tree, keys = self.trees[j], self.keys
        if tree is None:
            return False
        present = [key in keys for key in fields_of(tree)]
        return any(present) if tree.op in ("mean", "min", "max") else all(present)

    def _check_figures(self) -> None:
        columns = {(column.name, column.back): column.values for column in self.raw}
        nothing = np.full(self.n, np.nan)
        computed = np.full(self.values.shape, np.nan)
        self.undefined = np.zeros(self.values.shape, bool)
        for j, item in enumerate(self.system.indicators):
            value, blank, empty = nothing, np.ones(self.n, bool), np.zeros(self.n, bool)
            if self.has_formula(j):
                given = formulas.values(self.trees[j], lambda name, back: columns.get((name, back), nothing))
                value, blank, empty = (np.broadcast_to(part, self.n) for part in given)
            value = value * item.factor
            if item.when_empty is not None:
                value = np.where(empty & ~blank, item.when_empty, value)
            ready = columns.get(self.ready(j))
            if (
                ready is not None
                and self.trees[j] is not None
                and _divisions(self.trees[j]) > 1
                and self.has_formula(j)
            ):
                raise NotLive(
                    f"{item.id} is given for some zones, and its formula has several divisions",
                    f"{item.id} 部分高新区直接给出数值，而其公式含多次除法",
                )
            computed[:, j] = value if ready is None else np.where(blank, ready, value)
            self.undefined[:, j] = np.isnan(value) & ~blank
        if wrong := _first_apart(computed, self.values):
            item = self.system.indicators[wrong[1]]
            raise NotLive(
                f"cells would give another value of {item.id} than the library for {self.zones[wrong[0]]}",
                f"{self.zones[wrong[0]]}的 {item.id}，单元格公式与程序的结果不一致",
            )
        self.computed = computed

    # ---- scores

    def _scaled(self) -> scoring.Scaled:
        chosen = _chosen(self.ranking)
        core, system, asked = self.core, self.system, self.ranking._asked
        fixed = asked.scaling is not None
        scales = []
        for j, (item, column) in enumerate(zip(system.indicators, self.ranking.scaling.columns(), strict=True)):
            chosen.check("normalization", column["normalization"]["method"])
            for stage in ("imputation", "treatment"):
                chosen.check(stage, chosen.of_indicator(item.id, stage))
            options, found = column["normalization"], column["parameters"]
            given = (column["given"] or fixed) and found["lower"] < found["upper"]
            scales.append(
                scoring.Scale(
                    group=item.group_index,
                    weight=item.weight,
                    less=item.direction == "-",
                    given=(found["lower"], found["upper"]) if given else None,
                    low=options["lower"],
                    high=options["upper"],
                    clip=bool(options["clip"]),
                    out=bool(fixed and core.left_out[j]),
                )
            )
        means = []
        least = float(chosen.settings.get("min_available", 0.8))
        for g, group in enumerate(system.groups):
            weights, mean = (chosen.of_group(group.id, stage) for stage in ("weights", "aggregation"))
            own = chosen.groups.get(group.id, {}).get("min_available")
            means.append(
                scoring.Mean(
                    parent=group.parent_index,
                    weight=group.weight,
                    kind=mean,
                    least=least if own is None else float(own),
                    needs_groups=own is None and least > 0,
                )
            )
            if weights == "equal":
                scales = [s.weighing(1.0) if s.group == g else s for s in scales]
        for g, mean in enumerate(means):
            if mean.parent >= 0 and chosen.of_group(system.groups[mean.parent].id, "weights") == "equal":
                means[g] = mean.weighing(1.0)
        ties = chosen.settings.get("ties", "min")
        if ties not in ("min", "max", "average"):
            raise NotLive(f'ranks have ties "{ties}"', f"并列名次的规则为 {ties}")
        wanted = self.n if asked.common < 0 else min(asked.common, self.n)
        return scoring.Scaled(scales, means, ties, max(wanted, 1))

    def _check_scores(self) -> None:
        found = scoring.computed(self.computed, self.scaled)
        core = self.core
        pairs = (
            (found.scores, core.scores, "scores of indicators", "指标得分"),
            (found.wholes, core.group_scores, "scores of groups", "分组得分"),
            (found.ranks, core.group_ranks, "ranks", "名次"),
            (found.indicator_ranks, core.indicator_ranks(), "ranks on indicators", "指标名次"),
        )
        for own, library, en, zh in pairs:
            if wrong := _first_apart(own, library, 1.0):
                zone = self.zones[wrong[0]]
                raise NotLive(
                    f"cells would give other {en} than the library for {zone}",
                    f"{zone}的{zh}，单元格公式与程序的结果不一致",
                )
        self.found = found


def _divisions(tree: Node) -> int:
    return (tree.op in ("divide", "growth", "log")) + sum(_divisions(part) for part in tree.parts)


def _first_apart(own: np.ndarray, library: np.ndarray, size: float | None = None) -> tuple[int, int] | None:
    """Where two tables are not the same within rounding."""
    scale = np.abs(library) if size is None else size
    with np.errstate(invalid="ignore"):
        same = (np.abs(own - library) <= NEAR * np.nan_to_num(scale, nan=1.0)) | (np.isnan(own) & np.isnan(library))
    wrong = np.argwhere(~same)
    return (int(wrong[0][0]), int(wrong[0][1])) if len(wrong) else None


class _Chosen(Chosen):
    """The method of a ranking, refused where cells do not compute it."""

    @staticmethod
    def check(stage: str, found: str) -> None:
        if found in USUAL[stage]:
            return
        raise NotLive(
            "cells compute min-max and given bounds, given and equal weights, and three means, but this ranking has "
            f'{word(stage, "en")} "{found}"',
            "单元格公式只计算极差法或给定上下限、给定或相等的权重和三种平均，"
            f"而本次排名采用的{word(stage, 'zh')}为 {found}",
        )


def _chosen(ranking) -> _Chosen:
    try:
        return _Chosen(ranking)
    except Unusual:
        raise NotLive("the file of the indicator system is not known", "不知道指标体系的文件") from None
