"""What a rank of this year is among those of the years that are given."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .varied import ordinal


def found_in(years: dict[int, dict[str, float]], year: int, zones: list[str], tops: list[int]) -> pd.DataFrame:
    """zone, milestone, top, rank, n; ``years`` hold the rank of each zone that has one."""
    rows = [(zone, *row) for zone in zones for row in of_zone(years, year, zone, tops)]
    frame = pd.DataFrame(rows, columns=["zone", "milestone", "top", "rank", "n"])
    rank = frame["rank"].astype(float)
    whole = (rank == rank.round()).all()
    return frame.astype({"top": "Int64", "n": int, "rank": "Int64" if whole else float})


def of_zone(years: dict[int, dict[str, float]], year: int, zone: str, tops: list[int]) -> list[tuple]:
    """(milestone, top, rank, n) of one zone."""
    ranks = {y: of[zone] for y, of in years.items() if zone in of}
    others = [rank for y, rank in ranks.items() if y != year]
    if year not in ranks or not others:
        return []
    rank, found = ranks[year], []
    if rank < min(others) and len(others) > 1:  # better than one other year is no record
        found.append(("best_of_years", pd.NA, rank, len(ranks)))
    is_first, longest = False, 1
    for top in tops:
        if rank > top or top >= len(years[year]):  # where no more zones are ranked, all are among the first so many
            continue
        run = in_a_row(ranks, year, top)
        if min(others) > top and not is_first:  # the first time among more is told by the first among fewer
            found.append(("first_in_top", top, rank, len(ranks)))
            is_first = True
        elif run > longest:
            found.append(("years_in_top", top, rank, run))
            longest = run
    return found


def in_a_row(ranks: dict[int, float], year: int, top: int) -> int:
    """Years on end up to this one in which the zone was among the first; a year that is not given ends them."""
    run = 0
    while ranks.get(year - run, np.inf) <= top:
        run += 1
    return run


def milestone_text(row: dict, years: dict, lang: str) -> str:
    """A milestone in words, which hold of the years given."""
    n, top, kind = row["n"], row["top"], row["milestone"]
    in_all = n == len(years)
    if lang == "zh":
        best = "名次最好" if in_all else f"名次最好（有名次的 {n} 年）"
        first = f"首次进入前 {top} 位" if n > 2 else f"新进入前 {top} 位"
        return {"best_of_years": best, "first_in_top": first}.get(kind, f"连续第 {n} 年在前 {top} 位")
    best = "its best rank" if in_all else f"its best rank of the {n} in which it has one"
    first = f"for the first time in the top {top}" if n > 2 else f"newly in the top {top}"
    return {"best_of_years": best, "first_in_top": first}.get(kind, f"{ordinal(n)} year in a row in the top {top}")


def years_text(years: list[int], lang: str) -> str:
    """2017-2019 where no year is left out between, else each."""
    if len(years) > 1 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}-{years[-1]}"
    return ("、" if lang == "zh" else ", ").join(map(str, years))
