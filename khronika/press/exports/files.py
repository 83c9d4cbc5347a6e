"""Rows as files. No cell of a CSV begins like a formula, and no cell of a workbook is one."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

HARMFUL = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # characters that a workbook's cell holds


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; importing takes the mark off again."""
    return f"'{cell}" if cell.startswith(HARMFUL) else cell


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a CSV in UTF-8 with its mark, so that spreadsheets show every letter; how many rows there were."""
    count = 0
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(map(harmless, columns))
        for row in rows:
            writer.writerow(map(harmless, row))
            count += 1
    return count


def write_xlsx(path: Path, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a workbook of one sheet, every cell a text; how many rows there were."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31] or "Sheet")

    def cell(text: str) -> WriteOnlyCell:
        made = WriteOnlyCell(sheet, value=text[:_LONGEST])
        made.data_type = "s"  # a text, whatever it begins with
        return made

    sheet.append([cell(column) for column in columns])
    count = 0
    for row in rows:
        sheet.append([cell(text) if text else None for text in row])
        count += 1
    with path.open("xb") as file:
        book.save(file)
    return count


def write_lines(path: Path, objects: Iterable[dict[str, object]]) -> int:
    """Write one JSON object a line; how many there were."""
    count = 0
    with path.open("x", encoding="utf-8") as file:
        for each in objects:
            file.write(json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    return count
