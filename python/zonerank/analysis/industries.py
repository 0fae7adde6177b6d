"""What the industries of a zone do to its indicators, score and rank."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import _core, door
from ..figures import signed
from ..labels import title, word
from ..results.base import Result, whole_numbers
from ..units import unit_name
from .varied import ordinal

__all__ = ["Industries"]

BY = ("section", "division", "code")
NAMED = 3  # industries of a sentence
SECTIONS = {  # of GB/T 4754-2017
    "A": ("agriculture, forestry, fishing", "农、林、牧、渔业"),
    "B": ("mining", "采矿业"),
    "C": ("manufacturing", "制造业"),
    "D": ("electricity, heat, gas, water", "电力、热力、燃气及水生产和供应业"),
    "E": ("construction", "建筑业"),
    "F": ("wholesale and retail", "批发和零售业"),
    "G": ("transport, storage, post", "交通运输、仓储和邮政业"),
    "H": ("hotels and catering", "住宿和餐饮业"),
    "I": ("information, software", "信息传输、软件和信息技术服务业"),
    "J": ("finance", "金融业"),
    "K": ("real estate", "房地产业"),
    "L": ("leasing, business services", "租赁和商务服务业"),
    "M": ("research, technical services", "科学研究和技术服务业"),
    "N": ("water, environment, public facilities", "水利、环境和公共设施管理业"),
    "O": ("resident services, repair", "居民服务、修理和其他服务业"),
    "P": ("education", "教育"),
    "Q": ("health, social work", "卫生和社会工作"),
    "R": ("culture, sports, entertainment", "文化、体育和娱乐业"),
    "S": ("public management", "公共管理、社会保障和社会组织"),
    "T": ("international organisations", "国际组织"),
}


def by_industries(ranking, zone: str | None, by, threads: int, progress) -> Industries:
    """See :meth:`zonerank.Ranking.drill`."""
    own = {str(k): str(v) for k, v in by.items()} if isinstance(by, dict) else {}
    grouping = "own" if own else door.one_of("by", by, ("enterprise", *BY))
    raw, asked = ranking.raw, ranking._asked.keywords()
    grouped = dict(by=grouping, own=own, threads=threads)
    sums = _core.RowSums(ranking._unedited._core, raw.system, **grouped)
    without = _core.drill(
        raw._core, raw.system, ranking.year, **asked, common=ranking._asked.common, sums=sums, zone=zone or "",
        threads=threads, progress=progress,
    )  # fmt: skip
    effects = _core.industry_effects(ranking._unedited._core, raw.system, ranking._core, **grouped)
    return Industries(ranking, effects, without, zone, grouping)


class Industries(Result):
    """What the industries of zones do, of :meth:`zonerank.Ranking.drill` with ``by``.

    ``.table()`` has a row for each zone and industry; ``enterprises`` counts those of the year. Two questions are
    answered. What would the zone have without the industry: ``rank_without``, ``places`` (``rank_without - rank``) and
    ``score_influence``, as for an enterprise. And why does the zone differ from all zones together: ``score_effect``
    and ``places_effect``, which add up over the industries of the zone to its score and rank less those that it would
    have with the indicators of all zones together (:meth:`reference`). :meth:`effects` has the effects on each
    indicator, parted into structure (the zone has more of an industry) and within (the industry is stronger there).

    The industry "" is what enterprises without a code have, and what the zone reports as a whole.
    """

    def __init__(self, ranking, effects: dict, without: dict, zone: str | None, grouping: str) -> None:
        self._ranking, self._effects, self._without, self._zone = ranking, effects, without, zone
        self._grouping = grouping
        self.year, self.system = ranking.year, ranking.system
        self._backend, self.notices = ranking._backend, ranking.notices

    def industry_name(self, industry: str, lang: str) -> str:
        """The name of a section of GB/T 4754, else the group as it is."""
        if not industry:
            return word("whole_zone", lang)
        if self._grouping != "section" or industry not in SECTIONS:
            return industry
        return f"{industry} {SECTIONS[industry][lang == 'zh']}"

    def _rows(self) -> np.ndarray:
        """The rows of effects that are looked at."""
        at = np.asarray(self._effects["zone"], dtype=int)
        if self._zone is None:
            return np.arange(len(at))
        return np.flatnonzero(at == self._ranking.zones.index(self._zone))

    def _columns(self) -> pd.DataFrame:
        core, rows = self._ranking._core, self._rows()
        at = np.asarray(self._effects["zone"], dtype=int)[rows]
        frame = pd.DataFrame(
            {
                "zone": np.asarray(core.zones, dtype=object)[at],
                "industry": np.asarray(self._effects["industry"], dtype=object)[rows],
                "enterprises": np.asarray(self._effects["enterprises"], dtype=int)[rows],
                "rank": core.group_ranks[at, 0],
                "score_effect": self._effects["overall"][rows],
                "places_effect": self._effects["places"][rows],
            }
        )
        keys = [name.split("\t") for name in self._without["enterprise"]]
        taken = pd.DataFrame(keys, columns=["zone", "industry"])
        own = np.asarray(self._without["zone"], dtype=int)
        taken["rank_without"] = self._without["group_ranks"][:, 0]
        taken["score_influence"] = core.group_scores[own, 0] - self._without["group_scores"][:, 0]
        frame = frame.merge(taken, on=["zone", "industry"], how="left")
        frame["places"] = frame["rank_without"] - frame["rank"]
        blank = frame["industry"].eq("") & frame["score_effect"].abs().le(1e-12) & frame["rank_without"].isna()
        frame = frame[~blank]
        order = {z: k for k, z in enumerate(np.asarray(core.zones, dtype=object)[self._ranking._order()])}
        frame = frame.assign(_zone=frame["zone"].map(order), _size=-frame["score_effect"].abs().fillna(np.inf))
        frame = frame.sort_values(["_zone", "_size", "industry"], kind="stable").reset_index(drop=True)
        for name in ("rank", "rank_without", "places"):
            frame[name] = whole_numbers(frame[name].to_numpy(float))
        return frame[
            [
                "zone",
                "industry",
                "enterprises",
                "score_effect",
                "places_effect",
                "rank",
                "rank_without",
                "places",
                "score_influence",
            ]
        ]

    def reference(self):
        """indicator, value (of all zones together), unit, score; blank where it is not one sum over another."""
        frame = pd.DataFrame(
            {
                "indicator": [i.id for i in self.system.indicators],
                "value": self._effects["reference"],
                "unit": [i.unit for i in self.system.indicators],
                "score": self._effects["reference_scores"],
            }
        )
        return self._as_caller(frame)

    def effects(self, zone: str | None = None):
        """zone, indicator, industry, structure, within, unit, score_effect: the greatest first in each indicator.

        Structure and within add up over the industries to the zone's value less that of :meth:`reference`.
        """
        if zone is not None:
            _core.check_zones([door.text("zone", zone)], self._ranking.zones)
        rows = self._rows()
        at = np.asarray(self._effects["zone"], dtype=int)
        if zone is not None:
            rows = rows[at[rows] == self._ranking.zones.index(zone)]
        parts = []
        for j, item in enumerate(self.system.indicators):
            if not self._effects["is_split"][j]:
                continue
            structure, within = self._effects["structure"][rows, j], self._effects["within"][rows, j]
            part = pd.DataFrame(
                {
                    "zone": np.asarray(self._ranking.zones, dtype=object)[at[rows]],
                    "indicator": item.id,
                    "industry": np.asarray(self._effects["industry"], dtype=object)[rows],
                    "structure": structure,
                    "within": within,
                    "unit": item.unit,
                    "score_effect": self._effects["scores"][rows, j],
                }
            )
            part = part[part["structure"].notna() & ((structure != 0) | (within != 0))]
            part["_size"] = -part["score_effect"].abs()
            part["_at"] = part["zone"].map({z: k for k, z in enumerate(self._ranking.zones)})
            parts.append(part.sort_values(["_at", "_size"], kind="stable").drop(columns=["_size", "_at"]))
        columns = ["zone", "indicator", "industry", "structure", "within", "unit", "score_effect"]
        return self._as_caller(pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns))

    def named(self, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
        """A table of this result with names in place of ids and words for headings."""
        door.one_of("lang", lang, ("en", "zh"))
        names = {i.id: title(i, lang) for i in self.system.indicators}
        changed = {"industry": [self.industry_name(k, lang) for k in frame["industry"]]} if "industry" in frame else {}
        if "indicator" in frame:
            changed["indicator"] = [names[x] for x in frame["indicator"]]
            changed["unit"] = [unit_name(unit, lang) for unit in frame["unit"]]
        headings = {"places": "places_held", "score_influence": "influence_on_score", "within": "within_effect"}
        return frame.assign(**changed).set_axis([word(headings.get(c, c), lang) for c in frame.columns], axis=1)

    def reference_line(self, zone: int, lang: str) -> str:
        """The rank of a zone, by its number, and the one with the indicators of all zones together."""
        rank, reference = self._ranking._core.group_ranks[zone, 0], self._effects["reference_ranks"][zone]
        if lang == "zh":
            return f"第 {rank:g}；若各指标与全部高新区合计相同，为第 {reference:g}"
        return f"{ordinal(rank)}; with the indicators of all zones together it would be {ordinal(reference)}"

    def summary(self, lang: str = "en") -> list[str]:
        """Of one zone which industries make it differ from all zones together; else how it is with all."""
        zh = door.one_of("lang", lang, ("en", "zh")) == "zh"
        frame = self._columns()
        if self._zone is None:
            n, zones = frame["industry"].replace("", np.nan).nunique(), frame["zone"].nunique()
            return [f"{zones} 个高新区、{n} 个行业" if zh else f"{zones} zones, {n} industries"]
        own = frame[frame["places_effect"].notna()]
        if not len(own):
            if zh:
                return [f"{self._zone}：得分不是加权算术平均，无法按行业拆分"]
            return [f"{self._zone}: its score is no weighted mean, and has no parts by industry"]
        lines = [
            f"{self._zone}{'：' if zh else ': '}{self.reference_line(self._ranking.zones.index(self._zone), lang)}"
        ]
        ways = ((1, "industries that lift it", "拉高名次的行业"), (-1, "that pull it down", "拉低名次的行业"))
        for sign, en, head in ways:
            part = own[own["places_effect"] * sign > 0.05]
            part = part.reindex((part["places_effect"] * -sign).sort_values(kind="stable").index).head(NAMED)
            names = [f"{self.industry_name(r.industry, lang)} {signed(r.places_effect, 1)}" for r in part.itertuples()]
            if names:
                lines.append(f"{head}：{'；'.join(names)}" if zh else f"{en}, in places: {'; '.join(names)}")
        return lines

    def __reduce__(self):
        return Industries, (self._ranking, self._effects, self._without, self._zone, self._grouping)

    def _content(self) -> list:
        return [self._effects, self._without, self._zone, self._grouping, self.system.id]

    def _heading(self) -> str:
        return f"Industries: by {self._grouping}, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary() + super()._lines()
