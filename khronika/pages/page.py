"""Every address on a page is relative to it, so that an edition works under any host, any folder and from a disk."""

import re
from dataclasses import dataclass, field

from khronika.edition.model import Citation, Ref
from khronika.pages.notes import Notes
from khronika.vocabulary.kinds import RECORDS

STYLE = "assets/style.css"
_SAFE = re.compile(r"[a-z0-9][a-z0-9._/-]*(#[A-Za-z0-9._-]+)?")
_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_-]")
_WEB = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Way:
    """A page of a list: its number and its address."""

    number: int
    address: str


@dataclass(slots=True)
class Page:
    """The page that is being made: its language, its address without language and ending ('people/x'), its notes.

    `subject` is the id of the record it is about. `above` is how many folders lie between it and its language's folder;
    a page that is answered at any address (the one that says that nothing is there) gives its own.
    """

    language: str
    address: str
    subject: str = ""
    notes: Notes = field(default_factory=Notes)
    above: int = -1

    def __post_init__(self) -> None:
        """Count the folders above the page where they were not given."""
        self.above = self.address.count("/") if self.above < 0 else self.above

    @property
    def home(self) -> str:
        """The way to the language's folder: '' or '../'."""
        return "../" * self.above

    def link(self, address: str) -> str:
        """The way to another page in the same language; an address no edition may have leads nowhere."""
        if not _SAFE.fullmatch(address) or ".." in address:
            return "#"
        place, mark, part = address.partition("#")
        return f"{self.home}{place}.html{mark}{part}"

    def toward(self, ref: Ref) -> str:
        """The way to a record: to its page, or to its place on the page it is part of."""
        part = "" if whole(ref) or "#" in ref.address else f"#{anchor('r', ref.id)}"
        return self.link(ref.address + part)

    def cited(self, citation: Citation) -> str:
        """The way to a cited passage on its source's page."""
        return self.link(f"{citation.address}#{anchor('p', citation.passage)}")

    def other(self, language: str) -> str:
        """The way to the same page in another language."""
        return f"{self.home}../{language}/{self.address}.html"

    def asset(self, path: str = STYLE) -> str:
        """The way to a file that all languages share."""
        return f"{self.home}../{path}"


def whole(ref: Ref) -> bool:
    """Whether a record is a thing of its own to readers, and no part of another's page."""
    return ref.kind not in RECORDS or RECORDS[ref.kind].named or bool(RECORDS[ref.kind].section)


def anchor(kind: str, identity: str) -> str:
    """The mark of a part of a page: 'p' for a passage, 'r' for a record that is described on another's page."""
    return f"{kind}-{_UNSAFE_ID.sub('-', identity)}"


def web(url: str) -> str:
    """The address itself where it is a plain web address; empty otherwise, so that it is shown and never followed."""
    return url if _WEB.fullmatch(url) else ""
