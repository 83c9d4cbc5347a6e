"""The last documents of a report, sealed among the home's caches: a later making can begin with them, an erasure empties them.

What lies here may be older than what protects people: it is searched again before anybody gets it.
"""

from pathlib import Path

from khronika.home import Home, write
from khronika.vault import crypt
from khronika.vault.errors import VaultError

PURPOSE = "reports"
KEPT = 2


def keep(home: Home, report: str, number: int, data: bytes) -> None:
    """Keep a document; of one report the last two stay."""
    path = _path(home, report, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, crypt.seal(home.derive(PURPOSE), data, path.name.encode()))
    _path(home, report, number - KEPT).unlink(missing_ok=True)


def kept(home: Home, report: str, number: int) -> bytes | None:
    """A document, or None where it is not there any more."""
    path = _path(home, report, number)
    try:
        return crypt.open(home.derive(PURPOSE), path.read_bytes(), path.name.encode())
    except (OSError, VaultError):
        return None


def _path(home: Home, report: str, number: int) -> Path:
    return home.folder / "cache" / PURPOSE / f"{report}-{number}"
