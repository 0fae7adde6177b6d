"""The workbook of a ranking, written whole."""

from __future__ import annotations

from ... import _core, door
from ...io import output
from ...labels import word
from . import about, charts, indicators, lists, ranks, raw, scores, settings, simulate, zone
from .book import Book
from .model import Model


def write(ranking, path: str, *, lang: str, live: bool, zones: list[str]) -> list[str]:
    """Writes the file under a name that is ready for it; returns the names of the sheets."""
    shown = [ranking._core.zone(name) for name in zones]
    model = Model(ranking, live)
    tables = ranking.sheets(lang)
    with output.workbook_at(path) as written:
        written.set_calc_mode("auto")
        book = Book(written, model, lang)
        keys = _sheets(book, tables, shown)
        raw.write(book)
        indicators.write(book)
        settings.write(book)
        scores.write(book)
        ranks.write_ranks(book)
        ranks.write_ranking(book)
        first = shown[0] if shown else int(ranking._order()[0])
        if book.live:
            simulate.write(book, first)
        for key, i in zip(keys, shown, strict=True):
            zone.write(book, key, i)
        charts.write(book)
        lists.write(book, tables)
        about.write(book, _core.__version__)
        return [sheet.get_name() for sheet in written.worksheets()]


def _sheets(book: Book, tables: dict, shown: list[int]) -> list[str]:
    """Every sheet in its order; returns the keys of the sheets of zones."""
    order = [
        "about",
        "ranking",
        *([] if not book.live else ["simulate"]),
        "raw",
        "indicators",
        "scores",
        "ranks",
        "charts",
    ]
    order += ["alternatives", "bounds", "weights", "missing", "imputed", "treated", "system", "notices"]
    order += ["simulation"] if book.live else []
    taken = {word(key, book.lang).casefold() for key in order}
    keys = [f"zone {i}" for i in shown]
    for key in order:
        if key in ("imputed", "treated") and key not in tables:
            continue
        book.sheet(key)
        if key == "ranking":
            for name, i in zip(keys, shown, strict=True):
                book.sheet(name, zone.sheet_name(book.model.zones[i], taken))
    return keys


def to_excel(ranking, path, *, lang: str, zone, live: bool) -> None:
    """The file of :meth:`zonerank.Ranking.to_excel`: written whole, or not at all."""
    path = door.path("path", path)
    output.check_path(path, "path", (".xlsx",))
    lang, live = door.one_of("lang", lang, ("en", "zh")), door.flag("live", live)
    zones = list(dict.fromkeys(zones_of(zone)))
    for name in zones:
        ranking._core.zone(name)
    with output.replacing_one(path) as written:
        write(ranking, written, lang=lang, live=live, zones=zones)


def zones_of(zone) -> list[str]:
    """None, a name, or several."""
    if zone is None:
        return []
    if isinstance(zone, str):
        return [door.text("zone", zone)]
    return door.texts("zone", zone)
