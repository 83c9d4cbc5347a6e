"""What a person says of their table: which records a row speaks of, and which claim each column is. Checked whole before a row is read.

The same mapping leads both ways: into proposals when a table is imported, and into the same columns when it is exported.
docs/reference/mapping.md is its reference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from khronika.desk.register.imports.errors import MappingError
from khronika.vocabulary.errors import VocabularyError
from khronika.vocabulary.kind import Field, FieldType
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.values import kind_of
from khronika.written import FORMS

MOST = 100  # values of one cell
STATUSES = ("asserted", "alleged", "denied", "disputed", "overturned", "withdrawn")
_TOP = {"name", "sheet", "header", "language", "dates", "key", "columns", "most", "records"}
_RECORD = {"kind", "key", "id", "match", "claims"}
_CLAIM = {"kind", "values", "from", "until", "on", "status"}
_VALUE = {"column", "columns", "split", "terms", "dates", "form", "kind", "key_of", "record"}


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value comes from: a constant, columns (joined by a space), or another record of the row.

    `split` cuts a cell into several values; `terms` turns their words into ours; `form` is a text with {} for the value;
    `key_of` is 'import.word' of the import whose keys stand in the column; `kind` the kind of record that is named.
    """

    constant: str = ""
    columns: tuple[str, ...] = ()
    record: str = ""
    split: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    form: str = ""
    kind: str = ""
    key_of: str = ""

    def ours(self, word: str) -> str:
        """Our word for theirs; their own where the mapping has none."""
        return next((ours for theirs, ours in self.terms.items() if theirs.casefold() == word.strip().casefold()), word)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that a row makes: where its values, dates and status come from; `attested` is a day on which it was so."""

    kind: str
    values: Mapping[str, Cell]
    start: Cell
    until: Cell
    status: str = "asserted"
    attested: Cell = field(default_factory=Cell)

    def cells(self) -> tuple[Cell, ...]:
        """Every cell it takes something from."""
        return *self.values.values(), self.start, self.until, self.attested


@dataclass(frozen=True, slots=True)
class Spoken:
    """A record that a row speaks of: its word in the mapping, its kind, its key, and what is claimed about it.

    `match` is 'name' (one record of exactly this name is meant) or 'never' (it is new unless its key or id is known).
    """

    word: str
    kind: str
    key: tuple[str, ...]
    id: str
    match: str
    claims: tuple[Claimed, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole mapping. `columns` is the order of the columns when a table is written."""

    name: str
    records: tuple[Spoken, ...]
    sheet: str = ""
    header: int = 1
    language: str = ""
    dates: str = ""
    key: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    most: int = MOST

    def used(self) -> tuple[str, ...]:
        """Every column that the mapping takes something from, each once."""
        return tuple(dict.fromkeys(self._taken()))

    def _taken(self) -> Iterator[str]:
        yield from self.key
        for record in self.records:
            yield from (*record.key, *([record.id] if record.id else ()))
            for claim in record.claims:
                for cell in claim.cells():
                    yield from cell.columns

    @property
    def reader(self) -> str:
        """Under which name its proposals are kept; running again under the same name proposes nothing twice."""
        return f"import {self.name}"


def load(path: Path) -> Plan:
    """The mapping in a file. Raises MappingError with the place and what was expected."""
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise MappingError(
            f"Expected YAML in {path.name!r}; it cannot be read: {' '.join(str(error).split())[:300]}."
        ) from error
    if not isinstance(written, dict):
        raise MappingError(f"Expected a mapping with 'records' in {path.name!r}; see docs/reference/mapping.md.")
    return plan({"name": path.name.split(".")[0], **written})


def plan(written: Mapping[str, Any]) -> Plan:
    """A mapping from its plain form."""
    _known("the mapping", written, _TOP)
    records = written.get("records")
    if not isinstance(records, dict) or not records:
        raise MappingError(
            "Expected under 'records' what a row speaks of, such as {person: {kind: Person, claims: […]}}."
        )
    header, most = written.get("header", 1), written.get("most", MOST)
    if not isinstance(header, int) or not 1 <= header <= 1000 or not isinstance(most, int) or most < 1:
        raise MappingError("Expected whole numbers from 1 for 'header' and 'most'.")
    name = _line(written, "name")
    if not name or len(name) > 60:
        raise MappingError("Expected a 'name' of at most 60 letters for this import; it is how running again is known.")
    made = Plan(
        name=name,
        records=tuple(_record(str(word), each, written) for word, each in records.items()),
        sheet=_line(written, "sheet"),
        header=header,
        language=_line(written, "language"),
        dates=_dates("the mapping", written),
        key=_columns(written.get("key")),
        columns=_columns(written.get("columns")),
        most=most,
    )
    _linked(made)
    return made


def _line(written: Mapping[str, Any], key: str) -> str:
    value = written.get(key)
    return "" if value is None else str(value).strip()


def _known(place: str, written: object, keys: set[str]) -> None:
    if not isinstance(written, Mapping):
        raise MappingError(f"Expected keys with values for {place}; got {str(written)[:80]!r}.")
    unknown = [str(key) for key in written if key not in keys]
    if unknown:
        raise MappingError(f"Expected the keys {', '.join(sorted(keys))} in {place}; got {', '.join(unknown)}.")


def _dates(place: str, written: Mapping[str, Any]) -> str:
    form = _line(written, "dates").lower()
    if form and form not in FORMS:
        raise MappingError(f"Expected for 'dates' in {place} one of {', '.join(FORMS)}; got {form!r}.")
    return form


def _columns(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list) else (str(value),)


def _record(word: str, written: Any, whole: Mapping[str, Any]) -> Spoken:
    place = f"the record {word!r}"
    _known(place, written, _RECORD)
    kind, claims, match = _line(written, "kind"), written.get("claims", []), _line(written, "match") or "name"
    if kind not in RECORDS:
        raise MappingError(f"Expected for 'kind' of {place} one of {', '.join(RECORDS)}; got {kind!r}.")
    if not isinstance(claims, list):
        raise MappingError(f"Expected a list under 'claims' of {place}.")
    if match not in ("name", "never"):
        raise MappingError(f"Expected for 'match' of {place} 'name' or 'never'; got {match!r}.")
    if ":" in word or "." in word or len(word) > 20:
        raise MappingError(f"Expected a plain word of at most 20 letters for {place}.")
    made = tuple(_claim(f"{place}, claim {n}", each, kind, whole) for n, each in enumerate(claims, 1))
    return Spoken(word, kind, _columns(written.get("key")), _line(written, "id"), match, made)


def _claim(place: str, written: Any, subject: str, whole: Mapping[str, Any]) -> Claimed:
    _known(place, written, _CLAIM)
    try:
        kind = kind_of(_line(written, "kind"))
    except VocabularyError as error:
        raise MappingError(f"{place}: {error}") from error
    if subject not in kind.subjects:
        raise MappingError(
            f"Expected at {place} a claim about a {subject}; {kind.name} is about {', '.join(kind.subjects)}."
        )
    values = written.get("values") or {}
    _known(f"'values' of {place} ({kind.name})", values, set(kind.by_name))
    cells = {
        name: _cell(f"{place}, {kind.name}.{name}", value, kind.field(name), whole) for name, value in values.items()
    }
    for name in ("language", "name_kind"):
        default = _line(whole, "language") if name == "language" else "usual"
        if name in kind.by_name and name not in cells and default and kind.name in ("Name", "Text", "Occupation"):
            cells[name] = Cell(constant=default)
    missing = [each.name for each in kind.fields if each.required and each.name not in cells]
    if missing:
        raise MappingError(f"Expected at {place} ({kind.name}) values for {', '.join(missing)}; they are needed.")
    status = _line(written, "status") or "asserted"
    if status not in STATUSES:
        raise MappingError(f"Expected for 'status' at {place} one of {', '.join(STATUSES)}; got {status!r}.")
    day = Field("date", FieldType.DATE)
    start, until, attested = (
        _cell(f"{place}, {word!r}", written[word], day, whole) if written.get(word) is not None else Cell()
        for word in ("from", "until", "on")
    )
    return Claimed(kind.name, cells, start, until, status, attested)


def _cell(place: str, written: Any, declared: Field, whole: Mapping[str, Any]) -> Cell:
    if not isinstance(written, Mapping):
        if declared.type is FieldType.RECORD and written not in (None, ""):
            return Cell(constant=str(written), kind=declared.kinds[0])
        return Cell(constant="" if written is None else str(written))
    _known(place, written, _VALUE)
    columns = (*_columns(written.get("column")), *_columns(written.get("columns")))
    record, terms = _line(written, "record"), written.get("terms") or {}
    if bool(columns) == bool(record):
        raise MappingError(f"Expected at {place} either a column or a record; give one of them.")
    if record and declared.type is not FieldType.RECORD:
        raise MappingError(f"Expected at {place} a column or a constant: {declared.name} is no reference to a record.")
    if not isinstance(terms, Mapping):
        raise MappingError(f"Expected at {place} under 'terms' their words with ours, such as {{м: man, ж: woman}}.")
    kind = _line(written, "kind") or (declared.kinds[0] if declared.kinds else "")
    if kind and kind not in declared.kinds:
        raise MappingError(f"Expected at {place} for 'kind' one of {', '.join(declared.kinds)}; got {kind!r}.")
    form = _line(written, "form")
    if form and form.count("{}") != 1:
        raise MappingError(f"Expected at {place} a 'form' with one {{}} where the cell's text goes; got {form!r}.")
    return Cell(
        columns=columns,
        record=record,
        split=str(written.get("split") or ""),
        terms={str(theirs).strip(): "" if ours is None else str(ours) for theirs, ours in terms.items()},
        dates=_dates(place, written) or _dates(place, whole),
        form=form,
        kind=kind,
        key_of=_line(written, "key_of"),
    )


def _linked(made: Plan) -> None:
    """Raise MappingError for a reference to a word that is not there or of another kind."""
    kinds = {record.word: record.kind for record in made.records}
    for record in made.records:
        for claim in record.claims:
            for name, cell in claim.values.items():
                fits: Sequence[str] = kind_of(claim.kind).field(name).kinds
                if cell.record and kinds.get(cell.record) not in fits:
                    raise MappingError(
                        f"Expected at {record.word!r}, {claim.kind}.{name} the word of a record of kind {' or '.join(fits)}; "
                        f"got {cell.record!r}."
                    )
