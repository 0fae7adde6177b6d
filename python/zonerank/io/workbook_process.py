"""Reads the worksheets of a workbook in a process of its own: ``workbook_process.py MEMORY SECONDS PATH``.

It needs nothing of the package, so that it starts fast. What it prints is a pickle for workbook_limits.read_apart.
"""

import pickle
import sys

PASSWORD = 3  # exit code


def main(memory: int, seconds: int, path: str) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # a system without such limits, or with lower ones
    import python_calamine

    try:
        with open(path, "rb") as file:
            book = python_calamine.CalamineWorkbook.from_filelike(file)
    except python_calamine.PasswordError:
        sys.exit(PASSWORD)
    sheets = []
    for meta in book.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        sheets.append(
            {
                "name": meta.name,
                "is_visible": meta.visible == python_calamine.SheetVisibleEnum.Visible,
                "rows": sheet.to_python(skip_empty_area=False),
                "merged": sheet.merged_cell_ranges or [],
            }
        )
    pickle.dump(sheets, sys.stdout.buffer, protocol=5)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
