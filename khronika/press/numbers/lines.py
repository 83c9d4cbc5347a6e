"""Files of lines, one or several a record, in the order of their ids: what changed is put in, the rest stays as it was, byte for byte.

Each format has its own way to tell whose a line is; none parses more of it than that.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from khronika.press.exports.files import HARMFUL, harmless

MARK = b"\xef\xbb\xbf"  # so that spreadsheets show every letter
Split = Callable[[bytes], Iterator[tuple[str, bytes]]]


def splice(old: bytes, changes: Mapping[str, bytes | None], split: Split) -> bytes:
    """The blocks of a file with some put in and some taken out (None).

    >>> splice(b'{"id":"a"}\\n{"id":"c"}\\n', {"b": b'{"id":"b"}\\n', "c": None}, by_id)
    b'{"id":"a"}\\n{"id":"b"}\\n'
    """
    blocks: dict[str, bytes | None] = {**dict(split(old)), **changes}
    return b"".join(block for _, block in sorted(blocks.items()) if block)


def by_id(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Lines of JSON that begin with the id."""
    for line in data.splitlines(keepends=True):
        start = line.index(b'"', 5) + 1
        yield line[start : line.index(b'"', start)].decode(), line


def by_cell(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Rows of a table whose first cell is the id and in which no cell has a line break; without the mark and the heading."""
    for line in data.splitlines(keepends=True)[1:]:
        yield line[: line.index(b",")].decode(), line


def by_thing(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Entities: a thing with the ties that follow it."""
    own, block = "", list[bytes]()
    for line in data.splitlines(keepends=True):
        if line.rstrip().endswith(_THINGS):
            if block:
                yield own, b"".join(block)
            own, block = json.loads(line)["id"], []
        block.append(line)
    if block:
        yield own, b"".join(block)


_THINGS = tuple(f'"schema": "{name}"}}'.encode() for name in ("Person", "Organization", "Event", "CourtCase"))


def entities(found: Iterable[dict[str, object]]) -> bytes:
    """Entities as lines, in their order."""
    return b"".join(json.dumps(each, ensure_ascii=False, sort_keys=True).encode() + b"\n" for each in found)


def plain(found: Mapping[str, object]) -> bytes:
    """One object as a line that begins with its first key."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row(cells: Sequence[str]) -> bytes:
    """A row of a table; line breaks become spaces, and no cell is taken for a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([harmless(" ".join(cell.split())) for cell in cells])
    return out.getvalue().encode()


def table(columns: Sequence[str], rows: bytes) -> bytes:
    """A whole table of its heading and its rows."""
    return MARK + row(columns) + rows


def cells(data: bytes) -> list[list[str]]:
    """The rows of a table, the heading first, as they were before they were made harmless."""
    found = csv.reader(io.StringIO(data.removeprefix(MARK).decode(), newline=""))
    return [[_bare(cell) for cell in each] for each in found]


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(HARMFUL) else cell
