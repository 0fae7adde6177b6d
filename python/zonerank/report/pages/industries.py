"""The industries that matter to a zone; those of fewer than three enterprises are told together."""

from __future__ import annotations

import pandas as pd

from ...figures import number, rank_text, signed
from ..notices import LEAST_IN_CELL
from .facts import Facts, Refused
from .head import heading
from .markup import Column, Html, both, section, table, tag

LISTED = 10
OTHERS = "…"  # the group of those that are told together
SIDES = "enterprises", "elsewhere"  # the counts of an industry: in the zone, and in the others


def industries(f: Facts, i: int) -> Html:
    """The section; nothing where the rows of enterprises, or their industries, were not read."""
    if not f.has_enterprises:
        return Html("")
    name = both("Industries that matter", "影响较大的行业")
    try:
        found = f.industries
    except Refused:
        return Html("")
    zone = f.ranking.zones[i]
    frame = found._columns()
    frame = frame[(frame["zone"] == zone) & frame["score_effect"].notna()]
    if not len(frame):
        return Html("")
    frame = frame.assign(elsewhere=frame["industry"].map(counts(found)).fillna(0) - frame["enterprises"])
    if not f.wanted.named and any(is_few(frame[side].sum()) for side in SIDES):
        few = both(f"Fewer than {LEAST_IN_CELL} enterprises: not shown.", f"企业不足 {LEAST_IN_CELL} 家，不予显示。")
        return section("industries", name, tag("p", few))
    said = both(*(found.reference_line(i, lang) for lang in ("en", "zh")))
    return section("industries", name, tag("p", said), effects(f, found, frame))


def counts(found) -> pd.Series:
    """How many enterprises each industry has in all zones."""
    return pd.Series(found._effects["enterprises"]).groupby(pd.Series(found._effects["industry"])).sum()


def is_few(n: int) -> bool:
    return 0 < n < LEAST_IN_CELL


def together(frame: pd.DataFrame) -> pd.DataFrame:
    """With one row for all industries of one or two enterprises, and for as many others as it takes that nobody's
    figures follow from the sum.

    An effect is the zone beside all zones together, so that it also tells of one or two enterprises ``elsewhere``; and
    an industry without enterprises in the year may have had one in an earlier year, from which growth is computed.
    """
    is_hidden = frame["enterprises"].map(is_few) | frame["elsewhere"].map(is_few)
    is_hidden |= frame["enterprises"].eq(0) & frame["rank_without"].notna() & frame["industry"].ne("")
    if not is_hidden.any():
        return frame
    hidden = set(frame.index[is_hidden])
    rest = frame[~is_hidden].assign(none=frame["enterprises"].eq(0))  # these hide nothing: all zones tell their effect
    rest = rest.sort_values(["none", "enterprises", "elsewhere"], kind="stable")
    for at in rest.index:
        gone = frame.loc[list(hidden)]
        if len(hidden) >= 2 and not any(is_few(gone[side].sum()) for side in SIDES):
            break
        hidden.add(at)
    gone = frame.loc[sorted(hidden)]
    row = {
        "zone": gone["zone"].iloc[0],
        "industry": OTHERS,
        "enterprises": gone["enterprises"].sum(),
        "elsewhere": gone["elsewhere"].sum(),
        "score_effect": gone["score_effect"].sum(),
        "places_effect": gone["places_effect"].sum(),
    }
    return pd.concat([frame.drop(index=list(hidden)), pd.DataFrame([row])], ignore_index=True)


def effects(f: Facts, found, frame: pd.DataFrame) -> Html:
    """The industries that make the zone differ most from all zones together."""
    if not f.wanted.named:
        frame = together(frame)
    frame = frame.reindex(frame["score_effect"].abs().sort_values(ascending=False, kind="stable").index)
    columns = [Column(heading("industry"))]
    columns += [
        Column(heading(key), True)
        for key in ("enterprises", "score_effect", "places_effect", "rank_without", "places_held")
    ]
    rows = [
        [
            both(*(name_of(found, row["industry"], lang) for lang in ("en", "zh"))),
            number(int(row["enterprises"])) if row["enterprises"] else "—",
            signed(row["score_effect"]),
            signed(row["places_effect"], 1),
            rank_text(as_number(row["rank_without"])),
            signed(as_number(row["places"])),
        ]
        for row in frame.head(LISTED).astype(object).to_dict("records")
    ]
    caption = both("Beside all zones together [points, places]", "与全部高新区合计相比（分数、名次）")
    note = both(
        f"“{OTHERS}” stands for industries of fewer than {LEAST_IN_CELL} enterprises, and for others from which these "
        "could be told.",
        f"“{OTHERS}”为企业不足 {LEAST_IN_CELL} 家的行业，以及为避免推算而合并的行业。",
    )
    is_told = (frame["industry"] == OTHERS).any()
    return Html(table(caption, columns, rows) + (tag("p", note, class_="note") if is_told else ""))


def name_of(found, industry: str, lang: str) -> str:
    return OTHERS if industry == OTHERS else found.industry_name(industry, lang)


def as_number(value) -> float:
    return float("nan") if value is None or value is pd.NA or value != value else float(value)
