"""A page of a report taken apart without a browser: its tables in either language, its links and its texts."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "input", "link", "img", "br"}


class Page(HTMLParser):
    """``tables`` by their captions: rows of cells, the heading first; texts of the other language are left out."""

    def __init__(self, text: str, lang: str = "en") -> None:
        super().__init__(convert_charrefs=True)
        self.other = {"en": "zh", "zh": "en"}[lang]
        self.tables: dict[str, list[list[str]]] = {}
        self.links: list[str] = []
        self.elements: list[tuple[str, dict]] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self._open: list[tuple[str, bool]] = []  # elements that are not closed, and whether they are shown
        self._rows: list[list[str]] = []
        self._caption = ""
        self.feed(text)
        self.close()
        self.text = "\n".join(self.texts)

    def _shown(self) -> bool:
        return not self._open or self._open[-1][1]

    def _end_cell(self, *also: str) -> None:
        while self._open and self._open[-1][0] in ("td", "th", *also):
            self._open.pop()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.elements.append((tag, found))
        if tag == "a":
            self.links.append(found.get("href", ""))
        if tag in ("td", "th"):
            self._end_cell()
            self._rows[-1].append("")
        if tag == "tr":
            self._end_cell("tr")
            self._rows.append([])
        if tag == "table":
            self._rows, self._caption = [], ""
        if tag not in VOID:
            is_shown = self._shown() and tag not in ("style", "title")
            hidden = tag != "html" and found.get("lang", "").startswith(self.other)
            self._open.append((tag, is_shown and not hidden))

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if tag in ("tbody", "thead", "tfoot"):
            self._end_cell("tr")
        if tag == "table":
            self.tables[self._caption] = self._rows
        assert self._open and self._open[-1][0] == tag, (tag, self._open[-3:], self.getpos())
        self._open.pop()

    def handle_data(self, data):
        inside = [name for name, _ in self._open]
        if "script" in inside:
            self.scripts.append(data)
        elif self._shown():
            self.texts.append(data)
            if "caption" in inside:
                self._caption += data
            elif {"td", "th"} & set(inside):
                self._rows[-1][-1] += data


def number(text: str) -> float:
    """The number that a cell begins with; NaN for a dash."""
    first = text.split("/")[0].split(" ")[0].replace(",", "")
    return float("nan") if first in ("—", "") else float(first)
