"""What has to be known of targets, as notices."""

from __future__ import annotations

import math

from .. import _core
from ..figures import number, signed
from ..labels import colon
from ..results.pickling import Finding
from ..units import unit_name
from .target_list import Entry


def notices_of(found: dict, entries: list[Entry], units: list[str], unknown: list[str]) -> list[Finding]:
    """Of each target, after the headings that are not known."""
    notices = [unknown_heading(heading) for heading in unknown]
    for k, (entry, unit) in enumerate(zip(entries, units, strict=True)):
        notices += [notice_of(entry, code, en, zh) for code, en, zh in said_of(found, k, entry, unit)]
    return notices


def said_of(found: dict, k: int, entry: Entry, unit: str):
    """What has to be known of one target: a code, in English, in Chinese."""
    factor = float(entry.factor)

    def amount(key: str, lang: str) -> str:
        return f"{number(found[key][k] / factor, 6)} {unit_name(unit, lang) if unit != '1' else ''}".rstrip()

    base_year = found["base_year"][k]
    if not math.isnan(found["by_growth"][k]):
        growth = signed(100 * entry.growth[0])
        yield (
            "target-differs",
            f"the value {amount('target', 'en')} and the growth {growth} % differ: the growth from "
            f"{amount('base', 'en')} in {base_year} gives {amount('by_growth', 'en')}; the value was taken",
            f"目标值 {amount('target', 'zh')} 与增速 {growth} % 不一致：按 {base_year} 年的 {amount('base', 'zh')} "
            f"推算为 {amount('by_growth', 'zh')}；采用目标值",
        )
    if found["base_implied"][k]:
        yield (
            "target-base-implied",
            f"there is no figure of {base_year}; value and growth imply {amount('base', 'en')}",
            f"没有 {base_year} 年的数据；由目标值和增速推算为 {amount('base', 'zh')}",
        )
    for key, what, zh in (("base", f"of {base_year}", f"{base_year} 年值"), ("today", "of today", "现值")):
        if not math.isnan(found[f"in_table_{key}"][k]):
            yield (
                "target-figure-differs",
                f"the figure {what} is {amount(key, 'en')} in the targets but {amount(f'in_table_{key}', 'en')} in "
                "the data; that of the targets was taken",
                f"目标文件中的{zh}为 {amount(key, 'zh')}，数据中为 {amount(f'in_table_{key}', 'zh')}；"
                "采用目标文件中的数值",
            )
    if found["own"][k]:
        yield (
            "target-of-its-own",
            "no field and no indicator of the system has this name, so meeting it gives no rank",
            "体系中没有这一名称的字段或指标，因此不计算名次",
        )
    elif not found["used"][k]:
        more, zh = "", ""
        if math.isnan(found["today"][k]):
            more, zh = (
                "; its figures are there where the data are read with all_fields=True",
                "；用 all_fields=True 读取才有其数据",
            )
        yield (
            "target-not-used",
            f"no indicator of the system is computed from this field, so meeting it changes no rank{more}",
            f"体系中没有指标用到这一字段，因此不影响名次{zh}",
        )


def notice_of(entry: Entry, code: str, en: str, zh: str) -> Finding:
    place = _core.Place(zone=entry.zone, year=entry.year, key=entry.name)
    return finding(code, place, entry.name, en, zh)


def unknown_heading(heading: str) -> Finding:
    return finding(
        "unknown-column",
        _core.Place(key="targets"),
        heading,
        f'the column "{heading}" is not known and was not used',
        f"列“{heading}”无法识别，未使用",
    )


def finding(code: str, place, value: str, en: str, zh: str) -> Finding:
    said = {}
    for lang, text in (("en", en), ("zh", zh)):
        where = place.text(lang)
        said |= {("text", lang): f"{where}{colon(lang)}{text}", ("where", lang): where, ("rule", lang): text}
        said["cure", lang] = ""
    return Finding(code, "notice", place, value, said)
