"""Everything a reading found, as one flat list: whatever shows a reading shows this list and forgets nothing of it.

A value that stands for a person, body, place or law is a `Ref`, so that a namesake is not taken for another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias

from khronika.reading import Entity, Reading, Span
from khronika.reading.model import ASSERTED, Finding

ENTITIES: Mapping[str, str] = MappingProxyType(
    {
        "Person": "persons",
        "Organization": "organizations",
        "Place": "places",
        "LegalProvision": "provisions",
        "Campaign": "campaigns",
    }
)
FACTS = ("positions", "acts", "penalties", "charges", "demands", "signatories", "interventions", "figures")
SORTS = (*ENTITIES.values(), *FACTS)
_ONE = dict(
    zip(FACTS, ("position", "act", "penalty", "charge", "demand", "signatory", "answer", "figure"), strict=True)
)
_REFERS = frozenset(
    {"person", "organization", "victims", "perpetrators", "place", "provisions", "provision", "court"}
    | {"addressee", "beneficiaries", "organizers", "supported", "counted_by", "campaign"}
)
_FRAME = frozenset({"span", "status", "confidence", "rule"})


@dataclass(frozen=True, slots=True)
class Ref:
    """Another finding, by its id and its name."""

    id: str
    name: str


Value: TypeAlias = str | int | Decimal | tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of any sort, with what it says and all places where it stands."""

    id: str
    sort: str
    spans: tuple[Span, ...]
    status: str
    confidence: float
    rule: str
    values: Mapping[str, Value]


def findings(reading: Reading) -> tuple[Found, ...]:
    """All findings of a reading, sort by sort, in the order of the text."""
    named = {entity.key: entity.name for entity in reading.entities}
    found = [_entity(entity) for entity in reading.entities if entity.kind in ENTITIES]
    for sort in FACTS:
        found += [_fact(sort, at, one, named) for at, one in enumerate(getattr(reading, sort), 1)]
    return tuple(sorted(found, key=lambda one: (SORTS.index(one.sort), one.spans[:1], one.id)))


def _entity(entity: Entity) -> Found:
    values: dict[str, Value] = {"name": entity.name, **entity.details}
    return Found(
        entity.key,
        ENTITIES[entity.kind],
        entity.spans,
        ASSERTED,
        entity.confidence,
        entity.rule,
        MappingProxyType(values),
    )


def _fact(sort: str, at: int, one: Finding, named: Mapping[str, str]) -> Found:
    values = MappingProxyType(dict(_values(one, named)))
    return Found(f"{_ONE[sort]}-{at}", sort, (one.span,), one.status, one.confidence, one.rule, values)


def _values(one: Finding, named: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
    for field in fields(one):
        value: Any = getattr(one, field.name)
        if field.name in _REFERS:
            keys = (value,) if isinstance(value, str) else value
            yield field.name, tuple(Ref(key, named[key]) for key in keys if key in named)
        elif field.name not in _FRAME and isinstance(value, str | int | Decimal):
            yield field.name, value
