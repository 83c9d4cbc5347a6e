"""Entities of FollowTheMoney as facts: https://followthemoney.tech names the schemata and properties.

Things (people, organisations, events, court cases) are known by their ids; ties between them (parties, memberships, family)
become claims of the thing they are about. What we have no kind for is said and left out, and stays in the file.
"""

from collections.abc import Callable, Iterable, Mapping

from khronika.dates import DateError, ordered, parse
from khronika.desk.claims.models import Record
from khronika.desk.register.imports.errors import MappingError
from khronika.desk.register.imports.line import Draft, Line, Meant, Problem, Wrong, mark, short
from khronika.desk.register.imports.rows import cleaned, term
from khronika.languages import detect, script
from khronika.vault.table import Table
from khronika.vocabulary.errors import InvalidValues
from khronika.vocabulary.values import kind_of
from khronika.written import understand

SEPARATOR = "\n"  # between the values of one property
THINGS: Mapping[str, str] = {
    "Person": "Person",
    "Organization": "Organization",
    "LegalEntity": "Organization",
    "Company": "Organization",
    "PublicBody": "Organization",
    "Event": "Event",
    "CourtCase": "Proceeding",
}
TIES = ("CourtCaseParty", "Membership", "Directorship", "Family")
GENDERS: Mapping[str, str] = {"male": "man", "female": "woman", "other": "other"}
NAMES: Mapping[str, str] = {
    "name": "usual",
    "alias": "alias",
    "weakAlias": "alias",
    "previousName": "birth",
    "abbreviation": "acronym",
}
DEFENDANT = "defendant"


class Entities:
    """Reads the entities of one file, which may speak of each other in any order."""

    name = "import ftm"

    def __init__(self, table: Table) -> None:
        if not {"id", "schema"} <= set(table.columns):
            raise MappingError(
                f"Expected a mapping for {table.name!r} (--map), or entities of FollowTheMoney with an id and a schema; "
                "'khronika import FILE --guess' proposes a mapping."
            )
        self.columns = table.columns
        self.places = {column: place for place, column in enumerate(table.columns)}
        self.things: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.repeated: set[str] = set()  # entities in several rows: what one leaves out another may say
        for _, cells in table.rows:
            kind = THINGS.get(self._cell(cells, "schema"))
            own = self._cell(cells, "id")
            if kind and own in self.things:
                self.repeated.add(own)
            if kind:
                self.things[own] = kind, cells
        self.ours = _ours(self.things)

    def _cell(self, cells: tuple[str, ...], column: str) -> str:
        place = self.places.get(column)
        return cells[place] if place is not None else ""

    def said(self, cells: tuple[str, ...], name: str) -> list[str]:
        """The values of a property."""
        text = self._cell(cells, f"properties.{name}")
        return [part for part in map(str.strip, text.split(SEPARATOR)) if part]

    def first(self, cells: tuple[str, ...], name: str) -> str:
        """The first value of a property."""
        return next(iter(self.said(cells, name)), "")

    def meant(self, line: Line, entity: str, kinds: Iterable[str]) -> str:
        """The key of an entity of the file; Wrong if it is not there or of another kind."""
        kind, cells = self.things.get(entity, ("", ()))
        if kind not in kinds:
            raise Wrong(f"Expected the id of an entity of this file that is a {' or '.join(kinds)}; got {entity!r}.")
        key = short(f"ftm:{entity}")
        name = self.first(cells, "name") if kind != "Proceeding" else ""
        line.meant.setdefault(key, Meant(key, kind, name, self.ours.get(entity, ""), own=True, keyed=True))
        return key

    def column(self, slot: str, name: str) -> str:
        """The field itself: entities have properties, which more than one field may come from."""
        return name

    def read(self, number: int, cells: tuple[str, ...]) -> Line:
        """The facts of one entity."""
        line, schema = Line(number), self._cell(cells, "schema")
        row = _Entity(self, line, cells)
        try:
            if schema in THINGS:
                row.thing(schema)
            elif schema in TIES:
                row.tie(schema)
            else:
                raise Wrong(
                    f"Expected one of the schemata {', '.join((*THINGS, *TIES))}; {schema!r} has no place here."
                )
        except (Wrong, DateError, InvalidValues) as error:
            line.problems.append(
                Problem(number, "schema" if schema not in (*THINGS, *TIES) else "properties", schema, str(error))
            )
            line.drafts.clear()
        for draft in line.drafts:
            draft.mark = mark(draft)
        return line


class _Entity:
    """One entity while it is read."""

    def __init__(self, entities: Entities, line: Line, cells: tuple[str, ...]) -> None:
        self.all, self.line, self.cells = entities, line, cells
        self.said: Callable[[str], list[str]] = lambda name: entities.said(cells, name)
        self.first: Callable[[str], str] = lambda name: entities.first(cells, name)
        self.id = entities._cell(cells, "id")

    def draft(self, kind: str, subject: str, values: Mapping[str, object], *, dated: bool = False) -> None:
        """One fact, with the interval of the entity where it is `dated`."""
        start = understand(self.first("startDate") or self.first("date")) if dated else ""
        until = understand(self.first("endDate"), end=True) if dated else ""
        ordered(parse(start), parse(until))
        given = {name: value for name, value in values.items() if value}
        own = "entity" if subject in self.line.slots else ""
        self.line.drafts.append(Draft(kind, subject, cleaned(kind_of(kind), given), start, until, slot=own))

    def thing(self, schema: str) -> None:
        """A person, organisation, event or case."""
        kind = THINGS[schema]
        key = self.all.meant(self.line, self.id, (kind,))
        if self.id not in self.all.repeated:
            self.line.slots[key] = ("entity",)
        if kind != "Proceeding":
            self._names(key)
        if kind == "Person":
            self._person(key)
        elif kind == "Event":
            self.draft("EventDetails", key, {"place": self._place("location")}, dated=True)
        for text in self.said("description") + (self.said("name") if kind == "Proceeding" else []):
            language = detect(text)
            role = "title" if kind == "Proceeding" and text in self.said("name") else "description"
            self.draft("Text", key, {"role": role, "language": "en" if language == "und" else language, "text": text})

    def _names(self, key: str) -> None:
        if not self.first("name"):
            raise Wrong("Expected a name; an entity without one cannot be found again.")
        seen: set[str] = set()
        for name, kind in NAMES.items():
            for text in self.said(name):
                if text not in seen:
                    seen.add(text)
                    self.draft("Name", key, {"text": text, "script": script(text), "name_kind": kind})

    def _person(self, key: str) -> None:
        gender = self.first("gender").casefold()
        details = {
            "gender": GENDERS.get(gender) or (term("gender", gender, ()) if gender else ""),
            "birth": understand(self.first("birthDate")),
            "birth_place": self._place("birthPlace"),
            "death": understand(self.first("deathDate")),
        }
        ordered(parse(str(details["birth"])), parse(str(details["death"])))
        if any(details.values()):
            self.draft("PersonDetails", key, details)
        for text in dict.fromkeys(self.said("profession") + self.said("position")):
            self.draft("Occupation", key, {"text": text})

    def _place(self, name: str) -> object:
        text = self.first(name)
        if not text:
            return ""
        key = short(f"Place:{text}")
        self.line.meant.setdefault(key, Meant(key, "Place", text))
        self.draft("Name", key, {"text": text, "script": script(text), "name_kind": "usual"})
        return {"mention": key}

    def tie(self, schema: str) -> None:
        """What ties two things."""
        if schema == "CourtCaseParty":
            self._party()
        elif schema == "Family":
            person = self.all.meant(self.line, self.first("person"), ("Person",))
            other = self.all.meant(self.line, self.first("relative"), ("Person",))
            tie = term("relationship", self.first("relationship") or "relative", ())
            self.draft("Relationship", person, {"other": {"mention": other}, "relationship": tie}, dated=True)
        else:
            member = self.first("member" if schema == "Membership" else "director")
            person = self.all.meant(self.line, member, ("Person",))
            body = self.all.meant(self.line, self.first("organization"), ("Organization",))
            role = self.first("role") or ("" if schema == "Membership" else "director")
            self.draft("Membership", person, {"organization": {"mention": body}, "role": role}, dated=True)

    def _party(self) -> None:
        case = self.all.meant(self.line, self.first("case"), ("Proceeding",))
        _, cells = self.all.things[self.first("case")]
        role = self.first("role") or DEFENDANT
        if role.casefold() == DEFENDANT:
            party = self.all.meant(self.line, self.first("party"), ("Person", "Organization"))
            kind = self.all.first(cells, "type") or self.all.first(cells, "category") or "criminal"
            number = self.all.first(cells, "caseNumber")
            details = {
                "defendant": {"mention": party},
                "proceeding_kind": term("proceeding_kind", kind, ()),
                "case_number": number,
            }
            self.draft("ProceedingDetails", case, details, dated=True)
            return
        party = self.all.meant(self.line, self.first("party"), ("Person",))
        self.draft(
            "CourtRole", case, {"person": {"mention": party}, "court_role": term("court_role", role, ())}, dated=True
        )


def _ours(things: Mapping[str, tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Those of the entities that are records of this home, as in a file that was exported here."""
    ids = [entity for entity in things if len(entity) == 12]
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        for record in Record.objects.filter(id__in=ids[start : start + 500]):
            if record.kind == things[record.id][0]:
                found[record.id] = record.id
    return found
