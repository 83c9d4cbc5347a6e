"""Entities of FollowTheMoney (https://followthemoney.tech), one a line: things by their ids, and the ties between them.

Only what its model has a place for goes out so; seasons and doubtful dates go out as their year or not at all.
"""

import re
from collections.abc import Iterator

from khronika.desk.register.imports.money import DEFENDANT
from khronika.edition.model import Ref
from khronika.press.exports.flat import plain
from khronika.press.exports.gather import Gathered, Register, Said

SCHEMATA = {"Person": "Person", "Organization": "Organization", "Event": "Event", "Proceeding": "CourtCase"}
_GENDERS = {"man": "male", "woman": "female", "other": "other"}
_NAMES = {"usual": "name", "birth": "previousName", "maiden": "previousName", "acronym": "abbreviation"}
_FAMILY = {"spouse", "partner", "parent", "child", "sibling", "relative"}
_PREFIX = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
Entity = dict[str, object]
Properties = dict[str, list[str]]


def day(edtf: str) -> str:
    """A date as the format holds it: a day, a month or a year.

    >>> day("2020-22"), day("2011~"), day("201X")
    ('2020', '2011', '')
    """
    found = _PREFIX.match(edtf)
    return found[0] if found and not edtf[found.end() :].startswith(("X", "-X")) else ""


class Entities:
    """The entities of some kind of record, with everything at the other end of their ties."""

    def __init__(self, register: Register | Gathered, kind: str) -> None:
        self.register, self.kind = register, kind
        self.gathered: Gathered

    def __iter__(self) -> Iterator[Entity]:
        """Things first, each once, then ties between things that are there."""
        others: set[str] = set()
        written: set[str] = set()
        ties: dict[str, Entity] = {}
        for gathered in self.register.portions(self.kind):
            self.gathered = gathered
            for record in gathered.records(self.kind):
                written.add(record)
                yield self._thing(record, self.kind)
                for said in (*gathered.about(record), *gathered.pointing(record)):
                    for ends, entity in self._tie(said):
                        others.update(ref.id for ref in ends if ref.kind in SCHEMATA)
                        ties[str(entity["id"])] = entity
        for gathered in self.register.read(sorted(others - written)):
            self.gathered = gathered
            for record in gathered.portion:
                yield self._thing(record, gathered.facts.kinds[record])
        yield from (ties[each] for each in sorted(ties))

    def _thing(self, record: str, kind: str) -> Entity:
        found: Properties = {}

        def add(name: str, value: str) -> None:
            if value and value not in found.setdefault(name, []):
                found[name].append(value)

        for said in self.gathered.about(record):
            self._said(said, add)
        if kind == "Proceeding" and not found.get("name"):
            add("name", self.gathered.title(self.gathered.projection.ref(record)) or f"Case {record}")
        if not found.get("name"):
            add("name", next((names[0] for names in map(found.get, ("alias", "previousName")) if names), record))
        return _entity(record, SCHEMATA[kind], found)

    def _said(self, said: Said, add) -> None:  # type: ignore[no-untyped-def]
        claim = said.claim

        def text(name: str) -> str:
            return plain(self.gathered, said.value(name))

        match claim.kind:
            case "Name":
                add(_NAMES.get(text("name_kind"), "name" if not text("name_kind") else "alias"), text("text"))
            case "PersonDetails":
                add("gender", _GENDERS.get(text("gender"), ""))
                add("birthDate", day(text("birth")))
                add("birthPlace", text("birth_place"))
                add("deathDate", day(text("death")))
            case "Occupation":
                add("profession", text("text"))
            case "Text":
                add({"description": "description", "title": "name"}.get(text("role"), "notes"), text("text"))
            case "EventDetails":
                add("location", text("place"))
                add("startDate", day(claim.valid_from))
                add("endDate", day(claim.valid_until))
            case "ProceedingDetails":
                add("type", text("proceeding_kind"))
                add("caseNumber", text("case_number"))
            case "Judgment" | "Hearing":
                add("court", text("court"))

    def _tie(self, said: Said) -> Iterator[tuple[tuple[Ref, ...], Entity]]:
        claim = said.claim
        dates = {"startDate": [day(claim.valid_from)], "endDate": [day(claim.valid_until)]}

        def made(
            schema: str, one: tuple[str, Ref], other: tuple[str, object], more: Properties
        ) -> Iterator[tuple[tuple[Ref, ...], Entity]]:
            if isinstance(other[1], Ref) and {one[1].kind, other[1].kind} <= SCHEMATA.keys():
                ends = {one[0]: [one[1].id], other[0]: [other[1].id]}
                yield (one[1], other[1]), _entity(claim.id, schema, {**ends, **more, **dates})

        match claim.kind:
            case "Membership":
                role = {"role": [plain(self.gathered, said.value("role"))]}
                yield from made(
                    "Membership", ("member", claim.subject), ("organization", said.value("organization")), role
                )
            case "Relationship" if said.value("relationship") in _FAMILY:
                tie = {"relationship": [str(said.value("relationship"))]}
                yield from made("Family", ("person", claim.subject), ("relative", said.value("other")), tie)
            case "ProceedingDetails":
                party = ("party", said.value("defendant"))
                yield from made("CourtCaseParty", ("case", claim.subject), party, {"role": [DEFENDANT]})
            case "CourtRole":
                role = {"role": [str(said.value("court_role"))]}
                yield from made("CourtCaseParty", ("case", claim.subject), ("party", said.value("person")), role)


def _entity(own: str, schema: str, properties: Properties) -> Entity:
    full = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": own, "schema": schema, "properties": {name: values for name, values in full.items() if values}}
