"""The plots of a ranking by their kinds."""

from __future__ import annotations

from importlib import import_module

from ... import door
from ..._error import Error

KINDS = {  # by the module that draws them
    "strips": "scores",
    "radar": "scores",
    "contributions": "parts",
    "places": "parts",
    "change": "parts",
    "bump": "years",
    "intervals": "sure",
    "sobol": "sure",
    "heatmap": "tables",
    "correlations": "tables",
    "scatter": "scores",
    "tree": "systems",
    "levers": "next_steps",
    "frontier": "efforts",
}


def drawn(ranking, kind: str, lang: str, **asked):
    """A plot of that kind; the module that draws it, and matplotlib, are loaded when they are first needed."""
    door.one_of("lang", lang, ("en", "zh"))
    try:
        module = import_module(f".{KINDS[kind]}", __package__)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "matplotlib":
            raise
        raise Error(
            "plots need matplotlib, which is not installed: pip install matplotlib",
            zh="绘图需要 matplotlib，尚未安装：pip install matplotlib",
        ) from error
    return getattr(module, kind)(ranking, lang=lang, **asked)


class Plots:
    """Plots of a ranking, as ``ranking.plot``: every one has a title that states what was found, and returns its Axes.

    ``ax`` are Axes of matplotlib to draw into; without them a figure is made, which a notebook shows, and
    ``.figure.savefig("plot.svg")`` saves. ``lang`` is the language of its words, "en" or "zh". ``zone`` is marked in
    orange. ``zones`` are those to show; by default the first ``top``, or as many around ``zone``.
    """

    def __init__(self, ranking) -> None:
        self._ranking = ranking

    def __repr__(self) -> str:
        return f"<plots of a ranking: {', '.join(KINDS)}>"

    def __dir__(self) -> list[str]:
        return list(KINDS)

    def strips(self, zone: str | None = None, *, ax=None, lang: str = "en"):
        """Overall and first-level scores of all zones, each a mark on a strip, with the median and the zone."""
        return drawn(self._ranking, "strips", lang, zone=zone, ax=ax)

    def radar(self, zone: str, *, group: str | None = None, against: str | None = None, ax=None, lang: str = "en"):
        """Scores of a zone on spokes that all run from 0 to 100, beside the median or another zone (``against``):
        of the first-level groups, or of the indicators of one ``group``."""
        return drawn(self._ranking, "radar", lang, zone=zone, group=group, against=against, ax=ax)

    def contributions(
        self, zone: str | None = None, *, zones=None, top: int = 12, against: str | None = None, ax=None,
        lang: str = "en",
    ):  # fmt: skip
        """What each first-level group adds to the score of some zones: points more or less than the median zone, or
        what ``against`` names, as in :meth:`zonerank.Ranking.explain`."""
        asked = dict(zone=zone, zones=zones, top=top, against=against, ax=ax)
        return drawn(self._ranking, "contributions", lang, **asked)

    def places(self, zone: str, *, by: str = "groups", top: int = 10, ax=None, lang: str = "en"):
        """From the middle rank, (n + 1) / 2, to the zone's: the places that each group adds, or each of the ``top``
        indicators that add most (``by="indicators"``)."""
        return drawn(self._ranking, "places", lang, zone=zone, by=by, top=top, ax=ax)

    def change(self, zone: str, *, before=None, draws: int = 10_000, seed: int = 1, ax=None, lang: str = "en"):
        """From the rank of the year before to this one: the places that each cause adds, and the noise band.

        ``before`` is a ranking or a year of the same figures; by default the year before this one.
        """
        return drawn(self._ranking, "change", lang, zone=zone, before=before, draws=draws, seed=seed, ax=ax)

    def bump(self, zone: str | None = None, *, zones=None, top: int = 10, ax=None, lang: str = "en"):
        """Ranks over all years of the figures up to this one, a line a zone."""
        return drawn(self._ranking, "bump", lang, zone=zone, zones=zones, top=top, ax=ax)

    def intervals(
        self, zone: str | None = None, *, zones=None, top: int = 20, draws: int = 10_000, seed: int = 1, ax=None,
        lang: str = "en",
    ):  # fmt: skip
        """The ranks of nine redrawn rankings in ten, with weights ±25 %: the 5 % to 95 % interval of each zone."""
        asked = dict(zone=zone, zones=zones, top=top, draws=draws, seed=seed, ax=ax)
        return drawn(self._ranking, "intervals", lang, **asked)

    def heatmap(
        self, zone: str | None = None, *, zones=None, top: int = 25, group: str | None = None, ax=None,
        lang: str = "en",
    ):  # fmt: skip
        """Ranks of zones on overall, the first-level groups and their indicators; or on those of one ``group``."""
        return drawn(self._ranking, "heatmap", lang, zone=zone, zones=zones, top=top, group=group, ax=ax)

    def scatter(self, x: str, y: str, *, zone: str | None = None, ax=None, lang: str = "en"):
        """Two indicators (values) or groups (scores) of all zones against each other; ``x`` and ``y`` are ids."""
        return drawn(self._ranking, "scatter", lang, x=x, y=y, zone=zone, ax=ax)

    def correlations(self, *, group: str | None = None, ax=None, lang: str = "en"):
        """Rank correlations (Spearman) of the scores of every two indicators, or of those of one ``group``."""
        return drawn(self._ranking, "correlations", lang, group=group, ax=ax)

    def tree(self, zone: str | None = None, *, ax=None, lang: str = "en"):
        """The groups and indicators of the system with their weights; with a zone also its rank on each."""
        return drawn(self._ranking, "tree", lang, zone=zone, ax=ax)

    def sobol(
        self, zone: str | None = None, *, top: int = 12, points: int = 256, scramblings: int = 16, seed: int = 1,
        ax=None, lang: str = "en",
    ):  # fmt: skip
        """What moves ranks, or the rank of a zone: total and first-order Sobol indices of the weights, with errors."""
        asked = dict(zone=zone, top=top, points=points, scramblings=scramblings, seed=seed, ax=ax)
        return drawn(self._ranking, "sobol", lang, **asked)

    def levers(self, zone: str, *, rank: float | None = None, top: int = 12, ax=None, lang: str = "en"):
        """By how much each raw figure of a zone would have to change for a rank, all else as it is; the ``top``
        smallest changes."""
        return drawn(self._ranking, "levers", lang, zone=zone, rank=rank, top=top, ax=ax)

    def frontier(self, zone: str, *, rank: float | None = None, ax=None, lang: str = "en"):
        """What every better rank of a zone takes, as steps of effort (:meth:`zonerank.Ranking.plan`), up to ``rank``.

        A full dot is proved to be the least effort; a hollow one is not, and a thin line begins at what is proved.
        """
        return drawn(self._ranking, "frontier", lang, zone=zone, rank=rank, ax=ax)
