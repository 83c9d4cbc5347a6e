"""A file that holds a table, read in the sandbox like every document; its bytes are what is kept, a text is made for each use.

The answer of the child is measured again here: rows of the width of the headings, nothing but text.
"""

import hashlib
import os
import stat
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any

from khronika.vault import sandbox, text
from khronika.vault.errors import Stopped, Unsupported
from khronika.vault.intake import Taken
from khronika.vault.jobs.clean import clean

LIMITS = sandbox.Limits(seconds=300, processor=240, memory=3 << 30, answer=512 << 20)
TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that says nothing that can be taken: the row's number, the column ('' for the whole row), and why."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file: `rows` are pairs of the row's number and its cells, one for each of `columns`."""

    name: str
    data: bytes
    media_type: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Look:
    """Where in a file to look: the sheet (the first one without a name), the line of the headings, and what JSON lists are joined by."""

    sheet: str = ""
    header: int = 1
    between: str = "; "


def open_table(path: Path, look: Look | None = None, *, allow_unsandboxed: bool = False) -> Table:
    """The table in a file: CSV, XLSX, JSON or JSON Lines, told by its bytes.

    Raises Unsupported for what is none, Stopped when it is more than may be read, Unavailable without a sandbox.
    """
    found = table_of(path.name, _bytes(path), look or Look(), allow_unsandboxed=allow_unsandboxed)
    return replace(found, place=str(path))


def table_of(name: str, data: bytes, look: Look, *, allow_unsandboxed: bool = False) -> Table:
    """The table in the bytes of a file of that name; raises as `open_table` does."""
    hints = {"sheet": look.sheet, "header": str(look.header), "name": name.lower(), "list": look.between}
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unsupported(f"Expected CSV, XLSX or JSON; {name!r} is an old XLS workbook. Save it as XLSX.")
    if not data.strip():
        raise Unsupported(f"Expected a table in {name!r}; the file is empty.")
    answer = sandbox.run("table", data, limits=LIMITS, hints=hints, allow_unsandboxed=allow_unsandboxed)
    if answer.get("failure"):
        raise Unsupported(f"{name}: {clean(str(answer['failure']))[:500]}")
    kind = TYPES[".xlsx"] if data.startswith(b"PK\x03\x04") else TYPES.get(PurePath(name).suffix.lower(), "text/csv")
    return _measured(answer, Table(name, data, kind, (), ()))


def taken(table: Table, words: str, reader: str) -> Taken:
    """The file as something taken, with a text made of its table."""
    version = text.TextVersion(clean(words), (), table.name, None, None, reader, text.Outcome.READ, None)
    digest = hashlib.sha256(table.data).hexdigest()
    now = datetime.now(UTC)
    return Taken(table.place, table.data, table.media_type, digest, now, version, None, table.name)


def _bytes(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise Unsupported(f"Expected a file with a table; {path.name!r} is a folder, a pipe or a device.")
        text.check(facts.st_size)
        return file.read()


def _measured(answer: dict[str, Any], table: Table) -> Table:
    """The child's answer, if it is a table at all."""
    try:
        columns = tuple(str(each) for each in answer["columns"])
        rows = tuple((int(row[0]), tuple(row[1:])) for row in answer["rows"])
        named = dict(enumerate(columns))
        faults = tuple(
            Fault(int(row), named.get(int(column), ""), str(why)[:300]) for row, column, why in answer["faults"]
        )
        notes = tuple(clean(str(note))[:300] for note in answer["notes"])
    except (KeyError, TypeError, ValueError, IndexError):
        raise Stopped("The table could not be read: its reader answered with nonsense; look at it elsewhere.") from None
    if any(len(cells) != len(columns) or not all(type(cell) is str for cell in cells) for _, cells in rows):
        raise Stopped(
            "The table could not be read: its reader answered with rows of other widths; look at it elsewhere."
        )
    return Table(table.name, table.data, table.media_type, columns, rows, faults, notes, table.place)
