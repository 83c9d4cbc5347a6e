"""Writing a statement in several languages side by side. What was typed comes back on every error; a second writer is told, not overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khronika.desk.advocacy.models import StatementDraft
from khronika.desk.advocacy.signon import draft as drafts
from khronika.desk.advocacy.signon.wording import Wording, listed, numbered, worded
from khronika.workspace.language import language
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.statements.draft import ERRORS, tongue, tongues

OFFERED = ("be", "ru", "en", "uk", "pl", "de", "fr", "lt")


@dataclass(frozen=True, slots=True)
class Column:
    """One language of the form."""

    language: str
    name: str
    title: str = ""
    body: str = ""
    demands: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def statement_write(request: DeskRequest, draft: str) -> HttpResponse:
    """Show the wordings beside each other; save them, and freeze them if that is asked."""
    found = get_object_or_404(StatementDraft, pk=draft)
    if request.method != "POST":
        return _form(request, found, _there(found), seen=drafts.mark(found))
    given = {name: str(value)[:300_000] for name, value in request.POST.items()}
    columns = [_column(each, given) for each in request.POST.getlist("language") if each.isalpha()]
    added = given.get("add", "")
    if added in OFFERED and added not in [each.language for each in columns]:
        return _form(request, found, [*columns, Column(added, tongue(added))], seen=given.get("seen", ""), status=200)
    try:
        number = drafts.write(request.user, found, [_worded(each) for each in columns], seen=given.get("seen", ""))
        if "freeze" in given:
            number = drafts.freeze(request.user, found)
    except ERRORS as error:
        return _form(request, found, columns, seen=drafts.mark(found), problem=told(error), status=422)
    said = (
        _("Version %(number)d is frozen and can be signed.") if "freeze" in given else _("Version %(number)d is saved.")
    )
    messages.success(request, said % {"number": number})
    return redirect("statement_draft", draft=draft)


def _there(found: StatementDraft) -> list[Column]:
    """What is written, else a column in the language of the desk."""
    rows = [drafts.wording(each) for each in drafts.latest(found)]
    made = [Column(r.language, tongue(r.language), r.title, r.body, listed(r.demands)) for r in rows]
    return made or [Column(language(), tongue(language()), found.title)]


def _column(tag: str, given: Mapping[str, str]) -> Column:
    said = (given.get(f"{name}-{tag}", "") for name in ("title", "body", "demands"))
    return Column(tag, tongue(tag), *said)


def _worded(column: Column) -> Wording:
    return worded(column.language, column.title, column.body, numbered(column.demands))


def _form(
    request: DeskRequest,
    found: StatementDraft,
    columns: list[Column],
    *,
    seen: str,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = drafts.latest(found)
    context = {
        "draft": found,
        "columns": columns,
        "seen": seen,
        "problem": problem,
        "frozen": bool(rows) and all(each.frozen_at for each in rows),
        "number": drafts.number(found),
        "demands": drafts.wording(rows[0]).demands if rows else (),
        "offered": tongues([each for each in OFFERED if each not in [column.language for column in columns]]),
    }
    return render(request, "workspace/statements/write.html", context, status=status)
