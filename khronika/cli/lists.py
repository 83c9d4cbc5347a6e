"""Lists of names in files, read row by row and never whole: CSV, tab-separated, or plain text with one name a line.

What is written is written beside its place and put there when it is whole.
"""

import csv
import os
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from khronika.cli.errors import Failure

NAMES = ("name", "caption", "full name", "fullname", "имя", "фио", "название", "імя", "назва", "ім'я", "text")
"""Headings that a column of names has when none is given; the first that is there is taken."""

ID = "id"
_TABBED = (".tsv", ".tab")
_RISKY = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a list with its id, or the number of its line when the list has no ids."""

    id: str
    name: str
    done: float
    """The part of the file that has been read, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a list has its names and ids, and how it is encoded; what is empty is found out."""

    name: str = ""
    id: str = ""
    encoding: str = ""


class Names:
    """The names of a file; `passed` counts the rows without a name."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path, self.columns = path, columns
        self.passed = 0
        self._encoding = _encoding(path, columns.encoding)
        self._check()

    def __iter__(self) -> Iterator[Entry]:
        self.passed = 0
        size = max(self.path.stat().st_size, 1)
        with self.path.open("rb") as data, TextIOWrapper(data, self._encoding, newline="") as file:
            for number, (id, name) in self._rows(file):
                if name:
                    yield Entry(id or str(number), name, min(data.tell() / size, 1.0))
                else:
                    self.passed += 1

    def _check(self) -> None:
        """Refuse at once what would fail in the middle: letters that are none, columns that are not there."""
        try:
            with self.path.open(encoding=self._encoding) as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError as error:
            raise Failure(
                f"Expected {error.encoding} in '{self.path}'; it has bytes that are not. Save it as UTF-8, or say what "
                "it is: --encoding cp1251 for Cyrillic of Windows, cp1250 for Central European, cp866 for MS-DOS."
            ) from error
        except LookupError as error:
            raise Failure(
                f"Expected the name of an encoding, as utf-8 or cp1251; got '{self.columns.encoding}'."
            ) from error
        with self.path.open(encoding=self._encoding, newline="") as file:
            next(self._rows(file), None)

    def _rows(self, file: TextIO) -> Iterator[tuple[int, tuple[str, str]]]:
        """The number of each line with its id and name."""
        lines = _lines(file, self.path)
        _, head = next(lines, (0, []))
        place, of_id = self._places([_clean(cell).casefold() for cell in head], head)
        if place is None:
            yield from ((number, ("", _clean(row[0]) if row else "")) for number, row in [(1, head), *lines])
            return
        for number, row in lines:
            yield number, (_cell(row, of_id), _cell(row, place))

    def _places(self, head: list[str], shown: list[str]) -> tuple[int | None, int | None]:
        """The columns of the name and of the id; no column of the name when every line is one."""
        wanted, of_id = self.columns.name, self.columns.id
        found = [head.index(name) for name in ([wanted.casefold()] if wanted else NAMES) if name in head]
        ids = [head.index(of_id.casefold() if of_id else ID)] if (of_id.casefold() or ID) in head else []
        known = ", ".join(f"'{_clean(cell)}'" for cell in shown) or "none"
        if of_id and not ids:
            raise Failure(f"Expected a column '{of_id}' in '{self.path}'; its columns are {known}.")
        if not found and not wanted and len(head) < 2:
            return None, None
        if not found:
            asked = f"a column '{wanted}'" if wanted else "a column of names"
            raise Failure(f"Expected {asked} in '{self.path}'; its columns are {known}. Say which with --column.")
        return found[0], ids[0] if ids else None


def _encoding(path: Path, given: str) -> str:
    with path.open("rb") as file:
        mark = file.read(2)
    if not given and mark in (BOM_UTF16_LE, BOM_UTF16_BE):
        return "utf-16"
    return "utf-8-sig" if given.lower().replace("_", "-") in ("", "utf-8", "utf8") else given


def _lines(file: TextIO, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line on which each ends, or of the row in a text."""
    sign = _sign(file, path)
    if not sign:
        yield from enumerate(([line] for line in file), 1)
        return
    tabbed = sign == "\t"
    reader = csv.reader(file, delimiter=sign, quoting=csv.QUOTE_NONE if tabbed else csv.QUOTE_MINIMAL)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise Failure(f"Expected a table in '{path}'; line {reader.line_num} cannot be read: {error}.") from error


def _sign(file: TextIO, path: Path) -> str:
    """What stands between cells, told by the file's ending and its first line; nothing in a text."""
    if path.suffix.lower() in _TABBED:
        return "\t"
    first = file.readline()
    file.seek(0)
    if path.suffix.lower() == ".csv":
        return max(",;\t", key=first.count)
    return "\t" if "\t" in first else ""


def _cell(row: list[str], place: int | None) -> str:
    return _clean(row[place]) if place is not None and place < len(row) else ""


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("Anna")
    ("'=1+1", 'Anna')
    """
    return f"'{cell}" if _RISKY.match(cell) else cell


@contextmanager
def writing(path: Path) -> Iterator[Callable[[list[Any]], Any]]:
    """Write rows into a CSV file that is there when all are written, and not at all when anything goes wrong."""
    unfinished = Path(f"{path}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            yield lambda row: rows.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
