"""The check list: what of the data has to be corrected, or explained in writing."""

from __future__ import annotations

import re

import pandas as pd

from .. import _core, door
from .._error import Error
from ..api import _rank
from ..io import frames, output, reading, sources
from ..labels import colon, title, word
from ..results.base import Raw
from ..units import heading_unit

COLUMNS = [
    "severity",
    "code",
    "rule",
    "zone",
    "year",
    "enterprise",
    "field",
    "value",
    "last_year",
    "place",
    "problem",
    "cure",
    "explanation",
]
REASONS = ("boundaries", "entered", "left", "merger", "definition", "typing_error")  # of an explanation
SEVERITIES = ("error", "query", "notice")
BETWEEN = "; "  # several fields or figures in one cell


def check(
    source, system, *, year: int | None = None, prefer: str | None = None, lang: str = "en", **options
) -> pd.DataFrame:
    """Every finding about the data, errors first, then by zone and enterprise. Nothing is changed.

    Parameters
    ----------
    source, system, prefer, options
        As in :func:`read`; every field of the system is read.
    year : int, optional
        Check the figures of this year alone, against those of the year before; every year by
        default. Also the year of files without a column of years.
    lang : "en" or "zh"
        Of the sentences; with "zh" the fields have their Chinese names.

    Returns
    -------
    pandas.DataFrame
        One row a finding: ``severity`` ("error": correct it, "query": correct or explain it,
        "notice": for information), ``code``, ``rule`` (id of the system's [[check]]), ``zone``,
        ``year``, ``enterprise``, ``field``, ``value`` and ``last_year`` (exact text; several
        fields of one rule are separated by "; "), ``place`` (file and line), ``problem``, ``cure``
        and an empty ``explanation``. At most 1000 rows a rule; ``frame.attrs["not_listed"]``
        counts the others.

    Raises
    ------
    zonerank.Error
        Only where there is nothing to check: an unknown system or option.
    """
    door.one_of("lang", lang, ("en", "zh"))
    return Checked(source, system, year=year, prefer=prefer, **options).table(lang)


class Checked:
    """A finished check: its findings as tables."""

    def __init__(
        self, source, system, *, year=None, prefer=None, sheet=None, threads: int = 0, progress=None, **options
    ) -> None:
        self.system = sources.load(system)
        found, backend = sources.collect(source, sheet)
        given = reading.options(options)
        of_call = reading.of_call(year, prefer, threads, progress)
        with frames.raising(found):
            taken = sources.opened(found, self.system, True, given)
            self._core = _core.check(taken, self.system, reading=given, **of_call)
        self._zones: set[str] | None = None
        self._backend, self._year = backend, year
        self.failure: Error | None = None
        self._of_rank = self._rank_notices(backend, year)

    def _rank_notices(self, backend, year) -> list:
        """What ranking would say of the indicators, where reading found no error."""
        if self._core.raw is None:
            return []
        raw = Raw(self._core.raw, self.system, backend)
        try:
            return _rank(raw, year=year).notices[len(raw.notices) :]
        except Error as error:
            self.failure = error
            return error.problems

    def keep_zones(self, zones) -> None:
        """Only the findings about these zones from here on; all where ``zones`` is empty.

        Raises
        ------
        zonerank.Error
            For a zone that neither the data nor the findings have, with the nearest name.
        """
        if not zones:
            return
        known = {f.zone for f in self._core.findings} - {""}
        known |= set(self._core.raw.zones) if self._core.raw is not None else set()
        _core.check_zones(list(zones), sorted(known))
        self._zones = set(zones)

    def _kept(self):
        """The findings of the zones that are kept."""
        if self._zones is None:
            return self._core.findings, self._of_rank
        findings = [f for f in self._core.findings if f.zone in self._zones]
        of_rank = [p for p in self._of_rank if p.place.zone in self._zones]
        return findings, of_rank

    def count(self, severity: str) -> int:
        """Findings of a severity, listed or not."""
        if self._zones is not None:
            findings, of_rank = self._kept()
            return sum(f.severity == severity for f in findings) + sum(p.severity == severity for p in of_rank)
        listed = sum(f.severity == severity for f in self._core.findings)
        listed += sum(p.severity == severity for p in self._of_rank)
        not_listed = {"error": self._core.unlisted_errors, "query": self._core.unlisted_queries}
        return listed + not_listed.get(severity, self._core.not_listed - sum(not_listed.values()))

    def table(self, lang: str = "en") -> pd.DataFrame:
        findings, of_rank = self._kept()
        rows = [self._row(f, lang) for f in findings] + [problem_row(p, lang) for p in of_rank]
        frame = pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64"})
        order = frame["severity"].map(SEVERITIES.index)
        frame = frame.iloc[order.argsort(kind="stable")].reset_index(drop=True)
        frame.attrs["not_listed"] = self._core.not_listed if self._zones is None else 0
        return frame

    def _row(self, finding, lang: str) -> dict:
        names = {f.name: title(f, lang) for f in self.system.fields} if lang == "zh" else {}
        figures = finding.figures
        row = problem_row(finding.problem, lang)
        row["place"] = BETWEEN.join(place.text(lang) for place in finding.places)
        row["severity"] = finding.severity
        row["rule"] = self.system.checks[finding.check].id if finding.check >= 0 else ""
        row["zone"] = finding.zone
        row["year"] = finding.year or None
        row["enterprise"] = finding.enterprise
        row["field"] = BETWEEN.join(names.get(f.field, f.field) for f in figures)
        row["value"] = joined([f.value for f in figures])
        row["last_year"] = joined([f.last_year for f in figures])
        return row

    def summary(self, lang: str = "en") -> pd.DataFrame:
        """One row a rule: how often it was decided, and how often it found something."""
        counts = zip(self.system.checks, self._core.checked, self._core.found, strict=True)
        rows = [
            {
                "rule": c.id,
                "name": title(c, lang),
                "severity": c.severity,
                "level": c.level,
                "formula": rule_text(c, self.system, lang),
                "checked": checked,
                "found": found,
            }
            for c, checked, found in counts
        ]
        frame = pd.DataFrame(rows, columns=["rule", "name", "severity", "level", "formula", "checked", "found"])
        return frame.sort_values("found", ascending=False, kind="stable").reset_index(drop=True)

    def counted(self, lang: str = "en") -> str:
        errors, queries, notices = (self.count(severity) for severity in SEVERITIES)
        if lang == "zh":
            return f"{errors} 个错误，{queries} 条待说明，{notices} 条提示"
        words = ((errors, "error", "errors"), (queries, "query", "queries"), (notices, "notice", "notices"))
        return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in words)

    def years(self, lang: str = "en") -> pd.DataFrame:
        """This year beside last year: a row a zone and field that the system's indicators need, with the change.

        ``zone``, ``year``, ``field`` (its name and unit), ``this_year``, ``last_year``, ``change`` (a share of last
        year's figure). Of the year that is checked, else the latest; empty where reading found errors.
        """
        columns = ["zone", "year", "field", "this_year", "last_year", "change"]
        if self._core.raw is None:
            return pd.DataFrame(columns=columns)
        raw = Raw(self._core.raw, self.system, None)
        year = int(self._year or max(raw.years, default=0))
        frame = raw.table()
        now, before = (frame[frame["year"] == y].set_index("zone") for y in (year, year - 1))
        needed, rows = set(self.system.needed_fields()), []
        for zone in now.index:
            if self._zones is not None and zone not in self._zones:
                continue
            for field in self.system.fields:
                if field.name not in needed or field.name not in now:
                    continue
                own = f"{field.name}@previous"
                last = now.at[zone, own] if own in now else None
                if pd.isna(last) and zone in before.index:
                    last = before.at[zone, field.name]
                this = now.at[zone, field.name]
                if pd.isna(this) and pd.isna(last):
                    continue
                known = not (pd.isna(this) or pd.isna(last)) and last != 0
                change = float(this) / float(last) - 1.0 if known else None
                heading = f"{title(field, lang)}({heading_unit(field.unit, lang)})"
                rows.append((zone, year, heading, none_or(this), none_or(last), change))
        types = dict.fromkeys(("this_year", "last_year", "change"), float)
        return pd.DataFrame(rows, columns=columns).astype(types)

    def _as_numbers(self, frame: pd.DataFrame, lang: str) -> None:
        """Figures of one field as numbers, for a workbook that sorts and adds them up; codes stay text."""
        figures = [f for f in self.system.fields if f.number not in ("code", "flag", "year")]
        names = {title(f, lang) if lang == "zh" else f.name for f in figures}
        for column in ("value", "last_year"):
            is_figure = frame["field"].isin(names)
            frame[column] = [
                number_or_text(text) if known else text for text, known in zip(frame[column], is_figure, strict=True)
            ]

    def write(self, path: str, headings: str, lang: str) -> dict[str, pd.DataFrame]:
        """The whole list; a workbook also gets the counts of every rule, this year beside last year, and room for
        explanations: a reason to choose, and text. Returns the tables, the list first."""
        sheets = {"findings": self.table(lang), "summary": self.summary(lang), "years": self.years(lang)}
        explanation = sheets["findings"].columns.get_loc("explanation")
        if output.is_workbook(path):
            sheets["findings"].insert(explanation, "reason", "")
            self._as_numbers(sheets["findings"], lang)
        for name, sheet in sheets.items() if headings == "zh" else ():
            for column in {"severity", "level"} & set(sheet.columns):
                sheet[column] = sheet[column].map(lambda value: word(value, "zh"))
            sheets[name] = sheet.set_axis([word(column, "zh") for column in sheet.columns], axis=1)
        output.write(
            path,
            sheets["findings"],
            {word(name, headings): sheet for name, sheet in sheets.items()},
            fill_in=word("explanation", headings),
            choices={word("reason", headings): [word(reason, headings) for reason in REASONS]},
        )
        return sheets


PLAIN = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
DIGITS = 15  # that a cell of a workbook keeps


def number_or_text(text: str) -> float | str:
    """A figure as a number, where a workbook keeps all its digits."""
    if not PLAIN.fullmatch(text) or len(re.sub(r"[-.]", "", text).lstrip("0")) > DIGITS:
        return text
    return float(text)


def none_or(value) -> float | None:
    return None if pd.isna(value) else float(value)


def joined(figures: list[str]) -> str:
    """Several figures in one cell, a dash where one of them is blank."""
    return BETWEEN.join(f or "—" for f in figures) if len(figures) > 1 and any(figures) else "".join(figures)


def problem_row(problem, lang: str) -> dict:
    blank = dict.fromkeys(COLUMNS, "") | {"year": None}
    return blank | {
        "severity": problem.severity,
        "code": problem.code,
        "zone": problem.place.zone,
        "year": problem.place.year or None,
        "enterprise": problem.place.enterprise,
        "value": problem.value,
        "place": problem.where(lang),
        "problem": problem.rule(lang),
        "cure": problem.cure(lang),
    }


def rule_text(check, system, lang: str) -> str:
    """What a rule says, in short: its condition, or its kind with what bounds it."""
    if check.kind == "balance":
        return check.rule
    bounds = {"jump": f" > {check.factor}", "unit-slip": f" ±{check.factor}", "unlike-zone": f" ±{check.factor}"}.get(
        check.kind, ""
    )
    least = f" (>= {check.least})" if check.least else ""
    fields = [system.fields[f] for f in check.field_indices]
    comma = "、" if lang == "zh" else ", "
    shown = comma.join(title(f, "zh") if lang == "zh" else f.name for f in fields[:4])
    more = f"{comma}… ({len(fields)})" if len(fields) > 4 else ""
    return f"{word(check.kind, lang)}{bounds}{least}{colon(lang)}{shown}{more}"
