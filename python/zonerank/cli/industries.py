"""zonerank drill --by section: what the industries of a zone do."""

from __future__ import annotations

from .._error import Error
from ..figures import rank_text, signed, without_noise
from ..labels import title, word
from . import files, show

LISTED = 20  # indicators and industries
SHOWN = 3  # industries of an indicator
COLUMNS = ("score_effect", "places_effect", "rank_without", "places", "score_influence")
HEADINGS = {"places": "places_held", "score_influence": "influence_on_score"}


def run(arguments, ranking, lang: str) -> int:
    if arguments.enterprise is not None:
        raise Error("--enterprise goes with --by enterprise", zh="--enterprise 只能与 --by enterprise 同用")
    with show.progress_bar("drill") as progress:
        found = ranking.drill(arguments.zone, by=arguments.by, threads=arguments.threads, progress=progress)
    out = files.console(arguments)
    show.heading(out, ranking, lang)
    for line in found.summary(lang):
        out.print(line)
    out.print()
    if arguments.output or arguments.json:
        frames = {"industries": found._columns(), "effects": found.effects(), "reference": found.reference()}
        names = arguments.lang or "en"
        tables = {
            word(name, names): found.named(without_noise(f), "zh") if names == "zh" else without_noise(f)
            for name, f in frames.items()
        }
        files.put(arguments, next(iter(tables.values())), {**tables, **show.about(ranking, found, arguments, lang)})
    else:
        industries_table(out, found, lang, arguments.top or LISTED)
        if arguments.zone is not None:
            out.print()
            effects_table(out, found, lang, arguments.top or LISTED)
    show.notices(ranking.notices, lang, arguments.notices == "all")
    return 0


def industries_table(out, found, lang: str, top: int) -> None:
    """The industries that make the zone differ most; of all zones those of each zone's first."""
    frame = found._columns()
    if found._zone is None:
        frame = frame.groupby("zone", sort=False).head(SHOWN)
        top *= SHOWN
    keys = ["industry", *COLUMNS] if found._zone is not None else ["zone", "industry", *COLUMNS]
    headings = [word(HEADINGS.get(key, key), lang) for key in keys]
    rows = [[cell(found, row, key, lang) for key in keys] for row in records(frame.head(top))]
    show.plain_table(out, headings, rows, right=set(range(len(keys) - len(COLUMNS), len(keys))))


def effects_table(out, found, lang: str, top: int) -> None:
    """Of the indicators that differ most the industries that make them."""
    frame = found.effects(found._zone)
    names = {i.id: title(i, lang) for i in found.system.indicators}
    sizes = frame.assign(size=frame["score_effect"].abs()).groupby("indicator")["size"].sum()
    first = list(sizes.sort_values(ascending=False, kind="stable").index[:top])
    frame = frame[frame["indicator"].isin(first)].groupby("indicator", sort=False).head(SHOWN)
    frame = frame.assign(_at=frame["indicator"].map(first.index)).sort_values("_at", kind="stable")
    headings = [word(key, lang) for key in ("indicator", "industry", "structure", "within_effect", "unit")]
    headings.append(word("score_effect", lang))
    units = found.named(frame.drop(columns="_at"), lang)[word("unit", lang)]
    rows = [
        [
            names[row["indicator"]],
            found.industry_name(row["industry"], lang),
            f"{row['structure']:+.4g}",
            f"{row['within']:+.4g}",
            unit,
            signed(row["score_effect"]),
        ]
        for row, unit in zip(records(frame), units, strict=True)
    ]
    show.plain_table(out, headings, rows, right={2, 3, 5})


def records(frame) -> list[dict]:
    return frame.astype(object).where(frame.notna(), float("nan")).to_dict("records")


def cell(found, row: dict, key: str, lang: str) -> str:
    value = row[key]
    if key == "zone":
        return value
    if key == "industry":
        return found.industry_name(value, lang)
    if key == "rank_without":
        return rank_text(value)
    return signed(value, 3 if key == "score_influence" else 2 if key == "score_effect" else 1)
