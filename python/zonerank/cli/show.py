"""Printing: tables that fit the terminal, notices by kind, a zone's profile, progress."""

from __future__ import annotations

import contextlib
import sys
import textwrap
import time
from collections import Counter

import pandas as pd
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from ..figures import number
from ..labels import colon, title, word, zone_title
from ..units import unit_name

NO_TERMINAL_WIDTH = 160
KEPT_PER_CODE = 1000  # findings of one kind that the library lists; it counts the rest


class Output(Console):
    """A console whose reader may go away: the command then ends as if all had been read."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console(stream=None) -> Console:
    stream = stream or sys.stdout
    width = None if stream.isatty() else NO_TERMINAL_WIDTH
    return Output(file=stream, width=width, highlight=False, soft_wrap=False, emoji=False, markup=False)


def score(value) -> str:
    return "—" if value != value else f"{value:.2f}"


def rank_text(value) -> str:
    return "—" if value is None or value != value else f"{value:g}"


def plain_table(
    out: Console,
    headings: list[str],
    rows,
    right: set[int] = frozenset(),
    gap: int = 2,
    widths: list[int] | None = None,
) -> None:
    """A table without lines; `widths` fixes the columns."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, gap, 0, 0))
    for c, heading in enumerate(headings):
        table.add_column(
            heading, justify="right" if c in right else "left", overflow="fold", width=widths[c] if widths else None
        )
    for row in rows:
        table.add_row(*row)
    out.print(table)


def notices(problems, lang: str, every: bool = False, text_of=None) -> None:
    """Findings to stderr by kind, in the words of ``text_of``: the first three of each, and how many more there are."""
    err = console(sys.stderr)
    shown = Counter()
    total = Counter(p.code for p in problems)
    for problem in problems:
        shown[problem.code] += 1
        if every or shown[problem.code] <= 3:
            err.print(
                f"{word(problem.severity, lang)}{colon(lang)}{text_of(problem) if text_of else problem.text(lang)}",
                style=("red" if problem.severity == "error" else None),
            )
        elif shown[problem.code] == 4:
            more = total[problem.code] - 3
            if total[problem.code] >= KEPT_PER_CODE:
                more = f"{more}+"
            err.print(
                f"  … {more} more of {problem.code} (--notices all)"
                if lang == "en"
                else f"  … 另有 {more} 条 {problem.code}（--notices all 全部列出）"
            )


def heading(out: Console, ranking, lang: str) -> None:
    """Three lines: the system and the year; the method; how much of the weight is missing or assumed."""
    for line in ranking.summary(lang):
        out.print(line)
    out.print()


def summary(out, ranking, lines: list[str], lang: str) -> None:
    """What was ranked, and the lines that say what varied and what came out."""
    heading(out, ranking, lang)
    for line in lines:
        out.print(line)
    out.print()


def about(ranking, result, arguments, lang: str) -> dict:
    """A sheet with the first lines: what was ranked, and what varied."""
    name = word("about", arguments.lang or "en")
    return {name: pd.DataFrame({name: [*ranking.summary(lang), *result.summary(lang)]})}


def ranking_table(out: Console, ranking, lang: str, top: int | None = None) -> None:
    """One line a zone: overall, first-level scores with ranks, and the ranks beside the main one.

    A narrow terminal gets the codes of the first-level indicators in place of their names, then
    fewer columns.
    """
    core, system = ranking._core, ranking.system
    first = [g for g, group in enumerate(system.groups) if group.parent_index == 0]
    names = [title(system.groups[g], lang) for g in first]
    codes = [system.groups[g].code or system.groups[g].id for g in first]
    fixed = [word("rank", lang), zone_title(system, lang), word("overall", lang)]
    beside = [word(a.id, lang) for a in core.alternatives] + [word("n_missing", lang)]
    inside = ranking.ranks_within() if ranking._within is not None else None
    if inside is not None:
        fixed += [word("within", lang), word("overall_rank_within", lang)]
    rows = []
    for i in ranking._order()[:top]:
        row = [rank_text(core.group_ranks[i, 0]), core.zones[i], score(core.group_scores[i, 0])]
        if inside is not None:
            row += [ranking._within[i] or "—", rank_text(inside[i])]
        row += [f"{score(core.group_scores[i, g])} ({rank_text(core.group_ranks[i, g])})" for g in first]
        row += [rank_text(a.ranks[i]) for a in core.alternatives]
        rows.append([*row, f"{core.n_missing[i]:g}"])
    right = set(range(len(fixed) + len(first) + len(beside))) - ({1} if inside is None else {1, 3})
    for titles, extra, gap in ((names, beside, 2), (codes, beside, 2), (codes, [], 2), (codes, [], 1)):
        headings = [*fixed, *titles, *extra]
        shown = [row[: len(headings)] for row in rows]
        widths = needed_widths(headings, shown)
        spare = out.width - sum(widths) - gap * len(widths)
        if spare >= 0:
            break
    widen(widths, headings, spare)
    if titles is codes and codes != names:
        for code, name in zip(codes, names, strict=True):
            out.print(f"  {code}  {name}")
    plain_table(out, headings, shown, right, gap, widths)
    hidden = len(core.zones) - len(rows)
    if hidden > 0:
        out.print(f"… {hidden} more" if lang == "en" else f"… 另有 {hidden} 个")
    if not extra:
        out.print("other readings: --table alternatives" if lang == "en" else "其他口径：--table alternatives")


FOLDED = 14  # columns of a heading without spaces, as Chinese ones are


def word_width(text: str) -> int:
    return cell_len(text) if text.isascii() else min(FOLDED, cell_len(text))


def needed_widths(headings: list[str], rows) -> list[int]:
    """The width of each column when its heading breaks between words and its cells do not break."""
    widths = [max(word_width(w) for w in heading.split() or [""]) for heading in headings]
    for row in rows:
        widths = [max(w, cell_len(cell)) for w, cell in zip(widths, row, strict=True)]
    return widths


def widen(widths: list[int], headings: list[str], spare: int) -> None:
    """Gives spare columns one by one to the heading that takes the most lines."""

    def lines(c: int) -> int:
        if headings[c].isascii():
            return len(textwrap.wrap(headings[c], max(1, widths[c])))
        return -(-cell_len(headings[c]) // widths[c])

    for _ in range(max(0, spare)):
        tallest = max(range(len(headings)), key=lines)
        if lines(tallest) < 2:
            return
        widths[tallest] += 1


def profile(out: Console, ranking, zone: str, lang: str) -> None:
    """A zone's ranks, and its strongest and weakest groups and indicators; one zone alone gets its scores."""
    p = ranking.profile(zone)
    alone = p["of"] <= 1
    then, left, right = ("；", "（", "）") if lang == "zh" else ("; ", " (", ")")
    if alone:
        first = then.join(f"{ranking.name(id_, lang)} {score(s)}" for id_, s in p["scores"].items())
        out.print(f"{zone}{colon(lang)}{word('score', lang)} {score(p['overall'])}; {first}")
    else:
        rank, of = rank_text(p["overall_rank"]), p["of"]
        out.print(f"{zone}: {rank} of {of}" if lang == "en" else f"{zone}：{of} 个中第 {rank}")

        def place(id_: str) -> str:
            ranked = p["first_level_of"][id_]
            return rank_text(p["first_level"][id_]) + (f"/{ranked}" if ranked != of else "")

        for key in ("strong_groups", "even_groups", "weak_groups"):
            named = [f"{ranking.name(id_, lang)}{left}{place(id_)}{right}" for id_ in p[key]]
            out.print(f"  {word(key, lang)}{colon(lang)}{then.join(named) or '—'}")
    for key in ("strongest", "weakest"):
        out.print(f"  {word(key, lang)}{colon(lang)}".rstrip())
        for entry in p[key]:
            at = score(entry["score"]) if alone else rank_text(entry["rank"])
            out.print(
                f"    {at:>{6 if alone else 4}}  {ranking.name(entry['indicator'], lang)}{colon(lang)}"
                f"{number(entry['value'])} {unit_name(entry['unit'], lang)}"
            )


@contextlib.contextmanager
def progress_bar(description: str):
    """A callback that shows a bar on a terminal once the work has taken a second."""
    started = time.monotonic()
    bar: Progress | None = None
    task = None

    def callback(done: float) -> None:
        nonlocal bar, task
        if bar is None:
            if time.monotonic() - started < 1.0 or not sys.stderr.isatty():
                return
            bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.percentage:>3.0f}%"),
                TimeElapsedColumn(),
                console=console(sys.stderr),
                transient=True,
            )
            bar.start()
            task = bar.add_task(description, total=1.0)
        bar.update(task, completed=done)

    try:
        yield callback
    finally:
        if bar is not None:
            bar.stop()
