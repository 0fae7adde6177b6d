"""A page opened in Chromium without a window; the tests that need it are skipped where it is not installed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

LOGS = {"browser": "ALL", "performance": "ALL"}


def start(*, script: bool = True):
    """A browser, which the caller ends with ``quit``."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("chromium and chromium-driver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000", "--lang=en"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", LOGS)
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))


def open_page(browser, path: Path) -> None:
    """Opens a file; what the pages before it logged is forgotten."""
    browser.get("about:blank")
    browser.get_log("browser"), browser.get_log("performance")
    browser.get(path.as_uri())


def said(browser) -> list[str]:
    """Messages on the console."""
    return [entry["message"] for entry in browser.get_log("browser")]


def requests(browser) -> list[str]:
    """Everything that the page asked for, itself included."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
