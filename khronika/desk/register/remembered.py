"""An index of names outlives the process, sealed in the home's cache: a large one takes longer to make than to read.

Losing it costs time and nothing else. What was kept after an entry that the ledger does not have is never used, so a home
that was restored to an earlier day asks its database anew.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from khronika.desk.ledger.models import Entry
from khronika.desk.opened import current
from khronika.home import Home, write
from khronika.names import BadIndex, NameIndex
from khronika.vault import crypt
from khronika.vault.errors import Altered

PURPOSE = "index of names"
_HEAD = 8  # bytes that say how long the names are, which stand before the index


@dataclass(frozen=True, slots=True)
class Kept:
    """The names of one kind of record as known after a ledger entry, and their index."""

    entry: int
    names: dict[str, tuple[str, ...]]
    index: NameIndex


def load(kind: str, newest: int) -> Kept | None:
    """What was kept of a kind; None where there is nothing that may be used."""
    home = current()
    if home is None:
        return None
    try:
        data = memoryview(crypt.open(home.derive(PURPOSE), _place(home, kind).read_bytes(), kind.encode()))
        end = _HEAD + int.from_bytes(data[:_HEAD], "little")
        said = json.loads(bytes(data[_HEAD:end]))
        entry, digest, start = said["entry"], said["digest"], -(-end // 8) * 8
        known = Entry.objects.filter(number=entry, digest=digest).exists()
        if not known or entry > newest:
            return None
        names = {record: tuple(its) for record, its in said["names"].items()}
        return Kept(entry, names, NameIndex.unpacked(data[start:], kind))
    except (OSError, Altered, BadIndex, ValueError, KeyError, TypeError):
        return None


def keep(kind: str, kept: Kept) -> None:
    """Keep an index; where it cannot be written, the next start makes it again."""
    home = current()
    digest = Entry.objects.filter(number=kept.entry).values_list("digest", flat=True).first()
    if home is None or digest is None:
        return
    said = json.dumps({"entry": kept.entry, "digest": digest, "names": kept.names}, ensure_ascii=False).encode()
    head = len(said).to_bytes(_HEAD, "little") + said
    sealed = crypt.seal(home.derive(PURPOSE), head + bytes(-len(head) % 8) + kept.index.packed(), kind.encode())
    with suppress(OSError):
        write(_place(home, kind), sealed)


def _place(home: Home, kind: str) -> Path:
    return home.folder / "cache" / f"names-{kind}"
