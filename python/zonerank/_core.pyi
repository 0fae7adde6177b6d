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
    "ColumnMeaning",
    "CheckList",
    "Field",
    "Figure",
    "Finding",
    "Group",
    "Indicator",
    "IndicatorTable",
    "Partial",
    "Place",
    "Problem",
    "Ranking",
    "Raw",
    "Statements",
    "System",
    "accumulate",
    "accumulate_files",
    "add_up",
    "aggregate",
    "check",
    "column_meanings",
    "engine_failed",
    "equal_weights",
    "given_weights",
    "indicators",
    "load_partial",
    "load_system",
    "parse_system",
    "rank",
    "rank_scores",
    "read",
    "resolve_threads",
    "system_ids",
    "write_sample",
]

class Method:
    """A method for every stage, read once."""

    def __init__(self, settings: collections.abc.Sequence[Setting]) -> None: ...

class Scaling:
    """How every indicator is scored: method and parameters."""

    def __init__(
        self,
        columns: list[tuple[str, str, list[Setting], bool, dict[str, float], list[float], str]],
        zones: list[str],
    ) -> None: ...
    @property
    def columns(self) -> list[dict]: ...
    @property
    def zones(self) -> list[str]: ...
    def apply(
        self, indicators: numpy.typing.NDArray[numpy.float64], zones: collections.abc.Sequence[str]
    ) -> numpy.typing.NDArray[numpy.float64]: ...

class Setting:
    """One key and value of a method."""

    @property
    def key(self) -> str: ...
    def __init__(
        self,
        key: str,
        *,
        text: str = "",
        number: float | None = None,
        rows: list[list[float]] | None = None,
        words: list[str] | None = None,
        table: list[Setting] | None = None,
        function: typing.Any = None,
    ) -> None: ...

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
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple) -> None: ...
    def __str__(self) -> str: ...
    def text(self, lang: str = "en") -> str:
        """
        The place as messages begin with it; lang is 'en' or 'zh'.
        """
    @property
    def column(self) -> str: ...
    @property
    def enterprise(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def section(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def zone(self) -> str: ...

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
    def code(self) -> str: ...
    @property
    def place(self) -> Place: ...
    @property
    def severity(self) -> str: ...
    @property
    def value(self) -> str: ...

class Field:
    """
    A raw statistic.
    """
    def __repr__(self) -> str: ...
    @property
    def aliases(self) -> list[str]: ...
    @property
    def codes(self) -> list[str]: ...
    @property
    def en(self) -> str: ...
    @property
    def formula(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def rollup(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def zh(self) -> str: ...

class Indicator:
    """
    A second-level indicator: a formula over fields, a unit, a direction.
    """
    def __repr__(self) -> str: ...
    @property
    def bounds(self) -> tuple[float, float] | None: ...
    @property
    def code(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def factor(self) -> float: ...
    @property
    def fields(self) -> list[str]: ...
    @property
    def formula(self) -> str: ...
    @property
    def formula_status(self) -> str: ...
    @property
    def group_index(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def name_status(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def range(self) -> tuple[float, float] | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def weight_status(self) -> str: ...
    @property
    def when_empty(self) -> float | None: ...
    @property
    def years_back(self) -> int: ...
    @property
    def zh(self) -> str: ...

class Group:
    """
    A first-level indicator: indicators and groups that are aggregated together.
    """
    def __repr__(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def parent_index(self) -> int: ...
    @property
    def weight(self) -> float: ...
    @property
    def weight_status(self) -> str: ...
    @property
    def zh(self) -> str: ...

class Check:
    """
    A rule that reported figures are checked against.
    """
    def __repr__(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def factor(self) -> str: ...
    @property
    def field_indices(self) -> list[int]: ...
    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def least(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def zh(self) -> str: ...

class Figure:
    """
    A figure of a finding, beside last year's.
    """
    @property
    def field(self) -> str: ...
    @property
    def last_year(self) -> str: ...
    @property
    def value(self) -> str: ...

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
    def enterprise(self) -> str: ...
    @property
    def figures(self) -> list[Figure]: ...
    @property
    def places(self) -> list[Place]: ...
    @property
    def problem(self) -> Problem: ...
    @property
    def severity(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def zone(self) -> str: ...

class CheckList:
    @property
    def checked(self) -> list[int]: ...
    @property
    def findings(self) -> list[Finding]: ...
    @property
    def found(self) -> list[int]: ...
    @property
    def not_listed(self) -> int: ...
    @property
    def raw(self) -> Raw | None: ...
    @property
    def unlisted_errors(self) -> int: ...
    @property
    def unlisted_queries(self) -> int: ...

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
    def zone_titles(self) -> list[str]:
        """
        Headings of the column that names the zones.
        """
    @property
    def checks(self) -> list[Check]: ...
    @property
    def document(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def fields(self) -> list[Field]: ...
    @property
    def file(self) -> str: ...
    @property
    def groups(self) -> list[Group]:
        """
        In depth-first order; the first is overall.
        """
    @property
    def id(self) -> str: ...
    @property
    def indicators(self) -> list[Indicator]: ...
    @property
    def note(self) -> str: ...
    @property
    def zh(self) -> str: ...

class Raw:
    def figures(self, system: System, name: str, previous: bool = False) -> typing.Any: ...
    def to_csv(self, system: System) -> str: ...
    @property
    def enterprise_rows(self) -> int: ...
    @property
    def notices(self) -> list[Problem]: ...
    @property
    def years(self) -> list[int]: ...
    @property
    def zones(self) -> list[str]: ...
    def figure_texts(self, system: System, name: str, previous: bool = False) -> list[str] | None: ...
    @property
    def industries(self) -> list[str]: ...

class Partial:
    """
    Sums of enterprises, to be merged and finished.
    """
    def finish(self, system: System) -> Raw: ...
    def merge(self, other: Partial) -> Partial: ...
    def save(self) -> str: ...
    @property
    def fields(self) -> list[str]: ...
    @property
    def groups(self) -> list[tuple[str, int, str]]: ...
    @property
    def notices(self) -> list[Problem]: ...
    @property
    def rows(self) -> int: ...
    @property
    def system(self) -> str: ...

class ColumnMeaning:
    """
    What a column of a table means.
    """
    @property
    def factor(self) -> tuple[int, int, int]: ...
    @property
    def field(self) -> str: ...
    @property
    def role(self) -> str: ...

def accumulate(
    inputs: collections.abc.Sequence[tuple[str, typing.Any, int, int]],
    system: System,
    *,
    industry: str = "nothing",
    own: collections.abc.Mapping[str, str] = {},
    distinct: bool = False,
    threads: int = 0,
    progress: typing.Any = None,
    reading: dict = {},
) -> Partial: ...
def accumulate_files(
    sources: collections.abc.Sequence[tuple[str, typing.Any, int, str, str | tuple[str, str], str | tuple[str, str]]],
    system: System,
    *,
    year: int = 0,
    industry: str = "nothing",
    own: collections.abc.Mapping[str, str] = {},
    threads: int = 0,
    progress: typing.Any = None,
    reading: dict = {},
) -> Partial: ...
def column_meanings(
    names: collections.abc.Sequence[str], system: System, place: str, reading: dict = {}
) -> tuple[list[ColumnMeaning], list[Problem]]: ...
def composite(
    indicators: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    directions: collections.abc.Sequence[str],
    method: Method,
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    list[int],
]: ...
def has_infinite(contiguous: typing.Annotated[numpy.typing.NDArray[numpy.float64], "noconvert"]) -> bool: ...
def load_partial(text: str, name: str, system: System) -> Partial: ...

class IndicatorTable:
    def why(
        self,
        zone: typing.SupportsInt | typing.SupportsIndex,
        indicator: typing.SupportsInt | typing.SupportsIndex,
        lang: str = "en",
    ) -> str: ...
    @property
    def values(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
    @property
    def year(self) -> int: ...
    @property
    def zones(self) -> list[str]: ...

class Alternative:
    @property
    def id(self) -> str: ...
    @property
    def overall(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
    @property
    def ranks(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...

class Ranking:
    def indicator_ranks(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
    def method_text(self, lang: str = "en") -> str: ...
    def zone(self, name: str) -> int: ...
    @property
    def imputed(self) -> list[tuple[int, int, float, str]]: ...
    @property
    def treated(self) -> list[tuple[int, int, float, float, str]]: ...
    @property
    def values(self) -> numpy.typing.NDArray[numpy.float64]: ...
    @property
    def scaling(self) -> Scaling: ...
    @property
    def alternatives(self) -> list[Alternative]: ...
    @property
    def assumed_weight(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
    @property
    def evaluation_year(self) -> int: ...
    @property
    def group_ranks(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
    @property
    def group_scores(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
    @property
    def indicators(self) -> IndicatorTable: ...
    @property
    def left_out(self) -> list[bool]: ...
    @property
    def left_out_why(self) -> list[str]: ...
    @property
    def method(self) -> Method: ...
    @property
    def n_missing(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
    @property
    def notices(self) -> list[Problem]: ...
    @property
    def scores(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
    @property
    def weight_left_out(self) -> float: ...
    @property
    def n_settled(self) -> int: ...
    @property
    def weights(self) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
    @property
    def year(self) -> int: ...
    @property
    def zones(self) -> list[str]: ...

class Statements:
    """
    A roll-up as SQL, and what its results mean.
    """
    def __init__(
        self,
        tables: collections.abc.Sequence[tuple[str, str, collections.abc.Sequence, int, bool, str, bool]],
        system: System,
        dialect: str,
        *,
        industry: str = "nothing",
        own: collections.abc.Mapping[str, str] = {},
        year: int = 0,
        distinct: bool = False,
        reading: dict = {},
    ) -> None: ...
    def add_conflicts(self, rows: list[list[str]]) -> None: ...
    def add_faults(self, check: int, rows: list[list[str]]) -> None: ...
    def add_overflows(self, rows: list[list[str]]) -> None: ...
    def add_repeated(self, check: int, rows: list[list[str]]) -> None: ...
    def add_spellings(self, check: int, rows: list[list[str]]) -> None: ...
    def add_notice(self, notice: Problem) -> None: ...
    def raise_errors(self) -> None: ...
    def read_totals(self, rows: list[list[str]]) -> tuple[int, int, int]:
        """
        Numbers of faults, contradictions and unusual spellings.
        """
    @property
    def conflicts(self) -> str: ...
    @property
    def faults(self) -> list[str]: ...
    @property
    def overflows(self) -> str: ...
    @property
    def partial(self) -> typing.Any: ...
    @property
    def repeated(self) -> list[str]: ...
    @property
    def spellings(self) -> list[str]: ...
    @property
    def totals(self) -> str: ...

def add_up(zones: Raw, rolled: Raw, system: System, prefer: str = "") -> Raw: ...
def engine_failed(engine: str, place: str, message: str, statement: str) -> typing.NoReturn:
    """
    Raises the error of another engine.
    """

def aggregate(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    method: Method,
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
def check(
    sources: collections.abc.Sequence[tuple[str, bytes | None, typing.SupportsInt | typing.SupportsIndex]],
    system: System,
    *,
    year: typing.SupportsInt | typing.SupportsIndex = 0,
    prefer: str = "",
    threads: typing.SupportsInt | typing.SupportsIndex = 0,
    reading: dict[str, typing.Any] = ...,
    progress: typing.Any = None,
) -> CheckList: ...
def equal_weights(
    n: typing.SupportsInt | typing.SupportsIndex,
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
def fail(
    code: str,
    place: Place | str,
    value: str | tuple[str, str] = ...,
    args: collections.abc.Sequence[str | tuple[str, str]] = ...,
) -> typing.NoReturn:
    """
    Raises the error of a code; a text is a name, or a pair of a phrase in English and Chinese.
    """

def given_weights(
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
def indicators(
    raw: Raw, system: System, year: typing.SupportsInt | typing.SupportsIndex = 0
) -> tuple[IndicatorTable, list[Problem]]: ...
def decode(bytes: str, name: str, encoding: str = "") -> tuple[bytes, list[Problem]]: ...
def check_ranked(ranking: Ranking, system: System) -> None:
    """
    Raise zonerank.Error (nothing-to-rank) where no zone has an overall score.
    """

def is_plain(names: collections.abc.Sequence[str], system: System, reading: dict[str, typing.Any] = ...) -> bool:
    """
    Whether a table with these columns is one row a zone, as far as its headings tell.
    """

def layout_names() -> list[str]: ...
def learn_scaling(
    indicators: numpy.typing.NDArray[numpy.float64],
    directions: collections.abc.Sequence[str],
    method: Method,
    columns: collections.abc.Mapping[int, collections.abc.Sequence[Setting]],
    bounds: collections.abc.Mapping[str, tuple[float, float]],
    zones: collections.abc.Sequence[str],
    base: numpy.typing.NDArray[numpy.float64],
) -> Scaling: ...
def normalizations() -> list[str]: ...
def weightings() -> list[str]: ...
def aggregations() -> list[str]: ...
def load_system(id_or_path: str) -> System: ...
def parse_system(toml: str, file: str = "system.toml") -> System: ...
def rank(
    raw: Raw,
    system: System,
    year: typing.SupportsInt | typing.SupportsIndex,
    settings: collections.abc.Sequence[Setting],
    bounds: collections.abc.Mapping[
        str, tuple[typing.SupportsFloat | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex]
    ],
    scaling: Scaling | None = None,
) -> Ranking: ...
def check_zones(zones: collections.abc.Sequence[str], known: collections.abc.Sequence[str]) -> None:
    """
    Raises unknown-zone with the nearest name.
    """

def score_scale(method: Method) -> str:
    """
    The range of a normalization's scores; its name where it has none.
    """

def rank_scores(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    method: Method,
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
def read(
    sources: collections.abc.Sequence[
        tuple[
            str,
            bytes | None,
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
    threads: typing.SupportsInt | typing.SupportsIndex = 0,
    reading: dict[str, typing.Any] = ...,
    progress: typing.Any = None,
) -> Raw: ...
def resolve_threads(threads: typing.SupportsInt | typing.SupportsIndex = 0) -> int: ...
def system_ids() -> list[str]: ...
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

def autocorrelation(x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]) -> float: ...
def correlations(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"], method: str
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"],
]: ...
def cronbach_alpha(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
) -> tuple[float, float]: ...
def describe(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    skewness: typing.SupportsFloat | typing.SupportsIndex,
    kurtosis: typing.SupportsFloat | typing.SupportsIndex,
    available: typing.SupportsFloat | typing.SupportsIndex,
    nonzero: typing.SupportsFloat | typing.SupportsIndex,
    unique: typing.SupportsFloat | typing.SupportsIndex,
) -> dict: ...
def effective_weights(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    overall: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
]: ...
def mean(x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]) -> float: ...
def principal_components(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
) -> dict: ...
def rank_agreement(
    reference: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    other: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> dict: ...
def standard_deviation(x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]) -> float: ...
def theil_index(
    x: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"], groups: collections.abc.Sequence[str]
) -> dict: ...
def varimax(
    loadings: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
def ahp(
    judgments: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"]],
    method: str,
    names: collections.abc.Sequence[str],
) -> dict: ...
def availability(
    values: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
) -> list[tuple[int, int, float, float]]: ...
def combine_weights(
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    rule: str,
    shares: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
def estimate_em(
    values: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    method: Method,
) -> dict: ...
def imputations() -> list[str]: ...
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
) -> tuple[typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"], list[tuple[int, int, float, str]], int]: ...
def rank_order_weights(
    ranks: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"], rule: str
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
def treat(
    values: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    method: Method,
    columns: collections.abc.Mapping[typing.SupportsInt | typing.SupportsIndex, collections.abc.Sequence[Setting]],
    rows: collections.abc.Sequence[str],
    names: collections.abc.Sequence[str],
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"], list, list[tuple[int, int, float, float, str]]
]: ...
def treatments() -> list[str]: ...
def weigh(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    method: Method,
    values: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
    directions: collections.abc.Sequence[str],
    panel: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"]],
    names: collections.abc.Sequence[str],
    given: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, 1]"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...
def benefit_of_doubt(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    share_low: typing.SupportsFloat | typing.SupportsIndex,
    share_high: typing.SupportsFloat | typing.SupportsIndex,
) -> dict: ...
def coupling_coordination(
    groups: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    full: typing.SupportsFloat | typing.SupportsIndex,
) -> tuple[
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
]: ...
def kemeny(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> dict: ...
def rank_sum_ratio(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    integer: bool,
    grades: typing.SupportsInt | typing.SupportsIndex,
) -> dict: ...
def leave_one_out(
    ranking: Ranking, system: System
) -> list[tuple[str, bool, float, float, typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]]]: ...
def outranking(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
def best_worst(
    best_to_others: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    others_to_worst: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex],
    model: str,
    names: collections.abc.Sequence[str],
) -> dict: ...
def group_priorities(
    judgments: collections.abc.Sequence[typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"]],
    method: str,
    names: collections.abc.Sequence[str],
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]: ...

class DrawInput:
    @property
    def choices(self): ...
    @property
    def notices(self) -> list[Problem]: ...
    @property
    def weights_text(self): ...

class DrawResult:
    @property
    def draws(self): ...
    @property
    def is_complete(self): ...
    @property
    def of(self): ...
    @property
    def quantile_error(self): ...

class RankDistribution:
    @property
    def ahead(self): ...
    @property
    def frequency(self): ...
    @property
    def group(self): ...
    @property
    def nominal(self): ...
    def quantile_errors(self, *args, **kwargs): ...
    def rank_quantiles(self, *args, **kwargs): ...
    @property
    def score_mean(self): ...
    def score_quantiles(self, *args, **kwargs): ...
    @property
    def score_sd(self): ...

def array_draws(
    scores: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, n]"],
    weights: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, 1]"],
    group_of: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    group_weights: typing.Annotated[numpy.typing.ArrayLike, numpy.float64, "[m, 1]"],
    ids: collections.abc.Sequence[str],
    min_available: typing.SupportsFloat | typing.SupportsIndex,
    factors: collections.abc.Sequence[Setting],
) -> DrawInput: ...
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
    lists: collections.abc.Mapping[str, collections.abc.Sequence[Setting]],
    factors: collections.abc.Sequence[Setting],
    errors: collections.abc.Sequence[tuple[str, str, typing.SupportsFloat | typing.SupportsIndex]],
    reviewers: collections.abc.Sequence[
        tuple[str, str, typing.SupportsInt | typing.SupportsIndex, str, typing.SupportsFloat | typing.SupportsIndex]
    ],
) -> DrawInput: ...
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
    progress: object = None,
) -> DrawResult: ...
def replay(
    input: DrawInput, draw: typing.SupportsInt | typing.SupportsIndex, seed: typing.SupportsInt | typing.SupportsIndex
) -> dict: ...
def robust(
    input: DrawInput, threads: typing.SupportsInt | typing.SupportsIndex, progress: object = None
) -> tuple[list, typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]]: ...
def sensitivity(
    input: DrawInput,
    points: typing.SupportsInt | typing.SupportsIndex,
    scramblings: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
    second_order: bool = False,
    progress: object = None,
) -> dict: ...
def smallest_change(
    scores: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]", "flags.f_contiguous"],
    weights: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    ahead: typing.SupportsInt | typing.SupportsIndex,
    behind: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[float, typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"]]: ...
def sobol_indices(
    y: typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, 1]"],
    factors: typing.SupportsInt | typing.SupportsIndex,
    second_order: bool = False,
    resamples: typing.SupportsInt | typing.SupportsIndex = 0,
    seed: typing.SupportsInt | typing.SupportsIndex = 1,
) -> dict: ...
def sobol_points(
    n: typing.SupportsInt | typing.SupportsIndex,
    dimensions: typing.SupportsInt | typing.SupportsIndex,
    scramble: typing.SupportsInt | typing.SupportsIndex | None = None,
) -> typing.Annotated[numpy.typing.NDArray[numpy.float64], "[m, n]"]: ...
def weight_draws() -> list[str]: ...

__version__: str = "0.1.0"

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
    """

def register_method(family: str, label: str, function: typing.Any) -> None:
    """
    From now on the label chooses this function.
    """

def unregister_method(family: str, label: str) -> None: ...
def compares_zones(method: Method) -> bool:
    """
    Whether a zone's score depends on other zones.
    """
