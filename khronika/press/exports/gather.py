"""What of the register goes out to an audience: the claims that the gate lets through, and what they say in words without
withheld names. It is read in portions, so that memory does not grow with the register.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from khronika.dates import Certainty, holds, parse
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim as Kept
from khronika.edition.model import Claim, Ref
from khronika.press.alias import aliases
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


PORTION = 1000  # records that are read at once


class Register:
    """The register as an audience may see it; with `at`, only what held or may have held on that day; `only` some records."""

    def __init__(self, audience: Level, today: date, at: date | None = None, *, only: Sequence[str] = ()) -> None:
        self.audience, self.today, self.at, self.only = audience, today, at, only
        joined = same()
        self.standing = {**joined, **aliases(joined, audience).standing}
        self.redacted: set[str] = set()
        self.told: set[str] = set()  # every record that anything was said of
        self.sweep = sweep(audience, today)[0] if audience.width < Level.TEAM.width else Sweep([], [])

    def known(self, kind: str) -> list[str]:
        """The records of a kind of which anything is known, each that stands for itself; those asked for in their order."""
        if self.only:
            return [self.standing.get(record, record) for record in self.only]
        found = Kept.objects.filter(subject__kind=kind, known_until=None).values_list("subject_id", flat=True)
        return sorted({self.standing.get(record, record) for record in found.distinct().iterator(chunk_size=20_000)})

    def portions(self, kind: str) -> Iterator["Gathered"]:
        """All records of a kind, one portion after the other."""
        return self.read(self.known(kind))

    def read(self, records: Iterable[str], beside: Collection[str] = ()) -> Iterator["Gathered"]:
        """Some records after the others, with what is about them; and with whatever they are tied to of the kinds `beside`."""
        left = iter(records)
        while portion := list(islice(left, PORTION)):
            gathered = Gathered(self, portion, beside)
            yield gathered
            self.redacted.update(gathered.projection.redacted)
            self.told |= gathered.told


class Gathered:
    """A portion of what goes out: the records of it of which anything does."""

    def __init__(self, register: Register, records: Collection[str], beside: Collection[str]) -> None:
        facts = _tied(register.audience, records, beside)
        self.audience, self.at, self.facts = register.audience, register.at, facts
        self.projection = Projection(facts, register.sweep, register.today, register.audience)
        self.known: dict[str, tuple[Said, ...]] = {}
        self.told: set[str] = set()
        self.rank = {claim: place for place, claim in enumerate(facts.chains)}  # as they were cited
        self.portion = [record for record in records if self.about(record)]

    def portions(self, kind: str) -> Iterator["Gathered"]:
        """Itself: a portion may be asked like the whole."""
        yield self

    def read(self, records: Iterable[str], beside: Collection[str] = ()) -> Iterator["Gathered"]:
        """Nothing: what is not in it is not there."""
        return iter(())

    def records(self, kind: str) -> list[str]:
        """Its records of a kind, in their order."""
        return [record for record in self.portion if self.facts.kinds[record] == kind]

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
        behind = self.facts.aliases.behind
        self.told.update(behind.get(record, record) for row in out for record in row.records())
        return tuple(Said(projection.claim(row), row.known_from) for row in out)

    def _held(self, row: Row) -> bool:
        if self.at is None or not (row.valid_from or row.valid_until):
            return True
        return holds(parse(row.valid_from), parse(row.valid_until), self.at) is not Certainty.NO

    def title(self, ref: Ref, language: str = "") -> str:
        """What a record is called: in a language where it has a name there."""
        own = next((title.text for title in ref.titles if language and title.language == language), "")
        return own or next((title.text for title in ref.titles), "")


def _tied(audience: Level, records: Collection[str], beside: Collection[str]) -> Facts:
    """The facts about records, and about those of the kinds `beside` that hang together with them."""
    wanted = set(records)
    facts = Loader(audience).some(wanted, set())
    fresh = wanted
    while beside and fresh:
        rows = [row for record in fresh for row in (*facts.about.get(record, ()), *facts.pointing.get(record, ()))]
        near = {record for row in rows for record in row.records()}
        fresh = {record for record in near if facts.kinds[record] in beside} - wanted
        if fresh:
            wanted |= fresh
            facts = Loader(audience).some(wanted, set())
    return facts
