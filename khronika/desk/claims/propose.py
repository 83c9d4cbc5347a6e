"""Put proposals beside a text: made by a reading or typed by a person, they wait until somebody decides.

Hand-typed facts go the same way as read ones: a person's proposal on a passage. There is one door in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from khronika.desk.accounts.models import User
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Mention, Proposal, Reading
from khronika.desk.sources.models import Passage, TextVersion
from khronika.vault.passage import anchor
from khronika.vocabulary.values import kind_of

DESK = "khronika.desk 1"
"""The reader of what the desk proposes itself, from what was decided; whom it means nobody has to decide."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Something spoken of: a key within the reading, the kind of record, and its name in base form; `record` where it is known."""

    key: str
    kind: str
    name: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One proposed claim. `spans` are [start, end) in code points of the text; record values are {"mention": key}."""

    kind: str
    subject: str
    values: Mapping[str, object]
    spans: tuple[tuple[int, int], ...]
    valid_from: str = ""
    valid_until: str = ""
    status: str = "asserted"
    confidence: float = 1.0
    rule: str = ""


def propose(
    version: TextVersion, mentions: Iterable[Mentioned], facts: Iterable[Fact], *, reader: str, by: User | None = None
) -> Reading:
    """Store one reading of a text: its mentions and its proposals, each with its passages.

    Raises ClaimsError for a fact without a passage or about a mention that is not given.
    """
    with transaction.atomic():
        reading = Reading.objects.create(version=version, reader=reader, by=by, at=timezone.now())
        known = {
            each.key: Mention(
                reading=reading, key=each.key, kind=each.kind, name=each.name[:500], record_id=each.record or None
            )
            for each in mentions
        }
        Mention.objects.bulk_create(known.values())
        passages = _Passages(version)
        for number, fact in enumerate(facts, 1):
            _store(reading, number, fact, known, passages)
    return reading


def _store(reading: Reading, number: int, fact: Fact, known: Mapping[str, Mention], passages: "_Passages") -> Proposal:
    kind_of(fact.kind)
    if fact.subject not in known:
        raise ClaimsError(f"Expected a mention for the subject of {fact.kind}; {fact.subject!r} is not among them.")
    if not fact.spans:
        raise ClaimsError(
            f"Expected a passage for {fact.kind} about {known[fact.subject].name!r}; a claim without one cannot be checked."
        )
    proposal = Proposal.objects.create(
        reading=reading,
        number=number,
        kind=fact.kind,
        subject=known[fact.subject],
        values=dict(fact.values),
        valid_from=fact.valid_from,
        valid_until=fact.valid_until,
        status=fact.status,
        confidence=fact.confidence,
        rule=fact.rule[:100],
    )
    proposal.passages.set([passages.at(start, end) for start, end in fact.spans])
    return proposal


class _Passages:
    """The passages of one text version, made once each."""

    def __init__(self, version: TextVersion) -> None:
        self.version = version
        self.known = {(each.start, each.end): each for each in version.passages.all()}

    def at(self, start: int, end: int) -> Passage:
        if (start, end) not in self.known:
            found = anchor(self.version.text, start, end)
            self.known[start, end] = Passage.objects.create(
                version=self.version, start=start, end=end, quote=found.quote, prefix=found.prefix, suffix=found.suffix
            )
        return self.known[start, end]
