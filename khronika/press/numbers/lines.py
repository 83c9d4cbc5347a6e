"""Files of lines, one or several a record, in the order of their ids: what changed is put in, the rest stays as it was, byte for byte.

Each format has its own way to tell whose a line is; none parses more of it than that.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from khronika.press.exports.files import HARMFUL, harmless

MARK = b"\xef\xbb\xbf"  # so that spreadsheets show every letter
Own = Callable[[bytes], bytes | None]
_THING = re.compile(rb'\{"id": "([^"]*)".*"schema": "(?:Person|Organization|Event|CourtCase)"\}$')


def splice(old: bytes, changes: Mapping[str, bytes | None], own: Own) -> bytes:
    """The blocks of a file with some put in and some taken out (None); the rest is not looked at.

    >>> splice(b'{"id":"a"}\\n{"id":"c"}\\n', {"b": b'{"id":"b"}\\n', "c": None}, by_id)
    b'{"id":"a"}\\n{"id":"b"}\\n'
    """
    pieces, place = list[bytes](), 0
    for key in sorted(changes):
        start, end = find(old, key, own, place)
        pieces += (old[place:start], changes[key] or b"")
        place = end
    return b"".join((*pieces, old[place:]))


def find(data: bytes, key: str, own: Own, start: int = 0) -> tuple[int, int]:
    """Where the block of a record begins and ends, or where it would stand; no block before `start` is its."""
    wanted, end = key.encode(), len(data)
    while start < end:
        begin = _begin(data, (start + end) // 2, start, own)
        if (_own(data, begin, own) or b"") < wanted:
            start = _after(data, begin, own)
        else:
            end = begin
    same = start < len(data) and _own(data, start, own) == wanted
    return start, _after(data, start, own) if same else start


def _begin(data: bytes, place: int, least: int, own: Own) -> int:
    """Where the block begins in which a place lies."""
    begin = max(data.rfind(b"\n", least, place) + 1, least)
    while begin > least and _own(data, begin, own) is None:
        begin = max(data.rfind(b"\n", least, begin - 1) + 1, least)
    return begin


def _after(data: bytes, begin: int, own: Own) -> int:
    """Where the block after one begins."""
    place = data.index(b"\n", begin) + 1
    while place < len(data) and _own(data, place, own) is None:
        place = data.index(b"\n", place) + 1
    return place


def _own(data: bytes, begin: int, own: Own) -> bytes | None:
    return own(data[begin : data.index(b"\n", begin)])


def by_id(line: bytes) -> bytes | None:
    """Lines of JSON that begin with the id."""
    start = line.index(b'"', 5) + 1
    return line[start : line.index(b'"', start)]


def by_cell(line: bytes) -> bytes | None:
    """Rows of a table whose first cell is the id and in which no cell has a line break."""
    return line[: line.index(b",")]


def by_thing(line: bytes) -> bytes | None:
    """Entities: a thing with the ties that follow it, which begin no block."""
    found = _THING.match(line)
    return found[1] if found else None


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
