"""The tables of docs/benchmarks, from the figures: sections of tasks that were run are written anew."""

from __future__ import annotations

from pathlib import Path

from wording import COLUMNS, FASTER, HEADINGS, KINDS, said

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "benchmarks.md", "zh": DOCS / "benchmarks.zh.md"}


def seconds(value: float) -> str:
    for unit, factor in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if value * factor >= 0.9995 or unit == "us":
            return f"{number(value * factor)} {unit}"
    raise AssertionError


def number(value: float) -> str:
    """Three digits, or all before the point."""
    digits = 0 if value >= 99.5 else 1 if value >= 9.95 else 2
    return f"{value:.{digits}f}"


def conditions(task: dict, lang: str) -> str:
    """Machine, load, repeats and versions."""
    m, load = task["machine"], task["load"]
    vectors = f", {m['vectors']}" if m["vectors"] else ""
    core = task.get("numpy_core")
    if lang == "zh":
        programs = "、".join(f"{name} {version}" for name, version in task["versions"].items())
        core = f"（NumPy 选用的内核：{core}）" if core else ""
        doubt = f"注意：NumPy 没有用到本机的 {m['vectors']}。" if task.get("doubt") else ""
        return (
            f"{task['date']}，{m['processor']}，{m['cores']} 核{vectors}，内存 {m['memory_gb']} GB；平均负载 "
            f"{load[0]:.1f} 至 {load[1]:.1f}；{task['repeats']} 轮交替运行的中位数。{programs}{core}。{doubt}"
        )
    programs = ", ".join(f"{name} {version}" for name, version in task["versions"].items())
    core = f" (NumPy's kernels: {core})" if core else ""
    doubt = f" {task['doubt']}." if task.get("doubt") else ""
    return (
        f"{task['date']}, {m['processor']}, {m['cores']} cores{vectors}, {m['memory_gb']} GB; load average "
        f"{load[0]:.1f} to {load[1]:.1f}; medians of {task['repeats']} alternating runs. {programs}{core}.{doubt}"
    )


def line(row: dict, lang: str) -> str:
    until = "至" if lang == "zh" else "to"
    spread = f"{number(row['lowest'])} {until} {number(row['highest'])}"
    beside = said(row["peer"], lang) + KINDS[lang].get(row["kind"], "")
    cells = (said(row["size"], lang), seconds(row["ours_s"]), beside, seconds(row["peer_s"]), number(row["ratio"]))
    return "| " + " | ".join((*cells, spread)) + " |"


def section(name: str, task: dict, lang: str) -> str:
    head = "| " + " | ".join(COLUMNS[lang]) + " |"
    rule = "| " + " | ".join(["---"] * len(COLUMNS[lang])) + " |"
    command = f"`./dev bench peers {name}`" + ("：" if lang == "zh" else ": ")
    return "\n".join([command + conditions(task, lang), "", head, rule, *(line(row, lang) for row in task["rows"])])


def faster(figures: dict, lang: str) -> str:
    """Rows where what a user would pick instead needs less time; limits of the machine are no programs."""
    rows = [row for task in figures["tasks"].values() for row in task["rows"]]
    ahead = [row for row in rows if row["kind"] != "limit" and row["ratio"] < 1]
    tasks = "、".join(figures["tasks"]) if lang == "zh" else ", ".join(figures["tasks"])
    if lang == "zh":
        intro = f"在以下任务中（{tasks}），对照程序比本库快的有：" if ahead else f"在 {tasks} 中没有。"
        each = "- {size}：{peer} 用时是本库的 {share}（各轮 {low} 至 {high}）"
    else:
        intro = f"Of the rows of {tasks}:" if ahead else f"In no row of {tasks}."
        each = "- {size}: {peer} takes {share} of the library's time ({low} to {high})"
    lines = [
        each.format(size=said(row["size"], lang), peer=said(row["peer"], lang), share=number(row["ratio"]),
                    low=number(row["lowest"]), high=number(row["highest"]))
        for row in ahead
    ]  # fmt: skip
    return "\n".join([intro, "", *lines] if lines else [intro])


def replaced(page: str, heading: str, body: str) -> str:
    """The page with another text under a heading, which is put at the end where there is none yet."""
    parts = ("\n" + page).split("\n## ")
    text = f"{heading}\n\n{body}\n"
    for k, part in enumerate(parts):
        if k > 0 and part.split("\n", 1)[0] == heading:
            parts[k] = text
            break
    else:
        parts.append(text)
    return "\n\n## ".join(part.rstrip("\n") for part in parts).lstrip("\n") + "\n"


def write(figures: dict, tasks: list[str], pages: dict[str, Path] = PAGES) -> None:
    """Writes the sections of ``tasks``, and which programs are faster, in both languages."""
    for k, (lang, path) in enumerate(pages.items()):
        page = replaced(path.read_text(encoding="utf-8"), FASTER[k], faster(figures, lang))
        for task in tasks:
            page = replaced(page, HEADINGS[task][k], section(task, figures["tasks"][task], lang))
        path.write_text(page, encoding="utf-8")
