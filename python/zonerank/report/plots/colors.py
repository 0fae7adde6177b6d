"""Colours that colour-blind readers tell apart (Okabe, Ito 2008), on white."""

from __future__ import annotations

INK = "#1F2933"
QUIET = "#5F6B7A"
FAINT = "#C3CAD3"
PALE = "#E9EDF2"

ZONE = "#D55E00"  # the zone that a plot is of
GAIN, LOSS = "#0072B2", "#D55E00"
SERIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#F0E442", "#D55E00")  # of groups side by side
REST = "#8A94A1"  # groups beyond those

RANKS = "cividis_r"  # dark is the best rank
SIGNS = "PuOr"  # of correlations: orange below 0, purple above


def luminance(color) -> float:
    """Of a colour as matplotlib has it, red, green and blue from 0 to 1 (WCAG 2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def on(ground) -> str:
    """White or black, whichever is easier to read on a colour: the ratio of their luminances is 4.5 or more."""
    light = luminance(ground) + 0.05
    return "white" if 1.05 / light > light / 0.05 else "black"
