"""Editions made without a home, for what only reads editions: one long page, or the data of many records."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from khronika.bench import people
from khronika.edition.claims import detail
from khronika.edition.codec import to_json
from khronika.edition.header import Header
from khronika.edition.model import Claim, Front, Record, Ref, Source, Title
from khronika.edition.writer import Writer
from khronika.pages.render import LANGUAGES, Renderer

LONG = "sources/long"
BYTES = 40_000
_FRONT = Front(1, "2026-01-01", "2026-01-01", "Khronika measured", LANGUAGES, True)


def long(folder: Path) -> int:
    """An edition with one long page in it; answers how many bytes the page has."""
    renderer, writer = Renderer(_FRONT), Writer(folder)
    page = renderer.source(_source(BYTES), "en")
    page = renderer.source(_source(BYTES - (len(page) - BYTES)), "en")
    writer.add(f"site/en/{LONG}.html", page)
    _finish(writer, renderer)
    return len(page)


def many(folder: Path, size: int) -> None:
    """An edition with the data of `size` records and no pages but search."""
    writer, lines = Writer(folder), defaultdict[str, list[bytes]](list)
    for record in _records(size):
        lines[hashlib.sha256(record.ref.id.encode()).hexdigest()[:2]].append(to_json(record) + b"\n")
    for shard, found in sorted(lines.items()):
        writer.add(f"data/records/{shard}.jsonl", b"".join(found))
    _finish(writer, Renderer(_FRONT))


def _finish(writer: Writer, renderer: Renderer) -> None:
    for language in LANGUAGES:
        for path, data in renderer.fixed(language):
            writer.add(path, data)
    for path, data in renderer.styles().items():
        writer.add(path, data)
    writer.finish(Header(1, date(2026, 1, 1), _FRONT.organisation, LANGUAGES, 1, "0" * 64, demonstration=True))


def _source(length: int) -> Source:
    lines, number = list[str](), 0
    while sum(len(line) + 8 for line in lines) < length:
        lines.append(people.person(number).en)
        number += 1
    return Source(
        "long", LONG, "Long", "en", "", "", "2026", "2026-01-01", "0" * 64, "text/plain", (), "\n".join(lines)
    )


def _records(size: int) -> Iterator[Record]:
    """Nine people for each organisation and place; every person with a sentence about them."""
    for number in range(size):
        match number % 20:
            case 18:
                yield _record("Organization", "organizations", number, people.organization(number))
            case 19:
                yield _record("Place", "places", number, people.place(number))
            case _:
                yield _record("Person", "people", number, people.person(number))


def _record(kind: str, section: str, number: int, names: people.Names) -> Record:
    titles = (Title(names.be, "be"), Title(names.en, "en"))
    ref = Ref(f"{kind.lower()}{number}", kind, f"{section}/{number}", titles)
    if kind == "Place":
        return Record(ref)
    town = people.place(number % 100).en
    words = {"role": "description", "language": "en", "text": f"Detained in {town}; case {number} was heard there."}
    return Record(ref, (Claim(f"c{number}", "Text", ref, detail("Text", words)),))
