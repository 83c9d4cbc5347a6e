"""When someone may be released: an estimate, never a fact, with the rule by which it was made.

The term of imprisonment as it stands runs from the start of custody in that case. Days in custody before the sentence took
force count by the country's coefficient where it is known (custody.tsv); parole, pardon and amnesty are not foreseen.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from importlib import resources

from khronika.dates import parse
from khronika.desk.claims.asof import known_at, live
from khronika.desk.claims.judge import same
from khronika.desk.register.models import Custody, Judgment, Name, OrganizationDetails, PlaceDetails, SpellDetails
from khronika.desk.register.pieces import ASSERTED
from khronika.desk.register.status import Shown
from khronika.desk.register.totals import Penalty, penalties, tried

_UNITS = {"years": 12, "months": 1}
_FREE = ("suspended", "deferred", "in_absentia", "with_referral", "at_home")
_COUNTRIES = {
    "Belarus": ("belarus", "republic of belarus", "беларусь", "рэспубліка беларусь", "республика беларусь"),
    "Russia": ("russia", "russian federation", "россия", "расія", "российская федерация"),
}
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Estimate:
    """The days between which a term may end (they differ where a date is partial), and the rule in a sentence."""

    proceeding: str
    earliest: date
    latest: date
    rule: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spell:
    """One claim of detention."""

    claim: str
    record: str
    start: str
    until: str
    ground: str
    proceeding: str | None


@dataclass(frozen=True, slots=True)
class _Rate:
    """What a day in custody counts for."""

    country: str
    regime: str
    ground: str
    since: date
    coefficient: Decimal


def release(
    person: str, at: date | None = None, known: date | None = None, *, shown: Shown | None = None
) -> tuple[Estimate, ...]:
    """For each case in which a person was sentenced to imprisonment, when the term may end; none where a date is missing.

    `at` leaves out sentences and changes of later days.
    """
    entry = None if known is None else known_at(known)
    trials = tried(entry, person)
    found = penalties(entry, ("imprisonment",), proceedings=set(trials), shown=shown, at=at or date.max)
    spells = _spells(person, entry, shown)
    made = (_estimate(each, spells, entry) for each in found if each.served not in _FREE)
    return tuple(sorted((each for each in made if each is not None), key=lambda each: each.latest))


def lengthen(day: date, amount: Decimal, unit: str) -> date | None:
    """The last day of a term that began on a day; None for a unit that is no time, or a term that no calendar holds.

    >>> lengthen(date(2021, 3, 4), Decimal("4.5"), "years")
    datetime.date(2025, 9, 3)
    """
    try:
        if unit == "days":
            return day + timedelta(days=int(amount) - 1)
        months = int((amount * _UNITS[unit]).to_integral_value(ROUND_FLOOR))
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        last = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        return last - timedelta(days=1)
    except (KeyError, OverflowError, ValueError):
        return None


def _estimate(penalty: Penalty, spells: list[_Spell], entry: int | None) -> Estimate | None:
    custody = _custody(penalty, spells)
    if not custody or penalty.amount is None:
        return None
    start = parse(custody[0].start)
    if start.earliest is None or start.latest is None:
        return None
    first, last = (lengthen(day, penalty.amount, penalty.unit) for day in (start.earliest, start.latest))
    if first is None or last is None:
        return None
    saved, reckoned = _saved(penalty, custody, entry)
    rule = (
        f"{penalty.amount.normalize():f} {penalty.unit} from the start of custody on {custody[0].start}; {reckoned}; parole, "
        "pardon and amnesty are not foreseen. This is an estimate."
    )
    claims = (penalty.claim, *(each.claim for each in custody))
    return Estimate(penalty.proceeding, first - timedelta(days=saved), last - timedelta(days=saved), rule, claims)


def _custody(penalty: Penalty, spells: list[_Spell]) -> list[_Spell]:
    """The claims of detention that belong to a case, the first first; those that name none where no other does."""
    own = [each for each in spells if each.proceeding == penalty.proceeding]
    day = penalty.day.latest
    near = [
        each
        for each in spells
        if each.proceeding is None
        and day is not None
        and (parse(each.start).earliest or date.max) <= day
        and (parse(each.until).latest or date.max) >= day
    ]
    dated = [each for each in own or near if parse(each.start).earliest is not None]
    return sorted(dated, key=lambda each: (parse(each.start).earliest or date.max, each.claim))


def _saved(penalty: Penalty, custody: list[_Spell], entry: int | None) -> tuple[int, str]:
    """By how many days custody before the sentence took force shortens the term, and how that was reckoned."""
    force, country = _in_force(penalty, entry)
    regime = _regime([each.record for each in custody], entry)
    rates = [each for each in _rates() if each.country == country and each.regime in ("", regime)]
    if not rates or force is None:
        return 0, "a day in custody counts as a day, for no other coefficient is known here"
    saved = Decimal()
    for rate in rates:
        days = sum(_days(each, rate.since, force) for each in custody if each.ground == rate.ground)
        saved += days * (rate.coefficient - 1)
    told = ", ".join(f"{each.ground} {each.coefficient.normalize():f}" for each in rates)
    return int(saved.to_integral_value(ROUND_FLOOR)), (
        f"days before the sentence took force ({force}) by the coefficients of {country} ({told}), from which the law excepts "
        "some offences"
    )


def _days(spell: _Spell, since: date, force: date) -> int:
    """Days of a spell between two days, the first counted in."""
    start, end = parse(spell.start).latest or force, parse(spell.until).earliest or force
    return max(0, (min(end, force) - max(start, since)).days)


def _in_force(penalty: Penalty, entry: int | None) -> tuple[date | None, str]:
    """The day of the last judgment of a case that is known, else of the penalty, and the country of its court."""
    rows = Judgment.objects.filter(live(entry, of="claim__"), claim__subject=penalty.proceeding, claim__status=ASSERTED)
    judged = [(parse(day).latest, court) for day, court in rows.values_list("claim__valid_from", "court_id")]
    days = [day for day, _ in judged if day is not None] or ([penalty.day.latest] if penalty.day.latest else [])
    courts = [court for _, court in judged if court]
    return max(days, default=None), next((found for each in courts if (found := _country(each, entry))), "")


def _country(record: str, entry: int | None) -> str:
    """The country that a court lies in, if its name is one of those with a coefficient."""
    alive, place = live(entry, of="claim__"), record
    seats = OrganizationDetails.objects.filter(alive, claim__subject=record, seat__isnull=False)
    place = seats.values_list("seat_id", flat=True).first() or place
    for _ in range(_DEEPEST):
        names = {text.casefold() for text in _names(place, entry)}
        found = next((country for country, its in _COUNTRIES.items() if names & set(its)), "")
        if found:
            return found
        rows = PlaceDetails.objects.filter(alive, claim__subject=place, within__isnull=False)
        within = rows.values_list("within_id", flat=True).first()
        if within is None:
            return ""
        place = within
    return ""


def _names(record: str, entry: int | None) -> Iterable[str]:
    rows = Name.objects.filter(live(entry, of="claim__"), claim__subject=record)
    return list(rows.values_list("text", flat=True))


def _regime(spells: list[str], entry: int | None) -> str:
    """The regime last told; a remand prison is where one waits for it."""
    rows = Custody.objects.filter(live(entry, of="claim__"), claim__subject__in=spells).exclude(
        regime__in=("", "remand")
    )
    return rows.order_by("-claim__from_earliest").values_list("regime", flat=True).first() or ""


def _spells(person: str, entry: int | None, shown: Shown | None) -> list[_Spell]:
    standing = same(entry)
    root = standing.get(person, person)
    ids = {root, *(each for each, its in standing.items() if its == root)}
    rows = SpellDetails.objects.filter(live(entry, of="claim__"), person__in=ids, claim__status=ASSERTED)
    columns = ("claim_id", "claim__subject_id", "claim__valid_from", "claim__valid_until", "ground", "proceeding_id")
    found = [
        _Spell(claim, spell, start, until, ground, standing.get(trial, trial))
        for claim, spell, start, until, ground, trial in rows.values_list(*columns)
    ]
    allowed = None if shown is None else set(shown({each.claim for each in found}))
    return [each for each in found if allowed is None or each.claim in allowed]


@cache
def _rates() -> tuple[_Rate, ...]:
    text = resources.files("khronika.desk.register").joinpath("custody.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple(_Rate(a, b, c, date.fromisoformat(day), Decimal(number)) for a, b, c, day, number in lines)
