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
    if entry is None:
        return claims.filter(known_until=None)
    return claims.filter(Q(known_until=None) | Q(known_until__gt=entry), known_from__lte=entry)


def certainty(claim: Claim, at: date) -> Certainty:
    """Whether what a claim says was so on a day: certain, possible or no. A claim without any date is timeless and certain."""
    if not claim.valid_from and not claim.valid_until:
        return Certainty.CERTAIN
    return holds(parse(claim.valid_from), parse(claim.valid_until), at, attested=claim.attested_on)
