"""Inputs that would crash, hang or take the memory: read in their size, or refused at once by a limit that is named."""

from __future__ import annotations

import io
import os
import resource
import signal
import struct
import subprocess
import sys
import time
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zonerank as zr
from zonerank import cli
from zonerank.io import workbook, workbook_limits

SYSTEM = (
    '[system]\nid = "two"\n[[field]]\nname = "revenue"\nzh = "营业收入"\nunit = "kCNY"\nnumber = "decimal(2)"\n'
    '[[field]]\nname = "employees"\nunit = "person"\nnumber = "count"\n'
    '[[indicator]]\nid = "size"\nunit = "kCNY"\nformula = "revenue"\n'
)
ENTERPRISES = (
    '[system]\nid = "e"\n[[field]]\nname = "v"\nunit = "CNY"\nnumber = "count"\nlevel = "enterprise"\n'
    '[[field]]\nname = "w"\nunit = "CNY"\nnumber = "count"\nrollup = "sum(v)"\n'
    '[[indicator]]\nid = "x"\nunit = "CNY"\nformula = "w"\n'
)
GOOD = "zone,year,revenue,employees\n甲,2019,1,2\n乙,2019,3,4\n"
# The goal is one second on a quiet machine; a quadratic step would take minutes.
SECONDS = 15.0
MEMORY = 3 << 30  # bytes of a process; the packages alone map more than 1 GiB


@pytest.fixture
def two(write):
    return write("two.toml", SYSTEM)


def too_late(*_):
    raise TimeoutError("it goes on and on")


@pytest.fixture
def limited(tmp_path, capfd, monkeypatch):
    """Runs the command line within the limit of time, or ``apart`` in a process with limits of time and memory; gives
    what it said."""

    def apart_from(arguments) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "zonerank.cli", *arguments], capture_output=True, cwd=tmp_path, timeout=120,
            stdin=subprocess.DEVNULL, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        )  # fmt: skip
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

    def here(arguments) -> tuple[int, str]:
        capfd.readouterr()
        signal.signal(signal.SIGALRM, too_late)
        signal.alarm(int(SECONDS) * 2)  # ends what would never end
        try:
            code = cli.main(arguments)
        finally:
            signal.alarm(0)
        return code, "".join(capfd.readouterr())

    def run(*arguments, expect=(1, 2), apart=False) -> str:
        monkeypatch.chdir(tmp_path)
        started = time.monotonic()
        code, text = (apart_from if apart else here)([str(a) for a in arguments])
        assert time.monotonic() - started < SECONDS, text[-500:]
        assert "Traceback" not in text, text[-2000:]
        assert code in expect, f"exit {code}: {text[-800:]}"
        assert len(text) < 20_000
        return text

    return run


# ---- files that are none


@pytest.mark.parametrize("where", ["input", "system", "bounds", "groups", "reviewers", "template zones", "scaling"])
@pytest.mark.parametrize("kind", ["fifo", "/dev/zero", "folder"])
def test_pipes_devices_and_folders_are_refused(where, kind, limited, write, two, tmp_path):
    good = write("good.csv", GOOD)
    names = {"input": "p.csv", "system": "p.toml"}
    odd = tmp_path / names.get(where, "p.csv")
    if kind == "fifo":
        os.mkfifo(odd)
    elif kind == "folder":
        odd.mkdir()
    else:
        odd.symlink_to("/dev/zero")
    if where == "scaling":
        for load in (zr.load_scaling, lambda p: zr.load_partial(p, two)):
            with pytest.raises(zr.Error, match="not a file"):
                load(odd)
        return
    commands = {
        "input": ["rank", odd, "--system", two],
        "system": ["rank", good, "--system", odd],
        "bounds": ["rank", good, "--system", two, "--bounds", odd],
        "groups": ["rank", good, "--system", two, "--groups", odd],
        "reviewers": ["uncertainty", good, "--system", two, "--reviewers", odd],
        "template zones": ["template", "--system", two, "-o", tmp_path / "t.xlsx", "--zones", odd],
    }
    text = limited(*commands[where])
    assert "not a file" in text or "the folder holds no" in text


def test_pipes_in_a_folder_are_passed_over(two, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "good.csv").write_text(GOOD)
    os.mkfifo(folder / "pipe.csv")
    (folder / "zero.xlsx").symlink_to("/dev/zero")
    (folder / "folder.csv").mkdir()
    assert zr.read(folder, two).zones == ["乙", "甲"]


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x.parquet", "x.toml"])
def test_names_that_are_no_utf8(name, limited, two, tmp_path):
    odd = os.path.join(os.fsencode(tmp_path), b"\xff" + name.encode())
    with open(odd, "wb") as file:
        if name == "x.xlsx":
            file.write(book(sheet_of(table_rows())))
        elif name == "x.parquet":
            pd.DataFrame({"zone": ["a", "b"], "year": [2019] * 2, "revenue": [1.0, 2.0]}).to_parquet(file)
        else:
            file.write((SYSTEM if name == "x.toml" else GOOD).encode())
    path = os.fsdecode(odd)
    if name == "x.toml":
        assert "not UTF-8" in limited("systems", path)
    else:
        limited("rank", path, "--system", two, expect=(0,))
    limited("rank", path, "--system", two, "-o", os.fsdecode(os.path.join(os.fsencode(tmp_path), b"\xfe.csv")),
            expect=(0, 1, 2))  # fmt: skip
    limited("rank", path, "--system", two, "--zone", "\udcff", expect=(1, 2))


# ---- long texts


@pytest.mark.parametrize(
    "heading",
    [
        "'a ' * 10**6", "'()' * 10**6", "'(' * 10**6", "'revenue(CNY' + '*m/m' * 200_000 + ')'",
        "'营业收入【' * 300_000",
        "'：' * 10**6", "'@previous' * 10**5", "'1、' * 10**6", "'　' * 10**6", "'9' * 10**6", "'a' * 900_000",
    ],
)  # fmt: skip
def test_long_headings(heading, limited, two, write):
    write("h.csv", f"zone,year,employees,{eval(heading)}\n甲,2019,2,1\n乙,2019,3,2\n")
    limited("rank", "h.csv", "--system", two, expect=(0, 1))


@pytest.mark.parametrize("cell", ["'9' * 10**6", "'0' * 10**6", "'0.' + '0' * 10**6", "'1,' * 300_000", "'x' * 10**6",
                                  "'1e' + '9' * 10**6", "'￥' * 300_000", "'-' * 10**6"])  # fmt: skip
@pytest.mark.parametrize("column", ["zone", "year", "revenue", "employees"])
def test_long_cells(cell, column, limited, two, write):
    row = {"zone": "甲", "year": "2019", "revenue": "1", "employees": "2"} | {column: f'"{eval(cell)}"'}
    write("c.csv", GOOD + ",".join(row.values()) + "\n")
    limited("rank", "c.csv", "--system", two, expect=(0, 1))


def test_cells_rows_and_tables_beyond_the_limits_name_them(limited, two, write):
    write("cell.csv", GOOD + "丙,2019," + "1" * (2 << 20) + ",2\n")
    assert "a cell is too long: 2097152 bytes, and at most 1048576 can be read" in limited(
        "rank", "cell.csv", "--system", two
    )
    write("row.csv", GOOD + "," * 20_000 + "\n")
    assert "a row is too long: more than 16384 cells" in limited("rank", "row.csv", "--system", two)
    write("big.csv", GOOD + "丙,2019," + "1" * (50 << 20) + ",2\n")
    assert "a cell is too long" in limited("rank", "big.csv", "--system", two)


@pytest.mark.parametrize(
    "title", ["'单位：' + '元 ' * 20_000", "'单位：' * 200_000", "'2019年' * 200_000", "'〔' * 10**6"]
)
def test_long_titles_above_the_heading(title, limited, two, write):
    write("t.csv", f"{eval(title)}\n{GOOD}")
    limited("rank", "t.csv", "--system", two, expect=(0, 1))


@pytest.mark.parametrize(
    "method",
    ["'.'.join(['a'] * 100_000) + ' = 1'", "'a = ' + '[' * 100_000", "'a = {' * 50_000", "'a' * 10**6 + ' = 1'"],
)
def test_deep_and_long_keys_of_systems(method, limited, write):
    write("d.toml", SYSTEM + f"[method]\n{eval(method)}\n")
    limited("systems", "d.toml")


@pytest.mark.parametrize("value", ["[" * 5000, "9" * 500, "{a = " * 500, "x" * 100_000, "1" + "0" * 5000])
def test_odd_values_of_set(value, limited, two, write):
    write("g.csv", GOOD)
    text = limited("rank", "g.csv", "--system", two, "--set", f"lower={value}")
    assert "lower" in text and len(text) < 2000


# ---- workbooks

TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def number_cell(reference: str, number, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{number}</v></c>'


def table_rows(revenue=("1", "3"), headings=("zone", "year", "revenue", "employees")) -> str:
    rows = (
        "<row r='1'>".replace("'", '"')
        + "".join(text_cell(f"{c}1", h) for c, h in zip("ABCD", headings, strict=True))
        + "</row>"
    )
    for r, (zone, value) in enumerate(zip("甲乙", revenue, strict=True), start=2):
        rows += (
            f'<row r="{r}">' + text_cell(f"A{r}", zone) + number_cell(f"B{r}", 2019) + number_cell(f"C{r}", value)
            + number_cell(f"D{r}", r) + "</row>"
        )  # fmt: skip
    return rows


def sheet_of(rows: str, more: str = "", before: str = "") -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{more}</worksheet>'


def book(*sheets: str, names=None, more=None, states=None) -> bytes:
    names = names or [f"S{k + 1}" for k in range(len(sheets))]
    states = states or [""] * len(sheets)
    listed = "".join(
        f'<sheet name="{n}" sheetId="{k + 1}" {s} r:id="rId{k + 1}"/>'
        for k, (n, s) in enumerate(zip(names, states, strict=True))
    )
    links = "".join(
        f'<Relationship Id="rId{k + 1}" Type="{LINKS}/worksheet" Target="worksheets/sheet{k + 1}.xml"/>'
        for k in range(len(sheets))
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{k + 1}.xml" ContentType="{TYPES}.worksheet+xml"/>'
        for k in range(len(sheets))
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
    }
    for k, sheet in enumerate(sheets):
        parts[f"xl/worksheets/sheet{k + 1}.xml"] = sheet
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (parts | (more or {})).items():
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize("reference", ["XFD1048576", "XFD4", "A1048576", "XFE9", "ZZZ4", "A1048577", "A4294967297",
                                       "AAAAAAAA4", "C99999999999999999999"])  # fmt: skip
@pytest.mark.parametrize("kind", ["cell", "error", "dimension", "merge"])
def test_cells_far_away(reference, kind, limited, two, tmp_path):
    row = "".join(ch for ch in reference if ch.isdigit())
    more = {
        "cell": f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>',
        "error": f'<row r="{row}"><c r="{reference}" t="e"><v>#DIV/0!</v></c></row>',
    }.get(kind, "")
    before = f'<dimension ref="A1:{reference}"/>' if kind == "dimension" else ""
    after = f'<mergeCells count="1"><mergeCell ref="A2:{reference}"/></mergeCells>' if kind == "merge" else ""
    (tmp_path / "far.xlsx").write_bytes(book(sheet_of(table_rows() + more, after, before)))
    text = limited("rank", "far.xlsx", "--system", two, expect=(0, 1))
    text = " ".join(text.split())
    if kind in ("cell", "error") and reference == "XFD1048576":
        assert "its cells reach to row 1048576 and column 16384" in text
        assert "delete what lies outside the table" in text


def test_an_empty_merged_cell_right_of_the_data(two, tmp_path):
    after = (
        '<mergeCells count="3"><mergeCell ref="F1:F3"/><mergeCell ref="H8:H9"/><mergeCell ref="A9:B9"/></mergeCells>'
    )
    (tmp_path / "m.xlsx").write_bytes(book(sheet_of(table_rows(), after)))
    assert zr.read(tmp_path / "m.xlsx", two).zones == ["乙", "甲"]


def bomb(path, *, claimed=None, size=3 << 30) -> None:
    """A workbook whose sheet unpacks to 3 GiB of text in one cell."""
    import zlib

    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = (
        sheet_of(table_rows()).replace("</sheetData></worksheet>", "").encode() + b'<row r="4"><c r="A4" t="str"><v>'
    )
    first = packed.compress(start) + packed.flush(zlib.Z_FULL_FLUSH)
    block = packed.compress(b"a" * (1 << 20)) + packed.flush(zlib.Z_FULL_FLUSH)
    data = first + block * (size >> 20) + packed.flush()
    whole = book(sheet_of(table_rows()))
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            if "sheet1" not in item.filename:
                new.writestr(item.filename, old.read(item.filename))
        name = b"xl/worksheets/sheet1.xml"
        info = zipfile.ZipInfo(name.decode())
        info.compress_type, info.compress_size = zipfile.ZIP_DEFLATED, len(data)
        info.file_size = claimed if claimed is not None else min(size, 0xFFFFFFFE)
        info.header_offset, info.CRC = new.fp.tell(), 0
        new.fp.write(
            struct.pack("<4s5HIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(data), info.file_size, len(name), 0)
        )
        new.fp.write(name + data)
        new.filelist.append(info)
        new.NameToInfo[info.filename] = info
        new.start_dir = new.fp.tell()
        new._didModify = True


@pytest.mark.parametrize("claimed", [None, 5000])
def test_zip_bombs(claimed, limited, two, tmp_path):
    bomb(tmp_path / "b.xlsx", claimed=claimed)
    text = limited("rank", "b.xlsx", "--system", two, apart=True)
    assert "it unpacks to" in text or "unpacks to more than it claims" in text


def compound(fat: list[int], directory_start: int = 0, mini: int = 0xFFFFFFFE, difat: int = 0xFFFFFFFE) -> bytes:
    """A file of OLE with these chains of sectors of 512 bytes."""
    n_fat = (len(fat) + 127) // 128
    fat_at = len(fat)
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header[44:76] = struct.pack("<8I", n_fat, directory_start, 0, 4096, mini, 0, difat, 0 if difat > 1 << 30 else 1)
    header[76:512] = struct.pack("<109I", *[fat_at + k for k in range(n_fat)], *[0xFFFFFFFF] * (109 - n_fat))
    entry = bytearray(128)
    entry[:18] = "Workbook\0".encode("utf-16-le")
    entry[64:68] = struct.pack("<HBB", 18, 2, 1)
    entry[116:128] = struct.pack("<IQ", 1, 100_000)
    root = bytearray(128)
    root[:22] = "Root Entry\0".encode("utf-16-le")
    root[64:68] = struct.pack("<HBB", 22, 5, 1)
    root[116:128] = struct.pack("<IQ", 0xFFFFFFFE, 0)
    sectors = [bytes(root + entry) + bytes(256)] + [b"\x09\x08\x10\x00" * 128] * (len(fat) - 1)
    table = fat + [0xFFFFFFFF] * (128 * n_fat - len(fat))
    return bytes(header) + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


@pytest.mark.parametrize(
    "data",
    [
        compound([0, 2, 1]), compound([0xFFFFFFFE, 2, 1]), compound([0xFFFFFFFE, 1, 0xFFFFFFFE]),
        compound([1, 0, 0xFFFFFFFE]), compound([0xFFFFFFFE, 2, 0xFFFFFFFE], mini=1),
        compound([0xFFFFFFFE, 2, 3, 1]), compound([0xFFFFFFFE, 2, 0xFFFFFFFE], difat=2),
        compound([0xFFFFFFFE, 2, 0xFFFFFFFE])[:700], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["l.xls", "l.xlsx"])
def test_looped_ole_files(data, name, limited, two, tmp_path):
    (tmp_path / name).write_bytes(data)
    assert "the workbook cannot be read" in limited("rank", name, "--system", two)


def test_an_ods_that_repeats_rows_for_ever(limited, two, tmp_path):
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="16384">'
        "<text:p>x</text:p></table:table-cell>"
    )
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">'
        f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "o.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<m/>")
    assert "the workbook cannot be read" in limited("rank", "o.ods", "--system", two, apart=True)


def test_older_formats_are_read_by_a_process_with_limits(two, tmp_path, monkeypatch):
    table = pd.DataFrame({"zone": ["a", "b"], "year": [2019] * 2, "revenue": [1.0, 2.0]})
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ods_of(table))
        archive.writestr("META-INF/manifest.xml", "<m/>")
    assert zr.read(tmp_path / "a.ods", two).zones == ["a", "b"]
    monkeypatch.setattr(workbook_limits, "PROCESS_MEMORY", 0)
    (source,) = workbook.read(str(tmp_path / "a.ods"), "a.ods", 0)
    assert source.fault


def ods_of(table: pd.DataFrame) -> str:
    office = "urn:oasis:names:tc:opendocument:xmlns"

    def cell(value) -> str:
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>x</text:p></table:table-cell>'
        )

    lines = [list(table.columns), *table.values.tolist()]
    rows = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines)
    return (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )


# ---- what workbooks say beside values

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/>'
    '<numFmt numFmtId="165" formatCode="0.0&quot;%&quot;"/>'
    '<numFmt numFmtId="166" formatCode="[Red]#,##0.00%;-0%"/></numFmts>'
    '<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    '<xf numFmtId="166"/></cellXfs></styleSheet>'
)


@pytest.mark.parametrize(
    "style, number, shown",
    [
        (1, "0.051", "5.1%"), (2, "0.12", "12%"), (3, "0.034", "3.4%"), (5, "0.305", "30.5%"), (1, "1", "100%"),
        (1, "-0.005", "-0.5%"), (1, "0", "0%"), (1, "1E-3", "0.1%"), (1, "0.07000000000000001", "7%"),
        (1, "0.1", "10%"), (1, "12345678.9", "1234567890%"), (0, "0.051", "0.051"), (4, "0.051", "0.051"),
    ],
)  # fmt: skip
def test_cells_of_per_cent_are_what_excel_shows(style, number, shown, tmp_path):
    rows = table_rows().replace(number_cell("C2", "1"), number_cell("C2", number, style))
    assert number in rows
    (tmp_path / "p.xlsx").write_bytes(book(sheet_of(rows), more={"xl/styles.xml": STYLES}))
    (source,) = workbook.read(str(tmp_path / "p.xlsx"), "p.xlsx", 0)
    assert source.content.decode().splitlines()[1] == f"甲,2019,{shown},2"


def test_cells_without_references_follow_each_other(tmp_path):
    rows = (
        '<row><c t="inlineStr"><is><t>zone</t></is></c><c t="inlineStr"><is><t>share</t></is></c></row>'
        '<row><c t="inlineStr"><is><t>a</t></is></c><c s="1"><v>0.25</v></c></row>'
    )
    (tmp_path / "n.xlsx").write_bytes(book(sheet_of(rows), more={"xl/styles.xml": STYLES}))
    (source,) = workbook.read(str(tmp_path / "n.xlsx"), "n.xlsx", 0)
    assert source.content.decode() == "zone,share\na,25%\n"


@pytest.mark.parametrize("cell", ['<c r="C2"><f>1+1</f></c>',
                                  '<c r="C2"><f>1*2</f><v /></c>', '<c r="C2"><f>1</f><v></v></c>',
                                  '<c r="C2"><f t="shared" si="0"/></c>'])  # fmt: skip
def test_formulas_without_a_value_are_an_error_with_the_cure(cell, two, tmp_path):
    rows = table_rows().replace(number_cell("C2", "1"), cell)
    (tmp_path / "f.xlsx").write_bytes(book(sheet_of(rows)))
    with pytest.raises(zr.Error) as caught:
        zr.read(tmp_path / "f.xlsx", two)
    assert "f.xlsx[S1]: 1 cells hold a formula whose value was never computed: C2" in str(caught.value)
    assert "open the file in Excel or WPS and save it, or export the values" in str(caught.value)
    assert caught.value.problems[0].code == "formula-without-value"
    assert "只有公式" in caught.value.text("zh")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2"><f>1+1</f><v>2</v></c>',
        '<c r="C2" t="str"><f>""</f><v></v></c>',
        '<c r="C2" t="str"><f>A1</f><v>3</v></c>',
    ],
)
def test_formulas_with_their_value_are_read(cell, two, tmp_path):
    rows = table_rows().replace(number_cell("C2", "1"), cell)
    (tmp_path / "f.xlsx").write_bytes(book(sheet_of(rows)))
    assert zr.read(tmp_path / "f.xlsx", two).years == [2019]


@pytest.fixture
def sheets(tmp_path):
    path = tmp_path / "book.xlsx"
    raw, standardized = sheet_of(table_rows()), sheet_of(table_rows(("0.1", "0.9")))
    path.write_bytes(book(raw, standardized, sheet_of(table_rows(("5", "6"))), names=["原始数据", "标准化", "old"],
                          states=["", "", 'state="hidden"']))  # fmt: skip
    return path


def test_sheets_that_contradict_each_other_are_named_with_how_to_choose(sheets, two):
    with pytest.raises(zr.Error) as caught:
        zr.read(sheets, two)
    text = str(caught.value)
    assert f"the sheets 原始数据, 标准化 of {sheets} give 2 different figures" in text
    assert "revenue of 甲: 1.00 and 0.10" in text and "choose one with --sheet NAME or book.xlsx[NAME]" in text
    assert [p.code for p in caught.value.problems] == ["given-in-two-sheets"]


def test_sheets_are_chosen_by_name(sheets, two, zonerank):
    for source, options in (
        (f"{sheets}[原始数据]", {}),
        (sheets, {"sheet": "原始数据"}),
        (sheets, {"sheet": ["原始数据"]}),
    ):
        assert zr.read(source, two, **options).table()["revenue"].tolist() == [3.0, 1.0]
    assert zr.read(f"{sheets}[old]", two).table()["revenue"].tolist() == [6.0, 5.0], "a hidden one where it is meant"
    assert zr.rank(f"{sheets}[标准化]", two).zones == ["乙", "甲"]
    zonerank("rank", sheets, "--system", two, "--sheet", "标准化", "-o", "o.csv")
    zonerank("rank", f"{sheets}[标准化]", "--system", two, "-o", "o2.csv")
    zonerank("check", sheets, "--system", two, "--sheet", "标准化", expect=0)
    for source, options in ((f"{sheets}[标准]", {}), (sheets, {"sheet": ["原始数据", "标准"]})):
        with pytest.raises(zr.Error) as caught:
            zr.read(source, two, **options)
        assert 'the workbook has no sheet "标准"; its sheets: 原始数据, 标准化, old' in str(caught.value)


def test_a_file_whose_name_ends_in_brackets_is_itself(two, tmp_path):
    (tmp_path / "a.xlsx[1]").write_text(GOOD)
    with pytest.raises(zr.Error, match="no file matches"):
        zr.read(tmp_path / "b.csv[1]", two)


# ---- damaged files


@pytest.mark.parametrize("cut", [4, 40, 200, -60, -8, -4])
def test_damaged_parquet(cut, limited, two, tmp_path):
    buffer = io.BytesIO()
    pq.write_table(pa.table({"zone": [f"z{k}" for k in range(2000)], "year": [2019] * 2000,
                             "revenue": [float(k) for k in range(2000)]}), buffer)  # fmt: skip
    data = bytearray(buffer.getvalue())
    (tmp_path / "cut.parquet").write_bytes(data[:cut])
    for k in range(8):  # bytes of pages, which are met while rows are read
        data[4 + 37 * k] ^= 0xFF
    (tmp_path / "pages.parquet").write_bytes(data)
    for name in ("cut.parquet", "pages.parquet"):
        for engine in ("kernel", "duckdb"):
            limited("rollup", name, "--system", two, "--engine", engine, expect=(0, 1, 2))
    assert "the Parquet file cannot be read" in limited("rank", "cut.parquet", "--system", two)


DAMAGED = {
    "lone CR": "zone,year,enterprise,v\ra,2019,E1,1\rb,2019,E2,2\r",
    "CR LF": "zone,year,enterprise,v\r\na,2019,E1,1\r\nb,2019,E2,2\r\n",
    "one CR inside": "zone,year,enterprise,v\na,2019,E1,1\rb,2019,E2,2\n",
    "open quote": 'zone,year,enterprise,v\na,2019,"E1,1\nb,2019,E2,2\n',
    "quote inside": 'zone,year,enterprise,v\na,2019,E"1,1\nb,2019,E2,2\n',
    "text after a quote": 'zone,year,enterprise,v\na,2019,"E"1,1\nb,2019,E2,2\n',
    "short row": "zone,year,enterprise,v\na,2019,E1\nb,2019,E2,2\n",
    "long row": "zone,year,enterprise,v\na,2019,E1,1,9\nb,2019,E2,2\n",
    "blank lines": "zone,year,enterprise,v\n\n,,,\na,2019,E1,1\n\nb,2019,E2,2\n\n",
    "null byte": "zone,year,enterprise,v\na\0,2019,E1,1\nb,2019,E2,2\n",
    "no rows": "zone,year,enterprise,v\n",
    "no end of line": "zone,year,enterprise,v\na,2019,E1,1\nb,2019,E2,2",
    "cut off": "zone,year,enterprise,v\na,2019,E1,1\nb,20",
    "title": "表1\nzone,year,enterprise,v\na,2019,E1,1\nb,2019,E2,2\n",
    "total": "zone,year,enterprise,v\na,2019,E1,1\nb,2019,E2,2\n合计,2019,,3\n",
    "line end in a cell": 'zone,year,enterprise,v\na,2019,"E\n1",1\nb,2019,E2,2\n',
    "empty": "",
    "spaces": "  \n \n",
    "bad number": "zone,year,enterprise,v\na,2019,E1,x1\nb,2019,E2,2\n",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_text_is_told_alike_by_every_engine(name, write, tmp_path):
    system = write("e.toml", ENTERPRISES)
    path = tmp_path / "d.csv"
    path.write_bytes(DAMAGED[name].encode())
    results = {}
    for engine in ("kernel", "duckdb"):
        try:
            found = zr.rollup(path, system, engine=engine).exact()
            results[engine] = found[["zone", "year", "w"]].values.tolist() if len(found) else "refused"
        except zr.Error as error:
            assert str(error)
            results[engine] = "refused"
    if results["duckdb"] != "refused":
        assert results["duckdb"] == results["kernel"]
    elif results["kernel"] != "refused":
        assert name in (
            "lone CR",
            "title",
            "total",
            "blank lines",
            "quote inside",
            "text after a quote",
            "null byte",
        ), results


def test_output_that_nobody_reads(two, write, tmp_path):
    write("g.csv", GOOD)
    command = f"{sys.executable} -m zonerank.cli"
    shell = {"shell": True, "executable": "/bin/bash", "capture_output": True, "text": True, "cwd": tmp_path}
    closed = subprocess.run(f"{command} rank g.csv --system two.toml >&-", **shell)
    assert closed.returncode == 0 and "Traceback" not in closed.stderr
    closed = subprocess.run(f"{command} rank g.csv --system two.toml >&- 2>&-", **shell)
    assert closed.returncode == 0
    head = subprocess.run(f"{command} systems torch-2013 | head -1 > /dev/null; echo ${{PIPESTATUS[0]}}", **shell)
    assert head.stdout.strip() == "0" and not head.stderr
