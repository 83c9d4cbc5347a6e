"""A large register quickly: real rows that satisfy every guard of the database, written in bulk. A fixture for measuring, no door for facts.

Each source is one decision that accepts all its proposals and one that clears them; decisions and their ledger entries
are made by the real deed, only the rows below them are inserted many at a time.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import count

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from khronika.bench.page import PEOPLE, Page, Told, index, page
from khronika.dates import parse
from khronika.desk.accounts.models import User
from khronika.desk.claims.decide import enter
from khronika.desk.claims.models import Citation, Claim, Clearance, Decision, Mention, Proposal, Reading, Record, Ruling
from khronika.desk.claims.tables import table
from khronika.desk.sources.models import Capture, Passage, Source, TextVersion
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS

TOGETHER = 50  # sources whose rows are inserted at once
_KINDS = {"person": "Person", "act": "Act", "trial": "Proceeding", "place": "Place"}


def fill(by: User, size: int) -> None:
    """Fill an empty home with `size` people, about twenty in a source, everything decided and cleared for the public."""
    rows = Rows(by)
    pages = [index(), *(page(number, size) for number in range(-(-size // PEOPLE)))]
    for start in range(0, len(pages), TOGETHER):
        with transaction.atomic():
            for each in pages[start : start + TOGETHER]:
                rows.add(each)
            rows.insert()


class Rows:
    """Rows that wait to be inserted, in the order in which they refer to each other."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.records: dict[str, Record] = {}
        self.fresh: list[Record] = []
        self.passages: dict[tuple[int, int], Passage] = {}
        self.waiting: dict[type[Model], list[Model]] = defaultdict(list)
        self.resting: list[tuple[Proposal, Passage]] = []
        self.numbers = count(1)

    def add(self, text: Page) -> None:
        """One source with its decisions; source, reading and decisions are stored at once, the rest waits."""
        reading = self._source(text)
        source = reading.version.capture.source
        proposals = [self._propose(reading, number, fact) for number, fact in enumerate(text.facts, 1)]
        decision = enter(self.by, Decision.Deed.RULING, {"accepted": [each.id for each in proposals]})
        claims = [self._claim(decision, *pair) for pair in zip(text.facts, proposals, strict=True)]
        cleared = enter(self.by, Decision.Deed.CLEARANCE, {"source": source.id}, reason="invented")
        things = [("source", source), *(("claim", claim) for claim in claims), *(("record", each) for each in self.fresh)]
        self._put(*(Clearance(decision=cleared, level=Level.PUBLIC.value, **{what: thing}) for what, thing in things))
        self.fresh = []

    def insert(self) -> None:
        """Insert all that waits."""
        order = [Record, Mention, Passage, Proposal, Ruling, Claim, *(table(name) for name in CLAIMS), Citation, Clearance]
        for model in order:
            model._default_manager.bulk_create(self.waiting.pop(model, []))
        through = Proposal.passages.through
        through.objects.bulk_create(through(proposal=one, passage=other) for one, other in self.resting)
        self.resting = []

    def _put(self, *rows: Model) -> None:
        for row in rows:
            self.waiting[type(row)].append(row)

    def _source(self, text: Page) -> Reading:
        number = next(self.numbers)
        source = Source.objects.create(title=text.title, publisher="Khronika", language=text.language, published="2026")
        capture = Capture.objects.create(
            source=source,
            outcome=Capture.Outcome.KEPT,
            origin=f"invented {number}",
            media_type="text/plain",
            sha256=f"{number:064x}",
            obtained_at=timezone.now(),
        )
        version = TextVersion.objects.create(capture=capture, text=text.text, reader="bench")
        self.passages = {}
        self.reading = Reading.objects.create(version=version, reader="bench", at=timezone.now())
        self.mentions: dict[str, Mention] = {}
        self.text = text
        return self.reading

    def _record(self, key: str) -> Record:
        if key not in self.records:
            made = Record(kind=_KINDS.get(key.replace("-", " ").split()[0], "Organization"))
            self.records[key] = made
            self.fresh.append(made)
            self._put(made)
        return self.records[key]

    def _mention(self, key: str) -> Mention:
        if key not in self.mentions:
            made = Mention(reading=self.reading, key=key[:60], kind=self._record(key).kind, name=key, record=self._record(key))
            made.pk = self._next(Mention)
            self.mentions[key] = made
            self._put(made)
        return self.mentions[key]

    def _passage(self, span: tuple[int, int]) -> Passage:
        if span not in self.passages:
            start, end = span
            made = Passage(version=self.reading.version, start=start, end=end, quote=self.text.text[start:end])
            self.passages[span] = made
            self._put(made)
        return self.passages[span]

    def _propose(self, reading: Reading, number: int, fact: Told) -> Proposal:
        made = Proposal(
            reading=reading,
            number=number,
            kind=fact.kind,
            subject=self._mention(fact.subject),
            values=self._plain(fact),
            valid_from=fact.valid_from,
            state=Proposal.State.ACCEPTED,
        )
        self._put(made)
        self.resting.append((made, self._passage(fact.span)))
        return made

    def _plain(self, fact: Told) -> dict[str, object]:
        """The values with records as their ids."""
        pointing = {field.name for field in CLAIMS[fact.kind].references}
        return {name: self._record(str(value)).id if name in pointing else value for name, value in fact.values.items()}

    def _claim(self, decision: Decision, fact: Told, proposal: Proposal) -> Claim:
        start, entry = parse(fact.valid_from), decision.entry_id
        claim = Claim(
            kind=fact.kind,
            subject=self._record(fact.subject),
            decision=decision,
            valid_from=start.text,
            from_earliest=start.earliest,
            from_latest=start.latest,
            known_from=entry,
        )
        pointing = {field.name for field in CLAIMS[fact.kind].references}
        columns = {f"{name}_id" if name in pointing else name: value for name, value in proposal.values.items()}
        ruling = Ruling(decision=decision, proposal=proposal, outcome=Proposal.State.ACCEPTED, values=proposal.values)
        citation = Citation(claim=claim, proposal=proposal, decision=decision, known_from=entry)
        self._put(ruling, claim, table(fact.kind)(claim=claim, **columns), citation)
        return claim

    def _next(self, model: type[Model]) -> int:
        """The next number of a table whose rows refer to others before they are stored."""
        counters = self.__dict__.setdefault("counters", {})
        return next(counters.setdefault(model, count(1)))


def sources() -> Iterable[Source]:
    """The sources, in the order they were made."""
    return Source.objects.order_by("captures__origin")
