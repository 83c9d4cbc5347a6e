"""Papers to be sent by one's own mail or printed: one for everybody, one for each who is asked, or all in an archive."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.desk.advocacy.models import DraftVersion, StatementDraft
from khronika.desk.advocacy.papers.bundle import MEDIA, for_each, made, packed
from khronika.desk.advocacy.papers.paper import best, paper
from khronika.desk.claims.errors import ClaimsError
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.workspace.statements.draft import ERRORS, shown


@require_safe
def statement_papers(request: DeskRequest, draft: str) -> HttpResponse:
    """?form=docx&row=KEY for anybody, &to=ID for one, &to=all for all who are asked, as an archive."""
    found = get_object_or_404(StatementDraft, pk=draft)
    form, to = request.GET.get("form", "pdf"), request.GET.get("to", "")
    try:
        if to == "all":
            waiting = found.invitations.order_by("number")
            return _sent("statement.zip", "application/zip", packed(for_each(found, waiting, [form])))
        one = found.invitations.filter(pk=to).first() if to else None
        if to and one is None:
            raise ClaimsError(_("There is nobody with this id on the list."))
        row = _row(found, request.GET.get("row", "")) or best(found, one)
        sheet = paper(found, row, one)
        return _sent(f"{sheet.name}.{form}", MEDIA.get(form, "text/plain"), made(sheet, form))
    except ERRORS as error:
        return shown(request, found, problem=told(error))


def _row(found: StatementDraft, key: str) -> DraftVersion | None:
    return found.versions.filter(pk=key).first() if key.isdecimal() else None


def _sent(name: str, media: str, data: bytes) -> HttpResponse:
    """A file to be saved; nothing keeps a copy of it."""
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
