"""What the register expects and has not been told: hearings whose outcome nobody recorded, and terms that end about now.

An estimate is never a fact: a term is listed so that somebody asks, not because the person is free.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from time import monotonic
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q

from khronika.dates import parse
from khronika.desk.claims.asof import live
from khronika.desk.claims.models import Claim
from khronika.desk.claims.portions import portions
from khronika.desk.ledger.append import head
from khronika.desk.ledger.models import Entry
from khronika.desk.register.models import (
    Hearing,
    Judgment,
    ProceedingDetails,
    SentenceComponent,
    SpellDetails,
)
from khronika.desk.register.term import Estimate, lengthen, release
from khronika.desk.register.totals import ARREST

UNTOLD = ("", "unknown")
WINDOW = timedelta(days=14)
_LONGEST_ARREST = timedelta(days=60)
Whose = Mapping[str, str]  # a trial, and who is tried
Held = Mapping[str, Mapping[str, str]]
_RECKONED = ("SpellDetails", "ProceedingDetails", "SentenceComponent", "Judgment", "Custody")
_found: dict[tuple[date, timedelta], Any] = {}  # with the end of the ledger it was found at, and when
patience = 0.0  # seconds for which what was found stands whatever is decided; a desk on which many decide sets it
_reckoned: dict[str, Any] = {}  # the estimates of a day by person, each with what it was reckoned from
_SAVED = timedelta(days=400)  # by which days in custody that count for more may shorten a term


@dataclass(frozen=True, slots=True)
class Due:
    """Something that should be asked about: the record it is of, whom it concerns, the days it may mean, and why."""

    record: str
    person: str
    earliest: date
    latest: date
    claim: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Imposed:
    """A term imposed in a trial: the claim, the day it is dated and the last day that may mean, and how long it is."""

    claim: str
    trial: str
    day: str
    latest: date | None
    kind: str
    amount: Decimal
    unit: str


def hearings(at: date, *, limit: int = 200) -> list[Due]:
    """Hearings of days before `at` of which no outcome is known and after which no judgment was recorded; the latest first."""
    told = Hearing.objects.filter(
        live(of="claim__"),
        claim__kind="Hearing",
        claim__subject=OuterRef("claim__subject"),
        claim__from_earliest=OuterRef("claim__from_earliest"),
    ).exclude(hearing_outcome__in=UNTOLD)
    judged = Judgment.objects.filter(
        live(of="claim__"),
        claim__kind="Judgment",
        claim__subject=OuterRef("claim__subject"),
        claim__from_latest__gte=OuterRef("claim__from_earliest"),
    )
    found = Hearing.objects.filter(
        ~Exists(told),
        ~Exists(judged),
        live(of="claim__"),
        claim__kind="Hearing",  # said for the index, as below
        claim__from_latest__lt=at,
        hearing_outcome__in=UNTOLD,
    ).order_by("-claim__from_latest", "claim_id")
    columns = ("claim_id", "claim__subject_id", "claim__from_earliest", "claim__from_latest")
    rows = list(found.values_list(*columns)[:limit])
    whose = _defendants(each[1] for each in rows)
    return [Due(trial, whose.get(trial, ""), first, last, claim) for claim, trial, first, last in rows]


def terms(at: date, *, window: timedelta = WINDOW, anew: bool = False) -> list[Due]:
    """Terms of people still held, as far as is known, that may end within `window` before or after a day; the earliest first.

    Found anew only when something was decided about detentions, trials or sentences since it was asked for last; where `patience`
    is given, not before it is over, but if `anew`.
    """
    newest, asked = head(), _found.get((at, window))
    if asked and not anew and monotonic() - asked[2] < patience:
        return list(asked[1])
    found = asked[1] if asked and _stands(asked[0], newest) else _terms(at, window)
    _found.clear()
    _found[at, window] = newest, found, monotonic()
    return list(found)


def _stands(then: tuple[int, str], newest: tuple[int, str]) -> bool:
    """Whether nothing of which terms are reckoned was touched between two ends of the ledger."""
    number, digest = then
    if then == newest:
        return True
    if not Entry.objects.filter(number=number, digest=digest).exists():
        return False
    since = Q(known_from__gt=number) | Q(known_until__gt=number)
    return not Claim.objects.filter(since, kind__in=_RECKONED).exists()


def _terms(at: date, window: timedelta) -> list[Due]:
    held = _held(at)
    whose = _tried(held)
    imposed = _imposed(whose, at)
    found = _arrests(imposed, whose, held, at=at, window=window)
    found += _sentences(imposed, whose, held, at=at, window=window)
    return sorted(found, key=lambda each: (each.latest, each.person, each.claim))


def _imposed(trials: Iterable[str], at: date) -> list[_Imposed]:
    """Administrative detentions and imprisonment imposed in trials until a day, with an amount."""
    columns = (
        "claim_id",
        "claim__subject_id",
        "claim__valid_from",
        "claim__from_latest",
        "sentence_type",
        "amount",
        "unit",
    )
    asked = Q(sentence_type=ARREST, unit="days") | Q(sentence_type="imprisonment", unit__in=("years", "months"))
    found = []
    for group in portions(trials):
        rows = SentenceComponent.objects.filter(
            live(of="claim__"), claim__subject__in=group, claim__kind="SentenceComponent", claim__status="asserted"
        ).filter(asked, claim__from_earliest__lte=at)
        found += [_Imposed(*row) for row in rows.exclude(amount=None).values_list(*columns)]
    return found


def _arrests(imposed: Iterable[_Imposed], whose: Whose, held: Held, *, at: date, window: timedelta) -> list[Due]:
    """Administrative detentions, reckoned from the day they were imposed, or from the day of arrest where it is known."""
    found = []
    for each in imposed:
        person = whose[each.trial]
        if each.kind != ARREST or each.latest is None or each.latest < at - window - _LONGEST_ARREST:
            continue
        start = parse(held[person].get(each.trial, each.day))
        ends = [lengthen(day, each.amount, each.unit) for day in (start.earliest, start.latest) if day]
        last = [day for day in ends if day is not None]
        if last and at - window <= last[-1] and last[0] <= at + window:
            found.append(Due(each.trial, person, last[0], last[-1], each.claim))
    return found


def _held(at: date) -> Held:
    """People who are held, as far as is known: when each detention began, by its proceeding, empty where it names none."""
    open_ = Q(claim__until_latest=None) | Q(claim__until_latest__gt=at)
    rows = SpellDetails.objects.filter(open_, live(of="claim__"), claim__kind="SpellDetails", claim__status="asserted")
    found: dict[str, dict[str, str]] = {}
    columns = ("person_id", "proceeding_id", "claim__valid_from")
    for person, trial, day in rows.exclude(person=None).order_by("claim__valid_from").values_list(*columns):
        its = found.setdefault(person, {})
        if day:
            its.setdefault(trial or "", day)
    return found


def _sentences(imposed: Iterable[_Imposed], whose: Whose, held: Held, *, at: date, window: timedelta) -> list[Due]:
    """Terms of imprisonment by the estimate of `term.release`, asked only of those whose term can end about now."""
    near: dict[str, list[str]] = defaultdict(list)
    for each in imposed:
        person = whose[each.trial]
        if each.kind == ARREST or not any(
            _near(day, each.amount, each.unit, at, window) for day in held[person].values()
        ):
            continue
        near[person].append(each.trial)
    found = _released(near, at)
    return [_due(person, each) for person in sorted(near) for each in found[person] if _within(each, at, window)]


def _tried(people: Iterable[str]) -> dict[str, str]:
    """The proceedings of people, with the person."""
    found: dict[str, str] = {}
    for group in portions(people):
        # whether it is known is looked at after: asked for at once, the database goes through all that is
        rows = ProceedingDetails.objects.filter(defendant__in=group)
        columns = ("claim__subject_id", "defendant_id", "claim__known_until")
        found.update((trial, person) for trial, person, until in rows.values_list(*columns) if until is None)
    return found


def _released(near: Mapping[str, list[str]], at: date) -> dict[str, tuple[Estimate, ...]]:
    """When terms may end: reckoned once a day, and again for those whose trials or detentions a decision touched."""
    touched = _touched(near)
    if _reckoned.get("at") != at:
        _reckoned.clear()
        _reckoned["at"] = at
    found = {}
    for person in near:
        last, estimates = _reckoned.get(person, (None, ()))
        if last != touched[person]:
            estimates = release(person, at)
            _reckoned[person] = touched[person], estimates
        found[person] = estimates
    return found


def _touched(near: Mapping[str, list[str]]) -> dict[str, tuple[int, ...]]:
    """What tells whether anything that a term is reckoned by has changed: claims about trials and detentions, and the last entries of them."""
    whose = {trial: person for person, trials in near.items() for trial in trials}
    for group in portions(near):
        spells = SpellDetails.objects.filter(person__in=group).values_list("claim__subject_id", "person_id")
        whose.update(spells)
    last: dict[str, tuple[int, ...]] = dict.fromkeys(near, (0, 0, 0))
    for group in portions(whose):
        rows = Claim.objects.filter(subject__in=group).order_by().values_list("subject_id")
        for subject, *entries in rows.annotate(n=Count("pk"), since=Max("known_from"), until=Max("known_until")):
            before = last[whose[subject]]
            count, since, until = (each or 0 for each in entries)
            last[whose[subject]] = before[0] + count, max(before[1], since), max(before[2], until)
    return last


def _near(day: str, amount: Decimal, unit: str, at: date, window: timedelta) -> bool:
    """Whether a term that runs from a day can end about now; days in custody that count for more may shorten it."""
    start = parse(day)
    ends = [lengthen(each, amount, unit) for each in (start.earliest, start.latest) if each]
    known = [each for each in ends if each is not None]
    return bool(known) and known[-1] >= at - window and known[0] <= at + window + _SAVED


def _within(each: Estimate, at: date, window: timedelta) -> bool:
    return each.latest >= at - window and each.earliest <= at + window


def _due(person: str, each: Estimate) -> Due:
    return Due(each.proceeding, person, each.earliest, each.latest, each.claims[0], each.rule)


def _defendants(trials: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in portions(set(trials)):
        rows = ProceedingDetails.objects.filter(live(of="claim__"), claim__subject__in=group)
        found.update(rows.exclude(defendant=None).values_list("claim__subject_id", "defendant_id"))
    return found
