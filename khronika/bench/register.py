"""A large register quickly: real rows that satisfy every guard of the database, written in bulk. A fixture for measuring, no door for facts.

Each source is one decision that accepts all its proposals and one that clears them; decisions and their ledger entries
are made by the real deed, only the rows below them are inserted many at a time.
"""

from collections import defaultdict
from itertools import chain, count, islice

from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils import timezone

from khronika.bench.page import PEOPLE, Page, Told, index, page
from khronika.bench.people import person
from khronika.dates import parse
from khronika.desk.accounts.models import User
from khronika.desk.claims.clear import Target, clear
from khronika.desk.claims.decide import NEW, Answer, decide, enter
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Citation, Claim, Clearance, Decision, Mention, Proposal, Reading, Record, Ruling
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.claims.tables import table
from khronika.desk.ledger.verify import breaks
from khronika.desk.sources.models import Capture, Passage, Source, TextVersion
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS

TOGETHER = 50  # sources whose rows are inserted at once
_KINDS = {
    "person": "Person", "act": "Act", "trial": "Proceeding", "detention": "DetentionSpell", "place": "Place",
    "statement": "JointStatement", "demand": "Demand", "campaign": "Campaign", "observance": "Observance",
    "action": "SolidarityAction",
}  # fmt: skip


def fill(by: User, size: int, *, public: int | None = None) -> None:
    """Fill an empty home with `size` people, about twenty in a source, everything decided.

    Everything is cleared for the public, or what the sources of the first `public` people say.
    """
    rows, cleared = Rows(by), -(-(size if public is None else min(public, size)) // PEOPLE)
    pages = chain((index(),), (page(number, size) for number in range(-(-size // PEOPLE))))
    numbered = enumerate(pages)
    while together := list(islice(numbered, TOGETHER)):
        with transaction.atomic():
            for number, each in together:
                rows.add(each, public=number <= cleared)
            rows.insert()


class Rows:
    """Rows that wait to be inserted, in the order in which they refer to each other."""

    def __init__(self, by: User, first: int = 1) -> None:
        self.by = by
        self.records: dict[str, Record] = {}
        self.fresh: list[Record] = []
        self.passages: dict[tuple[int, int], Passage] = {}
        self.mentions: dict[str, Mention] = {}
        self.waiting: dict[type[Model], list[Model]] = defaultdict(list)
        self.resting: list[tuple[Proposal, Passage]] = []
        self.numbers = count(first)
        self.mentioned = count(1)  # rows refer to mentions before these are stored

    def add(self, text: Page, *, public: bool = True) -> None:
        """One source with its decisions; source, reading and decisions are stored at once, the rest waits."""
        reading = self._source(text)
        source = reading.version.capture.source
        proposals = [self._propose(reading, number, fact) for number, fact in enumerate(text.facts, 1)]
        decision = enter(self.by, Decision.Deed.RULING, {"accepted": [each.id for each in proposals]})
        claims = [self._claim(decision, *pair) for pair in zip(text.facts, proposals, strict=True)]
        if public:
            self._clear(source, claims)
        self.fresh = []

    def _clear(self, source: Source, claims: list[Claim]) -> None:
        cleared = enter(self.by, Decision.Deed.CLEARANCE, {"source": source.id}, reason="invented")
        things = [
            ("source", source),
            *(("claim", claim) for claim in claims),
            *(("record", each) for each in self.fresh),
        ]
        self._put(*(Clearance(decision=cleared, level=Level.PUBLIC.value, **{what: thing}) for what, thing in things))

    def insert(self) -> None:
        """Insert all that waits."""
        order: list[type[Model]] = [
            Record,
            Mention,
            Passage,
            Proposal,
            Ruling,
            Claim,
            *(table(name) for name in CLAIMS),
            Citation,
            Clearance,
        ]
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
        self.passages, self.mentions = {}, {}
        self.reading = Reading.objects.create(version=version, reader="bench", at=timezone.now())
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
            made = Mention(
                reading=self.reading, key=key[:60], kind=self._record(key).kind, name=key, record=self._record(key)
            )
            made.pk = next(self.mentioned)
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
            valid_until=fact.valid_until,
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
        start, end, entry = parse(fact.valid_from), parse(fact.valid_until), decision.entry_id
        claim = Claim(
            kind=fact.kind,
            subject=self._record(fact.subject),
            decision=decision,
            valid_from=start.text,
            from_earliest=start.earliest,
            from_latest=start.latest,
            valid_until=end.text,
            until_earliest=end.earliest,
            until_latest=end.latest,
            known_from=entry,
        )
        pointing = {field.name for field in CLAIMS[fact.kind].references}
        columns = {f"{name}_id" if name in pointing else name: value for name, value in proposal.values.items()}
        ruling = Ruling(decision=decision, proposal=proposal, outcome=Proposal.State.ACCEPTED, values=proposal.values)
        citation = Citation(claim=claim, proposal=proposal, decision=decision, known_from=entry)
        self._put(ruling, claim, table(fact.kind)(claim=claim, **columns), citation)
        return claim


def editor() -> User:
    """The one account of the home."""
    return User.objects.get()


def correct(by: User, number: int) -> Claim:
    """Add one claim by the deeds of the desk: a further penalty in the trial of person `number`, cleared for the public."""
    cited = table("SentenceComponent").objects.select_related("claim").order_by("pk")[number]
    values = {"sentence_type": "fine", "amount": str(number + 10), "unit": "base_units"}
    return _decided(by, cited.claim, Fact("SentenceComponent", "it", values, ((0, 3),)))


def rename(by: User, number: int) -> Claim:
    """Give a person one more name by the deeds of the desk."""
    cited = table("Name").objects.filter(claim__subject__kind="Person").select_related("claim").order_by("pk")[number]
    return _decided(by, cited.claim, Fact("Name", "it", {"text": f"Іншае {number}", "language": "be"}, ((0, 3),)))


def recognise(by: User, number: int) -> Claim:
    """Recognise somebody who was recognised before for two years more, by the deeds of the desk."""
    cited = table("StatusDetermination").objects.select_related("claim").order_by("pk")[number]
    start, end = f"{2012 + number % 10}-02-03", f"{2014 + number % 10}-03-04"
    fact = Fact("StatusDetermination", "it", {"status": "political_prisoner"}, ((0, 3),), start, end)
    return _decided(by, cited.claim, fact)


def assess(by: User, demand: str) -> Claim:
    """Assess a demand as a whole by the deeds of the desk, on the passage that tells it."""
    cited = table("DemandDetails").objects.select_related("claim").get(claim__subject=demand, claim__known_until=None)
    return _decided(by, cited.claim, Fact("DemandAssessment", "it", {"assessment": "refused"}, ((0, 3),), "2025"))


def _decided(by: User, near: Claim, fact: Fact) -> Claim:
    version = near.citations.select_related("proposal__reading__version").first().proposal.reading.version
    subject = near.subject
    reading = propose(version, [Mentioned("it", subject.kind, "it")], [fact], reader="editor", by=by)
    decision = decide(by, [Answer(reading.proposals.get().id, meant=subject.id)])
    claim = Claim.objects.get(citations__decision=decision)  # one that says so already may be joined
    clear(by, [Target("claim", claim.id)], Level.PUBLIC, reason="invented")
    return claim


def prepare(writers: int, each: int) -> list[list[str]]:
    """Proposals that wait, for each writer as many as it decides: names of as many people as there are proposals."""
    shares = []
    for writer in range(writers):
        text = Page(f"Writer {writer}", "en")
        for number in range(writer * each, (writer + 1) * each):
            name = person(number).en
            text.facts.append(Told("Name", f"person-{number}", {"text": name}, text.say(name)))
        with transaction.atomic():
            version = Rows(editor(), writer * 1_000)._source(text).version
        mentions = [Mentioned(fact.subject, "Person", fact.subject) for fact in text.facts]
        facts = [Fact(fact.kind, fact.subject, fact.values, (fact.span,)) for fact in text.facts]
        shares.append([each.id for each in propose(version, mentions, facts, reader="bench").proposals.all()])
    return shares


def decided(by: User, proposal: str) -> bool:
    """Accept one proposal about somebody new; whether it was written."""
    try:
        decide(by, [Answer(proposal, meant=NEW)])
    except (ClaimsError, DatabaseError):
        return False
    return True


def sound() -> tuple[int, int]:
    """How many claims there are, and how many breaks the ledger has."""
    return Claim.objects.count(), len(list(breaks()))
