"""Add sources at the desk: files or addresses, kept and read at once, each answered in one sentence.

An upload is held in memory until it is sealed (settings.FILE_UPLOAD_HANDLERS); it never lies on disk as it came.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from khronika.desk.claims.read import read
from khronika.desk.opened import current
from khronika.desk.sources.capture import Kept, keep, vault
from khronika.desk.sources.models import Capture
from khronika.vault.errors import VaultError
from khronika.vault.intake import Taken, received, take
from khronika.workspace.request import DeskRequest

ADDRESSES = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file or address, in a sentence, with the source to go on with."""

    name: str
    sentence: str
    source: str = ""
    good: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    """Show the form; keep and read what was handed in."""
    results: list[Result] = []
    if request.method == "POST":
        by = request.user.get_username()
        try:
            results = [_keep(taken, by) for taken in _given(request)]
        except VaultError as error:
            messages.error(request, str(error))
        else:
            if not results:
                messages.error(
                    request, "Expected a file or an address; none was given. Choose files or paste an address."
                )
    return render(
        request,
        "workspace/add.html",
        {"results": results, "addresses": request.POST.get("addresses", "") if not results else ""},
    )


def _given(request: DeskRequest) -> Iterator[Taken]:
    for file in request.FILES.getlist("files"):
        yield from received(file.name or "upload", file.read())
    for address in request.POST.get("addresses", "").split()[:ADDRESSES]:
        yield from take(address if "://" in address else f"https://{address}")


def _keep(taken: Taken, by: str) -> Result:
    home = current()
    if home is None:
        return Result(taken.place, "Expected an opened home to keep sources in; start the desk with 'khronika desk'.")
    kept = keep(vault(home), taken, by=by)
    return _result(taken.place, kept)


def _result(name: str, kept: Kept) -> Result:
    capture = kept.capture
    if capture.outcome == Capture.Outcome.FAILED:
        return Result(name, f"Failed, and kept as a failure: {capture.problem}", capture.source_id)
    if kept.repeated:
        return Result(
            name, f"Here already as ‘{capture.source.title}’; nothing was added.", capture.source_id, good=True
        )
    version = capture.versions.order_by("-number").first()
    reading = read(version)
    return Result(
        name,
        f"Kept and read: {reading.proposals.count()} proposals wait.{_doubt(capture)}",
        capture.source_id,
        good=True,
    )


def _doubt(capture: Capture) -> str:
    return f" {capture.problem}" if capture.problem else ""
