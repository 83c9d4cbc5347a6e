"""A table is read as a person sees it in a spreadsheet: rows with their numbers, cells as text, formulas by the value last shown.

Nothing is calculated, no link is followed. What a cell shows that is no value (an error, a formula without a result) is a
fault with its place, never a guess.
"""

import csv
import io
import json
from typing import Any

from khronika.vault.jobs.charset import decode
from khronika.vault.jobs.clean import clean
from khronika.vault.jobs.workbook import letters, workbook

MOST_ROWS, MOST_COLUMNS, LONGEST = 1_000_000, 1_000, 100_000
_SEPARATORS = ",;\t|"
_GUARD = ("'=", "'+", "'-", "'@", "'\t", "'\r")
LIST = "; "


def read(data: bytes, hints: dict[str, str]) -> dict[str, Any]:
    """`columns`, `rows` (each its number and its cells), `faults` (row, column, what) and `notes`, or a `failure`: a sentence."""
    try:
        if data.startswith(b"PK\x03\x04"):
            return _answer(*workbook(data, hints.get("sheet", ""), int(hints.get("header", "1"))))
        text, whole = decode(data)
        if not whole:
            return {"failure": _broken(text)}
        text = text.removeprefix("\ufeff")
        objects = _objects(text, hints.get("name", ""))
        if objects is not None:
            return _answer(*_flattened(objects, hints.get("list", LIST)))
        return _answer(*_lines(text, int(hints.get("header", "1"))))
    except _Unfit as unfit:
        return {"failure": str(unfit)}
    except ValueError as error:
        return {"failure": str(error)}


class _Unfit(Exception):
    """A table that cannot be taken; the text is the sentence."""


Cells = list[str]
Numbered = list[tuple[int, Cells]]


def _answer(head: Cells, body: Numbered, faults: list[list[Any]], notes: list[str]) -> dict[str, Any]:
    """The table with its columns named apart, without empty rows and columns."""
    if len(body) > MOST_ROWS or len(head) > MOST_COLUMNS:
        raise _Unfit(
            f"Expected at most {MOST_ROWS} rows and {MOST_COLUMNS} columns; got {len(body)} and {len(head)}. Split the file."
        )
    columns = _named(head)
    rows = [[number, *(clean(cell[:LONGEST]).strip() for cell in cells)] for number, cells in body if any(cells)]
    if not columns or not rows:
        raise _Unfit("Expected a table with a line of headings and rows below it; this one holds no rows.")
    width = len(columns)
    for row in rows:
        if len(row) - 1 > width and any(row[width + 1 :]):
            extra = len(row) - 1 - width
            faults.append(
                [
                    row[0],
                    -1,
                    f"the row has {extra} cells more than there are headings; put values with separators in quotes",
                ]
            )
        row[width + 1 :] = []
        row.extend([""] * (width + 1 - len(row)))
    return {"columns": columns, "rows": rows, "faults": faults, "notes": notes, "reader": "table 1"}


def _named(head: Cells) -> Cells:
    """Headings as they are; an empty one is called by its letter, one that is there twice gets a number."""
    while head and not head[-1].strip():
        head.pop()
    seen: dict[str, int] = {}
    named = []
    for position, cell in enumerate(head):
        name = " ".join(clean(cell).split())[:200] or f"column {letters(position + 1)}"
        seen[name] = seen.get(name, 0) + 1
        named.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return named


def _broken(text: str) -> str:
    number = text[: text.find("\ufffd")].count("\n") + 1 if "\ufffd" in text else 1
    return (
        f"Expected text in one encoding; line {number} holds bytes that are no letters in it. "
        "Save the file again as CSV in UTF-8 and import that."
    )


def _lines(text: str, header: int) -> tuple[Cells, Numbered, list[list[Any]], list[str]]:
    csv.field_size_limit(1 << 20)
    sample = "\n".join(text.splitlines()[max(0, header - 1) : header + 20])
    separator = _separator(sample)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise _Unfit(
            f"Expected CSV; it cannot be read ({error}). Look for a quotation mark that is not closed."
        ) from None
    head = rows[header - 1] if len(rows) >= header else []
    body = [(number, [_freed(cell) for cell in row]) for number, row in enumerate(rows[header:], header + 1)]
    return head, body, [], []


def _freed(cell: str) -> str:
    """A cell as it was before it was made harmless for spreadsheets."""
    return cell[1:] if cell.startswith(_GUARD) else cell


def _separator(sample: str) -> str:
    """The separator that cuts the first lines into the most equal, widest rows."""

    def fitness(separator: str) -> tuple[int, int]:
        rows = [row for row in csv.reader(io.StringIO(sample), delimiter=separator) if row]
        width = len(rows[0]) if rows else 0
        return (sum(len(row) == width for row in rows) if width > 1 else 0), width

    return max(_SEPARATORS, key=fitness)


def _objects(text: str, name: str) -> list[Any] | None:
    """The objects of JSON or JSON Lines; None if it is neither."""
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        return None
    try:
        whole = json.loads(text)
    except RecursionError:
        raise _Unfit("Expected JSON of plain rows; this is nested too deep.") from None
    except ValueError as error:
        lines = _by_line(text)
        if lines is None and not name.endswith((".json", ".jsonl")):
            return None
        if lines is None:
            raise _Unfit(f"Expected JSON, or one JSON object a line; it cannot be read: {error}.") from None
        return lines
    if isinstance(whole, dict):
        inside = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        whole = inside[0] if len(inside) == 1 else [whole]
    return list(whole)


def _by_line(text: str) -> list[Any] | None:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None


def _flattened(objects: list[Any], mark: str) -> tuple[Cells, Numbered, list[list[Any]], list[str]]:
    """Objects as rows: keys are columns, what lies deeper has its path as its name, lists are written out."""
    columns: dict[str, int] = {}
    faults: list[list[Any]] = []
    flat: list[tuple[int, dict[str, str]]] = []
    for number, each in enumerate(objects, 1):
        if not isinstance(each, dict):
            faults.append([number, -1, "the row is no object with named values"])
            flat.append((number, {}))
            continue
        cells: dict[str, str] = {}
        _spread(each, "", cells, mark)
        for key in cells:
            columns.setdefault(key, len(columns))
        flat.append((number, cells))
    head = list(columns)
    return head, [(number, [cells.get(key, "") for key in head]) for number, cells in flat], faults, []


def _spread(value: dict[str, Any], path: str, cells: dict[str, str], mark: str) -> None:
    if path.count(".") > 20:
        raise _Unfit("Expected JSON of plain rows; this is nested too deep.")
    for key, inner in value.items():
        name = f"{path}.{key}" if path else str(key)
        if isinstance(inner, dict):
            _spread(inner, name, cells, mark)
        elif isinstance(inner, list):
            cells[name] = mark.join(_plain(each).replace(mark, " ") for each in inner)
        else:
            cells[name] = _plain(inner)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
