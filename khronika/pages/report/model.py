"""What a report is made of: parts that are known again by a key, in them lines, in these runs of words with their notes.

A note says all that leads a reader to the passage without our site: the words, where they stood, and the digest of what was kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from khronika.edition.model import Claim, Record, Ref


class Style(StrEnum):
    """How a line stands in the document."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    COVER = "cover"
    SECTION = "section"
    HEADING = "heading"
    NUMBERED = "numbered"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote: a passage with its source, or without a `quote` just the words in `title`."""

    title: str
    quote: str = ""
    language: str = ""
    publisher: str = ""
    url: str = ""
    published: str = ""
    captured: str = ""
    sha256: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """Some words and the notes that stand after them."""

    text: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph."""

    style: Style
    said: tuple[Said, ...]

    @property
    def text(self) -> str:
        """Its words without notes."""
        return "".join(each.text for each in self.said)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first row being headings."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """Its cells in a row each."""
        return "\n".join(" ".join(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Block:
    """A generated part. `counted` says whether its words count against a limit; `free` that the author may say it otherwise."""

    key: str
    lines: tuple[Line | Table, ...]
    counted: bool = True
    free: bool = False

    @property
    def text(self) -> str:
        """All its words, a line each."""
        return "\n".join(each.text for each in self.lines)


@dataclass(frozen=True, slots=True)
class Count:
    """People who hold or held a status: certainly, and possibly besides."""

    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class Status:
    """How many held a status on the last day, began and ceased to in the period, and ever did."""

    status: str
    held: Count
    began: Count
    ended: Count
    ever: Count


@dataclass(frozen=True, slots=True)
class Sum:
    """Penalties of one kind in one unit: the amount as text, how many, of how many people."""

    penalty: str
    amount: str
    unit: str
    penalties: int
    people: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is counted for a period; `claims` is on how many published claims it rests."""

    statuses: tuple[Status, ...] = ()
    acts: tuple[tuple[str, Count], ...] = ()
    sums: tuple[Sum, ...] = ()
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is worded from. Days are EDTF; `passages` has the note of each passage, `dates` the days of statements."""

    title: str
    language: str
    organisation: str
    since: str
    until: str
    known: str
    entry: int
    mechanism: Ref | None = None
    session: Record | None = None
    recommendations: tuple[Record, ...] = ()
    demands: tuple[Record, ...] = ()
    cases: tuple[Record, ...] = ()
    figures: Figures = field(default_factory=Figures)
    passages: Mapping[str, Note] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    withheld: Note = field(default_factory=lambda: Note(""))

    def notes(self, *claims: Claim | None) -> tuple[Note, ...]:
        """The notes of some claims, each passage once; one that says so where a source is withheld."""
        found: dict[Note, None] = {}
        for claim in filter(None, claims):
            found.update(
                (self.passages[each.passage], None) for each in claim.citations if each.passage in self.passages
            )
            if not claim.citations:
                found[self.withheld] = None
        return tuple(found)


def words(text: str) -> int:
    """How many words a text has, as word processors count them.

    >>> words("Of seven people, three were released.")
    6
    """
    return len(text.split())


def counted(blocks: Iterable[Block]) -> int:
    """The words of the parts that count against a limit."""
    return sum(words(each.text) for each in blocks if each.counted)
