"""Side by side with what a user would pick instead: python bench/peers [TASK...] [--rows N] [--json FILE]"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

TASKS = ("rollup", "read")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench peers")
    parser.add_argument("task", nargs="*", choices=[*TASKS, []], help="all by default")
    parser.add_argument("--rows", type=int, help="rows of the roll-up, enterprises of the reading")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", metavar="FILE", help="also write the results there")
    args = parser.parse_args()
    results = []
    for task in args.task or TASKS:
        size = {} if args.rows is None else {"rows": args.rows}
        for result in importlib.import_module(task).run(repeats=args.repeats, **size):
            results.append(result)
            print(
                f"{result['task']:7} {result['size']:40} {result['kind']:6} {result['peer']:26} "
                f"ours {result['ours_s']:9.4f} s   theirs {result['peer_s']:9.4f} s   ratio {result['ratio']:7.2f}",
                flush=True,
            )
    if args.json:
        Path(args.json).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
