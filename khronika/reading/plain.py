"""A reading as plain values for JSON. Names stand for keys, spans for their words; what did not happen is left
out.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from khronika.reading.numbers import plain as number

if TYPE_CHECKING:
    from khronika.reading.model import Reading

_HAPPENED = ("asserted", "alleged", "disputed")
_ANSWERED = (*_HAPPENED, "planned")
"""An answer that is announced or called for is an answer."""

ADDRESSED = "addressed"
"""The rule of a party that is named by its office only ('the government'): a party to a statement, not a name."""


def plain(reading: "Reading") -> dict[str, Any]:
    """The reading in the format that its quality is measured in."""
    names = {entity.key: entity.name for entity in reading.entities}
    return {
        "lang": reading.language.partition("-")[0],
        "variant": reading.language,
        "kind": reading.kind,
        "title": reading.title,
        "published": reading.published or None,
        "byline": reading.byline or None,
        "publisher": reading.publisher or None,
        "persons": _entities(reading, "Person"),
        "organizations": _entities(reading, "Organization"),
        "places": _entities(reading, "Place"),
        "provisions": _entities(reading, "LegalProvision"),
        "demands": [
            {
                "text": d.text,
                "number": d.number,
                "scope": d.scope or None,
                "addressee": names.get(d.addressee),
                "beneficiaries": _named(names, d.beneficiaries),
            }
            for d in reading.demands
        ],
        "signatories": [
            {"name": names.get(s.person), "role": s.role or None, "organization": names.get(s.organization)}
            for s in reading.signatories
        ],
        **_told(reading, names),
    }


def _told(reading: "Reading", names: dict[str, str]) -> dict[str, Any]:
    return {
        "acts": [_act(reading, names, one) for one in _true(reading.acts)],
        "penalties": [_penalty(reading, names, one) for one in _true(reading.penalties)],
        "interventions": [_intervention(reading, names, i) for i in reading.interventions if i.status in _ANSWERED],
        "figures": [_figure(reading, one) for one in reading.figures],
    }


def _act(reading: "Reading", names: dict[str, str], one: Any) -> dict[str, Any]:
    return {
        "type": one.type,
        "victims": _named(names, one.victims),
        "perpetrators": _named(names, one.perpetrators),
        "date": one.date or None,
        "place": names.get(one.place),
        "evidence": one.span.of(reading.text),
    }


def _penalty(reading: "Reading", names: dict[str, str], one: Any) -> dict[str, Any]:
    return {
        "person": names.get(one.person),
        "type": one.type,
        "amount": number(one.amount) if isinstance(one.amount, Decimal) else None,
        "unit": one.unit or None,
        "legal_basis": _named(names, one.provisions),
        "court": names.get(one.court),
        "date": one.date or None,
        "evidence": one.span.of(reading.text),
    }


def _intervention(reading: "Reading", names: dict[str, str], one: Any) -> dict[str, Any]:
    return {
        "type": one.type,
        "date": one.date or None,
        "place": names.get(one.place),
        "country": None,
        "organizers": _named(names, one.organizers),
        "for": _named(names, one.supported),
        "count": None,
        "evidence": one.span.of(reading.text),
    }


def _figure(reading: "Reading", one: Any) -> dict[str, Any]:
    return {
        "what": one.what,
        "number": number(one.number),
        "bound": one.bound,
        "as_of": one.as_of or None,
        "evidence": one.span.of(reading.text),
    }


def _true(found: Iterable[Any]) -> list[Any]:
    return [one for one in found if one.status in _HAPPENED]


def _named(names: dict[str, str], keys: Iterable[str]) -> list[str]:
    return [names[key] for key in keys if key in names]


def _entities(reading: "Reading", kind: str) -> list[dict[str, Any]]:
    return [
        {"name": entity.name, "mentions": list(dict.fromkeys(span.of(reading.text) for span in entity.spans))}
        for entity in reading.entities
        if entity.kind == kind and entity.rule != ADDRESSED
    ]
