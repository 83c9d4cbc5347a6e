"""The page of one record: what is known of it and on what, what waits, whom it may be the same as, who decided, what of it is public."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.desk.claims import guard
from khronika.desk.claims.asof import known_at
from khronika.desk.claims.models import Prepared, Record
from khronika.desk.ledger.append import head
from khronika.desk.register.told import Window
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.terms import label
from khronika.workspace.duplicates.judged import about
from khronika.workspace.language import language
from khronika.workspace.levels import levels, options
from khronika.workspace.naming import Names
from khronika.workspace.paging import SIZE, Paged, paged
from khronika.workspace.records.load import Asked, Known, Section, load
from khronika.workspace.records.protection import protection
from khronika.workspace.records.waiting import SHOWN, waiting
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.meant import Guide

_KEPT = ("at", "known", "w", "public", "named")


@require_safe
def record(request: DeskRequest, record: str) -> HttpResponse:
    """Show what is known of a record on a day (?at=YYYY-MM-DD; today, without it), or was known (?known=YYYY-MM-DD)."""
    return shown(request, get_object_or_404(Record, id=record))


def shown(request: DeskRequest, found: Record, *, status: int = 200) -> HttpResponse:
    """The page; after a deed that was refused, with all that was typed."""
    tongue = language()
    names, at, then = Names(tongue), _day(request, "at"), _day(request, "known")
    asked = Asked(at or _today(), known_at(then) if then else None, bool(request.GET.get("public")))
    known, page = _known(request, found, asked, names)
    waits = _waits(request, found, known, names)
    context = {
        "id": found.id,
        "kind": found.kind,
        "kind_label": label(f"record.{found.kind}", tongue),
        "named": RECORDS[found.kind].named,
        "name": names(found.id),
        "level": levels("record", [found.id], RECORDS[found.kind].level)[found.id],
        "levels": options(),
        "known": known,
        "page": page,
        "names_section": next((each for each in known.own if each.lines[0].kind == "Name"), Section("", ())),
        "own": [each for each in known.own if each.lines[0].kind != "Name"],
        "at": asked.at.isoformat(),
        "then": then.isoformat() if then else "",
        "stands_for": known.standing.get(found.id, ""),
        "words": request.GET.get("w", "").strip()[:200],
        "similar": () if then else _similar(request, found, names, known),
        "judged": about({found.id, *(each for each, _name in known.merged)}, names),
        "waits_here": waits[:SHOWN],
        "waits_more": max(0, len(waits) - SHOWN),
        "by_name": bool(request.GET.get("named")),
        "asking_public": _asking(request, public="1"),
        "asking_named": _asking(request, named="1"),
        "typed": request.POST,
        "seen": head()[0],
        "protection": protection(found.id, found.kind, None if then else known.standing),
        **_risk(found.id),
    }
    return render(request, "workspace/records/page.html", context, status=status)


def _asking(request: DeskRequest, **more: str) -> str:
    """The page's own address with one more thing asked."""
    kept = {each: request.GET[each] for each in _KEPT if request.GET.get(each)}
    return "?" + urlencode({**kept, **more})


def _risk(record: str) -> dict[str, bool]:
    """Whether the record is at risk, marked itself, and something about it waits for a second person."""
    risky = record in guard.at_risk()
    waits = risky and Prepared.objects.filter(records=record, state=Prepared.State.WAITING).exists()
    return {"at_risk": risky, "marked": risky and record in guard.marked(), "waits": waits}


def _known(request: DeskRequest, found: Record, asked: Asked, names: Names) -> tuple[Known, Paged]:
    """What is known, with one page of the claims that point here: thousands may point to a court."""
    wanted = request.GET.get("page", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 8 else 1
    kept = {each: request.GET.get(each, "").strip()[:200] for each in _KEPT}
    known = load(found, asked, names, Window(SIZE, SIZE * max(number - 1, 0)))
    page = paged(list(range(known.count)), wanted, kept)
    if page.number != max(number, 1):
        known = load(found, asked, names, Window(SIZE, SIZE * (page.number - 1)))
    return known, page


def _waits(request: DeskRequest, found: Record, known: Known, names: Names) -> list:
    """What waits for a decision about the record; by its name too, where that is asked."""
    called = names(found.id) if request.GET.get("named") and RECORDS[found.kind].named else ""
    return waiting({found.id, *(each for each, _name in known.merged)}, found.kind, names, called)


def _today() -> date:
    return datetime.now(UTC).date()


def _day(request: DeskRequest, name: str) -> date | None:
    asked = request.GET.get(name, "").strip()
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError:
        said = _("Expected a day such as 2013-08-04, got ‘{given}’; today is shown.")
        messages.error(request, said.format(given=asked[:40]))
        return None


def _similar(request: DeskRequest, found: Record, names: Names, known: Known) -> list[object]:
    """Records that may be the same one: by its own name, or by the words of a search."""
    if not RECORDS[found.kind].named:
        return []
    words = request.GET.get("w", "").strip()[:200] or names(found.id)
    merged = {each for each, _name in known.merged}
    return [
        each
        for each in Guide(names, known.standing).search(found.kind, words, limit=8)
        if each.record != found.id and each.record not in merged
    ]
