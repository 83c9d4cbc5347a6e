"""What a reading found: frozen values that point to entities by key, and to the text by spans that equal what they
claim.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from khronika.reading.plain import plain

ASSERTED = "asserted"
PROPOSED = frozenset({"asserted", "alleged", "denied", "disputed", "overturned"})
"""Statuses that may become claims."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text, end excluded."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words it stands for."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing: its base form and everywhere it is mentioned. `details` are place_kind, law, article, part,
    acronym.
    """

    key: str
    kind: str
    name: str
    language: str
    spans: tuple[Span, ...]
    gender: str = ""
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    confidence: float = 0.8
    rule: str = "name"


@dataclass(frozen=True, slots=True)
class Finding:
    """What every finding has: where it stands, whether the text asserts it, how sure we are, and which rule made
    it.
    """

    span: Span
    status: str = ASSERTED
    confidence: float = 0.7
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Position(Finding):
    """A person's role in an organisation."""

    person: str = ""
    organization: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Demand(Finding):
    """One demand of a statement, with its place in the order and whether a law must change for it; `item` is the item of
    the list it stands in, which may ask for several things.
    """

    number: int = 1
    text: str = ""
    scope: str = ""
    addressee: str = ""
    addressed: Span | None = None
    beneficiaries: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    item: int = 0


@dataclass(frozen=True, slots=True)
class Signatory(Finding):
    """Who signed: a person, an organisation, or a person for one."""

    number: int = 1
    person: str = ""
    organization: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Act(Finding):
    """What was done to whom; victims and perpetrators are keys."""

    type: str = "other"
    victims: tuple[str, ...] = ()
    perpetrators: tuple[str, ...] = ()
    date: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Penalty(Finding):
    """One penalty of one person."""

    type: str = "other"
    person: str = ""
    amount: Decimal | None = None
    unit: str = ""
    verdict: str = "convicted"
    provisions: tuple[str, ...] = ()
    court: str = ""
    date: str = ""
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Charge(Finding):
    """A person charged or convicted under a provision."""

    person: str = ""
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Intervention(Finding):
    """What others did in answer."""

    type: str = "other"
    date: str = ""
    place: str = ""
    organizers: tuple[str, ...] = ()
    supported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure(Finding):
    """A number that someone counted; `bound` is exact, more_than, less_than or about."""

    what: str = ""
    number: Decimal = Decimal(0)
    bound: str = "exact"
    counted: str = ""
    counted_by: str = ""
    campaign: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The frame of a joint statement."""

    title: Span
    preamble: Span | None
    addressees: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one text."""

    text: str
    language: str
    kind: str
    title: str
    published: str
    byline: str
    entities: tuple[Entity, ...]
    positions: tuple[Position, ...]
    demands: tuple[Demand, ...]
    signatories: tuple[Signatory, ...]
    acts: tuple[Act, ...]
    penalties: tuple[Penalty, ...]
    charges: tuple[Charge, ...]
    interventions: tuple[Intervention, ...]
    figures: tuple[Figure, ...]
    statement: Statement | None
    publisher: str = ""

    def entity(self, key: str) -> Entity:
        """The entity of that key; KeyError if there is none."""
        return {entity.key: entity for entity in self.entities}[key]

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON, names instead of keys; only what the text says took place."""
        return plain(self)


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing a reviewer may link to a record: its kind, base name ('' where the kind has no name) and its spans."""

    key: str
    kind: str
    name: str
    spans: tuple[Span, ...]
    names: tuple[str, ...] = ()


Value: TypeAlias = str | int | Decimal | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A claim as the text makes it. `subject` and {"mention": key} values are mention keys; the first span is the
    one to cite.
    """

    kind: str
    subject: str
    values: Mapping[str, Value]
    spans: tuple[Span, ...]
    valid_from: str = ""
    valid_until: str = ""
    assertion_status: str = ASSERTED
    confidence: float = 0.7
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that a reading proposes."""

    mentions: tuple[Mention, ...]
    claims: tuple[Proposed, ...]
