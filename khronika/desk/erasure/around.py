"""What lies around the database: bytes in the vault, openings, caches, and what the database's own files still hold of rows that went.

A sealed note of what is to be done is written before anything is, and taken away last: whoever finds it goes on.
"""

import json
from collections.abc import Collection
from pathlib import Path

from django.db import connection

from khronika.desk.erasure.finder import Finder
from khronika.desk.sources.capture import vault
from khronika.desk.sources.informant import OPENINGS, openings
from khronika.desk.sources.models import Capture, Informant, Parcel
from khronika.home import Home, write
from khronika.vault import crypt

NOTE = "erasing"
_STAYS = frozenset({"demonstration-built", "backup.lock"})


def begin(home: Home, objects: Collection[str]) -> None:
    """Note what is to be removed, before the keys to it are destroyed."""
    kept = sorted({*objects, *_noted(home)})
    write(home.folder / NOTE, crypt.seal(home.derive(NOTE), json.dumps(kept).encode(), NOTE.encode()))


def begun(home: Home) -> bool:
    """Whether something is noted that was not brought to its end."""
    return (home.folder / NOTE).exists()


def finish(home: Home, destroyed: Collection[int]) -> bool:
    """Do what is noted, and again what was done already; False if somebody else holds the database and its journal stays.

    `destroyed` are the entries whose proof went: what is kept of these as a file goes too.
    """
    store = vault(home)
    wanted = _noted(home)
    used = set(Capture.objects.filter(object_name__in=wanted).values_list("object_name", flat=True))
    used |= set(Parcel.objects.filter(object_name__in=wanted).values_list("object_name", flat=True))
    for name in wanted - used:
        store.erase(name)
    _openings(home, destroyed)
    empty_caches(home)
    if not _compacted():
        return False
    (home.folder / NOTE).unlink(missing_ok=True)
    return True


def naming(home: Home, finder: Finder) -> set[int]:
    """The entries of openings whose reason has the name."""
    return {number for number, payload, _ in openings(home) if finder.names(payload)}


def empty_caches(home: Home, *, apart: tuple[str, ...] = ()) -> None:
    """Remove every cache: indexes of names, what the press remembers, indexes for searching; `apart` are beginnings of names."""
    folder = home.folder / "cache"
    for path in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            _leave(path)
        elif path.name not in _STAYS and not (apart and path.name.startswith(apart)):
            path.unlink(missing_ok=True)


def _leave(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def _openings(home: Home, destroyed: Collection[int]) -> None:
    """What was kept of openings that were to go, or of informants that are no more."""
    there = set(Informant.objects.values_list("pk", flat=True))
    for number, payload, _ in openings(home):
        if number in destroyed or json.loads(payload).get("informant") not in there:
            (home.folder / OPENINGS / str(number)).unlink(missing_ok=True)


def _compacted() -> bool:
    """Write the database anew without what was removed, and empty its journal."""
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()
    return not busy or not busy[0]


def _noted(home: Home) -> set[str]:
    path = home.folder / NOTE
    if not path.exists():
        return set()
    return set(json.loads(crypt.open(home.derive(NOTE), path.read_bytes(), NOTE.encode())))
