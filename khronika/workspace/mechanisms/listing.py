"""Mechanisms in a list, and what is before one of them: the same rows on the screen and in the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khronika.desk.advocacy.mechanisms.bodies import BEFORE, Before, Body, before, bodies, unplaced
from khronika.desk.advocacy.mechanisms.deadlines import due
from khronika.pages.when import day, span
from khronika.pages.words import words
from khronika.vocabulary.terms import label, members
from khronika.workspace.language import language
from khronika.workspace.mechanisms.due import today
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest

_TYPES = {"Submission": "submission_type", "Communication": "communication_type", "Motion": "motion_type"}


@dataclass(frozen=True, slots=True)
class Row:
    """A mechanism: names of what it belongs to, how much of each kind is before it, and what is overdue or comes next."""

    record: str
    name: str
    type: str
    body: str
    holder: str
    about: str
    counts: tuple[tuple[str, int], ...]
    late: int = 0
    next: str = ""

    def plain(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self) | {"counts": dict(self.counts)}

    def cells(self) -> tuple[str, ...]:
        """For people at a command line."""
        return self.name, self.type, ", ".join(f"{words}: {count}" for words, count in self.counts)


@dataclass(frozen=True, slots=True)
class Placed:
    """Something before a mechanism, in words. `deadline` is open where `answer` is empty."""

    record: str
    name: str
    kind: str
    kind_label: str
    type: str
    document: str
    when: str
    session: str
    session_name: str
    about: str
    deadline: str
    answer: str
    step: str
    number: int | None
    cycle: int | None
    recommendations: int

    def plain(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)

    def cells(self) -> tuple[str, ...]:
        """For people at a command line."""
        count = f"{self.recommendations}" if self.recommendations else ""
        return self.when, self.kind_label, self.name, " · ".join(filter(None, (self.document, self.step, count)))


@require_safe
def mechanisms(request: DeskRequest) -> HttpResponse:
    """Show the list, of one type with ?type=."""
    tongue, type_ = language(), request.GET.get("type", "")
    type_ = type_ if type_ in members("mechanism_type") else ""
    every = bodies()
    present = {each.type for each in every}
    context = {
        "rows": rows((each for each in every if not type_ or each.type == type_), tongue),
        "type": type_,
        "types": [
            (each, label(f"mechanism_type.{each}", tongue)) for each in members("mechanism_type") if each in present
        ],
        "unplaced": told(unplaced(), Names(tongue)),
    }
    return render(request, "workspace/mechanisms/list.html", context)


def listed(tongue: str) -> list[Row]:
    """Every mechanism."""
    return rows(bodies(), tongue)


def placed(mechanism: str, tongue: str) -> list[Placed]:
    """All that is before a mechanism."""
    found = before(mechanism)
    return told([each for kind in BEFORE for each in found[kind]], Names(tongue))


def rows(found: Iterable[Body], tongue: str) -> list[Row]:
    """Mechanisms in words."""
    every, names, at = list(found), Names(tongue), today()
    names.learn(one for each in every for one in (each.record, each.body, each.holder, each.about))
    waits = due(at, window=None)
    late, coming = _by_whole(waits.overdue), _by_whole(waits.coming)
    tongue_words = words(tongue)
    return [
        Row(
            each.record,
            names(each.record),
            label(f"mechanism_type.{each.type}", tongue) if each.type else "",
            names(each.body) if each.body else "",
            names(each.holder) if each.holder else "",
            names(each.about) if each.about else "",
            tuple((label(f"record.{kind}", tongue), each.counts[kind]) for kind in _ORDER if each.counts.get(kind)),
            len(late.get(each.record, ())),
            next((day(one.text, tongue_words) for one in coming.get(each.record, ())), ""),
        )
        for each in every
    ]


_ORDER = (*BEFORE, "Recommendation")


def _by_whole(found: Iterable[Any]) -> Mapping[str, list[Any]]:
    its: dict[str, list[Any]] = {}
    for each in found:
        for one in dict.fromkeys((each.whole, each.record)):
            its.setdefault(one, []).append(each)
    return its


def told(found: Iterable[Before], names: Names) -> list[Placed]:
    """What is before a mechanism, in words."""
    every, tongue = list(found), words(names.language)
    names.learn(one for each in every for one in (each.record, each.session, each.about))
    return [_told(each, names, tongue) for each in every]


def _told(each: Before, names: Names, tongue: Any) -> Placed:
    step = label(f"step.{each.step}", names.language) if each.step else ""
    step = f"{step}, {day(each.stepped, tongue)}" if step and each.stepped else step
    return Placed(
        each.record,
        names(each.record),
        each.kind,
        label(f"record.{each.kind}", names.language),
        label(f"{_TYPES[each.kind]}.{each.type}", names.language) if each.type else "",
        each.document,
        (span(each.start, each.until, tongue) if each.until else day(each.start, tongue)) if each.start else "",
        each.session,
        names(each.session) if each.session else "",
        names(each.about) if each.about else "",
        day(each.deadline, tongue) if each.deadline else "",
        label(f"response.{each.answer}", names.language) if each.answer else "",
        step,
        each.number,
        each.cycle,
        each.recommendations,
    )
