"""What the next edition would contain, by name and with the reason for all that stays inside."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from khronika.desk.opened import current
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.press.reasons import reason
from khronika.workspace.press.screen import KNOWN
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its name; `note` says what of it stays inside, and why."""

    record: str
    name: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Records under one heading: how many, and the first of them."""

    count: int
    records: tuple[Named, ...]


@require_safe
def coming(request: DeskRequest) -> HttpResponse:
    """Draft the next edition and show it."""
    from khronika.press.preview import preview  # the press brings fonts and indexes

    home = current()
    if home is None:
        return redirect("press")
    tongue = language()
    try:
        found = preview(home, timezone.now().date())
    except KNOWN as error:
        messages.error(request, told(error))
        return redirect("press")
    names = Names(tongue)
    lists = (found.added, found.changed, found.removed)
    names.learn({*(each for group in lists for each in group[:SHOWN]), *(each.record for each in found.withheld)})

    def part(ids: tuple[str, ...]) -> Part:
        return Part(len(ids), tuple(_named(names, each) for each in ids[:SHOWN]))

    context = {
        "found": found,
        "added": part(found.added),
        "changed": part(found.changed),
        "removed": part(found.removed),
        "reasons": [(reason(said), count) for said, count in found.reasons.items()],
        "stays": [
            Named(each.record, names(each.record), label(f"claim.{each.kind}", tongue), reason(each.reason))
            for each in found.withheld[:SHOWN]
        ],
    }
    return render(request, "workspace/press/coming.html", context)


def _named(names: Names, record: str) -> Named:
    name, kind = names(record), label(f"record.{names.kinds.get(record, 'Person')}", names.language)
    return Named(record, name, "" if name.startswith(kind) else kind)  # an act or a case is called by its kind already
