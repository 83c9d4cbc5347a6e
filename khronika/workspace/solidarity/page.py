"""The page of a campaign or an observance: what it asks, until when, its years, actions, counts and territories, and what is added here."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from khronika.desk.accounts.models import User
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import cluster, same
from khronika.desk.claims.models import Proposal, Record
from khronika.desk.register.models import Text
from khronika.desk.solidarity.answers import everything
from khronika.desk.solidarity.yearly import waiting
from khronika.vault.errors import VaultError
from khronika.vocabulary.solidarity import ANSWERS
from khronika.vocabulary.terms import label, members
from khronika.workspace.adding.about import Evidence
from khronika.workspace.adding.find import Unclear
from khronika.workspace.adding.screen import recent
from khronika.workspace.adding.when import stated
from khronika.workspace.language import language
from khronika.workspace.mechanisms.due import today
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.solidarity.entry import count, spread
from khronika.workspace.solidarity.listing import asked
from khronika.workspace.solidarity.words import Shown, Teller

TEXTS = ("asks", "participation", "manifesto", "description")
SPREAD, YEAR = "spread", "year"
_TYPED = {
    "value": "ReportedCount.v-value",
    "unit": "ReportedCount.v-counted",
    "when": "ReportedCount.when",
    "by": "ReportedCount.v-counted_by",
    "method": "ReportedCount.v-method",
    "spread": "territories-when",
}


@require_safe
def solidarity_of(request: DeskRequest, record: str) -> HttpResponse:
    """Show a campaign or an observance; an action leads to its record."""
    return _shown(request, record, {})


def _shown(
    request: DeskRequest, record: str, given: Mapping[str, str], problem: Exception | None = None
) -> HttpResponse:
    found = get_object_or_404(Record, id=same().get(record, record))
    if found.kind == "SolidarityAction" and problem is None:
        return redirect("record", record=found.pk)
    if found.kind not in ANSWERS:
        raise Http404
    shown = _told(found)
    pending = waiting([found.pk]).get(found.pk, {}) if found.kind == "Observance" else {}
    context = {
        "id": found.pk,
        "kind": found.kind,
        "kind_label": label(f"record.{found.kind}", language()),
        "shown": shown,
        "texts": _texts(found.pk),
        "pending": asked(pending),
        "units": [(each, label(f"counted.{each}", language())) for each in members("counted")],
        "given": given,
        "counted": {name: given.get(field, "") for name, field in _TYPED.items()},
        "problem": told(problem) if problem else "",
        "candidates": problem.candidates if isinstance(problem, Unclear) else (),
        "sources": recent(given.get("source", "")),
        "action": urlencode({f"SolidarityActionDetails.v-{found.kind.lower()}-record": found.pk}),
    }
    return render(request, "workspace/solidarity/page.html", context, status=422 if problem else 200)


def _told(found: Record) -> Shown:
    """What is known of it; a 404 where that is nothing but a name."""
    every = everything()
    tell = Teller(every, language(), today())
    for campaign in every.campaigns:
        if campaign.record == found.pk:
            return tell.campaign(campaign)
    for observance in every.observances:
        if observance.record == found.pk:
            return tell.observance(observance)
    raise Http404(_("Nothing is recorded of it yet but its name."))


def _texts(record: str) -> list[tuple[str, str, str]]:
    """What it asks, how to take part, its manifesto: the role in words, the language, the text; in the reader's language first."""
    found = Text.objects.filter(claim__subject__in=cluster(record), claim__known_until=None, role__in=TEXTS)
    rows = sorted(
        found.order_by("claim__known_from").values_list("role", "language", "text"),
        key=lambda each: (TEXTS.index(each[0]), each[1] != language()),
    )
    return [(label(f"text_role.{role}", language()), tongue, text) for role, tongue, text in rows]


@require_POST
def solidarity_say(request: DeskRequest, record: str) -> HttpResponse:
    """Record a count or territories, or decide on the year that is proposed; what cannot be understood comes back as typed."""
    given = {name: str(value)[:40_000] for name, value in request.POST.items()}
    try:
        messages.success(request, _deed(request.user, record, given))
    except (ClaimsError, VaultError) as error:
        return _shown(request, record, given, error)
    return redirect("solidarity_of", record=record)


def _deed(by: User, record: str, given: Mapping[str, str]) -> str:
    evidence = Evidence(given.get("source", ""), given.get("quote", ""), given.get("note", ""))
    if YEAR in given:
        return _year(by, given[YEAR], record, refused=given.get("answer") == "refuse")
    if SPREAD in given:
        made = spread(by, record, given.get("territories", ""), given.get("territories-when", ""), evidence)
        told = ngettext("%(count)d territory is recorded.", "%(count)d territories are recorded.", made.new) % {
            "count": made.new
        }
        if made.before:
            known = ngettext("%(count)d was there before.", "%(count)d were there before.", made.before)
            told = f"{told} {known % {'count': made.before}}"
        return told
    decision = count(by, record, given, evidence, stated(given.get("on", "")))
    return _("Recorded by decision %(number)s.") % {"number": decision.pk}


def _year(by: User, number: str, record: str, *, refused: bool) -> str:
    """Accept or refuse the year that the desk proposes. Raises ClaimsError where somebody was quicker."""
    proposal = Proposal.objects.filter(pk=number, kind="Occurrence").first()
    if proposal is None or proposal.subject.record_id not in cluster(record):
        raise ClaimsError(_("Expected a year that is proposed for it; it is not there any more. Look again."))
    answer = Answer(
        proposal.pk, Proposal.State.REFUSED if refused else Proposal.State.ACCEPTED, meant="" if refused else record
    )
    decision = decide(by, [answer])
    return _("Recorded by decision %(number)s.") % {"number": decision.pk}
