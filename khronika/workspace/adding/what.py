"""What can be added to a person by hand, in the words of the field, and the fields that go with it as the vocabulary declares them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as mark

from khronika.vocabulary.advocacy import INTERVENTIONS
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import label, members

SENTENCE = "sentence"
WHATS: Mapping[str, tuple[str | Promise, str]] = {
    "detention": (mark("Detention"), "SpellDetails"),
    "charge": (mark("Charge"), "Charge"),
    "hearing": (mark("Hearing"), "Hearing"),
    SENTENCE: (mark("Verdict and sentence"), "Judgment"),
    "status": (mark("Status, such as political prisoner"), "StatusDetermination"),
    "relation": (mark("Relative or connection"), "Relationship"),
    "position": (mark("Position or membership"), "Membership"),
    "occupation": (mark("Occupation"), "Occupation"),
    "said": (mark("What they said in public"), "Position"),
    "award": (mark("Award"), "Award"),
    "name": (mark("A further name"), "Name"),
    "life": (mark("Life dates"), "PersonDetails"),
    "citizenship": (mark("Citizenship"), "Citizenship"),
    "text": (mark("A text about the person"), "Text"),
}
FOUND = ("Act", "Proceeding", *INTERVENTIONS, "Demand", "Recommendation")
"""Kinds without names that can be found by a title, a number or a person."""
_SKIPPED = {("Judgment", "verdict"), ("Text", "translates"), ("Name", "script")}


@dataclass(frozen=True, slots=True)
class Asked:
    """One field to fill in: `widget` is line, text, choice, find, date or result; `kinds` for find, with commas."""

    name: str
    label: str
    widget: str
    required: bool = False
    value: str = ""
    record: str = ""
    kinds: str = ""
    options: tuple[tuple[str, str], ...] = ()


def fields(kind: str, given: Mapping[str, str], language: str, *, every: bool = False) -> tuple[Asked, ...]:
    """The fields of a claim kind, with what was filled in already; without `every`, what the choice of the person says is left out."""
    found = []
    for field in CLAIMS[kind].fields:
        if not every and (field.part_of or (kind, field.name) in _SKIPPED):
            continue
        records = tuple(each for each in field.kinds if RECORDS[each].named or each in FOUND)
        if field.type is FieldType.RECORD and not records:
            continue
        widget = {FieldType.TEXT: "text", FieldType.TERM: "choice", FieldType.RECORD: "find", FieldType.DATE: "date"}
        terms = members(field.terms) if field.type is FieldType.TERM else ()
        found.append(
            Asked(
                f"v-{field.name}",
                label(f"field.{kind}.{field.name}", language),
                widget.get(field.type, "line"),
                field.required,
                given.get(f"v-{field.name}", ""),
                given.get(f"v-{field.name}-record", ""),
                ",".join(records),
                tuple((each, label(f"{field.terms}.{each}", language)) for each in terms),
            )
        )
    return tuple(found)
