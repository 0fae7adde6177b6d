"""Results move only on purpose: every public function and command, against what was kept.

    python tests/parity/parity.py compare            what moved since baseline.json was written
    python tests/parity/parity.py record [--keep D]  writes it anew; D: every table with all its digits too
    python tests/parity/parity.py compare --against D    also by how much, cell by cell

Where results move on purpose, the CHANGELOG says why, and the baseline is recorded anew.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import sys
from importlib import metadata
from pathlib import Path

import cases
import flatten
import inputs

BASELINE = Path(__file__).with_name("baseline.json")
FAR = 1e-9  # of the sum of sizes: what another machine's functions of mathematics may move


def machine() -> str:
    """What the last bit of a logarithm and the bytes of a workbook depend on."""
    packages = (f"{name} {metadata.version(name)}" for name in ("numpy", "pandas", "pyarrow", "xlsxwriter"))
    return " ".join((platform.machine(), *platform.libc_ver(), *packages))


def results(names=None) -> dict[str, dict]:
    """The tables of every case, without the folder that they were made in."""
    return {
        case: {name: [[nowhere(cell) for cell in column] for column in columns] for name, columns in tables.items()}
        for case in (names or cases.CASES)
        for tables in [flatten.tables(cases.run(case))]
    }


def nowhere(cell):
    where = str(inputs.folder())
    if isinstance(cell, str):
        return cell.replace(where, "DIR").replace(str(cases.GOLDEN), "GOLDEN")
    return cell.replace(where.encode(), b"DIR") if isinstance(cell, bytes) else cell


def digests(found: dict[str, dict]) -> dict[str, dict]:
    return {case: {name: flatten.digest(t) for name, t in tables.items()} for case, tables in found.items()}


def moved(kept: dict, now: dict, exact: bool) -> list[str]:
    """A line for every table that is not what it was."""
    lines = [f"{case}: it is gone" for case in kept if case not in now]
    for case, tables in now.items():
        if case not in kept:
            lines.append(f"{case}: it is new")
            continue
        for name in sorted(tables.keys() | kept[case].keys()):
            was, is_ = kept[case].get(name), tables.get(name)
            if was == is_ or (not exact and was and is_ and near(was, is_)):
                continue
            if not was or not is_:
                lines.append(f"{case}, {name}: the table {'is new' if is_ else 'is gone'}")
            else:
                lines.append(
                    f"{case}, {name}: sum {was['sum']!r} -> {is_['sum']!r}, rows {was['rows']} -> {is_['rows']}"
                )
    return lines


def near(was: dict, now: dict) -> bool:
    """Equal but for the last digits; of texts alone the sizes are compared."""
    same = all(was[key] == now[key] for key in ("rows", "columns", "numbers"))
    return same and all(math.isclose(was[k], now[k], rel_tol=FAR, abs_tol=FAR * was["size"]) for k in ("sum", "size"))


def differences(folder: Path, found: dict[str, dict]) -> None:
    """Prints the cells that moved, the first ones of every table."""
    for case, tables in found.items():
        path = folder / (file_name(case) + ".json")
        kept = json.loads(path.read_text()) if path.exists() else {}
        for name, columns in tables.items():
            now = [[str(c[0]), *map(flatten.exact, c[1:])] for c in columns]
            was = kept.get(name)
            if was is None or was == now:
                continue
            cells = [
                f"{a[0]}[{k}]: {x[:60]} -> {y[:60]}"
                for a, b in zip(was, now, strict=False)
                for k, (x, y) in enumerate(zip(a, b, strict=False))
                if x != y
            ]
            print(f"{case}, {name}: {len(cells)} cells moved, as", "; ".join(cells[:3]))


def keep(folder: Path, found: dict[str, dict]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for case, tables in found.items():
        text = {n: [[str(c[0]), *map(flatten.exact, c[1:])] for c in columns] for n, columns in tables.items()}
        (folder / (file_name(case) + ".json")).write_text(json.dumps(text, ensure_ascii=False))


def file_name(case: str) -> str:
    return case.replace("/", "_").replace(" ", "_")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["compare", "record"])
    parser.add_argument("--keep", type=Path, help="a folder for every table with all its digits")
    parser.add_argument("--against", type=Path, help="such a folder of before")
    parser.add_argument("--case", action="append", help="only this one")
    given = parser.parse_args()
    found = results(given.case)
    now = digests(found)
    if given.keep:
        keep(given.keep, found)
    if given.what == "record":
        lines = ",\n".join(
            f"{json.dumps(case)}: {json.dumps(tables, ensure_ascii=False)}" for case, tables in now.items()
        )
        BASELINE.write_text(f'{{"machine": {json.dumps(machine())}, "cases": {{\n{lines}\n}}}}\n')
        return 0
    kept = json.loads(BASELINE.read_text())
    wanted = {c: t for c, t in kept["cases"].items() if not given.case or c in given.case}
    lines = moved(wanted, now, exact=True)
    print("\n".join(lines) or "nothing moved")
    if given.against:
        differences(given.against, found)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
