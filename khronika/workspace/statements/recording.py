"""Recording a statement: what will become claims is shown first, with the names that somebody has to settle."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from khronika.desk.advocacy.models import StatementDraft
from khronika.desk.advocacy.signon.draft import frozen
from khronika.desk.advocacy.signon.record import record
from khronika.desk.advocacy.signon.table import OLDER, SIGNED, WITHDRAWN, table
from khronika.desk.advocacy.signon.who import near
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.statements.draft import ERRORS, tongue


@require_http_methods(["GET", "HEAD", "POST"])
def statement_record(request: DeskRequest, draft: str) -> HttpResponse:
    """Show what will be recorded; record it."""
    found, problem = get_object_or_404(StatementDraft, pk=draft), ""
    if request.method == "POST":
        try:
            made = record(request.user, found, new=request.POST.getlist("new"), older="older" in request.POST)
        except ERRORS as error:
            problem = told(error)
            found.refresh_from_db()
        else:
            messages.success(request, _("Recorded by decision %(number)s.") % {"number": made.pk})
            return redirect("record", record=found.statement_id)
    made_rows, versions = table(found), frozen(found)
    holding = [each for each in made_rows.rows if each.state in (SIGNED, OLDER, WITHDRAWN) and not each.claim]
    invitations = {each.pk: each for each in found.invitations.all()}
    context = {
        "draft": found,
        "problem": problem,
        "number": versions[0].number if versions else 0,
        "tongues": [tongue(each.language) for each in versions],
        "demands": len(versions[0].demands) if versions else 0,
        "counts": made_rows.counts,
        "fresh": len(holding),
        "unclear": [
            (each.id, each.name, [(field, one.record, one.name) for field, one in found_ones])
            for each in holding
            if each.manner != "unnamed" and (found_ones := near(invitations[each.id]))
        ],
        "chosen": set(request.POST.getlist("new")),
    }
    return render(request, "workspace/statements/record.html", context, status=422 if problem else 200)
