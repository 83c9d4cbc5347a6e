"""A finding in words of the interface's language: what the table has in its cells and the page in its notes."""

from collections.abc import Mapping
from decimal import Decimal

from khronika.cli.reading.findings import Found, Value
from khronika.pages.amounts import amount, number
from khronika.pages.words import words
from khronika.reading.wording import word
from khronika.vocabulary.terms import label

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "persons": ("name", "mentions", "role", "known"),
    "organizations": ("name", "mentions", "known"),
    "places": ("name", "mentions", "kind"),
    "provisions": ("name", "mentions"),
    "campaigns": ("name", "mentions"),
    "positions": ("person", "role", "organization"),
    "acts": ("type", "victims", "perpetrators", "date", "place", "status", "sure"),
    "penalties": ("person", "penalty", "provisions", "court", "date", "status", "sure"),
    "charges": ("person", "provision", "status", "sure"),
    "demands": ("number", "text", "addressee", "beneficiaries", "scope"),
    "signatories": ("number", "person", "role", "organization"),
    "interventions": ("type", "date", "place", "organizers", "supported", "status", "sure"),
    "figures": ("figure", "what", "counted_by", "campaign", "as_of", "sure"),
}
"""What of each sort is shown, in this order; a column in which nothing stands is left out."""

_TERMS = {("acts", "type"): "act_type", ("penalties", "type"): "sentence_type", ("demands", "scope"): "scope"}


def said(one: Found, language: str) -> dict[str, str]:
    """The shown values of a finding in words; empty where the text says nothing."""
    made = {name: _value(one.sort, name, value, language) for name, value in one.values.items()}
    return {name: _made(one, name, made, language) for name in COLUMNS[one.sort]}


def headline(one: Found, language: str) -> str:
    """A finding in one line."""
    made = said(one, language)
    beside = {"mentions", "status", "sure", "number", "known", "scope"}
    return " · ".join(value for name, value in made.items() if value and name not in beside)


def _made(one: Found, name: str, made: Mapping[str, str], language: str) -> str:
    match name:
        case "mentions":
            return f"× {len(one.spans)}"
        case "status":
            return word(f"status.{one.status}", language)
        case "sure":
            return f"{round(one.confidence * 100)} %"
        case "penalty":
            return _penalty(one, made, language)
        case "figure":
            bound = str(one.values.get("bound", "exact"))
            return (f"{label(f'bound.{bound}', language)} " if bound != "exact" else "") + made["number"]
        case "kind" if "place_kind" in made:
            return made["place_kind"]
    return made.get(name, "")


def _penalty(one: Found, made: Mapping[str, str], language: str) -> str:
    size = one.values.get("amount")
    told = amount(size, str(one.values.get("unit", "")), words(language)) if isinstance(size, Decimal) else ""
    return ", ".join(each for each in (made["type"], told, made.get("suspended", "")) if each)


def _value(sort: str, name: str, value: Value, language: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(ref.name for ref in value)
    if isinstance(value, bool):
        return label(f"served.{name}", language).lower() if value else ""
    if isinstance(value, int | Decimal):
        return number(value, words(language))
    if (sort, name) in _TERMS and value:
        return label(f"{_TERMS[sort, name]}.{value}", language)
    if name == "place_kind" and value:
        return label(f"place_kind.{value}", language).lower()
    return word(f"intervention.{value}", language) if (sort, name) == ("interventions", "type") else value


def roles(found: tuple[Found, ...]) -> dict[str, str]:
    """The roles of each person, by the person's id."""
    told: dict[str, list[str]] = {}
    for one in found:
        people, role = one.values.get("person", ()), one.values.get("role", "")
        if one.sort == "positions" and isinstance(people, tuple) and role:
            for ref in people:
                told.setdefault(ref.id, []).append(str(role))
    return {key: ", ".join(dict.fromkeys(each)) for key, each in told.items()}
