"""A ranking: scores and ranks, the evidence behind them, and how sure they are."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from .. import _core, door
from .._error import Error
from ..analysis.within import groups_of, matched
from ..labels import title, word
from ..methods.evidence import coupling_coordination
from ..methods.settings import settings_of
from ..methods.stages import Scaling
from .analyses import Analyses
from .base import Raw, missing_table, share, system_table, whole_numbers
from .profile import profile

__all__ = ["Ranking"]


@dataclass(frozen=True)
class Asked:
    """What a ranking was asked for, beside the data and the year."""

    method: dict | None = None
    bounds: dict[str, tuple[float, float]] = field(default_factory=dict)
    scaling: Scaling | None = None
    zone_groups: dict[str, str] = field(default_factory=dict)
    common: int = 0  # -1: indicators that all zones have

    def keywords(self) -> dict:
        """As the library takes it."""
        return {
            "settings": settings_of(self.method),
            "bounds": self.bounds,
            "scaling": None if self.scaling is None else self.scaling._core,
            "zone_groups": self.zone_groups,
        }


def ranked(raw: Raw, year: int, asked: Asked, within: list[str] | None = None, edits: list | None = None) -> Ranking:
    """The ranking of a year, 0 the latest, also where no zone has a rank; with other figures where there are edits."""
    given = (raw._core, raw.system, year)
    if edits:
        core = _core.what_if(*given, **asked.keywords(), common=asked.common, edits=edits)
        ranking = Ranking(core, raw.with_edits(core.year, edits), asked)
        ranking._edits, ranking._unedited = edits, raw
    else:
        ranking = Ranking(_core.rank(*given, **asked.keywords(), common=asked.common), raw, asked)
    ranking._within = within
    return ranking


class Ranking(Analyses):
    """Overall and first-level scores and ranks, with the evidence behind them."""

    def __init__(self, core, raw: Raw, asked: Asked) -> None:
        self._core, self.system, self.raw, self._asked = core, raw.system, raw, asked
        self._backend = raw._backend
        self._within: list[str] | None = None
        self._edits, self._unedited = [], raw  # of what_if
        self.notices = raw.notices + core.notices

    @property
    def year(self) -> int:
        """The data year."""
        return self._core.year

    @property
    def zones(self) -> list[str]:
        return self._core.zones

    @property
    def weight_left_out(self) -> float:
        """Share of the system's weight in indicators that are left out for all zones."""
        return self._core.weight_left_out

    @property
    def n_settled(self) -> int:
        """How many scores, overall and of groups, are equal or nearer to each other than rounding tells apart: their
        ranks were decided on exact figures."""
        return self._core.n_settled

    def _as_this(self, raw: Raw, year: int, within: list[str] | None = None, edits: list | None = None) -> Ranking:
        """The ranking of other figures or another year, asked for as this one was."""
        return ranked(raw, year, self._asked, within, edits)

    def _scored_as_this(self, year: int) -> Ranking:
        """The ranking of another year of the same figures, scored by what this one was scaled by."""
        return ranked(self.raw, year, replace(self._asked, scaling=self.scaling, bounds={}))

    def within(self, groups) -> Ranking:
        """The same ranking with ranks inside groups of zones: columns ``within`` and ``overall_rank_within``.

        Parameters
        ----------
        groups : dict {zone: group}, or a file with the columns zone and group
            Zones without a group have no rank inside one.
        """
        other = copy.copy(self)
        other._within = matched(self.zones, groups_of(groups))
        return other

    def ranks_within(self) -> np.ndarray:
        """The overall rank of each zone inside its group; NaN without a group or a rank."""
        of_all = self._core.group_ranks[:, 0]
        groups = np.array(self._within)
        found = np.full(len(groups), np.nan)
        for group in sorted(set(self._within) - {""}):
            members = groups == group
            found[members] = _core.rank_scores(-of_all[members], self._core.method)
        return found

    def _order(self) -> np.ndarray:
        """By overall rank, then name; zones without a rank last."""
        rank = np.where(np.isnan(self._core.group_ranks[:, 0]), np.inf, self._core.group_ranks[:, 0])
        return np.lexsort((np.arange(len(rank)), rank))

    def _columns(self) -> pd.DataFrame:
        core = self._core
        columns = {"zone": core.zones, "year": [core.year] * len(core.zones)}
        for g, group in enumerate(self.system.groups):
            columns[group.id] = core.group_scores[:, g]
            columns[f"{group.id}_rank"] = whole_numbers(core.group_ranks[:, g])
        columns["n_missing"] = core.n_missing.astype(int)
        columns["assumed_weight"] = core.assumed_weight
        if self._within is not None:
            columns["within"] = self._within
            columns["overall_rank_within"] = whole_numbers(self.ranks_within())
        return pd.DataFrame(columns).iloc[self._order()].reset_index(drop=True)

    def indicators(self):
        """Values of the second-level indicators, each in its own unit."""
        frame = pd.DataFrame(self._core.indicators.values, columns=[i.id for i in self.system.indicators])
        frame.insert(0, "zone", self.zones)
        return self._as_caller(frame)

    def scores(self):
        """Scores of the second-level indicators [points]."""
        frame = pd.DataFrame(self._core.scores, columns=[i.id for i in self.system.indicators])
        frame.insert(0, "zone", self.zones)
        return self._as_caller(frame)

    def alternatives(self):
        """The overall ranks beside the main one: percentile bounds, gaps filled by 0 and by 1."""
        columns = {"zone": self.zones, "overall_rank": whole_numbers(self._core.group_ranks[:, 0])}
        for other in self._core.alternatives:
            columns[f"{other.id}_rank"] = whole_numbers(other.ranks)
        frame = pd.DataFrame(columns).iloc[self._order()].reset_index(drop=True)
        return self._as_caller(frame)

    def bounds(self):
        """What the scores were scaled by: indicator, lower, upper, unit, given (or learned).

        For normalizations between bounds; :attr:`scaling` holds the parameters of every method.
        """
        columns = self.scaling.columns()
        return self._as_caller(
            pd.DataFrame(
                {
                    "indicator": [c["indicator"] for c in columns],
                    "lower": [c["parameters"].get("lower", np.nan) for c in columns],
                    "upper": [c["parameters"].get("upper", np.nan) for c in columns],
                    "unit": [i.unit for i in self.system.indicators],
                    "given": [c["given"] for c in columns],
                }
            )
        )

    @property
    def scaling(self) -> Scaling:
        """How every indicator was scored, to be saved and applied to another year."""
        return Scaling(self._core.scaling)

    def weights(self, *, effective: bool = False, lang: str = "en"):
        """Each indicator's share in the overall score, and in words of ``lang`` why it is left out where it is.

        With ``effective`` also ``effective``: how much of the overall score the indicator explains
        (correlation ratio), to be set beside the weight that was meant.
        """
        core = self._core
        effective = door.flag("effective", effective)
        columns = {
            "indicator": [i.id for i in self.system.indicators],
            "weight": core.weights,
            "left_out": core.left_out_why(door.one_of("lang", lang, ("en", "zh"))),
        }
        if effective:
            columns["effective"] = _core.effective_weights(core.scores, core.group_scores[:, 0])[0]
        return self._as_caller(pd.DataFrame(columns))

    def importance(self):
        """What leaving out each group and indicator does to the overall ranks, the greatest shift first.

        id, is_group, mean_shift and max_shift in places; its weight goes to its siblings.
        """
        rows = [entry[:4] for entry in _core.leave_one_out(self._core, self.system)]
        frame = pd.DataFrame(rows, columns=["id", "is_group", "mean_shift", "max_shift"])
        order = frame.sort_values(["is_group", "mean_shift"], ascending=False, kind="stable")
        return self._as_caller(order.reset_index(drop=True))

    def coupling(self, *, full: float = 100.0):
        """耦合协调度 of the first-level groups: zone, coupling, development, coordination."""
        first = [g for g, group in enumerate(self.system.groups) if group.parent_index == 0]
        weights = [self.system.groups[g].weight for g in first]
        frame = coupling_coordination(self._core.group_scores[:, first], weights, full=full)
        frame.insert(0, "zone", self.zones)
        return self._as_caller(frame)

    def _ids(self) -> list[str]:
        """Groups, then indicators."""
        return [x.id for x in [*self.system.groups, *self.system.indicators]]

    def imputed(self):
        """Every value that was filled: zone, indicator, value, unit, method."""
        found = pd.DataFrame(self._core.imputed, columns=["zone", "indicator", "value", "method"])
        found.insert(3, "unit", [self.system.indicators[j].unit for j in found["indicator"]])
        return self._as_caller(self._named(found))

    def treated(self):
        """Every value that was moved or transformed: zone, indicator, before, after, how."""
        found = pd.DataFrame(self._core.treated, columns=["zone", "indicator", "before", "after", "how"])
        return self._as_caller(self._named(found))

    def _named(self, frame: pd.DataFrame) -> pd.DataFrame:
        frame["zone"] = [self.zones[i] for i in frame["zone"]]
        frame["indicator"] = [self.system.indicators[j].id for j in frame["indicator"]]
        return frame

    def missing(self, lang: str = "en"):
        """Every missing value: zone, indicator, why."""
        return self._as_caller(missing_table(self._core.indicators, self.system, lang))

    def profile(self, zone: str) -> dict:
        """The zone's overall and group ranks, and its three strongest and weakest indicators.

        ``strong_groups`` (长板) are the first-level indicators that rank better than the zone does overall by more than
        5 % of the ranked zones, ``weak_groups`` (短板) those that rank worse by more, ``even_groups`` (底板) the rest.
        Strongest and weakest are the three second-level indicators with the best and worst ranks; of
        equal ranks those with the highest and lowest scores. One zone alone has no boards, but scores.
        ``of`` counts the zones ranked overall, ``first_level_of`` those ranked on each first-level
        indicator.
        """
        return profile(self, zone)

    def method_text(self, lang: str = "en") -> str:
        """The method in one line."""
        door.one_of("lang", lang, ("en", "zh"))
        return self._core.method_text(lang)

    def to_excel(self, path, *, lang: str = "en", zone=None, live: bool = True) -> None:
        """A workbook: raw statistics, indicators, scores and ranks joined by formulas, a sheet to try other figures
        of a zone, charts, what was ranked and how, the system and the notices.

        Parameters
        ----------
        path : path ending in .xlsx
        lang : "en" or "zh"
        zone : str or list of str, optional
            Zones with a sheet of their own; the first is also the one that the simulation shows first.
        live : bool
            Formulas in the cells, which Excel 2010, WPS and LibreOffice compute. Each holds its value too. They are
            written for min-max or given bounds, given or equal weights and arithmetic, geometric or harmonic means, and
            at most 1000 zones; otherwise the workbook has values alone, and its first sheet says why.
        """
        from ..report.workbook import write

        write.to_excel(self, path, lang=lang, zone=zone, live=live)

    def to_html(
        self,
        path,
        *,
        zone: str | None = None,
        lang: str = "en",
        before=None,
        rank: float | None = None,
        targets=None,
        what_if: bool = True,
        named: bool = False,
        draws: int = 10_000,
        seed: int = 1,
        threads: int = 0,
    ) -> None:
        """A page for people: one .html file that opens from a disk, asks for nothing else, and prints to A4.

        Parameters
        ----------
        path : path ending in .html
        zone : str, optional
            The page of this zone: its rank as a sum, the groups and indicators among all zones, what changed since the
            year before, what would change the rank, and what the figures rest on. By default the page of all zones.
        lang : "en" or "zh"
            The language that is shown first; both are in the page, with a switch.
        before : Ranking or int, optional
            What this year is compared with, as for :meth:`change`; by default the latest earlier year of the figures.
        rank : float, optional
            The rank that the plan aims at; by default the next better multiple of ten (of five from rank 10 on).
        targets : Targets, path, frame or list of dicts, optional
            Targets that the page of a zone tells of: a result of :meth:`targets`, or what that reads.
        what_if : bool
            Let readers change values of the zone's indicators, which ranks all zones anew on the page. The page then
            holds the indicators of all zones.
        named : bool
            Name enterprises. By default they have numbers, and cells of fewer than three are left out; a page that
            names them says that it is internal.
        draws, seed, threads :
            Of :meth:`uncertainty`, which gives the intervals of ranks.

        Enterprises are shown where the data were read with ``keep_enterprises=True``. The same ranking gives the same
        bytes.
        """
        from ..report.pages import write

        wanted = write.wanted_of(self, zone, lang, before, rank, targets, what_if, False, named, draws, seed, threads)
        write.write_page(self, path, zone, wanted)

    def to_report(
        self,
        folder,
        *,
        zone: str | None = None,
        lang: str = "en",
        before=None,
        rank: float | None = None,
        targets=None,
        what_if: bool = True,
        workbook: bool = True,
        named: bool = False,
        draws: int = 10_000,
        seed: int = 1,
        threads: int = 0,
        progress=None,
    ) -> list[str]:
        """The report of a zone as ``report.html``, ``report.docx`` and ``report.xlsx`` in a folder; without ``zone``
        the page of all zones, ``index.html``, the workbook ``report.xlsx``, and a page for every zone in ``zones/``.

        The workbook is that of :meth:`to_excel`; ``workbook=False`` leaves it out. It has the figures of all zones, so
        it is not written without ``what_if`` either.

        Options are those of :meth:`to_html`; ``progress`` is called with the share done, 0 to 1. All files are written,
        or none; those of before are replaced. Returns their paths.
        """
        from ..report.pages import write

        wanted = write.wanted_of(
            self, zone, lang, before, rank, targets, what_if, workbook, named, draws, seed, threads
        )
        return write.write_folder(self, folder, zone, wanted, progress)

    def summary(self, lang: str = "en") -> list[str]:
        """Three lines: the system and the year; the method; how much of the weight is missing or assumed."""
        door.one_of("lang", lang, ("en", "zh"))
        core, system = self._core, self.system
        n_ranked = int(np.isfinite(core.group_ranks[:, 0]).sum())
        present = core.assumed_weight[np.isfinite(core.assumed_weight)]
        assumed = share(float(present.mean()) if len(present) else np.nan)
        lost, n_lost, of = share(core.weight_left_out), sum(core.left_out), len(system.indicators)
        statuses = sorted({g.weight_status for g in system.groups[1:]} | {i.weight_status for i in system.indicators})
        name, later = title(system, lang) or system.id, core.evaluation_year != core.year
        if lang == "zh":
            evaluated = f"，{core.evaluation_year} 年评价" if later else ""
            basis = "、".join(word(s, lang) for s in statuses)
            return [
                f"{name}（{system.id}），{core.year} 年数据{evaluated}："
                f"{len(core.zones)} 个高新区，{n_ranked} 个有排名",
                f"方法：{self.method_text('zh')}；权重依据：{basis}",
                f"未计入权重：{lost}（{n_lost}/{of} 项指标），推定权重：{assumed}",
            ]
        evaluated = f", evaluation of {core.evaluation_year}" if later else ""
        return [
            f"{name} ({system.id}), data of {core.year}{evaluated}: {len(core.zones)} zones, {n_ranked} ranked",
            f"method: {self.method_text()}; weights by: {', '.join(statuses)}",
            f"weight lost: {lost} ({n_lost} of {of} indicators left out); assumed weight: {assumed}",
        ]

    def sheets(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """The tables of the workbook by name, as pandas frames."""
        door.one_of("lang", lang, ("en", "zh"))
        about = [*self.summary(lang), self.system.document, self.system.note]
        tables = copy.copy(self)
        tables._backend = None  # of these alone: another thread may be asking for this ranking's
        return {
            "about": pd.DataFrame({"about": [line for line in about if line]}),
            "ranking": tables.table(),
            "indicators": tables.indicators(),
            "scores": tables.scores(),
            "alternatives": tables.alternatives(),
            "bounds": tables.bounds(),
            "weights": tables.weights(effective=True, lang=lang),
            "missing": tables.missing(lang),
            **({"imputed": tables.imputed()} if self._core.imputed else {}),
            **({"treated": tables.treated()} if self._core.treated else {}),
            "system": system_table(self.system),
            "notices": pd.DataFrame(
                {"code": [n.code for n in self.notices], "notice": [n.text(lang) for n in self.notices]}
            ),
        }

    def __reduce__(self):
        return ranked, (self._unedited, self.year, self._asked, self._within, self._edits)

    def _content(self) -> list:
        core, ids = self._core, system_table(self.system)
        return [core.scores, core.indicators.values, core.group_ranks, core.weights, ids, self.method_text()]

    def _heading(self) -> str:
        return f"Ranking: {len(self.zones)} zones, {self.system.id}, {self.year}"

    def _lines(self) -> list[str]:
        return self.summary() + super()._lines()

    def name(self, id_: str, lang: str = "en") -> str:
        """The full name of a group or indicator."""
        items = {x.id: x for x in [*self.system.groups, *self.system.indicators]}
        if not isinstance(id_, str) or id_ not in items:
            raise Error(
                f"id_: there is no group or indicator {door.brief(id_)}", zh=f"id_：没有分组或指标 {door.brief_zh(id_)}"
            )
        return title(items[id_], door.one_of("lang", lang, ("en", "zh")))
