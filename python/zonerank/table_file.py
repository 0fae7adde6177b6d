"""Small tables beside the data, in files: names, groups, bounds."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ._error import Error


def frame(option: str, path: str) -> pd.DataFrame:
    """The cells of a .csv, .xlsx, .parquet or .json file as text; ``option`` names it in messages."""
    try:
        suffix = Path(path).suffix.lower()
        if suffix in (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"):
            return pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine")
        if suffix == ".parquet":
            return pd.read_parquet(path).astype(object).where(lambda f: f.notna(), "").astype(str)
        if suffix == ".json":
            return pd.read_json(path, orient="records", dtype=False).astype(str)
        return pd.read_csv(path, dtype=str, encoding=encoding_of(path), keep_default_na=False, skipinitialspace=True)
    except (OSError, ValueError, ImportError) as error:
        raise Error(f"{option} {path}: the file cannot be read ({error})") from error


def encoding_of(path: str) -> str:
    """UTF-8 (with a mark or without), else GB18030, which Chinese spreadsheets write."""
    data = Path(path).read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def pairs(option: str, path: str, columns: tuple[str, str]) -> dict[str, str]:
    """The rows of a file of two columns as a dict."""
    table = frame(option, path)
    if set(columns) <= set(table.columns):
        table = table[list(columns)]
    elif len(table.columns) != 2:
        raise Error(f"{option} {path}: the file needs the columns {', '.join(columns)}")
    keys = table.iloc[:, 0].str.strip()
    twice = keys[keys.duplicated()]
    if len(twice):
        raise Error(f'{option} {path}: "{twice.iloc[0]}" is given twice')
    return dict(zip(keys, table.iloc[:, 1].str.strip(), strict=True))
