"""The paragraphs that zones publish about their rank."""

from __future__ import annotations

from . import en, zh
from .blocks import Numbers
from .facts import Facts

WORDS = {"en": en, "zh": zh}
PARTS = (  # a paragraph each, of the sentences named
    ("headline", ("headline", "groups")),
    ("place", ("milestones", "neighbours")),
    ("cause", ("cause", "own", "passings")),
    ("strong", ("strengths",)),
    ("weak", ("weaknesses",)),
    ("benchmarks", ("benchmarks",)),
    ("levers", ("levers",)),
    ("targets", ("targets",)),
)


def paragraph(f: Facts, n: Numbers, names, lang: str) -> str:
    """The sentences of those names, one after the other."""
    written = [getattr(WORDS[lang], name)(f, n) for name in names]
    return ("" if lang == "zh" else " ").join(text for text in written if text)


def written(f: Facts, n: Numbers, lang: str) -> tuple[str, list]:
    """The title and the paragraphs."""
    blocks = []
    for part, names in PARTS:
        n.part = part
        if told := n.paragraph(lambda names=names: paragraph(f, n, names, lang)):
            blocks.append(told)
    n.part = "title"
    year = n(str(f.year), f.year, "year")
    return (f"{year}年{f.zone}排名情况" if lang == "zh" else f"{f.zone}: its rank in {year}"), blocks
