"""Everything that is held about somebody: the answer to 'what do you have on me', where it came from, where it went and why.

What has no place here is told too: a name in a source that nobody has read is found by searching every text.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from khronika.desk.accounts.roles import called
from khronika.desk.claims.errors import WrongRecord
from khronika.desk.claims.judge import cluster
from khronika.desk.claims.models import Address, Claim, Consent, Decision, Record, Ruling
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import table
from khronika.desk.claims.withdraw import Called, Recipient, recipients
from khronika.desk.claims.withdraw import of as called_back
from khronika.desk.erasure import beside
from khronika.desk.erasure.beside import Kept as Beside
from khronika.desk.erasure.plan import IDS, Plan, ids, plan
from khronika.desk.sources.models import Passage, Source
from khronika.vocabulary.kinds import CLAIMS

QUOTE = 300


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: its kind, the record it is about, its values as plain text, dates, and whether it still holds."""

    id: str
    kind: str
    subject: str
    values: dict[str, str]
    valid_from: str
    valid_until: str
    decision: int
    live: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A source that has them, with the passages on which something about them rests; `cited` is false where it only names them."""

    id: str
    title: str
    url: str
    cited: bool
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent; `ended` is the decision that ended it, 0 where it holds."""

    number: int
    topic: str
    audience: str
    given_by: str
    given_on: str
    ended: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that speaks of them."""

    number: int
    deed: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """Everything. `records` are theirs and those judged the same, `parts` what is about them; `addresses` their public pages."""

    record: str
    kind: str
    names: tuple[str, ...]
    records: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    claims: tuple[Said, ...]
    sources: tuple[Kept, ...]
    consents: tuple[Agreed, ...]
    decisions: tuple[Decided, ...]
    recipients: tuple[Recipient, ...]
    back: tuple[Called, ...]
    addresses: tuple[str, ...]
    drafted: tuple[Beside, ...] = ()


def held(record: str) -> Held:
    """Everything about a record and all that are judged the same. Raises WrongRecord for an id that is none."""
    found = Record.objects.filter(id=record).first()
    if found is None:
        raise WrongRecord(f"Expected the id of a record; got {record[:40]!r}.")
    members = cluster(record)
    made = plan(members)
    return Held(
        record,
        found.kind,
        made.names,
        tuple(sorted(members)),
        tuple(Record.objects.filter(pk__in=made.parts).order_by("kind", "pk").values_list("pk", "kind")),
        tuple(_claims(made)),
        tuple(_sources(made)),
        tuple(_consents(members)),
        tuple(_decisions(made)),
        tuple(recipients(members)),
        tuple(called_back(record)),
        tuple(Address.objects.filter(record__in=made.doomed()).order_by("path").values_list("path", flat=True)),
        tuple(beside.held(made)),
    )


def _claims(made: Plan) -> list[Said]:
    found = []
    for kind, wanted in made.claims.items():
        columns = [f"{each.name}_id" if each in CLAIMS[kind].references else each.name for each in CLAIMS[kind].fields]
        for group in portions(wanted):
            values = {row[0]: row[1:] for row in table(kind).objects.filter(pk__in=group).values_list("pk", *columns)}
            for claim in Claim.objects.filter(pk__in=group):
                said = zip((each.name for each in CLAIMS[kind].fields), values[claim.pk], strict=True)
                plain = {name: str(value) for name, value in said if value not in (None, "")}
                dates = claim.valid_from, claim.valid_until
                live = claim.known_until is None
                found.append(Said(claim.pk, kind, claim.subject_id, plain, *dates, claim.decision_id, live))
    return sorted(found, key=lambda each: (not each.live, each.kind, each.valid_from, each.id))


def _sources(made: Plan) -> list[Kept]:
    quotes: dict[str, list[str]] = {}
    for group in portions(made.passages | made.shared):
        rows = Passage.objects.filter(pk__in=group).order_by("version_id", "start")
        for source, quote in rows.values_list("version__capture__source_id", "quote"):
            quotes.setdefault(source, []).append(quote[:QUOTE])
    rows = Source.objects.filter(pk__in=made.whole | made.blanked).order_by("title")
    return [Kept(each.pk, each.title, each.url, each.pk in quotes, tuple(quotes.get(each.pk, ()))) for each in rows]


def _consents(members: Collection[str]) -> list[Agreed]:
    rows = Consent.objects.filter(record__in=members).order_by("decision_id")
    return [
        Agreed(each.pk, each.topic, each.audience, each.given_by, each.given_on, each.withdrawn_id or 0)
        for each in rows
    ]


def _decisions(made: Plan) -> list[Decided]:
    wanted = made.ids()
    numbers = ids(Claim.objects.filter(pk__in=made.claim_ids()), "decision_id")
    numbers |= ids(Ruling.objects.filter(proposal__in=made.proposals), "decision_id")
    rest = Decision.objects.exclude(pk__in=numbers).exclude(payload="").values_list("pk", "payload")
    numbers |= {pk for pk, payload in rest.iterator() if not wanted.isdisjoint(IDS.findall(payload))}
    rows = Decision.objects.filter(pk__in=numbers).select_related("by").order_by("pk")
    return [Decided(each.pk, each.deed, called(each.by), each.at, each.reason) for each in rows]
