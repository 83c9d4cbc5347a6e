"""Which typed table holds the columns of a claim kind. Owning apps add theirs when they start; nothing here imports them."""

from khronika.desk.claims.models import Detail

_tables: dict[str, type[Detail]] = {}


def add(*models: type[Detail]) -> None:
    """Register typed tables under their class names, which are the names of claim kinds."""
    _tables.update({model.__name__: model for model in models})


def table(kind: str) -> type[Detail]:
    """The typed table of a claim kind."""
    return _tables[kind]


def tables() -> dict[str, type[Detail]]:
    """All of them by kind."""
    return dict(_tables)
