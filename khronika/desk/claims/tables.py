"""Which typed table holds the columns of a claim kind. Owning apps add theirs when they start; nothing here imports them."""

from khronika.desk.claims.models import Detail
from khronika.desk.ledger import triggers

_tables: dict[str, type[Detail]] = {}


def add(*models: type[Detail]) -> None:
    """Register typed tables under their class names, which are the names of claim kinds, and have them guarded."""
    _tables.update({model.__name__: model for model in models})
    for name in (model._meta.db_table for model in models):
        triggers.guard(
            {
                f"{name}_no_change": triggers.refuse(f"{name}_no_change", "UPDATE", name, "a claim never changes"),
                f"{name}_no_delete": triggers.refuse(f"{name}_no_delete", "DELETE", name, "a claim is never removed"),
            }
        )


def table(kind: str) -> type[Detail]:
    """The typed table of a claim kind."""
    return _tables[kind]


def tables() -> dict[str, type[Detail]]:
    """All of them by kind."""
    return dict(_tables)
