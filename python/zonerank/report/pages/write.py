"""The files of a report: checked at the door, made in memory, and written whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from ... import door
from ..._error import Error
from ...analysis.targets import targets_for
from ...io import output
from ..workbook import write as workbook
from .ahead import made_ahead
from .all_page import all_page
from .facts import Facts, Wanted
from .plan import plan_to
from .zone_page import zone_page


def wanted_of(ranking, zone, lang, before, rank, targets, what_if, workbook, named, draws, seed, threads) -> Wanted:
    """The options of a report, checked."""
    n_ranked = int(Facts(ranking, Wanted()).n_ranked[0])
    return Wanted(
        lang=door.one_of("lang", lang, ("en", "zh")),
        before=None if before is None else ranking._at("before", before),
        rank=None if rank is None else door.number("rank", rank, 1, max(n_ranked, 1)),
        targets=targets_for(ranking, targets, None if zone is None else door.text("zone", zone)),
        what_if=door.flag("what_if", what_if),
        workbook=door.flag("workbook", workbook),
        named=door.flag("named", named),
        draws=door.whole("draws", draws, 1, 4_000_000_000),
        seed=door.whole("seed", seed, 0, 2**64 - 1),
        threads=door.whole("threads", threads, 0, 4096),
    )


def write_page(ranking, path, zone: str | None, wanted: Wanted) -> None:
    """The page of a zone, or of all zones, at ``path``."""
    path = door.path("path", path)
    output.check_path(path, "path", (".html", ".htm"))
    text = page_of(ranking, zone, wanted)
    with output.replacing_one(path) as written:
        Path(written).write_bytes(text.encode())


def page_of(ranking, zone: str | None, wanted: Wanted) -> str:
    if zone is None:
        return all_page(Facts(ranking, wanted))
    i = ranking._core.zone(door.text("zone", zone))
    return zone_page(Facts(ranking, wanted, zone), i)


def _write_page(f: Facts, i: int, path: str) -> None:
    Path(path).write_bytes(zone_page(f, i).encode())


def _write_prose(f: Facts, i: int, path: str) -> None:
    wanted = f.wanted
    options = {"before": wanted.before, "rank": wanted.rank, "draws": wanted.draws, "seed": wanted.seed}
    if wanted.targets is not None:
        options["targets"] = wanted.targets
    told = f.ranking.narrative(f.ranking.zones[i], lang=wanted.lang, kind="report", **options)
    told.to_docx(path)


def _write_workbook(f: Facts, i: int, path: str) -> None:
    workbook.write(f.ranking, path, lang=f.wanted.lang, live=True, zones=[f.ranking.zones[i]])


PARTS: dict[str, Callable[[Facts, int, str], None]] = {  # the files of a zone's report, and what writes each
    "report.html": _write_page,
    "report.docx": _write_prose,
    "report.xlsx": _write_workbook,
}
WORKBOOK = "report.xlsx"
INDEX, ZONES = "index.html", "zones"
LONGEST_NAME = 60  # characters of a zone in the name of a file
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.I)  # on Windows


def write_folder(ranking, folder, zone: str | None, wanted: Wanted, progress) -> list[str]:
    """The page, the Word file and the workbook of a zone, or the page and the workbook of all zones and a page for
    every zone; the paths, in the order in which they are to be read."""
    folder, progress = door.path("folder", folder), door.function("progress", progress)
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise Error(
            f"folder {output.shown(folder)}: this is a file; give the name of a folder",
            zh=f"folder {output.shown(folder)}：这是文件；请给出文件夹",
        )
    if zone is None:
        return _write_all(Facts(ranking, wanted), folder, progress)
    i = ranking._core.zone(door.text("zone", zone))
    f = Facts(ranking, wanted, zone)
    parts = {name: write for name, write in PARTS.items() if has_workbook(wanted) or name != WORKBOOK}
    paths = [os.path.join(folder, name) for name in parts]
    with output.replacing() as files:
        os.makedirs(folder, exist_ok=True)
        for path, write in zip(paths, parts.values(), strict=True):
            write(f, i, files.beside(path))
    return paths


def has_workbook(wanted: Wanted) -> bool:
    """A workbook holds the figures of all zones: there is none without what-if."""
    return wanted.workbook and wanted.what_if


def _write_all(f: Facts, folder: str, progress) -> list[str]:
    names = file_names(f.ranking.zones)
    links = {i: f"{ZONES}/{name}" for i, name in enumerate(names)}
    index = os.path.join(folder, INDEX)
    book = [os.path.join(folder, WORKBOOK)] if has_workbook(f.wanted) else []
    paths = [index, *book, *(os.path.join(folder, ZONES, names[i]) for i in f.order)]
    with output.replacing() as files:
        os.makedirs(os.path.join(folder, ZONES), exist_ok=True)
        Path(files.beside(index)).write_bytes(all_page(f, links).encode())
        for path in book:
            workbook.write(f.ranking, files.beside(path), lang=f.wanted.lang, live=True, zones=[])
        with made_ahead(lambda i: plan_to(f, i), f.order, f.wanted.threads) as plan_of:
            f.plan_of = lambda _, i: plan_of(i)
            for k, i in enumerate(f.order, start=1):
                text = zone_page(f, i, f"../{INDEX}")
                Path(files.beside(os.path.join(folder, ZONES, names[i]))).write_bytes(text.encode())
                if progress:
                    progress(k / len(names))
    return paths


def file_names(zones: list[str]) -> list[str]:
    """A name for the page of each zone that every system of files takes, and no two alike."""
    found: list[str] = []
    taken: set[str] = set()
    for zone in zones:
        base = re.sub(r"[^\w-]+", "_", zone)[:LONGEST_NAME].strip("_") or "zone"
        base = f"zone_{base}" if RESERVED.fullmatch(base) else base
        name, n = base, 1
        while name.lower() in taken:
            n += 1
            name = f"{base}_{n}"
        taken.add(name.lower())
        found.append(f"{name}.html")
    return found
