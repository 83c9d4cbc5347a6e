"""Downloads for everybody: tables, workbooks, JSON Lines and entities, made by `press.exports` from what is printed anyway.

A record's lines depend on nothing but the record, so that a file can be mended where something changed. A workbook is made
anew each time and therefore only of tables of up to MOST rows; it says no time, so that the same rows are the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from khronika.edition.model import Record
from khronika.press.exports import flat
from khronika.press.exports.files import write_xlsx
from khronika.press.exports.gather import Gathered, Said
from khronika.press.exports.money import SCHEMATA, Entities
from khronika.press.numbers import lines
from khronika.press.project import Projection
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import RECORDS

FOLDER = "site/data"
KINDS = ("Person", "Organization", "Act", "Proceeding", "Demand", "Recommendation")
MOST = 5_000  # rows of a workbook
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


class Printed(Gathered):
    """Records as they are printed, in the shape in which `press.exports` asks for them."""

    def __init__(self, projection: Projection, records: Iterable[Record]) -> None:
        self.audience, self.at, self.projection = Level.PUBLIC, None, projection
        self._records = {record.ref.id: record for record in records}

    def records(self, kind: str) -> list[str]:
        """Those of a kind, in the order of their ids."""
        return sorted(each for each, record in self._records.items() if record.ref.kind == kind)

    def about(self, record: str) -> tuple[Said, ...]:
        """The claims about one of them."""
        found = self._records.get(record)
        return tuple(Said(claim, 0) for claim in found.claims) if found else ()

    def pointing(self, record: str) -> tuple[Said, ...]:
        """Nothing: a tie stands with the record that it is about."""
        return ()


@dataclass(frozen=True, slots=True)
class Download:
    """A file of one kind of record: how its blocks are told apart and how the blocks of some records are made."""

    path: str
    kind: str
    own: lines.Own
    make: Callable[[Gathered, str], Iterator[tuple[str, bytes]]]


def columns(kind: str) -> list[str]:
    """The columns of a kind's table: all that there may be, whatever is said in this edition."""
    return flat.known(kind)


def _rows(gathered: Gathered, kind: str) -> Iterator[tuple[str, bytes]]:
    _, rows = flat.rows(gathered, kind, columns(kind), all_columns=True)
    yield from ((row[0], lines.row(row)) for row in rows)


def _objects(gathered: Gathered, kind: str) -> Iterator[tuple[str, bytes]]:
    for each in flat.objects(gathered, kind):
        yield str(each["id"]), lines.plain({"id": each["id"], **each})


def _entities(gathered: Gathered, kind: str) -> Iterator[tuple[str, bytes]]:
    """A thing and the ties that its own claims make; the other ends stand in the files of their kinds."""
    for record in gathered.records(kind):
        claims = {said.claim.id for said in gathered.about(record)}
        found = list(Entities(_One(gathered, record), kind))
        yield record, lines.entities(each for each in found if each["id"] == record or each["id"] in claims)


class _One(Gathered):
    """One record of some."""

    def __init__(self, gathered: Gathered, record: str) -> None:
        self.projection, self._gathered, self._record = gathered.projection, gathered, record

    def records(self, kind: str) -> list[str]:
        """That one."""
        return [self._record]

    def about(self, record: str) -> tuple[Said, ...]:
        """The claims about it; none about others."""
        return self._gathered.about(record) if record == self._record else ()

    def pointing(self, record: str) -> tuple[Said, ...]:
        """Nothing."""
        return ()


def downloads() -> Iterator[Download]:
    """Every file that is mended line by line."""
    for kind in KINDS:
        stem = f"{FOLDER}/{RECORDS[kind].section}"
        yield Download(f"{stem}.csv", kind, lines.by_cell, _rows)
        yield Download(f"{stem}.jsonl", kind, lines.by_id, _objects)
        if kind in SCHEMATA:
            yield Download(f"{stem}.ftm.json", kind, lines.by_thing, _entities)


def mended(download: Download, old: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """A file with the blocks of some records put in and taken out."""
    if not download.path.endswith(".csv"):
        return lines.splice(old, changes, download.own)
    return lines.table(columns(download.kind), lines.splice(old[old.find(b"\n") + 1 :], changes, download.own))


def workbook(title: str, table: bytes) -> bytes | None:
    """A table as a workbook; None where it is longer than a workbook may be."""
    if table.count(b"\n") > MOST + 1:
        return None
    heading, *rows = lines.cells(table)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        write_xlsx(path, title, heading, rows)
        return _timeless(path.read_bytes())


def _timeless(data: bytes) -> bytes:
    """The same workbook without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            body = old.read(name)
            if name == "docProps/core.xml":
                body = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z\2", body)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
