"""The first sheet: what was ranked from which files, how, when, and how to use the workbook."""

from __future__ import annotations

import datetime
import hashlib
import math
import os
import re

from ...analysis.what_if import OF_INDICATOR
from ...io.inputs import hashes
from ...io.output import cells_of
from ...labels import title
from .book import Book

WIDTHS = 24, 100
EDITS = 20  # that are listed


def _today() -> datetime.date:
    """The day that is written; that of SOURCE_DATE_EPOCH where somebody needs the same bytes on any day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdecimal():
        return datetime.date.today()
    return datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc).date()


def write(book: Book, version: str) -> None:
    sheet, model, say = book.sheets["about"], book.model, book.say
    ranking, system = model.ranking, book.system
    sheet.sheet.set_column(0, 0, WIDTHS[0])
    sheet.sheet.set_column(1, 1, WIDTHS[1])
    sheet.sheet.hide_gridlines(2)
    sheet.put(0, 0, title(system, book.lang) or system.id, "title")
    sheet.sheet.set_row(0, 24)
    first, second, third = ranking.summary(book.lang)
    rows = [
        (say("what was ranked", "排名对象"), first),
        (say("method", "方法"), second.removeprefix("方法：").removeprefix("method: ")),
        (say("weights", "权重"), third),
        *_varied(book),
        (say("document", "文件"), " ".join(text for text in (system.document, _note(book)) if text)),
        (say("files", "数据文件"), _files(book)),
        (say("SHA-256 of the figures", "数据校验码"), hashlib.sha256(ranking.raw.to_csv_text().encode()).hexdigest()),
        (say("written", "生成日期"), _today().isoformat()),
        (say("program", "程序"), f"zonerank {version}"),
        (say("formulas", "公式"), _live(book)),
        ("", ""),
        *_guide(book),
    ]
    row = 2
    for label, text in rows:
        if label or text:
            sheet.put(row, 0, label, "label")
            sheet.put(row, 1, text or "—", "long")
            sheet.sheet.set_row(row, 15.5 * _lines(text))
        row += 1
    sheet.sheet.set_portrait()
    sheet.sheet.fit_to_pages(1, 0)


def _note(book: Book) -> str:
    """The note of the system, which is in one language, where it is that of the workbook."""
    note = book.system.note
    is_chinese = bool(re.search("[\u4e00-\u9fff]", note))
    return note if is_chinese == (book.lang == "zh") else ""


def _lines(text: str) -> int:
    """Lines that a text takes in the second column."""
    return max(1, sum(math.ceil((cells_of(line) + 2) / (WIDTHS[1] - 4)) for line in text.split("\n")))


def _files(book: Book) -> str:
    files = book.model.ranking.raw._files
    if not files:
        return book.say("a table in memory", "内存中的表")
    changed = book.say("changed since it was read", "读取后已变动")
    return "\n".join(
        book.say(f"{en}: ", f"{zh}：") + f"SHA-256 {digest or changed}" for en, zh, digest in hashes(files)
    )


def _varied(book: Book) -> list[tuple[str, str]]:
    """What was asked for beside the defaults, and the figures that a what-if changed."""
    ranking, say = book.model.ranking, book.say
    asked, found = ranking._asked, []
    method = {key: value for key, value in (asked.method or {}).items() if value is not None}
    chosen = [f"{key} = {_text(value)}" for key, value in method.items()]
    if asked.bounds:
        chosen.append(
            say(f"bounds given for {len(asked.bounds)} indicators", f"给定 {len(asked.bounds)} 项指标的上下限")
        )
    if asked.scaling is not None:
        chosen.append(say("a saved scaling", "采用保存的上下限"))
    if asked.common:
        chosen.append(say("indicators that all zones have", "仅用各高新区都有的指标"))
    found.append((say("differs from the defaults", "与默认不同之处"), "; ".join(chosen) or say("nothing", "无")))
    if ranking._edits:
        lines = [
            " ".join((zone, _name(book, field), value, str(year or ""))).strip()
            for zone, field, value, year in ranking._edits[:EDITS]
        ]
        if (more := len(ranking._edits) - EDITS) > 0:
            lines.append(say(f"and {more} more", f"另有 {more} 处"))
        found.append((say("changed figures (what if)", "改动的数据（情景模拟）"), "\n".join(lines)))
    return found


def _name(book: Book, field: str) -> str:
    items = {i.id: i for i in book.system.indicators} | {f.name: f for f in book.system.fields}
    items |= {f"{OF_INDICATOR}{i.id}": i for i in book.system.indicators}
    return title(items[field], book.lang) if field in items else field


def _text(value) -> str:
    return value if isinstance(value, str) else getattr(value, "__name__", None) or str(value)


def _live(book: Book) -> str:
    if book.live:
        return book.say(
            "Every sheet from the raw statistics to the ranking is joined by formulas. Before the file was written, "
            "each of their values was compared with the library's.",
            "从原始数据到排名全部由公式相连；写入前，每个公式的值都已与程序结果核对一致。",
        )
    en, zh = book.model.refused.texts
    return book.say(f"None; the sheets hold values: {en}.", f"无公式，各表为数值：{zh}。")


def _guide(book: Book) -> list[tuple[str, str]]:
    say = book.say
    texts = {
        "ranking": say("The zones in order of rank.", "按名次排列的各高新区。"),
        "simulate": say(
            "Change raw figures of one zone and see its new rank.", "改变一个高新区的原始数据，查看新名次。"
        ),
        "raw": say(
            "What indicators are made of. Change a blue figure and everything follows.",
            "指标所用的原始数据。修改蓝色数值，各表随之变化。",
        )
        if book.live
        else say("What indicators are made of.", "指标所用的原始数据。"),
        "indicators": say("Values of the indicators, each in its unit.", "各指标的数值及单位。"),
        "scores": say("Scores of indicators and groups.", "指标和分组的得分。"),
        "ranks": say("Ranks on every group and indicator.", "各分组和指标的名次。"),
        "charts": say("The leading zones.", "领先高新区的图表。"),
        "alternatives": say(
            "The overall rank under other readings of the data, as the library computed it when the file was written.",
            "其他口径下的总排名，为写入文件时程序计算的数值。",
        ),
        "bounds": say("What scores the least and the most.", "得最低分和最高分的数值。"),
        "weights": say(
            "Weights, and what share of the overall score each indicator has.", "权重及各指标在总分中的占比。"
        ),
        "missing": say("Missing values and why.", "缺失值及原因。"),
        "imputed": say("Values that were filled.", "插补的数值。"),
        "treated": say("Values that were moved.", "处理过的异常值。"),
        "system": say("Formulas, units and where they are known from.", "公式、单位及其依据。"),
        "notices": say("What was noticed in the data.", "对数据的提示。"),
        "simulation": say(
            "Computes the sheet of the simulation; nothing to change here.", "模拟表的计算过程，无须改动。"
        ),
    }
    found = [(book.sheets[key].title, text) for key, text in texts.items() if key in book.sheets]
    if book.live:
        marks = say(
            "Blue on yellow: may be changed. Grey: helps to read or to compute. A dash: a ratio without a meaning (its "
            "denominator is not above 0). Names such as weight_…, lower_…, upper_… stand for the cells of the method.",
            "黄底蓝字：可以修改。灰色：辅助列。“–”：无意义的比值（分母不大于 0）。"
            "名称 weight_…、lower_…、upper_… 指向权重和上下限的单元格。",
        )
        found.append((say("marks", "图例"), marks))
    return found
