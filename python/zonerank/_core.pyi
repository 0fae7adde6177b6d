"""
The C++ library behind zonerank.
"""

from __future__ import annotations

import collections.abc
import os
import pathlib
import typing

import numpy
import numpy.typing

__all__: list[str] = [
    "Alternative",
    "Check",
    "CheckList",
    "ColumnMeaning",
    "DrawInput",
    "DrawResult",
    "Field",
    "Figure",
    "Finding",
    "Group",
    "Indicator",
    "IndicatorTable",
    "Limits",
    "Method",
    "Partial",
    "Place",
    "Problem",
    "RankDistribution",
    "Ranking",
    "Raw",
    "RowSums",
    "Scaling",
    "Setting",
    "Statements",
    "System",
    "Target",
    "accumulate",
    "accumulate_files",
    "add_up",
    "aggregate",
    "aggregations",
    "ahp",
    "array_draws",
    "autocorrelation",
    "availability",
    "benefit_of_doubt",
    "best_worst",
    "boards",
    "cheapest_plan",
    "check",
    "check_ranked",
    "check_zones",
    "chinese_unit",
    "column_meanings",
    "combine_weights",
    "compares_zones",
    "composite",
    "correlations",
    "coupling_coordination",
    "cronbach_alpha",
    "decode",
    "derivatives",
    "describe",
    "drifted",
    "drill",
    "effective_weights",
    "effort_units",
    "engine_failed",
    "equal_weights",
    "estimate_em",
    "explain",
    "fail",
    "given_weights",
    "group_priorities",
    "has_infinite",
    "imputations",
    "impute",
    "indicators",
    "industry_effects",
    "is_plain",
    "kemeny",
    "layout_names",
    "learn_scaling",
    "leave_one_out",
    "levers",
    "load_partial",
    "load_system",
    "mean",
    "normalizations",
    "outranking",
    "own_changes",
    "parse_system",
    "passings",
    "plan_frontier",
    "principal_components",
    "rank",
    "rank_agreement",
    "rank_alone",
    "rank_changes",
    "rank_order_weights",
    "rank_probability",
    "rank_scores",
    "rank_sum_ratio",
    "ranking_draws",
    "read",
    "reconcile",
    "redraw",
    "register_method",
    "replay",
    "resolve_threads",
    "robust",
    "score_scale",
    "sensitivity",
    "smallest_change",
    "sobol_indices",
    "sobol_points",
    "standard_deviation",
    "system_ids",
    "targets",
    "theil_index",
    "treat",
    "treatments",
    "unregister_method",
    "value_changes",
    "varimax",
    "weigh",
    "weight_draws",
    "weightings",
    "what_if",
    "with_edits",
    "write_sample",
]

class Place:
    """
    Where something was found: each part as far as it is known, else "" or 0.

    Attributes
    ----------
    file, sheet, line, column
        Of a table; the sheet where several of a workbook are read, its lines are its rows.
    zone, year, enterprise, field
        Whose figure it is, and which; a field is "x@previous" where a column gives last year's.
    section, key
        The table and the key of a system's file, or the name of an option.
    """
    def __eq__(self, arg0: typing.Any) -> bool: ...
    def __getstate__(self) -> tuple: ...
    def __hash__(self) -> int: ...
    def __init__(
        self,
        key: str = "",
        *,
        file: str = "",
        sheet: str = "",
        line: typing.SupportsInt | typing.SupportsIndex = 0,
        column: str = "",
        zone: str = "",
        year: typing.SupportsInt | typing.SupportsIndex = 0,
        enterprise: str = "",
        field: str = "",
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple) -> None: ...
    def __str__(self) -> str: ...
    def text(self, lang: str = "en") -> str:
        """
        The place as messages begin with it; lang is 'en' or 'zh'.
        """
    @property
    def column(self) -> str:
        """
        The column's heading, or "".
        """
    @property
    def enterprise(self) -> str:
        """
        The enterprise, or "".
        """
    @property
    def field(self) -> str:
        """
        The field, or "".
        """
    @property
    def file(self) -> str:
        """
        The file, or "".
        """
    @property
    def key(self) -> str:
        """
        An option or a key of a file, or "".
        """
    @property
    def line(self) -> int:
        """
        The line, from 1; 0: none.
        """
    @property
    def section(self) -> str:
        """
        Of a system file: the table, or "".
        """
    @property
    def sheet(self) -> str:
        """
        The sheet, or "".
        """
    @property
    def year(self) -> int:
        """
        The year, or 0.
        """
    @property
    def zone(self) -> str:
        """
        The zone, or "".
        """

class Problem:
    """
    One finding: its code, where, which value, what is wrong and what to do.
    """
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    def cure(self, lang: str = "en") -> str: ...
    def rule(self, lang: str = "en") -> str: ...
    def text(self, lang: str = "en") -> str:
        """
        Place, rule and cure in one sentence; lang is 'en' or 'zh'.
        """
    def where(self, lang: str = "en") -> str: ...
    @property
    def args(self) -> list[str]:
        """
        What stands in its sentence beside the value, as texts.
        """
    @property
    def code(self) -> str:
        """
        What kind of problem it is, as docs/guide/codes.md lists them.
        """
    @property
    def is_of_usage(self) -> bool:
        """
        Whether the call is at fault, not the data.
        """
    @property
    def place(self) -> Place:
        """
        Where.
        """
    @property
    def severity(self) -> str:
        """
        error or notice.
        """
    @property
    def value(self) -> str:
        """
        The value that is wrong, as text.
        """

class Setting:
    """
    One key and value of a method.
    """
    def __init__(
        self,
        key: str,
        *,
        text: str = "",
        number: typing.SupportsFloat | typing.SupportsIndex | None = None,
        rows: collections.abc.Sequence[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex]]
        | None = None,
        words: collections.abc.Sequence[str] | None = None,
        table: collections.abc.Sequence[Setting] | None = None,
        function: typing.Any = None,
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def key(self) -> str:
        """
        The option's name.
        """

class Check:
    """
    A rule that reported figures are checked against.
    """
    def __repr__(self) -> str: ...
    @property
    def en(self) -> str:
        """
        What it asks for, in English.
        """
    @property
    def factor(self) -> str:
        """
        Of a change: how many times is too much, as written.
        """
    @property
    def field_indices(self) -> list[int]:
        """
        The fields it looks at.
        """
    @property
    def id(self) -> str:
        """
        Its id.
        """
    @property
    def kind(self) -> str:
        """
        balance, sign, change or another kind of rule.
        """
    @property
    def least(self) -> str:
        """
        Figures below these are not looked at, as written.
        """
    @property
    def level(self) -> str:
        """
        Whose figures it looks at: "zone" or "enterprise".
        """
    @property
    def note(self) -> str:
        """
        What a reader should know.
        """
    @property
    def rule(self) -> str:
        """
        The rule as the system writes it.
        """
    @property
    def severity(self) -> str:
        """
        "error": correct it; "query": correct or explain it.
        """
    @property
    def zh(self) -> str:
        """
        What it asks for, in Chinese.
        """

class Field:
    """
    A raw statistic.
    """
    def __repr__(self) -> str: ...
    @property
    def aliases(self) -> list[str]:
        """
        Other headings it is known by.
        """
    @property
    def codes(self) -> list[str]:
        """
        Codes of the forms' columns.
        """
    @property
    def en(self) -> str:
        """
        The English name.
        """
    @property
    def formula(self) -> str:
        """
        Of a derived field; else "".
        """
    @property
    def level(self) -> str:
        """
        Who reports it: "zone" or "enterprise".
        """
    @property
    def name(self) -> str:
        """
        Its name in formulas and tables.
        """
    @property
    def note(self) -> str:
        """
        What a reader should know.
        """
    @property
    def number(self) -> str:
        """
        count, decimal(n), real, flag, code or year.
        """
    @property
    def rollup(self) -> str:
        """
        How enterprises are added up; "" where it is not rolled up.
        """
    @property
    def status(self) -> str:
        """
        How certain name and meaning are.
        """
    @property
    def unit(self) -> str:
        """
        The unit as the system writes it.
        """
    @property
    def zh(self) -> str:
        """
        The Chinese name.
        """

class Indicator:
    """
    A second-level indicator: a formula over fields, a unit, a direction.
    """
    def __repr__(self) -> str: ...
    @property
    def bounds(self) -> tuple[float, float] | None:
        """
        Lower and upper of the system, in the unit; None where there are none.
        """
    @property
    def code(self) -> str:
        """
        Its number in the document, such as 1.4.
        """
    @property
    def direction(self) -> str:
        """
        "+": more is better, "-": less.
        """
    @property
    def en(self) -> str:
        """
        The English name.
        """
    @property
    def factor(self) -> float:
        """
        By which the formula's units are converted to the indicator's.
        """
    @property
    def fields(self) -> list[str]:
        """
        Numbers of the fields that the formula names.
        """
    @property
    def formula(self) -> str:
        """
        Over the fields, as the system writes it.
        """
    @property
    def formula_status(self) -> str:
        """
        How certain the formula is.
        """
    @property
    def group_index(self) -> int:
        """
        Index in System.groups.
        """
    @property
    def id(self) -> str:
        """
        Its id in tables and options.
        """
    @property
    def name_status(self) -> str:
        """
        How certain the name is.
        """
    @property
    def note(self) -> str:
        """
        What a reader should know.
        """
    @property
    def range(self) -> tuple[float, float] | None:
        """
        Plausible values; others are listed.
        """
    @property
    def unit(self) -> str:
        """
        The unit of its values.
        """
    @property
    def weight(self) -> float:
        """
        In its group, as the system gives it.
        """
    @property
    def weight_status(self) -> str:
        """
        How certain the weight is.
        """
    @property
    def when_empty(self) -> float | None:
        """
        The value where a whole is 0; None: missing.
        """
    @property
    def years_back(self) -> int:
        """
        How many earlier years the formula needs.
        """
    @property
    def zh(self) -> str:
        """
        The Chinese name.
        """

class Group:
    """
    A first-level indicator: indicators and groups that are aggregated together.
    """
    def __repr__(self) -> str: ...
    @property
    def code(self) -> str:
        """
        Its number in the document.
        """
    @property
    def en(self) -> str:
        """
        The English name.
        """
    @property
    def id(self) -> str:
        """
        Its id in tables and options.
        """
    @property
    def parent_index(self) -> int:
        """
        Index in System.groups; -1 of overall.
        """
    @property
    def weight(self) -> float:
        """
        In its parent, as the system gives it.
        """
    @property
    def weight_status(self) -> str:
        """
        How certain the weight is.
        """
    @property
    def zh(self) -> str:
        """
        The Chinese name.
        """

class System:
    """
    An indicator system: fields, indicators, groups and weights.
    """
    def __repr__(self) -> str: ...
    def needed_fields(self) -> list[str]:
        """
        Names of the fields that the indicators reach, through roll-ups and derived fields too.
        """
    def ready_made_name(self, indicator: str) -> str:
        """
        The field that holds ready-made values of an indicator.
        """
    @property
    def checks(self) -> list[Check]:
        """
        Rules of the check list.
        """
    @property
    def document(self) -> str:
        """
        The document it was transcribed from.
        """
    @property
    def en(self) -> str:
        """
        The English name.
        """
    @property
    def fields(self) -> list[Field]:
        """
        Raw statistics, without those of ready-made indicator values.
        """
    @property
    def file(self) -> str:
        """
        The file it was read from; "" of one that ships.
        """
    @property
    def groups(self) -> list[Group]:
        """
        In depth-first order; the first is overall.
        """
    @property
    def id(self) -> str:
        """
        The id by which it is loaded.
        """
    @property
    def indicators(self) -> list[Indicator]:
        """
        Second-level indicators, group by group.
        """
    @property
    def note(self) -> str:
        """
        What a reader should know.
        """
    @property
    def zh(self) -> str:
        """
        The Chinese name.
        """
    @property
    def zone_titles(self) -> list[str]:
        """
        Headings of the column that names the zones.
        """

class Raw:
    """
    Raw statistics of zones and years, with the notices of reading.
    """
    def figure_texts(self, system: System, name: str, previous: bool = False) -> typing.Any: ...
    def figures(self, system: System, name: str, previous: bool = False) -> typing.Any: ...
    def to_csv(self, system: System) -> str: ...
    @property
    def enterprise_rows(self) -> int:
        """
        Rows of enterprises that were added up.
        """
    @property
    def has_enterprises(self) -> bool:
        """
        Whether these rows are kept.
        """
    @property
    def industries(self) -> list[str]:
        """
        The industry of each row; empty where not broken down.
        """
    @property
    def notices(self) -> list[Problem]:
        """
        What was skipped or converted.
        """
    @property
    def years(self) -> list[int]:
        """
        The year of each row.
        """
    @property
    def zones(self) -> list[str]:
        """
        The zone of each row.
        """

class Partial:
    """
    Sums of enterprises, to be merged and finished.
    """
    def finish(self, system: System) -> Raw: ...
    def merge(self, other: Partial) -> Partial: ...
    def save(self) -> str: ...
    @property
    def fields(self) -> list[str]:
        """
        Names of the fields that were added up.
        """
    @property
    def groups(self) -> list[tuple[str, int, str]]:
        """
        (zone, year, industry) of each sum.
        """
    @property
    def notices(self) -> list[Problem]:
        """
        What was skipped or converted.
        """
    @property
    def rows(self) -> int:
        """
        Rows that were added up.
        """
    @property
    def system(self) -> str:
        """
        Id of the system.
        """

class ColumnMeaning:
    """
    What a column of a table means.
    """
    @property
    def factor(self) -> tuple[int, int, int]:
        """
        By which the column is multiplied.
        """
    @property
    def field(self) -> str:
        """
        The field's name, or "".
        """
    @property
    def role(self) -> str:
        """
        zone, year, enterprise, field, previous or unused.
        """

class Statements:
    """
    A roll-up as SQL, and what its results mean.
    """
    def __init__(
        self,
        tables: collections.abc.Sequence[
            tuple[
                str,
                str,
                collections.abc.Sequence[
                    tuple[
                        str,
                        str,
                        typing.SupportsInt | typing.SupportsIndex,
                        typing.SupportsInt | typing.SupportsIndex,
                        str,
                    ]
                ],
                typing.SupportsInt | typing.SupportsIndex,
                bool,
                str,
                bool,
            ]
        ],
        system: System,
        dialect: str,
        *,
        industry: str = "nothing",
        own: collections.abc.Mapping[str, str] = {},
        year: typing.SupportsInt | typing.SupportsIndex = 0,
        distinct: bool = False,
        reading: dict = {},
    ) -> None: ...
    def add_conflicts(self, rows: collections.abc.Sequence[collections.abc.Sequence[str]]) -> None: ...
    def add_faults(
        self,
        check: typing.SupportsInt | typing.SupportsIndex,
        rows: collections.abc.Sequence[collections.abc.Sequence[str]],
    ) -> None: ...
    def add_notice(self, notice: Problem) -> None: ...
    def add_overflows(self, rows: collections.abc.Sequence[collections.abc.Sequence[str]]) -> None: ...
    def add_repeated(
        self,
        check: typing.SupportsInt | typing.SupportsIndex,
        rows: collections.abc.Sequence[collections.abc.Sequence[str]],
    ) -> None: ...
    def add_spellings(
        self,
        check: typing.SupportsInt | typing.SupportsIndex,
        rows: collections.abc.Sequence[collections.abc.Sequence[str]],
    ) -> None: ...
    def raise_errors(self) -> None: ...
    def read_totals(self, rows: collections.abc.Sequence[collections.abc.Sequence[str]]) -> tuple[int, int, int]:
        """
        Numbers of faults, contradictions and unusual spellings.
        """
    @property
    def conflicts(self) -> str:
        """
        Lists cells that are given twice and differ.
        """
    @property
    def faults(self) -> list[str]:
        """
        Lists values that are no numbers of their field.
        """
    @property
    def overflows(self) -> str:
        """
        Lists sums that are too large.
        """
    @property
    def partial(self) -> Partial:
        """
        The sums that the results of the statements give.
        """
    @property
    def quick(self) -> str:
        """
        The same rows in less time, where they count no fault; empty where there is none.
        """
    @property
    def repeated(self) -> list[str]:
        """
        Counts rows that are given twice.
        """
    @property
    def spellings(self) -> list[str]:
        """
        Lists spellings of zones.
        """
    @property
    def totals(self) -> str:
        """
        The statement that adds up.
        """

class Figure:
    """
    A figure of a finding, beside last year's.
    """
    @property
    def field(self) -> str:
        """
        Its name.
        """
    @property
    def last_year(self) -> str:
        """
        The figure of the year before, or "".
        """
    @property
    def value(self) -> str:
        """
        The exact figure as text.
        """

class Finding:
    """
    One finding of reading or of a check.
    """
    @property
    def check(self) -> int:
        """
        Index in System.checks; -1: found on reading.
        """
    @property
    def enterprise(self) -> str:
        """
        The enterprise, or "".
        """
    @property
    def figures(self) -> list[Figure]:
        """
        The figures that the rule compares.
        """
    @property
    def places(self) -> list[Place]:
        """
        Files and lines.
        """
    @property
    def problem(self) -> Problem:
        """
        What is wrong, where, and what to do.
        """
    @property
    def severity(self) -> str:
        """
        error, query or notice.
        """
    @property
    def year(self) -> int:
        """
        The year, or 0.
        """
    @property
    def zone(self) -> str:
        """
        The zone, or "".
        """

class CheckList:
    """
    What a check found, and how often each rule was checked.
    """
    @property
    def checked(self) -> list[int]:
        """
        How often each rule of System.checks was checked.
        """
    @property
    def findings(self) -> list[Finding]:
        """
        Errors first, then by zone and enterprise.
        """
    @property
    def found(self) -> list[int]:
        """
        How often each rule was broken.
        """
    @property
    def not_listed(self) -> int:
        """
        Findings beyond those listed, in all.
        """
    @property
    def raw(self) -> Raw | None:
        """
        The data that were checked.
        """
    @property
    def unlisted_errors(self) -> int:
        """
        Errors beyond those listed.
        """
    @property
    def unlisted_queries(self) -> int:
        """
        Queries beyond those listed.
        """

class Method:
    """
    A method for every stage, read once.
    """
    def __init__(self, settings: collections.abc.Sequence[Setting]) -> None: ...

class Scaling:
    """
    How every indicator is scored: method and parameters.
    """
    def __init__(
        self,
        columns: collections.abc.Sequence[
            tuple[
                str,
                str,
                collections.abc.Sequence[Setting],
                bool,
                collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex],
                collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
                str,
            ]
        ],
        zones: collections.abc.Sequence[str],
    ) -> None: ...
    def apply(
        self,
        indicators: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
        zones: collections.abc.Sequence[str],
    ) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
    @property
    def columns(self) -> list:
        """
        A dict for each indicator.
        """
    @property
    def zones(self) -> list[str]:
        """
        Names of the zones it was learned from, where it keeps their values.
        """

class IndicatorTable:
    """
    Second-level indicators of zones, n_zones x n_indicators, NaN missing.
    """
    def why(
        self,
        zone: typing.SupportsInt | typing.SupportsIndex,
        indicator: typing.SupportsInt | typing.SupportsIndex,
        lang: str = "en",
    ) -> str: ...
    @property
    def values(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]:
        """
        zones x indicators, each in its own unit; NaN is missing.
        """
    @property
    def year(self) -> int:
        """
        The data year.
        """
    @property
    def zones(self) -> list[str]:
        """
        Names of the rows.
        """

class Alternative:
    """
    The overall ranking under another reading of the data.
    """
    @property
    def id(self) -> str:
        """
        percentile_bounds, gaps_0 or gaps_1.
        """
    @property
    def overall(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
        """
        Overall scores of the zones.
        """
    @property
    def ranks(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
        """
        Overall ranks of the zones.
        """

class Ranking:
    """
    Scores (0..100, more is better) and ranks (1 is the best) of all zones in one year.
    """
    def indicator_ranks(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
    def left_out_why(self, lang: str = "en") -> list[str]:
        """
        Of each indicator why it is left out for all zones; "" where it counts.
        """
    def method_text(self, lang: str = "en") -> str: ...
    def zone(self, name: str) -> int: ...
    @property
    def alternatives(self) -> list[Alternative]:
        """
        Ranks under other readings of the data.
        """
    @property
    def assumed_weight(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
        """
        Share of the present weight whose name or formula is assumed.
        """
    @property
    def evaluation_year(self) -> int:
        """
        The year of the evaluation, where the system says it.
        """
    @property
    def group_ranks(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]:
        """
        zones x groups; 1 is best.
        """
    @property
    def group_scores(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]:
        """
        zones x groups [points]; the first column is overall.
        """
    @property
    def imputed(self) -> list[tuple[int, int, float, str]]:
        """
        (zone, indicator, value, method) of each filled value.
        """
    @property
    def indicators(self) -> IndicatorTable:
        """
        Values of the indicators.
        """
    @property
    def left_out(self) -> list[bool]:
        """
        Of each indicator: left out for all zones.
        """
    @property
    def method(self) -> Method:
        """
        The method that holds.
        """
    @property
    def n_missing(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
        """
        Indicators without a value, of each zone.
        """
    @property
    def n_settled(self) -> int:
        """
        Scores whose ranks exact figures decided.
        """
    @property
    def notices(self) -> list[Problem]:
        """
        What was skipped, converted or left out.
        """
    @property
    def scaling(self) -> Scaling:
        """
        How values became scores.
        """
    @property
    def scores(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]:
        """
        zones x indicators [points].
        """
    @property
    def treated(self) -> list[tuple[int, int, float, float, str]]:
        """
        (zone, indicator, before, after, how) of each value that was moved.
        """
    @property
    def values(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]:
        """
        zones x indicators, filled and treated, as they are scored.
        """
    @property
    def weight_left_out(self) -> float:
        """
        Share of the system's weight that is left out.
        """
    @property
    def weights(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
        """
        Each indicator's share in the overall score.
        """
    @property
    def year(self) -> int:
        """
        The data year.
        """
    @property
    def zones(self) -> list[str]:
        """
        Names of the rows.
        """

class DrawInput:
    """
    What is redrawn: readings of the data, and what varies.
    """
    @property
    def choices(self) -> list[list[str]]:
        """
        What each reading chose of the lists of methods.
        """
    @property
    def notices(self) -> list[Problem]:
        """
        What makes redrawing slow.
        """
    @property
    def weights_text(self) -> str:
        """
        How weights are drawn, in words.
        """

class RankDistribution:
    """
    Ranks of one group over all draws, counted.
    """
    def quantile_errors(
        self, q: typing.SupportsFloat | typing.SupportsIndex
    ) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
    def rank_quantiles(
        self, q: typing.SupportsFloat | typing.SupportsIndex
    ) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
    def score_quantiles(
        self, q: typing.SupportsFloat | typing.SupportsIndex
    ) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
    @property
    def ahead(self) -> typing.Annotated[numpy.typing.NDArray[numpy.uint64], "[m, n]"]:
        """
        zones x zones: draws in which the row was ahead.
        """
    @property
    def frequency(self) -> typing.Annotated[numpy.typing.NDArray[numpy.uint64], "[m, n]"]:
        """
        zones x ranks: how many draws gave the rank.
        """
    @property
    def group(self) -> int:
        """
        Index in System.groups; 0 is overall.
        """
    @property
    def nominal(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
        """
        Ranks of the nominal ranking.
        """
    @property
    def score_mean(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
        """
        Mean score of the draws.
        """
    @property
    def score_sd(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
        """
        Standard deviation of the scores.
        """

class DrawResult:
    """
    Counts of a number of draws.
    """
    @property
    def draws(self) -> int:
        """
        Rankings that were redrawn.
        """
    @property
    def is_complete(self) -> bool:
        """
        False where the time limit ended it.
        """
    @property
    def of(self) -> list[RankDistribution]:
        """
        A distribution of overall, then of each first-level group.
        """
    @property
    def quantile_error(self) -> float:
        """
        Of the overall quantiles, at most [places].
        """

class Limits:
    """
    What the levers and plans of a zone may move, and how far.
    """
    def __init__(
        self,
        *,
        times: typing.SupportsFloat | typing.SupportsIndex,
        limits: collections.abc.Mapping[
            str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
        ],
        fixed: collections.abc.Sequence[str],
        steps: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex],
        costs: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex],
        may_fall: bool,
        at_most: typing.SupportsInt | typing.SupportsIndex,
        threads: typing.SupportsInt | typing.SupportsIndex,
    ) -> None: ...

class Target:
    """
    A target of a zone; figures are pairs of a number and one unit of its last decimal.
    """
    def __init__(
        self,
        *,
        zone: str,
        name: str,
        year: typing.SupportsInt | typing.SupportsIndex,
        value: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
        growth: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
        yearly: bool,
        base_year: typing.SupportsInt | typing.SupportsIndex,
        today: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
        base: tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex],
        goal: str,
        cumulates: bool | None,
    ) -> None: ...

class RowSums:
    """
    The sums of enterprises with the rows that they are of.
    """
    def __init__(
        self,
        raw: Raw,
        system: System,
        threads: typing.SupportsInt | typing.SupportsIndex = 0,
        by: str = "nothing",
        own: collections.abc.Mapping[str, str] = {},
    ) -> None: ...
    @property
    def n_enterprises(self) -> int:
        """
        How many enterprises there are.
        """

def accumulate(
    inputs: collections.abc.Sequence[
        tuple[str, typing.Any, typing.SupportsInt | typing.SupportsIndex, typing.SupportsInt | typing.SupportsIndex]
    ],
    system: System,
    *,
    industry: str = "nothing",
    own: collections.abc.Mapping[str, str] = {},
    distinct: bool = False,
    threads: typing.SupportsInt | typing.SupportsIndex = 0,
    progress: typing.Any = None,
    reading: dict = {},
) -> Partial:
    """
    Sums of enterprises by zone and year from streams of Arrow.
    """

def accumulate_files(
    sources: collections.abc.Sequence[
        tuple[
            str,
            typing.Any,
            typing.SupportsInt | typing.SupportsIndex,
            str,
            str | tuple[str, str],
            str | tuple[str, str],
        ]
    ],
    system: System,
    *,
    year: typing.SupportsInt | typing.SupportsIndex = 0,
    industry: str = "nothing",
    own: collections.abc.Mapping[str, str] = {},
    threads: typing.SupportsInt | typing.SupportsIndex = 0,
    progress: typing.Any = None,
    reading: dict = {},
) -> Partial:
    """
    Sums of enterprises by zone and year from files.
    """

def add_up(zones: Raw, rolled: Raw, system: System, prefer: str = "") -> Raw:
    """
    Figures of zones beside rolled-up ones; they must agree unless one is preferred.
    """

def aggregate(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    method: Method,
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
    """
    Scores of zones from n_zones x n scores (0..100, NaN missing) and n weights.
    """

def aggregations() -> list[str]:
    """
    The names of all aggregations.
    """

def ahp(
    judgments: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"]],
    method: str,
    names: collections.abc.Sequence[str],
) -> dict:
    """
    Weights from pairwise comparisons (several: their geometric mean), consistency, worst judgments first.
    """

def array_draws(
    scores: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
    weights: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, 1]"],
    group_of: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    group_weights: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, 1]"],
    ids: collections.abc.Sequence[str],
    min_available: typing.SupportsFloat | typing.SupportsIndex,
    factors: collections.abc.Sequence[Setting],
) -> DrawInput:
    """
    What is redrawn of an array of scores.
    """

def autocorrelation(x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]) -> float:
    """
    The autocorrelation of a series with lag 1.
    """

def availability(
    values: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
) -> list[tuple[int, int, float, float]]:
    """
    Of each column: missing values, zeros, and the shares of available and of nonzero values.
    """

def benefit_of_doubt(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    share_low: typing.SupportsFloat | typing.SupportsIndex,
    share_high: typing.SupportsFloat | typing.SupportsIndex,
    weight_low: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    weight_high: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    direction: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
) -> dict:
    """
    Each zone's score under the weights that suit it best; scores, weights, zones at 1, infeasible.
    """

def best_worst(
    best_to_others: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    others_to_worst: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    model: str,
    names: collections.abc.Sequence[str],
) -> dict:
    """
    Weights from comparisons with the best and the worst, their intervals, and consistency.
    """

def boards(ranking: Ranking, zone: typing.SupportsInt | typing.SupportsIndex) -> list[str]:
    """
    Of each group: strong, even or weak, as it ranks beside the zone's overall rank; else "".
    """

def cheapest_plan(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    zone: str,
    rank: typing.SupportsFloat | typing.SupportsIndex,
    limits: Limits,
) -> dict:
    """
    The figures of a zone that together give it a rank for the least effort: a dict.

    Raises
    ------
    zonerank.Error
        As levers(); bad-option for costs, and for methods that the search does not cover.
    """

def check(
    sources: collections.abc.Sequence[
        tuple[
            str,
            typing.Any,
            typing.SupportsInt | typing.SupportsIndex,
            str,
            str | tuple[str, str],
            str | tuple[str, str],
        ]
    ],
    system: System,
    *,
    year: typing.SupportsInt | typing.SupportsIndex = 0,
    prefer: str = "",
    threads: typing.SupportsInt | typing.SupportsIndex = 0,
    reading: dict = {},
    progress: typing.Any = None,
) -> CheckList:
    """
    Everything that reading and the rules of the system find in the data.
    """

def check_ranked(ranking: Ranking, system: System) -> None:
    """
    Raise zonerank.Error (nothing-to-rank) where no zone has an overall score.
    """

def check_zones(zones: collections.abc.Sequence[str], known: collections.abc.Sequence[str]) -> None:
    """
    Raises unknown-zone with the nearest name.
    """

def chinese_unit(unit: str) -> str:
    """
    "item/10k person" is 件/万人; what has no Chinese name stays as it is.
    """

def column_meanings(
    names: collections.abc.Sequence[str], system: System, place: str, reading: dict = {}
) -> tuple[list[ColumnMeaning], list[Problem]]:
    """
    What the columns of a table mean, and notices.
    """

def combine_weights(
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    rule: str,
    shares: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
    """
    One weighting from a column of weights each.
    """

def compares_zones(method: Method) -> bool:
    """
    Whether a zone's score depends on other zones.
    """

def composite(
    indicators: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    directions: collections.abc.Sequence[str],
    method: Method,
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    list[int],
]:
    """
    Indicators to an overall score and rank in one call, with what was left out.
    """

def correlations(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"], method: str
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"],
]:
    """
    Coefficients, p-values and numbers of pairs of all pairs of columns.
    """

def coupling_coordination(
    groups: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    full: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
]:
    """
    Coupling, development and coordination of zones from n_zones x n_groups scores up to full.
    """

def cronbach_alpha(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
) -> tuple[float, float]:
    """
    Reliability of columns, raw and standardized.
    """

def decode(bytes: str, name: str, encoding: str = "") -> tuple[bytes, list[Problem]]:
    """
    The text of a file as UTF-8, and the notices of how it was read.
    """

def derivatives(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    zone: str,
) -> dict:
    """
    Derivatives of a zone's scores by its raw figures: a dict of dicts of columns, a row a figure.

    Slopes are in points per unit of the field, left and right of today's figure; NaN where the score
    jumps or the figure is not followed.

    Raises
    ------
    zonerank.Error
        unknown-zone; bad-option for an aggregation that compares zones.
    """

def describe(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    skewness: typing.SupportsFloat | typing.SupportsIndex,
    kurtosis: typing.SupportsFloat | typing.SupportsIndex,
    available: typing.SupportsFloat | typing.SupportsIndex,
    nonzero: typing.SupportsFloat | typing.SupportsIndex,
    unique: typing.SupportsFloat | typing.SupportsIndex,
) -> dict:
    """
    Moments, quantiles and warnings of one column.
    """

def drifted(raw: Raw, system: System, year: typing.SupportsInt | typing.SupportsIndex, zone: str) -> Raw:
    """
    The figures with all zones but one a year ahead, each moved as it did last year.
    """

def drill(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    sums: RowSums,
    *,
    zone: str = "",
    threads: typing.SupportsInt | typing.SupportsIndex = 0,
    progress: typing.Any = None,
) -> dict:
    """
    Every zone without one enterprise at a time: a dict of columns, a row an enterprise.

    `zone` is a row of the ranking. `values` (in each indicator's unit) and `scores` [points] have a
    column an indicator, `group_scores` [points] and `group_ranks` a column a group; they are those of
    the zone without the enterprise, NaN where it then has none. `in_year` is 0 where the enterprise has
    rows of earlier years only. `kept` names the figures of zones that are not the sums of enterprises,
    which stay as they are. `n_anew` is for how many enterprises all zones were ranked anew, `n_unranked`
    for how many nobody can be ranked. `concentration` has a row a zone and sum.

    Raises
    ------
    zonerank.Error
        unknown-zone with the nearest names; no-enterprises.
    """

def effective_weights(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    overall: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
]:
    """
    The squared correlation ratio of each column with the overall score, and its share of their sum.
    """

def effort_units(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    zone: str,
    rank: typing.SupportsFloat | typing.SupportsIndex,
    limits: Limits,
) -> dict:
    """
    One unit of effort of each figure: a dict of (size, what it is of); no use of `rank`.
    """

def engine_failed(engine: str, place: str, message: str, statement: str) -> None:
    """
    Raises the error of another engine.
    """

def equal_weights(
    n: typing.SupportsInt | typing.SupportsIndex,
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
    """
    n weights of 1 / n.
    """

def estimate_em(
    values: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"], method: Method
) -> dict:
    """
    Mean and covariance of a normal distribution with gaps, by expectation and maximization.
    """

def explain(
    ranking: Ranking,
    system: System,
    zone: str,
    *,
    opponents: collections.abc.Sequence[str],
    against: str,
    rank: typing.SupportsFloat | typing.SupportsIndex | None,
    to_zone: str | None,
    benchmarks: collections.abc.Sequence[str],
    labels: collections.abc.Mapping[str, str],
    board_threshold: typing.SupportsFloat | typing.SupportsIndex,
    listed: typing.SupportsInt | typing.SupportsIndex,
    top_rank: typing.SupportsFloat | typing.SupportsIndex,
    most_missing: typing.SupportsFloat | typing.SupportsIndex,
    exact_members: typing.SupportsInt | typing.SupportsIndex,
    orders: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> dict:
    """
    What the rank of a zone is made of: a dict of arrays in the order of the system.

    Places of the indicators add up to (n + 1) / 2 less the rank, ties averaged; n counts the
    opponents and the zone. Contributions [points] add up to the score less that of the reference.
    Distances are in each indicator's own unit, the other value less the zone's. NaN is missing.

    Raises
    ------
    zonerank.Error
        unknown-zone with the nearest names; bad-option.
    """

def fail(
    code: str,
    place: Place,
    value: str | tuple[str, str] = "",
    args: collections.abc.Sequence[str | tuple[str, str]] = [],
) -> None:
    """
    Raises the error of a code; a text is a name, or a pair of a phrase in English and Chinese.
    """

def given_weights(
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
    """
    Weights scaled to sum to 1.
    """

def group_priorities(
    judgments: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"]],
    method: str,
    names: collections.abc.Sequence[str],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
    """
    The geometric mean of several persons' weights, as shares.
    """

def has_infinite(contiguous: numpy.typing.NDArray[numpy.float64]) -> bool:
    """
    Whether an array, contiguous in either order, has an infinite number.
    """

def imputations() -> list[str]:
    """
    The names of all imputations.
    """

def impute(
    values: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    method: Method,
    columns: collections.abc.Mapping[typing.SupportsInt | typing.SupportsIndex, collections.abc.Sequence[Setting]],
    names: collections.abc.Sequence[str],
    zones: collections.abc.Sequence[str],
    years: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    groups: collections.abc.Sequence[str],
    siblings: collections.abc.Sequence[str],
    directions: collections.abc.Sequence[str],
) -> tuple[typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"], list[tuple[int, int, float, str]], int]:
    """
    Values with gaps filled, what was filled (row, column, value, method), and how many gaps are left.
    """

def indicators(
    raw: Raw, system: System, year: typing.SupportsInt | typing.SupportsIndex = 0
) -> tuple[IndicatorTable, list[Problem]]:
    """
    The second-level indicators of one year, in their own units.
    """

def industry_effects(
    raw: Raw,
    system: System,
    ranking: Ranking,
    *,
    by: str,
    own: collections.abc.Mapping[str, str],
    threads: typing.SupportsInt | typing.SupportsIndex = 0,
) -> dict:
    """
    Why the indicators of zones differ from those of all zones together, by industry: a dict.

    Rows are `zone` (a row of the ranking) and `industry`; `structure` and `within` (in the unit of each
    indicator) and `scores` [points] have a column an indicator, NaN where it is not one sum over
    another; `overall` [points] and `places` are of both together. `reference` has each indicator's value
    for all zones together.

    Raises
    ------
    zonerank.Error
        no-enterprises; no-column without the industry of the enterprises.
    """

def is_plain(names: collections.abc.Sequence[str], system: System, reading: dict = {}) -> bool:
    """
    Whether a table with these columns is one row a zone, as far as its headings tell.
    """

def kemeny(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> dict:
    """
    The ranks with the least weighted disagreement, its cost, a lower bound, and whether it is proved.
    """

def layout_names() -> list[str]:
    """
    The layouts of tables that are understood.
    """

def learn_scaling(
    indicators: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    directions: collections.abc.Sequence[str],
    method: Method,
    columns: collections.abc.Mapping[typing.SupportsInt | typing.SupportsIndex, collections.abc.Sequence[Setting]],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    zones: collections.abc.Sequence[str],
    base: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
) -> Scaling:
    """
    What a normalization learns of each column: a Scaling.
    """

def leave_one_out(
    ranking: Ranking, system: System
) -> list[tuple[str, bool, float, float, typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]]]:
    """
    For each indicator and group left out: id, whether a group, mean and greatest shift, ranks.
    """

def levers(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    zone: str,
    rank: typing.SupportsFloat | typing.SupportsIndex,
    limits: Limits,
) -> dict:
    """
    What each raw figure of a zone would have to be for a rank: a dict of columns, a row a figure.

    Figures are in the unit of the field; NaN where no figure in the limits gives the rank.

    Raises
    ------
    zonerank.Error
        unknown-zone; bad-option for a rank, for the limits, and where the zone has no rank.
    """

def load_partial(text: str, name: str, system: System) -> Partial:
    """
    A saved partial result, checked against the system.
    """

def load_system(id_or_path: str) -> System:
    """
    A system by its id, or from a TOML file.
    """

def mean(x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]) -> float:
    """
    The mean of the values that are present.
    """

def normalizations() -> list[str]:
    """
    The names of all normalizations.
    """

def outranking(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]:
    """
    n_zones x n_zones: the weight of the indicators on which a zone is ahead, half where level.
    """

def own_changes(
    before: Ranking, system_before: System, now: Ranking, system: System, zone: str
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
    """
    The places of a zone's own figures by indicator of the second ranking.
    """

def parse_system(toml: str, file: str = "system.toml") -> System:
    """
    A system from the text of a TOML file.
    """

def passings(
    before: Ranking, system_before: System, now: Ranking, system: System, zone: str
) -> list[tuple[str, bool, str, float]]:
    """
    Whom a zone passed and who passed it: (other, passed, indicator, moved [points]).
    """

def plan_frontier(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    zone: str,
    rank: typing.SupportsFloat | typing.SupportsIndex,
    limits: Limits,
) -> list:
    """
    The cheapest plans for every whole rank better than today's: a list of dicts; no use of `rank`.
    """

def principal_components(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
) -> dict:
    """
    Eigenvalues, vectors, explained shares, and the tests of Kaiser-Meyer-Olkin and Bartlett.
    """

def rank(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None = None,
    zone_groups: collections.abc.Mapping[str, str] = {},
    common: typing.SupportsInt | typing.SupportsIndex = 0,
) -> Ranking:
    """
    Raw statistics to ranks: a Ranking of one year.
    """

def rank_agreement(
    reference: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    other: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> dict:
    """
    Rank correlations and shifts between two rankings.
    """

def rank_alone(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    zone: str,
    of: typing.SupportsFloat | typing.SupportsIndex,
) -> dict:
    """
    What is certain of a zone's rank among `of` zones (NaN: those of the table): a dict.

    Raises
    ------
    zonerank.Error
        unknown-zone; bad-option for `of`, and for methods without ends or sums.
    """

def rank_changes(
    before: Ranking,
    system_before: System,
    now: Ranking,
    system: System,
    noise: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, 1]"],
) -> dict:
    """
    Why the rank and the score of every zone moved: a dict of columns, a row a zone of `now`.

    Causes of the rank are in places and add up to rank_before - rank: above 0 the zone gained. Those
    of the score [points] add up to score - score_before. `noise` is in places, one a zone; empty: no
    change is within it.

    Raises
    ------
    zonerank.Error
        bad-option where an aggregation compares zones.
    """

def rank_order_weights(
    ranks: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"], rule: str
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
    """
    Weights from an order of importance; 1 is the most important.
    """

def rank_probability(
    others: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    own: typing.SupportsFloat | typing.SupportsIndex,
    changes: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    rank: typing.SupportsFloat | typing.SupportsIndex,
    draws: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> float:
    """
    How often a zone with the overall score `own` has the rank when the others' scores change.

    Every other zone takes one of the changes by chance in every draw.
    """

def rank_scores(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"], method: Method
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
    """
    Ranks of scores; the greatest is 1, equal scores share the better rank, NaN has none.
    """

def rank_sum_ratio(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    integer: bool,
    grades: typing.SupportsInt | typing.SupportsIndex,
) -> dict:
    """
    Rank-sum ratios of zones with probits, the fitted line and grades.
    """

def ranking_draws(
    raw: Raw,
    system: System,
    ranking: Ranking,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    lists: collections.abc.Mapping[str, collections.abc.Sequence[Setting]],
    factors: collections.abc.Sequence[Setting],
    errors: collections.abc.Sequence[tuple[str, str, typing.SupportsFloat | typing.SupportsIndex]],
    reviewers: collections.abc.Sequence[
        tuple[str, str, typing.SupportsInt | typing.SupportsIndex, str, typing.SupportsFloat | typing.SupportsIndex]
    ],
) -> DrawInput:
    """
    What is redrawn of a ranking.
    """

def read(
    sources: collections.abc.Sequence[
        tuple[
            str,
            typing.Any,
            typing.SupportsInt | typing.SupportsIndex,
            str,
            str | tuple[str, str],
            str | tuple[str, str],
        ]
    ],
    system: System,
    *,
    year: typing.SupportsInt | typing.SupportsIndex = 0,
    all_fields: bool = False,
    prefer: str = "",
    keep_enterprises: bool = False,
    threads: typing.SupportsInt | typing.SupportsIndex = 0,
    reading: dict = {},
    progress: typing.Any = None,
) -> Raw:
    """
    Raw statistics of zones and years from files and frames; enterprises are rolled up.
    """

def reconcile(
    rankings: collections.abc.Sequence[Ranking],
    ranks: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, 1]"]],
    of: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    system: System,
    group: typing.SupportsInt | typing.SupportsIndex,
    *,
    of_indicators: bool,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> dict:
    """
    Which weights of a group give published ranks: a dict.

    Parameters
    ----------
    rankings, ranks, of : of each year the ranking, the published ranks of its zones (NaN where they are
        not known), and how many zones were ranked (NaN: as many as the ranking has).
    group : int
    of_indicators : bool
        The weights of all indicators below the group, else those of its children.

    Raises
    ------
    zonerank.Error
        bad-option for ranks outside 1 to `of`, for means without weighted sums, for years with other
        columns.
    """

def redraw(
    input: DrawInput,
    draws: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
    groups: bool,
    scores: bool,
    pairs: bool,
    tolerance: typing.SupportsFloat | typing.SupportsIndex,
    time_limit: typing.SupportsFloat | typing.SupportsIndex,
    progress: typing.Any = None,
) -> DrawResult:
    """
    Counts of ranks over draws of weights, methods, errors and reviewers.
    """

def register_method(family: str, label: str, function: typing.Any) -> None:
    """
    From now on the label chooses this function.
    """

def replay(
    input: DrawInput, draw: typing.SupportsInt | typing.SupportsIndex, seed: typing.SupportsInt | typing.SupportsIndex
) -> dict:
    """
    One draw by its number: choices, weights, scores of groups and ranks.
    """

def resolve_threads(threads: typing.SupportsInt | typing.SupportsIndex = 0) -> int:
    """
    The number of threads that a call with this option uses; 0: the cores allowed.
    """

def robust(
    input: DrawInput, threads: typing.SupportsInt | typing.SupportsIndex, progress: typing.Any = None
) -> tuple[list, typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]]:
    """
    Proved bounds of every zone's rank over a set of weights, and the least leads.
    """

def score_scale(method: Method) -> str:
    """
    The range of a normalization's scores; its name where it has none.
    """

def sensitivity(
    input: DrawInput,
    points: typing.SupportsInt | typing.SupportsIndex,
    scramblings: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
    second_order: bool = False,
    progress: typing.Any = None,
) -> dict:
    """
    Sobol indices of scores and ranks, with errors from scramblings.
    """

def smallest_change(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    ahead: typing.SupportsInt | typing.SupportsIndex,
    behind: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[float, typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]]:
    """
    The least change of weights (L1 norm) that brings one zone level with another, and the weights.
    """

def sobol_indices(
    y: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    factors: typing.SupportsInt | typing.SupportsIndex,
    second_order: bool = False,
    resamples: typing.SupportsInt | typing.SupportsIndex = 0,
    seed: typing.SupportsInt | typing.SupportsIndex = 1,
) -> dict:
    """
    First-order and total indices from the values of a design.
    """

def sobol_points(
    n: typing.SupportsInt | typing.SupportsIndex,
    dimensions: typing.SupportsInt | typing.SupportsIndex,
    scramble: typing.SupportsInt | typing.SupportsIndex | None = None,
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]:
    """
    n x dimensions points of Sobol's sequence in [0, 1), scrambled where a seed is given.
    """

def standard_deviation(x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]) -> float:
    """
    The standard deviation with divisor n - 1.
    """

def system_ids() -> list[str]:
    """
    The indicator systems that ship.
    """

def targets(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    targets: collections.abc.Sequence[Target],
    *,
    as_of: typing.SupportsFloat | typing.SupportsIndex,
    green: typing.SupportsFloat | typing.SupportsIndex,
    yellow: typing.SupportsFloat | typing.SupportsIndex,
    cumulates: bool | None,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[dict, dict]:
    """
    How far zones have come towards their targets: a dict of columns, a row a target, and one of
    ranks, a row a zone.

    `as_of` is in years (2020.5 is the end of June 2020; NaN the end of the ranked year). Growths and
    shares are fractions.

    Raises
    ------
    zonerank.Error
        unknown-zone; bad-option for names, growths without a base, times, and rules of the check list.
    """

def theil_index(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"], groups: collections.abc.Sequence[str]
) -> dict:
    """
    Inequality of positive values in all, within and between groups.
    """

def treat(
    values: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    method: Method,
    columns: collections.abc.Mapping[typing.SupportsInt | typing.SupportsIndex, collections.abc.Sequence[Setting]],
    rows: collections.abc.Sequence[str],
    names: collections.abc.Sequence[str],
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"], list, list[tuple[int, int, float, float, str]]
]:
    """
    Values with outliers treated, what was tried of each column, and every changed value.
    """

def treatments() -> list[str]:
    """
    The names of all treatments of outliers.
    """

def unregister_method(family: str, label: str) -> None:
    """
    Forgets a function of the user's that a label chose.
    """

def value_changes(
    before: Raw,
    system_before: System,
    year_before: typing.SupportsInt | typing.SupportsIndex,
    now: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    zone: str,
) -> list[tuple[str, str, int, float, float, float]]:
    """
    The change of every indicator of a zone by the fields of its formula.

    (indicator, field, years back, figure before, figure, part); parts are in the indicator's unit and
    add up to the change of its value.
    """

def varimax(
    loadings: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]:
    """
    Loadings rotated to the greatest variance of their squares.
    """

def weigh(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    method: Method,
    values: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
    directions: collections.abc.Sequence[str],
    panel: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"]],
    names: collections.abc.Sequence[str],
    given: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, 1]"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]:
    """
    Weights of columns that sum to 1, from scores or what else the method needs.
    """

def weight_draws() -> list[str]:
    """
    The words for how weights are drawn.
    """

def weightings() -> list[str]:
    """
    The names of all weightings.
    """

def what_if(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None,
    zone_groups: collections.abc.Mapping[str, str],
    common: typing.SupportsInt | typing.SupportsIndex,
    edits: collections.abc.Sequence[tuple[str, str, str, typing.SupportsInt | typing.SupportsIndex]],
) -> Ranking:
    """
    The ranking with other figures; edits are (zone, field or indicator, text, year).

    The texts are "1200" or "=-5" (set), "+200", "-200" (add), "+10 %", "-10 %", "blank"; year 0 is
    the one that is ranked.
    """

def with_edits(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    edits: collections.abc.Sequence[tuple[str, str, str, typing.SupportsInt | typing.SupportsIndex]],
) -> Raw:
    """
    The figures with those edits that are of fields, as what_if() ranks them.
    """

def write_sample(
    directory: os.PathLike | str | bytes,
    *,
    enterprises: typing.SupportsInt | typing.SupportsIndex = 140000,
    zones: typing.SupportsInt | typing.SupportsIndex = 169,
    first_year: typing.SupportsInt | typing.SupportsIndex = 2017,
    years: typing.SupportsInt | typing.SupportsIndex = 3,
    seed: typing.SupportsInt | typing.SupportsIndex = 1,
    threads: typing.SupportsInt | typing.SupportsIndex = 0,
    progress: typing.Any = None,
) -> list[pathlib.Path]:
    """
    Write made-up enterprise records into a folder.

    About `enterprises` enterprises a year in `zones` zones, in the layout of the statistical forms, with
    tables of the zones themselves. The same seed gives the same bytes for any number of threads.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    zonerank.Error
        If an option is out of range or the folder cannot be written.
    """

__version__: str = "0.1.0"
