"""The page of a mechanism or of a session: what is before it, what it recommended and how that stands, what is due."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.desk.advocacy.mechanisms.bodies import BEFORE, before, bodies, mechanism_of, session, submitted
from khronika.desk.advocacy.mechanisms.recommendations import Asked, recommendations, tally
from khronika.desk.claims.models import Record
from khronika.vocabulary.terms import label, members
from khronika.workspace.language import language
from khronika.workspace.mechanisms.due import Row as Due
from khronika.workspace.mechanisms.due import shown as due_shown
from khronika.workspace.mechanisms.due import today
from khronika.workspace.mechanisms.listing import Placed, rows, told
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest

_AHEAD = 3650  # days


@dataclass(frozen=True, slots=True)
class Section:
    """What is before a mechanism of one kind, and where one more is added."""

    kind: str
    title: str
    items: tuple[Placed, ...]
    add: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many recommendations have each answer and each rating: rows of (term, words, cells, sum), with the sums of columns."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[int, ...], int], ...]
    sums: tuple[int, ...]
    count: int


@require_safe
def mechanism(request: DeskRequest, record: str) -> HttpResponse:
    """Show a mechanism or a session; what is before a mechanism leads to its record."""
    found = get_object_or_404(Record, id=record)
    if found.kind == "Mechanism":
        return render(request, "workspace/mechanisms/page.html", _mechanism(found.id))
    if found.kind == "Session":
        return render(request, "workspace/mechanisms/session.html", _session(found.id))
    if found.kind in BEFORE:
        return redirect("record", record=found.id)
    raise Http404


def _mechanism(record: str) -> dict[str, Any]:
    tongue, names = language(), Names(language())
    its = [each for each in bodies() if each.record == record]
    found = before(record)
    return {
        "id": record,
        "name": names(record),
        "row": next(iter(rows(its, tongue)), None),
        "sections": [_section(kind, told(found[kind], names), record, names) for kind in BEFORE],
        "tally": counted(tally(recommendations(Asked(mechanism=record)))),
        "query": urlencode({"mechanism": record}),
        "due": _due({record, *(each.record for several in found.values() for each in several)}),
        "add": _adding("Recommendation", "mechanism", record, names(record)),
    }


def _session(record: str) -> dict[str, Any]:
    names, its, whole = Names(language()), session(record), mechanism_of(record)
    return {
        "id": record,
        "name": names(record),
        "row": told([its], names)[0] if its else None,
        "mechanism": whole,
        "mechanism_name": names(whole) if whole else "",
        "sections": [_section("Submission", told(submitted(record), names), record, names, field="session")],
        "tally": counted(tally(recommendations(Asked(session=record)))),
        "query": urlencode({"session": record}),
        "due": _due({record}),
        "add": _adding("Recommendation", "session", record, names(record)),
    }


def _section(kind: str, items: list[Placed], record: str, names: Names, *, field: str = "mechanism") -> Section:
    title = {
        "Session": _("Sessions"),
        "Submission": _("Submissions"),
        "Communication": _("Communications"),
        "Motion": _("Documents of parliaments"),
    }[kind]
    return Section(kind, title, tuple(items), _adding(kind, field, record, names(record)))


def _adding(kind: str, field: str, record: str, name: str) -> str:
    """The address of the form for a new one that belongs here."""
    its = f"{kind}Details.v-{field}"
    return f"{reverse('adding_about')}?{urlencode({'kind': kind, its: name, f'{its}-record': record})}"


def _due(records: set[str]) -> tuple[Due, ...]:
    """What is overdue or comes, of some records."""
    found = due_shown(today(), timedelta(days=_AHEAD))
    return tuple(each for each in (*found.overdue, *found.coming) if each.record in records)


def counted(counts: dict[tuple[str, str], int]) -> Tally:
    """The numbers as a table: answers down, ratings across, only those that there are."""
    tongue = language()
    across = [each for each in ("", *members("implementation")) if any(rating == each for _, rating in counts)]
    down = [each for each in ("", *members("recommendation_response")) if any(answer == each for answer, _ in counts)]
    heads = tuple((each, label(f"implementation.{each}", tongue) if each else _("not rated")) for each in across)
    made = []
    for answer in down:
        cells = tuple(counts.get((answer, rating), 0) for rating in across)
        said = label(f"recommendation_response.{answer}", tongue) if answer else _("no answer recorded")
        made.append((answer, said, cells, sum(cells)))
    sums = tuple(sum(cells[place] for *_rest, cells, _sum in made) for place in range(len(across)))
    return Tally(heads, tuple(made), sums, sum(counts.values()))
