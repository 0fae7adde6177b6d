"""What the tests of plots share: a ranking of ten zones, what each kind is asked, and what is drawn."""

from __future__ import annotations

import warnings

import pytest
import zonerank as zr

pytest.importorskip("matplotlib")

from matplotlib.text import Text  # noqa: E402
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


def cut(figure) -> list[str]:
    """Texts that reach beyond the figure, as it is drawn."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        figure.draw_without_rendering()
        hidden = {label for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for label in beyond(axis)}
        shown = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip() and t not in hidden]
        assert len(shown) > 5
        boxes = [text.get_window_extent() for text in shown]
    right, top = figure.bbox.x1 + 1, figure.bbox.y1 + 1
    return [
        text.get_text()
        for text, box in zip(shown, boxes, strict=True)
        if box.x0 < -1 or box.y0 < -1 or box.x1 > right or box.y1 > top
    ]


def beyond(axis) -> list:
    """The labels of ticks that are not drawn: those outside the limits, and all of an axis that is off."""
    low, high = sorted(axis.get_view_interval())
    ticks = axis.get_major_ticks() + axis.get_minor_ticks()
    off = not axis.axes.axison or not axis.get_visible()
    return [label for t in ticks if off or not low <= t.get_loc() <= high for label in (t.label1, t.label2)]
