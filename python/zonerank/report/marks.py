"""Pictures as SVG in the markup: strips of all zones, bars of gains and losses. Colours are in the style sheet."""

from __future__ import annotations

import math

import numpy as np

from .markup import Html

WIDTH = 320  # of a strip
PAD = 6  # left and right of it, for the mark of a zone at its end


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


def strip(scores: np.ndarray, own: int | None, ends: tuple[float, float], height: int = 22) -> Html:
    """A line of all zones, a mark each; the band of the middle half, the median, and one zone's own mark.

    Marks that fall on the same half point are drawn once, so that a picture of 5000 zones is no larger.
    """
    low, high = ends
    known = scores[np.isfinite(scores)]

    def at(score):
        return PAD + (WIDTH - 2 * PAD) * (score - low) / (high - low)

    places = np.unique(np.round(2 * at(known))) / 2
    parts = [f'<svg viewBox="0 0 {WIDTH} {height}" class=strip aria-hidden=true>']
    if known.size:
        q1, median, q3 = np.quantile(known, (0.25, 0.5, 0.75))
        top, tall = height * 0.2, height * 0.6
        parts.append(
            f'<rect class=mid x={coordinate(at(q1))} y={coordinate(top)} width="{coordinate(at(q3) - at(q1))}" '
            f'height="{coordinate(tall)}"/>'
        )
        y, tick = coordinate(height * 0.3), coordinate(height * 0.4)
        parts.append(f'<path class=all d="{"".join(f"M{coordinate(x)} {y}v{tick}" for x in places)}"/>')
        parts.append(f'<path class=med d="M{coordinate(at(median))} {coordinate(top - 1)}v{coordinate(tall + 2)}"/>')
    if own is not None and math.isfinite(scores[own]):
        parts.append(f'<circle class=own cx={coordinate(at(scores[own]))} cy={coordinate(height / 2)} r="4.5"/>')
    return Html("".join([*parts, "</svg>"]))


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
