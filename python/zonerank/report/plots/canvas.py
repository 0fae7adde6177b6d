"""What every plot has: Axes of a figure without pyplot, a title that states what was found, and fonts."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from ... import door
from ..._error import Error
from ...labels import title
from . import colors, fonts

WIDTH = 8.0  # inches
DPI = 150
SALT = "zonerank"  # of the names inside an SVG, which are random without one


class Picture(Figure):
    """A figure that is saved as the same bytes each time."""

    def savefig(self, fname, **options):
        """As matplotlib does, without the day; an SVG keeps its text where this machine has no Chinese font."""
        kind = str(options.get("format") or getattr(fname, "name", fname)).rsplit(".", 1)[-1].lower()
        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind, {})
        options["metadata"] = undated | (options.get("metadata") or {})
        options.setdefault("dpi", DPI)
        has_chinese = bool(fonts.chinese())
        settings = {"svg.hashsalt": SALT, "svg.fonttype": "path" if has_chinese else "none", "pdf.fonttype": 42}
        with matplotlib.rc_context(settings), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from")  # said once, with what to do
            super().savefig(fname, **options)


class Drawn(Axes):
    """Axes that a notebook shows."""

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", dpi=100)
        return buffer.getvalue()


def axes(ax, height: float, width: float = WIDTH, *, keep: tuple[str, ...] = ()):
    """The Axes that are given, or those of a new figure of so many inches; without frame lines but those to keep."""
    if ax is None:
        figure = Picture(figsize=(width, height), layout="constrained", facecolor="white")
        figure.get_layout_engine().set(w_pad=0.12, h_pad=0.1)
        ax = figure.add_subplot(axes_class=Drawn)
    elif not isinstance(ax, Axes):
        raise Error(f"ax is {door.brief(ax)}, but must be the Axes of matplotlib, or None for new ones")
    for side, spine in ax.spines.items():
        spine.set_visible(side in keep)
        spine.set_color(colors.FAINT)
    ax.tick_params(length=0, labelsize=9, labelcolor=colors.INK, color=colors.FAINT)
    ax.set_axisbelow(True)
    return ax


def finished(ax, ranking, found: str, lang: str, note: str = ""):
    """Title, the line below it that says what was ranked, fonts; returns the Axes."""
    system = ranking.system
    about = f"{title(system, lang) or system.id}，{ranking.year} 年数据" if lang == "zh" else ""
    about = about or f"{title(system, lang) or system.id}, data of {ranking.year}"
    about += f"{'；' if lang == 'zh' else '; '}{note}" if note else ""
    families = fonts.families()
    for text in ax.findobj(Text):
        text.set_fontfamily(families)
        text.set_parse_math(False)  # a dollar in a name is a dollar
    ax.tick_params(labelfontfamily=families)
    is_own = isinstance(ax.figure, Picture)
    left, inches = extent(ax) if is_own else (0.0, inches_of(ax))
    below = wrapped(about, columns(inches, 8.5))
    ax.set_title(
        wrapped(found, columns(inches, 12)), loc="left", x=left, fontsize=12, fontweight="normal", color=colors.INK,
        pad=9 + 11.5 * (below.count("\n") + 1), fontfamily=families, parse_math=False,
    )  # fmt: skip
    ax.annotate(
        below, (left, 1), (0, 5), "axes fraction", textcoords="offset points", fontsize=8.5, color=colors.QUIET,
        va="bottom", fontfamily=families, annotation_clip=False, gid="about", parse_math=False,
    ).set_in_layout(False)  # fmt: skip
    return ax


def inches_of(ax) -> float:
    figure = ax.figure
    return ax.get_position().width * figure.get_size_inches()[0]


def extent(ax) -> tuple[float, float]:
    """Where the labels left of the Axes begin, as a share of their width; inches from there to the figure's edge."""
    figure = ax.figure
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        figure.draw_without_rendering()
        box, outer = ax.get_window_extent(), ax.get_tightbbox(for_layout_only=True)
    return (outer.x0 - box.x0) / box.width, figure.get_size_inches()[0] - outer.x0 / figure.dpi


def columns(inches: float, points: float) -> int:
    """How many columns of half a Chinese character fit; letters of the font without those are wider."""
    return max(16, int(inches * 72 / (points * (0.5 if fonts.chinese() else 0.58))) - 4)


def cells(text: str) -> int:
    """Columns that a text takes: two for each Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


WIDE = "\u2e80-\u9fff\uff00-\uffef"
OPENING, CLOSING = "（《“【", "，。；：、）》”】！？…"
# What is not broken: a word, a Chinese character, 第 25, 42 %, 3 位, with the punctuation around it.
PARTS = re.compile(
    rf"[{OPENING}]*(?:第 ?[\d.]+|[^\s{WIDE}{OPENING}{CLOSING}]+(?: [%位名个项次年分])?|[{WIDE}])[{CLOSING}]*"
    rf"|\s+|[{OPENING}{CLOSING}]+"
)

WORDS = re.compile(r"\S+(?: %\S*)?|\s+")


def wrapped(text: str, most: int) -> str:
    """The text in as few lines of at most so many columns as it takes, of about one length."""
    lines = filled(text, most)
    if len(lines) > 1:
        word = max(map(cells, text.split())) if text.isascii() else 0
        even = filled(text, min(most, max(word, cells(text) // len(lines) + 5)))
        lines = even if len(even) == len(lines) else lines
    return "\n".join(lines)


def filled(text: str, most: int) -> list[str]:
    """Lines broken at spaces, and in Chinese text between characters; a Chinese name in English text is a word."""
    lines = [""]
    is_chinese = 2 * sum(cells(char) == 2 for char in text) > sum(char.isascii() and char.isalpha() for char in text)
    parts = [
        part[k : k + most // 2] if cells(part) > most else part
        for part in (PARTS if is_chinese else WORDS).findall(text)
        for k in range(0, len(part) if cells(part) > most else 1, most // 2)
    ]
    for part in parts:
        if lines[-1].strip() and cells((lines[-1] + part).rstrip()) > most:
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines if line.strip()]


def legend_below(ax, points: float = 36, **options) -> None:
    """A legend so many points below the Axes."""
    below = ax.transAxes + ScaledTranslation(0, -points / 72, ax.figure.dpi_scale_trans)
    ax.legend(
        loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=below, borderaxespad=0, frameon=False, fontsize=8.5,
        **options,
    )  # fmt: skip


def lines_of(text: str, most: int, n: int = 2) -> str:
    """The text in at most so many lines; what does not fit is cut."""
    lines = filled(text, most)
    if len(lines) <= n:
        return wrapped(text, most)
    last = text[sum(map(len, lines[: n - 1])) :].strip()
    while cells(last) > most - 1:
        last = last[:-1]
    return "\n".join([*lines[: n - 1], f"{last.rstrip()}…"])


def row_labels(ax, names: list[str], most: int = 34, *, n: int = 2, strong: int | None = None) -> None:
    """A row a name from the top down, one of them in the colour of the zone."""
    ax.set_yticks(range(len(names)), [lines_of(name, most, n) for name in names], fontsize=9)
    ax.set_ylim(len(names) - 0.45, -0.55)
    if strong is not None:
        label = ax.get_yticklabels()[strong]
        label.set_color(colors.ZONE)
        label.set_fontweight("bold")
