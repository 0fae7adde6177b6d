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
