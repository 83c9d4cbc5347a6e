"""One frozen dataclass a claim kind, made from its declaration: `DETAILS["SentenceComponent"](sentence_type=…, amount=…, unit=…)`.

A field of type RECORD holds a Ref, a DECIMAL a Decimal, an INTEGER an int, all others text; None where nothing was said.
"""

from collections.abc import Mapping
from dataclasses import field, make_dataclass
from decimal import Decimal
from types import MappingProxyType

from khronika.edition.model import Ref, Value
from khronika.vocabulary.kind import ClaimKind, FieldType
from khronika.vocabulary.kinds import CLAIMS

_TYPES: Mapping[FieldType, type] = {FieldType.RECORD: Ref, FieldType.DECIMAL: Decimal, FieldType.INTEGER: int}


def _detail(kind: ClaimKind) -> type:
    columns = [(each.name, _TYPES.get(each.type, str) | None, field(default=None)) for each in kind.fields]
    return make_dataclass(kind.name, columns, frozen=True, slots=True, namespace={"__module__": __name__})


DETAILS: Mapping[str, type] = MappingProxyType({name: _detail(kind) for name, kind in CLAIMS.items()})
globals().update(DETAILS)  # found by their names, so that claims can be sent to other processes


def detail(kind: str, values: Mapping[str, Value]) -> object:
    """The dataclass of that kind with these values."""
    return DETAILS[kind](**values)
