"""The database wrapper. Everything is Django's SQLite backend; only the module that opens files and the key are ours.

The key comes from OPTIONS["key"] (32 bytes, used raw: argon2id has stretched the passphrase already) and never appears in an error.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base as sqlite
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.asyncio import async_unsafe
from sqlcipher3 import dbapi2 as Database

from khronika.desk.sqlcipher.turn import Turn, turn

Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", sqlite.decoder(sqlite.parse_date))
Database.register_converter("time", sqlite.decoder(sqlite.parse_time))
for _name in ("datetime", "timestamp"):
    Database.register_converter(_name, sqlite.decoder(sqlite.parse_datetime))
Database.register_adapter(sqlite.decimal.Decimal, str)
Database.register_adapter(sqlite.datetime.date, sqlite.adapt_date)
Database.register_adapter(sqlite.datetime.datetime, sqlite.adapt_datetime)


class SQLCipherCursorWrapper(Database.Cursor):  # type: ignore[misc]
    """Django's placeholder conversion over a SQLCipher cursor."""

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement with Django's placeholders."""
        if params is None:
            return super().execute(query)
        return super().execute(
            self.convert_query(query, param_names=list(params) if hasattr(params, "keys") else None), params
        )

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for many rows."""
        peekable, rows = sqlite.tee(iter(param_list))
        first = next(peekable, None)
        names = list(first or ()) if hasattr(first, "keys") else None
        return super().executemany(self.convert_query(query, param_names=names), rows)

    convert_query = sqlite.SQLiteCursorWrapper.convert_query


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """SQLite, encrypted."""

    Database = Database
    checks_later = False

    @contextmanager
    def checked_once(self) -> Iterator[None]:
        """Look whether all references hold once, at the end, instead of after each migration: a large database takes minutes.

        Raises IntegrityError if one does not.
        """
        self.checks_later = True
        try:
            yield
        finally:
            self.checks_later = False
        self.check_constraints()

    def check_constraints(self, table_names: Any = None) -> None:
        """Django's look at all references, unless they are to be looked at later."""
        if not self.checks_later:
            super().check_constraints(table_names)

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters; the key stays among them until the connection is made."""
        params = super().get_connection_params()
        if len(params.get("key", b"")) != 32:
            raise sqlite.ImproperlyConfigured('DATABASES needs OPTIONS["key"], 32 bytes; open a home first.')
        return params

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, give the key, then do as Django does."""
        params = dict(conn_params)
        key = params.pop("key")
        connection = Database.connect(**params)
        connection.execute("PRAGMA cipher_log_level = NONE")  # what is wrong is told once, as an error
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        register_functions(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA legacy_alter_table = OFF")
        for command in filter(str.strip, self.init_commands or ()):
            connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor with Django's placeholders."""
        return self.connection.cursor(factory=SQLCipherCursorWrapper)

    def _start_transaction_under_autocommit(self) -> None:
        """Begin to write when it is our turn."""
        if not self.is_in_memory_db():
            waited = turn(str(self.settings_dict["NAME"]))
            waited.take(self.settings_dict["OPTIONS"].get("timeout", 5.0))
            self._turn: Turn | None = waited
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._leave()

    def _leave(self) -> None:
        waited, self._turn = getattr(self, "_turn", None), None
        if waited is not None:
            waited.leave()
