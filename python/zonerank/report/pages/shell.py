"""The page around its sections: one file, with the style sheet, the script and the switches of language and colours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .markup import Html, both, joined, tag, void

FILES = Path(__file__).parent / "page"

NAMED = (
    "Internal: this page names enterprises. Do not pass it on.",
    "内部资料：本页含企业名称，请勿外传。",
)


@cache
def file_text(name: str) -> str:
    """A style sheet or a script without the blanks at the beginnings of its lines, and without its comments."""
    lines = (line.strip() for line in (FILES / name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def switch(kind: str, id_: str, name: str, checked: bool) -> Html:
    return void("input", type=kind, id=id_, name=name, class_="switch", checked=checked)


def page(
    title: str,
    lang: str,
    sections: list,
    scripts: tuple[str, ...],
    nav: Html,
    *,
    named: bool = False,
    wide: bool = False,
) -> str:
    """The whole file; ``named`` marks it as internal, ``wide`` prints it across the sheet.

    Both languages and both palettes are in it. The switches are fields of a form and rules of the style sheet, so that
    they work without a script.
    """
    controls = tag(
        "div",
        tag("label", "中文", for_="zh"),
        tag("label", "English", for_="en"),
        tag("label", both("Dark", "深色"), for_="dark"),
        class_="controls",
    )
    banner = tag("p", both(*NAMED), class_="named") if named else Html("")
    body = joined(
        [
            switch("radio", "zh", "lang", lang == "zh"),
            switch("radio", "en", "lang", lang != "zh"),
            switch("checkbox", "dark", "dark", False),
            tag(
                "div",
                tag("div", tag("nav", nav, aria_label="sections / 各部分"), controls, class_="bar-top", role="banner"),
                banner,
                tag("main", *sections),
                class_="page" + " internal" * named + " wide" * wide,
            ),
        ]
    )
    language = "zh-CN" if lang == "zh" else "en"
    script = "\n".join(file_text(name) for name in scripts)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'; img-src data:\">\n"
        f"{tag('title', title)}\n<style>\n{file_text('page.css')}\n</style>\n</head>\n<body>\n{body}\n"
        f"<script>\n{script}\n</script>\n</body>\n</html>\n"
    )
