"""Pages of a report on paper: what is told by colour on a screen is told apart in grey, and tables keep together."""

from __future__ import annotations

import base64
import html
import re
import shutil
import subprocess

import pytest
import zonerank as zr
from browser import open_page, start
from page_parts import Page

ZONE = "示例高新区004"
APART, READABLE = 1.2, 4.5  # ratios of luminance: of two areas side by side, of a text on its ground
LOOK = """
const grey = colour => {
  if (!/\\d/.test(colour)) return null;  // none
  const [r, g, b, a] = colour.match(/[\\d.]+/g).map(Number);
  if (a === 0) return null;
  const linear = c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const y = .299 * r + .587 * g + .114 * b;  // what a printer without colours makes of it
  return linear(y);
};
const ground = e => { for (; e; e = e.parentElement) { const y = grey(getComputedStyle(e).backgroundColor);
  if (y !== null) return y; } return 1; };
const e = document.querySelector(arguments[0]);
if (!e) return null;
const s = getComputedStyle(e);
return {fill: grey(s.fill), stroke: grey(s.stroke), ground: ground(e), text: grey(s.color), shown: s.display !== 'none',
        kept: s.printColorAdjust || s.webkitPrintColorAdjust};
"""


@pytest.fixture(scope="module")
def browser():
    driver = start()
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def ranking(tmp_path_factory):
    folder = tmp_path_factory.mktemp("paper") / "data"
    zr.sample(folder, enterprises=900, zones=12)
    return zr.rank(zr.read(folder, "torch-2013", keep_enterprises=True, all_fields=True), year=2019)


@pytest.fixture(scope="module")
def pages(ranking, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    goals = [{"zone": ZONE, "target": "employees", "year": 2025, "value": 1e6}]
    ranking.to_html(folder / "named.html", zone=ZONE, draws=100, named=True)
    ranking.to_html(folder / "zone.html", zone=ZONE, draws=100, targets=goals)
    ranking.to_html(folder / "all.html", draws=100)
    return folder


def apart(one: float, other: float) -> float:
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_marks_of_a_zone_are_told_apart_in_grey(browser, pages, dark):
    open_page(browser, pages / "zone.html")
    if dark:
        browser.execute_script("document.getElementById('dark').checked = true")
    look = lambda what: browser.execute_script(LOOK, what)  # noqa: E731
    own, band, ticks, median = (look(f".groups {mark}") for mark in ("circle.own", "rect.mid", "path.all", "path.med"))
    for one, other in (
        (own["fill"], band["fill"]),
        (own["fill"], ticks["stroke"]),
        (own["fill"], own["ground"]),
        (band["fill"], band["ground"]),
        (ticks["stroke"], band["fill"]),
        (median["stroke"], band["fill"]),
    ):
        assert apart(one, other) >= APART
    up, down = look("rect.up"), look("rect.down")
    assert apart(up["fill"], down["fill"]) >= APART  # gains and losses
    assert apart(down["stroke"], down["ground"]) >= APART
    row, other = look(".around tr.own td"), look(".around tbody tr:not(.own) td")
    assert apart(row["ground"], other["ground"]) >= APART
    for what in (".note", "caption", "h2", "td", "thead th", "tr.own td", "small", "dt"):
        seen = look(what)
        assert seen["shown"] and apart(seen["text"], seen["ground"]) >= READABLE, what
        assert seen["kept"] == "exact", what  # the browser does not leave the grounds away
    assert not look(".bar-top")["shown"]
    lights = browser.execute_script(
        "return Array.from(document.querySelectorAll('.light'), e => [e.className, e.textContent])"
    )
    assert lights and all(text.strip() for _, text in lights)  # a word beside the colour


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_fifths_of_the_heat_map_are_told_apart_in_grey(browser, pages, dark):
    open_page(browser, pages / "all.html")
    if dark:
        browser.execute_script("document.getElementById('dark').checked = true")
    seen = [browser.execute_script(LOOK, f"td.q{k}") for k in range(1, 6)]
    grounds = [cell["ground"] for cell in seen]
    assert grounds == sorted(grounds)  # the best is the darkest
    for k in range(4):
        assert apart(grounds[k], grounds[k + 1]) >= APART
    for cell in seen:
        assert apart(cell["text"], cell["ground"]) >= READABLE and cell["kept"] == "exact"
    key = [browser.execute_script(LOOK, f".key .q{k}")["ground"] for k in range(1, 6)]
    assert key == grounds


def test_links_lead_to_sections_and_every_section_has_one(pages):
    page = Page((pages / "zone.html").read_text(encoding="utf-8"))
    links = [link[1:] for link in page.links if link.startswith("#")]
    sections = [found.get("id") for name, found in page.elements if name == "section"]
    assert {"targets", "industries", "enterprises"} <= set(links) <= set(sections)
    assert set(sections) - set(links) == {None}  # the rank itself, at the top


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["zone", "named", "all"])
def test_no_caption_is_left_alone_at_the_end_of_a_sheet(browser, pages, name, lang, tmp_path):
    path = pages / f"{name}.html"
    open_page(browser, path)
    browser.execute_script("document.getElementById(arguments[0]).click()", lang)
    made = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    (tmp_path / "page.pdf").write_bytes(base64.b64decode(made["data"]))
    found = subprocess.run(
        ["pdftotext", "-bbox", "page.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    sheets = [words_of(sheet) for sheet in found.decode().split("<page ")[1:]]
    assert len(sheets) > 1
    for caption, rows in Page(path.read_text(encoding="utf-8"), lang).tables.items():
        where = [(k, y) for k, words in enumerate(sheets) for y in line_of(words, caption.split())]
        assert where, caption
        first = rows[1][0].split()[0]  # a heading of a section or a column may have the words of the caption too
        assert any(word[:2] == first[:2] and y > top for k, top in where for word, y in sheets[k]), caption


def words_of(sheet: str) -> list[tuple[str, float]]:
    """Every word of a sheet of paper and how far down it is."""
    found = re.findall(r'<word xMin="[^"]*" yMin="([^"]*)"[^>]*>(.*?)</word>', sheet)
    return [(html.unescape(word), float(y)) for y, word in found]


def line_of(words: list[tuple[str, float]], line: list[str]) -> list[float]:
    """How far down the line stands; nothing where it is not there."""
    n, texts = len(line), [word for word, _ in words]
    return [words[k][1] for k in range(len(words) - n + 1) if texts[k : k + n] == line]
