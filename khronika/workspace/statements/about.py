"""What is known of a statement beside its words: publisher, addressees, dates; of each demand its scope, provision and for whom it is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khronika.desk.advocacy.models import DraftDemand, StatementDraft
from khronika.desk.advocacy.signon import draft as drafts
from khronika.desk.claims.errors import ClaimsError
from khronika.vocabulary.terms import label, members
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.statements.choose import PARTIES, Picker, candidates, chosen, picked, text
from khronika.workspace.statements.draft import ERRORS


@require_http_methods(["GET", "HEAD", "POST"])
def statement_about(request: DeskRequest, draft: str) -> HttpResponse:
    """Show and save what is known of a statement."""
    found = get_object_or_404(StatementDraft, pk=draft)
    problem: Exception | None = None
    if request.method == "POST":
        try:
            drafts.change(request.user, found, _about(request))
        except ERRORS as error:
            problem = error
            found.refresh_from_db()
        else:
            messages.success(request, _("Saved."))
            return redirect("statement_draft", draft=draft)
    names, given = Names(language()), request.POST
    publisher = given.getlist("publisher") if problem else [found.publisher_id or ""]
    addressees = given.getlist("addressees") if problem else list(found.addressees.values_list("pk", flat=True))
    context = {
        "draft": found,
        "problem": told(problem) if problem else "",
        "pickers": [
            _picker(request, "publisher", (_("Published by"), ("Organization",)), chosen(publisher, names), problem),
            _picker(request, "addressees", (_("Addressed to"), PARTIES), chosen(addressees, names), problem),
        ],
        "values": {
            name: given.get(name, "") if problem else getattr(found, name)
            for name in ("title", "on", "due", "reply_to")
        },
    }
    return render(request, "workspace/statements/about.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_demand(request: DeskRequest, draft: str, number: int) -> HttpResponse:
    """Show and save what is known of one demand."""
    found = get_object_or_404(StatementDraft, pk=draft)
    said = dict(_words(found))
    row = DraftDemand.objects.filter(draft=found, number=number).first()
    problem: Exception | None = None
    if request.method == "POST":
        try:
            drafts.tell(request.user, found, number, _beside(request))
        except ERRORS as error:
            problem = error
        else:
            messages.success(request, _("Saved."))
            return redirect("statement_draft", draft=draft)
    context = {
        "draft": found,
        "number": number,
        "words": said.get(number, ""),
        "problem": told(problem) if problem else "",
        "pickers": _pickers(request, row, problem),
        "scopes": [(each, label(f"scope.{each}", language())) for each in members("scope")],
        "scope": request.POST.get("scope", "") if problem else (row.scope if row else ""),
        "earlier": request.POST.get("earlier", "") if problem else (row.earlier_id if row and row.earlier_id else ""),
        "deadline": request.POST.get("deadline", "") if problem else (row.deadline if row else ""),
    }
    return render(request, "workspace/statements/demand.html", context, status=422 if problem else 200)


def _about(request: DeskRequest) -> drafts.About:
    given = request.POST
    publisher = picked(given, "publisher", ("Organization",))
    if len(publisher) > 1:
        raise ClaimsError(_("Expected one publisher; take the tick from the other."))
    return drafts.About(
        text(given, "title"),
        publisher[0] if publisher else "",
        picked(given, "addressees", PARTIES),
        text(given, "on"),
        text(given, "due"),
        text(given, "reply_to"),
    )


_FIELDS = (
    ("beneficiaries", PARTIES),
    ("addressees", PARTIES),
    ("provision", ("LegalProvision",)),
)


def _beside(request: DeskRequest) -> drafts.Beside:
    given = request.POST
    beneficiaries, addressees, provision = (picked(given, name, kinds) for name, kinds in _FIELDS)
    if len(provision) > 1:
        raise ClaimsError(_("Expected one provision; take the tick from the other."))
    return drafts.Beside(
        text(given, "scope"),
        provision[0] if provision else "",
        text(given, "deadline"),
        text(given, "earlier"),
        addressees,
        beneficiaries,
    )


def _pickers(request: DeskRequest, row: DraftDemand | None, problem: Exception | None) -> list[Picker]:
    names, labels = Names(language()), (_("For whom"), _("Addressed to (else as the statement)"), _("Provision"))
    made = []
    for (name, kinds), words in zip(_FIELDS, labels, strict=True):
        if problem:
            records = request.POST.getlist(name)
        elif name == "provision":
            records = [row.provision_id or ""] if row else []
        else:
            records = list(getattr(row, name).values_list("pk", flat=True)) if row else []
        made.append(_picker(request, name, (words, kinds), chosen(records, names), problem))
    return made


def _picker(
    request: DeskRequest,
    name: str,
    what: tuple[str, tuple[str, ...]],
    found: tuple[tuple[str, str], ...],
    problem: Exception | None,
) -> Picker:
    typed = text(request.POST, f"{name}-more") if problem else ""
    return Picker(name, what[0], ",".join(what[1]), found, typed, candidates(problem, name))


def _words(found: StatementDraft) -> list[tuple[int, str]]:
    """The demands of the newest version in its first language."""
    rows = drafts.latest(found)
    return list(drafts.wording(rows[0]).demands) if rows else []
