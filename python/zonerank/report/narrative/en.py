"""The sentences in English. Every number goes through ``n``, which keeps where it is from."""

from __future__ import annotations

from ...analysis.change import CAUSES
from ...analysis.targets import SAID
from ...analysis.varied import ordinal
from ...figures import signed
from .. import amounts
from .facts import LISTED, NOTHING, Facts, Item

CAUSE = {
    "own": "own figures",
    "others": "the figures of others",
    "bounds": "bounds",
    "membership": "membership",
    "method": "method",
}
IN_SCORE = {"score_own": "own figures", "score_bounds": "bounds", "score_method": "method"}


def amount(value: float, unit: str) -> str:
    return amounts.amount(value, unit, "en")


def gap(difference: float, unit: str) -> str:
    return amounts.gap(difference, unit, "en")


def joined(parts: list[str], mark: str = "; ") -> str:
    return mark.join(part for part in parts if part)


def listed(names: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def ended(*sentences: str) -> str:
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences if sentence)


def places(n_places: float) -> str:
    return f"place{'' if abs(n_places) == 1 else 's'}"


def headline(f: Facts, n) -> str:
    text = (
        f"In {n(str(f.year), f.year, 'year')} {f.zone} ranks "
        f"{n(ordinal(f.rank), f.rank, 'ranking', f.zone, 'overall_rank')} of {n(str(f.of), f.of, 'ranked')} high-tech zones "
        f"with {n(f'{f.score:.2f}', f.score, 'ranking', f.zone, 'overall')} points"
    )
    return ended(joined([text, moved(f, n)], ", "), percentiles(f, n))


def moved(f: Facts, n) -> str:
    """Last year's rank, the change, and whether it is within the noise band."""
    if f.change is None:
        return ""
    before = n(str(f.change.year_before), f.change.year_before, "year")
    if not f.moved:
        return f"without a rank in {before}"
    m, up = f.moved, f.moved["moved"]
    was = n(ordinal(m["rank_before"]), m["rank_before"], "change", f.zone, "rank_before")
    if not up:
        return f"the same rank as in {before} ({was})"
    size = n(f"{abs(up):g}", abs(up), "places moved", f.zone)
    how = f"{size} {places(up)} {'up' if up > 0 else 'down'} from {was} in {before}"
    band = n(f"{m['noise']:g}", m["noise"], "change", f.zone, "noise")
    if f.is_within_band:
        return f"{how}, which is within the noise band of ±{band}: slightly other weights move the rank as much"
    return f"{how}, which is beyond the noise band of ±{band}"


def percentiles(f: Facts, n) -> str:
    if not f.moved or not f.change.needs_percentiles:
        return ""
    was, now = (
        n(f"{100 * f.moved[key]:.1f}", f.moved[key], "change %", f.zone, key)
        for key in ("percentile_before", "percentile")
    )
    best = n("100", 100, "constant")
    return f"the two years differ in their zones or their system; in percentiles ({best} is best) it went from {was} to {now}"


def groups(f: Facts, n) -> str:
    named = [
        f"{n(ordinal(g.rank), g.rank, 'explain', g.id, 'rank')} on {g.name} "
        f"({n(f'{g.score:.2f}', g.score, 'explain', g.id, 'score')} points)"
        for g in f.groups
        if g.rank == g.rank
    ]
    if not named:
        return ""
    boards = [
        f"{'clearly better' if board == 'strong' else 'clearly worse'} than its overall rank: {listed(names)}"
        for board in ("strong", "weak")
        if (names := [g.name for g in f.groups if g.board == board])
    ]
    return ended(f"it is {listed(named)}", joined(boards) or "no group differs much from its overall rank")


def milestones(f: Facts, n) -> str:
    told = [milestone(f, row, n) for row in f.milestones]
    if not told:
        return ""
    hedge = " (the change is within the noise band)" if f.is_within_band and f.moved["moved"] else ""
    return ended(f"over the years: {joined(told)}{hedge}")


def milestone(f: Facts, row: dict, n) -> str:
    if row["milestone"] == "best_of_years":
        count = n(f"{row['n']}", row["n"], "milestones", row["milestone"], "n")
        return f"the best rank of the {count} years in which it has one"
    top = f"{row['top']}"
    if row["milestone"] == "years_in_top":
        count = n(ordinal(row["n"]), row["n"], "milestones", row["milestone"], "n")
        return f"the {count} year in a row among the first {n(top, row['top'], 'milestones', row['milestone'], 'top')}"
    first = f"for the first time of {n(str(row['n']), row['n'], 'milestones', row['milestone'], 'n')} years"
    return f"{first} among the first {n(top, row['top'], 'milestones', row['milestone'], 'top')}"


def neighbours(f: Facts, n) -> str:
    parts = []
    for one, which, ahead in ((f.ahead, "just ahead is", True), (f.behind, "just behind is", False)):
        if one is None:
            continue
        name, rank, lead = one
        text = f"{which} {name} ({n(ordinal(rank), rank, 'ranking', name, 'overall_rank')})"
        size = n(f"{abs(lead):.2f}", abs(lead), "lead", name)
        more = (
            f"{size} points {'more' if ahead else 'fewer'}" if abs(lead) > NOTHING else f"a difference of {size} points"
        )
        parts.append(f"{text} with {more}")
    return ended(joined(parts), inside(f, n))


def inside(f: Facts, n) -> str:
    """The rank inside the zone's group, such as a province."""
    if f.within is None:
        return ""
    label, rank, of, ahead, ahead_rank, behind, behind_rank = f.within
    text = f"in {label} it is {n(ordinal(rank), rank, 'within', f.zone, 'rank')} of {n(str(of), of, 'within', label, 'of')}"
    for name, its, which in ((ahead, ahead_rank, "behind"), (behind, behind_rank, "ahead of")):
        if name is not None:
            text += f", {which} {name} ({n(ordinal(its), its, 'ranking', name, 'overall_rank')} of all)"
    return text


def cause(f: Facts, n) -> str:
    if "change" in f.not_told:
        return "Changes of rank cannot be split under this method."
    if not f.moved:
        return ""
    m, up = f.moved, f.moved["moved"]
    hedge = ""
    if up and f.is_within_band:
        hedge = (
            "the change is within the noise band, so that its parts tell how figures move the rank, and not of progress"
        )
    how = "the rank did not move"
    if up:
        how = f"of the {n(f'{abs(up):g}', abs(up), 'places moved', f.zone)} {places(up)} {'up' if up > 0 else 'down'}"
    parts = [
        f"{CAUSE[key]} {'account' if key in ('own', 'others', 'bounds') else 'accounts'} for "
        f"{n(signed(m[key]), m[key], 'change', f.zone, key)}"
        for key in CAUSES
        if abs(m[key]) > NOTHING
    ]
    rank = f"{how}{', ' if up else ': '}{listed(parts)}" if parts else ""
    was, now = (n(f"{m[key]:.2f}", m[key], "change", f.zone, key) for key in ("score_before", "score"))
    points = [
        f"{name} {n(signed(m[key]), m[key], 'change', f.zone, key)}"
        for key, name in IN_SCORE.items()
        if abs(m[key]) > 0.005
    ]
    score = f"the score went from {was} to {now} points" + (f": {listed(points)}" if points else "")
    return ended(hedge, rank, score)


def own(f: Facts, n) -> str:
    """The indicators by which own figures moved the rank."""
    sentences = []
    for sign, tail in ((1, "brought it forward most"), (-1, "set it back most")):
        chosen = [one for one in f.own if sign * one.places >= 0.05][:LISTED]
        if chosen:
            sentences.append(f"of its own figures {listed([own_indicator(one, n) for one in chosen])} {tail}")
    return ended(*sentences)


def own_indicator(one: Item, n) -> str:
    now = n(amount(one.value, one.unit), one.value, "own", one.id, "value") if one.value == one.value else "missing"
    was = "missing"
    if one.before == one.before:
        was = n(amount(one.before, one.unit), one.before, "own", one.id, "value_before")
    return f"{one.name} (from {was} to {now}, {n(signed(one.places), one.places, 'own', one.id, 'places')})"


def passings(f: Facts, n) -> str:
    if f.passings is None or not len(f.passings):
        return ""
    parts = []
    for passed, head in ((True, "it passed"), (False, "it was passed by")):
        rows = f.passings[f.passings["passed"] == passed]
        if len(rows):
            names = list(rows["zone"].head(LISTED))
            if len(rows) > LISTED:
                more = len(rows) - LISTED
                names.append(f"{n(str(more), more, 'passings more', passed)} more")
            parts.append(f"{head} {listed(names)}")
    return ended(joined(parts, ", "))


def themes(chosen: list[Item], head: str, n) -> str:
    return ended(f"{head}{joined([theme(one, n) for one in chosen[:LISTED]])}") if chosen else ""


def strengths(f: Facts, n) -> str:
    return themes(f.strong, "it is strong on ", n)


def weaknesses(f: Facts, n) -> str:
    return themes(f.weak, "it is weak on ", n)


def theme(one: Item, n) -> str:
    text = (
        f"{one.name} ({n(amount(one.value, one.unit), one.value, 'explain', one.id, 'value')}, "
        f"{n(ordinal(one.rank), one.rank, 'explain', one.id, 'rank')} of {n(str(one.of), one.of, 'explain', one.id, 'of')}"
    )
    if one.median != one.median:
        return f"{text})"
    median = amount(one.median, one.unit)
    if abs(one.value - one.median) <= NOTHING * abs(one.median):
        return f"{text}, the median is {n(median, one.median, 'median', one.id)} too)"
    size = n(gap(one.value - one.median, one.unit), abs(one.value - one.median), "gap", one.id)
    where = "above" if one.value > one.median else "below"
    return f"{text}, {size} {where} the median of {n(median, one.median, 'median', one.id)})"


def benchmarks(f: Facts, n) -> str:
    return " ".join(benchmark(f, one, n) for one in f.against)


def benchmark(f: Facts, one, n) -> str:
    text = (
        f"against {one.zone} ({n(ordinal(one.rank), one.rank, 'ranking', one.zone, 'overall_rank')}, "
        f"{n(f'{one.score:.2f}', one.score, 'ranking', one.zone, 'overall')} points) it has "
        f"{n(f'{abs(one.lead):.2f}', abs(one.lead), 'lead', one.zone)} points {'more' if one.lead >= 0 else 'fewer'} and a "
        f"better score on {n(str(one.better), one.better, 'better', one.zone)} of {n(str(one.of), one.of, 'both', one.zone)} "
        "indicators"
    )
    gaps = [
        f"{item.name} ({n(amount(item.value, item.unit), item.value, 'explain', item.id, 'value')} against "
        f"{n(amount(value, item.unit), value, 'indicators', one.zone, item.id)}, "
        f"{n(signed(points), points, f'against {one.zone}', item.id, 'contribution')} points of the overall score)"
        for item, value, points in one.gaps[:LISTED]
    ]
    return ended(text, f"it lacks most on {listed(gaps)}" if gaps else "")


def levers(f: Facts, n) -> str:
    if "levers" in f.not_told:
        return "What single figures would have to be for a better rank cannot be computed: the method, or an indicator that was set by hand, does not allow it."
    if f.levers is None:
        return "It is at the top: no better rank is sought."
    goal = n(ordinal(f.levers.rank), f.levers.rank, "levers", "", "goal")
    if f.rank <= f.levers.rank:
        return f"It is {goal} or better already: no better rank is sought."
    frame = f.levers._columns()
    k = int(frame["needed"].notna().sum())
    of = n(str(len(frame)), len(frame), "levers", "", "of")
    if not k:
        best = float(frame["rank_alone"].astype(float).min())
        at = n(ordinal(best), best, "levers", "", "best")
        return ended(f"all else as it is, none of {of} figures alone would make it {goal}; the best is {at}")
    text = f"all else as it is, {n(str(k), k, 'levers', '', 'reached')} of {of} figures alone would make it {goal}"
    up = [row for row in f.steps if row["change"] > 0][:LISTED]
    if up:
        text += f"; of those that would have to rise the smallest changes are {listed([step(f, row, n) for row in up])}"
    return ended(text, "this is what the formulas reward: figures depend on each other, and other zones move too")


def step(f: Facts, row: dict, n) -> str:
    name = next(k.en or k.name for k in f.ranking.system.fields if k.name == row["field"])
    today = n(amount(row["today"], row["unit"]), row["today"], "levers", row["field"], "today")
    needed = n(amount(row["needed"], row["unit"]), row["needed"], "levers", row["field"], "needed")
    percent = n(f"{amounts.growth(row['change'])} %", row["change"], "levers", row["field"], "change")
    return f"{name} (from {today} to {needed}, {percent})"


def targets(f: Facts, n) -> str:
    """How many are on schedule, which are behind, and the ranks if all are met."""
    if f.targets is None:
        return ""
    by_light, of = f.targets._by_light(f.zone), 0
    parts = []
    for light, members in by_light.items():
        of += len(members)
        count = n(str(len(members)), len(members), "targets count", light)
        names = [target_name(f, k, n) for k in members] if light != "green" else []
        parts.append(f"{count} {SAID[light][len(members) > 1]}" + (f" ({joined(names)})" if names else ""))
    head = f"of its {n(str(of), of, 'targets count')} target{'s' * (of > 1)} ({time(f, n)})"
    return ended(f"{head} {listed(parts)}", target_ranks(f, n))


def target_name(f: Facts, k: int, n) -> str:
    """With the year where a figure has several targets."""
    name, year = f.targets._name_and_year(k, "en")
    return f"{name} {n(str(year), year, 'targets', k, 'year')}" if year else name


def time(f: Facts, n) -> str:
    year, months = f.targets._year_and_months
    if months == 12:
        return f"as of the end of {n(str(year), year, 'year')}"
    return f"after {n(f'{months:g}', months, 'targets months')} months of {n(str(year), year, 'year')}"


def target_ranks(f: Facts, n) -> str:
    row = f.targets._ranks_of(f.zone)
    if row["if_met"] != row["if_met"]:
        return ""
    met, drift = (n(ordinal(row[key]), row[key], "targets ranks", f.zone, key) for key in ("if_met", "drifting"))
    text = f"if all are met it ranks {met} while the other zones stand still"
    years = row["years"]
    if not years:
        return text
    count = n(str(years), years, "targets ranks", f.zone, "years")
    return f"{text}, and {drift} if they move on for {count} year{'s' * (years > 1)} as last year"


def data(f: Facts, n) -> str:
    core = f.ranking._core
    assumed = 100 * float(core.assumed_weight[f.i])
    lost = 100 * float(core.weight_left_out)
    missing = "no indicator of the zone is missing"
    if f.n_missing:
        missing = f"the zone lacks {n(str(f.n_missing), f.n_missing, 'ranking', f.zone, 'n_missing')} indicators"
    parts = [
        missing,
        f"{n(f'{lost:.3g} %', lost, 'left out')} of the weight is left out" if lost else "",
        f"{n(f'{assumed:.3g} %', assumed, 'ranking %', f.zone, 'assumed_weight')} of the weight has an assumed name or formula",
    ]
    return ended(f"the method is {f.ranking.method_text('en')}", listed([part for part in parts if part]))
