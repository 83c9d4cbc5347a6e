"""The guards in the database itself. Installed after every migration (altering a field drops them silently on SQLite); start-up refuses without them.

`recursive_triggers` must be ON in every connection, or INSERT OR REPLACE deletes rows without firing them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection

from khronika.desk.ledger.errors import LedgerError, Unguarded

_REFUSE = "CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def refuse(name: str, event: str, table: str, message: str, *, when: str = "") -> str:
    """The statement of a trigger that refuses an event on a table."""
    return _REFUSE.format(name=name, event=event, table=table, message=message, when=f"WHEN {when}" if when else "")


_guards: dict[str, str] = {
    name: refuse(name, event, "ledger_entry", f"the ledger is append-only: {event} refused")
    for name, event in (("ledger_no_update", "UPDATE"), ("ledger_no_delete", "DELETE"))
}


def guard(statements: Mapping[str, str]) -> None:
    """Declare further triggers by name; each app declares its own when it starts."""
    _guards.update(statements)


def install() -> None:
    """Put every declared trigger in place anew."""
    with connection.cursor() as cursor:
        for name, statement in _guards.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(statement)


@contextmanager
def lowered() -> Iterator[None]:
    """Without the guards, those of the ledger itself apart, for an erasure; they are back before the transaction ends.

    Raises LedgerError outside a transaction: a process that dies between must leave them standing.
    """
    if not connection.in_atomic_block:
        raise LedgerError("Expected a transaction around what lowers the guards; there is none.")
    with connection.cursor() as cursor:
        for name in _guards:
            if not name.startswith("ledger_"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    yield
    install()


def missing() -> list[str]:
    """Names of declared triggers that the database lacks or holds in another wording."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present = dict(cursor.fetchall())
    return [name for name, statement in _guards.items() if present.get(name) != statement]


def demand() -> None:
    """Raise Unguarded unless all triggers are in place and recursive triggers are on."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        recursive = bool(cursor.fetchone()[0])
    absent = missing()
    if absent or not recursive:
        what = ", ".join(absent) or "recursive_triggers"
        raise Unguarded(
            f"Expected the database's guards and found these missing: {what}. Run 'khronika doctor --mend' to put them back."
        )
