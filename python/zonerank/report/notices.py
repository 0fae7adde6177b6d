"""Notices in what is passed on: they tell neither where the files are nor what one or two enterprises have."""

from __future__ import annotations

import os

LEAST_IN_CELL = 3  # enterprises


def without_folder(notice, lang: str) -> str:
    """The text of a notice, of its file the name alone."""
    path = notice.place.file
    return notice.text(lang).replace(path, os.path.basename(path)) if path else notice.text(lang)


def tells_of_few(notice) -> bool:
    """Whether it names an enterprise, or says that fewer than three make up a figure, which stands elsewhere."""
    if notice.code == "blank-cells":
        blank, of = (int(text) for text in notice.args[:2])
        return 0 < of - blank < LEAST_IN_CELL
    return bool(notice.place.enterprise)
