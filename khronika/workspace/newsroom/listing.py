"""Everything in the newsroom by how it stands, by language and kind; the translations of a page stand below their original."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khronika.desk.accounts.roles import Deed, may
from khronika.desk.newsroom import place
from khronika.desk.newsroom.standing import Row, State, rows
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.newsroom.words import STATES
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    row: Row
    kind: str
    tongue: str
    states: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """A state, and how many pages are so."""

    key: str
    words: str
    count: int


@require_safe
def newsroom(request: DeskRequest) -> HttpResponse:
    """Articles, or with ?of=topic topics; ?state= and ?language= narrow them."""
    place.belong(request.user)
    kind = "topic" if request.GET.get("of") == "topic" else "article"
    state, tongue = request.GET.get("state", ""), request.GET.get("language", "")
    every = rows(kind)
    within = [each for each in every if tongue in ("", each.language)]
    found = [each for each in within if state in ("", *each.states)]
    kept = {"of": "" if kind == "article" else kind, "state": state, "language": tongue}
    shown = paged([listed(each) for each in found], request.GET.get("page", ""), kept)
    context = {
        "of": kind,
        "state": state,
        "tongue": tongue,
        "tabs": _tabs(within),
        "total": len(every),
        "tongues": settings.LANGUAGES,
        "page": shown,
        "rows": shown.rows,
        "adding": _adding(request, kind),
        "within": reverse("wagtailadmin_explore", args=[place.newsroom(language()).pk]),
    }
    return render(request, "workspace/newsroom/list.html", context)


def _tabs(found: list[Row]) -> list[Tab]:
    counts = Counter(state for row in found for state in row.states)
    every = [Tab("", "", len(found))]
    return [*every, *(Tab(state.value, str(STATES[state]), counts[state]) for state in State if counts[state])]


def listed(row: Row) -> Listed:
    spoken = language()
    kind = label(f"article_kind.{row.kind}", spoken) if row.kind != "topic" else ""
    states = tuple((state.value, str(STATES[state])) for state in row.states)
    return Listed(row, kind, dict(settings.LANGUAGES).get(row.language, row.language), states)


def _adding(request: DeskRequest, kind: str) -> list[tuple[str, str]]:
    """Where a new page is written, for each language."""
    if not may(request.user, Deed.PROPOSE):
        return []
    model = "topicpage" if kind == "topic" else "articlepage"
    return [
        (name, reverse("wagtailadmin_pages:add", args=["newsroom", model, place.newsroom(code).pk]))
        for code, name in settings.LANGUAGES
    ]
