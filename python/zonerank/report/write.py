"""The files of a report: checked at the door, made in memory, and written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from .. import door
from ..io import output
from .all_page import all_page
from .facts import Facts, Wanted
from .zone_page import zone_page


def wanted_of(ranking, lang, before, rank, what_if, named, draws, seed, threads) -> Wanted:
    """The options of a report, checked."""
    n_ranked = int(Facts(ranking, Wanted()).n_ranked[0])
    return Wanted(
        lang=door.one_of("lang", lang, ("en", "zh")),
        before=None if before is None else ranking._at("before", before),
        rank=None if rank is None else door.number("rank", rank, 1, max(n_ranked, 1)),
        what_if=door.flag("what_if", what_if),
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
