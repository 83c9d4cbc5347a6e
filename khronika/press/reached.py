"""Where else solidarity is told of: a campaign's page has its actions with their counts, a person's the address for letters.

Whatever changes there changes those pages too; and some pages change because a day has passed.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from khronika.dates import parse
from khronika.desk.claims.models import Claim
from khronika.desk.claims.tables import tables
from khronika.press.many import groups, ids
from khronika.press.shield import acted
from khronika.vocabulary.observed import nearest, tellable

_DEEP = 3  # a place within a region within a country


def joining(claims: set[str]) -> set[str]:
    """These claims and those that join what they are about to other pages: actions to campaigns, places to actions, facilities
    to people who may be written to."""
    found, actions, places, facilities = set(claims), set[str](), set[str](), set[str]()
    for group in groups(claims):
        near = Claim.objects.filter(id__in=group)
        actions |= ids(near.filter(subject__kind="SolidarityAction"), "subject_id")
        places |= ids(near.filter(kind="PlaceDetails"), "subject_id")
        facilities |= ids(near.filter(kind__in=("FacilityAddress", "Text"), subject__kind="Place"), "subject_id")
    inner = _inner(places)
    for group in groups(actions | inner):
        rows = tables()["SolidarityActionDetails"].objects
        found |= ids(rows.filter(Q(claim__subject_id__in=group) | Q(place_id__in=group)), "claim_id")
        found |= ids(tables()["Territory"].objects.filter(place_id__in=group), "claim_id")
    return found | _written(facilities)


def demanding(demands: set[str]) -> set[str]:
    """What ends when some demands are met."""
    found: set[str] = set()
    for group in groups(demands):
        found |= ids(tables()["EndingCondition"].objects.filter(demand_id__in=group), "claim__subject_id")
    return found


def turned(day: str, at: date) -> set[str]:
    """Records that are told otherwise between two days: actions that are over, campaigns that ended, observances that came
    round, and people who may be written to, for where they are held."""
    first, last = sorted((date.fromisoformat(day), at)) if day else (at, at)
    if first == last:
        return set()
    spans: dict[str, list[tuple[str, str]]] = {}
    for record, *span in acted():
        spans.setdefault(record, []).append((span[0], span[1]))
    over = {record for record, its in spans.items() if (when := tellable(its)) and first < when <= last}
    ended = {
        record
        for record, until in _dated("CampaignDetails", "claim__valid_until")
        if (end := parse(until).latest) and first <= end < last
    }
    round_ = {
        record
        for record, month, on in _dated("ObservanceDetails", "month", "day")
        if _nearest(month, on, first) != _nearest(month, on, last)
    }
    return over | ended | round_ | {record for record, _ in _dated("LettersWelcome", "letters_welcome")}


def _nearest(month: str | int, day: str | int, after: date) -> date | None:
    try:
        return nearest(int(month), int(day), after)
    except ValueError:
        return None


def _dated(kind: str, *columns: str) -> Iterable[tuple[str, ...]]:
    rows = tables()[kind].objects.filter(claim__known_until=None)
    return rows.values_list("claim__subject_id", *columns)  # type: ignore[no-any-return]


def _inner(places: set[str]) -> set[str]:
    """These places and those within them."""
    found, fresh = set(places), places
    for _ in range(_DEEP):
        near: set[str] = set()
        for group in groups(fresh):
            near |= ids(tables()["PlaceDetails"].objects.filter(within_id__in=group), "claim__subject_id")
        fresh = near - found
        found |= fresh
    return found


def _written(facilities: set[str]) -> set[str]:
    """The claims by which letters are welcome to somebody who was held in one of these."""
    found: set[str] = set()
    for group in groups(facilities):
        spells = ids(tables()["Custody"].objects.filter(facility_id__in=group), "claim__subject_id")
        people = ids(tables()["SpellDetails"].objects.filter(claim__subject_id__in=spells), "person_id")
        found |= ids(tables()["LettersWelcome"].objects.filter(claim__subject_id__in=people), "claim_id")
    return found
