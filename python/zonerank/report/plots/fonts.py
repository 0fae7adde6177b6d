"""Fonts of plots: a list that ends in DejaVu Sans, with Chinese ones before it where there are any."""

from __future__ import annotations

import contextlib
import os
import warnings

import matplotlib
from matplotlib import font_manager

LAST = "DejaVu Sans"  # comes with matplotlib
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "Heiti SC",
    "STHeiti",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",  # the face of NotoSansCJK-Regular.ttc that matplotlib before 3.11 reads
    "Droid Sans Fallback",
    "Arial Unicode MS",
    "SimSun",
    "FangSong",
    "AR PL UMing CN",
)
INSTALL = "sudo apt install fonts-noto-cjk"
MISSING = (
    f"there is no Chinese font, so that Chinese characters are drawn as boxes; install one with: {INSTALL}; or save "
    "the plot as .svg, which shows them on any machine that has such a font",
    f"没有中文字体，汉字会显示为方框；请安装字体：{INSTALL}；也可存为 .svg，在有中文字体的电脑上正常显示",
)

_is_told = False


class FontWarning(UserWarning):
    """There is no Chinese font."""


def families() -> list[str]:
    """The fonts in the order in which each character is looked for; warns once where none has Chinese characters."""
    global _is_told
    found = chinese()
    if not found and not _is_told:
        _is_told = True
        warnings.warn(MISSING[0], FontWarning, stacklevel=2)
    return [*found, LAST]


def chinese() -> list[str]:
    """The Chinese fonts that there are, those too that were installed after matplotlib made its list of fonts."""
    return known() or (known() if renewed() else [])


def known() -> list[str]:
    names = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in CHINESE if name in names]


def renewed() -> bool:
    """Adds the fonts of the system that matplotlib's list does not have, and keeps the list; whether there were any."""
    manager = font_manager.fontManager
    listed = {font.fname for font in manager.ttflist}
    new = [path for path in font_manager.findSystemFonts() if path not in listed]
    for path in new:
        with contextlib.suppress(OSError, RuntimeError, ValueError):  # no font, or one that is not read
            manager.addfont(path)
    if new:
        name = f"fontlist-v{font_manager.FontManager.__version__}.json"
        with contextlib.suppress(OSError):  # a home that cannot be written: the list is made again next time
            font_manager.json_dump(manager, os.path.join(matplotlib.get_cachedir(), name))
    return bool(new)
