"""The help of the command line: whole in both languages, chosen by --lang or the locale."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata

import pytest
from zonerank import _core
from zonerank.cli import chinese, parser
from zonerank.cli.chinese_texts import TEXTS
from zonerank.cli.commands import COMMANDS, module_of
from zonerank.cli.main import language
from zonerank.cli.parser import subparsers

HAN = re.compile("[一-鿿]")


def test_every_text_has_its_chinese_once_and_no_other():
    english = {text for text in chinese.texts_of(parser()) if not text.startswith("example:\n")}
    of_modules = [getattr(module_of(name), "CHINESE", {}) for name in COMMANDS]
    every = [pair for texts in (TEXTS, dict(COMMANDS.values()), *of_modules) for pair in texts.items()]
    assert english - {text for text, _ in every} == set()
    assert {text for text, _ in every} - english == set()
    assert len(every) == len(dict(every))
    for text, zh in every:
        assert HAN.search(zh), text
        assert re.findall(r"%\(\w+\)s|%%", text) == re.findall(r"%\(\w+\)s|%%", zh), text
        assert set(re.findall(r"--[a-z-]+", text)) == set(re.findall(r"--[a-z-]+", zh)), text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_explains_every_option(name):
    sub = subparsers(parser(lang="zh"))[name]
    text = sub.format_help()
    assert text.startswith(f"用法：zonerank {name} ") and f"示例：\n  zonerank {name} " in text
    assert "usage:" not in text and "options:" not in text and not re.search("(?m)[一-鿿]:$", text)
    for action in sub._actions:
        assert action.help and HAN.search(action.help), action.option_strings
    assert all(action.help for action in subparsers(parser())[name]._actions)


def test_the_methods_of_every_stage_are_named(zonerank):
    shown = "".join(zonerank("rank", "--help").stdout.split())  # without the places where lines are broken
    for words in (_core.imputations(), _core.treatments(), _core.weightings(), _core.aggregations()):
        assert f"oneof:{','.join(words)}" in shown
    assert "zonerankmethods" in shown


@pytest.mark.parametrize(
    "words, environment, lang",
    [
        (["rank", "--lang", "zh"], {}, "zh"),
        (["--lang=zh", "rank"], {"LANG": "en_US.UTF-8"}, "zh"),
        (["rank", "--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LC_ALL": "zh_CN.GB18030", "LANG": "C"}, "zh"),
        ([], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LC_ALL": "", "LANG": "zh_TW"}, "zh"),
        ([], {}, "en"),
        (["--lang"], {}, "en"),
    ],
)
def test_the_language_is_that_of_the_option_or_the_locale(words, environment, lang, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language(words) == lang


def run(*words, **environment) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "zonerank", *words]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, timeout=60)


def test_help_and_errors_in_chinese():
    shown = run("rank", "--help", LC_ALL="zh_CN.UTF-8").stdout
    assert shown.startswith("用法：zonerank rank") and "位置参数" in shown
    assert "列出指标体系" in run("--lang", "zh", "--help").stdout
    wrong = run("rank", "a.csv", "--lang", "zh")
    assert wrong.returncode == 2 and "zonerank rank：错误：缺少必需的参数：--system" in wrong.stderr
    wrong = run("rank", "a.csv", "--system", "x", "--year", "abc", "--lang", "zh")
    assert wrong.returncode == 2 and "参数 --year：'abc' 不是整数" in wrong.stderr
    wrong = run("rank", "a.csv")
    assert wrong.returncode == 2 and "zonerank rank: error: the following arguments are required" in wrong.stderr
    wrong = run("rnak")
    assert wrong.returncode == 2 and 'there is no command "rnak"; did you mean "rank"?' in wrong.stderr


@pytest.mark.parametrize("columns", [60, 80])
def test_no_line_of_an_explanation_is_wider_than_the_terminal(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = subparsers(parser(lang="zh"))["uncertainty"].format_help().split("\n")
    long = [line for line in lines if HAN.search(line) and not line.startswith("  zonerank")]
    assert len(long) > 60 and max(map(cells, long)) <= columns


def cells(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line)


@pytest.mark.parametrize(
    "english, zh",
    [
        ("unrecognized arguments: --colour x", "无法识别的参数：--colour x"),
        ("argument --prefer: invalid choice: 'z' (choose from 'zone', 'rollup')", "'z' 不在可选值之中"),
        ("argument --top: 0 is not 1 or more", "参数 --top：0 不是 1 或更大的数"),
        ("argument --within: invalid float value: 'x'", "参数 --within：'x' 不是数字"),
        ("ambiguous option: --re could match --rename, --rename-file", "选项 --re 有歧义"),
        ("argument --swap: expected 2 arguments", "参数 --swap：需要 2 个值"),
    ],
)
def test_what_is_wrong_with_the_words_is_said_in_chinese(english, zh):
    assert zh in chinese.message(english)


def test_the_version_and_the_list_of_commands_load_nothing_heavy():
    program = (
        "import sys; from zonerank.cli import main\ntry: main({!r})\nexcept SystemExit as end: assert not end.code\n"
    )
    program += "print(*sys.modules, file=sys.stderr)"
    for words in (["--version"], ["--help"]):
        done = subprocess.run([sys.executable, "-c", program.format(words)], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert not {"numpy", "pandas", "pyarrow", "rich", "narwhals"} & set(done.stderr.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_speaks_json_to_programs(name):
    """All but the one that prints a script."""
    assert ("--json" in subparsers(parser())[name].format_help()) == (name != "completion")
