"""The check list and the rules of a system, printed."""

from __future__ import annotations

import pandas as pd

from ..analysis.check_list import SEVERITIES, Checked, rule_text
from ..labels import title, word
from .show import plain_table


def rules(out, system, lang: str) -> None:
    """The rules of a system, for `zonerank systems ID`."""
    out.print()
    out.print(word("checks", lang))
    rows = [(word(c.severity, lang), c.id, title(c, lang), rule_text(c, system, lang)) for c in system.checks]
    plain_table(out, [word(k, lang) for k in ("severity", "rule", "name", "formula")], rows)


FIRST = {"error": 10, "query": 10, "notice": 3}  # findings of a rule or code on screen


def findings(out, checked: Checked, lang: str, every: bool = False) -> None:
    """The findings by rule, the first few of each."""
    frame = checked.table(lang)
    named = {c.id: c for c in checked.system.checks}
    found = dict(zip(named, checked._core.found, strict=True)) if checked._zones is None else {}
    hidden = 0
    for (_, code, rule), group in frame.groupby([frame["severity"].map(SEVERITIES.index), "code", "rule"], sort=True):
        severity = group["severity"].iloc[0]
        total = max(found.get(rule, 0), len(group))
        if rule:
            name = title(named[rule], lang)
            text = f'{total} against "{name}" [{rule}]' if lang == "en" else f"{total} 条不符合“{name}” [{rule}]"
        else:
            text = f"{total} {code}"
        style = {"error": "red", "query": "yellow"}.get(severity)
        out.print(f"{word(severity, lang)}{': ' if lang == 'en' else '：'}{text}", style=style)
        shown = group if every else group.head(FIRST[severity])
        hidden += total - len(shown)
        one_rule(out, shown, lang)
    if hidden:
        out.print(
            f"… {hidden} more (--all; -o list.xlsx)" if lang == "en" else f"… 另有 {hidden} 条（--all；-o 清单.xlsx）"
        )


def one_rule(out, group: pd.DataFrame, lang: str) -> None:
    code = group["code"].iloc[0]
    if code == "broken-rule":
        keys = ["zone", "year", "enterprise", "field", "value", "last_year", "place"]
    elif group["rule"].iloc[0]:
        keys = ["zone", "year", "enterprise", "problem", "place"]
    else:
        keys = ["place", "problem"]
        cure = group["cure"].where(group["cure"] == "", "; " + group["cure"])
        group = group.assign(problem=group["problem"] + cure)
    keys = [k for k in keys if group[k].astype(str).str.len().any()]
    rows = [tuple(str(v) for v in row) for row in group[keys].itertuples(index=False)]
    headings = [word(k, lang) for k in keys]
    plain_table(out, ["  " + headings[0], *headings[1:]], [("  " + row[0], *row[1:]) for row in rows])
