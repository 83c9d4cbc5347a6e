"""What a declaration is made of. Every kind of record and claim is declared once with these; all else is a projection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """Who may see a thing, from the widest circle to the narrowest."""

    PUBLIC = "public"
    PARTNERS = "partners"
    TEAM = "team"
    RESTRICTED = "restricted"

    @property
    def width(self) -> int:
        """0 for the widest circle, 3 for the narrowest."""
        return list(Level).index(self)


class Topic(StrEnum):
    """What may be used against people or those near them: it goes out only if they agreed, or have made it public themselves."""

    FAMILY = "family"
    CHILDREN = "children"
    HEALTH = "health"
    HOME = "home"
    WORK = "work"
    HELP = "help"
    LETTERS = "letters"
    HOSTS = "hosts"
    PARTICIPANTS = "participants"
    COUNSEL = "counsel"
    INFORMANTS = "informants"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class Guard:
    """The topic on which a kind of claim touches; with `field`, only where that field holds `term`."""

    topic: Topic
    field: str = ""
    term: str = ""

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether a claim with these values touches on the topic."""
        return not self.field or values.get(self.field) == self.term


class FieldType(StrEnum):
    """How a value is typed, stored and shown."""

    LINE = "line"  # a line of text
    TEXT = "text"  # paragraphs
    TERM = "term"  # a member of a list of terms
    LANGUAGE = "language"  # a language tag
    INTEGER = "integer"
    DECIMAL = "decimal"
    RECORD = "record"  # another record
    DATE = "date"  # EDTF


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a claim kind.

    `terms` names the list for a TERM; `kinds` the record kinds that a RECORD may point to. `part_of` says that the claim's
    subject is described on the page of the record this field points to (a demand on its statement's page). `signed` numbers
    may be below zero.
    `esf` is the field number in HURIDOCS Events Standard Formats, where there is one.
    """

    name: str
    type: FieldType = FieldType.LINE
    required: bool = False
    terms: str = ""
    kinds: tuple[str, ...] = ()
    part_of: bool = False
    signed: bool = False
    esf: str = ""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of identity: nothing but a random id and this kind.

    `named` kinds carry Name claims; `section` is the folder of their public pages, empty where they are shown as part of another record.
    What does not `leave` stays inside whatever is decided: no claim that speaks of it goes out.
    """

    name: str
    owner: str
    named: bool = False
    section: str = ""
    level: Level = Level.TEAM
    leaves: bool = True
    esf: str = ""


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """A kind of claim: which records it may be about, and its own typed fields.

    `level` is where its confidentiality starts until a decision says otherwise; `dated` says whether it holds for a time.
    What has a `guard` needs more than a level to go out: see `Topic`.
    """

    name: str
    owner: str
    subjects: tuple[str, ...]
    fields: tuple[Field, ...]
    level: Level = Level.TEAM
    dated: bool = True
    esf: str = ""
    guard: Guard | None = None

    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    """The fields by their names, in the declared order."""
    references: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    """The fields that point to other records."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {each.name: each for each in self.fields})
        pointing = tuple(each for each in self.fields if each.type is FieldType.RECORD)
        object.__setattr__(self, "references", pointing)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError if the kind has none."""
        return self.by_name[name]
