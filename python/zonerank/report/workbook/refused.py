"""Why a workbook has values alone."""

from __future__ import annotations


class NotLive(Exception):
    """The workbook has values in place of formulas; why, in English and in Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.texts = en, zh
