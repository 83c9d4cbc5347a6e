"""How many who were counted once have withdrawn since, told so that nobody can be found by it.

No figure of an edition counts anybody who is not in it. Those who withdrew stay in one number alone, as 'a person': by fives, so
that it is nothing below five, and as it was when the year began, so that it does not change when somebody is gone from a list.
"""

from datetime import UTC, date, datetime

from django.db.models import Q

from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Clearance, Withdrawal
from khronika.desk.claims.tables import table
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS

STEP = 5
_KIND = "StatusDetermination"


def parted(status: str, at: date) -> int:
    """Who withdrew before the year of a day and was counted under a status: a multiple of five, rounded down."""
    begun = datetime(at.year, 1, 1, tzinfo=UTC)
    held = Withdrawal.objects.filter(deed=Withdrawal.Deed.WITHDRAW, decision__at__lt=begun)
    records = set(held.filter(Q(lifted=None) | Q(lifted__at__gte=begun)).values_list("record_id", flat=True))
    claims = table(_KIND).objects.filter(status=status, claim__subject__in=records)
    live = claims.filter(claim__known_until=None, claim__status="asserted")
    found = dict(live.values_list("claim_id", "claim__subject_id"))
    latest = Clearance.objects.filter(claim__in=found).order_by("decision_id", "pk")
    levels = {claim: Level(level) for claim, level in latest.values_list("claim_id", "level")}
    standing = same()
    public = {each for each in found if levels.get(each, CLAIMS[_KIND].level) is Level.PUBLIC}
    people = {standing.get(found[each], found[each]) for each in public}
    return len(people) // STEP * STEP
