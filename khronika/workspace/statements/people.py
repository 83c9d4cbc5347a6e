"""Those who are asked: a pasted list, what was sent to them, one by one what they answered."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from khronika.desk.advocacy.models import Answer, Invitation, StatementDraft
from khronika.desk.advocacy.signon import answer as answers
from khronika.desk.advocacy.signon import invite
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.sources.models import Capture
from khronika.vault.jobs.clean import single
from khronika.vocabulary.terms import label, members
from khronika.workspace.language import language
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.statements.choose import text
from khronika.workspace.statements.draft import ERRORS, shown, tongue


@require_POST
def statement_people(request: DeskRequest, draft: str) -> HttpResponse:
    """Put a pasted list on it, or note what was sent."""
    found = get_object_or_404(StatementDraft, pk=draft)
    given = {name: str(value)[:200_000] for name, value in request.POST.items()}
    try:
        if given.get("deed") == "sent":
            _sent(request, found, given.get("version", ""))
        else:
            made = invite.invite(request.user, found, invite.listed(given.get("list", "")))
            said = ngettext("%(count)d is on the list now.", "%(count)d more are on the list now.", len(made))
            messages.success(request, said % {"count": len(made)})
    except ERRORS as error:
        return shown(request, found, problem=told(error), given=given)
    return redirect("statement_draft", draft=draft)


def _sent(request: DeskRequest, found: StatementDraft, version: str) -> None:
    chosen = request.POST.getlist("to")
    if not chosen or not version.isdecimal():
        raise ClaimsError(_("Expected who was sent which version: tick them, and choose the version."))
    count = invite.sent(request.user, found, chosen, int(version), date.today().isoformat())
    said = ngettext("Noted: %(count)d was sent it.", "Noted: %(count)d were sent it.", count)
    messages.success(request, said % {"count": count})


@require_http_methods(["GET", "HEAD", "POST"])
def statement_person(request: DeskRequest, draft: str, invitation: str) -> HttpResponse:
    """One who is asked: who it is, what they answered; record an answer, a withdrawal, a correction."""
    found = get_object_or_404(Invitation.objects.select_related("draft"), pk=invitation, draft=draft)
    problem: Exception | None = None
    deeds = {"answer": _answer, "withdraw": _withdraw, "change": _change}
    if request.method == "POST":
        try:
            said = deeds.get(request.POST.get("deed", ""), _answer)(request, found)
        except ERRORS as error:
            problem = error
            found.refresh_from_db()
        else:
            messages.success(request, said)
            return redirect("statement_draft", draft=draft)
    return render(
        request, "workspace/statements/person.html", _context(request, found, problem), status=422 if problem else 200
    )


def _capture(request: DeskRequest, found: Invitation) -> Capture:
    """The file that was handed in, else the words."""
    file = request.FILES.get("file")
    if file is not None:
        return answers.uploaded(request.user, single(file.name, 200) or "answer", file.read())
    words = request.POST.get("words", "")
    if not words.strip():
        raise ClaimsError(_("Expected the answer itself: choose a file, or paste or write down what they said."))
    return answers.typed(request.user, found, words)


def _answer(request: DeskRequest, found: Invitation) -> str:
    given = answers.Given(
        text(request.POST, "version", 80),
        text(request.POST, "manner"),
        text(request.POST, "on"),
        text(request.POST, "role"),
    )
    capture = _capture(request, found)
    made = answers.answer(request.user, found, capture, given)
    if made.version is None:
        return _("‘%(name)s’ has declined; the answer is kept.") % {"name": str(found)}
    said = _("‘%(name)s’ has signed version %(number)d (%(language)s).")
    return said % {"name": str(found), "number": made.version.number, "language": tongue(made.version.language)}


def _withdraw(request: DeskRequest, found: Invitation) -> str:
    made = answers.withdraw(request.user, found, _capture(request, found), on=text(request.POST, "on"))
    return _("The signature of ‘%(name)s’ is withdrawn from %(day)s.") % {"name": str(found), "day": made.withdrawn_on}


def _change(request: DeskRequest, found: Invitation) -> str:
    words = {name: text(request.POST, name, 1000) for name in (*invite.COLUMNS, "channel")}
    records = {name: text(request.POST, f"{name}_name-record", 12) for name in ("organization", "person")}
    kept = {name: "" if record == "new" else record for name, record in records.items()}
    invite.change(request.user, found, invite.Asked(**words, **kept))
    return _("Saved.")


def _context(request: DeskRequest, found: Invitation, problem: Exception | None) -> dict[str, object]:
    rows = found.draft.versions.exclude(frozen_at=None).order_by("-number", "pk")
    said = Answer.objects.filter(invitation=found).select_related("version", "capture__source", "withdrawal", "by")
    last = said.order_by("at", "id").last()
    signing = [(each, label(f"signing.{each}", language())) for each in members("signing")]
    return {
        "draft": found.draft,
        "one": found,
        "problem": told(problem) if problem else "",
        "given": request.POST if problem else {},
        "versions": [(f"row-{each.pk}", each.number, tongue(each.language), each.digest[:16]) for each in rows],
        "manners": [*signing, (answers.DECLINED, _("declined"))],
        "channels": [(each, words) for each, words in _channels()],
        "answers": [
            {
                "on": each.answered_on,
                "manner": label(f"signing.{each.manner}", language()) if each.manner else _("declined"),
                "version": each.version.number if each.version else 0,
                "tongue": tongue(each.version.language) if each.version else "",
                "digest": each.digest,
                "source": each.capture.source_id,
                "title": each.capture.source.title,
                "withdrawn": each.withdrawn_on,
                "letter": each.withdrawal.source_id if each.withdrawal else "",
            }
            for each in said.order_by("-at", "-id")
        ],
        "signs": last is not None and last.version_id is not None and not last.withdrawn_on,
    }


def _channels() -> list[tuple[str, str]]:
    return [
        (Invitation.Channel.MAIL, _("by mail")),
        (Invitation.Channel.PAPER, _("on paper")),
        (Invitation.Channel.TALK, _("in a talk")),
    ]
