"""Side by side with what a user would pick instead: ``./dev bench peers``.

Runs the tasks, compares every row with the version before, keeps the figures in bench/peers/figures and writes the
tables of docs/benchmarks. With another --rows or --repeats than the default, with --dry, or on a machine that others
use, nothing is kept.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import os
import sys
from pathlib import Path

# Where they are set, OpenBLAS runs a kernel of another machine: no fair peer.
for variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(variable, None)

sys.path.insert(0, str(Path(__file__).parent))

import environment  # noqa: E402
import figures  # noqa: E402

TASKS = ("rollup", "read", "methods", "uncertainty", "methodology", "sobol", "explain")
REPEATS = 5
QUIET = 0.5  # load of each core by other programs, at most


def main() -> None:
    args = arguments()
    machine, versions, core = environment.machine(), environment.versions(), environment.numpy_core()
    versions = {"zonerank": own_version()} | versions
    doubt = environment.doubt_about(core, machine["vectors"])
    print(f"{machine['processor']}, {machine['cores']} cores, {machine['vectors']}, {machine['memory_gb']} GB")
    print(", ".join(f"{name} {version}" for name, version in versions.items()))
    print(f"NumPy's kernels: {core or 'unknown'}" + (f"; {doubt}" if doubt else ""), flush=True)
    if environment.is_unfair(doubt):
        raise SystemExit(1)
    args.keeps, why = keeps(args, os.getloadavg()[0] / machine["cores"])
    print(why, flush=True)
    known = Path(args.against) if args.against else figures.previous(versions["zonerank"])
    before = figures.rows_of(figures.read(known) if known else None)
    found: dict[str, dict] = {}
    slower: list[str] = []
    for task in args.task or TASKS:
        load = os.getloadavg()[0]
        rows = []
        for row in importlib.import_module(task).run(**sizes(args)):
            rows.append(row)
            text, is_slower = figures.changed(row, before.get(figures.key_of(row)))
            print(line(row) + "   " + text, flush=True)
            if is_slower:
                slower.append(f"{row['size']}, {row['peer']}: {text}")
        found[task] = {
            "date": datetime.date.today().isoformat(), "machine": machine, "versions": versions, "numpy_core": core,
            "doubt": doubt, "repeats": args.repeats, "load": sorted((load, os.getloadavg()[0])), "rows": rows,
        }  # fmt: skip
        keep(args, versions["zonerank"], found)
    print(f"{len(slower)} rows are slower by 5 % or more" + (f" than in {known.name}" if known else ""))
    for text in slower:
        print(f"  {text}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench peers", description=__doc__.split("\n\n")[1])
    parser.add_argument("task", nargs="*", choices=[*TASKS, []], help="all by default")
    parser.add_argument(
        "--rows", type=int, help="rows of the roll-up, enterprises of the reading, most units of the methods"
    )
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--json", metavar="FILE", help="also write the rows there")
    parser.add_argument("--against", metavar="FILE", help="figures to compare with; default: of the version before")
    parser.add_argument("--dry", action="store_true", help="keep no figures and write no page")
    parser.add_argument("--busy", action="store_true", help="keep them although other programs use the machine")
    return parser.parse_args()


def own_version() -> str:
    import zonerank

    return zonerank.__version__


def sizes(args: argparse.Namespace) -> dict:
    return {"repeats": args.repeats} | ({} if args.rows is None else {"rows": args.rows})


def line(row: dict) -> str:
    return (
        f"{row['task']:11} {row['size']:48} {row['kind']:8} {row['peer']:26} ours {row['ours_s']:10.6f} s   "
        f"theirs {row['peer_s']:10.6f} s   ratio {row['ratio']:7.2f} ({row['lowest']:.2f} to {row['highest']:.2f})"
    )


def keeps(args: argparse.Namespace, load: float) -> tuple[bool, str]:
    """Whether the figures are kept, and why."""
    if args.dry or args.rows is not None or args.repeats != REPEATS:
        return False, "Nothing is kept: a trial run."
    if load > QUIET and not args.busy:
        return False, f"Nothing is kept: other programs use {load:.1f} of each core. --busy keeps the figures."
    return True, "The figures are kept, and the tables of docs/benchmarks written."


def keep(args: argparse.Namespace, version: str, found: dict[str, dict]) -> None:
    """After every task, so that a run that is stopped loses nothing."""
    if args.json:
        rows = [row for task in found.values() for row in task["rows"]]
        Path(args.json).write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if not args.keeps:
        return
    import page

    page.write(figures.write(figures.FOLDER / f"{version}.json", version, found), list(found))


if __name__ == "__main__":
    main()
