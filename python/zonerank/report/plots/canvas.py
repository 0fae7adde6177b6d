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
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from ... import door
from ..._error import Error
from ...labels import title
from . import colors, fonts

WIDTH = 8.0  # inches
DPI = 150
LABELS = 0.5  # of the width of a figure that labels of rows may take
MARGIN = 0.12  # inches left and right of what is drawn
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
        figure.get_layout_engine().set(w_pad=MARGIN, h_pad=0.1)
        ax = figure.add_subplot(axes_class=Drawn)
    elif not isinstance(ax, Axes):
        raise Error(
            f"ax is {door.brief(ax)}, but must be the Axes of matplotlib, or None for new ones",
            zh=f"ax 为 {door.brief_zh(ax)}，但应为 matplotlib 的 Axes，或 None（新建）",
        )
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
    figure = ax.figure
    is_own = isinstance(figure, Picture)
    left, inches = (
        (MARGIN / figure.get_figwidth(), figure.get_figwidth() - 2 * MARGIN) if is_own else (0, inches_of(ax))
    )
    line = ax.annotate(
        about, (left, 1), (0, 5), ("figure fraction" if is_own else "axes fraction", "axes fraction"),
        textcoords="offset points", fontsize=8.5, color=colors.QUIET, va="bottom", fontfamily=families,
        annotation_clip=False, gid="about", parse_math=False,
    )  # fmt: skip
    line.set_in_layout(False)
    fill(line, inches)
    heading = ax.set_title(
        found, loc="left", x=left, fontsize=12, fontweight="normal", color=colors.INK,
        pad=9 + 11.5 * (line.get_text().count("\n") + 1), fontfamily=families, parse_math=False,
    )  # fmt: skip
    fill(heading, inches)
    if is_own:  # at the edge of the figure: how far left the labels reach depends on the resolution it is saved with
        heading.set_transform(blended_transform_factory(figure.transFigure, ax.transAxes + ax.titleOffsetTrans))
    return ax


def fill(text: Text, inches: float) -> None:
    """Breaks a text into lines of at most so many inches; letters may be wider than most letters are."""
    whole, most = text.get_text(), columns(inches, text.get_fontsize())
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        while True:
            text.set_text(wrapped(whole, most))
            if most <= 16 or Text.get_window_extent(text).width <= inches * text.figure.dpi:
                return
            most = max(16, most * 9 // 10)


def inches_of(ax) -> float:
    figure = ax.figure
    return ax.get_position().width * figure.get_size_inches()[0]


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
    if len(lines) == 2 and (at := clause(text, most)):
        lines = [text[:at].rstrip(), text[at:].lstrip()]
    elif len(lines) > 1:
        word = max(map(cells, text.split())) if text.isascii() else 0
        even = filled(text, min(most, max(word, cells(text) // len(lines) + 5)))
        lines = even if len(even) == len(lines) else lines
    return "\n".join(lines)


def clause(text: str, most: int) -> int:
    """Where Chinese text has a clause end that makes two lines of it, neither shorter than half the other; 0 if
    nowhere."""
    ends = [k + 1 for k, char in enumerate(text[:-1]) if char in "，；。："]
    longer = {at: max(cells(text[:at]), cells(text[at:])) for at in ends}
    at = min(longer, key=longer.get, default=0)
    return at if at and longer[at] <= min(most, 2 * cells(text) // 3) else 0


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
    """A legend so many points below the Axes: from their left on, or to their right where long names leave little."""
    below = ax.transAxes + ScaledTranslation(0, -points / 72, ax.figure.dpi_scale_trans)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        names = max((label.get_window_extent().width for label in ax.get_yticklabels()), default=0)
    side, x = ("left", 0) if names < 0.3 * ax.figure.bbox.width else ("right", 1)
    ax.legend(
        loc=f"upper {side}", bbox_to_anchor=(x, 0), bbox_transform=below, borderaxespad=0, frameon=False, fontsize=8.5,
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


def narrow(label: Text, name: str, most: int, n: int) -> str:
    """The name on a label, cut where its letters are wider than most letters are: it leaves room for what is drawn."""
    widest = LABELS * label.figure.get_figwidth() * label.figure.dpi
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        while most > 8 and label.get_window_extent().width > widest:
            most -= 2
            label.set_text(lines_of(name, most, n))
    return label.get_text()


def row_labels(ax, names: list[str], most: int = 34, *, n: int = 2, strong: int | None = None) -> None:
    """A row a name from the top down, one of them in the colour of the zone."""
    at, style = range(len(names)), {"fontsize": 9, "fontfamily": fonts.families()}
    ax.set_yticks(at, [lines_of(name, most, n) for name in names], **style)
    ax.set_yticks(at, [narrow(x, name, most, n) for x, name in zip(ax.get_yticklabels(), names, strict=True)], **style)
    ax.set_ylim(len(names) - 0.45, -0.55)
    if strong is not None:
        label = ax.get_yticklabels()[strong]
        label.set_color(colors.ZONE)
        label.set_fontweight("bold")
