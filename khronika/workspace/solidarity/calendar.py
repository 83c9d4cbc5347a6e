"""Actions as a list or a month, narrowed by country, year and kind; and as a calendar that can be taken along.

A calendar that leaves the desk lies unencrypted wherever it is taken: an event says what kind of action and in which town, and
its title only where that is asked for.
"""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from babel.dates import format_date
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.desk.advocacy.mechanisms.feed import Entry, calendar
from khronika.desk.claims.models import Claim
from khronika.desk.solidarity.answers import Action, Everything, everything
from khronika.pages.when import day as worded
from khronika.pages.words import words
from khronika.vocabulary.observed import on
from khronika.vocabulary.terms import label, members
from khronika.workspace.language import language
from khronika.workspace.mechanisms.due import today
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest
from khronika.workspace.solidarity.listing import narrowed
from khronika.workspace.solidarity.words import Done, Teller, countries

SIZE = 60
AHEAD = 2  # years of an observance that a calendar has
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month's sheet with what was done or comes on it; `other` belongs to the month before or after."""

    day: date
    other: bool
    actions: tuple[Done, ...] = ()
    observances: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its name, the ones beside it, its weeks, and the actions of which only the month is known."""

    name: str
    before: str
    after: str
    days: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]
    within: tuple[Done, ...]


@require_safe
def actions(request: DeskRequest) -> HttpResponse:
    """Show actions, narrowed by ?country=, ?year= and ?kind=; with ?month=2013-08 the sheet of a month."""
    asked = {name: request.GET.get(name, "")[:40] for name in ("country", "year", "kind")}
    every, tongue = everything(), language()
    tell = Teller(every, tongue, today())
    found = narrowed(every.actions.values(), **asked)
    page = paged([each.record for each in found], request.GET.get("page", ""), asked, size=SIZE)
    month = _asked(request.GET.get("month", ""))
    context = {
        "asked": asked,
        "countries": countries(every, tongue),
        "years": sorted({each.year for each in every.actions.values() if each.year}, reverse=True),
        "kinds": [(each, label(f"action_type.{each}", tongue)) for each in members("action_type")],
        "page": page,
        "rows": () if month else tell.actions(page.rows),
        "count": len(found),
        "month": _month(month, found, every, tell) if month else None,
        "latest": _latest(found),
    }
    return render(request, "workspace/solidarity/actions.html", context)


def _asked(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        return None


def _latest(found: list[Action]) -> str:
    """The month of the last action that is known to a month."""
    days = [each.start[:7] for each in found if len(each.start) >= 7 and each.start[5:7].isdecimal()]
    return max((each for each in days if int(each[5:]) <= 12), default=today().isoformat()[:7])


def _month(first: date, found: list[Action], every: Everything, tell: Teller) -> Month:
    sheet = months.Calendar().monthdatescalendar(first.year, first.month)
    shown = [each for each in found if each.first and each.last]
    exact = [
        each
        for each in shown
        if each.first and each.last and (each.last - each.first).days < 28 and len(each.start) == 10
    ]
    days = {
        one: [each for each in exact if each.first and each.last and each.first <= one <= each.last]
        for week in sheet
        for one in week
    }
    kept = _kept(first.year, every, tell)
    weeks = tuple(
        tuple(
            Day(
                one, one.month != first.month, tell.actions(each.record for each in days[one]), tuple(kept.get(one, ()))
            )
            for one in week
        )
        for week in sheet
    )
    within = [each.record for each in shown if each not in exact and each.start.startswith(first.isoformat()[:7])]
    tongue = words(tell.language)
    names = tuple(_weekday(each, tell.language) for each in sheet[0])
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    return Month(
        worded(first.isoformat()[:7], tongue),
        before.isoformat()[:7],
        after.isoformat()[:7],
        names,
        weeks,
        tell.actions(within),
    )


def _weekday(day: date, language: str) -> str:
    return format_date(day, "EEE", locale=language)


def _kept(year: int, every: Everything, tell: Teller) -> dict[date, list[tuple[str, str]]]:
    """The days of observances in a year."""
    found: dict[date, list[tuple[str, str]]] = {}
    for each in every.observances:
        try:
            found.setdefault(on(each.month, each.day, year), []).append((each.record, tell.name(each.record)))
        except ValueError:
            continue
    return found


@require_safe
def feed(request: DeskRequest) -> HttpResponse:
    """The calendar of actions and of the next observances; with ?titles=1 actions are called by their titles."""
    made = ics(today(), titles=request.GET.get("titles") == "1")
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="solidarity.ics"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def ics(at: date, *, titles: bool) -> bytes:
    """Every action with a day, and the next days of the observances that go on, as a calendar."""
    every = everything()
    tell, stamps = Teller(every, language(), at), _stamps(every)
    entries = [
        _entry(each, tell, stamps.get(each.record, at), titles=titles)
        for each in every.actions.values()
        if each.first and each.last and len(each.start) == 10
    ]
    for each in every.observances:
        following = each.next(at)
        for _more in range(AHEAD if following else 0):
            assert following is not None
            name, stamp = tell.name(each.record), stamps.get(each.record, at)
            entries.append(Entry(f"{each.record}-{following.year}", following, following, name, each.record, stamp))
            following = each.next(following)
    return calendar(entries, title=_("Solidarity"))


def _entry(each: Action, tell: Teller, stamp: date, *, titles: bool) -> Entry:
    assert each.first is not None
    assert each.last is not None
    done = tell.action(each)
    said = done.name if titles else " · ".join(filter(None, (done.kind, done.place)))
    return Entry(each.record, each.first, each.last, said, each.record, stamp)


def _stamps(every: Everything) -> Mapping[str, date]:
    """The day on which each became known, so that the same calendar is the same bytes."""
    kinds = ("SolidarityActionDetails", "ObservanceDetails")
    told = Claim.objects.filter(kind__in=kinds, known_until=None).order_by("known_from")
    found: dict[str, datetime] = dict(told.values_list("subject_id", "decision__at"))
    return {each: at.astimezone(UTC).date() for each, at in found.items()}
