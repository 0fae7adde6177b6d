"""Ctrl-C ends every long call soon, as KeyboardInterrupt; the command line then exits with 130."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

# The goal is one second; machines of continuous integration are slow and shared.
SOON = 10.0

CALLS = {
    "benefit of the doubt": "zr.benefit_of_doubt(np.floor(R((1500, 80)) * 9 + 1), share_low=0.005)",
    "benefit of the doubt in a composite": "zr.aggregate(R((30000, 160)) + 1, aggregation='bod')",
    "Kendall": "zr.statistics.correlation(R((60000, 120)), 'kendall')",
    "Kemeny": "zr.kemeny(R((5000, 31)))",  # one large cycle; the search grows with the cube of its zones
    "Copeland": "zr.aggregate(R((100000, 60)), aggregation='copeland')",
    "effective weights": "zr.statistics.effective_weights(R((300000, 200)), R(300000))",
    "EM imputation": "zr.impute(np.where(R((3000, 60)) < 0.3, np.nan, R((3000, 60))), 'em', max_iterations=100000,"
    " tolerance=1e-15)",
    "nearest imputation": "zr.impute(np.where(R((6000, 60)) < 0.3, np.nan, R((6000, 60))), 'nearest')",
    "sensitivity with errors": "RANKING.sensitivity(points=1 << 14, errors={'x0': 0.1, 'x1': 0.1}, level='all')",
    "uncertainty with errors": "RANKING.uncertainty(draws=3_000_000, errors={'x0': 0.1})",
    "robust": "RANKING.robust(vary='simplex')",
    "a generator behind a stream": "zr.partial(STREAM, SYSTEM, distinct=True)",
}
PROGRAM = """
import os, signal, sys, threading, time
import numpy as np, pyarrow as pa, zonerank as zr
from zonerank import _core
R = np.random.default_rng(1).random
N = 24
text = '[system]\\nid = "s"\\n' + "".join(
    f'[[field]]\\nname = "f{k}"\\nunit = "1"\\nnumber = "real"\\n' for k in range(N)
) + '[[field]]\\nname = "v"\\nunit = "CNY"\\nnumber = "count"\\nlevel = "enterprise"\\n' + \\
  '[[field]]\\nname = "w"\\nunit = "CNY"\\nnumber = "count"\\nrollup = "sum(v)"\\n' + "".join(
    f'[[indicator]]\\nid = "x{k}"\\nunit = "1"\\nformula = "f{k}"\\n' for k in range(N)
)
SYSTEM = _core.parse_system(text)
RAW = zr.read({"zone": [f"z{i}" for i in range(400)], "year": [2019] * 400,
               **{f"f{k}": R(400) for k in range(N)}}, SYSTEM)
RANKING = zr.rank(RAW)
schema = pa.schema([("zone", pa.string()), ("year", pa.int64()), ("v", pa.int64())])
def batches():
    while True:
        time.sleep(0.05)
        yield pa.RecordBatch.from_arrays([pa.array(["a"]), pa.array([2019]), pa.array([1])], schema=schema)
STREAM = pa.RecordBatchReader.from_batches(schema, batches())
asked = []
def ask():
    time.sleep(1.0)
    asked.append(time.monotonic())
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=ask, daemon=True).start()
try:
    CALL
    print("ended by itself", time.monotonic() - (asked or [time.monotonic()])[0])
except KeyboardInterrupt:
    print("interrupted", time.monotonic() - asked[0])
"""


@pytest.mark.parametrize("name", CALLS)
def test_a_long_call_ends_soon(name):
    program = textwrap.dedent(PROGRAM).replace("CALL", CALLS[name], 1)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    how, seconds = done.stdout.rsplit(maxsplit=1)
    assert how == "interrupted", "make the case longer"
    assert float(seconds) < SOON


@pytest.fixture
def slow_library(tmp_path, monkeypatch):
    """A library that the package needs and that never ends loading."""
    (tmp_path / "numpy.py").write_text("import time\nprint('loading', flush=True)\ntime.sleep(120)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def interrupted_while_loading(*command) -> tuple[int, str]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "loading\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        return process.returncode, errors


@pytest.mark.parametrize("start", [["zonerank"], ["-m", "zonerank"], ["-m", "zonerank.cli"]])
def test_the_command_is_interrupted_while_it_loads(start, slow_library):
    script = Path(sys.executable).with_name("zonerank")
    if start == ["zonerank"] and not script.exists():
        pytest.skip("the command is not installed")
    command = [script] if start == ["zonerank"] else [sys.executable, *start]
    assert interrupted_while_loading(*command, "systems") == (130, "interrupted\n")


def test_a_program_that_imports_the_package_keeps_its_own_interrupt(slow_library, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "try:\n    import zonerank\n    zonerank.rank\nexcept KeyboardInterrupt:\n    raise SystemExit(7)\n"
    )
    assert interrupted_while_loading(sys.executable, str(program)) == (7, "")


COMMAND = "import sys; sys.argv[0] = 'zonerank'; import zonerank.cli; print('ready', flush=True); sys.exit(zonerank.cli.main(sys.argv[1:]))"


def run_and_interrupt(*arguments, after: float, cwd) -> tuple[int, str, float]:
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd,
        text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    time.sleep(after)
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors, time.monotonic() - asked


@pytest.fixture(scope="module")
def enterprises(tmp_path_factory):
    folder = tmp_path_factory.mktemp("interrupt")
    (folder / "s.toml").write_text(
        '[system]\nid = "s"\n[[field]]\nname = "v"\nunit = "CNY"\nnumber = "count"\nlevel = "enterprise"\n'
        '[[field]]\nname = "w"\nunit = "CNY"\nnumber = "count"\nrollup = "sum(v)"\n'
        '[[indicator]]\nid = "x"\nunit = "CNY"\nformula = "w"\n'
    )
    with open(folder / "e.csv", "w") as file:
        file.write("zone,year,enterprise,v\n")
        for block in range(60):
            file.writelines(f"z{k % 97},2019,E{block}_{k},{k % 1000}\n" for k in range(50_000))
    return folder


@pytest.mark.parametrize("engine", ["kernel", "duckdb"])
def test_the_command_line_exits_with_130_and_without_a_traceback(engine, enterprises):
    for after in (0.3, 1.0):
        code, errors, seconds = run_and_interrupt(
            "rollup", "e.csv", "--system", "s.toml", "--engine", engine, "-o", "o.csv", after=after, cwd=enterprises
        )
        assert "Traceback" not in errors and "Exception" not in errors, errors
        assert seconds < SOON
        if code == 0:
            continue  # a fast machine was done
        assert code == 130 and "interrupted" in errors
        assert not (enterprises / "o.csv").exists()
    assert not [name for name in os.listdir(enterprises) if name.startswith(".zonerank-")]
