"""Have a text read by khronika.reading and keep what it proposes. Reading proposes; nothing is a claim until a person decides."""

from collections.abc import Iterator
from decimal import Decimal

from khronika import reading
from khronika.desk.claims.models import Reading
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.sources.models import Capture, TextVersion
from khronika.reading.model import Proposed

READER = "khronika.reading 1"


def unread() -> Iterator[TextVersion]:
    """Text versions that this reader has not read, oldest first; tables are not prose and are read by their mapping."""
    done = Reading.objects.filter(reader=READER).values("version_id")
    found = TextVersion.objects.filter(capture__outcome=Capture.Outcome.KEPT).exclude(pk__in=done)
    found = found.exclude(reader__startswith="table ")
    yield from found.select_related("capture__source").order_by("capture__obtained_at", "pk")


def read(version: TextVersion) -> Reading:
    """Read one text version and store its mentions and proposals."""
    source = version.capture.source
    found = reading.propose(
        reading.read(version.text, lang=source.language or None, published=source.published or None)
    )
    mentions = [Mentioned(each.key, each.kind, each.name) for each in found.mentions]
    return propose(version, mentions, [_fact(each) for each in found.claims], reader=READER)


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
