"""What of the register goes out to an audience: the claims that the gate lets through, and what they say in words without
withheld names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khronika.dates import Certainty, holds, parse
from khronika.edition.model import Claim, Ref
from khronika.press.load import Facts, Loader, Row
from khronika.press.people import sweep
from khronika.press.project import Projection
from khronika.press.sweep import Sweep
from khronika.vocabulary.kind import Level


@dataclass(frozen=True, slots=True)
class Said:
    """A claim that goes out, with the ledger entry from which it is known."""

    claim: Claim
    known: int

    def value(self, field: str) -> object:
        """What it says in a field; None where nothing was said."""
        return getattr(self.claim.detail, field)


class Gathered:
    """All that goes out to an audience; with `at`, only what held or may have held on that day."""

    def __init__(self, audience: Level, today: date, at: date | None = None) -> None:
        facts: Facts = Loader().everything()
        self.audience, self.at, self.facts = audience, at, facts
        looked_for = sweep(audience)[0] if audience.width < Level.TEAM.width else Sweep([], [])
        self.projection = Projection(facts, looked_for, today, audience)
        self.known: dict[str, tuple[Said, ...]] = {}
        self.rank = {claim: place for place, claim in enumerate(facts.chains)}  # as they were cited

    def records(self, kind: str) -> list[str]:
        """The records of a kind that go out, each that stands for itself."""
        found = {record for record, its in self.facts.kinds.items() if its == kind and self.facts.about.get(record)}
        return sorted(
            record for record in found if self.facts.standing.get(record, record) == record and self.about(record)
        )

    def about(self, record: str) -> tuple[Said, ...]:
        """What goes out about a record, what was known first standing first."""
        if record not in self.known:
            self.known[record] = self._said(self.facts.about.get(record, ()))
        return self.known[record]

    def pointing(self, record: str) -> tuple[Said, ...]:
        """What goes out about others and points to a record."""
        return self._said(self.facts.pointing.get(record, ()))

    def _said(self, rows: Iterable[Row]) -> tuple[Said, ...]:
        projection = self.projection
        out = [row for row in rows if row.id in projection.shown and self._held(row)]
        out.sort(key=lambda row: (row.known_from, self.rank[row.id]))
        return tuple(Said(projection.claim(row), row.known_from) for row in out)

    def _held(self, row: Row) -> bool:
        if self.at is None or not (row.valid_from or row.valid_until):
            return True
        return holds(parse(row.valid_from), parse(row.valid_until), self.at) is not Certainty.NO

    def title(self, ref: Ref, language: str = "") -> str:
        """What a record is called: in a language where it has a name there."""
        own = next((title.text for title in ref.titles if language and title.language == language), "")
        return own or next((title.text for title in ref.titles), "")
