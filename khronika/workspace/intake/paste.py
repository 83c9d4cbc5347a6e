"""A paste is shown as the messages that it would become before anything of it is kept; a person joins and cuts them there.

The text travels whole in one field with a line '---' at each cut, so that nothing is lost between two looks, and a cut is made by writing one.
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from khronika.desk.sources import parcel as parcels
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Parcel, identifier
from khronika.desk.sources.note import opened
from khronika.desk.sources.split import WAYS, cut, joined, piece
from khronika.vault.errors import VaultError
from khronika.vault.jobs.clean import clean
from khronika.workspace.intake.sent import LIMIT, refused
from khronika.workspace.intake.shown import Line
from khronika.workspace.intake.work import settled
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

SHOWN = 100
NAMED = {
    "auto": mark("as it looks"),
    "stamps": mark("at the time stamps of a messenger"),
    "cuts": mark("at lines of ---"),
    "blank": mark("at blank lines"),
    "lines": mark("a line each"),
    "one": mark("nowhere: one text"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One message as it would be kept; `sealed` says that it tells who sent it."""

    number: int
    text: str
    at: str
    sealed: bool


def shown(
    request: DeskRequest, text: str, *, way: str = "auto", done: tuple[Line, ...] = (), problem: str = ""
) -> HttpResponse:
    """The messages that a text would become."""
    text = clean(text)
    if len(text) > LIMIT:
        problem = problem or _(
            "This has {count} characters; a paste may have {limit}. Save it as a text file and add that, or keep it in parts."
        ).format(count=f"{len(text):,}", limit=f"{LIMIT:,}")
    parts = cut(text, way)
    looked = [piece(each) for each in parts[:SHOWN]]
    context = {
        "parts": [Part(n, each.text, each.at.replace("T", " "), bool(each.sender)) for n, each in enumerate(looked, 1)],
        "count": len(parts),
        "more": max(0, len(parts) - SHOWN),
        "text": joined(parts),
        "way": way,
        "ways": NAMED.items(),
        "done": done,
        "problem": problem,
    }
    return render(request, "workspace/intake/paste.html", context, status=422 if problem else 200)


@csrf_exempt  # checked below, after a form that is too large was answered in words
@require_POST
def paste(request: DeskRequest) -> HttpResponse:
    """Show the paste cut otherwise, or keep it as it is cut."""
    problem = refused(request)
    return shown(request, "", problem=problem) if problem else _paste(request)


@csrf_protect
def _paste(request: DeskRequest) -> HttpResponse:
    text, way = request.POST.get("text", ""), request.POST.get("way", "cuts")
    way = way if way in WAYS else "cuts"
    parts = cut(clean(text), "cuts")
    at = request.POST.get("join", "")
    if at.isdigit() and 1 < int(at) <= len(parts):
        number = int(at) - 1
        both = "\n".join(parts[number - 1 : number + 1])
        parts = [*parts[: number - 1], both, *parts[number + 1 :]]
        return shown(request, joined(parts), way="cuts" if len(parts) > 1 else "one")
    if request.POST.get("keep") is None or not parts or len(text) > LIMIT:
        whole = text if way == "cuts" else "\n\n".join(parts)
        return shown(request, whole, way=way if way != "cuts" or len(parts) > 1 else "one")
    return _kept(request, parts, text)


def _kept(request: DeskRequest, parts: list[str], text: str) -> HttpResponse:
    name = _("Paste: {first}").format(first=" ".join(piece(parts[0]).text.split())[:80])
    parcel = Parcel(batch=identifier(), name=name, by=request.user.get_username())
    try:
        settled(parcel, parcels.paste(opened(), parcel, parts))
    except (VaultError, SourceError) as error:
        return shown(request, text, way="cuts", problem=told(error))
    return redirect("source_batch", batch=parcel.batch)
