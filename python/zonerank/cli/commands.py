"""The commands by name, each with what it does; the module of that name has its options, an example and ``run``."""

from __future__ import annotations

from importlib import import_module

COMMANDS = {
    "systems": "List the indicator systems, or show one with its formulas.",
    "methods": "List the methods of every stage, with their options and defaults.",
    "check": "List what of the data has to be corrected, or explained in writing.",
    "rollup": "Add enterprises up to fields of zone and year.",
    "rank": "Overall and first-level scores and ranks of the zones.",
    "indicators": "Second-level indicators: one column an indicator id.",
    "explain": "What the rank of a zone is made of: places, distances, strengths and weaknesses.",
    "what-if": "The ranking with other figures of some zones: new values, scores and ranks.",
    "change": "Why ranks moved since another year: own figures, others' figures, bounds, membership, method.",
    "uncertainty": "How sure the ranks are: rankings redrawn with other weights and methods.",
    "robust": "The best and the worst rank of every zone under a whole set of weights, proved.",
    "sensitivity": "Which weights, methods and errors move the ranks most: Sobol indices.",
    "template": "Write an empty workbook with the headings, units and notes of a system.",
    "sample": "Write made-up enterprise records in the layout of the forms.",
    "completion": "Print the script that completes commands and options in your shell.",
}


def module_of(name: str):
    """The module of a command, loaded: ``EXAMPLE``, ``add_arguments(sub)`` and ``run(arguments, lang)``."""
    return import_module(f".{name.replace('-', '_')}", __package__)
