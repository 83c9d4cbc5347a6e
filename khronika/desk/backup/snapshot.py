"""The desk's database as it is at one instant, taken while others write: a new encrypted file without anything that was deleted.

It is read with plain queries, so that a home of any version, or one whose guards are gone, can still be saved.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from khronika.desk.backup.errors import BackupError
from khronika.home import Home
from khronika.vault.store import Vault

_WAIT = 60  # seconds


@contextmanager
def reading(home: Home, path: Path) -> Iterator[Any]:
    """A connection to the home's database, or a copy of it; raises BackupError where it cannot be read."""
    if not path.exists():
        raise BackupError(f"Expected the database {path.name!r} and found none; put it back from a backup.")
    try:
        with closing(dbapi2.connect(str(path), isolation_level=None, timeout=_WAIT)) as connection:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{home.derive('database').hex()}'\"")
            yield connection
    except dbapi2.DatabaseError as error:
        raise _told(error, path) from error


def take(home: Home, path: Path) -> None:
    """Write the database as it is now to a new file."""
    with reading(home, home.database) as connection:
        connection.execute("VACUUM INTO ?", (str(path),))


def whole(connection: Any) -> bool:
    """Whether every page opens and every index fits its table."""
    opens = connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    return opens and connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]


def head(connection: Any) -> tuple[int, str]:
    """Number and digest of the ledger's last entry."""
    row = connection.execute("SELECT number, digest FROM ledger_entry ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, "")


def objects(connection: Any, vault: Vault) -> set[str]:
    """The names of all objects of the vault that the database has a key of."""
    found: set[str] = set()
    tables = "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = ?"
    for (table,) in connection.execute(tables, ("object_name",)).fetchall():
        found.update(row[0] for row in connection.execute(f'SELECT object_name FROM "{table}"') if row[0])
    pledged = connection.execute(tables, ("sha256",)).fetchall()
    if ("sources_pledge",) in pledged:
        found.update(vault.name(row[0]) for row in connection.execute("SELECT sha256 FROM sources_pledge"))
    return found


def rows(connection: Any, table: str, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query; none where the database is too old to have the table."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    return list(connection.execute(query).fetchall()) if there else []


def _told(error: dbapi2.DatabaseError, path: Path) -> BackupError:
    """SQLite says 'disk I/O error' of a full disk as well as of a broken one."""
    return BackupError(
        f"The database {path.name!r} cannot be copied or read ({error}); look whether the disk of the home is full, "
        "then run 'khronika doctor'."
    )
