"""Side by side with what a user would pick instead: python bench/peers [TASK...] [--rows N] [--json FILE]"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

# Where they are set, older builds of OpenBLAS run a kernel of another machine: no fair peer.
for variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(variable, None)

sys.path.insert(0, str(Path(__file__).parent))

TASKS = ("rollup", "read", "methods", "uncertainty", "methodology", "sobol", "explain")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench peers")
    parser.add_argument("task", nargs="*", choices=[*TASKS, []], help="all by default")
    parser.add_argument(
        "--rows", type=int, help="rows of the roll-up, enterprises of the reading, most units of the methods"
    )
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", metavar="FILE", help="also write the results there")
    args = parser.parse_args()
    results = []
    for task in args.task or TASKS:
        size = {} if args.rows is None else {"rows": args.rows}
        for result in importlib.import_module(task).run(repeats=args.repeats, **size):
            results.append(result)
            print(
                f"{result['task']:11} {result['size']:40} {result['kind']:6} {result['peer']:26} "
                f"ours {result['ours_s']:10.6f} s   theirs {result['peer_s']:10.6f} s   ratio {result['ratio']:7.2f}",
                flush=True,
            )
    if args.json:
        Path(args.json).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
