"""What the register expects and has not been told: hearings whose outcome nobody recorded, and terms that end about now.

An estimate is never a fact: a term is listed so that somebody asks, not because the person is free.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from khronika.dates import parse
from khronika.desk.claims.asof import live
from khronika.desk.register.models import (
    Hearing,
    Judgment,
    ProceedingDetails,
    SentenceComponent,
    SpellDetails,
)
from khronika.desk.register.term import Estimate, lengthen, release
from khronika.desk.register.told import portions
from khronika.desk.register.totals import ARREST

UNTOLD = ("", "unknown")
WINDOW = timedelta(days=14)
_LONGEST_ARREST = timedelta(days=60)
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


def hearings(at: date, *, limit: int = 200) -> list[Due]:
    """Hearings of days before `at` of which no outcome is known and after which no judgment was recorded; the latest first."""
    told = Hearing.objects.filter(
        live(of="claim__"),
        claim__subject=OuterRef("claim__subject"),
        claim__from_earliest=OuterRef("claim__from_earliest"),
    ).exclude(hearing_outcome__in=UNTOLD)
    judged = Judgment.objects.filter(
        live(of="claim__"),
        claim__subject=OuterRef("claim__subject"),
        claim__from_latest__gte=OuterRef("claim__from_earliest"),
    )
    found = Hearing.objects.filter(
        ~Exists(told), ~Exists(judged), live(of="claim__"), claim__from_latest__lt=at, hearing_outcome__in=UNTOLD
    ).order_by("-claim__from_latest", "claim_id")
    columns = ("claim_id", "claim__subject_id", "claim__from_earliest", "claim__from_latest")
    rows = list(found.values_list(*columns)[:limit])
    whose = _defendants(each[1] for each in rows)
    return [Due(trial, whose.get(trial, ""), first, last, claim) for claim, trial, first, last in rows]


def terms(at: date, *, window: timedelta = WINDOW) -> list[Due]:
    """Terms of people still held, as far as is known, that may end within `window` before or after a day; the earliest first."""
    found = [*_arrests(at, window), *_sentences(at, window)]
    return sorted(found, key=lambda each: (each.latest, each.person, each.claim))


def _arrests(at: date, window: timedelta) -> list[Due]:
    """Administrative detentions, reckoned from the day they were imposed, or from the day of arrest where it is known."""
    rows = SentenceComponent.objects.filter(
        live(of="claim__"),
        claim__status="asserted",
        sentence_type=ARREST,
        unit="days",
        amount__isnull=False,
        claim__from_latest__gte=at - window - _LONGEST_ARREST,
        claim__from_earliest__lte=at,
    ).values_list("claim_id", "claim__subject_id", "claim__valid_from", "amount")
    rows = list(rows)
    whose = _defendants(each[1] for each in rows)
    starts = _started(whose.values(), at)
    found = []
    for claim, trial, day, amount in rows:
        person = whose.get(trial, "")
        imposed = parse(starts.get(person, {}).get(trial, day))
        ends = [lengthen(each, amount, "days") for each in (imposed.earliest, imposed.latest) if each]
        last = [each for each in ends if each is not None]
        if last and person in starts and at - window <= last[-1] and last[0] <= at + window:
            found.append(Due(trial, person, last[0], last[-1], claim))
    return found


def _started(people: Iterable[str], at: date) -> dict[str, dict[str, str]]:
    """Of people who are held, as far as is known: when, by the proceeding of each detention, empty where it names none."""
    open_ = Q(claim__until_latest=None) | Q(claim__until_latest__gt=at)
    rows = SpellDetails.objects.filter(open_, live(of="claim__"), claim__status="asserted")
    found: dict[str, dict[str, str]] = {}
    for group in portions(set(people)):
        columns = ("person_id", "proceeding_id", "claim__valid_from")
        for person, trial, day in rows.filter(person__in=group).order_by("claim__valid_from").values_list(*columns):
            its = found.setdefault(person, {})
            if day:
                its.setdefault(trial or "", day)
    return found


def _sentences(at: date, window: timedelta) -> list[Due]:
    """Terms of imprisonment by the estimate of `term.release`, asked only of those whose term can end about now."""
    rows = SentenceComponent.objects.filter(
        live(of="claim__"), claim__status="asserted", sentence_type="imprisonment", unit__in=("years", "months")
    ).values_list("claim__subject_id", "amount", "unit")
    said = list(rows.exclude(amount=None).filter(claim__from_earliest__lte=at))
    whose = _defendants(trial for trial, _, _ in said)
    starts = _started(whose.values(), at)
    asked = {
        whose[trial]
        for trial, amount, unit in said
        if trial in whose and any(_near(day, amount, unit, at, window) for day in starts.get(whose[trial], {}).values())
    }
    return [_due(person, each) for person in sorted(asked) for each in release(person, at) if _within(each, at, window)]


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
