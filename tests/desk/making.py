"""Small factories: an account, a kept source, and facts on it, all about invented people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from khronika.desk.accounts.models import User
from khronika.desk.claims.clear import Target, clear, resting
from khronika.desk.claims.decide import NEW, Answer, decide
from khronika.desk.claims.models import Claim, Decision, Mention, Proposal, Reading
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.sources.models import Capture, Source, TextVersion
from khronika.vocabulary.kind import Level

TEXT = "Court in Sampletown. On 4 March 2021 Anna Sample of the Example House was sentenced to four years in prison."
ANNA, HOUSE = ("Person", "Anna Sample"), ("Organization", "Example House")
Who = tuple[str, str]


def account(name: str = "vera") -> User:
    """An account at the desk, with all roles."""
    return User.objects.get_or_create(username=name, defaults={"is_superuser": True})[0]


def kept(text: str = TEXT, title: str = "Court in Sampletown", **source: str) -> TextVersion:
    """A source with one kept capture and its text."""
    made = Source.objects.create(**{"title": title, "language": "en", "kind": "text/plain", **source})
    capture = Capture.objects.create(
        source=made,
        outcome="kept",
        origin=f"/in/{made.id}.txt",
        sha256="ab" * 32,
        obtained_at=datetime(2026, 1, 2, tzinfo=UTC),
    )
    return TextVersion.objects.create(capture=capture, text=text, reader="test")


@dataclass
class Said:
    """One fact to be proposed: (kind, name) pairs among the values are mentions; `quote` is its passage."""

    kind: str
    about: Who
    values: Mapping[str, object] = field(default_factory=dict)
    quote: str = ""
    start: str = ""
    until: str = ""
    status: str = "asserted"


def named(who: Who, text: str = "", **values: object) -> Said:
    """The name by which somebody is spoken of."""
    return Said("Name", who, {"text": text or who[1], "language": "en", "name_kind": "usual", **values})


def lay(version: TextVersion, *said: Said, reader: str = "test 1") -> list[Proposal]:
    """Propose these facts in one reading; the proposals in their order."""
    people: dict[Who, Mentioned] = {}

    def key(who: Who) -> str:
        return people.setdefault(who, Mentioned(f"{who[0]}:{who[1]}"[:60], *who)).key

    facts = []
    for each in said:
        about = key(each.about)
        values = {
            name: {"mention": key(value)} if isinstance(value, tuple) else value for name, value in each.values.items()
        }
        facts.append(
            Fact(each.kind, about, values, (_span(version.text, each.quote),), each.start, each.until, each.status)
        )
    reading: Reading = propose(version, people.values(), facts, reader=reader)
    return list(reading.proposals.order_by("number"))


def _span(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + (len(quote) or len(text))


def accept(
    proposals: list[Proposal], meant: Mapping[Who, str] | None = None, by: User | None = None, reason: str = ""
) -> Decision:
    """Accept proposals in one decision; whoever is not `meant` otherwise and not known yet is new."""
    answers = []
    for proposal in proposals:
        mention = Mention.objects.get(pk=proposal.subject_id)
        who = (meant or {}).get((mention.kind, mention.name), "")
        fresh = NEW if proposal.kind == "Name" and mention.record_id is None else ""
        answers.append(Answer(proposal.id, meant=who or fresh))
    return decide(by or account(), answers, reason=reason)


def record(version: TextVersion, who: Who, *, of: str = "", **values: object) -> str:
    """The id of a record that this source names, or of the record `of` that it gives a further name."""
    proposals = lay(version, named(who, **values))
    accept(proposals, {who: of} if of else None)
    return subject(proposals[0])


def subject(proposal: Proposal) -> str:
    """The record a proposal was decided to be about."""
    found = Mention.objects.get(pk=proposal.subject_id).record_id
    assert found is not None
    return found


def claim(proposal: Proposal) -> Claim:
    """The live claim that rests on a proposal."""
    return Claim.objects.get(citations__proposal=proposal, citations__known_until=None, known_until=None)


def publish(*versions: TextVersion, whole: bool = False) -> None:
    """Clear sources and all that rests on them for the public."""
    for version in versions:
        targets = [
            Target(each.what, each.id, whole=whole and each.what == "source")
            for each in resting(version.capture.source)
        ]
        clear(account(), targets, Level.PUBLIC, reason="invented people")


def level(what: str, which: str, level: Level, *, reason: str = "it was asked for") -> Decision:
    """Set the level of one thing."""
    return clear(account(), [Target(what, which)], level, reason=reason)
