"""Every message is whole in Chinese: its sentences, and the phrases that fill them, hold no English but names."""

import re
from pathlib import Path

import pytest
import zonerank as zr
from zonerank import _core

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in ("include", "src", "python/src")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".hpp", ".ipp", ".cpp")
)
CATALOGUE = ROOT / "include/zonerank/diagnostics/detail/messages.ipp"
LITERAL = r'"(?:[^"\\\n]|\\.)*"'
TEXT = rf"(?:{LITERAL}\s*)+"
CHINESE = re.compile("[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}[A-Za-z_0-9-]*")

# Options, keys, values and functions that users write, fields, methods, programs, units, formats.
NAMES = frozenset(
    re.findall(
        r"\S+",
        """
    aliases and apply Arrow balance bands baseline best_to_others big5 blank book bound bounds CNY code count CSV csv
    decimal decimals direction dirichlet distinct division DuckDB encoding engine enterprise euc-kr Excel
    exception FILE fit flag GB GB18030 gb18030 gross_output id ignore-mark in indicator industry interval jump
    keep-row kernel latin-1 layout level loadings log lower max md method middle min min-available min_available missing
    NAME name names NaN NEW normalization number off OLD ordered others_to_worst overall parameters partial
    percentile_high percentile_low prefer previous Python qc05_0 README real rename rollup row section
    share_high share_low sheet shift-jis sign simplex Sobol Spark std sum system TOML toml True uniform
    unit-slip unlike-zone upper UTF UTF-8 v3 v4 value variant weight_high weight_low windows-1251 winsorize_high
    winsorize_low WPS xlsx year zone zone-column zonerank
    """,
    )
)


def unquoted(text: str) -> str:
    return "".join(part[1:-1] for part in re.findall(LITERAL, text)).replace('\\"', '"')


def phrases(path: Path) -> list[tuple[str, str]]:
    """Both languages of every words("..", "..") of a file."""
    found = re.findall(rf"\bwords\(\s*({TEXT}),\s*({TEXT})", path.read_text(encoding="utf-8"))
    return [(unquoted(en), unquoted(zh)) for en, zh in found]


def english_in(text: str) -> list[str]:
    """The words of a Chinese text that are no names."""
    return [word for word in WORD.findall(text) if word not in NAMES]


def slots(text: str) -> set[str]:
    return set(re.findall(r"\{[0-9v]\}", text))


ALL = [(path.name, en, zh) for path in SOURCES for en, zh in phrases(path)]


def test_the_phrases_are_found():
    assert len(ALL) > 400


def test_phrases_have_no_english_in_their_chinese():
    assert [(name, zh, english_in(zh)) for name, _, zh in ALL if english_in(zh)] == []


def test_phrases_show_the_same_arguments_in_both_languages():
    assert [(name, en, zh) for name, en, zh in ALL if slots(en) != slots(zh)] == []


def test_phrases_are_not_chinese_in_their_english():
    known = re.compile("统一社会信用代码|高新区|年份|指标|数值|营业收入|亿元")  # headings that users write
    assert [(name, en) for name, en, _ in ALL if CHINESE.search(known.sub("", en).replace("：", ""))] == []


def test_sentences_of_the_catalogue_have_no_english_in_their_chinese():
    text = CATALOGUE.read_text(encoding="utf-8")
    entries = re.findall(rf"\{{Code::\w+,\s*{LITERAL},\s*[EQN],\s*((?:{TEXT},?\s*)+)\}}", text)
    assert len(entries) > 150
    for entry in entries:
        rule_en, cure_en, rule_zh, cure_zh = (unquoted(part) for part in re.findall(rf"({TEXT})(?:,|$)", entry))
        assert slots(rule_en) == slots(rule_zh) and slots(cure_en) == slots(cure_zh), rule_en
        assert english_in(rule_zh) == [] and english_in(cure_zh) == [], (rule_zh, cure_zh)


def arguments(text: str, begin: int) -> list[str]:
    """What stands between commas from an opened bracket on to its end."""
    depth, at, found = 0, begin, [""]
    while depth >= 0:
        literal = re.compile(rf"{LITERAL}|'(?:\\.|[^'\\])'").match(text, at)
        part = literal[0] if literal else text[at]
        depth += part in "([{" if len(part) == 1 else 0
        depth -= part in ")]}" if len(part) == 1 else 0
        if depth == 0 and part == ",":
            found.append("")
        elif depth >= 0:
            found[-1] += part
        at += len(part)
    return found


def without_phrases(text: str) -> str:
    """The text without what words() and name() say."""
    text = re.sub(rf"\bwords\(\s*{TEXT},\s*{TEXT}", "(", text)
    return re.sub(rf"\bname\(\s*{LITERAL}\s*\)", "", text)


CALL = re.compile(r"\b(?:fail|add|problem|query|bad|own_method_result|undefined_weights|check_entries)\((?=\S)")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_values_and_arguments_of_problems_are_no_english_prose(path):
    """A literal that is no phrase could only be joined to a name: a sign between two, but no word."""
    text = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
    for call in CALL.finditer(text):
        given = arguments(text, call.end())
        if "Code::" not in given[0] or path == CATALOGUE:
            continue
        for at, one in enumerate(given[1:]):
            left = [unquoted(part) for part in re.findall(LITERAL, without_phrases(one))]
            prose = r"[a-z]{2,} [a-z]{2,}|[a-z]{2,} $" if at == 0 else r"(?<!\[)\b[A-Za-z]{2,}"  # a place is an option
            assert [part for part in left if re.search(prose, part)] == [], " ".join(one.split())


def test_names_are_single_words():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    names = [unquoted(text) for text in re.findall(rf"Argument::name\(\s*({LITERAL})", texts)]
    assert len(names) > 20
    assert [name for name in names if re.search("[a-z]{2,} [a-z]{2,}", name)] == []


def test_python_gives_its_phrases_in_both_languages():
    for path in sorted((ROOT / "python/zonerank").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for call in re.finditer(r"_core\.fail\(", text):
            for one in arguments(text, call.end())[2:]:
                singles = re.sub(rf"\(\s*f?{LITERAL},\s*f?{LITERAL}\s*\)", "", one)
                assert not re.search(r'"[^"]*[a-z]{2,} [a-z]{2,}[^"]*"', singles), one
                for pair in re.finditer(rf"\(\s*f?{LITERAL},\s*f?({LITERAL})\s*\)", one):
                    assert english_in(re.sub(r"\{[^}]*\}", "", unquoted(pair[1]))) == [], pair[0]


def test_a_problem_is_whole_in_chinese():
    with pytest.raises(zr.Error) as caught:
        _core.fail("unwritable-file", _core.Place(file="表.csv", line=3), "", [("it is not a file", "不是文件")])
    assert str(caught.value).startswith("表.csv:3: this cannot be written (it is not a file); ")
    assert caught.value.text("zh") == "表.csv:3：无法写入（不是文件）；请检查路径、权限和剩余空间"
