"""A signed statement becomes claims, by one decision: its texts and demands rest on the frozen wordings, each signature on its captured answer.

Done again it adds only what is new: later signatures, signatures that were taken back, a translation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.advocacy.models import Answer, DraftDemand, DraftVersion, Invitation, StatementDraft
from khronika.desk.advocacy.signon import answer as answers
from khronika.desk.advocacy.signon.draft import frozen, wording
from khronika.desk.advocacy.signon.table import OLDER, SIGNED, WITHDRAWN, current, standing
from khronika.desk.advocacy.signon.who import Meant, meet
from khronika.desk.advocacy.signon.wording import Wording
from khronika.desk.claims.decide import Answer as Ruled
from khronika.desk.claims.decide import decide
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Citation, Claim, Decision, Detail, Record
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.claims.tables import table
from khronika.desk.sources.models import Capture, TextVersion
from khronika.desk.sources.note import note

READER = "person"
LONGEST = 5_000  # characters of an answer that are cited
Span = tuple[int, int]


@dataclass(slots=True)
class _Laid:
    """Facts by the text that they rest on, and the records that they speak of: kind and name by their key."""

    facts: dict[int, list[Fact]] = field(default_factory=dict)
    versions: dict[int, TextVersion] = field(default_factory=dict)
    meant: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    bound: dict[tuple[int, int], Answer] = field(default_factory=dict)

    def meet(self, record: str, kind: str, name: str) -> str:
        """The key under which facts speak of a record."""
        self.meant[record] = (kind, name, record)
        return record

    def add(self, version: TextVersion, fact: Fact) -> int:
        """One fact; its number within the text."""
        self.versions[version.pk] = version
        self.facts.setdefault(version.pk, []).append(fact)
        return len(self.facts[version.pk])


@dataclass(frozen=True, slots=True)
class _Page:
    """The text of a frozen wording, on which facts are laid at the words that say them."""

    laid: _Laid
    version: TextVersion

    def say(
        self, subject: str, kind: str, values: Mapping[str, object], quote: str = "", dates: tuple[str, str] = ("", "")
    ) -> None:
        """One fact, unless it is a text without words."""
        said = {name: value for name, value in values.items() if value not in (None, "")}
        if kind != "Text" or "text" in said:
            place = Wording("", "", self.version.text).place(quote)
            self.laid.add(self.version, Fact(kind, subject, said, (place,), *dates))


def record(by: User, draft: StatementDraft, *, new: Iterable[str] = (), older: bool = False) -> Decision:
    """Record the newest frozen version with those who signed it.

    `new` are invitations whose names are new records although others are called alike; `older` takes those in who signed an
    earlier wording. Raises who.Unclear for a name that may mean several, ClaimsError where nothing is new.
    """
    versions = frozen(draft)
    if not versions:
        raise ClaimsError(_("No version of this statement is frozen. Freeze one, then record it."))
    with transaction.atomic():
        laid = _Laid()
        statement = draft.statement or Record.objects.create(kind="JointStatement")
        laid.meet(statement.pk, "JointStatement", draft.title)
        _texts(laid, draft, statement.pk, versions)
        _signatures(laid, draft, statement.pk, _holding(draft, versions, older=older), set(new))
        if not laid.facts:
            raise ClaimsError(
                _("Everything is recorded already; nothing is new since decision %s.") % draft.decision_id
            )
        decision = _decided(by, draft, laid)
        draft.statement, draft.decision = statement, decision
        draft.save()
    return decision


def _texts(laid: _Laid, draft: StatementDraft, statement: str, versions: Sequence[DraftVersion]) -> None:
    """The statement's titles, texts and demands in each language that is not recorded yet; the rest once, on the first."""
    told = set(_live("Text", statement).values_list("language", flat=True))
    first = not told
    demands = _demands(laid, draft, versions[0])
    for row in versions:
        made, page = wording(row), _Page(laid, _version(row.capture))
        if made.language in told:
            continue
        for role, words in (("title", made.title), ("body", made.body)):
            page.say(statement, "Text", {"role": role, "language": made.language, "text": words}, words)
        for number, words in made.demands:
            values = {"role": "demand", "language": made.language, "text": words}
            page.say(demands[number].pk, "Text", values, f"{number}. {words}")
    if first:
        _whole(laid, draft, statement, versions[0], demands)


def _whole(
    laid: _Laid, draft: StatementDraft, statement: str, row: DraftVersion, demands: Mapping[int, Record]
) -> None:
    """Who publishes it, of whom it asks, and of each demand what is known beside its words."""
    page, made, dates = _Page(laid, _version(row.capture)), wording(row), (draft.on, "")
    publisher = {"publisher": {"record": draft.publisher_id}} if draft.publisher_id else {}
    page.say(statement, "StatementDetails", publisher, made.title, dates)
    asked = sorted(draft.addressees.values_list("pk", flat=True))
    for party in asked:
        page.say(statement, "Addressee", {"party": {"record": party}})
    known = {each.number: each for each in DraftDemand.objects.filter(draft=draft)}
    for number, words in made.demands:
        each, quote = known[number], f"{number}. {words}"
        values = {"statement": {"mention": statement}, "number": str(number), "scope": each.scope}
        values |= {"provision": {"record": each.provision_id} if each.provision_id else "", "deadline": each.deadline}
        page.say(demands[number].pk, "DemandDetails", values, quote, dates)
        for party in sorted(each.addressees.values_list("pk", flat=True)) or asked:
            page.say(demands[number].pk, "Addressee", {"party": {"record": party}}, quote)
        for party in sorted(each.beneficiaries.values_list("pk", flat=True)):
            page.say(demands[number].pk, "Beneficiary", {"party": {"record": party}}, quote)
        if each.earlier_id:
            page.say(demands[number].pk, "CarriedDemand", {"earlier": {"record": each.earlier_id}}, quote)


def _demands(laid: _Laid, draft: StatementDraft, row: DraftVersion) -> dict[int, Record]:
    """The record of each demand, made where it is new."""
    found: dict[int, Record] = {}
    for number, _words in wording(row).demands:
        each, _made = DraftDemand.objects.get_or_create(draft=draft, number=number)
        if each.record is None:
            each.record = Record.objects.create(kind="Demand")
            each.save()
        found[number] = each.record
        laid.meet(each.record.pk, "Demand", f"{number}")
    return found


def _holding(draft: StatementDraft, versions: Sequence[DraftVersion], *, older: bool) -> list[tuple[int, Answer]]:
    """The answers that count, in the order of the list, each with its place."""
    newest = current(versions)
    found = []
    for invitation in draft.invitations.order_by("number"):
        last = invitation.answers.select_related("version", "capture", "withdrawal", "claim").last()
        state = standing(last, invitation, newest)
        known = last is not None and last.claim_id is not None
        if last is not None and (
            state == SIGNED
            or (state == OLDER and (older or known))
            or (state == WITHDRAWN and (known or not newest.isdisjoint({last.digest, last.version_id})))
        ):
            found.append((invitation.number, last))
    return found


def _signatures(
    laid: _Laid, draft: StatementDraft, statement: str, holding: Sequence[tuple[int, Answer]], new: set[str]
) -> None:
    """Each signature that is not recorded as it stands, on its answer; what was recorded otherwise is corrected."""
    for number, each in holding:
        invitation = each.invitation
        earlier = _recorded(invitation)
        if earlier and earlier.claim_id == each.claim_id and earlier.claim.valid_until == each.withdrawn_on:
            continue
        rule = f"corrects {_proposal(earlier.claim_id)}" if earlier and earlier.claim_id else ""
        for at, capture in enumerate(filter(None, (each.capture, each.withdrawal))):
            version, spans = _evidence(each, capture)
            values: dict[str, object] = {"number": str(number), "signing": each.manner, "version": _called(each)}
            if each.manner != answers.UNNAMED:
                meant = meet(invitation, new=invitation.pk in new)
                values |= _parties(laid, version, spans, meant) | {"role": each.role}
            dates = each.answered_on, each.withdrawn_on
            place = laid.add(version, Fact("Signatory", statement, values, spans, *dates, rule="" if at else rule))
            laid.bound[version.pk, place] = each


def _parties(laid: _Laid, version: TextVersion, spans: tuple[Span, ...], meant: Sequence[Meant]) -> dict[str, object]:
    """Whom a signature is of; who is new gets the name that they were asked by."""
    for each in meant:
        if each.fresh:
            key = laid.meet(each.record, each.kind, each.name)
            laid.add(version, Fact("Name", key, {"text": each.name}, spans))
    return {each.field: {"record": each.record} for each in meant}


def _recorded(invitation: Invitation) -> Answer | None:
    """The answer whose signature is a claim that still stands."""
    found = invitation.answers.exclude(claim=None).filter(claim__known_until=None).select_related("claim")
    return found.order_by("at", "id").last()


def _proposal(claim: str | None) -> str:
    """The proposal that a signature's claim rests on."""
    found = Citation.objects.filter(claim=claim, known_until=None).order_by("pk")
    return str(found.values_list("proposal_id", flat=True).first() or "")


def _evidence(each: Answer, capture: Capture) -> tuple[TextVersion, tuple[Span, ...]]:
    """The text of an answer, or a note of what it is where it is a picture without words."""
    version = capture.versions.order_by("-number").first()
    if version is None or not version.text.strip():
        words = _("%(name)s signed the wording %(digest)s on %(day)s; the answer is kept with the digest %(kept)s.") % {
            "name": str(each.invitation),
            "digest": each.digest,
            "day": each.answered_on,
            "kept": capture.sha256,
        }
        version = _version(note(each.by, words))
    return version, ((0, min(len(version.text), LONGEST)),)


def _version(capture: Capture | None) -> TextVersion:
    found = capture.versions.order_by("-number").first() if capture else None
    if found is None:
        raise ClaimsError(
            _("The text of this version is not kept any more, so nothing can rest on it. Freeze a new one.")
        )
    return found


def _called(each: Answer) -> str:
    """Which wording was signed: version, language, digest."""
    row = each.version
    return " ".join(filter(None, (f"{row.number} {row.language}" if row else "", each.digest))) if row else ""


def _live(kind: str, subject: str) -> QuerySet[Detail]:
    return table(kind).objects.filter(claim__subject=subject, claim__known_until=None)


def _decided(by: User, draft: StatementDraft, laid: _Laid) -> Decision:
    """Propose all of it, accept it at once, and note which claim each signature became."""
    rulings, signed = [], {}
    for key, facts in laid.facts.items():
        mentions = [Mentioned(each, *laid.meant[each][:2]) for each in _keys(laid, facts)]
        reading = propose(laid.versions[key], mentions, facts, reader=READER, by=by)
        for proposal, number, subject in reading.proposals.values_list("id", "number", "subject__key"):
            rulings.append(Ruled(proposal, meant=laid.meant[subject][2]))
            if (key, number) in laid.bound:
                signed[proposal] = laid.bound[key, number]
    reason = _("Recorded from the statement ‘%(title)s’ that was signed here.") % {"title": draft.title}
    decision = decide(by, rulings, reason=reason)
    for proposal, each in signed.items():
        each.claim = Claim.objects.filter(citations__proposal=proposal, known_until=None).first()
        each.save()
    return decision


def _keys(laid: _Laid, facts: Iterable[Fact]) -> Iterator[str]:
    """The records that some facts are about or point to by a mention."""
    seen = dict.fromkeys(key for fact in facts for key in (fact.subject, *_pointed(fact)))
    yield from (each for each in seen if each in laid.meant)


def _pointed(fact: Fact) -> list[str]:
    return [str(each["mention"]) for each in fact.values.values() if isinstance(each, Mapping) and "mention" in each]
