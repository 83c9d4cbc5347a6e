"""A source about invented people, with everything on it still to decide."""

from dataclasses import dataclass
from datetime import UTC, datetime

from khronika.desk.claims.models import Mention, Proposal
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.sources.models import Capture, Source, TextVersion

TEXT = """Court in Sampletown sentences Anna Sample

On 4 March 2021 Anna Sample, chairwoman of the Example House, was sentenced to four years in prison.
The Example House calls for her release: close the case against Anna Sample.
"""


@dataclass(frozen=True)
class Laid:
    """A source laid out for review, with its proposals by what they say."""

    source: Source
    version: TextVersion
    anna: str
    house: str
    proceeding: str
    penalty: str
    position: str

    def state(self, proposal: str) -> str:
        """The state of a proposal now."""
        return Proposal.objects.get(id=proposal).state


def text_version(text: str, title: str = "Court in Sampletown") -> TextVersion:
    """A kept source with this text."""
    source = Source.objects.create(title=title, language="en", kind="text/plain")
    capture = Capture.objects.create(source=source, outcome="kept", origin="news.txt", obtained_at=datetime.now(UTC))
    return TextVersion.objects.create(capture=capture, text=text, reader="test")


def everywhere(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Every place of some words."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(found)


def lay(text: str = TEXT, title: str = "Court in Sampletown") -> Laid:
    """Propose a person, an organisation, a position, a proceeding and its penalty on a text."""
    version = text_version(text, title)
    mentions = [
        Mentioned("person-1", "Person", "Anna Sample"),
        Mentioned("organization-1", "Organization", "Example House"),
        Mentioned("proceeding-1", "Proceeding", ""),
    ]
    sentence = everywhere(text, "sentenced to four years in prison")
    facts = [
        Fact("Name", "person-1", {"text": "Anna Sample", "language": "en"}, everywhere(text, "Anna Sample")),
        Fact("Name", "organization-1", {"text": "Example House", "language": "en"}, everywhere(text, "Example House")),
        Fact("ProceedingDetails", "proceeding-1", _proceeding(), sentence),
        Fact("SentenceComponent", "proceeding-1", _penalty(), sentence, valid_from="2021-03-04"),
        Fact("Membership", "person-1", _position(), everywhere(text, "chairwoman of the Example House")),
    ]
    reading = propose(version, mentions, facts, reader="test 1")
    ids = reading.proposals.order_by("number").values_list("id", flat=True)
    return Laid(version.capture.source, version, *ids)


def _proceeding() -> dict[str, object]:
    return {"defendant": {"mention": "person-1"}, "proceeding_kind": "criminal"}


def _penalty() -> dict[str, object]:
    return {"sentence_type": "imprisonment", "amount": "4.5", "unit": "years"}


def _position() -> dict[str, object]:
    return {"organization": {"mention": "organization-1"}, "role": "chairwoman"}


def record_of(laid: Laid, key: str = "person-1") -> str:
    """The record that a mention of the source was decided to mean."""
    return Mention.objects.get(reading__version=laid.version, key=key).record_id
