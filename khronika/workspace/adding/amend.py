"""Correct a claim in place: its form unfolds where the claim stands, and a reason makes it a decision that an undo takes back."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khronika.desk.claims.amend import Amended, amend, before, said
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Claim
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label
from khronika.workspace.adding.find import Unclear, settle
from khronika.workspace.adding.what import Asked, fields
from khronika.workspace.adding.when import dated, stated, tell
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.form import STATUSES
from khronika.workspace.sentences import told
from khronika.workspace.wording import period, say


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: DeskRequest, claim: str) -> HttpResponse:
    """Show the form of a claim, with what stood there before; put what was typed in its place."""
    found = get_object_or_404(Claim.objects.select_related("subject", "decision__by"), id=claim)
    given, problem = {name: str(value)[:20_000] for name, value in request.POST.items()}, ""
    if request.method == "POST":
        try:
            new = amend(request.user, claim, _amended(found, given), reason=given.get("reason", ""))
        except ClaimsError as error:
            problem = told(error)
        else:
            messages.success(request, _("Corrected by decision %(number)s.") % {"number": new.decision_id})
            return _back(given.get("back", ""), new)
    context = {
        **_context(found, given or _now(found), problem),
        "back": given.get("back") or request.GET.get("back", ""),
    }
    part = "part" if request.headers.get("X-Part") else "page"
    return render(request, f"workspace/adding/amend_{part}.html", context, status=422 if problem else 200)


def _back(record: str, claim: Claim) -> HttpResponse:
    wanted = record if record.isalnum() and len(record) == 12 else claim.subject_id
    return redirect("record", record=wanted)


def _context(claim: Claim, given: Mapping[str, str], problem: str) -> dict[str, object]:
    tongue, names = language(), Names(language())
    earlier = claim
    chain: list[dict[str, str]] = []
    while (earlier := before([earlier]).get(earlier.pk)) is not None and len(chain) < 20:  # type: ignore[assignment]
        values = said(earlier)
        words = str(say(earlier.kind, values, lambda value: names(str(value)), language=tongue))
        chain.append(
            {"said": words, "period": period(earlier.valid_from, earlier.valid_until), "by": str(earlier.decision.by)}
        )
    return {
        "claim": claim.pk,
        "record": claim.subject_id,
        "name": names(claim.subject_id),
        "live": claim.known_until is None,
        "kind_label": label(f"claim.{claim.kind}", tongue),
        "fields": _all(claim.kind, given, tongue),
        "dated": CLAIMS[claim.kind].dated,
        "from": given.get("from", ""),
        "until": given.get("until", ""),
        "told": tell(given.get("from", ""), stated("")),
        "status": given.get("status", "asserted"),
        "statuses": [(each, label(f"status.{each}", tongue)) for each in STATUSES],
        "reason": given.get("reason", ""),
        "problem": problem,
        "chain": chain,
    }


def _all(kind: str, given: Mapping[str, str], tongue: str) -> tuple[Asked, ...]:
    """The fields that can be corrected in place; what says of whom the claim is a part is not among them."""
    return fields(kind, given, tongue, every=True)


def _now(claim: Claim) -> dict[str, str]:
    """The form as the claim stands."""
    names, found = Names(language()), {"from": claim.valid_from, "until": claim.valid_until, "status": claim.status}
    for name, value in said(claim).items():
        pointing = CLAIMS[claim.kind].by_name[name].type is FieldType.RECORD
        found[f"v-{name}"] = names(str(value)) if pointing else str(value)
        if pointing:
            found[f"v-{name}-record"] = str(value)
    return found


def _amended(claim: Claim, given: Mapping[str, str]) -> Amended:
    """What the form says; fields that it does not show stay as they are."""
    shown = {each.name for each in _all(claim.kind, given, "en")}
    values = {name: value for name, value in said(claim).items() if f"v-{name}" not in shown}
    for field in CLAIMS[claim.kind].fields:
        typed, name = given.get(f"v-{field.name}", "").strip(), f"v-{field.name}"
        if name not in shown or not typed:
            continue
        if field.type is FieldType.RECORD:
            values[field.name] = _meant(field.kinds, typed, given.get(f"{name}-record", ""))
        else:
            values[field.name] = dated(typed, "")[0] if field.type is FieldType.DATE else typed
    first, last = dated(given.get("from", ""), given.get("until", ""), stated(""))
    status = given.get("status", claim.status)
    return Amended(values, first, last, status if status in STATUSES else claim.status)


def _meant(kinds: tuple[str, ...], typed: str, chosen: str) -> str:
    try:
        who = settle(kinds, typed, "" if chosen == "new" else chosen)
    except Unclear as error:
        raise ClaimsError(
            _("‘%(name)s’ may be several records; choose one while you type.") % {"name": typed}
        ) from error
    if who is None or not who.record:
        raise ClaimsError(
            _("Expected a record that exists; nothing is called ‘%(name)s’. Add it first, then correct.")
            % {"name": typed}
        )
    return who.record
