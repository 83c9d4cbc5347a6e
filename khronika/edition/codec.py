"""One record or source is one line of canonical JSON, and the line says all of it: read back, it is equal.

What is empty is left out, so a field that a later version adds does not change the lines of records that lack it. How a
value is read back (text, number, record) follows from the kind's declaration, never from how it looks.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from khronika.edition import canonical
from khronika.edition.claims import DETAILS
from khronika.edition.errors import Malformed, quoted
from khronika.edition.model import Citation, Claim, Entry, Passage, Record, Ref, Source, Title, Value
from khronika.edition.pictures import Picture, Pictured
from khronika.vocabulary.kind import Field, FieldType
from khronika.vocabulary.kinds import CLAIMS

T = TypeVar("T")
_COLUMNS: dict[type, tuple[str, ...]] = {}


def to_json(thing: Record | Source) -> bytes:
    """The canonical line of a record or source, without the line's end.

    >>> to_json(Record(Ref("a1", "Place", "places/minsk", (Title("Minsk"),))))
    b'{"ref":{"address":"places/minsk","id":"a1","kind":"Place","titles":[{"text":"Minsk"}]}}'
    """
    return canonical.dump(_plain(thing))


def from_json(data: bytes) -> Record:
    """The record that a line says; raises Malformed where it is none."""
    return _read(data, _record)


def source_from_json(data: bytes) -> Source:
    """The source that a line says; raises Malformed where it is none."""
    return _read(data, _source)


def ref_from_json(value: Mapping[str, Any]) -> Ref:
    """A record as others point to it, out of its JSON object."""
    titles = _each(value.get("titles", ()), lambda title: Title(**title))
    return Ref(value["id"], value["kind"], value.get("address", ""), titles)


def _plain(value: Any) -> Any:
    names = _columns(value.__class__)
    if names:
        pairs = ((name, getattr(value, name)) for name in names)
        return {name: _plain(inner) for name, inner in pairs if inner not in ("", None, ())}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, Decimal) else value


def _columns(kind: type) -> tuple[str, ...]:
    if kind not in _COLUMNS:
        _COLUMNS[kind] = tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
    return _COLUMNS[kind]


def _read(data: bytes, read: Callable[[Any], T]) -> T:
    try:
        return read(json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation, RecursionError) as error:
        raise Malformed(
            f"Expected one record or source a line, got {quoted(data[:60])}; press the edition again."
        ) from error


def _each(values: Iterable[Any], read: Callable[[Any], T]) -> tuple[T, ...]:
    return tuple(read(value) for value in values)


def _value(field: Field, value: Any) -> Value:
    if field.type is FieldType.RECORD:
        return ref_from_json(value)
    if field.type is FieldType.DECIMAL:
        return Decimal(value)
    return int(value) if field.type is FieldType.INTEGER else str(value)


def _claim(value: Mapping[str, Any]) -> Claim:
    kind = CLAIMS[value["kind"]]
    details = {name: _value(kind.field(name), given) for name, given in value.get("detail", {}).items()}
    return Claim(
        value["id"],
        kind.name,
        ref_from_json(value["subject"]),
        DETAILS[kind.name](**details),
        valid_from=value.get("valid_from", ""),
        valid_until=value.get("valid_until", ""),
        status=value.get("status", ""),
        citations=_each(value.get("citations", ()), _citation),
        basis=value.get("basis", ""),
    )


def _citation(value: Mapping[str, Any]) -> Citation:
    return Citation(*(value.get(name, "") for name in ("source", "address", "passage", "quote", "title")))


def _record(value: Mapping[str, Any]) -> Record:
    return Record(
        ref_from_json(value["ref"]),
        _each(value.get("claims", ()), _claim),
        _each(value.get("incoming", ()), _claim),
        _each(value.get("parts", ()), _record),
        _each(value.get("beside", ()), _claim),
        _each(value.get("pictures", ()), _pictured),
        value.get("now", ""),
        _each(value.get("articles", ()), _entry),
    )


def _entry(value: Mapping[str, Any]) -> Entry:
    return Entry(ref_from_json(value["ref"]), value.get("line", ""), value.get("date", ""))


def _pictured(value: Mapping[str, Any]) -> Pictured:
    given = {**value["picture"], "alt": _pairs(value["picture"].get("alt", ()))}
    return Pictured(Picture(**given), value["role"], _pairs(value.get("captions", ())))


def _pairs(value: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    return _each(value, lambda pair: (str(pair[0]), str(pair[1])))


def _passage(value: Mapping[str, Any]) -> Passage:
    given = {name: value[name] for name in ("before", "after", "number") if name in value}
    return Passage(value["id"], value.get("quote", ""), claims=_each(value.get("claims", ()), _claim), **given)


def _source(value: Mapping[str, Any]) -> Source:
    plain = {each.name: value.get(each.name, "") for each in fields(Source) if each.name != "passages"}
    return Source(**plain, passages=_each(value.get("passages", ()), _passage))
