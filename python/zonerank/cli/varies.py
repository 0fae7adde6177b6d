"""Options of what varies in redrawn rankings, and what they mean."""

from __future__ import annotations

import argparse

from .. import _core, door
from .._error import Error
from ..analysis.draws import STAGES
from . import typed


def add_weights(sub: argparse.ArgumentParser, ways: list[str]):
    """How weights are drawn."""
    group = sub.add_argument_group("what varies")
    vary = group.add_argument("--vary", metavar="WAY", help="how weights are drawn: %(ways)s (uniform)")
    vary.ways = ", ".join(ways)
    group.add_argument("--within", type=float, metavar="SHARE", help="of uniform weights: 0.25 is ±25 %% (0.25)")
    group.add_argument(
        "--interval",
        action="append",
        default=[],
        metavar="ID=LOW:HIGH",
        help="shares of an indicator or group in its group: knowledge=0.2:0.4; may be repeated",
    )
    group.add_argument("--order", metavar="ID,ID...", help="any weights in this order inside a group, greatest first")
    group.add_argument("--level", choices=("all", "indicators", "groups"), default="all", help="whose weights (all)")
    return group


def add_all(sub: argparse.ArgumentParser) -> None:
    """Everything that may vary in a draw."""
    ways = [way for way in _core.weight_draws() if way != "interval"]  # see --interval
    group = add_weights(sub, ways)
    among = group.add_argument(
        "--among",
        action="append",
        default=[],
        metavar="STAGE=METHOD,...",
        help="methods among which a draw chooses: normalization=min-max,z-score; stages: %(stages)s; may be repeated",
    )
    among.stages = ", ".join(STAGES)
    group.add_argument("--concentration", type=float, metavar="K", help="of dirichlet weights (100)")
    group.add_argument("--leave-one-out", action="store_true", help="a draw may leave out one indicator")
    group.add_argument(
        "--error",
        action="append",
        default=[],
        metavar="ID=[KIND:]SIZE",
        help="error of measurement of a field or indicator, a share of the value: rd_spending=0.05; kinds "
        "normal, lognormal, uniform, rounding (the step); may be repeated",
    )
    group.add_argument(
        "--reviewers",
        metavar="FILE",
        help="scores by reviewer (item, zone, reviewer, score, and year): every draw picks reviewers anew; their means "
        "are the figures where INPUT has none",
    )


def weights(arguments) -> dict:
    """How weights are drawn: ``--vary``, ``--interval``, ``--order`` and their options."""
    way = arguments.vary or "uniform"
    if "=" in way:
        raise Error(
            f'--vary "{way}": write one way to draw weights, as in --vary dirichlet; --among lists methods',
            zh=f"--vary “{way}”：请写一种抽取权重的方式，如 --vary dirichlet；--among 用来列出方法",
        )
    if way not in _core.weight_draws():
        ways = [known for known in _core.weight_draws() if known != "interval"]  # see --interval
        raise Error(
            f'--vary "{door.brief(way)[1:-1]}": there is no such way to draw weights; {typed.or_known(way, ways)}',
            zh=f"--vary “{door.brief_zh(way)[1:-1]}”：没有这种抽取权重的方式；{typed.or_known(way, ways, 'zh')}",
        )
    chosen: dict = {"method": way}
    if arguments.order:
        chosen = {"method": "ordered", "ids": [id_.strip() for id_ in arguments.order.split(",")]}
    if arguments.interval:
        if arguments.order:
            raise Error(
                "--order and --interval are two ways to draw weights: choose one",
                zh="--order 和 --interval 是两种抽取权重的方式，只能选一种",
            )
        ids, low, high = zip(*(typed_interval(text) for text in arguments.interval), strict=True)
        chosen = {"method": "interval", "ids": list(ids), "low": list(low), "high": list(high)}
    for option in ("within", "concentration"):
        if getattr(arguments, option, None) is not None:
            chosen[option] = getattr(arguments, option)
    return {"vary": chosen, "level": arguments.level}


def lists(arguments) -> dict:
    """The methods among which a draw chooses, by stage."""
    found = {}
    for text in arguments.among:
        stage, equals, methods = text.partition("=")
        if not equals or not methods.strip():
            raise Error(
                f'--among "{text}": write STAGE=METHOD,..., as in normalization=min-max,z-score',
                zh=f"--among “{text}”：请写成 环节=方法,…，如 normalization=min-max,z-score",
            )
        stage = stage.strip()
        if stage not in STAGES:
            raise Error(
                f'--among {stage}: there is no stage "{stage}"; {typed.or_known(stage, STAGES)}',
                zh=f"--among {stage}：没有环节“{stage}”；{typed.or_known(stage, STAGES, 'zh')}",
            )
        found[stage] = [method.strip() for method in methods.split(",")]
    return found


def factors(arguments) -> dict:
    """Keywords of Ranking.uncertainty and Ranking.sensitivity."""
    others = {
        "leave_one_out": arguments.leave_one_out,
        "errors": dict(typed_error(text) for text in arguments.error),
        "reviewers": arguments.reviewers,
    }
    return weights(arguments) | lists(arguments) | others


def typed_interval(text: str) -> tuple[str, float, float]:
    """ID=LOW:HIGH"""
    id_, _, rest = text.partition("=")
    try:
        low, high = (float(end) for end in rest.split(":"))
    except ValueError:
        raise Error(
            f'--interval "{text}": write ID=LOW:HIGH, as in knowledge=0.2:0.4',
            zh=f"--interval “{text}”：请写成 ID=下限:上限，如 knowledge=0.2:0.4",
        ) from None
    return id_.strip(), low, high


def typed_error(text: str) -> tuple[str, dict]:
    """ID=SIZE or ID=KIND:SIZE"""
    of, equals, rest = text.partition("=")
    kind, colon, size = rest.rpartition(":")
    try:
        if not equals:
            raise ValueError
        return of.strip(), {"size": float(size)} | ({"kind": kind.strip()} if colon else {})
    except ValueError:
        raise Error(
            f'--error "{text}": write ID=SIZE or ID=KIND:SIZE, as in rd_spending=lognormal:0.1',
            zh=f"--error “{text}”：请写成 ID=大小 或 ID=类型:大小，如 rd_spending=lognormal:0.1",
        ) from None
