"""Markup that escapes by default, in two languages: the page shows one of them and hides the other."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

LONG = 20  # more rows than this may go on on the next sheet of paper


class Html(str):
    """Markup, as it is; every other text is escaped."""

    __slots__ = ()


def escaped(content) -> str:
    return content if isinstance(content, Html) else html.escape(str(content))


def joined(parts: Iterable, between: str = "") -> Html:
    """Parts one after the other; texts among them are escaped."""
    return Html(between.join(map(escaped, parts)))


def tag(name: str, /, *content, **attributes) -> Html:
    """An element. ``class_`` is class, ``_`` in names is a dash; True is an attribute without a value, None is none."""
    return Html(f"<{name}{_attributes(attributes)}>{joined(content)}</{name}>")


def void(name: str, /, **attributes) -> Html:
    """An element without content."""
    return Html(f"<{name}{_attributes(attributes)}>")


def _attributes(attributes: dict) -> str:
    found = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        found.append(f" {key}" if value is True else f" {key}={_quoted(str(value))}")
    return "".join(found)


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w-]+", value, re.A) else f'"{html.escape(value)}"'


def both(en, zh, name: str = "span") -> Html:
    """What is said in English and in Chinese; one text where they are the same."""
    if en == zh:
        return Html(escaped(en))
    return Html(f"<{name} lang=en>{escaped(en)}</{name}><{name} lang=zh>{escaped(zh)}</{name}>")


def paragraphs(en: list[str], zh: list[str], class_: str | None = None) -> Html:
    """Lines in both languages, a paragraph each, with a capital; one language may have more of them than the other."""
    sides = (("en", [line[:1].upper() + line[1:] for line in en]), ("zh", zh))
    return joined(tag("p", line, lang=lang, class_=class_) for lang, lines in sides for line in lines)


def section(id_: str, heading: Html, *content) -> Html:
    return tag("section", tag("h2", heading, id=f"{id_}-h"), *content, id=id_, aria_labelledby=f"{id_}-h")


class Column:
    """A column of a table: its heading, whether it holds numbers, and what its heading means."""

    def __init__(self, heading, is_number: bool = False, class_: str = "", about: str | None = None) -> None:
        self.heading, self.about = heading, about
        self.class_ = " ".join(part for part in ("n" if is_number else "", class_) if part)


def table(caption, columns: list[Column], rows: Iterable, class_: str = "", id_: str | None = None, foot=None) -> Html:
    """A table with a caption; the first cell of every row is its heading.

    ``rows`` are lists of cells, or pairs of attributes (a dict) and cells.
    """
    head = joined(
        Html(f"<th scope=col{_attributes({'class': c.class_ or None, 'title': c.about})}>{escaped(c.heading)}")
        for c in columns
    )
    body = [_row(row, columns) for row in rows]
    parts = [tag("caption", caption), tag("thead", Html(f"<tr>{head}")), tag("tbody", *body)]
    if foot is not None:
        parts.append(tag("tfoot", *(_row(row, columns) for row in foot)))
    kind = "scroll long" if len(body) > LONG else "scroll"
    return tag("div", tag("table", *parts, class_=class_ or None, id=id_), class_=kind, tabindex=0)


def _row(row, columns: list[Column]) -> Html:
    attributes, cells = row if isinstance(row, tuple) else ({}, row)
    made = [f"<tr{_attributes(attributes)}>"]
    for k, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        class_ = _attributes({"class": column.class_ or None})
        made.append(f"<th scope=row{class_}>{escaped(cell)}" if k == 0 else f"<td{class_}>{escaped(cell)}")
    return Html("".join(made))


def facts(rows: Iterable[tuple]) -> Html:
    """Names and what is said of each, as a list of definitions."""
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", said)) for name, said in rows), class_="facts")
