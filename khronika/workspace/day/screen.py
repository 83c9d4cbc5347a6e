"""The screens of the day sheet: the sheet, a further row, what the shorthand means, saving a row, taking the last one back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khronika.desk.claims.errors import AlreadyDecided, ClaimsError
from khronika.desk.claims.models import Record
from khronika.vault.errors import VaultError
from khronika.workspace.adding.find import NEW, Unclear, suggestions
from khronika.workspace.day.expected import expected, finished, latest, one
from khronika.workspace.day.message import Message, filled
from khronika.workspace.day.message import messages as kept_messages
from khronika.workspace.day.row import Cell, Row
from khronika.workspace.day.save import Typed, save, take_back
from khronika.workspace.day.shorthand import ShorthandError, understand, words
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

LONGEST = 500
SHOWN = 40  # rows at once: who works on more asks for them


@require_safe
def today(request: DeskRequest) -> HttpResponse:
    """Lead to the sheet of today, or of the day that was chosen."""
    return redirect("day", day=_day(request.GET.get("day", "") or datetime.now(UTC).date().isoformat()).isoformat())


@require_safe
def sheet(request: DeskRequest, day: str) -> HttpResponse:
    """Show the sheet of a day; ?who= adds the row of a record, ?w= looks for one."""
    return _shown(request, _day(day))


def _shown(request: DeskRequest, day: date, typed: Row | None = None, *, status: int = 200) -> HttpResponse:
    names, kept = Names(language()), kept_messages(day)
    rows = filled(expected(day, names), day, kept, names)
    wanted, looked = request.GET.get("who", ""), request.GET.get("w", "").strip()[:200]
    if wanted:
        rows = _with(rows, _further(day, wanted, request.GET.get("name", ""), names))
    if typed is not None:
        rows = _with([row for row in rows if row.key != typed.key], typed)
    shown = len(rows) if "rows" in request.GET else SHOWN
    context = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "rows": [_worded(row, day) for row in rows[:shown]],
        "more": max(0, len(rows) - shown),
        "open": sum(not row.closed for row in rows),
        "done": sum(row.closed for row in rows),
        "messages_kept": kept,
        "all_messages": "messages" in request.GET,
        "looked": looked,
        "candidates": suggestions(["Person"], looked) if looked else (),
    }
    return render(request, "workspace/day/sheet.html", context, status=status)


@require_safe
def further(request: DeskRequest, day: str) -> HttpResponse:
    """A further row, as a piece of the page: of a record (?who=), or of somebody new (?who=new&name=)."""
    on, names = _day(day), Names(language())
    row = _further(on, request.GET.get("who", ""), request.GET.get("name", ""), names)
    return _piece(request, on, row, kept_messages(on))


@require_safe
def understood(request: DeskRequest, day: str) -> HttpResponse:
    """What the shorthand of ?q= means, as a piece of a page."""
    return render(
        request,
        "workspace/day/understood.html",
        {"row": _worded(Row("", Cell(), result=request.GET.get("q", "")), _day(day))},
    )


@require_POST
def save_row(request: DeskRequest, day: str) -> HttpResponse:
    """Save one row; it comes back as recorded, or as typed with the reason why not."""
    on, names = _day(day), Names(language())
    typed = _typed(request.POST)
    row, status = typed.row, 200
    try:
        save(request.user, on, typed)
    except Unclear as error:
        row, status = replace(row, problem=told(error), unclear=error.field, candidates=error.candidates), 422
    except AlreadyDecided as error:
        entry = latest([row], on)[row.key]
        fresh = finished([replace(row, done=None)], on, names)[0]
        row, status = replace(row, problem=told(error), seen=entry, done=fresh.done), 409
    except (ClaimsError, VaultError) as error:
        row, status = replace(row, problem=told(error)), 422
    part = request.headers.get("X-Part") == "row"
    if status == 200 and not part:
        messages.success(request, _("Saved: %(name)s.") % {"name": row.person.text})
        return redirect(reverse("day", args=[on.isoformat()]) + f"#row-{row.key}")
    if not part:
        return _shown(request, on, row, status=status)
    return _piece(request, on, _recorded(row, on, names) if status == 200 else row, kept_messages(on), status=status)


@require_POST
def undo_row(request: DeskRequest, day: str) -> HttpResponse:
    """Take back the last row that this person saved on this sheet."""
    on = _day(day)
    try:
        undone = take_back(request.user, on)
    except ClaimsError as error:
        messages.error(request, told(error))
    else:
        if undone is None:
            messages.error(request, _("Nothing to take back: you have saved no row on this sheet."))
        else:
            messages.success(request, _("Taken back: the last row you saved. What was known before is known again."))
    return redirect("day", day=on.isoformat())


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Http404("Expected a day such as 2026-11-22.") from error


def _further(day: date, who: str, name: str, names: Names) -> Row:
    if Record.objects.filter(id=who, kind="Person").exists():
        return one(day, who, names)
    text = " ".join(name.split())[:LONGEST]
    return Row(key=f"n-{datetime.now(UTC).timestamp():.6f}".replace(".", "-"), person=Cell(text, NEW if text else ""))


def _with(rows: Sequence[Row], row: Row) -> list[Row]:
    """The rows with one more at the head, unless it is there already."""
    return list(rows) if any(each.key == row.key for each in rows) else [row, *rows]


def _recorded(row: Row, day: date, names: Names) -> Row:
    """A row as it is after it was saved."""
    found = next((each for each in expected(day, names) if _same(each, row)), None)
    return replace(found, key=row.key) if found else replace(row, result="", problem="")


def _same(found: Row, row: Row) -> bool:
    if row.proceeding:
        return found.proceeding == row.proceeding
    return bool(found.done) and (found.person.record == row.person.record or found.person.text == row.person.text)


def _piece(request: DeskRequest, day: date, row: Row, kept: Sequence[Message], *, status: int = 200) -> HttpResponse:
    context = {"row": _worded(row, day), "day": day, "messages_kept": kept}
    return render(request, "workspace/day/piece.html", context, status=status)


def _worded(row: Row, day: date) -> Row:
    """A row with its shorthand in words."""
    if not row.result.strip():
        return row
    try:
        return replace(row, understood=tuple(words(understand(row.result, day), language())))
    except ShorthandError as error:
        return row if row.problem else replace(row, problem=told(error))


def _typed(posted: Mapping[str, str]) -> Typed:
    def text(name: str) -> str:
        return " ".join(str(posted.get(name, "")).split())[:LONGEST]

    def number(name: str) -> int:
        given = text(name)
        return int(given) if given.isascii() and given.isdecimal() and len(given) < 18 else 0

    cells = {name: Cell(text(name), text(f"{name}-record")[:12]) for name in ("person", "court", "provision", "judge")}
    row = Row(
        key=re.sub(r"[^a-z0-9-]", "", text("key"))[:60] or "n-0",
        person=cells["person"],
        court=cells["court"],
        provision=cells["provision"],
        judge=cells["judge"],
        proceeding=text("proceeding")[:12],
        time=text("time"),
        result=text("result"),
        source=text("source")[:12],
        mentioned=number("mentioned"),
        seen=number("seen"),
    )
    return Typed(row, number("decision"))
