"""Every writer writes whole files or none: killed at any moment, on a full disk, over what stands there."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import stat
import sys
import time
import zipfile

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import zonerank as zr
from zonerank import cli
from zonerank.analysis import check_list
from zonerank.io import output

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks and limits of Linux")
KILLS = 24  # of each of the nine writers: 216
RNG = np.random.default_rng(1)
N_ZONES = 200


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    path = tmp_path_factory.mktemp("system") / "two.toml"
    path.write_text(
        '[system]\nid = "two"\n'
        '[[field]]\nname = "revenue"\nunit = "kCNY"\nnumber = "decimal(2)"\nlevel = "enterprise"\n'
        '[[field]]\nname = "sales"\nunit = "kCNY"\nnumber = "decimal(2)"\nrollup = "sum(revenue)"\n'
        '[[indicator]]\nid = "size"\nunit = "kCNY"\nformula = "sales"\n'
        '[[indicator]]\nid = "half"\nunit = "kCNY"\nformula = "sales / 2"\n'
    )
    return path


@pytest.fixture(scope="module")
def ranking(system):
    zones = [f"z{k}" for k in range(N_ZONES)]
    table = {"zone": zones, "year": [2019] * N_ZONES, "sales": RNG.random(N_ZONES).round(2)}
    return zr.rank(zr.read(table, system))


@pytest.fixture(scope="module")
def partial(system):
    n = 2000
    return zr.partial(
        {"zone": [f"z{k}" for k in range(n)], "year": [2019] * n, "enterprise": [f"e{k}" for k in range(n)],
         "revenue": RNG.random(n).round(2)}, system,
    )  # fmt: skip


@pytest.fixture(scope="module")
def writers(system, ranking, partial):
    """Name: what writes to a folder, the file it writes there, and whether such a file is whole."""
    drawn = ranking.uncertainty(draws=400, threads=1)
    frame = ranking.table()
    checked = check_list.Checked({"zone": ["a"], "year": [2019], "sales": [1.0]}, system)

    def is_workbook(path):
        return zipfile.ZipFile(path).testzip() is None and "xl/workbook.xml" in zipfile.ZipFile(path).namelist()

    def ends_with(text, columns):
        return text.endswith("\n") and text.splitlines()[-1].count(",") == columns

    def is_csv(path):
        return ends_with(path.read_text("utf-8-sig"), path.read_text("utf-8-sig").splitlines()[0].count(","))

    def sample(folder):
        zr.sample(folder, enterprises=400, zones=20, years=1, threads=1)

    sizes = {}

    def is_whole_sample(path):
        return path.stat().st_size == sizes.setdefault("sample", path.stat().st_size)

    return {
        "to_parquet": (lambda d: drawn.to_parquet(d / "f.parquet"), "f.parquet",
                       lambda p: pq.read_table(p).num_rows == 400 * N_ZONES),
        "sample": (sample, "made-up-zones-2017.csv", is_whole_sample),
        "template": (lambda d: zr.template(system, d / "t.xlsx", zones=[f"z{k}" for k in range(2000)], year=2019),
                     "t.xlsx", is_workbook),
        "to_excel": (lambda d: ranking.to_excel(d / "r.xlsx"), "r.xlsx", is_workbook),
        "Scaling.save": (lambda d: ranking.scaling.save(d / "s.json"), "s.json",
                         lambda p: bool(json.loads(p.read_text())["columns"])),
        "Partial.save": (lambda d: partial.save(d / "p.csv"), "p.csv",
                         lambda p: zr.load_partial(p, system).rows == 2000),
        "-o csv": (lambda d: output.write(d / "o.csv", frame), "o.csv", is_csv),
        "-o json": (lambda d: output.write(d / "o.json", frame), "o.json",
                    lambda p: len(json.loads(p.read_text())) == N_ZONES),
        "check -o": (lambda d: checked.write(d / "c.xlsx", "en", "en"), "c.xlsx", is_workbook),
    }  # fmt: skip


NAMES = [
    "to_parquet",
    "sample",
    "template",
    "to_excel",
    "Scaling.save",
    "Partial.save",
    "-o csv",
    "-o json",
    "check -o",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new_one(name, writers, tmp_path):
    write, file, is_whole = writers[name]
    started = time.monotonic()
    write(tmp_path)
    seconds = time.monotonic() - started
    path = tmp_path / file
    assert is_whole(path)
    good = path.read_bytes()
    random_ = random.Random(name)
    for k in range(KILLS):
        if k % 2:
            path.write_bytes(good)
        else:
            path.unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            try:
                write(tmp_path)
            finally:
                os._exit(0)
        time.sleep(seconds * random_.uniform(0.0, 1.1))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert not path.exists() and k % 2 == 0 or is_whole(path), f"kill {k} left a part of {file}"


@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_leaves_the_old_file_and_says_so(name, writers, tmp_path):
    write, file, is_whole = writers[name]
    write(tmp_path)
    good = (tmp_path / file).read_bytes()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = 1024 if len(good) > 2048 else 16
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))  # longer files fail as on a full disk
        with pytest.raises(zr.Error) as caught:
            write(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    text = str(caught.value)
    assert "this cannot be written" in text and "check the path, the permissions and the free space" in text
    assert "\n" not in text
    assert (tmp_path / file).read_bytes() == good
    assert not [p.name for p in tmp_path.iterdir() if p.name.startswith(".zonerank-")]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_replaced_keeps_its_mode_and_links_are_followed(name, writers, tmp_path):
    write, file, is_whole = writers[name]
    kept = tmp_path / "elsewhere" / "kept"
    kept.parent.mkdir()
    kept.write_text("old")
    kept.chmod(0o600)
    (tmp_path / file).symlink_to(kept)
    write(tmp_path)
    assert (tmp_path / file).is_symlink() and is_whole(kept if name != "Partial.save" else tmp_path / file)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    (tmp_path / file).unlink()
    before = os.umask(0o027)
    try:
        write(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / file).stat().st_mode) == 0o640, "as the umask says"


def test_both_files_of_a_command_are_written_or_none(tmp_path, system, capsys, monkeypatch):
    (tmp_path / "t.csv").write_text("zone,year,sales\na,2019,1\nb,2019,3\n")
    out, bounds = tmp_path / "out.csv", tmp_path / "bounds.csv"
    command = ["rank", str(tmp_path / "t.csv"), "--system", str(system), "-o", str(out), "--save-bounds", str(bounds)]
    beside = output.Files.beside

    def refuse_bounds(self, path):
        if str(path).endswith("bounds.csv"):
            raise PermissionError(13, "Permission denied", str(path))
        return beside(self, path)

    monkeypatch.setattr(output.Files, "beside", refuse_bounds)
    assert cli.main(command) == 1
    assert "this cannot be written (Permission denied)" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["t.csv"]
    monkeypatch.undo()
    assert cli.main(command) == 0
    assert out.exists() and bounds.exists()


def test_a_device_is_not_replaced(tmp_path, ranking):
    os.mkfifo(tmp_path / "p.xlsx")
    with pytest.raises(zr.Error, match="it is not a file"):
        ranking.to_excel(tmp_path / "p.xlsx")
    assert stat.S_ISFIFO((tmp_path / "p.xlsx").stat().st_mode)


def test_a_folder_that_is_not_there_is_an_error(tmp_path, ranking):
    for write in (ranking.to_excel, ranking.scaling.save):
        with pytest.raises(zr.Error, match="no folder|cannot be written"):
            write(tmp_path / "none" / "r.xlsx")


def test_ctrl_c_in_the_middle_leaves_the_old_file(tmp_path):
    (tmp_path / "o.csv").write_text("old")
    with pytest.raises(KeyboardInterrupt), output.replacing_one(tmp_path / "o.csv") as written:
        pd.DataFrame({"a": [1]}).to_csv(written)
        raise KeyboardInterrupt
    assert [p.name for p in tmp_path.iterdir()] == ["o.csv"] and (tmp_path / "o.csv").read_text() == "old"
