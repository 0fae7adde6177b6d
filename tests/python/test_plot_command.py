"""zonerank plot, and the page that shows every kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from plot_cases import ASKED, ZONE  # noqa: F401
from zonerank.report.plots.accessor import KINDS

pytest.importorskip("matplotlib")


ROOT = Path(__file__).parents[2]


def test_the_command_writes_every_kind(ten_zones, here, tmp_path):
    command = ("plot", ten_zones, "--system", "torch-2013", "--year", 2019)
    for kind in KINDS:
        words = [f"--{k}={v}" for k, v in ASKED[kind].items() if k in ("zone", "x", "y")]
        printed, said = here(*command, "--kind", kind, *words, "-o", f"{kind}.svg")
        assert printed == "" and f"written: {kind}.svg ({kind})\n" in said
        assert (tmp_path / f"{kind}.svg").read_text(encoding="utf-8").startswith("<?xml")
    _, said = here(*command, "--kind", "tree", "-o", "t.png", "--lang", "zh")
    assert "已写入：t.png（tree）" in said and (tmp_path / "t.png").read_bytes()[:4] == b"\x89PNG"


def test_the_command_refuses_what_is_wrong(ten_zones, here, tmp_path):
    command = ("plot", ten_zones, "--system", "torch-2013", "--year", 2019)
    for words, said in (
        (("--kind", "strips", "-o", "s.csv"), "-o s.csv: the extension must be one of .png, .svg, .pdf"),
        (("--kind", "strips", "-o", "-"), "-o -: a picture cannot be printed"),
        (("--kind", "strps", "-o", "s.svg"), 'did you mean "strips"?'),
        (("--kind", "radar", "-o", "s.svg"), "--kind radar needs --zone"),
        (("--kind", "tree", "--x", "revenue", "-o", "s.svg"), "--x: tree does not take it; it is of scatter"),
        (("--kind", "levers", "--zone", ZONE, "--rank", "99", "-o", "s.svg"), "--rank is 99"),
    ):
        assert said in here(*command, *words, expect=2)[1]
    (tmp_path / "s.svg").write_text("kept")
    here(*command, "--kind", "bump", "--zone", "nobody", "-o", "s.svg", expect=2)
    assert (tmp_path / "s.svg").read_text() == "kept"


@pytest.mark.parametrize("page, ending", [("plots.md", ".png"), ("plots.zh.md", ".zh.png")])
def test_the_page_shows_every_kind_with_its_picture(page, ending):
    text = (ROOT / "docs" / "guide" / page).read_text(encoding="utf-8")
    shown = re.findall(r"^`--kind (\w+) .*`$", text, re.M)
    assert shown == re.findall(rf"\(plots/(\w+){re.escape(ending)}\)", text) and set(shown) == set(KINDS)
    for kind in KINDS:
        assert (ROOT / "docs" / "guide" / "plots" / f"{kind}{ending}").stat().st_size < 60_000
