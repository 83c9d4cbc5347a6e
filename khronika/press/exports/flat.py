"""Columns from the vocabulary: one row a record, one column a field, several claims of one kind side by side in a cell."""

from collections.abc import Iterator, Sequence

from khronika.edition.model import Ref
from khronika.press.errors import PressError
from khronika.press.exports.gather import Gathered, Register, Said
from khronika.vocabulary.kinds import claims_about

BETWEEN = " | "
DATES = ("from", "until")
ID = "id"


def known(kind: str) -> list[str]:
    """Every column that a kind of record may have."""
    found = [ID]
    for claim in claims_about(kind):
        found += [f"{claim.name}.{field.name}" for field in claim.fields]
        found += [f"{claim.name}.{word}" for word in DATES if claim.dated]
    return found


def chosen(kind: str, wanted: str) -> list[str]:
    """The columns that are asked for, a claim kind alone meaning all of its own. Raises PressError for one that is not there."""
    every = known(kind)
    found: list[str] = []
    for word in filter(None, map(str.strip, wanted.split(","))):
        own = [column for column in every if column == word or column.startswith(f"{word}.")]
        if not own:
            raise PressError(f"Expected columns of {kind}: {', '.join(every)}; got {word!r}.")
        found += own
    return found or every


def rows(
    register: Register | Gathered, kind: str, columns: Sequence[str], *, all_columns: bool = False
) -> tuple[list[str], list[list[str]]]:
    """The columns and the rows of all records of a kind; columns in which nothing stands are left out unless asked for."""
    table = [
        [_cell(gathered, record, column) for column in columns]
        for gathered in register.portions(kind)
        for record in gathered.records(kind)
    ]
    full = [place for place, column in enumerate(columns) if all_columns or any(row[place] for row in table)]
    return [columns[place] for place in full], [[row[place] for place in full] for row in table]


def _cell(gathered: Gathered, record: str, column: str) -> str:
    if column == ID:
        return record
    kind, _, field = column.partition(".")
    values = [_value(gathered, said, field) for said in gathered.about(record) if said.claim.kind == kind]
    return BETWEEN.join(values) if any(values) else ""


def _value(gathered: Gathered, said: Said, field: str) -> str:
    if field in DATES:
        return said.claim.valid_from if field == "from" else said.claim.valid_until
    return plain(gathered, said.value(field))


def plain(gathered: Gathered, value: object) -> str:
    """A value as text; a record by its name."""
    if isinstance(value, Ref):
        return gathered.title(value) or value.id
    return "" if value is None else str(value)


def objects(register: Register | Gathered, kind: str) -> Iterator[dict[str, object]]:
    """Every record of a kind with all that goes out about it, for programs."""
    for gathered in register.portions(kind):
        for record in gathered.records(kind):
            yield {"id": record, "kind": kind, "claims": [_object(gathered, said) for said in gathered.about(record)]}


def _object(gathered: Gathered, said: Said) -> dict[str, object]:
    claim = said.claim
    names = [name for name in type(claim.detail).__dataclass_fields__ if said.value(name) is not None]  # type: ignore[attr-defined]
    values = {name: _entry(gathered, said.value(name)) for name in names}
    found: dict[str, object] = {"id": claim.id, "kind": claim.kind, "values": values, "status": claim.status}
    found |= {word: day for word, day in (("from", claim.valid_from), ("until", claim.valid_until)) if day}
    found["sources"] = sorted({citation.source for citation in claim.citations})
    return found | ({"basis": claim.basis} if claim.basis else {})


def _entry(gathered: Gathered, value: object) -> object:
    if isinstance(value, Ref):
        return {"id": value.id, "kind": value.kind, "name": gathered.title(value)}
    return value if isinstance(value, int) else str(value)
