"""Small tables beside the data, in files: names, groups, bounds."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pandas as pd

from .._error import Error
from ..labels import WORDS
from . import sources


def frame(option: str, path: str, sheet: str | None = None) -> pd.DataFrame:
    """The cells of a .csv, .xlsx, .parquet or .json file as text; ``option`` names it in messages.

    Of a workbook the sheet that the word ``sheet`` names in either language, where there is one; else the first.
    """
    sources.check_file(path, sources.LONGEST_OPTIONS)
    try:
        suffix = Path(path).suffix.lower()
        if suffix in (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"):
            with pd.ExcelFile(path, engine="calamine") as book:
                named = [name for name in book.sheet_names if meaning(name, [sheet])] if sheet else []
                return pd.read_excel(book, named[0] if named else 0, dtype=str, keep_default_na=False)
        if suffix == ".parquet":
            return pd.read_parquet(path).astype(object).where(lambda f: f.notna(), "").astype(str)
        if suffix == ".json":
            return pd.read_json(path, orient="records", dtype=False).astype(str)
        return pd.read_csv(path, dtype=str, encoding=encoding_of(path), keep_default_na=False, skipinitialspace=True)
    except (OSError, ValueError, ImportError) as error:
        raise Error(
            f"{option} {path}: the file cannot be read ({error})", zh=f"{option} {path}：文件无法读取（{error}）"
        ) from error


def encoding_of(path: str) -> str:
    """UTF-8 (with a mark or without), else GB18030, which Chinese spreadsheets write."""
    data = Path(path).read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def plain(text: str) -> str:
    """How headings and names are compared: half width, lower case, no spaces."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).lower()


def meaning(heading: str, keys) -> str | None:
    """The key among ``keys`` that a heading is, or names in English or Chinese."""
    wanted = plain(heading)
    return next((key for key in keys if wanted in {plain(word) for word in (key, *WORDS.get(key, ()))}), None)


def with_keys(table: pd.DataFrame, keys) -> pd.DataFrame:
    """The table with ``keys`` as headings where these are written in either language."""
    found = {column: meaning(column, keys) for column in table.columns}
    return table.rename(columns={column: key for column, key in found.items() if key})


def pairs(option: str, path: str, columns: tuple[str, str]) -> dict[str, str]:
    """The rows of a file of two columns as a dict."""
    table = frame(option, path)
    if set(columns) <= set(table.columns):
        table = table[list(columns)]
    elif len(table.columns) != 2:
        raise Error(
            f"{option} {path}: the file needs the columns {', '.join(columns)}",
            zh=f"{option} {path}：文件须有 {'、'.join(columns)} 各列",
        )
    keys = table.iloc[:, 0].str.strip()
    twice = keys[keys.duplicated()]
    if len(twice):
        raise Error(
            f'{option} {path}: "{twice.iloc[0]}" is given twice', zh=f"{option} {path}：“{twice.iloc[0]}”出现两次"
        )
    return dict(zip(keys, table.iloc[:, 1].str.strip(), strict=True))
