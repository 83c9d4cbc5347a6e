"""Questions that official lists leave open: a row that is gone, a row that reads otherwise. Somebody answers, or they wait."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Question
from khronika.desk.sources.snapshot import answer as settle
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; `now` is how a changed row reads now, `answer` what somebody said."""

    id: int
    removed: bool
    row: str
    now: str
    source: str
    title: str
    on: datetime
    answer: str
    by: str


def asked(found: list[Question]) -> list[Asked]:
    """Questions as they are shown."""
    return [
        Asked(
            each.pk,
            each.what == Question.What.REMOVED,
            each.row,
            each.now,
            each.source_id,
            each.source.title,
            each.capture.obtained_at,
            each.answer,
            each.by,
        )
        for each in found
    ]


@require_safe
def questions(request: DeskRequest) -> HttpResponse:
    """Show the open questions, of one source where that is asked for; answered ones where those are."""
    source, show = request.GET.get("source", "")[:12], request.GET.get("show", "")
    found = Question.objects.select_related("source", "capture").order_by("-capture__obtained_at", "pk")
    found = found.exclude(answer="") if show == "answered" else found.filter(answer="")
    found = found.filter(source=source) if source else found
    page = paged(found, request.GET.get("page", "1"), {"source": source, "show": show})
    context = {"page": page, "questions": asked(list(page.rows)), "source": source, "show": show}
    return render(request, "workspace/intake/questions.html", context)


@require_POST
def answer(request: DeskRequest, question: int) -> HttpResponse:
    """Close a question."""
    words = request.POST.get("answer", "").strip() or request.POST.get("known", "")
    try:
        settle(question, words, by=request.user.get_username())
        messages.success(request, _("Answered."))
    except Question.DoesNotExist:
        messages.error(request, _("Expected a question that is there; it is not. Look at the list again."))
    except SourceError as error:
        messages.error(request, told(error))
    return redirect("source_questions")
