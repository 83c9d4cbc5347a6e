"""A workbook as a text: every sheet, a row a line, its cells apart by tabs, as they are shown."""

from typing import Any

from khronika.vault.jobs.clean import clean
from khronika.vault.jobs.workbook import sheets, workbook

READER = "openpyxl 1"


def read(data: bytes, _hints: dict[str, str]) -> dict[str, Any]:
    """`text`, or a `failure`: a sentence. A cell that shows an error is empty, and the text then not `whole`."""
    parts: list[tuple[str, str]] = []
    whole = True
    try:
        for name in sheets(data):
            head, rows, faults, _ = workbook(data, name, 1)
            lines = [_line(cells) for cells in (head, *(cells for _, cells in rows))]
            whole &= not faults
            parts += [(name, "\n".join(filter(None, lines)))] if any(lines) else []
    except ValueError as error:
        return {"failure": str(error), "reader": READER}
    text = "\n\n".join(f"{name}\n{words}" if len(parts) > 1 else words for name, words in parts)
    return {"text": clean(text), "whole": whole, "reader": READER}


def _line(cells: list[str]) -> str:
    """The cells of a row; one with several lines becomes one, or the row would be torn apart."""
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip()
