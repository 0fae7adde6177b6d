"""What results share as values: they compare by content, show it, and show it as HTML in a notebook."""

from __future__ import annotations

import dataclasses
import html

import numpy as np
import pandas as pd

from .. import figures

ROWS = 10  # of a table that is shown
ROWS_HTML, COLUMNS_HTML = 20, 20
LONG_HTML = 60  # characters of a text that goes on in the next line


def same(one, other) -> bool:
    """Whether two values hold the same content; missing is equal to missing."""
    if isinstance(one, pd.DataFrame | pd.Series | pd.Index):
        return type(one) is type(other) and one.equals(other)
    if isinstance(one, np.ndarray):
        if not isinstance(other, np.ndarray) or one.shape != other.shape:
            return False
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind in "fc"))
    if isinstance(one, dict):
        return isinstance(other, dict) and one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list | tuple):
        return (
            isinstance(other, list | tuple)
            and len(one) == len(other)
            and all(same(a, b) for a, b in zip(one, other, strict=True))
        )
    if isinstance(one, float) and isinstance(other, float) and one != one:
        return other != other
    return type(one) is type(other) and bool(one == other)


class Shown:
    """A value with a heading, lines and a table, as text and as HTML."""

    def _heading(self) -> str:
        """What it is, in one line."""
        return type(self).__name__

    def _lines(self) -> list[str]:
        """What has to be known about it."""
        return []

    def _shown_table(self) -> pd.DataFrame | None:
        return None

    def __repr__(self) -> str:
        parts = [f"<{self._heading()}>", *self._lines()]
        frame = self._shown_table()
        if frame is not None and len(frame.columns):
            parts.append(frame.to_string(max_rows=ROWS, max_cols=12, index=has_names(frame)))
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        parts = [f"<p><b>{html.escape(self._heading())}</b></p>"]
        parts += [f"<p>{html.escape(line)}</p>" for line in self._lines()]
        frame = self._shown_table()
        if frame is not None and len(frame.columns):
            parts.append(html_table(frame, index=has_names(frame)))
        return "\n".join(parts)


def has_names(frame: pd.DataFrame) -> bool:
    """Whether the index says more than the number of a row."""
    return not isinstance(frame.index, pd.RangeIndex)


def html_table(frame: pd.DataFrame, *, index: bool) -> str:
    """A table of a notebook: numbers to the right with four digits or more, names in one line, what is too much left
    out in the middle."""
    columns = [("", frame.index)] if index else []
    columns += [(str(name), frame.iloc[:, k]) for k, name in enumerate(frame.columns)]
    rows = middle_left_out(len(frame), ROWS_HTML)
    columns = [columns[k] if k >= 0 else ("…", None) for k in middle_left_out(len(columns), COLUMNS_HTML)]
    made = ["".join(f"<th{style(is_number(values))}>{html.escape(name)}</th>" for name, values in columns)]
    for r in rows:
        cells = ((name, values, "…" if r < 0 or values is None else values_at(values, r)) for name, values in columns)
        made.append("".join(_cell(name, values, value) for name, values, value in cells))
    head, *body = (f"<tr>{row}</tr>" for row in made)
    table = f"<table><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"
    return f'<div style="overflow-x:auto">{table}</div>'


def middle_left_out(n: int, most: int) -> list[int]:
    """The places of n things, -1 for those that are left out."""
    return list(range(n)) if n <= most else [*range(most // 2), -1, *range(n - most // 2, n)]


def values_at(values, row: int):
    return values[row] if isinstance(values, pd.Index) else values.iloc[row]


def is_number(values) -> bool:
    return values is not None and pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def style(number: bool, text: str = "") -> str:
    wraps = "" if len(text) > LONG_HTML else ";white-space:nowrap"
    return f' style="text-align:{"right" if number else "left"};padding:2px 8px{wraps}"'


def _cell(name: str, values, value) -> str:
    is_real = isinstance(value, float | np.floating)
    if pd.api.types.is_scalar(value) and pd.isna(value):
        text = "—"
    elif is_real or (isinstance(value, int | np.integer) and not isinstance(value, bool) and "year" not in name):
        text = figures.number(float(value) if is_real else int(value))
    else:
        text = str(value)
    return f"<td{style(is_number(values) or is_real, text)}>{html.escape(text)}</td>"


class Values(Shown):
    """What a dataclass of arrays and frames needs to be a value."""

    def __eq__(self, other) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(same(getattr(self, f.name), getattr(other, f.name)) for f in dataclasses.fields(self))

    __hash__ = None

    def _lines(self) -> list[str]:
        """One line a field, a long one shortened; tables below their name."""
        found = []
        for f in dataclasses.fields(self):
            value = getattr(self, f.name)
            if isinstance(value, pd.DataFrame):
                text = "\n" + value.to_string(max_rows=ROWS, max_cols=12)
            elif isinstance(value, pd.Series):
                text = "\n" + value.to_string(max_rows=ROWS)
            elif isinstance(value, np.ndarray):
                text = np.array2string(value, threshold=ROWS, precision=6).replace("\n", "\n    ")
            else:
                text = repr(value)
            found.append(f"  {f.name.lstrip('_')}: {text}")
        return found

    def _repr_html_(self) -> str:
        rows = []
        for f in dataclasses.fields(self):
            value = getattr(self, f.name)
            if isinstance(value, pd.Series):
                value = value.to_frame(f.name)
            if isinstance(value, pd.DataFrame):
                cell = html_table(value, index=True)
            elif isinstance(value, np.ndarray):
                cell = html.escape(np.array2string(value, threshold=ROWS, precision=6))
            else:
                cell = html.escape(repr(value))
            rows.append(f"<tr><th>{html.escape(f.name.lstrip('_'))}</th><td>{cell}</td></tr>")
        return f"<p><b>{html.escape(self._heading())}</b></p>\n<table>{''.join(rows)}</table>"
