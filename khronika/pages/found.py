"""What a search found, as the page of results shows it: groups by kind, and for each hit why it is there."""

from dataclasses import dataclass

from khronika.edition.model import Ref


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: the name that matched, or an excerpt in pieces of which some are what was looked for, or both."""

    ref: Ref
    name: str = ""
    excerpt: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one kind of record ('Source' for sources), best first."""

    kind: str
    hits: tuple[Hit, ...]
