"""The simple case of who had a status on a day, decided by the database: claims that no other claim can complete, limit or take back.

Nobody is answered for here whom `status.judged` would answer for otherwise; it has to look closer at all others. A claim is
whole if it says when the status began and ended: it stands as it is. An unknown or open end stands where whatever else is
known of the same person had certainly begun before, and was over by then.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from khronika.dates import LAPSE, OPEN, Certainty
from khronika.desk.claims.asof import live, reaching
from khronika.desk.claims.models import Claim
from khronika.desk.register.models import SpellDetails
from khronika.desk.register.pieces import ASSERTED, DETAINED, TAKEN_BACK, UNSAID, details, pointer
from khronika.desk.register.ready import asked

Answers = dict[str, tuple[Certainty, tuple[str, ...]]]
_MUTE, _POSSIBLE, _CERTAIN, _CLOSER, _ENDLESS = 0, 1, 2, 4, 8  # an endless one is also possible or certain
_CERTAINTIES = {_POSSIBLE: Certainty.POSSIBLE, _CERTAIN: Certainty.CERTAIN}


def simple(status: str, at: date, entry: int | None, apart: Collection[str]) -> tuple[Answers, set[str]]:
    """Who had a status on a day by claims that stand as they are; and who needs a closer look, as all do who are `apart`."""
    found: dict[str, list[tuple[str, int]]] = {}
    rows = details(status, live(entry, of="claim__") & reaching(at, at, of="claim__"))
    columns = rows.values_list("claim_id", f"{pointer(status)}_id", _graded(status, at, entry))
    for claim, person, grade in asked(columns.query.sql_with_params()):
        if person in found:
            found[person].append((claim, grade))
        else:
            found[person] = [(claim, grade)]
    closer = {person for person, its in found.items() if person in apart or _unclear(its)}
    return {
        person: answer for person, its in found.items() if person not in closer and (answer := _answer(its))
    }, closer


def _unclear(graded: list[tuple[str, int]]) -> bool:
    """Whether claims about one person may bear on each other."""
    if len(graded) == 1:
        return graded[0][1] == _CLOSER
    return any(grade >= _CLOSER for _, grade in graded)


def _answer(graded: list[tuple[str, int]]) -> tuple[Certainty, tuple[str, ...]] | None:
    if len(graded) == 1:
        ((claim, grade),) = graded
        return (_CERTAINTIES[grade & ~_ENDLESS], (claim,)) if grade else None
    speaking = [(claim, grade) for claim, grade in graded if grade != _MUTE]
    if not speaking:
        return None
    return _CERTAINTIES[max(grade for _, grade in speaking)], tuple(sorted(claim for claim, _ in speaking))


def _graded(status: str, at: date, entry: int | None) -> Case:
    """What a claim that may have held on a day answers for it: as `dates.holds` does, from the bounds that are kept of its dates."""
    endless, sure = Q(claim__until_latest=None), _sure(at)
    return Case(
        When(_mute(status), then=Value(_MUTE)),
        When(_doubtful(status), then=Value(_CLOSER)),
        When(endless & Exists(_others(status, entry)), then=Value(_CLOSER)),
        When(endless & sure, then=Value(_ENDLESS | _CERTAIN)),
        When(endless, then=Value(_ENDLESS | _POSSIBLE)),
        When(sure, then=Value(_CERTAIN)),
        default=Value(_POSSIBLE),
        output_field=IntegerField(),
    )


def _mute(status: str) -> Q:
    """What says nothing of the status and takes nothing back: it bears on no claim that is whole."""
    denied = Q(claim__status="denied")
    if status not in DETAINED:
        return denied
    return denied | (~Q(ground__in=(*DETAINED[status], *UNSAID)) & ~Q(claim__status__in=TAKEN_BACK))


def _doubtful(status: str) -> Q:
    """What others have to be asked about: it is not asserted, does not say the ground, or not when it began."""
    found = ~Q(claim__status=ASSERTED) | Q(claim__from_latest=None)
    return found | ~Q(ground__in=DETAINED[status]) if status in DETAINED else found


def _sure(at: date) -> Q:
    since = date.fromordinal(max(at.toordinal() - LAPSE, 1))
    began = Q(claim__from_latest__lte=at) | Q(claim__attested_on__lte=at)
    vouched = Q(claim__from_latest__gte=since) | Q(claim__attested_on__gte=since)
    ends = Q(claim__until_earliest__gte=at) | Q(claim__attested_on__gte=at)
    return began & (Q(claim__valid_until=OPEN) | ends | (Q(claim__until_earliest=None) & vouched))


def _others(status: str, entry: int | None) -> Any:
    """What else is known of the same person and was not certainly over when the claim begins."""
    of, begins = "claim__" if status in DETAINED else "", OuterRef("claim__from_earliest")
    near = Q(**{f"{of}from_latest": None}) | Q(**{f"{of}until_latest": None})
    near |= Q(**{f"{of}from_latest__gte": begins}) | Q(**{f"{of}until_latest__gt": begins})
    if status in DETAINED:
        others = SpellDetails.objects.filter(live(entry, of=of), near, person=OuterRef("person"))
        return others.exclude(claim=OuterRef("claim"))
    others = Claim.objects.filter(live(entry), near, kind="StatusDetermination", subject=OuterRef("claim__subject"))
    return others.exclude(id=OuterRef("claim"))
