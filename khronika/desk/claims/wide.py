"""Many rows in one statement, as plain values: for batches in which an object for every row would take most of the time."""

from collections.abc import Iterable, Sequence

from django.db import connection, models

_PLAIN = (models.CharField, models.TextField, models.ForeignKey, models.IntegerField)
PORTION = 2_000


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert rows into a model's table; `names` are the model's columns ('subject_id' for a reference), in the rows' order."""
    fields = [model._meta.get_field(name.removesuffix("_id") if name != "id" else name) for name in names]
    prepared = {place: field for place, field in enumerate(fields) if not isinstance(field, _PLAIN)}
    marks = ", ".join(["%s"] * len(fields))
    into = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({into}) VALUES ({marks})"
    values = [list(row) for row in rows]
    for place, field in prepared.items():
        for row in values:
            if row[place] is not None:
                row[place] = field.get_db_prep_save(row[place], connection)
    many(statement, values)


def many(statement: str, rows: Sequence[Sequence[object]]) -> None:
    """Run one statement with each of many rows."""
    with connection.cursor() as cursor:
        for start in range(0, len(rows), PORTION):
            cursor.executemany(statement, rows[start : start + PORTION])
