"""Deadlines in words, for the first page, the screen of deadlines and the calendar.

A calendar that leaves the desk names mechanisms and kinds only: titles may speak of people, and go with it only where that is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.desk.advocacy.mechanisms.deadlines import DEMAND, REPLY, SESSION, Deadline, due
from khronika.desk.advocacy.mechanisms.feed import Entry, calendar
from khronika.pages.when import day as worded
from khronika.pages.words import words
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest

WINDOWS = (30, 90, 365)  # days ahead
SAFE = ("Mechanism", "Session")  # kinds whose names say nothing of people


@dataclass(frozen=True, slots=True)
class Row:
    """A deadline as it is shown: what is due, of which record, when in words, and how many days ago or ahead."""

    record: str
    name: str
    kind: str
    what: str
    detail: str
    day: str
    late: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What is overdue and what comes, with their numbers."""

    overdue: tuple[Row, ...]
    coming: tuple[Row, ...]
    late_count: int
    coming_count: int


@require_safe
def deadlines(request: DeskRequest) -> HttpResponse:
    """Show what is overdue and what comes within ?days=."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and len(asked) < 5 else WINDOWS[0]
    context = {"due": shown(today(), timedelta(days=days)), "days": days, "windows": WINDOWS}
    return render(request, "workspace/mechanisms/deadlines.html", context)


@require_safe
def feed(request: DeskRequest) -> HttpResponse:
    """The calendar of all that is due; with ?titles=1 its events are called by what they are about."""
    made = ics(today(), titles=request.GET.get("titles") == "1")
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def today() -> date:
    """The day by which the desk tells."""
    return datetime.now(UTC).date()


def shown(at: date, window: timedelta, *, limit: int | None = None) -> Shown:
    """What is overdue and what comes, at most `limit` of each."""
    found, names = due(at, window=window), Names(language())
    late, coming = found.overdue[:limit], found.coming[:limit]
    names.learn(each.record for each in (*late, *coming))
    return Shown(
        tuple(_row(each, names, at) for each in late),
        tuple(_row(each, names, at) for each in coming),
        len(found.overdue),
        len(found.coming),
    )


def _row(each: Deadline, names: Names, at: date) -> Row:
    kind = label(f"record.{names.kinds.get(each.record, '')}", names.language)
    day = worded(each.text, words(names.language))
    late, ahead = each.late(at), (each.earliest - at).days
    return Row(each.record, names(each.record), kind, what(each, names.language), each.detail, day, late, ahead)


def what(each: Deadline, tongue: str) -> str:
    """What is due, in words."""
    if each.what == REPLY:
        return _("Answer due")
    if each.what == DEMAND:
        return _("To be met by")
    if each.what == SESSION:
        return _("Session begins")
    return label(f"step.{each.step}", tongue)


def ics(at: date, *, titles: bool) -> bytes:
    """All that is overdue or comes, as a calendar."""
    found, names = due(at, window=None), Names(language())
    every = (*found.overdue, *found.coming)
    names.learn(one for each in every for one in (each.record, each.whole))
    return calendar((_entry(each, names, titles=titles) for each in every), title=_("Deadlines"))


def _entry(each: Deadline, names: Names, *, titles: bool) -> Entry:
    """One event; without titles it says what is due, of which kind, before which mechanism, and the record's id."""
    kind = names.kinds.get(each.record, "")
    parts: Iterable[str]
    if titles:
        parts = (names(each.record), each.detail)
    else:
        whole = names(each.whole) if names.kinds.get(each.whole) in SAFE else ""
        parts = (label(f"record.{kind}", names.language), whole)
    said = " · ".join(part for part in parts if part)
    return Entry(
        each.claim, each.earliest, each.latest, f"{what(each, names.language)}: {said}", each.record, each.stamp
    )
