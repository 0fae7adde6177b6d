"""The figures of each version, and what became slower since the version before."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "figures"
SLOWER = 0.95  # of the ratio before


def read(path: Path) -> dict:
    """``{"version", "tasks": {task: {"date", "machine", "versions", "repeats", "load", "rows"}}}``"""
    return json.loads(path.read_text(encoding="utf-8"))


def write(path: Path, version: str, tasks: dict[str, dict]) -> dict:
    """Puts the tasks that were run beside those kept of the same version."""
    kept = read(path)["tasks"] if path.exists() else {}
    figures = {"version": version, "tasks": kept | tasks}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return figures


def order_of(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def previous(version: str, folder: Path = FOLDER) -> Path | None:
    """The file of the last version before this one; the one of this version where there is none."""
    files = {order_of(path.stem): path for path in folder.glob("*.json")}
    earlier = [order for order in files if order < order_of(version)]
    return files[max(earlier)] if earlier else files.get(order_of(version))


def key_of(row: dict) -> tuple[str, str, str]:
    return row["task"], row["size"], row["peer"]


def rows_of(figures: dict | None) -> dict[tuple, dict]:
    return {key_of(row): row for task in (figures or {"tasks": {}})["tasks"].values() for row in task["rows"]}


def changed(row: dict, before: dict | None) -> tuple[str, bool]:
    """How the ratio stands to the one before, and whether it fell by 5 % or more."""
    if before is None:
        return "not measured before", False
    change = row["ratio"] / before["ratio"]
    text = f"before {before['ratio']:.2f}, {100 * (change - 1):+.0f} %"
    if change > SLOWER:
        return text, False
    inside = row["lowest"] <= before["ratio"] <= row["highest"]
    return text + (": slower, but within the spread" if inside else ": SLOWER"), True
