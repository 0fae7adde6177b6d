"""How far rankings of the same zones agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import _core, door
from ._error import Error
from .door import array as array_of
from .results.ranking import Ranking

__all__ = ["rank_agreement", "rankings"]


def __dir__() -> list[str]:
    return __all__


def rank_agreement(reference, other) -> dict[str, float]:
    """Agreement of two rankings over the zones ranked in both.

    Parameters
    ----------
    reference, other : arrays of ranks, 1 is best
        NaN has no rank.

    Returns
    -------
    dict
        ``n``; ``spearman``; ``weighted_spearman`` (differences near the top count more); ``kendall``
        (tau-b); ``gamma`` (Goodman-Kruskal, ties left out); ``ws`` (differences at the top of the
        reference decide); ``mean_shift`` and ``max_shift`` in places.
    """
    return _core.rank_agreement(array_of("reference", reference, 1), array_of("other", other, 1))


def rankings(results: dict[str, Ranking], group: str = "overall") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Several rankings side by side: ranks by zone, and the agreement of each with the first.

    Parameters
    ----------
    results : dict of name: Ranking
        At least two; the first is the reference.
    group : str
        The group whose ranks are compared.

    Returns
    -------
    ranks, agreement : pandas.DataFrame
        Zones x names, the largest shift first; one row a name of :func:`rank_agreement`.
    """
    results = door.mapping("results", results, "names and rankings")
    for name, ranking in results.items():
        if not isinstance(ranking, Ranking):
            raise Error(
                f"results[{door.brief(name)}] is {door.brief(ranking)}, but must be a Ranking",
                zh=f"results[{door.brief_zh(name)}] 为 {door.brief_zh(ranking)}，但应为 Ranking",
            )
    door.text("group", group)
    if len(results) < 2:
        raise Error("at least two rankings are needed to compare", zh="比较至少需要两个排名结果")
    ranks = {}
    for name, ranking in results.items():
        groups = [g.id for g in ranking.system.groups]
        if group not in groups:
            raise Error(
                f'{name}: there is no group "{group}"; known: {", ".join(groups)}',
                zh=f"{name}：没有分组“{group}”；可用：{'、'.join(groups)}",
            )
        ranks[name] = pd.Series(ranking._core.group_ranks[:, groups.index(group)], ranking.zones)
    table = pd.DataFrame(ranks)
    first, *others = table.columns
    agreement = {name: rank_agreement(table[first], table[name]) for name in others}
    shift = table[others].sub(table[first], axis=0).abs().max(axis=1)
    order = np.lexsort((table[first].to_numpy(), -shift.fillna(-1).to_numpy()))
    return table.iloc[order], pd.DataFrame(agreement).T
