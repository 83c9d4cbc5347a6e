"""Records by kind, found in any spelling of any script. A record without a live claim is not listed."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim, Record
from khronika.desk.register.models import Name
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.terms import label
from khronika.workspace.levels import Cleared, levels
from khronika.workspace.naming import Names
from khronika.workspace.paging import paged
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.meant import Guide

FOUND = 50


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of record and how many there are."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list; `reason` says why a search found it."""

    id: str
    name: str
    kind: str
    claims: int
    level: Cleared
    percent: int = 0
    reason: str = ""


def tabs() -> tuple[Tab, ...]:
    """The kinds with their counts."""
    counts = dict(_live(Record.objects.all()).order_by().values_list("kind").annotate(Count("id")))
    return tuple(Tab(kind, label(f"record.{kind}"), counts.get(kind, 0)) for kind in RECORDS)


def _live(records: QuerySet[Record]) -> QuerySet[Record]:
    return records.filter(Exists(Claim.objects.filter(subject=OuterRef("pk"), known_until=None)))


def listed(kind: str) -> QuerySet[Record]:
    """Records of a kind by name; of a kind without names, newest first."""
    found = _live(Record.objects.filter(kind=kind)).exclude(id__in=same())
    if not RECORDS[kind].named:
        return found.annotate(first=Min("claims__known_from")).order_by("-first", "id")
    names = Name.objects.filter(claim__subject=OuterRef("pk"), claim__known_until=None).order_by("text")
    return found.annotate(first=Subquery(names.values("text")[:1])).order_by("first", "id")


@require_safe
def records(request: DeskRequest) -> HttpResponse:
    """Show the list of one kind, or what a search finds: in one kind if it is chosen, else in all that have names."""
    words = request.GET.get("q", "").strip()[:200]
    kind = request.GET.get("kind", "")
    kind = kind if kind in RECORDS else "" if words else next(iter(RECORDS))
    page = None
    if words:
        rows = _search(
            [kind] if kind and RECORDS[kind].named else [each for each in RECORDS if RECORDS[each].named], words
        )
    else:
        page = paged(listed(kind), request.GET.get("page", "1"), {"kind": kind})
        rows = _rows([(each.id, 0, "") for each in page.rows])
    context = {
        "tabs": tabs(),
        "kind": kind,
        "words": words,
        "rows": rows,
        "page": page,
        "label": label(f"record.{kind}") if kind else "",
    }
    return render(request, "workspace/records/list.html", context)


def _search(kinds: list[str], words: str) -> list[Row]:
    guide = Guide(Names())
    found = [each for kind in kinds for each in guide.search(kind, words, limit=FOUND)]
    found.sort(key=lambda each: -each.percent)
    return _rows([(each.record, each.percent, each.reason) for each in found[:FOUND]])


def _rows(found: list[tuple[str, int, str]]) -> list[Row]:
    ids = [each for each, _, _ in found]
    names, cleared = Names(), levels("record", ids)
    names.learn(ids)
    speaks = Claim.objects.filter(subject__in=ids, known_until=None).order_by().values_list("subject")
    counts = dict(speaks.annotate(Count("id")))
    return [
        Row(
            each, names(each), label(f"record.{names.kinds[each]}"), counts.get(each, 0), cleared[each], percent, reason
        )
        for each, percent, reason in found
    ]
