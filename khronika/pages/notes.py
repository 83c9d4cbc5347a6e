"""A page's citations are numbered in the order a reader meets them, and one passage keeps one number on a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from khronika.edition.model import Citation


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered citation."""

    number: int
    citation: Citation


@dataclass(slots=True)
class Notes:
    """The citations of one page while it is being made."""

    kept: dict[tuple[str, str], Note] = field(default_factory=dict)

    def cite(self, citations: Iterable[Citation]) -> list[Note]:
        """The notes of these citations, new numbers given where they are met first."""
        found = []
        for citation in citations:
            key = (citation.source or citation.address, citation.passage)
            found.append(self.kept.setdefault(key, Note(len(self.kept) + 1, citation)))
        return list(dict.fromkeys(found))

    def all(self) -> list[Note]:
        """Every note of the page, in order."""
        return list(self.kept.values())
