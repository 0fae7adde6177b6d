"""Limits of workbooks, looked at before a reader makes room for what they claim to hold."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from .workbook_process import PASSWORD

MOST_UNPACKED = 1 << 30  # bytes of all parts of a workbook
MOST_RATIO = 150  # of unpacked to packed bytes, beyond
RATIO_FROM = 64 << 20  # so many bytes
PROCESS_MEMORY = 1 << 30  # bytes of the process that reads older formats, beside 30 times the file
PROCESS_SECONDS = 20  # of computing time, and one more a megabyte


Phrase = tuple[str, str]  # in English and in Chinese
PROTECTED: Phrase = ("it is protected by a password", "文件设有密码")


class TooMuch(Exception):
    """Why a workbook is not read."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.phrase: Phrase = (en, zh)


def fault_of(path: str) -> Phrase | str:
    """Why a workbook cannot be read, as far as its outer form says; empty where it says nothing."""
    with open(path, "rb") as file:
        start = file.read(8)
    if start.startswith(b"PK"):
        return zip_fault(path)
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        data = Path(path).read_bytes()
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in data
        return PROTECTED if is_encrypted else ole_fault(data)
    return ""


def zip_fault(path: str) -> Phrase | str:
    """Parts that unpack to more than the limits, whatever the directory of the archive says."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        claimed = sum(part.file_size for part in parts)
        if claimed > MOST_UNPACKED:
            return too_large(claimed)
        packed = max(1, sum(part.compress_size for part in parts))
        if claimed > RATIO_FROM and claimed > MOST_RATIO * packed:
            return too_large(claimed)
        # A part can hold more than it claims, at most 1032 times what it is packed in.
        if packed * 1032 <= RATIO_FROM:
            return ""
        with open(path, "rb") as file:
            for part in parts:
                if part.compress_type == zipfile.ZIP_DEFLATED and not unpacks_to(file, part):
                    return "a part of it unpacks to more than it claims", "其中一部分解压后大于其声明"
    return ""


def too_large(size: int) -> Phrase:
    unpacked, most = f"{size / (1 << 20):,.0f} MiB", f"{MOST_UNPACKED >> 20:,} MiB"
    return (
        f"it unpacks to {unpacked}, more than {most} or unlike a table",
        f"解压后为 {unpacked}，超过 {most} 或不像表格",
    )


def unpacks_to(file, part: zipfile.ZipInfo) -> bool:
    """Whether a part holds no more than it claims."""
    file.seek(part.header_offset)
    header = file.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        return True  # the reader says what is wrong
    name, extra = struct.unpack("<HH", header[26:30])
    file.seek(part.header_offset + 30 + name + extra)
    left, size, packed = part.compress_size, 0, zlib.decompressobj(-15)
    try:
        while left > 0 and not packed.eof:
            data = file.read(min(left, 1 << 20))
            if not data:
                break
            left -= len(data)
            while data and not packed.eof:
                size += len(packed.decompress(data, 4 << 20))
                if size > part.file_size:
                    return False
                data = packed.unconsumed_tail
    except zlib.error:
        return True
    return True


END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
REGULAR = 0xFFFFFFFA  # the greatest number of a sector


def ole_fault(data: bytes) -> Phrase | str:
    """Chains of sectors that lead back into themselves, in which a reader goes round for ever."""
    damaged = ("it is cut off or damaged; copy or download it again", "文件不完整或已损坏，请重新复制或下载")
    if len(data) < 512:
        return damaged
    shift, mini_shift = struct.unpack("<HH", data[30:34])
    if shift not in (9, 12) or mini_shift != 6:
        return damaged
    size = 1 << shift
    n_fat, directory, _, _, mini_fat, n_mini, difat, n_difat = struct.unpack("<II I I I I I I", data[44:76])
    n_sectors = len(data) // size
    if n_fat > n_sectors or n_mini > n_sectors or n_difat > n_sectors:
        return damaged

    def sector(number: int) -> bytes:
        begin = (number + 1) * size
        return data[begin : begin + size]

    def words(block: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4]))

    listed = words(data[76:512])
    seen: set[int] = set()
    while difat < REGULAR:
        block = words(sector(difat))
        if difat in seen or not block:
            return damaged
        seen.add(difat)
        listed += block[:-1]
        difat = block[-1]
    fat: list[int] = []
    for number in listed:
        if number < REGULAR:
            fat += words(sector(number))

    def chain(start: int, table: list[int]) -> list[int] | None:
        found: list[int] = []
        passed: set[int] = set()
        while start < REGULAR:
            if start in passed or start >= len(table):
                return None
            passed.add(start)
            found.append(start)
            start = table[start]
        return found

    folders = chain(directory, fat)
    minis = chain(mini_fat, fat)
    if folders is None or minis is None:
        return damaged
    mini_table = [word for number in minis for word in words(sector(number))]
    entries = b"".join(sector(number) for number in folders)
    for begin in range(0, len(entries) - 127, 128):
        kind = entries[begin + 66]
        start, length = struct.unpack("<IQ", entries[begin + 116 : begin + 128])
        if kind not in (2, 5) or not length & 0xFFFFFFFF:
            continue
        is_mini = kind == 2 and (length & 0xFFFFFFFF) < 4096
        if chain(start, mini_table if is_mini else fat) is None:
            return damaged
    return ""


def read_apart(path: str) -> list[dict]:
    """The worksheets of a workbook, read by another process: name, is_visible, rows, merged."""
    size = os.path.getsize(path)
    seconds = PROCESS_SECONDS + (size >> 20)
    limits = [str(PROCESS_MEMORY + 30 * size), str(seconds)]
    script = str(Path(__file__).with_name("workbook_process.py"))
    with subprocess.Popen(
        [sys.executable, "-I", script, *limits, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            answer, _ = process.communicate(timeout=4 * seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise TooMuch(f"reading it takes more than {4 * seconds} s", f"读取超过 {4 * seconds} 秒") from None
        except BaseException:
            process.kill()
            raise
    if process.returncode == 0:
        return pickle.loads(answer)  # of our own process
    if process.returncode == PASSWORD:
        raise TooMuch(*PROTECTED)
    if process.returncode == -signal.SIGXCPU:
        raise TooMuch(f"reading it takes more than {seconds} s of computing", f"读取所需计算超过 {seconds} 秒")
    if process.returncode < 0:
        raise TooMuch("it is damaged, or its cells reach too far", "文件已损坏，或单元格范围过大")
    raise ValueError("the reader refuses it")
