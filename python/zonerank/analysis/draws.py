"""What is redrawn: of a ranking, and of an array of scores."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .. import _core, door, own
from .._error import Error
from ..door import array as array_of
from ..methods.settings import method_of, settings_of
from . import varied
from .reviewers import rows_of
from .what_if import edited_indicators

STAGES = tuple(varied.STAGES)


@dataclass(frozen=True, eq=False)
class RankingDraws:
    """What is redrawn of a ranking, as it was asked for."""

    ranking: object
    vary: object = "uniform"
    level: str = "all"
    leave_one_out: bool = False
    errors: dict | None = None
    reviewers: list = field(default_factory=list)  # rows, as the library takes them
    lists: dict = field(default_factory=dict)

    def input(self) -> _core.DrawInput:
        ranking = self.ranking
        lists = {stage: _methods(stage, methods) for stage, methods in self.lists.items()}
        errors = door.mapping("errors", self.errors, "fields and sizes")
        return _core.ranking_draws(
            raw=ranking.raw._core,
            system=ranking.system,
            ranking=ranking._core,
            **ranking._asked.keywords(),
            common=ranking._asked.common,
            lists={stage: [settings_of({stage: m})[0] for m in methods] for stage, methods in lists.items() if methods},
            factors=_factors(self.vary, self.level, self.leave_one_out),
            errors=[_error(str(of), error) for of, error in errors.items()],
            reviewers=self.reviewers,
        )

    def varied(self) -> varied.Varied:
        lists = {stage: _methods(stage, methods) for stage, methods in self.lists.items()}
        errors = dict(self.errors or {})
        return varied.Varied(self.vary, self.level, bool(self.leave_one_out), errors, bool(self.reviewers), lists)


def draws_of(ranking, vary, level, leave_one_out=False, errors=None, reviewers=None, **lists) -> RankingDraws:
    """What is redrawn, of a ranking."""
    if unknown := set(lists) - set(STAGES):
        raise Error(
            f"{sorted(unknown)[0]} cannot vary; what can: leave_one_out, errors, reviewers, {', '.join(STAGES)}",
            zh=f"{sorted(unknown)[0]} 不能变动；可变动的有：leave_one_out、errors、reviewers、{'、'.join(STAGES)}",
        )
    way = varied.word_of(lists.get("weights"))
    if way in _core.weight_draws():
        raise Error(
            f'weights: {way} is a way to draw weights; write vary="{way}". weights= lists methods of weighting',
            zh=f'weights：{way} 是抽取权重的方式，请写 vary="{way}"；weights= 用来列出赋权方法',
        )
    changed = edited_indicators(ranking)
    anew = [name for name, of in ({**lists, "errors": errors, "reviewers": reviewers}).items() if of is not None]
    if changed and anew:
        raise Error(
            f"{anew[0]}: they read the data anew, without the indicator {changed[0]} that what_if changed; change "
            "fields instead",
            zh=f"{anew[0]}：会重新读取数据，而 what_if 改动了指标 {changed[0]}，这一改动无法保留；请改动字段",
        )
    rows = rows_of(reviewers, ranking.system)
    return RankingDraws(ranking, vary, level, leave_one_out, errors, rows, lists)


def _methods(stage: str, methods) -> list:
    """The methods that a stage chooses among; one alone may stand without a list."""
    if methods is None:
        return []
    is_one = isinstance(methods, str | dict) or own.is_own(methods)
    found = [methods] if is_one else door.items(stage, methods, "methods")
    for k, method in enumerate(found):
        if not (isinstance(method, str | dict) or own.is_own(method)):
            raise Error(
                f"{stage}[{k}] is {door.brief(method)}, but must be a word, a dict of it and its options, "
                "or a function",
                zh=f"{stage}[{k}] 为 {door.brief_zh(method)}，但应为方法的名称、名称与选项的字典，或函数",
            )
    return found


def _error(of: str, error) -> tuple[str, str, float]:
    """A share of the value, or a dict of kind and size."""
    given = error if isinstance(error, dict) else {"size": error}
    if unknown := set(given) - {"kind", "size"}:
        wrong = repr(sorted(unknown, key=str)[0])
        raise Error(f"errors, {of}: {wrong} is not kind or size", zh=f"errors，{of}：{wrong} 不是 kind，也不是 size")
    try:
        return of, str(given.get("kind", "normal")), float(given["size"])
    except (KeyError, TypeError, ValueError, OverflowError):
        raise Error(
            f"errors, {of}: {door.brief(error)} is not a size, or a dict of kind and size",
            zh=f"errors，{of}：{door.brief_zh(error)} 不是误差的大小，也不是含 kind 和 size 的字典",
        ) from None


def _factors(vary, level, leave_one_out) -> list[_core.Setting]:
    leave_one_out = door.flag("leave_one_out", leave_one_out)
    return settings_of({"vary": vary, "level": door.text("level", level), "leave_one_out": leave_one_out})


def why_no_scores(lists: dict) -> str:
    """Why the scores of these lists of methods cannot be averaged; empty where they can."""
    normalizations = _methods("normalization", lists.get("normalization"))
    scales = [_core.score_scale(method_of(normalization=m)) for m in normalizations]
    if len(set(scales)) > 1:
        named = "; ".join(
            dict.fromkeys(f"{varied.word_of(m)}: {s}" for m, s in zip(normalizations, scales, strict=True))
        )
        return f"scores of different ranges are not averaged ({named})"
    aggregations = _methods("aggregation", lists.get("aggregation"))
    ways = [varied.word_of(m) for m in aggregations]
    own_scale = any(_core.compares_zones(method_of(aggregation=m)) for m in aggregations)
    if len(set(ways)) > 1 and own_scale:  # those that compare zones have scores of their own range
        return f"scores of different ranges are not averaged ({', '.join(dict.fromkeys(ways))})"
    return ""


@dataclass(frozen=True, eq=False)
class ArrayDraws:
    """What is redrawn of an array of scores, as it was asked for."""

    scores: object
    weights: object
    groups: object
    group_weights: dict | None
    vary: object
    level: str
    leave_one_out: bool
    min_available: float

    def input(self) -> _core.DrawInput:
        return self.parts()[0]

    def parts(self) -> tuple[_core.DrawInput, list[str], list[str]]:
        return _array_draws(
            self.scores, self.weights, self.groups, self.group_weights, self.vary, self.level, self.leave_one_out,
            self.min_available,
        )  # fmt: skip

    def varied(self) -> varied.Varied:
        return varied.Varied(self.vary, self.level, bool(self.leave_one_out))


def _array_draws(scores, weights, groups, group_weights, vary, level, leave_one_out, min_available=0.8):
    named = isinstance(scores, pd.DataFrame)
    array = array_of("scores", scores, 2)
    n, m = array.shape
    indicators = [str(c) for c in scores.columns] if named else [f"x{j + 1}" for j in range(m)]
    zones = [str(z) for z in scores.index] if named else [str(i) for i in range(n)]
    own = np.ones(m) if weights is None else array_of("weights", weights, 1)
    door.length("weights", own, m, f"there are {m} indicators", f"共有 {m} 项指标")
    names: list[str] = []
    group_of: list[int] = []
    if groups is not None:
        labels = door.texts("groups", groups, m, "the number of indicators is")
        names = list(dict.fromkeys(labels))
        group_of = [names.index(g) for g in labels]
    given = door.mapping("group_weights", group_weights, "groups and weights")
    given = {str(k): door.number(f"group_weights[{door.brief(k)}]", v, 0) for k, v in given.items()}
    if unknown := set(given) - set(names):
        wrong = sorted(unknown)[0]
        raise Error(f'group_weights: there is no group "{wrong}"', zh=f"group_weights：没有分组“{wrong}”")
    top = np.array([given.get(g, 1.0) for g in names] or [1.0])
    least = door.number("min_available", min_available, 0, 1)
    drawn = _core.array_draws(
        array, own, group_of, top, [*indicators, "overall", *names], least, _factors(vary, level, leave_one_out)
    )
    return drawn, zones, ["overall", *names, *indicators]
