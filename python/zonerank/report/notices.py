"""Notices in what is passed on: they do not tell where the files are."""

from __future__ import annotations

import os


def without_folder(notice, lang: str) -> str:
    """The text of a notice, of its file the name alone."""
    path = notice.place.file
    return notice.text(lang).replace(path, os.path.basename(path)) if path else notice.text(lang)
