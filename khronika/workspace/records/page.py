"""The page of one record."""

from datetime import UTC, date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from khronika.desk.claims.models import Judgement, Record
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.terms import label
from khronika.workspace.levels import levels, options
from khronika.workspace.naming import Names
from khronika.workspace.records.load import Known, Section, load
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.meant import Guide


@require_safe
def record(request: DeskRequest, record: str) -> HttpResponse:
    """Show what is known of a record on a day (?at=YYYY-MM-DD; today, without it)."""
    found = get_object_or_404(Record, id=record)
    names, at = Names(), _day(request)
    known = load(found, at, names)
    context = {
        "id": found.id,
        "kind": found.kind,
        "kind_label": label(f"record.{found.kind}"),
        "name": names(found.id),
        "level": levels("record", [found.id], RECORDS[found.kind].level)[found.id],
        "levels": options(),
        "verdicts": Judgement.Verdict.values,
        "known": known,
        "names_section": next((each for each in known.own if each.lines[0].kind == "Name"), Section("", ())),
        "own": [each for each in known.own if each.lines[0].kind != "Name"],
        "at": at.isoformat(),
        "stands_for": known.standing.get(found.id, ""),
        "words": request.GET.get("w", "").strip()[:200],
        "similar": _similar(request, found, names, known),
    }
    return render(request, "workspace/records/page.html", context)


def _day(request: DeskRequest) -> date:
    asked = request.GET.get("at", "").strip()
    try:
        return date.fromisoformat(asked) if asked else datetime.now(UTC).date()
    except ValueError:
        messages.error(request, f"Expected a day such as 2013-08-04, got {asked[:40]!r}; today is shown.")
        return datetime.now(UTC).date()


def _similar(request: DeskRequest, found: Record, names: Names, known: Known) -> list[object]:
    """Records that may be the same one: by its own name, or by the words of a search."""
    if not RECORDS[found.kind].named:
        return []
    words = request.GET.get("w", "").strip()[:200] or names(found.id)
    merged = {each for each, _ in known.merged}
    return [
        each
        for each in Guide(names, known.standing).search(found.kind, words, limit=8)
        if each.record != found.id and each.record not in merged
    ]
