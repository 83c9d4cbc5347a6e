"""The review screen of one source. It only shows; what changes anything is in the deeds beside it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as mark
from django.views.decorators.http import require_safe

from khronika.desk.sources.models import Source
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.form import Form
from khronika.workspace.review.meant import Guide
from khronika.workspace.review.model import Candidate, Card, Sheet
from khronika.workspace.review.sheet import Filter, asked, newest, place, sheet
from khronika.workspace.sentences import told

SHOWS = (("all", mark("All")), ("waiting", mark("Waiting")), ("decided", mark("Decided")))


@dataclass(frozen=True, slots=True)
class Opened:
    """What is unfolded on the screen: a card's form for changing it, or its search for a record."""

    card: str = ""
    form: Form | None = None
    words: str = ""
    found: tuple[Candidate, ...] = ()


def chosen(request: DeskRequest) -> Filter:
    """The filter that the address carries."""
    show = request.GET.get("show", "all")
    text = request.GET.get("capture", "")[:30]
    return Filter(show if show in dict(SHOWS) else "all", request.GET.get("q", "").strip()[:200], text)


def address(source: str, filtered: Filter, anchor: str = "", **more: str) -> str:
    """The address of the screen with its filter, at a card."""
    kept = {
        "show": "" if filtered.show == "all" else filtered.show,
        "q": filtered.words,
        "capture": filtered.text,
        **more,
    }
    query = urlencode({name: value for name, value in kept.items() if value})
    return reverse("review", args=[source]) + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


@require_safe
def review(request: DeskRequest, source: str) -> HttpResponse:
    """Show a source with what is proposed."""
    return shown(request, get_object_or_404(Source, id=source))


def shown(request: DeskRequest, source: Source, opened: Opened | None = None, *, status: int = 200) -> HttpResponse:
    """The screen, with something unfolded on it where that is asked for."""
    filtered, version = chosen(request), asked(source, request.GET.get("capture", ""))
    if version is None:
        problems = [told(each) for each in source.captures.order_by("-obtained_at").values_list("problem", flat=True)]
        return render(request, "workspace/review/failed.html", {"source": source.title, "problems": problems})
    found = sheet(version, request.user, filtered)
    opened = opened or _searched(request, found)
    context = {
        "sheet": found,
        "shows": SHOWS,
        "filter": filtered,
        "query": urlencode({"show": filtered.show, "q": filtered.words, "capture": filtered.text}),
        "text": place(version),
        "earlier": bool(filtered.text) and newest(source) != version,
        "opened": opened,
        "all": summary(found) if request.GET.get("all") else None,
    }
    return render(request, "workspace/review/screen.html", context, status=status)


def _searched(request: DeskRequest, found: Sheet) -> Opened:
    """A search for the record that a card means, where the address asks for one."""
    card, words = found.card(request.GET.get("link", "")), request.GET.get("w", "").strip()[:200]
    if card is None or not words:
        return Opened(card.id if card else "")
    return Opened(card.id, words=words, found=Guide(Names(language())).search(card.about_kind, words, limit=10))


@dataclass(frozen=True, slots=True)
class Summary:
    """What 'accept all that is left' would do: who is linked to whom, who becomes a record, what stays."""

    linked: tuple[Card, ...]
    made: tuple[Card, ...]
    claims: int
    left: int
    tokens: tuple[str, ...]


def summary(found: Sheet) -> Summary:
    """Look at a batch before it is accepted."""
    ids = {token.partition(":")[0] for token in found.ready}
    cards = [card for group in found.groups for card in group.cards if card.id in ids]
    linked = tuple(card for card in cards if card.meant and card.meant.what == "link")
    made = tuple(card for card in cards if card.meant and card.meant.what == "new")
    shown_pending = sum(group.pending for group in found.groups)
    return Summary(linked, made, sum(card.meant is None for card in cards), shown_pending - len(cards), found.ready)
