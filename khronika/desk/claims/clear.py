"""Decide who may see something. Nothing is public until somebody clears it, thing by thing or a whole source at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed
from khronika.desk.claims.decide import enter
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.guard import Order, demand_unchanged, hold, spoken_of, touched
from khronika.desk.claims.models import Claim, Clearance, Decision, Record
from khronika.desk.claims.tables import table
from khronika.desk.sources.models import Passage, Source
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS

WHERE = 300  # characters
WHAT: Mapping[str, Any] = {"record": Record, "claim": Claim, "source": Source, "passage": Passage}


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to clear: what it is (record, claim, source or passage) and its id; `whole` clears all text of a source.

    `basis` is what lets a claim out that needs more than a level, `where` says in which source one can see it.
    """

    what: str
    id: str
    whole: bool = False
    basis: str = ""
    where: str = ""


def clear(by: User, targets: Sequence[Target], level: Level, *, reason: str, seen: int | None = None) -> Decision:
    """Set the level of things by one decision; the latest decision on a thing holds.

    `seen` is the last ledger entry that the person's page knew of. Raises NotAllowed; Waits if a record at risk would go
    out or a target has a basis, which a second person must confirm; Meanwhile if somebody cleared one of these after `seen`; ClaimsError without a
    reason, without targets, or for a kind of thing that has no level.
    """
    if not reason.strip():
        raise ClaimsError("Expected a reason for the clearance; say why this may be seen by whom.")
    if not targets or any(target.what not in WHAT for target in targets):
        raise ClaimsError(f"Expected things to clear, each one of {', '.join(WHAT)}.")
    _demand(targets)
    with transaction.atomic():
        demand_unchanged(targets, seen)
        risky, based = touched(targets, level), based_on(targets)
        if not risky and not based:
            return carry_out(by, targets, level, reason=reason)
    raise hold(by, Order(Decision.Deed.CLEARANCE, _payload(targets, level), risky | based, Deed.CLEAR), reason=reason)


def _payload(targets: Sequence[Target], level: Level) -> dict[str, object]:
    return {"level": level.value, "targets": [_plain(target) for target in targets]}


def _plain(target: Target) -> list[object]:
    plain: list[object] = [target.what, target.id, target.whole]
    return [*plain, target.basis, target.where] if target.basis else plain


def based_on(targets: Sequence[Target]) -> set[str]:
    """The records of which claims speak that are cleared on a basis; that always takes two."""
    return spoken_of([target.id for target in targets if target.basis])


def carry_out(
    by: User, targets: Sequence[Target], level: Level, *, reason: str, right: Sequence[Deed] = ()
) -> Decision:
    """Clear without asking whether a second person is needed: what `clear` and a confirmation end in."""
    with transaction.atomic():
        decision = enter(by, Decision.Deed.CLEARANCE, _payload(targets, level), reason=reason, right=right)
        Clearance.objects.bulk_create(
            Clearance(
                decision=decision,
                level=level.value,
                whole=target.whole,
                basis=target.basis,
                where=target.where,
                **{f"{target.what}_id": target.id},
            )
            for target in targets
        )
    return decision


def _demand(targets: Sequence[Target]) -> None:
    """Raise ClaimsError for a target that is not there."""
    for what, model in WHAT.items():
        ids = {target.id for target in targets if target.what == what}
        absent = ids - set(model.objects.filter(id__in=ids).values_list("id", flat=True))
        if absent:
            raise ClaimsError(f"Expected a {what} with the id {min(absent)!r} to clear; there is none.")
    for target in targets:
        if target.basis and (target.what != "claim" or target.basis not in Clearance.Basis.values):
            raise ClaimsError(_("Expected a claim to be cleared as made public or with its source withheld."))
        if target.basis == Clearance.Basis.MADE_PUBLIC and not target.where.strip():
            raise ClaimsError(_("Expected where the person has made it public; say in which source one can see it."))
        if len(target.where) > WHERE:
            raise ClaimsError(_("Expected at most {most} characters to say where.").format(most=WHERE))


def resting(source: Source) -> list[Target]:
    """A source, every live claim that rests on it, and every record those claims speak of: what clearing a source means."""
    claims = Claim.objects.filter(
        citations__proposal__reading__version__capture__source=source, citations__known_until=None, known_until=None
    )
    found = dict(claims.values_list("id", "kind"))
    records = set(claims.values_list("subject_id", flat=True))
    for kind in set(found.values()):
        ids = [claim for claim, its in found.items() if its == kind]
        for reference in CLAIMS[kind].references:
            records.update(table(kind).objects.filter(claim_id__in=ids).values_list(f"{reference.name}_id", flat=True))
    known = Record.objects.filter(id__in=[each for each in records if each]).values_list("id", flat=True)
    return [
        Target("source", source.id),
        *(Target("claim", each) for each in sorted(found)),
        *(Target("record", each) for each in sorted(known)),
    ]
