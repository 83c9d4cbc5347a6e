"""What protects a person beside levels: what they agreed to, days of embargo, pseudonyms, and what goes out on a decision of two.

What narrows the circle takes one editor and effect at once. What widens it takes a second person where a record at risk is
concerned; and always where a name takes the place of a pseudonym, something was made public, or its source is withheld.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khronika.dates import DateError, parse
from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.claims.clear import WHAT, Target, clear
from khronika.desk.claims.decide import demand_reason, enter
from khronika.desk.claims.errors import ClaimsError, WrongRecord
from khronika.desk.claims.guard import Order, at_risk, hold, spoken_of
from khronika.desk.claims.judge import cluster
from khronika.desk.claims.models import Clearance, Consent, Decision, Embargo, Mention, Prepared, Pseudonym, Record
from khronika.desk.claims.tables import table
from khronika.desk.sources.models import Source
from khronika.names import tokens
from khronika.vocabulary.kind import Level, Topic

AUDIENCES = (Level.PUBLIC, Level.PARTNERS)
LONGEST = 200  # characters of a pseudonym
SAID = 300  # characters of who agreed
DEEDS = frozenset({Decision.Deed.CONSENT, Decision.Deed.EMBARGO, Decision.Deed.PSEUDONYM})


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a person agreed to have said and to whom; `topic` is empty for the name itself, `given_on` an EDTF date."""

    topic: str
    audience: str
    given_by: str
    given_on: str
    source: str = ""


def consent(by: User, record: str, agreement: Agreement, *, reason: str = "") -> Decision:
    """Record what a person agreed to. Raises NotAllowed, WrongRecord, ClaimsError; Waits for a record at risk."""
    demand(by, Deed.CLEAR)
    _demand_person(record)
    _demand_agreement(agreement)
    what = {"record": record, **{name: getattr(agreement, name).strip() for name in Agreement.__dataclass_fields__}}
    return _do(by, Decision.Deed.CONSENT, what, _risky({record}), reason or agreement.given_by)


def end_consent(by: User, number: int, *, reason: str) -> Decision:
    """End the consent that decision `number` recorded; at once. Raises NotAllowed, or ClaimsError if there is none that stands."""
    demand(by, Deed.CLEAR)
    demand_reason(reason)
    with transaction.atomic():
        found = Consent.objects.filter(pk=number).first()
        if found is None:
            raise ClaimsError(_("Expected the number of a consent; got {number}.").format(number=number))
        if found.withdrawn_id is not None:
            sentence = _("This consent has ended already, by decision {number}.")
            raise ClaimsError(sentence.format(number=found.withdrawn_id))
        made = enter(by, Decision.Deed.CONSENT, {"ends": number, "record": found.record_id}, reason=reason)
        Consent.objects.filter(pk=number).update(withdrawn=made)
    return made


def embargo(by: User, thing: Target, *, until: date | None, reason: str) -> Decision:
    """Keep a record, claim or source inside until a day, the first on which it may go out; None lifts what was said before.

    Raises NotAllowed, WrongRecord, ClaimsError; Waits if a record at risk would go out earlier than it would have.
    """
    demand(by, Deed.CLEAR)
    demand_reason(reason)
    if thing.what not in ("record", "claim", "source") or not WHAT[thing.what].objects.filter(id=thing.id).exists():
        raise WrongRecord(_("Expected the id of a record, a claim or a source; got {id!r}.").format(id=thing.id[:40]))
    if until is not None and until <= timezone.now().date():
        raise ClaimsError(
            _("Expected a day after today, the first on which it may go out; got {day}.").format(day=until)
        )
    held = embargoed(thing.what, thing.id)
    if until is None and held is None:
        raise ClaimsError(_("There is no embargo on this; nothing to lift."))
    sooner = held is not None and (until is None or until < held)
    touched = {"record": {thing.id}, "claim": spoken_of([thing.id])}.get(thing.what, set()) if sooner else set()
    what = {thing.what: thing.id, "until": until.isoformat() if until else ""}
    return _do(by, Decision.Deed.EMBARGO, what, _risky(touched), reason)


def embargoed(what: str, which: str) -> date | None:
    """The first day on which a thing may go out; None where nothing was said or it was lifted."""
    latest = Embargo.objects.filter(**{f"{what}_id": which}).order_by("-decision_id").first()
    return latest.public_from if latest else None


def pseudonym(by: User, record: str, *, audience: str, text: str, reason: str) -> Decision:
    """Call a person by another name before an audience, or by their own again (an empty text, which takes a second person).

    Raises NotAllowed, WrongRecord, Waits, or ClaimsError for a text that would give the name away.
    """
    demand(by, Deed.CLEAR)
    _demand_person(record)
    _demand_audience(audience)
    demand_reason(reason)
    text, held = " ".join(text.split()), called(record, audience)
    if text:
        _demand_other(record, text)
    elif not held:
        raise ClaimsError(_("This person has no pseudonym before this audience; nothing to end."))
    what = {"record": record, "audience": audience, "text": text}
    return _do(by, Decision.Deed.PSEUDONYM, what, _risky({record}) if text else {record}, reason)


def called(record: str, audience: str) -> str:
    """The pseudonym that was decided for exactly this audience; empty where there is none."""
    latest = Pseudonym.objects.filter(record=record, audience=audience).order_by("-decision_id").first()
    return latest.text if latest else ""


def made_public(by: User, claims: Sequence[str], *, where: str, reason: str, level: Level = Level.PUBLIC) -> Decision:
    """Clear claims that their people have made public themselves; `where` cites it. Always raises: Waits, else ClaimsError."""
    basis = str(Clearance.Basis.MADE_PUBLIC)
    return clear(by, [Target("claim", each, basis=basis, where=where.strip()) for each in claims], level, reason=reason)


def source_withheld(by: User, claims: Sequence[str], *, reason: str, level: Level = Level.PUBLIC) -> Decision:
    """Clear claims though none of their sources may be cited, which is then said. Always raises: Waits, else ClaimsError."""
    basis = str(Clearance.Basis.SOURCE_WITHHELD)
    return clear(by, [Target("claim", each, basis=basis) for each in claims], level, reason=reason)


def carry_out(by: User, deed: str, what: Mapping[str, Any], *, reason: str, right: Sequence[Deed] = ()) -> Decision:
    """Do what needs nobody else any more: what the deeds here and a confirmation end in."""
    with transaction.atomic():
        made = enter(by, deed, what, reason=reason, right=right)
        if deed == Decision.Deed.CONSENT:
            rest = {name: what[name] for name in ("topic", "audience", "given_by", "given_on")}
            Consent.objects.create(decision=made, record_id=what["record"], source_id=what["source"] or None, **rest)
        elif deed == Decision.Deed.EMBARGO:
            day = date.fromisoformat(what["until"]) if what["until"] else None
            things = {f"{name}_id": what[name] for name in ("record", "claim", "source") if name in what}
            Embargo.objects.create(decision=made, public_from=day, **things)
        else:
            named = {"audience": what["audience"], "text": what["text"]}
            Pseudonym.objects.create(decision=made, record_id=what["record"], **named)
    return made


def demand_two(found: Prepared) -> None:
    """Raise ClaimsError for what nobody does alone, in danger neither: it brings somebody out and protects nobody."""
    based = found.deed == Decision.Deed.CLEARANCE and any(len(each) > 3 for each in found.order["targets"])
    if based or (found.deed == Decision.Deed.PSEUDONYM and not found.order["text"]):
        raise ClaimsError(_("This always takes two people; in danger it can wait for the second one."))


def _do(by: User, deed: str, what: Mapping[str, Any], two: set[str], reason: str) -> Decision:
    """Do it, or prepare it where a second person is asked because of some records."""
    if two:
        raise hold(by, Order(deed, what, two, Deed.CLEAR), reason=reason)
    return carry_out(by, deed, what, reason=reason)


def _risky(records: set[str]) -> set[str]:
    return records & at_risk()


def _demand_person(record: str) -> None:
    if not Record.objects.filter(id=record, kind="Person").exists():
        raise WrongRecord(_("Expected the id of a person; got {record!r}.").format(record=record[:40]))


def _demand_audience(audience: str) -> None:
    if audience not in AUDIENCES:
        raise ClaimsError(_("Expected an audience, public or partners; got {given!r}.").format(given=audience[:40]))


def _demand_agreement(agreement: Agreement) -> None:
    _demand_audience(agreement.audience)
    if agreement.topic and agreement.topic not in list(Topic):
        topics = ", ".join(Topic)
        sentence = _("Expected a topic, one of {topics}, or none for the name itself; got {given!r}.")
        raise ClaimsError(sentence.format(topics=topics, given=agreement.topic[:40]))
    if not 0 < len(agreement.given_by.strip()) <= SAID:
        raise ClaimsError(_("Expected who agreed, in at most {most} characters.").format(most=SAID))
    try:
        given = parse(agreement.given_on).earliest
    except DateError as error:
        raise ClaimsError(str(error)) from error
    if given is None or given > timezone.now().date():
        raise ClaimsError(_("Expected the day on which it was agreed, such as 2024-05-01 or 2024-05, not after today."))
    if agreement.source and not Source.objects.filter(id=agreement.source).exists():
        raise ClaimsError(_("Expected the id of a source; got {given!r}.").format(given=agreement.source[:40]))


def _demand_other(record: str, text: str) -> None:
    """Raise ClaimsError for a pseudonym that has a word of the person's own names in it, or is too long."""
    if len(text) > LONGEST:
        raise ClaimsError(_("Expected a pseudonym of at most {most} characters.").format(most=LONGEST))
    mine = cluster(record)
    names = set(table("Name").objects.filter(claim__subject__in=mine).values_list("text", flat=True))
    names |= set(Mention.objects.filter(record__in=mine).values_list("name", flat=True))
    own = {stem for name in names for part in tokens(name) for stem in part.stems if len(part.text) > 1}
    if any(own & set(part.stems) for part in tokens(text) if len(part.text) > 1):
        raise ClaimsError(_("Expected a pseudonym without any word of the person's own names; choose another."))
