"""All statements in the making, and one of them: its versions with their digests, and who signed which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khronika.desk.advocacy.models import DraftVersion, StatementDraft
from khronika.desk.advocacy.papers.paper import grouped
from khronika.desk.advocacy.signon import draft as drafts
from khronika.desk.advocacy.signon.table import STATES, table
from khronika.desk.advocacy.signon.table import drafts as every
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.sources.errors import SourceError
from khronika.vault.errors import VaultError
from khronika.workspace.language import language
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

ERRORS = (ClaimsError, VaultError, SourceError)
SAID = {
    "asked": mark("to be asked"),
    "sent": mark("asked"),
    "signed": mark("signed"),
    "older": mark("signed an earlier wording"),
    "declined": mark("declined"),
    "withdrawn": mark("withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a version, as it is listed."""

    key: int
    number: int
    language: str
    tongue: str
    title: str
    digest: str
    frozen: str
    source: str


@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: DeskRequest) -> HttpResponse:
    """Show all drafts; begin one."""
    problem = ""
    if request.method == "POST":
        try:
            made = drafts.begin(request.user, drafts.About(request.POST.get("title", "")))
        except ERRORS as error:
            problem = told(error)
        else:
            return redirect("statement_write", draft=made.pk)
    context = {
        "problem": problem,
        "given": request.POST.get("title", ""),
        "rows": [
            {
                "id": each.pk,
                "title": each.title,
                "due": each.due,
                "on": each.on,
                "version": number,
                "statement": each.statement_id or "",
                **counts,
            }
            for each, counts, number in every()
        ],
    }
    return render(request, "workspace/statements/list.html", context, status=422 if problem else 200)


@require_safe
def statement_draft(request: DeskRequest, draft: str) -> HttpResponse:
    """One statement: versions, and who was asked."""
    return shown(request, get_object_or_404(StatementDraft, pk=draft))


@require_POST
def statement_freeze(request: DeskRequest, draft: str) -> HttpResponse:
    """End the writing of the open version."""
    found = get_object_or_404(StatementDraft, pk=draft)
    try:
        number = drafts.freeze(request.user, found)
    except ERRORS as error:
        return shown(request, found, problem=told(error))
    messages.success(request, _("Version %(number)d is frozen and can be signed.") % {"number": number})
    return redirect("statement_draft", draft=draft)


def shown(
    request: DeskRequest, found: StatementDraft, *, problem: str = "", given: Mapping[str, str] | None = None
) -> HttpResponse:
    """The page of a statement, with what was typed where something was wrong."""
    rows = list(DraftVersion.objects.filter(draft=found).select_related("capture").order_by("-number", "pk"))
    made = table(found)
    state = request.GET.get("state", "")
    context = {
        "draft": found,
        "problem": problem,
        "given": given or {},
        "versions": [_version(each) for each in rows],
        "open": any(not each.frozen_at for each in rows),
        "frozen": sorted({each.number for each in rows if each.frozen_at}, reverse=True),
        "counts": [(each, SAID[each], made.counts[each]) for each in STATES if made.counts[each]],
        "unnamed": made.unnamed,
        "asked": len(made.rows),
        "rows": [(each, SAID[each.state]) for each in made.rows if not state or each.state == state],
        "state": state,
    }
    return render(request, "workspace/statements/draft.html", context, status=422 if problem else 200)


def tongue(tag: str) -> str:
    """What a language is called in the language of the desk."""
    try:
        return str(Locale.parse(tag.split("-")[0]).get_display_name(language()) or tag)
    except (UnknownLocaleError, ValueError):
        return tag


def tongues(tags: Sequence[str]) -> list[tuple[str, str]]:
    """Languages with their names."""
    return [(each, tongue(each)) for each in tags]


def _version(row: DraftVersion) -> Version:
    return Version(
        row.pk,
        row.number,
        row.language,
        tongue(row.language),
        row.title,
        grouped(row.digest),
        row.frozen_at.date().isoformat() if row.frozen_at else "",
        row.capture.source_id if row.capture else "",
    )
