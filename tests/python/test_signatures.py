"""Options are given by keyword: after the data, and at most the one word that says which, nothing goes by position."""

from __future__ import annotations

import inspect

import pytest
import zonerank as zr

DATA = {"weights", "directions", "groups", "group_weights", "system", "zones"}
WORDS = {"method", "normalization", "aggregation", "family", "rule", "model", "by", "ties", "of", "group", "lang",
         "stage", "name", "factors", "zone"}  # fmt: skip


def signatures() -> dict[str, inspect.Signature]:
    found = {}
    for module in (zr, zr.weights, zr.statistics, zr.compare, zr.testing, zr.own):
        for name in module.__all__:
            item = getattr(module, name)
            if inspect.isfunction(item):
                found[f"{module.__name__}.{name}"] = inspect.signature(item)
            elif inspect.isclass(item) and item.__module__.startswith("zonerank.") and "_core" not in item.__module__:
                methods = {k: f for k, f in vars(item).items() if inspect.isfunction(f) and not k.startswith("_")}
                found |= {f"{module.__name__}.{name}.{k}": inspect.signature(f) for k, f in methods.items()}
    return found


@pytest.mark.parametrize("name, signature", signatures().items(), ids=signatures())
def test_options_are_keywords(name, signature):
    by_position = [p for p in signature.parameters.values() if p.kind == p.POSITIONAL_OR_KEYWORD]
    optional = [p.name for p in by_position if p.default is not p.empty]
    assert [p for p in optional if p not in DATA | WORDS] == [], "put a * before them"
    assert len([p for p in optional if p in WORDS]) <= 2


def test_an_option_by_position_is_refused():
    with pytest.raises(TypeError, match="positional"):
        zr.weights.ahp([[1]], "eigenvector", ["a"])
    with pytest.raises(TypeError, match="positional"):
        zr.sobol_points(4, 2, 1)
