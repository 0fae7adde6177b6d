"""What the tests of plots share: a ranking of ten zones, what each kind is asked, and what is drawn."""

from __future__ import annotations

import warnings

import pytest
import zonerank as zr

pytest.importorskip("matplotlib")

from zonerank.report.plots import fonts  # noqa: E402

ZONE = "示例高新区004"
ASKED = {
    "strips": {"zone": ZONE},
    "radar": {"zone": ZONE},
    "contributions": {"zone": ZONE},
    "places": {"zone": ZONE},
    "change": {"zone": ZONE},
    "bump": {"zone": ZONE},
    "intervals": {"zone": ZONE},
    "sobol": {"zone": ZONE, "points": 32, "scramblings": 4},
    "heatmap": {"zone": ZONE},
    "correlations": {},
    "scatter": {"x": "rd_intensity", "y": "overall", "zone": ZONE},
    "tree": {"zone": ZONE},
    "levers": {"zone": ZONE},
    "frontier": {"zone": ZONE},
}


@pytest.fixture(scope="module", name="ranking")
def ranking_of_ten(ten_zones):
    return zr.rank(ten_zones, "torch-2013", year=2019)


def draw(ranking, kind: str, **more):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fonts.FontWarning)
        return getattr(ranking.plot, kind)(**{**ASKED[kind], **more})


def title_of(ax) -> str:
    return ax.get_title(loc="left").replace("\n", " ")


def of(ax, gid: str) -> list:
    return [artist for artist in ax.findobj() if artist.get_gid() == gid]


def row_names(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]
