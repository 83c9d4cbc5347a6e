"""A workbook's sheet as rows of text: dates in ISO, numbers as they are typed, merged cells with their value in each row.

A ZIP says how large its parts are before they are unpacked, and a part is never unpacked beyond that: so a bomb is refused
by what it says.
"""

import io
import re
import sys
import zipfile
from datetime import date, datetime, time
from typing import Any

sys.modules.setdefault("numpy", None)  # type: ignore[arg-type] # openpyxl would load it for nothing, with threads of its own

import openpyxl  # noqa: E402
from openpyxl.utils.exceptions import InvalidFileException  # noqa: E402

_UNPACKED, _PARTS, _RATIO = 512 << 20, 5_000, 250
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_UNSHOWN = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#####"})
Cells = list[str]


def workbook(data: bytes, sheet: str, header: int) -> tuple[Cells, list[tuple[int, Cells]], list[list[Any]], list[str]]:
    """Headings, numbered rows, faults and notes of one sheet. Raises ValueError with a sentence for what cannot be read."""
    _weigh(data)
    worksheet = _sheet(_book(data), sheet)
    part = zipfile.ZipFile(io.BytesIO(data)).read(worksheet._worksheet_path.lstrip("/"))
    rows: list[tuple[int, Cells]] = []
    faults: list[list[Any]] = []
    try:
        worksheet.reset_dimensions()  # what a file says of its own size is often wrong
        for number, row in enumerate(worksheet.iter_rows(values_only=True), 1):
            cells = [text(value) for value in row]
            rows.append((number, cells))
            for place in [place for place, cell in enumerate(cells) if cell in _ERRORS]:
                faults.append(
                    [number, place, f"the cell shows the error {cells[place]}; mend the formula or type the value"]
                )
                cells[place] = ""
    except (KeyError, ValueError, IndexError, TypeError, SyntaxError, zipfile.BadZipFile) as error:
        raise ValueError(_unreadable(type(error).__name__)) from None
    notes = _merge(part, rows)
    for column, line in _UNSHOWN.findall(part):
        faults.append(
            [
                int(line),
                _number(column.decode()) - 1,
                "the cell holds a formula whose result was not saved; open the file in a spreadsheet program and save it",
            ]
        )
    head = rows[header - 1][1] if len(rows) >= header else []
    return head, rows[header:], [fault for fault in faults if fault[0] > header], notes


def sheets(data: bytes) -> list[str]:
    """The names of the sheets that have cells. Raises ValueError as `workbook` does."""
    _weigh(data)
    return [each.title for each in _book(data).worksheets]


def _book(data: bytes) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile, OSError, SyntaxError) as error:
        raise ValueError(_unreadable(type(error).__name__)) from None


def _weigh(data: bytes) -> None:
    """Raise ValueError with a sentence for a workbook that unpacks to more than may be read."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise ValueError("Expected a workbook (XLSX); the file is damaged or cut off. Obtain it again.") from None
    size = sum(part.file_size for part in parts)
    if size > _UNPACKED or len(parts) > _PARTS or size > max(_RATIO * len(data), 20 << 20):
        raise ValueError(
            f"Expected a workbook that unpacks to at most {_UNPACKED >> 20} MB; this one says it has {size >> 20} MB in "
            f"{len(parts)} parts from {len(data) >> 10} kB. It may be made to do harm; save the table as CSV and import that."
        )
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise ValueError(
            "Expected a workbook (XLSX); this is another kind of ZIP archive. Unpack it and import the table."
        )


def _sheet(book: Any, name: str) -> Any:
    names = [each.title for each in book.worksheets]
    if name and name not in names:
        raise ValueError(f"Expected a sheet called {name!r}; the workbook has {', '.join(names)}.")
    if not names:
        raise ValueError("Expected a workbook with a sheet of cells; it has none.")
    return next(each for each in book.worksheets if each.title == name) if name else book.worksheets[0]


def _unreadable(cause: str) -> str:
    return (
        f"Expected a workbook (XLSX); it cannot be read ({cause}). Open it in a spreadsheet program and save it again."
    )


def text(value: object) -> str:
    """What a cell says: ISO dates, whole numbers without a point, true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _merge(part: bytes, rows: list[tuple[int, Cells]]) -> list[str]:
    """Give every cell of a merged range the value of its first; say which ranges there were."""
    notes: list[str] = []
    for left, top, right, bottom in _MERGED.findall(part):
        first, last, start, end = _number(left.decode()) - 1, _number(right.decode()) - 1, int(top), int(bottom)
        if start > len(rows) or first >= len(rows[start - 1][1]) or last - first > 100:
            continue
        value = rows[start - 1][1][first]
        for _, cells in rows[start - 1 : end]:
            cells.extend([""] * (last + 1 - len(cells)))
            cells[first : last + 1] = [value] * (last + 1 - first)
        if len(notes) < 20:
            notes.append(
                f"The merged cells {left.decode()}{start}:{right.decode()}{end} were read as {value[:40]!r} each."
            )
    return notes


def letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number
