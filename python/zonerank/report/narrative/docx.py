"""Word files in the look of an official document, written part by part so that every run has an East Asian font.

Page and grid as of GB/T 9704-2012: A4, 22 lines of 28 characters of 16 points, 仿宋 for the text, 黑体 and 楷体 for
headings. The same document gives the same bytes.
"""

from __future__ import annotations

import math
import re
import zipfile
from xml.sax.saxutils import escape

from .blocks import Heading, Paragraph, Table

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LATIN = "Times New Roman"
BODY, SONG, HEI, KAI = "仿宋", "宋体", "黑体", "楷体"
SIZE, TITLE, SMALL, TINY = 32, 44, 28, 21  # half points: 三号, 二号, 四号, 五号
WIDTH, HEIGHT = 11906, 16838  # of A4, in twentieths of a point
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1588, 1474  # 37, 35, 28 and 26 mm
LINES, CHARACTERS = 22, 28
LINE = (HEIGHT - TOP - BOTTOM) // LINES
NARROWER = math.floor((WIDTH - LEFT - RIGHT) / CHARACTERS - 10 * SIZE)  # than 16 points, so that 28 stand in a line
CLOSER = f'<w:spacing w:val="{NARROWER}"/>'
HEADING_FONTS = {1: HEI, 2: KAI}
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARGINS = 160  # of a cell
DAY = (1980, 1, 1, 0, 0, 0)


def write(path: str, title: str, blocks: list, lang: str) -> None:
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations({"rId1": (f"{OFFICE}/officeDocument", "word/document.xml"),
                                  "rId2": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")}),
        "docProps/core.xml": core(title, lang),
        "word/document.xml": document(title, blocks, lang),
        "word/styles.xml": styles(),
        "word/footer1.xml": footer(),
        "word/_rels/document.xml.rels": relations({"rId1": (f"{OFFICE}/styles", "styles.xml"),
                                                   "rId2": (f"{OFFICE}/footer", "footer1.xml")}),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode())


def plain(text: str) -> str:
    """A text inside an element; what XML cannot hold is left out."""
    return escape(NOT_IN_XML.sub("", text))


def with_minus(text: str) -> str:
    """With the sign of minus before numbers; a line may end at a hyphen."""
    return re.sub(r"(?<![\w-])-(?=\d)", "\u2212", text)


def fonts(east_asian: str, size: int, more: str = "") -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{east_asian}" '
        f'w:hint="eastAsia"/>{more}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def run(text: str, east_asian: str = BODY, size: int = SIZE, more: str = "") -> str:
    return f'<w:r>{fonts(east_asian, size, more)}<w:t xml:space="preserve">{plain(with_minus(text))}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def document(title: str, blocks: list, lang: str) -> str:
    body = [paragraph(run(title, SONG, TITLE, "<w:b/>"), '<w:pStyle w:val="Title"/>')]
    body += [block_xml(block, lang) for block in blocks]
    section = (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" w:header="851" w:footer="1400" '
        f'w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )
    return (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{OFFICE}"><w:body>{"".join(body)}{section}</w:body></w:document>'
    )


def block_xml(block, lang: str) -> str:
    if isinstance(block, Heading):
        font = HEADING_FONTS[block.level]
        bold = "<w:b/>" if lang == "en" else ""  # a Latin text in 黑体 would look like any other
        return paragraph(run(block.text, font, SIZE, bold), f'<w:pStyle w:val="Heading{block.level}"/>')
    if isinstance(block, Paragraph):
        align = "both" if lang == "zh" else "left"
        return paragraph(
            run(block.text, more=CLOSER), f'<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="{align}"/>'
        )
    return table(block)


def table(block: Table) -> str:
    caption = paragraph(
        run(block.caption, HEI, TINY), '<w:keepNext/><w:spacing w:before="160" w:after="60"/><w:jc w:val="center"/>'
    )
    widths = column_widths(block)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'
        for side, size, color in (
            ("top", 8, "000000"), ("bottom", 8, "000000"), ("insideH", 4, "A0A0A0"),
        )
    )  # fmt: skip
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    rows = [row(block.headings, widths, block.right, is_heading=True)]
    rows += [row(cells, widths, block.right) for cells in block.rows]
    space = paragraph("", '<w:snapToGrid w:val="0"/><w:spacing w:line="160" w:lineRule="exact"/>')
    return f"{caption}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{space}"


def row(cells: list[str], widths: list[int], right: frozenset, *, is_heading: bool = False) -> str:
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_heading else "<w:trPr><w:cantSplit/></w:trPr>"
    found = []
    for c, (text, width) in enumerate(zip(cells, widths, strict=True)):
        align = "right" if c in right else "left"
        inner = run(text, HEI if is_heading else BODY, TINY)
        spacing = '<w:snapToGrid w:val="0"/><w:spacing w:before="30" w:after="30" w:line="280" w:lineRule="atLeast"/>'
        properties = f'{spacing}<w:jc w:val="{align}"/>'
        found.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{paragraph(inner, properties)}</w:tc>"
        )
    return f"<w:tr>{head}{''.join(found)}</w:tr>"


def column_widths(block: Table) -> list[int]:
    """Columns of numbers are as wide as their longest text; those of words share what is left."""
    total, one = WIDTH - LEFT - RIGHT, TINY * 13 // 2  # a digit of a wide font

    def longest(c: int) -> int:
        return max((width_of(cells[c]) for cells in block.rows), default=1)

    def unbroken(*texts: str) -> int:
        parts = (part for text in texts for part in re.findall(r"[!-~]+|[^\s!-~]{1,4}", text))
        return min(max(map(width_of, parts), default=1), 14)

    columns = range(len(block.headings))
    numbers = {c: one * max(longest(c), unbroken(block.headings[c])) + MARGINS for c in columns if c in block.right}
    words = {c: min(longest(c), 48) for c in columns if c not in block.right}
    least = {c: one * unbroken(block.headings[c], *(cells[c] for cells in block.rows)) + MARGINS for c in words}
    left, sharing = max(total - sum(numbers.values()), total // 4), dict(words)
    while narrow := [c for c in sharing if left * sharing[c] // sum(sharing.values()) < least[c]]:
        left = max(left - sum(least[c] for c in narrow), 0)  # the others share the rest
        sharing = {c: width for c, width in sharing.items() if c not in narrow}
    shared = {c: left * width // sum(sharing.values()) for c, width in sharing.items()}
    found = [numbers.get(c) or shared.get(c) or least[c] for c in columns]
    return [width * total // sum(found) for width in found]


def width_of(text: str) -> int:
    """Columns of half a Chinese character."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def footer() -> str:
    """— 1 —, the number of the page."""
    field = "".join(
        f"<w:r>{fonts(SONG, SMALL)}{inner}</w:r>"
        for inner in ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                      '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>')
    )  # fmt: skip
    inner = run("— ", SONG, SMALL) + field + run(" —", SONG, SMALL)
    centred = paragraph(inner, '<w:jc w:val="center"/>')
    return f'<w:ftr xmlns:w="{NAMESPACE}">{centred}</w:ftr>'


def styles() -> str:
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    defaults = fonts(BODY, SIZE).replace("</w:rPr>", f"{language}</w:rPr>")
    indent = '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/>'
    over = f'<w:spacing w:after="{LINE}" w:line="{LINE + 80}" w:lineRule="atLeast"/><w:jc w:val="center"/>'
    named = [
        ("Normal", "Normal", "", fonts(BODY, SIZE), ' w:default="1"'),
        ("Title", "Title", over, fonts(SONG, TITLE, "<w:b/>"), ""),
        ("Heading1", "heading 1", f'{indent}<w:outlineLvl w:val="0"/>', fonts(HEI, SIZE), ""),
        ("Heading2", "heading 2", f'{indent}<w:outlineLvl w:val="1"/>', fonts(KAI, SIZE), ""),
    ]
    based = '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    written = "".join(
        f'<w:style w:type="paragraph"{default} w:styleId="{id_}"><w:name w:val="{name}"/>'
        f"{'' if id_ == 'Normal' else based}<w:qFormat/>"
        f"<w:pPr>{properties}</w:pPr>{text}</w:style>"
        for id_, name, properties, text, default in named
    )
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{exact}</w:pPr></w:pPrDefault></w:docDefaults>{written}</w:styles>"
    )


def content_types() -> str:
    overrides = {
        "/word/document.xml": f"{KIND}.document.main+xml",
        "/word/styles.xml": f"{KIND}.styles+xml",
        "/word/footer1.xml": f"{KIND}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def relations(targets: dict[str, tuple[str, str]]) -> str:
    named = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{named}</Relationships>'


def core(title: str, lang: str) -> str:
    language = "zh-CN" if lang == "zh" else "en-US"
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{plain(title)}</dc:title><dc:language>{language}</dc:language></cp:coreProperties>"
    )
