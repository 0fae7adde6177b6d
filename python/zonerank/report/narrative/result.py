"""Prose about a zone: text, Markdown, a Word file, and every number in it with where it is from."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pandas as pd

from ... import door
from ...io import output
from ...results.base import Result
from . import brief, docx, yearly
from .blocks import Heading, Numbers, Paragraph
from .facts import facts_of

__all__ = ["Narrative"]

KINDS = {"brief": brief.written, "report": yearly.written}
ENDINGS = (".md", ".txt", ".docx")


def narrated(
    ranking, zone, lang: str, kind: str, before, benchmarks, rank, targets, draws: int, seed: int
) -> Narrative:
    """See :meth:`zonerank.Ranking.narrative`."""
    door.one_of("lang", lang, ("en", "zh"))
    door.one_of("kind", kind, KINDS)
    facts = facts_of(
        ranking, zone, lang, before=before, benchmarks=benchmarks, rank=rank, targets=targets, draws=draws, seed=seed
    )
    numbers = Numbers()
    title, blocks = KINDS[kind](facts, numbers, lang)
    return Narrative(zone, ranking.year, ranking.system.id, lang, kind, title, blocks, numbers.rows, ranking.notices)


class Narrative(Result):
    """Prose about a zone, of :meth:`zonerank.Ranking.narrative`.

    ``.text`` is plain text, :meth:`markdown` Markdown, :meth:`to_docx` a Word file. ``.table()`` has a row for each
    number that is written: part, text, value, the table, row and column of the library that it is from, and the unit of
    a cell whose unit stands beside it.
    """

    def __init__(self, zone, year, system_id, lang, kind, title, blocks, numbers, notices) -> None:
        self.zone, self.year, self.lang, self.kind, self.title = zone, year, lang, kind, title
        self._system_id, self.blocks, self._numbers, self.notices = system_id, list(blocks), list(numbers), notices
        self._backend = None

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs without headings and tables."""
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]

    def records(self) -> list[dict]:
        """A dict for each paragraph: part, heading, paragraph, numbers.

        ``part`` is that of :meth:`table`, ``heading`` the last heading above it, None in the paragraphs that zones
        publish. ``numbers`` are dicts with text, value, table, row and column.
        """
        heading, found = None, []
        for block in self.blocks:
            if isinstance(block, Heading):
                heading = block.text
            elif isinstance(block, Paragraph):
                keys = ("text", "value", "table", "row", "column")
                numbers = [dict(zip(keys, row[1:6], strict=True)) for row in block.numbers]
                found.append({"part": block.part, "heading": heading, "paragraph": block.text, "numbers": numbers})
        return found

    @property
    def text(self) -> str:
        """Plain text: a line a heading and paragraph; the cells of a table stand between tabs."""
        lines = [self.title, ""]
        for block in self.blocks:
            if isinstance(block, Heading | Paragraph):
                lines += [block.text, ""]
            else:
                lines += [block.caption, *("\t".join(row) for row in [block.headings, *block.rows]), ""]
        return "\n".join(lines)

    def markdown(self) -> str:
        """Markdown with headings and tables."""
        parts = [f"# {marked(self.title)}"]
        for block in self.blocks:
            if isinstance(block, Heading):
                parts.append(f"{'#' * (block.level + 1)} {marked(block.text)}")
            elif isinstance(block, Paragraph):
                parts.append(marked(block.text))
            else:
                rule = ["---:" if c in block.right else "---" for c in range(len(block.headings))]
                rows = [list(map(marked, block.headings)), rule, *(list(map(marked, row)) for row in block.rows)]
                parts += [f"**{marked(block.caption)}**", "\n".join(f"| {' | '.join(row)} |" for row in rows)]
        return "\n\n".join(parts) + "\n"

    def to_docx(self, path) -> None:
        """A Word file: A4, 22 lines of 28 characters, 仿宋; every run has its East Asian font."""
        path = door.path("path", path)
        output.check_path(path, "path", (".docx",))
        with output.replacing_one(path) as written:
            docx.write(written, self.title, self.blocks, self.lang)

    def save(self, path) -> None:
        """To a file by its extension: .md, .txt or .docx; the first two in UTF-8."""
        path = door.path("path", path)
        output.check_path(path, "path", ENDINGS)
        ending = Path(path).suffix.lower()
        if ending == ".docx":
            self.to_docx(path)
            return
        with output.replacing_one(path) as written:
            Path(written).write_text(self.markdown() if ending == ".md" else self.text, encoding="utf-8", newline="\n")

    def _columns(self) -> pd.DataFrame:
        return pd.DataFrame(self._numbers, columns=["part", "text", "value", "table", "row", "column", "unit"])

    def _content(self) -> list:
        return [self.zone, self.year, self._system_id, self.lang, self.kind, self.title, repr(self.blocks)]

    def __reduce__(self):
        known = (self.zone, self.year, self._system_id, self.lang, self.kind, self.title)
        return Narrative, (*known, self.blocks, self._numbers, self.notices)

    def _shown_table(self) -> None:
        return None  # the numbers are for looking up, not for reading

    def _repr_html_(self) -> str:
        parts = [f"<h3>{html.escape(self.title)}</h3>"]
        for block in self.blocks:
            if isinstance(block, Heading):
                parts.append(f"<h{block.level + 3}>{html.escape(block.text)}</h{block.level + 3}>")
            elif isinstance(block, Paragraph):
                parts.append(f"<p>{html.escape(block.text)}</p>")
            else:
                frame = pd.DataFrame(block.rows, columns=block.headings)
                parts += [f"<p><b>{html.escape(block.caption)}</b></p>", frame.to_html(index=False, border=0)]
        return "\n".join(parts)

    def _heading(self) -> str:
        return f"Narrative: {self.title}"

    def _lines(self) -> list[str]:
        return self.paragraphs


MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def marked(text: str) -> str:
    """A text that Markdown shows as it is, in one line."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))
