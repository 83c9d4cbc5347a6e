"""What the review screen shows, as frozen values: templates see these and never a queryset."""

from dataclasses import dataclass
from datetime import datetime

from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.outcomes import outcome
from khronika.workspace.review.marks import Piece
from khronika.workspace.wording import Said

NEW, LINK, CHOOSE, KNOWN = "new", "link", "choose", "known"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant, with how sure that is (0 to 100) and why."""

    record: str
    name: str
    percent: int
    reason: str


@dataclass(frozen=True, slots=True)
class Meant:
    """Who a mention is, or what to suggest: `known` is decided, `link` and `new` await an accept, `choose` a choice."""

    what: str
    record: str = ""
    name: str = ""
    candidates: tuple[Candidate, ...] = ()

    @property
    def answer(self) -> str:
        """What accepting sends: a record's id, 'new', or nothing where it is decided already."""
        return self.record if self.what == LINK else NEW if self.what == NEW else ""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the card: its id and the words."""

    id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """Who decided a proposal, when, how, why, and by which decision, which may have covered more."""

    decision: int
    by: str
    at: datetime
    outcome: str
    reason: str
    covered: int

    @property
    def outcome_label(self) -> str:
        """The outcome in words."""
        return outcome(self.outcome)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A claim of the register beside a proposal: what it says, when, and the sources it rests on."""

    said: Said
    period: str
    status: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal. `waits` names those who must be decided first, with the id of the card that does it; `grounds` says
    how the text puts it, how sure the reader is and by what it told. `joins` is the claim that says the same already, and
    `differs` are those that say otherwise.
    """

    id: str
    kind: str
    label: str
    said: Said
    about: str
    about_kind: str
    mention: int
    state: str
    status: str
    period: str
    places: tuple[Place, ...]
    sure: int
    rule: str
    origin: str
    grounds: str = ""
    meant: Meant | None = None
    waits: tuple[tuple[str, str], ...] = ()
    ruled: Ruled | None = None
    joins: Recorded | None = None
    differs: tuple[Recorded, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether it still waits for a decision."""
        return self.state == "pending"

    @property
    def ready(self) -> bool:
        """Whether accepting it as shown can succeed, and nothing recorded says otherwise: then it is looked at by itself."""
        return self.pending and not self.waits and not self.differs and not (self.meant and self.meant.what == CHOOSE)

    @property
    def shows_quote(self) -> bool:
        """Whether the passage says more than the sentence does."""
        return self.places[0].quote.strip() not in str(self.said)

    @property
    def about_kind_label(self) -> str:
        """The kind of record it is about, as it stands within a sentence."""
        return label(f"record.{self.about_kind}", language()).lower()

    @property
    def token(self) -> str:
        """What accepting it as shown sends."""
        return f"{self.id}:{self.meant.answer if self.meant else ''}"


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that belong together and can be accepted together; `batch` holds the tokens of those that are ready."""

    key: str
    label: str
    cards: tuple[Card, ...]
    batch: tuple[str, ...]

    @property
    def pending(self) -> int:
        """How many wait."""
        return sum(card.pending for card in self.cards)


@dataclass(frozen=True, slots=True)
class Last:
    """The decision that 'undo' takes back: its number and what it did in words."""

    decision: int
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another text of the source on which proposals wait: its place in the address, the day of its capture, how many."""

    text: str
    day: str
    count: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the screen of one source."""

    source: str
    title: str
    facts: tuple[str, ...]
    version: int
    language: str
    pieces: tuple[Piece, ...]
    groups: tuple[Group, ...]
    pending: int
    decided: int
    ready: tuple[str, ...]
    last: Last | None
    elsewhere: tuple[Waiting, ...] = ()

    def card(self, proposal: str) -> Card | None:
        """The card of a proposal."""
        return next((card for group in self.groups for card in group.cards if card.id == proposal), None)
