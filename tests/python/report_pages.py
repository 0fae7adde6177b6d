"""What the tests of reports share: a ranking of 169 zones with its pages, and small ones of a made-up system."""

from __future__ import annotations

import numpy as np
import pytest
import zonerank as zr
from page_parts import Page

ZONE = "示例高新区065"
N = 169
SYSTEM = """[system]
id = "sites"
zh = "体系"
en = "Sites"
[[field]]
name = "a"
unit = "CNY"
number = "real"
[[field]]
name = "b"
unit = "person"
number = "real"
[[field]]
name = "c"
unit = "score"
number = "real"
[[group]]
id = "left"
zh = "左"
en = "Left"
[[indicator]]
id = "x"
group = "left"
unit = "CNY"
formula = "a"
[[indicator]]
id = "y"
group = "left"
unit = "person"
direction = "-"
formula = "b"
[[group]]
id = "right"
zh = "右"
en = "Right"
[[indicator]]
id = "z"
group = "right"
unit = "score"
formula = "c"
"""


@pytest.fixture(scope="module", name="data")
def data_of_169(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "data"
    zr.sample(folder, enterprises=4000, zones=N)
    return folder


@pytest.fixture(scope="module", name="ranking")
def ranking_of_169(data):
    return zr.rank(zr.read(data, "torch-2013"), year=2019)


@pytest.fixture(scope="module", name="text")
def text_of_zone(ranking, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "zone.html"
    ranking.to_html(path, zone=ZONE)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module", name="all_text")
def text_of_all(ranking, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "all.html"
    ranking.to_html(path)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module", name="page")
def page_of_zone(text):
    return Page(text)


@pytest.fixture(scope="module", name="system")
def system_of_sites(tmp_path_factory):
    path = tmp_path_factory.mktemp("system") / "sites.toml"
    path.write_text(SYSTEM, encoding="utf-8")
    return path


def small(system, n: int, names=None, method=None, bounds=None, **columns):
    """A ranking of n made-up zones."""
    random = np.random.default_rng(n)
    names = names or [f"Z{k:04}" for k in range(n)]
    made = {"a": random.lognormal(size=n), "b": random.lognormal(size=n), "c": random.random(n) * 100}
    frame = {"zone": names, "year": [2019] * n, **made, **columns}
    return zr.rank(zr.read(frame, system, keep_rows=names), method=method, bounds=bounds)


def page_of(ranking, folder, zone=None, lang="en", **options) -> Page:
    ranking.to_html(folder / "page.html", zone=zone, **options)
    return Page((folder / "page.html").read_text(encoding="utf-8"), lang)


def close(shown: float, value: float) -> bool:
    """Equal to the digits that are shown, four or more."""
    return (np.isnan(shown) and np.isnan(value)) or abs(shown - value) <= 5.1e-4 * abs(value) + 1e-12


def at(ranking, zone=ZONE) -> int:
    return ranking.zones.index(zone)


WEIRD = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK('x')",
    "</script><b>",
    "&lt;",
    "<!--",
    "a" * 200,
    "中文" * 50,
    "two words",
]
