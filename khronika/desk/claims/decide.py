"""A person rules on proposals: accepts, changes or refuses them, and says which records are meant. One batch, one ledger entry.

Of two people who rule on one proposal at once, the second is told; nothing of the refused batch is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.claims import after
from khronika.desk.claims.correct import corrected, replace
from khronika.desk.claims.errors import AlreadyDecided, ClaimsError, UnknownMention, WrongRecord
from khronika.desk.claims.models import Decision, Mention, Proposal, Record, Ruling
from khronika.desk.claims.record import ATTESTED, Content, record
from khronika.desk.ledger.append import append
from khronika.vocabulary.errors import VocabularyError
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.values import clean, kind_of

NEW = "new"
State = Proposal.State
OUTCOMES = (State.ACCEPTED, State.CHANGED, State.REFUSED)
RIGHTS = {
    Decision.Deed.RULING: (Deed.DECIDE,),
    Decision.Deed.UNDO: (Deed.UNDO,),
    Decision.Deed.CLEARANCE: (Deed.CLEAR,),
    Decision.Deed.JUDGEMENT: (Deed.JUDGE,),
    **dict.fromkeys((Decision.Deed.CONSENT, Decision.Deed.EMBARGO, Decision.Deed.PSEUDONYM), (Deed.CLEAR,)),
    Decision.Deed.HANDOVER: (Deed.LOOK,),
    Decision.Deed.HIDE: (Deed.RECALL,),
    Decision.Deed.LIFT: (Deed.RECALL,),
    Decision.Deed.WITHDRAW: (Deed.RECALL,),
    Decision.Deed.ERASE: (Deed.RECALL,),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says to one proposal.

    `values` replace the proposed ones (outcome changed); `meant` is a record's id or 'new', and says who the subject is.
    """

    proposal: str
    outcome: str = State.ACCEPTED
    values: Mapping[str, object] | None = None
    dates: tuple[str, str] | None = None
    status: str = ""
    meant: str = ""
    reason: str = ""


@dataclass(slots=True)
class _Batch:
    """What is resolved while a batch is ruled on: records by mention, and the final contents."""

    meant: dict[int, str] = field(default_factory=dict)
    created: list[Record] = field(default_factory=list)
    contents: list[tuple[Proposal, Answer, Content | None]] = field(default_factory=list)


def decide(by: User, answers: Sequence[Answer], *, reason: str = "") -> Decision:
    """Rule on a batch of proposals.

    Raises AlreadyDecided, UnknownMention, WrongRecord or ClaimsError with nothing written.
    """
    if not answers:
        raise ClaimsError("Expected at least one proposal to decide; none was given.")
    with transaction.atomic():
        batch = _resolve(answers)
        old = corrected(proposal.rule for proposal, _, content in batch.contents if content is not None)
        decision = enter(by, Decision.Deed.RULING, {**_payload(batch), "corrected": old}, reason=reason)
        for proposal, answer, content in batch.contents:
            _rule(decision, proposal, answer, content)
        replace(old, decision)
        after.tell(decision, {content.kind for *_, content in batch.contents if content is not None})
    return decision


def demand_reason(reason: str) -> None:
    """Raise ClaimsError for a deed that nobody gave a reason for."""
    if not reason.strip():
        raise ClaimsError(_("Expected a reason; it is kept with the decision. Say why."))


def enter(
    by: User, deed: str, payload: Mapping[str, object], *, reason: str = "", right: Sequence[Deed] = ()
) -> Decision:
    """One decision with its ledger entry; the payload also carries who decided and why.

    Raises NotAllowed unless the account may do one of `right`, or what the kind of decision asks for.
    """
    demand(by, *(right or RIGHTS[Decision.Deed(deed)]))
    appended = append(f"decision.{deed}", {**payload, "by": by.pk, "reason": reason})
    return Decision.objects.create(
        entry=appended.entry,
        deed=deed,
        by=by,
        at=appended.entry.at,
        reason=reason,
        salt=appended.salt,
        payload=appended.payload,
    )


def _resolve(answers: Sequence[Answer]) -> _Batch:
    batch = _Batch()
    ids = [answer.proposal for answer in answers]
    if len(set(ids)) != len(ids):
        raise ClaimsError("Expected each proposal once in a batch; one is there twice. Decide on it once.")
    if any(answer.outcome not in OUTCOMES for answer in answers):
        raise ClaimsError("Expected each proposal to be accepted, changed or refused; say one of these words.")
    found = Proposal.objects.select_related("subject", "reading").in_bulk(ids)
    for answer in answers:
        if answer.proposal not in found:
            raise ClaimsError(f"Expected a proposal with the id {answer.proposal!r}; there is none.")
        proposal = found[answer.proposal]
        if proposal.state != State.PENDING:
            raise AlreadyDecided(
                f"Proposal {proposal.number} ({proposal.kind}) was decided meanwhile: {proposal.state}. Look again before you go on."
            )
    # names first, whatever the order they were given in: they say who is meant
    for answer in sorted(answers, key=lambda each: found[each.proposal].kind != "Name"):
        proposal = found[answer.proposal]
        content = None if answer.outcome == State.REFUSED else _content(proposal, answer, batch)
        batch.contents.append((proposal, answer, content))
    return batch


def _content(proposal: Proposal, answer: Answer, batch: _Batch) -> Content:
    kind = kind_of(proposal.kind)
    subject = _subject(proposal, answer, batch)
    given = {**(proposal.values if answer.values is None else answer.values)}
    attested = str(given.pop(ATTESTED, proposal.values.get(ATTESTED, "")) or "")
    try:
        resolved = {name: _value(proposal, value, batch) for name, value in given.items()}
        values = clean(kind, resolved)
    except VocabularyError as error:
        raise ClaimsError(f"Proposal {proposal.number} cannot be recorded. {error}") from error
    for reference in kind.references:
        if reference.name in values:
            _demand_kind(str(values[reference.name]), reference.kinds, batch)
    start, end = answer.dates or (proposal.valid_from, proposal.valid_until)
    return Content(proposal.kind, subject, values, start, end, answer.status or proposal.status, attested)


def _subject(proposal: Proposal, answer: Answer, batch: _Batch) -> str:
    """The record a proposal is about, made if it is new: by the answer, an earlier decision, or because its kind has no name."""
    mention = proposal.subject
    known = batch.meant.get(mention.pk) or mention.record_id
    if answer.meant and answer.meant != NEW:
        _demand_kind(answer.meant, (mention.kind,), batch)
        known = answer.meant
    elif not known and (answer.meant == NEW or not RECORDS[mention.kind].named):
        made = Record.objects.create(kind=mention.kind)
        batch.created.append(made)
        known = made.id
    if not known:
        raise UnknownMention(f"Decide first who {mention.name!r} is: a new record or one that exists.")
    if known != mention.record_id:
        batch.meant[mention.pk] = known
        Mention.objects.filter(pk=mention.pk).update(record_id=known)
    return known


def _value(proposal: Proposal, value: object, batch: _Batch) -> object:
    """A plain value; a mention becomes the record that is meant by it."""
    if not isinstance(value, Mapping):
        return value
    if "record" in value:
        return value["record"]
    mention = Mention.objects.filter(reading_id=proposal.reading_id, key=value.get("mention")).first()
    if mention is None:
        raise ClaimsError(
            f"Proposal {proposal.number} speaks of {value.get('mention')!r}, which its reading does not have."
        )
    known = batch.meant.get(mention.pk) or mention.record_id
    if not known and not RECORDS[mention.kind].named:
        made = Record.objects.create(kind=mention.kind)
        batch.created.append(made)
        known = batch.meant[mention.pk] = made.id
        Mention.objects.filter(pk=mention.pk).update(record_id=known)
    if not known:
        raise UnknownMention(f"Decide first who {mention.name!r} is: a new record or one that exists.")
    return known


def _demand_kind(record_id: str, kinds: Sequence[str], batch: _Batch) -> None:
    found = Record.objects.filter(id=record_id).first()
    if found is None or found.kind not in kinds:
        raise WrongRecord(f"Expected the id of a record of kind {' or '.join(kinds)}; got {record_id!r}.")


def _payload(batch: _Batch) -> dict[str, object]:
    return {
        "meant": {str(key): value for key, value in batch.meant.items()},
        "created": [made.id for made in batch.created],
        "rulings": [
            {
                "proposal": proposal.id,
                "outcome": answer.outcome,
                "reason": answer.reason,
                "content": None
                if content is None
                else [
                    content.kind,
                    content.subject,
                    content.values,
                    content.valid_from,
                    content.valid_until,
                    content.status,
                    content.attested,
                ],
            }
            for proposal, answer, content in batch.contents
        ],
    }


def _rule(decision: Decision, proposal: Proposal, answer: Answer, content: Content | None) -> None:
    values = {name: str(value) for name, value in content.values.items()} if content else {}
    Ruling.objects.create(
        decision=decision, proposal=proposal, outcome=answer.outcome, values=values, reason=answer.reason
    )
    Proposal.objects.filter(pk=proposal.pk).update(state=answer.outcome)
    if content is not None:
        record(content, proposal, decision)
