"""The migrated database as a script, made once and kept beside pytest's cache: migrating takes most of a minute, the script a second.

It is made anew when a migration or a package it may come from changes, and is the same for all workers of a run.
"""

import fcntl
import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.commands.migrate import Command
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]


def remember(patch: Any) -> None:
    """Have `migrate` fill an empty database from the script, if there is one, and leave it one if there is not."""
    real = Command.handle

    def handle(command: Command, *arguments: Any, **options: Any) -> Any:
        connection = connections[options["database"]]
        if connection.introspection.table_names():
            return real(command, *arguments, **options)
        return fill(connection, lambda: real(command, *arguments, **options))

    patch.setattr(Command, "handle", handle)


def fill(connection: Any, migrate: Callable[[], Any]) -> Any:
    """Fill an empty database from the script; without a script migrate, and leave one."""
    with _kept() as script:
        if script.exists():
            connection.connection.executescript(script.read_text(encoding="utf-8"))
            return None
        answer = migrate()
        written = script.with_suffix(".new")
        written.write_text("\n".join(_script(connection.connection)), encoding="utf-8")
        written.rename(script)
        return answer


@contextmanager
def _kept() -> Iterator[Path]:
    folder = ROOT / ".pytest_cache"
    folder.mkdir(exist_ok=True)
    with locked(folder / "migrated.lock"):
        yield folder / f"migrated-{_version()}.sql"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """One worker at a time."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _version() -> str:
    """A digest of all that decides how the tables look."""
    files = sorted((ROOT / "khronika" / "desk").glob("*/migrations/*.py"))
    files += [ROOT / "requirements" / "main.txt", ROOT / "khronika" / "desk" / "settings.py"]
    found = hashlib.sha256(sys.version.encode())
    for file in files:
        found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()[:16]


def _script(connection: Any) -> Iterator[str]:
    """Every table, its rows, then what hangs on tables. What a virtual table keeps of its own comes with it."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    virtual = tuple(name for _, name, sql in rows if sql.upper().startswith("CREATE VIRTUAL"))
    tables = [
        (name, sql)
        for kind, name, sql in rows
        if kind == "table" and not name.startswith(("sqlite_", *(f"{each}_" for each in virtual)))
    ]
    yield "PRAGMA foreign_keys = OFF; BEGIN;"
    for name, sql in tables:
        yield f"{sql};"
        if name not in virtual:
            yield from _filled(connection, name)
    yield from (f"{sql};" for kind, _, sql in rows if kind != "table")
    yield "COMMIT; PRAGMA foreign_keys = ON;"


def _filled(connection: Any, table: str) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    quoted = " || ',' || ".join(f'quote("{column}")' for column in columns)
    for (values,) in connection.execute(f'SELECT {quoted} FROM "{table}"'):
        yield f'INSERT INTO "{table}" VALUES ({values});'
