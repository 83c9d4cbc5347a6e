"""What an edition says, as frozen values: all that a page, a download or a search index may ever know.

Nothing here can hold more than the gate let out. A record comes with the claims about it, the claims of others that
point to it, and its parts (records described on its page), so that one record is one page without any further look-up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from khronika.edition.pictures import Pictured

if TYPE_CHECKING:
    from khronika.edition.articles import Article, Topic
    from khronika.edition.solidarity import Told


@dataclass(frozen=True, slots=True)
class Title:
    """One spelling of a name or title. `language` is a tag such as 'be', empty where unknown; `kind` a term of name_kind."""

    text: str
    language: str = ""
    script: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A published record as others point to it. `address` is a path without language or ending ('people/ales-bialiatski'), empty where it has no page."""

    id: str
    kind: str
    address: str
    titles: tuple[Title, ...]


Value: TypeAlias = str | int | Decimal | Ref


@dataclass(frozen=True, slots=True)
class Citation:
    """The passage a claim rests on: source, its address, the passage's id there, and the quote as it stands."""

    source: str
    address: str
    passage: str
    quote: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One published claim: `detail` is its kind's own dataclass (edition.claims), dates are EDTF texts.

    `basis` is 'source withheld' where it is published without a citation, because whoever told it is in danger.
    """

    id: str
    kind: str
    subject: Ref
    detail: object
    valid_from: str = ""
    valid_until: str = ""
    status: str = "asserted"
    citations: tuple[Citation, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One published record: `claims` are about it, `incoming` are other records' claims that point to it, `parts` are shown on its page.

    `beside` are claims of others that its page tells of: of a demand when it was asked and what came of it, of an action how
    many took part. `pictures` are those of its own `Picture` claims that may be shown, portraits first. `now` is what the
    edition's day decides: when an observance is next (ISO), that a campaign is `over`. `articles` tell of it, the newest first;
    the `line` of each is its kind.
    """

    ref: Ref
    claims: tuple[Claim, ...] = ()
    incoming: tuple[Claim, ...] = ()
    parts: tuple["Record", ...] = ()
    beside: tuple[Claim, ...] = ()
    pictures: tuple[Pictured, ...] = ()
    now: str = ""
    articles: tuple["Entry", ...] = ()

    def of(self, kind: str) -> tuple[Claim, ...]:
        """The claims about it of one kind, in their order."""
        return tuple(claim for claim in self.claims if claim.kind == kind)

    def pointed(self, kind: str) -> tuple[Claim, ...]:
        """The claims of one kind that point to it."""
        return tuple(claim for claim in self.incoming if claim.kind == kind)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is shown of one cited passage: the quote with the rest of its sentence before and after; `number` is the page in the source, 0 if it has none."""

    id: str
    quote: str
    before: str = ""
    after: str = ""
    number: int = 0
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What is public of a kept source. `whole` is its full text, only where a decision cleared it."""

    id: str
    address: str
    title: str
    language: str
    publisher: str
    url: str
    published: str
    captured: str
    sha256: str
    media_type: str
    passages: tuple[Passage, ...] = ()
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record or source in a list, newest or first by letter."""

    ref: Ref
    line: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A demand that is new in an edition, or of which something else is true now: its state, and of how many it is met for how many."""

    ref: Ref
    state: str
    met: int = 0
    of: int = 0
    new: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """What the home page and the edition's own page show. `figures` are numbers by a stable key, true as of `true_at`; `counts` those of its statistics.

    `moved` are the demands of which this edition says something else than the one before. `latest` are the newest articles,
    `running` the campaigns that go on, `coming` the next observances.
    """

    number: int
    pressed: str
    true_at: str
    organisation: str
    languages: tuple[str, ...]
    demonstration: bool = False
    previous: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)
    new: tuple[Entry, ...] = ()
    statements: tuple[Entry, ...] = ()
    counts: Mapping[str, Any] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()
    topics: tuple["Topic", ...] = ()
    latest: tuple["Article", ...] = ()
    running: tuple["Told", ...] = ()
    coming: tuple["Told", ...] = ()
