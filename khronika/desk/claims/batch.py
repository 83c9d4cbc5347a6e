"""Accept many proposals by one decision at once: what `decide` and `record` do one by one, in a few wide statements.

The outcome is the same: a ruling for each proposal, a claim for each thing said (joined where a live claim says it already),
a citation for each proposal, and one ledger entry for all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced

from django.db import transaction

from khronika.dates import DateError, parse
from khronika.desk.accounts.models import User
from khronika.desk.claims import after
from khronika.desk.claims.correct import corrected, replace
from khronika.desk.claims.decide import enter
from khronika.desk.claims.errors import AlreadyDecided, ClaimsError, WrongRecord
from khronika.desk.claims.models import Citation, Claim, Decision, Proposal, Record, Ruling
from khronika.desk.claims.record import Content, columns, day, vouched
from khronika.desk.claims.tables import table
from khronika.desk.claims.wide import insert, many
from khronika.desk.sources.models import identifier
from khronika.vocabulary.errors import VocabularyError
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.values import clean, kind_of

WIDE = 500  # keys in one look-up


@dataclass(frozen=True, slots=True)
class Accepted:
    """A proposal, by its id, number and rule, with what it says, records as ids."""

    proposal: str
    number: int
    content: Content
    rule: str = ""


@dataclass(slots=True)
class Batch:
    """What one decision accepts: `meant` says which record each mention (by its number) means; `created` are new ones."""

    accepted: list[Accepted] = field(default_factory=list)
    meant: dict[int, str] = field(default_factory=dict)
    created: list[Record] = field(default_factory=list)


def accept(by: User, batch: Batch, *, reason: str) -> Decision:
    """Accept a batch. Raises ClaimsError, AlreadyDecided or WrongRecord with nothing written."""
    if not batch.accepted or not reason.strip():
        raise ClaimsError("Expected proposals to accept and a reason for it; say why all of these are accepted.")
    with transaction.atomic(savepoint=False):  # within a savepoint every page of the database is copied for every row
        _waiting([each.proposal for each in batch.accepted])
        Record.objects.bulk_create(batch.created)
        contents = [_checked(each) for each in batch.accepted]
        _demand(contents)
        old = corrected(each.rule for each in batch.accepted)
        payload = {**_payload(batch, contents), "corrected": old}
        decision = enter(by, Decision.Deed.RULING, payload, reason=reason)
        _rule(decision, batch, contents)
        _record(decision, batch.accepted, contents)
        replace(old, decision)
        after.tell(decision, {content.kind for content in contents})
    return decision


def _waiting(proposals: Sequence[str]) -> None:
    """Raise unless all are there and nobody has decided on one."""
    for group in groups(proposals):
        if Proposal.objects.filter(id__in=group, state=Proposal.State.PENDING).count() != len(group):
            raise AlreadyDecided("A proposal of this batch was decided meanwhile. Look again before you go on.")


def _checked(each: Accepted) -> Content:
    content = each.content
    try:
        values = clean(kind_of(content.kind), content.values)
    except VocabularyError as error:
        raise ClaimsError(f"Proposal {each.number} cannot be recorded. {error}") from error
    return replaced(content, values=values)


def _demand(contents: Sequence[Content]) -> None:
    """Raise WrongRecord unless every record is there and of a kind that fits."""
    spoken: dict[str, tuple[str, ...]] = {}
    for content in contents:
        spoken.setdefault(content.subject, CLAIMS[content.kind].subjects)
        for reference in CLAIMS[content.kind].references:
            if reference.name in content.values:
                spoken.setdefault(str(content.values[reference.name]), reference.kinds)
    kinds: dict[str, str] = {}
    for group in groups(sorted(spoken)):
        kinds.update(Record.objects.filter(id__in=group).values_list("id", "kind"))
    wrong = next((record for record, fitting in spoken.items() if kinds.get(record) not in fitting), None)
    if wrong is not None:
        raise WrongRecord(f"Expected the id of a record of kind {' or '.join(spoken[wrong])}; got {wrong!r}.")


def groups(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    """Keys in portions that one statement takes."""
    for start in range(0, len(keys), WIDE):
        yield keys[start : start + WIDE]


def _payload(batch: Batch, contents: Sequence[Content]) -> dict[str, object]:
    return {
        "meant": {str(key): value for key, value in batch.meant.items()},
        "created": [made.id for made in batch.created],
        "rulings": [
            {
                "proposal": each.proposal,
                "outcome": Proposal.State.ACCEPTED,
                "reason": "",
                "content": [c.kind, c.subject, c.values, c.valid_from, c.valid_until, c.status, c.attested],
            }
            for each, c in zip(batch.accepted, contents, strict=True)
        ],
    }


def _rule(decision: Decision, batch: Batch, contents: Sequence[Content]) -> None:
    accepted = str(Proposal.State.ACCEPTED)
    insert(
        Ruling,
        ("decision_id", "proposal_id", "outcome", "values", "reason"),
        (
            (decision.pk, each.proposal, accepted, {name: str(value) for name, value in content.values.items()}, "")
            for each, content in zip(batch.accepted, contents, strict=True)
        ),
    )
    many("UPDATE claims_mention SET record_id = %s WHERE id = %s", [(v, k) for k, v in batch.meant.items()])
    many("UPDATE claims_proposal SET state = %s WHERE id = %s", [(accepted, each.proposal) for each in batch.accepted])


_Key = tuple[object, ...]


def _key(kind: str, subject: str, dates: tuple[object, ...], values: Mapping[str, object]) -> _Key:
    """What two claims have in common that say the same."""
    return kind, subject, *dates, *values.values()


_HEADER = (
    *("id", "kind", "subject_id", "decision_id", "valid_from", "from_earliest", "from_latest"),
    *("valid_until", "until_earliest", "until_latest", "status", "known_from", "attested_on"),
)


def _record(decision: Decision, accepted: Sequence[Accepted], contents: Sequence[Content]) -> None:
    known = _standing(contents)
    claims: list[Sequence[object]] = []
    details: dict[str, list[Sequence[object]]] = defaultdict(list)
    citations: list[Sequence[object]] = []
    for each, content in zip(accepted, contents, strict=True):
        own = columns(content)
        dates = (content.valid_from, content.valid_until, content.status, day(content.attested))
        key = _key(content.kind, content.subject, dates, own)
        claim = known.get(key)
        if claim is None:
            claim = known[key] = identifier()
            claims.append((claim, *_header(content, decision)))
            details[content.kind].append((claim, *own.values()))
        citations.append((claim, each.proposal, decision.pk, decision.entry_id))
    insert(Claim, _HEADER, claims)
    for kind, rows in details.items():
        insert(table(kind), ("claim_id", *names(kind)), rows)
    insert(Citation, ("claim_id", "proposal_id", "decision_id", "known_from"), citations)


def names(kind: str) -> list[str]:
    """The typed columns of a kind, in the declared order."""
    return [f"{each.name}_id" if each.type is FieldType.RECORD else each.name for each in CLAIMS[kind].fields]


def _standing(contents: Sequence[Content]) -> dict[_Key, str]:
    """The live claims of these kinds about these records, by what they say.

    That they are live is looked at here: asked for it, the database would go through all that is known for every group.
    """
    subjects: dict[str, set[str]] = defaultdict(set)
    for content in contents:
        subjects[content.kind].add(content.subject)
    found: dict[_Key, str] = {}
    dates = ("claim__valid_from", "claim__valid_until", "claim__status", "claim__attested_on", "claim__known_until")
    header = ("claim_id", "claim__subject_id", *dates)
    for kind, records in subjects.items():
        own = names(kind)
        for group in groups(sorted(records)):
            rows = table(kind).objects.filter(claim__subject_id__in=group)
            for claim, subject, start, until, status, attested, gone, *values in rows.values_list(*header, *own):
                if gone is None:
                    key = _key(kind, subject, (start, until, status, attested), dict(zip(own, values, strict=True)))
                    found.setdefault(key, claim)
    return found


def _header(content: Content, decision: Decision) -> tuple[object, ...]:
    """The columns that all kinds share, after the id."""
    try:
        start, end = parse(content.valid_from), parse(content.valid_until)
        attested = vouched(start, end, content.attested)
    except DateError as error:
        raise ClaimsError(f"{content.kind}: {error}") from error
    dates = (start.text, start.earliest, start.latest, end.text, end.earliest, end.latest)
    return content.kind, content.subject, decision.pk, *dates, content.status, decision.entry_id, attested
