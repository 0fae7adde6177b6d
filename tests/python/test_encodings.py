"""Encodings of text files: what is read, what is asked."""

from __future__ import annotations

import pytest
import zonerank as zr

SYSTEM = """
[system]
id = "mini"
[[field]]
name = "revenue"
zh = "营业收入"
unit = "kCNY"
number = "real"
[[indicator]]
id = "i"
unit = "kCNY"
formula = "revenue"
"""

ZONES = [
    "北京中关村",
    "天津滨海",
    "石家庄",
    "太原",
    "呼和浩特",
    "沈阳",
    "长春",
    "哈尔滨",
    "上海张江",
    "南京",
    "杭州",
    "合肥",
    "福州",
    "南昌",
    "济南",
    "郑州",
    "武汉东湖",
    "长沙",
    "广州",
    "深圳",
    "南宁",
    "海口",
    "重庆",
    "成都",
    "贵阳",
    "昆明",
    "西安",
    "兰州",
    "西宁",
    "乌鲁木齐",
    "衢州",
    "亳州",
    "漯河",
    "濮阳",
]


@pytest.fixture
def system(write):
    return str(write("mini.toml", SYSTEM))


def read(tmp_path, system, text: str, written: str, name="z.csv", **options):
    path = tmp_path / name
    path.write_bytes(text.encode(written))
    raw = zr.read(path, system, **options)
    return raw.zones, [n.code for n in raw.notices]


def chinese(zones):
    return "高新区,年份,营业收入(千元)\n" + "".join(f"{z}高新区,2020,{k}\n" for k, z in enumerate(zones, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_needs_no_notice(tmp_path, system, encoding):
    zones, codes = read(tmp_path, system, chinese(ZONES), encoding)
    assert len(zones) == len(ZONES) and not {"decoded-text", "decoded-gb18030"} & set(codes)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_utf16_with_a_mark_is_read(tmp_path, system, encoding, separator):
    zones, codes = read(tmp_path, system, chinese(ZONES).replace(",", separator), encoding)
    assert "深圳高新区" in zones and "decoded-text" in codes
    big = "\ufeff" + chinese(ZONES)
    assert read(tmp_path, system, big, "utf-16-be" if encoding == "utf-16" else "utf-32-be")[0] == zones


@pytest.mark.parametrize(
    "zones",
    [
        ZONES,
        ["深圳"],
        ["㵲阳", "朱镕", "喆瑄", "深圳"],  # characters of names beyond GB 2312
        [*ZONES[:8], "㵲阳", "镕城", "喆源", "瑄山"],
        ["衢州", "亳州", "漯河", "濮阳", "鄂州"],  # of the second level alone
        ["TCL高科", "BOE京东方", "A区", "西区B"],  # beside Latin letters
        ["臺北", "新竹科學園區", "臺中", "高雄"],  # traditional, in GBK
    ],
)
def test_chinese_tables_in_gb18030_are_read_without_a_question(tmp_path, system, zones):
    found, codes = read(tmp_path, system, chinese(zones), "gb18030")
    assert found == sorted(f"{z}高新区" for z in zones) and "decoded-gb18030" in codes


LATIN = ["Málaga", "Orléans", "São Paulo", "Zürich", "Île-de-France", "Besançon"]


@pytest.mark.parametrize("zone", LATIN)
def test_latin_letters_are_not_made_chinese(tmp_path, system, zone):
    text = f"zone,year,revenue\n{zone} region,2020,5\nMadrid,2020,6\n"
    with pytest.raises(zr.Error) as caught:
        read(tmp_path, system, text, "latin-1")
    assert caught.value.problems[0].code in ("doubtful-encoding", "bad-encoding") and "--encoding" in str(caught.value)
    found, codes = read(tmp_path, system, text, "latin-1", encoding="latin-1")
    assert found == sorted(["Madrid", f"{zone} region"]) and "decoded-text" in codes


def test_the_doubtful_word_is_shown(tmp_path, system):
    with pytest.raises(zr.Error) as caught:
        read(tmp_path, system, "zone;year;revenue\nMálaga;2020;5\n", "latin-1")
    assert 'words such as "M醠aga"' in str(caught.value) and "--encoding latin-1" in str(caught.value)
    assert "M醠aga" in caught.value.text("zh") and "z.csv:2" in str(caught.value)


BIG5 = [
    ["臺北", "臺中", "高雄"],
    ["新竹科學園區", "中部科學園區"],
    ["臺南市", "桃園市", "新北市", "基隆"],
    ["花蓮縣", "嘉義"],
]


@pytest.mark.parametrize("zones", BIG5)
def test_big5_is_asked_for(tmp_path, system, zones):
    text = "zone,year,revenue\n" + "".join(f"{z},2020,5\n" for z in zones)
    with pytest.raises(zr.Error) as caught:
        read(tmp_path, system, text, "big5")
    assert "--encoding" in str(caught.value)
    found, _ = read(tmp_path, system, text, "big5", encoding="big5")
    assert found == sorted(zones)


def test_an_encoding_is_named(tmp_path, system):
    text = "zone,year,revenue\nМосква,2020,5\n"
    assert read(tmp_path, system, text, "cp1251", encoding="windows-1251")[0] == ["Москва"]
    assert read(tmp_path, system, text, "koi8-r", encoding="KOI8-R")[0] == ["Москва"]
    gbk = chinese(["深圳"])
    assert read(tmp_path, system, gbk, "gbk", encoding="GBK")[0] == ["深圳高新区"]
    with pytest.raises(zr.Error, match='did you mean "latin-1"'):
        read(tmp_path, system, text, "utf-8", encoding="latin-2x")
    with pytest.raises(zr.Error, match="is no text in UTF-8"):
        read(tmp_path, system, gbk, "gbk", encoding="utf-8")


def test_what_was_asked_can_be_affirmed(tmp_path, system):
    text = "zone,year,revenue\nM醠aga,2020,5\n"
    assert read(tmp_path, system, text, "gb18030", encoding="gb18030")[0] == ["M醠aga"]


def test_the_engine_decodes_as_the_kernel_does(tmp_path, write):
    own = write("e.toml", SYSTEM.replace('number = "real"', 'number = "decimal(2)"\nlevel = "enterprise"'))
    text = "高新区,年份,统一社会信用代码,营业收入\n深圳高新区,2020,E1,5\n深圳高新区,2020,E2,6.5\n"
    for encoding in ("utf-16", "gb18030", "utf-8-sig"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        kernel, duckdb = (zr.rollup(path, own, engine=e) for e in ("kernel", "duckdb"))
        assert kernel.table().equals(duckdb.table())
        decoded = [{n.code for n in raw.notices if n.code.startswith("decoded")} for raw in (kernel, duckdb)]
        assert decoded[0] == decoded[1]
    path = tmp_path / "latin.csv"
    path.write_bytes("zone,year,enterprise,revenue\nMálaga,2020,E1,5\n".encode("latin-1"))
    for engine in ("kernel", "duckdb"):
        with pytest.raises(zr.Error, match="M醠aga"):
            zr.rollup(path, own, engine=engine)
