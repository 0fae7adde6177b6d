"""Workbooks recalculated by LibreOffice Calc in a profile of its own; tests are skipped where it is not installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest
import python_calamine

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item></oor:items>
"""


def recalculated(files: list[Path], folder: Path) -> list[Path]:
    """The workbooks with every formula computed anew."""
    program = shutil.which("soffice")
    if program is None or not (Path(program).resolve().parent / "libsclo.so").exists():
        pytest.skip("LibreOffice Calc is not installed")
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    done = subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            out,
            *files,
        ],
        capture_output=True,
        text=True,
        timeout=600,
    )
    found = [out / file.name for file in files]
    assert all(path.exists() for path in found), done.stdout + done.stderr
    return found


def cells(path: Path, sheet: str) -> list[list]:
    """The cells of a sheet as rows, from A1."""
    with open(path, "rb") as file:
        book = python_calamine.CalamineWorkbook.from_filelike(file)
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def numbers(path: Path, sheet: str) -> np.ndarray:
    """The same as doubles; NaN where a cell holds no number."""
    rows = cells(path, sheet)
    return np.array(
        [[x if isinstance(x, float | int) and not isinstance(x, bool) else np.nan for x in row] for row in rows]
    )


def edited(source: Path, target: Path, sheet: str, edits: dict[str, float | str | None]) -> Path:
    """A copy with other values in some cells, as in {"C5": 1.5}; None empties a cell."""
    with zipfile.ZipFile(source) as book:
        parts = {info.filename: book.read(info) for info in book.infolist()}
    part = f"xl/worksheets/sheet{place_of(parts['xl/workbook.xml'].decode(), sheet)}.xml"
    text = parts[part].decode()
    for reference, value in edits.items():
        pattern = rf'<c r="{reference}"( s="\d+")?[^>]*?(/>|>.*?</c>)'
        match = re.search(pattern, text)
        assert match, f"{sheet} has no cell {reference}"
        style = match[1] or ""
        if value is None:
            cell = f'<c r="{reference}"{style}/>'
        elif isinstance(value, str):
            cell = f'<c r="{reference}"{style} t="inlineStr"><is><t>{value}</t></is></c>'
        else:
            cell = f'<c r="{reference}"{style}><v>{value!r}</v></c>'
        text = text[: match.start()] + cell + text[match.end() :]
    parts[part] = text.encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return target


def place_of(workbook_xml: str, sheet: str) -> int:
    """The number of a sheet, from 1."""
    return re.findall(r'<sheet name="([^"]*)"', workbook_xml).index(sheet) + 1


def poisoned(source: Path, target: Path, sheet: str, reference: str, value: float) -> Path:
    """A copy in which the value beside a formula is another one."""
    with zipfile.ZipFile(source) as book:
        parts = {info.filename: book.read(info) for info in book.infolist()}
    part = f"xl/worksheets/sheet{place_of(parts['xl/workbook.xml'].decode(), sheet)}.xml"
    text, n = re.subn(rf'(<c r="{reference}"[^>]*><f>.*?</f><v>)[^<]*', rf"\g<1>{value!r}", parts[part].decode())
    assert n == 1
    parts[part] = text.encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return target
