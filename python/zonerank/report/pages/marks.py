"""Pictures as SVG in the markup: strips of all zones, bars of gains and losses. Colours are in the style sheet."""

from __future__ import annotations

import math

import numpy as np

from .markup import Html

PAD = 6  # left and right of a strip, for the mark of a zone at its end


def coordinate(value: float) -> str:
    """At most one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def scale_of(scores: np.ndarray) -> tuple[float, float]:
    """What strips of these scores reach from and to: 0 to 100, or further where they do."""
    known = scores[np.isfinite(scores)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 100.0)
    if low >= 0 and 20 < high <= 100:
        return 0.0, 100.0
    return (low, high) if low < high else (low - 1, high + 1)


class Strip:
    """A line of all zones, a mark each; the band of the middle half, the median, and one zone's own mark.

    Marks that fall on the same point are drawn once, so that a picture of 5000 zones is no larger.
    """

    def __init__(self, scores: np.ndarray, ends: tuple[float, float], width: int, height: int) -> None:
        self._ends, self._width, self._height = ends, width, height
        known = scores[np.isfinite(scores)]
        parts = [f'<svg viewBox="0 0 {width} {height}" class=strip aria-hidden=true>']
        if known.size:
            q1, median, q3 = self._at(np.quantile(known, (0.25, 0.5, 0.75))).tolist()
            top, tick = height // 5, height // 5 * 2
            tall = height - 2 * top
            parts.append(f'<rect class=mid x={coordinate(q1)} y={top} width="{coordinate(q3 - q1)}" height="{tall}"/>')
            places = np.unique(np.round(self._at(known))).astype(int)
            ticks = "".join(f"m{step}-{tick}v{tick}" for step in np.diff(places).tolist())
            parts.append(f'<path class=all d="M{places[0]} {(height - tick) // 2}v{tick}{ticks}"/>')
            parts.append(f'<path class=med d="M{coordinate(median)} {top - 1}v{tall + 2}"/>')
        self._drawn = "".join(parts)

    def _at(self, scores):
        low, high = self._ends
        return PAD + (self._width - 2 * PAD) * (scores - low) / (high - low)

    def svg(self, own: float = math.nan) -> Html:
        """The picture with the mark of a zone of this score."""
        if not math.isfinite(own):
            return Html(self._drawn + "</svg>")
        x, y = coordinate(self._at(own)), coordinate(self._height / 2)
        return Html(f'{self._drawn}<circle class=own cx={x} cy={y} r="{self._height // 5}"/></svg>')


def bar(value: float, most: float) -> Html:
    """A bar from the middle to the right where the value is above 0, to the left where it is below."""
    if not math.isfinite(value) or not most > 0:
        return Html("")
    length = 60 * min(abs(value) / most, 1.0)
    kind, x = ("up", 60.0) if value > 0 else ("down", 60 - length)
    return Html(
        '<svg viewBox="0 0 120 14" class=bar aria-hidden=true>'
        f'<rect class={kind} x={coordinate(x)} y=2 width="{coordinate(length)}" height="10"/><path d="M60 0v14"/></svg>'
    )


def progress(share: float, elapsed: float) -> Html:
    """How far a way is gone, with a line where the time elapsed is; shares in per cent."""
    if not math.isfinite(share) or not math.isfinite(elapsed):
        return Html("")
    length, at = (1.18 * min(max(value, 0.0), 100.0) for value in (share, elapsed))
    return Html(
        '<svg viewBox="0 0 120 14" class=bar aria-hidden=true><rect class=mid x=1 y=3 width=118 height=8 />'
        f'<rect class=up x=1 y=3 width="{coordinate(length)}" height=8 />'
        f'<path class=med d="M{coordinate(1 + at)} 0v14"/></svg>'
    )
