"""Have a text read by khronika.reading and keep what it proposes. Reading proposes; nothing is a claim until a person decides."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction

from khronika import reading
from khronika.desk.claims.models import Reading
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.sources.models import Capture, TextVersion
from khronika.desk.sources.snapshot import fresh
from khronika.reading.model import Proposed

READER = "khronika.reading 1"


def unread() -> Iterator[TextVersion]:
    """Text versions that this reader has not read, oldest first.

    Tables are not prose and are read by their mapping; a text that joined another source says nothing that was not read there.
    """
    done = Reading.objects.filter(reader=READER).values("version_id")
    found = TextVersion.objects.filter(capture__outcome=Capture.Outcome.KEPT, capture__joined=False).exclude(
        pk__in=done
    )
    found = found.exclude(reader__startswith="table ")
    yield from found.select_related("capture__source").order_by("capture__obtained_at", "pk")


def read(version: TextVersion) -> Reading:
    """Read one text version and store its mentions and proposals; what was read already is answered as it is.

    Two who read at once store one reading. Of a later capture of an official list, only rows that came or changed are read.
    """
    source = version.capture.source
    found = reading.propose(
        reading.read(version.text, lang=source.language or None, published=source.published or None)
    )
    spans = fresh(version)
    claims = [each for each in found.claims if spans is None or _within(each, spans)]
    spoken = {key for each in claims for key in _spoken(each)}
    mentions = [Mentioned(m.key, m.kind, m.name) for m in found.mentions if spans is None or m.key in spoken]
    with transaction.atomic():
        earlier = Reading.objects.filter(version=version, reader=READER).first()
        return earlier or propose(version, mentions, [_fact(each) for each in claims], reader=READER)


def _within(proposed: Proposed, spans: list[tuple[int, int]]) -> bool:
    return any(span.start < end and start < span.end for span in proposed.spans for start, end in spans)


def _spoken(proposed: Proposed) -> list[str]:
    """The keys of all that a claim speaks of."""
    named = [value.get("mention", "") for value in proposed.values.values() if isinstance(value, dict)]
    return [proposed.subject, *map(str, named)]


def _fact(proposed: Proposed) -> Fact:
    values = {name: str(value) if isinstance(value, Decimal) else value for name, value in proposed.values.items()}
    return Fact(
        proposed.kind,
        proposed.subject,
        {name: dict(value) if isinstance(value, dict) else value for name, value in values.items()},
        tuple((span.start, span.end) for span in proposed.spans),
        proposed.valid_from,
        proposed.valid_until,
        proposed.assertion_status,
        proposed.confidence,
        proposed.rule,
    )
