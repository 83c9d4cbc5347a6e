"""One screen takes everything: files, addresses, a paste of many messages, a note. Each answers on its own; none stops the others.

An upload is held in memory until it is sealed (settings.FILE_UPLOAD_HANDLERS); it never lies on disk as it came. With a script each
file comes in a request of its own, so that a browser closed half way has lost what had not arrived and nothing else.
"""

import re
from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Parcel, Source, identifier
from khronika.desk.sources.note import note, opened
from khronika.desk.sources.parcel import address, hand_in
from khronika.desk.sources.snapshot import OFFICIAL, enlist
from khronika.vault.errors import VaultError
from khronika.vault.intake import Taken, received
from khronika.vault.jobs.clean import single
from khronika.workspace.intake.paste import shown
from khronika.workspace.intake.sent import LIMIT, refused
from khronika.workspace.intake.shown import Line, lines
from khronika.workspace.intake.work import read_now, settled
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

ADDRESSES = 20
_BATCH = re.compile(r"[a-z2-9]{12}")
_RECENT = 5


@csrf_exempt  # checked below, after a form that is too large was answered in words
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Show the form; keep and read what was handed in."""
    problem = refused(request)
    if problem and _quiet(request):
        return JsonResponse({"lines": [], "problem": problem})
    return _form(request, status=413, problem=problem) if problem else _add(request)


@csrf_protect
def _add(request: DeskRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request)
    batch = request.POST.get("batch", "")
    batch = batch if _BATCH.fullmatch(batch) else identifier()
    made: list[Parcel] = []
    problem = ""
    try:
        for parcel in _handed(request, batch):
            made.append(parcel)
    except (VaultError, SourceError) as error:
        problem = told(error)
    if not problem and not made and not request.POST.get("paste", "").strip():
        problem = _("Nothing was handed in. Choose files, or write something below.")
    if _quiet(request):
        return JsonResponse({"lines": [_told(line) for line in lines(made)], "problem": problem})
    if problem:
        return _form(request, status=422, problem=problem, made=made)
    if request.POST.get("paste", "").strip():
        return shown(request, request.POST["paste"], done=tuple(lines(made)))
    return redirect("source_batch", batch=batch)


def _quiet(request: DeskRequest) -> bool:
    """Whether a script asks, which sends one file at a time."""
    return request.headers.get("Accept") == "application/json"


def _form(request: DeskRequest, *, status: int = 200, problem: str = "", made: Iterable[Parcel] = ()) -> HttpResponse:
    if problem:
        messages.error(request, problem)
    given = {} if status == 413 else request.POST
    open_ones = Parcel.objects.filter(by=request.user.get_username()).exclude(state=Parcel.State.DONE).order_by("-at")
    mine = list(open_ones[:_RECENT])
    context = {
        "given": {name: given.get(name, "") for name in ("addresses", "paste", "note", "title")},
        "lists": list(Source.objects.filter(kind=OFFICIAL).order_by("title").values_list("id", "title")),
        "chosen": given.get("list", ""),
        "batch": identifier(),
        "done": lines(list(made)),
        "mine": [(each.batch, line) for each, line in zip(mine, lines(mine), strict=True)],
        "limit": LIMIT,
    }
    return render(request, "workspace/intake/add.html", context, status=status)


def _handed(request: DeskRequest, batch: str) -> Iterator[Parcel]:
    """Keep files, addresses and a note; each is a parcel."""
    by = request.user.get_username()
    chosen = request.POST.get("list", "")
    series = Source.objects.filter(pk=chosen).first()
    for file in request.FILES.getlist("files"):
        parcel = Parcel(batch=batch, name=_named(file), by=by, source=series, listed=bool(chosen))
        yield _kept(parcel, received(parcel.name, file.read()))
    for each in request.POST.get("addresses", "").split()[:ADDRESSES]:
        parcel = Parcel(batch=batch, name=each[:500], by=by, source=series, listed=bool(chosen))
        yield _kept(parcel, address(parcel))
    if request.POST.get("note", "").strip():
        yield _noted(request, batch)


def _named(file: UploadedFile) -> str:
    return single(file.name, 500) or "upload"


def _kept(parcel: Parcel, given: Iterable[Taken]) -> Parcel:
    if parcel.source is not None:
        enlist(parcel.source)
    settled(parcel, hand_in(opened(), parcel, given))
    return parcel


def _noted(request: DeskRequest, batch: str) -> Parcel:
    """The note is a parcel too, so that it is answered as everything else."""
    by = request.user
    capture = note(by, request.POST["note"], title=request.POST.get("title", ""))
    earlier = capture.parcel
    parcel = Parcel(batch=batch, name=capture.source.title, by=by.get_username(), at=capture.obtained_at, total=1)
    parcel.counts = {"repeated": 1, "here": capture.source_id} if earlier else {"kept": 1}
    parcel.save()
    if earlier is None:
        capture.parcel = parcel
        capture.save(update_fields=("parcel",))
        read_now(capture.versions.select_related("capture__source"))
    return parcel


def _told(line: Line) -> dict[str, object]:
    return {"name": line.name, "sentence": line.sentence, "state": line.state, "source": line.source}
