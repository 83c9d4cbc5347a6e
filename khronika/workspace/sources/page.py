"""One source: its pages beside its text with the passages, where it comes from, and what may be done with it. Only shows."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark
from django.views.decorators.http import require_safe

from khronika.desk.claims.models import Proposal
from khronika.desk.sources.models import Capture, Passage, Source, TextVersion
from khronika.vault import media
from khronika.workspace.levels import levels
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.sheet import newest
from khronika.workspace.sentences import told
from khronika.workspace.sources.custody import custody
from khronika.workspace.sources.filters import OF
from khronika.workspace.sources.graphic import SHOWS, warning
from khronika.workspace.sources.images import drawable, numbers
from khronika.workspace.sources.kinds import KINDS, SENT, kind
from khronika.workspace.sources.listing import tongue
from khronika.workspace.sources.passages import shown as read
from khronika.workspace.sources.portions import Portion, holding, portions

VIEWS = (("both", mark("Both")), ("pages", mark("Pages")), ("text", mark("Text")))
_AGAIN = frozenset({media.HTML, media.PDF, media.WORD, media.ODT, media.RTF, *media.PICTURES})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A number of the strip: of a page, and the address of where it is shown; `here` if it is on this screen."""

    number: int
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Document:
    """What is shown of one capture: the portion, all of them, and the numbers of its pages or why there are none."""

    capture: Capture
    version: TextVersion | None
    portions: tuple[Portion, ...]
    at: Portion
    numbers: tuple[int, ...]
    problem: str


@require_safe
def source(request: DeskRequest, source: str) -> HttpResponse:
    """Show a source."""
    return shown(request, get_object_or_404(Source, id=source))


def shown(request: DeskRequest, source: Source, *, status: int = 200, typed: str = "") -> HttpResponse:
    """The page of a source; `typed` is an address that somebody gave and that was not taken."""
    document = _document(request, source)
    pending = Proposal.objects.filter(**{OF: source}, state=Proposal.State.PENDING).count()
    context = {
        "source": _told(source),
        "level": levels("source", [source.id])[source.id],
        "pending": pending,
        "custody": custody(source),
        "typed": typed,
        **(_content(request, source, document) if document else {"view": "", "problem": ""}),
    }
    return render(request, "workspace/sources/page.html", context, status=status)


def _told(source: Source) -> dict[str, str]:
    """What the source is said to be."""
    sent = Capture.objects.filter(SENT, source=source).exists()
    return {
        "id": source.id,
        "title": source.title or _("without a title"),
        "publisher": source.publisher,
        "url": source.url,
        "language": source.language,
        "tongue": tongue(source.language) if source.language else "",
        "published": source.published,
        "kind": str(KINDS[kind(source.kind, sent=sent)]),
    }


def _document(request: DeskRequest, source: Source) -> Document | None:
    """The capture that is asked for, else the one whose text is reviewed, else the newest that has anything to show."""
    captures = Capture.objects.filter(source=source).defer("payload", "salt")
    capture = captures.filter(pk=request.GET.get("capture", "")[:12]).first()
    version = capture.versions.order_by("-number").first() if capture else newest(source)
    capture = capture or (version.capture if version else captures.order_by("-obtained_at").first())
    if capture is None:
        return None
    spans = version.pages if version else []
    found, problem = numbers(capture, [span[0] for span in spans]) if drawable(capture) else ([], "")
    starts = list(Passage.objects.filter(version=version).order_by("start").values_list("start", flat=True))
    cut = portions(version.text if version else "", spans, found, starts)
    return Document(capture, version, cut, cut[_asked(request, cut) - 1], tuple(found), problem)


def _asked(request: DeskRequest, cut: tuple[Portion, ...]) -> int:
    """The number of the portion that is asked for: by itself, by a page or by a passage."""
    passage = request.GET.get("passage", "")[:12]
    if passage:
        letter = Passage.objects.filter(pk=passage).values_list("start", flat=True).first()
        return holding(cut, letter=-1 if letter is None else letter)
    page, part = (_number(request.GET.get(name, "")) for name in ("page", "part"))
    return holding(cut, page=page) if page else min(max(1, part), len(cut))


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _content(request: DeskRequest, source: Source, document: Document) -> dict[str, Any]:
    view = request.GET.get("view", "")
    possible = bool(document.numbers or document.problem)
    view = (view if view in dict(VIEWS) else "both") if possible else "text"
    warned = warning(source, document.capture)
    if request.GET.get("shown") and warned.blurred:
        warned = replace(warned, blurred=False)
    kept = {"capture": request.GET.get("capture", "")[:12]}
    at = document.at
    return {
        "view": view,
        "views": VIEWS if possible else (),
        "query": {name: urlencode({**_set(kept), "view": name, "part": at.number}) for name, _said in VIEWS},
        "capture": document.capture.pk,
        "failure": told(document.capture.problem),
        "problem": document.problem,
        "again": document.capture.media_type in _AGAIN and bool(document.capture.object_name),
        "again_of": document.capture.pk,
        "copied": document.capture.media_type in media.PICTURES and bool(document.capture.object_name),
        "at": at,
        "parts": len(document.portions),
        "before": _at(kept, view, at.number - 1) if at.number > 1 else "",
        "after": _at(kept, view, at.number + 1) if at.number < len(document.portions) else "",
        "strip": _strip(document, kept, view),
        "text": read(document.version, at) if document.version and view != "pages" else None,
        "reader": document.version.reader if document.version else "",
        "warning": warned,
        "shows": [(value, str(said), value in warned.shows) for value, said in SHOWS.items()],
        "reveal": "?" + urlencode({**_set(kept), "view": view, "part": at.number, "shown": 1}),
    }


def _set(query: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in query.items() if value}


def _at(kept: dict[str, str], view: str, part: int) -> str:
    return "?" + urlencode({**_set(kept), "view": view, "part": part})


def _strip(document: Document, kept: dict[str, str], view: str) -> list[Leaf]:
    """All pages by number; one of another portion leads to it."""
    if len(document.numbers) < 2:
        return []
    return [
        Leaf(number, "" if each is document.at else _at(kept, view, each.number), each is document.at)
        for each in document.portions
        for number in each.pages
    ]
