"""Records about which the register says two things that cannot both be so: what is disputed in words, or answered in two ways."""

from collections import defaultdict

from django.db.models import Count

from khronika.desk.claims.models import Claim
from khronika.desk.claims.portions import portions
from khronika.desk.register.against import CASES, Told, against
from khronika.desk.register.told import said
from khronika.vocabulary.kinds import CLAIMS

DISPUTED = ("disputed", "denied")


def disputed(kind: str) -> set[str]:
    """Records of a kind with a live claim that is disputed or denied, or with two that stand against each other."""
    doubted = Claim.objects.filter(status__in=DISPUTED).values_list("subject_id", "subject__kind", "known_until")
    found = {subject for subject, its, until in doubted if its == kind and until is None}
    # without a word of the record: the database would begin with it
    cases = [each for each in CASES if kind in CLAIMS[each].subjects]
    live = Claim.objects.filter(kind__in=cases, known_until=None).order_by().values_list("subject_id", "kind")
    twice = live.annotate(count=Count("id"))
    wanted: dict[str, set[str]] = defaultdict(set)
    for subject, claim_kind, _ in twice.filter(count__gt=1):
        wanted[claim_kind].add(subject)
    for claim_kind, subjects in wanted.items():
        found |= _opposed(claim_kind, subjects - found)
    return found


def _opposed(kind: str, subjects: set[str]) -> set[str]:
    """Those of the records whose claims of one kind differ."""
    found: set[str] = set()
    for group in portions(subjects):
        claims = list(Claim.objects.filter(subject__in=group, kind=kind, known_until=None))
        values = said(claims)
        told = [
            Told(each.id, kind, each.subject_id, values[each.id], each.valid_from, each.valid_until, each.status)
            for each in claims
        ]
        whose = {each.id: each.subject_id for each in claims}
        found |= {whose[claim] for claim, near in against(told).items() if near.other}
    return found
