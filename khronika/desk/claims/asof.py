"""What is known, and what is true, on a day. Known and true are two axes: a claim is known between ledger entries, and holds between dates."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from khronika.dates import Certainty, holds, parse
from khronika.desk.claims.models import Claim
from khronika.desk.ledger.models import Entry


def known_at(day: date) -> int:
    """The last ledger entry of a day (UTC): 'as known on 5 August' is as known after that entry; 0 before the first."""
    end = datetime.combine(day + timedelta(days=1), time(), UTC)
    last = Entry.objects.filter(at__lt=end).order_by("-number").first()
    return last.number if last else 0


def known(claims: QuerySet[Claim], entry: int | None = None) -> QuerySet[Claim]:
    """Those of the claims that were known after an entry; now, without one."""
    return claims.filter(live(entry))


def live(entry: int | None = None, *, of: str = "") -> Q:
    """The condition that a claim or citation was known after an entry, or is now; `of` leads to it, as 'claim__'."""
    if entry is None:
        return Q(**{f"{of}known_until": None})
    gone = Q(**{f"{of}known_until": None}) | Q(**{f"{of}known_until__gt": entry})
    return gone & Q(**{f"{of}known_from__lte": entry})


def alive(since: int, until: int | None, entry: int | None = None) -> bool:
    """Whether what is known from one entry until another was known after an entry, or is now."""
    return until is None if entry is None else since <= entry and (until is None or until > entry)


def reaching(since: date, until: date, *, of: str = "") -> Q:
    """The condition that a claim may have held on some day from `since` to `until`; unknown ends reach any day."""
    begun = Q(**{f"{of}from_earliest": None}) | Q(**{f"{of}from_earliest__lte": until})
    lasting = Q(**{f"{of}until_latest": None}) | Q(**{f"{of}until_latest__gte": since})
    return begun & lasting


def certainty(claim: Claim, at: date) -> Certainty:
    """Whether what a claim says was so on a day: certain, possible or no. A claim without any date is timeless and certain."""
    if not claim.valid_from and not claim.valid_until:
        return Certainty.CERTAIN
    return holds(parse(claim.valid_from), parse(claim.valid_until), at, attested=claim.attested_on)
