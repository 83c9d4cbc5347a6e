"""All demands: how each stands, of whom and for whom it is asked, how long, and what changed since an edition."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from khronika.desk.advocacy.demands import OPEN, Tracked, by_year, changes, find, tracked
from khronika.desk.opened import current
from khronika.edition.reader import newest
from khronika.vocabulary.fulfilment import Standing
from khronika.vocabulary.terms import label, members
from khronika.workspace.advocacy.asked import NAMED, Asked, asked
from khronika.workspace.advocacy.rows import Party, rows
from khronika.workspace.advocacy.words import state, states
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.paging import SIZE, paged
from khronika.workspace.request import DeskRequest


@dataclass(frozen=True, slots=True)
class Tab:
    """A state, how many demands are in it, and the address of those."""

    key: str
    words: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Year:
    """The demands asked by the end of a year: how many in each state, with the part of the widest bar in per cent."""

    year: int
    total: int
    parts: tuple[tuple[str, str, int, float], ...]


@require_safe
def demands(request: DeskRequest) -> HttpResponse:
    """Show the list that the address asks for."""
    names = Names(language())
    wanted = asked(request.GET, names)
    for problem in wanted.problems:
        messages.error(request, problem)
    every = tracked()
    before = _before(wanted)
    narrowed = wanted.wanted if before is None else replace(wanted.wanted, only=frozenset(before))
    found = find(replace(narrowed, states=frozenset()), every)
    counts = Counter(each.standing.state or OPEN for each in found)
    chosen = [each for each in found if not narrowed.states or (each.standing.state or OPEN) in narrowed.states]
    page = paged(chosen, request.GET.get("page", "1"), {}, size=SIZE)
    context = {
        "asked": wanted,
        "query": wanted.query(),
        "tabs": _tabs(wanted, counts),
        "rows": rows(page.rows, every, names, on=timezone.now().date(), before=before),
        "page": _with_query(page, wanted),
        "names": {
            name: {"kinds": ",".join(kinds), "record": wanted.records.get(name, "")} for name, kinds in NAMED.items()
        },
        "scopes": [(each, label(f"scope.{each}", language())) for each in members("scope")],
        "statement": Party(wanted.wanted.statement, names(wanted.wanted.statement))
        if wanted.wanted.statement
        else None,
        "editions": _editions(),
        "choices": [(each, state(each)) for each in members("assessment")],
        "today": timezone.now().date().isoformat(),
        "total": len(every),
    }
    return render(request, "workspace/advocacy/demands.html", context)


@require_safe
def years(request: DeskRequest) -> HttpResponse:
    """Show how the demands of a list stood at the end of each year."""
    names = Names(language())
    wanted = asked(request.GET, names)
    found = find(replace(wanted.wanted, states=frozenset()))
    context = {
        "asked": wanted,
        "query": wanted.query(),
        "years": _years(found),
        "states": [(each, state(each)) for each in states()],
    }
    return render(request, "workspace/advocacy/years.html", context)


def _years(found: list[Tracked]) -> list[Year]:
    dated = [int(each.demand.on[:4]) for each in found if each.demand.on[:4].isdecimal()]
    counts = by_year(found, range(min(dated), date.today().year + 1)) if dated else {}
    widest = max((sum(each.values()) for each in counts.values()), default=0) or 1
    return [
        Year(
            year,
            sum(its.values()),
            tuple((key, state(key), its[key], round(100 * its[key] / widest, 2)) for key in states() if its.get(key)),
        )
        for year, its in counts.items()
    ]


def _before(wanted: Asked) -> dict[str, Standing | None] | None:
    """How the demands stood that stand otherwise than in an edition; None where that is not asked."""
    if wanted.ledger is None:
        return None
    return {each.tracked.record: each.before for each in changes(wanted.ledger)}


def _tabs(wanted: Asked, counts: Counter[str]) -> list[Tab]:
    chosen = wanted.typed.get("state", "")
    return [
        Tab(each, state(each), counts[each], wanted.query(state="" if each == chosen else each))
        for each in states()
        if counts[each] or each == chosen
    ]


def _with_query(page, wanted: Asked):  # type: ignore[no-untyped-def]
    """The page with addresses that keep what is asked."""
    before = "?" + wanted.query(page=str(page.number - 1)) if page.number > 1 else ""
    after = "?" + wanted.query(page=str(page.number + 1)) if page.number < page.pages else ""
    return replace(page, before=before, after=after)


def _editions() -> list[int]:
    """The numbers of the latest editions, newest first."""
    home = current()
    last = newest(home.editions) if home else 0
    return list(range(last, max(last - 30, 0), -1))
