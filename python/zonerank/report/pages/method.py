"""Whether the page can rank all zones anew, and what it has to know for it.

The page has the usual method alone: min-max or given bounds, given or equal weights, weighted arithmetic or geometric
means. For any other method it says why it does not offer it.
"""

from __future__ import annotations

import base64
import json
import sys

import numpy as np

from ...labels import word
from ...results.pickling import is_shipped, text_of
from .markup import Html

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DEFAULTS = {"imputation": "none", "treatment": "none", "weights": "given", "aggregation": "arithmetic", "fit": "year"}
USUAL = {
    "imputation": {"none"},
    "treatment": {"none"},
    "normalization": {"min-max", "goalposts"},
    "weights": {"given", "equal"},
    "aggregation": {"arithmetic", "geometric"},
    "fit": {"year"},
}
FITS = {"fit": ("bounds of several years", "由多年数据得出的上下限")}
UNKNOWN = (
    "What-if is not offered: the file of the indicator system is not known.",
    "不提供情景模拟：不知道指标体系的文件。",
)


class Unusual(Exception):
    """The page does not offer what-if; why, in English and in Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.texts = en, zh


def payload(ranking) -> dict:
    """What every page computes with, beside its own zone; every number as the library has it.

    Raises
    ------
    Unusual
        Where the method is one that the page does not have.
    """
    chosen = Chosen(ranking)
    core, system = ranking._core, ranking.system
    fixed = ranking._asked.scaling is not None
    indicators = []
    for j, (item, column) in enumerate(zip(system.indicators, ranking.scaling.columns(), strict=True)):
        chosen.check("normalization", column["normalization"]["method"])
        for stage in ("imputation", "treatment"):
            chosen.check(stage, chosen.of_indicator(item.id, stage))
        options, found = column["normalization"], column["parameters"]
        given = column["given"] or fixed
        ends = [found["lower"], found["upper"]] if given and found["lower"] < found["upper"] else [None, None]
        is_out = int(fixed and core.left_out[j])
        less = int(item.direction == "-")
        scale = [options["lower"], options["upper"], int(bool(options["clip"]))]
        indicators.append([item.group_index, item.weight, less, *ends, *scale, is_out])
    groups = []
    for group in system.groups:
        weights, aggregation = (chosen.of_group(group.id, stage) for stage in ("weights", "aggregation"))
        least = chosen.groups.get(group.id, {}).get("min_available")
        kinds = int(weights == "equal"), int(aggregation == "geometric")
        groups.append([group.parent_index, group.weight, *kinds, least])
    return {
        "zones": core.zones,
        "groups": groups,
        "indicators": indicators,
        "least": float(chosen.settings.get("min_available", 0.8)),
        "ties": chosen.settings.get("ties", "min"),
        "common": ranking._asked.common,
        "values": [packed(column) for column in core.indicators.values.T],
        "overall": packed(core.group_scores[:, 0]),
    }


class Chosen:
    """The method of a ranking by its words: what was asked for, over what the system's file says."""

    def __init__(self, ranking) -> None:
        text = text_of(ranking.system)
        if text is None and not is_shipped(ranking.system):
            raise Unusual(*UNKNOWN)
        file = tomllib.loads(text) if text else {}  # the systems that ship have no method of their own
        asked = {key: value for key, value in (ranking._asked.method or {}).items() if value is not None}
        self.settings = {**file.get("method", {}), **asked}
        self.groups = {group["id"]: group for group in file.get("group", [])}
        self._indicators = {item["id"]: item for item in file.get("indicator", [])}
        for stage in ("imputation", "treatment", "fit"):
            self.check(stage, word_of(self.settings.get(stage), DEFAULTS[stage]))

    def of_group(self, id_: str, stage: str) -> str:
        default = word_of(self.settings.get(stage), DEFAULTS[stage])
        found = word_of(self.groups.get(id_, {}).get(stage), default)
        self.check(stage, found)
        return found

    def of_indicator(self, id_: str, stage: str) -> str:
        default = word_of(self.settings.get(stage), DEFAULTS[stage])
        return word_of(self._indicators.get(id_, {}).get(stage), default)

    @staticmethod
    def check(stage: str, found: str) -> None:
        if found in USUAL[stage]:
            return
        en, zh = FITS.get(stage) or (f'{word(stage, "en")} "{found}"', f"{word(stage, 'zh')} {found}")
        raise Unusual(
            f"What-if is not offered: the page computes min-max and given bounds, given and equal weights, arithmetic "
            f"and geometric means, but this ranking has {en}. Use ranking.what_if or zonerank what-if.",
            f"不提供情景模拟：网页只能计算极差法或给定上下限、给定或相等的权重、算术或几何平均，而本次排名采用{zh}。"
            "请使用 ranking.what_if 或 zonerank what-if。",
        )


def word_of(value, default: str) -> str:
    """The word of a choice: a word, a table with its options, or a function of one's own."""
    if value is None:
        return default
    if isinstance(value, dict):
        return word_of(value.get("method"), default)
    return value if isinstance(value, str) else getattr(value, "__name__", type(value).__name__)


def packed(values: np.ndarray) -> str | list:
    """Doubles with every digit: in base 64, or as numbers where that is shorter."""
    text = base64.b64encode(np.asarray(values, dtype="<f8").tobytes()).decode("ascii")
    plain = [None if x != x else int(x) if x.is_integer() and abs(x) < 1e15 else x for x in values.tolist()]
    return plain if sum(len(repr(x)) + 1 for x in plain) < len(text) else text


def json_text(data: dict) -> str:
    """As it may stand in markup."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", chr(92) + "u003c")


def data_script(zone: int, model: str) -> Html:
    """The data of a zone's page beside the markup, which no browser runs; ``model`` is the payload as JSON."""
    return Html(f'<script type="application/json" id=data>{{"zone":{zone},{model[1:]}</script>')
