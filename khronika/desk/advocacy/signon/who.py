"""Whom an invitation means: the record that was chosen, one that is called just so, or a new one. A near match is asked, never taken."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from khronika.desk.advocacy.models import Invitation
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import cluster
from khronika.desk.claims.models import Record
from khronika.desk.register.candidates import Candidate, candidates
from khronika.desk.register.models import Name

NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Meant:
    """A record in a field of a signature; `fresh` says that it was made just now and has no name yet."""

    field: str
    kind: str
    record: str
    name: str
    fresh: bool = False


class Unclear(ClaimsError):
    """A name that may mean a record which exists; `invitation` is where it was typed."""

    def __init__(self, message: str, invitation: str, near: tuple[Candidate, ...]) -> None:
        super().__init__(message)
        self.invitation, self.near = invitation, near


def meet(invitation: Invitation, *, new: bool = False) -> list[Meant]:
    """The organisation and the person of an invitation as records, kept with it from now on.

    With `new`, what no record is called just so is new without asking. Raises Unclear.
    """
    found = [_met(invitation, field, kind, new) for field, kind in _FIELDS if _given(invitation, field)]
    for each in found:
        setattr(invitation, f"{each.field}_id", each.record)
    invitation.save()
    return found


def near(invitation: Invitation) -> tuple[tuple[str, Candidate], ...]:
    """Records that an invitation may mean where it says none and none is called just so."""
    found = []
    for field, kind in _FIELDS:
        name = getattr(invitation, f"{field}_name")
        if name and not getattr(invitation, f"{field}_id") and not _called(kind, name):
            found += [(field, each) for each in candidates(kind, name, limit=3) if each.score >= NEAR]
    return tuple(found)


_FIELDS = (("organization", "Organization"), ("person", "Person"))


def _given(invitation: Invitation, field: str) -> bool:
    return bool(getattr(invitation, f"{field}_id") or getattr(invitation, f"{field}_name"))


def _met(invitation: Invitation, field: str, kind: str, new: bool) -> Meant:
    name, record = getattr(invitation, f"{field}_name"), getattr(invitation, f"{field}_id")
    known = record or _called(kind, name)
    if known:
        return Meant(field, kind, known, name)
    offered = () if new else tuple(each for each in candidates(kind, name, limit=3) if each.score >= NEAR)
    if offered:
        raise Unclear(
            _("‘%(name)s’ may be %(first)s or another one: choose who it is, or say that it is a new one.")
            % {"name": name, "first": offered[0].name},
            invitation.pk,
            offered,
        )
    return Meant(field, kind, Record.objects.create(kind=kind).pk, name, fresh=True)


def _called(kind: str, name: str) -> str:
    """The one record that is called just so; empty where there is none. Raises ClaimsError where several are."""
    near = [each for each in candidates(kind, name, limit=5) if each.score >= NEAR]
    names = Name.objects.filter(claim__subject__in=[each.record for each in near], claim__known_until=None)
    exact = {record for record, text in names.values_list("claim__subject_id", "text") if _same(text, name)}
    first = next((each.record for each in near if each.record in exact), "")
    return first if first and exact <= cluster(first) else ""


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
