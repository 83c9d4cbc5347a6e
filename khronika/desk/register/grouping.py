"""By what people are counted apart: their gender, or the region in which they were held. Who says nothing is in the group ''."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from khronika.dates import Certainty, holds, parse
from khronika.desk.claims.asof import known_at, live
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import same
from khronika.desk.register.models import Custody, OrganizationDetails, PersonDetails, PlaceDetails, SpellDetails
from khronika.desk.register.status import Shown

GROUPINGS = ("gender", "place")
_BATCH = 900
_DEEPEST = 6


def group(
    records: Collection[str], by: str, at: date, known: date | None = None, *, shown: Shown | None = None
) -> dict[str, str]:
    """The gender (a term) or the place (a record's id) of each person as of a day; nobody of whom it is not known.

    With `shown`, only claims that it lets through say so.

    Raises ClaimsError for anything else to group by.
    """
    if by not in GROUPINGS:
        raise ClaimsError(f"Expected to group by {' or '.join(GROUPINGS)}; got {by!r}.")
    entry = None if known is None else known_at(known)
    standing = same(entry)
    roots = set(records)
    members = sorted(roots | {record for record, root in standing.items() if root in roots})
    rows = _genders(members, entry, shown) if by == "gender" else _places(members, (at, entry), shown)
    return {standing.get(person, person): value for person, value in rows}


def _let(rows: Iterable[tuple[Any, ...]], shown: Shown | None) -> list[tuple[Any, ...]]:
    """The rows, each beginning with its claim, that may be shown; without that claim."""
    found = list(rows)
    allowed = None if shown is None else set(shown({row[0] for row in found}))
    return [row[1:] for row in found if allowed is None or row[0] in allowed]


def _genders(people: list[str], entry: int | None, shown: Shown | None) -> Iterable[tuple[str, str]]:
    for start in range(0, len(people), _BATCH):
        rows = PersonDetails.objects.filter(
            live(entry, of="claim__"), claim__subject__in=people[start : start + _BATCH], claim__status="asserted"
        )
        said = rows.exclude(gender="").order_by("claim__known_from", "claim_id")
        yield from _let(said.values_list("claim_id", "claim__subject_id", "gender"), shown)


def _places(people: list[str], asof: tuple[date, int | None], shown: Shown | None) -> Iterable[tuple[str, str]]:
    """The region of the facility where each was held on the day; where nobody said, of none."""
    at, entry = asof
    above = _above(entry, shown)
    for start in range(0, len(people), _BATCH):
        rows = SpellDetails.objects.filter(live(entry, of="claim__"), person__in=people[start : start + _BATCH])
        whose = dict(_let(rows.values_list("claim_id", "claim__subject_id", "person_id"), shown))
        kept = Custody.objects.filter(live(entry, of="claim__"), claim__subject__in=list(whose)).order_by(
            "claim__from_earliest", "claim_id"
        )
        columns = ("claim__subject_id", "facility_id", "claim__valid_from", "claim__valid_until")
        for spell, facility, since, until in _let(kept.values_list("claim_id", *columns), shown):
            if holds(parse(since), parse(until), at) is not Certainty.NO:
                yield whose[spell], _region(facility, above)


def _above(entry: int | None, shown: Shown | None) -> dict[str, tuple[str, str]]:
    """For every place and seat of an organisation, what it lies in, and what kind of place it is itself."""
    found: dict[str, tuple[str, str]] = defaultdict(lambda: ("", ""))
    seats = OrganizationDetails.objects.filter(live(entry, of="claim__"), seat__isnull=False)
    seated = _let(seats.values_list("claim_id", "claim__subject_id", "seat_id"), shown)
    found.update({each: (seat, "") for each, seat in seated})
    places = PlaceDetails.objects.filter(live(entry, of="claim__"))
    for place, within, kind in _let(
        places.values_list("claim_id", "claim__subject_id", "within_id", "place_kind"), shown
    ):
        known = found[place]
        found[place] = (within or known[0], kind or known[1])
    return found


def _region(place: str, above: dict[str, tuple[str, str]]) -> str:
    """The region that a place lies in; the widest place below a country where none is called a region."""
    for _ in range(_DEEPEST):
        within, kind = above.get(place, ("", ""))
        if kind == "region" or not within or above.get(within, ("", ""))[1] == "country":
            return place
        place = within
    return place
