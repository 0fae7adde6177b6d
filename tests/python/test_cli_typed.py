"""Errors of the command line name what was typed, and the nearest right word."""

from __future__ import annotations

import pytest

ZONE = "示例高新区004"
AMONG = "normalization=min-max,minmx"
CASES = [
    (
        ("uncertainty", "--weights", "critics"),
        '--weights: there is no method "critics"; did you mean "critic"? there are',
    ),
    (
        ("uncertainty", "--among", AMONG),
        '--among normalization: there is no method "minmx"; did you mean "min-max"? there',
    ),
    (
        ("uncertainty", "--among", "normalisation=rank"),
        'there is no stage "normalisation"; did you mean "normalization"?',
    ),
    (
        ("uncertainty", "--vary", "dirichlt"),
        '--vary "dirichlt": there is no such way to draw weights; did you mean "diri',
    ),
    (("uncertainty", "--tolerance", -1), "--tolerance is -1.0, but must be a number, 0 or more"),
    (("uncertainty", "--seed", -1), "--seed is -1, but must be a whole number from 0"),
    (("uncertainty", "--error", "colour=0.1"), "--error is colour, but must be a field or an indicator of the system"),
    (("uncertainty", "--interval", "colour=0.1:0.2"), '--interval: the system has no indicator "colour"'),
    (("rank", "--min-available", 3), "--min-available is 3, but must be a number from 0 to 1"),
    (("robust", "--vary", "dirichlet"), "--vary is dirichlet, but must be a set with bounds"),
    (("explain", "--zone", ZONE, "--to-rank", 99), "--to-rank is 99.0, but must be a number from 1 to 10"),
    (("change", "--before", 2018, "--history", 2016), "--history 2016: INPUT has figures of 2017, 2018, 2019"),
    (("change", "--before", 2018, "--history", 2019), "--history 2019: this is the year that is ranked"),
    (("sensitivity", "--of", "scor"), 'did you mean "score"?'),
    (("rank", "--weigths", "critic"), "there is no option --weigths; did you mean --weights?"),
    (("rank", "--weigths=critic"), "there is no option --weigths; did you mean --weights?"),
    (("rank", "--xyz"), "there is no option --xyz; see zonerank rank --help"),
    (("ran",), 'there is no command "ran"; did you mean "rank"?'),
    (("xyz",), 'there is no command "xyz"; there are systems, methods, check'),
]


@pytest.mark.parametrize(
    "words, said", CASES, ids=lambda part: " ".join(map(str, part)) if isinstance(part, tuple) else ""
)
def test_errors_name_what_was_typed(words, said, ten_zones, here):
    command, *more = words
    _, printed = here(command, ten_zones, "--system", "torch-2013", "--year", 2019, *more, expect=2)
    assert said in " ".join(printed.split())
    assert "@zonerank" not in printed and "of this key" not in printed and "change the option" not in printed


@pytest.mark.parametrize(
    "words, said",
    [
        (("uncertainty", "--weights", "critics"), "--weights：没有方法“critics”；您是否指“critic”？可用：given"),
        (("uncertainty", "--among", "normalisation=rank"), "没有环节“normalisation”；您是否指“normalization”？"),
        (("uncertainty", "--tolerance", -1), "--tolerance 为 -1.0，但应为 不小于 0 的数"),
        (("rank", "--min-available", 3), "错误：--min-available 为 3，但应为"),
        (("sensitivity", "--of", "scor"), "zonerank sensitivity：错误：参数 --of："),
        (("rank", "--weigths", "critic"), "没有选项 --weigths；您是否指 --weights？"),
        (("ran",), "没有命令“ran”；您是否指“rank”？"),
        (("change", "--before", 2016), "--before 2016：INPUT 只有 2017、2018、2019 年的数据"),
    ],
    ids=lambda part: " ".join(map(str, part)) if isinstance(part, tuple) else "",
)
def test_errors_name_what_was_typed_in_chinese(words, said, ten_zones, here):
    command, *more = words
    _, printed = here(command, ten_zones, "--system", "torch-2013", "--year", 2019, *more, "--lang", "zh", expect=2)
    assert said in printed
