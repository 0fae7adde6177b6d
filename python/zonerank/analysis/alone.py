"""A zone alone: what is certain of its rank where the others' figures are few."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from ..figures import percent, score
from ..labels import title, word
from ..results.base import Result, whole_numbers
from ..units import unit_name
from .varied import ordinal

__all__ = ["Alone"]

KINDS = ("scores", "values", "nothing")
LISTED = 4  # indicators that a sentence names


class Alone(Result):
    """What is certain of the rank of a zone, of :func:`zonerank.alone`.

    ``.table()`` has a row for each indicator: indicator, group, ``weight`` (in the overall score), ``compared``, value,
    unit, score, ``rank`` among the zones that have a value, and ``of`` how many these are. What is ``compared``:
    "scores" where the bounds are known; "values" where they are not, so that only the better of two values is;
    "nothing" where the zone has no value, or nobody else has one and there are no bounds.

    :meth:`groups` has the intervals of ranks and scores, overall first.
    """

    def __init__(self, found: dict, system, backend: str | None = None) -> None:
        self._found, self.system, self._backend = found, system, backend
        self.zone, self.year, self.of = found["zones"][found["zone"]], found["year"], int(found["of"])
        self.notices = found["notices"]

    @property
    def best(self) -> int:
        """No rank of the zone is better."""
        return int(self._found["groups"][0][0])

    @property
    def worst(self) -> int:
        """No rank of the zone is worse."""
        return int(self._found["groups"][0][1])

    def _columns(self) -> pd.DataFrame:
        found, indicators = self._found, self.system.indicators
        has_value = ~np.isnan(found["values"])
        return pd.DataFrame(
            {
                "indicator": [i.id for i in indicators],
                "group": [self.system.groups[i.group_index].id for i in indicators],
                "weight": found["weights"],
                "compared": found["comparable"],
                "value": found["values"],
                "unit": [i.unit for i in indicators],
                "score": found["scores"],
                "rank": whole_numbers(found["ranks"]),
                "of": whole_numbers(np.where(has_value, found["n_others"] + 1, np.nan)),
            }
        )

    def groups(self):
        """group, best, worst, of, score_low, score_high, ``not_ahead`` (zones that are level or behind for certain)."""
        frame = pd.DataFrame(self._found["groups"], columns=["best", "worst", "score_low", "score_high", "not_ahead"])
        frame = frame[["best", "worst", "score_low", "score_high", "not_ahead"]]
        frame.insert(0, "group", [g.id for g in self.system.groups])
        frame.insert(3, "of", self.of)
        return self._as_caller(frame.astype({"best": int, "worst": int}))

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names in place of ids and words for headings."""
        door.one_of("lang", lang, ("en", "zh"))
        names = {x.id: title(x, lang) for x in [*self.system.groups, *self.system.indicators]}
        changed = {c: [names[x] for x in frame[c]] for c in ("indicator", "group") if c in frame}
        if "compared" in frame:
            changed["compared"] = [word(f"compared_by_{how}", lang) for how in frame["compared"]]
            changed["unit"] = [unit_name(unit, lang) for unit in frame["unit"]]
        return frame.assign(**changed).set_axis(
            [word({"best": "at_best", "worst": "at_worst"}.get(c, c), lang) for c in frame.columns], axis=1
        )

    def summary(self, lang: str = "en") -> list[str]:
        """Between which ranks the zone is for certain, and what is compared."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        best, worst, low, high, _ = self._found["groups"][0]
        share = percent(self._found["weight_scored"])
        others = len(self._found["zones"]) - 1
        if zh:
            lines = [f"{self.zone}：在 {self.of} 个高新区中，名次必在第 {best:g} 至 {worst:g}"]
            if worst - best + 1 >= self.of:
                lines = [f"{self.zone}：在 {self.of} 个高新区中的名次无法确定，可为任意一名"]
            span = score(low) if score(low) == score(high) else f"在 {score(low)} 至 {score(high)} 之间"
            lines.append(f"得分{'为 ' if span == score(low) else ''}{span}；已知得分的指标占权重 {share}")
            lines.append(f"表中有其他高新区 {others} 个；另外 {self.of - others - 1} 个没有数据，名次先后不限")
        else:
            lines = [f"{self.zone}: {ordinal(best)} to {ordinal(worst)} of {self.of} for certain"]
            if worst - best + 1 >= self.of:
                lines = [f"{self.zone}: nothing is certain of its rank among {self.of}"]
            span = score(low) if score(low) == score(high) else f"between {score(low)} and {score(high)}"
            lines.append(f"its score is {span}; indicators of {share} of the weight have a score")
            lines.append(
                f"{others} other zones are in the tables; the {self.of - others - 1} without figures may stand anywhere"
            )
        frame = self._columns()
        for how in KINDS[1:]:
            names = [title(i, lang) for i, c in zip(self.system.indicators, frame["compared"], strict=True) if c == how]
            if names:
                lines.append(self._listed(how, names, zh))
        return lines

    def _listed(self, how: str, names: list[str], zh: bool) -> str:
        more = len(names) - LISTED
        listed = ("、" if zh else ", ").join(names[:LISTED])
        if zh:
            head = "只能比较数值高低（没有上下限）" if how == "values" else "无法比较"
            return f"{head}的指标 {len(names)} 个：{listed}" + ("等" if more > 0 else "")
        n = f"{len(names)} indicator{'' if len(names) == 1 else 's'}"
        head = f"{n} without bounds, compared by values alone" if how == "values" else f"{n} that cannot be compared"
        return f"{head}: {listed}" + (f" and {more} more" if more > 0 else "")

    def __reduce__(self):
        return Alone, (self._found, self.system, self._backend)

    def _content(self) -> list:
        return [self._found["groups"], self.zone, self.year, self.of, self.system.id]

    def _heading(self) -> str:
        return f"Alone: {self.zone}, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary()


def alone_of(raw, year: int, asked, zone: str, of) -> Alone:
    """See :func:`zonerank.alone`."""
    zone = door.text("zone", zone)
    most = np.nan if of is None else float(door.whole("of", of, 1, 1_000_000))
    found = _core.rank_alone(raw._core, raw.system, year, **asked.keywords(), common=asked.common, zone=zone, of=most)
    found["notices"] = raw.notices + found["notices"]
    return Alone(found, raw.system, raw._backend)
