"""What drafts and invitations hold of a person: told to whoever asks what is held, and taken away when the person is erased.

An invitation that is theirs alone goes; one of an organisation stays without them. A wording that named them loses the name, and
its digest with it: whoever guesses the name could prove it by that.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from khronika.desk.advocacy.models import Answer, DraftDemand, DraftVersion, Invitation, StatementDraft
from khronika.desk.erasure.beside import Kept
from khronika.desk.erasure.finder import Finder
from khronika.desk.erasure.plan import Plan
from khronika.desk.erasure.rows import Gone, remove

_WORDS = ("title", "wording", "demands")


def held(made: Plan) -> list[Kept]:
    """Where they stand: invitations and answers, demands for them, drafts addressed to them, wordings that name them."""
    finder, doomed = made.finder, made.doomed()
    found = [
        Kept("invitation", each.draft.title, " · ".join(filter(None, (str(each), each.role, each.address))))
        for each in _invitations(finder, doomed)
    ]
    for each in (
        DraftDemand.objects.filter(_party(doomed)).select_related("draft").order_by("draft", "number").distinct()
    ):
        found.append(Kept("demand", each.draft.title, str(each.number)))
    for draft in StatementDraft.objects.filter(addressees__in=doomed).order_by("at").distinct():
        found.append(Kept("draft", draft.title, ""))
    for version in DraftVersion.objects.select_related("draft").order_by("draft", "number", "pk"):
        if _without(finder, version, known=False):
            found.append(Kept("wording", version.draft.title, f"{version.number} {version.language}"))
    return found


def empty(made: Plan, gone: Gone) -> None:
    """Take a person out of drafts and invitations, in the caller's transaction."""
    finder, doomed = made.finder, made.doomed()
    knowing = _knowing(finder, doomed)
    for each in _invitations(finder, doomed):
        _leave(each, gone)
    Answer.objects.filter(claim__in=made.claim_ids()).update(claim=None)
    for through, column in (
        (DraftDemand.beneficiaries.through, "record"),
        (DraftDemand.addressees.through, "record"),
        (StatementDraft.addressees.through, "record"),
    ):
        remove(gone, through, column, doomed)
    for field in ("provision", "earlier", "record"):
        DraftDemand.objects.filter(**{f"{field}__in": doomed}).update(**{field: None})
    StatementDraft.objects.filter(statement__in=doomed).update(statement=None)
    for version in DraftVersion.objects.all():
        changed = _without(finder, version, known=version.draft_id in knowing)
        if changed:
            DraftVersion.objects.filter(pk=version.pk).update(**changed, digest="")
            Answer.objects.filter(version=version).update(digest="")


def _invitations(finder: Finder, doomed: set[str]) -> Iterator[Invitation]:
    for each in Invitation.objects.select_related("draft").order_by("draft", "number"):
        if not doomed.isdisjoint({each.person_id, each.organization_id}) or finder.names(each.person_name):
            yield each


def _leave(each: Invitation, gone: Gone) -> None:
    """An organisation that was asked stays, without the one who signs for it."""
    if each.organization_name or each.organization_id:
        words = {"person": None, "person_name": "", "role": "", "address": ""}
        Invitation.objects.filter(pk=each.pk).update(**words)
        each.answers.update(role="")
        return
    remove(gone, Answer, "invitation", [each.pk])
    remove(gone, Invitation, "pk", [each.pk])


def _party(doomed: set[str]) -> Q:
    return Q(beneficiaries__in=doomed) | Q(addressees__in=doomed)


def _knowing(finder: Finder, doomed: set[str]) -> set[str]:
    """Drafts that are about them or ask them: a surname alone is theirs there."""
    found = set(DraftDemand.objects.filter(_party(doomed)).values_list("draft_id", flat=True))
    found |= set(StatementDraft.objects.filter(addressees__in=doomed).values_list("pk", flat=True))
    return found | {each.draft_id for each in _invitations(finder, doomed)}


def _without(finder: Finder, version: DraftVersion, *, known: bool) -> dict[str, Any]:
    """The columns of a wording that would be otherwise without their name."""
    said = {name: (getattr(version, name), finder.without(getattr(version, name), known=known)) for name in _WORDS}
    return {name: made for name, (was, made) in said.items() if made is not was and made != was}
