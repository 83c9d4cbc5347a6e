"""What claims say of who had a status when, as small rows by person: one or two wide questions, whatever the register's size.

A status is a term that organisations determined (political prisoner …), a ground of detention, or one of two that take
grounds together: `detained` is any loss of liberty, `imprisoned` is custody before trial or on a sentence.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from khronika.dates import Interval, PartialDate, parse
from khronika.desk.claims.asof import alive, live, reaching
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim
from khronika.desk.register.models import PersonDetails, SpellDetails, StatusDetermination
from khronika.vocabulary.terms import members

ASSERTED, TAKEN_BACK = "asserted", ("withdrawn", "overturned")
UNSAID = ("", "unknown")
DETERMINED = members("person_status")
GROUNDS = tuple(ground for ground in members("detention_ground") if ground not in UNSAID)
DETAINED: Mapping[str, tuple[str, ...]] = {
    "detained": (*GROUNDS, *UNSAID),
    "imprisoned": ("pretrial", "sentence"),
    **{ground: (ground,) for ground in GROUNDS},
}
STATUSES = (*DETERMINED, *DETAINED)
Pieces = dict[str, list["Piece"]]
_BATCH = 900


class Piece(NamedTuple):
    """What one claim says; `spell` is its subject: the person, or the detention; `by` who determined the status."""

    claim: str
    person: str
    spell: str
    valid_from: str
    valid_until: str
    attested: date | None
    status: str
    ground: str
    end_ground: str
    by: str | None
    known_from: int

    @property
    def interval(self) -> Interval:
        """From when until when."""
        return Interval(parse(self.valid_from), parse(self.valid_until), self.attested)

    @property
    def partial(self) -> bool:
        """Whether other claims may complete it: it does not say when it began or ended."""
        return not self.valid_from or self.valid_until in ("", "..")


def demand(status: str) -> None:
    """Raise ClaimsError for a status that there is not."""
    if status not in STATUSES:
        raise ClaimsError(f"Expected a status: {', '.join(STATUSES)}; got {status!r}.")


def holding(status: str, at: date, entry: int | None) -> Pieces:
    """By person, what may decide whether the status was held on a day; whoever certainly had no such thing is left out."""
    standing, known = same(entry), live(entry, of="claim__")
    near = known & reaching(at, at, of="claim__")
    found = _by_person(_rows(status, near), standing)
    elsewhere = Q(claim__until_latest__lt=at) | Q(claim__from_earliest__gt=at)
    for piece in _rows(status, known & elsewhere & _partial(status, at, entry)):
        if (person := standing.get(piece.person, piece.person)) in found:
            found[person].append(piece)
    return found | _joined(status, standing, found, entry)


def closer(status: str, at: date, entry: int | None, persons: Collection[str], standing: Mapping[str, str]) -> Pieces:
    """The same of some people only, who have something that may hold on the day."""
    found: Pieces = {}
    elsewhere: Pieces = {}
    partial = set()
    for piece, begins, ends in _of(status, entry, persons):
        person = standing.get(piece.person, piece.person)
        near = (begins is None or begins <= at) and (ends is None or ends >= at)
        (found if near else elsewhere).setdefault(person, []).append(piece)
        if near and (begins is None or ends is None):
            partial.add(person)
    for person in partial & elsewhere.keys():
        found[person] += elsewhere[person]
    return found | _joined(status, standing, found, entry)


def _partial(status: str, at: date, entry: int | None) -> Q:
    """The condition that some claim about the person, which may hold on a day, does not say when it ended or began."""
    if status in DETAINED:
        near = live(entry, of="claim__") & reaching(at, at, of="claim__")
        partial = near & (Q(claim__until_latest=None) | Q(claim__from_earliest=None))
        whose = Coalesce(F("person"), Value(""))  # else the database would look up each of these people for every claim
        return Q(In(whose, details(status, partial).values("person").query))
    near = live(entry) & reaching(at, at) & (Q(until_latest=None) | Q(from_earliest=None))
    return Q(claim__subject__in=Claim.objects.filter(near, kind="StatusDetermination").values("subject"))


def _joined(status: str, standing: Mapping[str, str], found: Collection[str], entry: int | None) -> Pieces:
    """All that is known of those found for whom other records stand too."""
    roots = {root for root in standing.values() if root in found}
    records = roots | {record for record, root in standing.items() if root in roots}
    return _by_person((piece for piece, _, _ in _of(status, entry, records)), standing)


def everything(status: str, entry: int | None, *, until: date = date.max) -> Pieces:
    """By person, all that is known of a status that may have begun by a day."""
    return _by_person(_rows(status, live(entry, of="claim__") & reaching(date.min, until, of="claim__")), same(entry))


def about(status: str, records: Iterable[str], entry: int | None) -> list[Piece]:
    """All that is known of a status of some records, without asking who stands for whom."""
    return [piece for piece, _, _ in _of(status, entry, set(records))]


def deaths(entry: int | None) -> dict[str, list[PartialDate]]:
    """The dates of death that are known, by person."""
    standing = same(entry)
    told = dict(PersonDetails.objects.filter(death__gt="").values_list("claim_id", "death"))
    found: dict[str, list[PartialDate]] = defaultdict(list)
    ids, columns = sorted(told), ("id", "subject_id", "status", "known_from", "known_until")
    for start in range(0, len(ids), _BATCH):
        claims = Claim.objects.filter(
            id__in=ids[start : start + _BATCH]
        )  # by id alone: the database would take a worse index
        for claim, person, status, since, until in claims.values_list(*columns):
            if status == "asserted" and alive(since, until, entry):
                found[standing.get(person, person)].append(parse(told[claim]))
    return found


def _by_person(rows: Iterable[Piece], standing: Mapping[str, str]) -> Pieces:
    found: Pieces = {}
    for piece in rows:
        person = standing.get(piece.person, piece.person) if standing else piece.person
        if person in found:
            found[person].append(piece)
        else:
            found[person] = [piece]
    return found


def _of(status: str, entry: int | None, persons: Collection[str]) -> Iterable[tuple[Piece, date | None, date | None]]:
    """All pieces of some persons, each with the first and last day it may reach, asked for in portions.

    That they are known is looked at here: asked for that (or for the kind of claim), the database would go through all
    claims of which it is true for every portion.
    """
    ids, bounds = sorted(persons), ("claim__from_earliest", "claim__until_latest", "claim__known_until")
    for start in range(0, len(ids), _BATCH):
        some = {f"{pointer(status)}__in": ids[start : start + _BATCH]}
        rows = SpellDetails.objects.filter(**some) if status in DETAINED else _determined(status).filter(**some)
        for *said, begins, ends, until in rows.values_list(*_columns(status), *bounds):
            piece = Piece._make(said)
            if alive(piece.known_from, until, entry):
                yield piece, begins, ends


def pointer(status: str) -> str:
    """What leads from a claim to the person."""
    return "person" if status in DETAINED else "claim__subject"


def details(status: str, condition: Q) -> Any:
    """The typed rows of a status that meet a condition."""
    if status in DETAINED:
        return SpellDetails.objects.filter(condition, claim__kind="SpellDetails")
    return _determined(status).filter(condition, claim__kind="StatusDetermination")


def _determined(status: str) -> Any:
    return StatusDetermination.objects.filter(status=status)


def _rows(status: str, condition: Q) -> Iterable[Piece]:
    return map(Piece._make, details(status, condition).values_list(*_columns(status)))


def _columns(status: str) -> tuple[Any, ...]:
    """The columns that a piece is made of."""
    dates = ("claim__valid_from", "claim__valid_until", "claim__attested_on", "claim__status")
    said: tuple[Any, ...] = ("status", "end_ground", "determined_by_id")
    if status in DETAINED:
        said = ("ground", "end_ground", Value(None, CharField()))
    return ("claim_id", f"{pointer(status)}_id", "claim__subject_id", *dates, *said, "claim__known_from")
