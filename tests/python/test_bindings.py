"""Every class, function and property of the extension says what it is."""

from __future__ import annotations

import inspect

from zonerank import _core


def test_every_class_and_function_has_a_docstring():
    named = {name: value for name, value in vars(_core).items() if not name.startswith("_")}
    silent = [n for n, v in named.items() if callable(v) and not (inspect.getdoc(v) or "").strip()]
    assert not silent
    assert len(named) > 100


def test_every_property_has_a_docstring():
    silent, n = [], 0
    for name, value in vars(_core).items():
        if not inspect.isclass(value) or issubclass(value, BaseException):
            continue
        for member, of in vars(value).items():
            if isinstance(of, property):
                n += 1
                if not (of.__doc__ or "").strip():
                    silent.append(f"{name}.{member}")
    assert not silent
    assert n > 150
