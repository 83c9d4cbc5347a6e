"""To any record or source from any screen, by what it is called in whatever spelling, by a title, or by an id."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.desk.claims.models import Record
from khronika.desk.sources.models import Source
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.records.indexes import search
from khronika.workspace.request import DeskRequest

SHOWN = 12
TITLES = 5  # of sources, where names were found too
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: what it is called and is, and why it was found."""

    address: str
    name: str
    kind: str
    why: str


@require_safe
def quick(request: DeskRequest) -> HttpResponse:
    """What is found, as a page, or as a piece of one (?piece=1); ?open=1 goes where it is the only one."""
    words = " ".join(unicodedata.normalize("NFC", request.GET.get("q", "")).split())[:LONGEST]
    found, making = places(words) if words else ((), False)
    if len(found) == 1 and request.GET.get("open"):
        return redirect(found[0].address)
    template = "workspace/records/places.html" if request.GET.get("piece") else "workspace/records/quick.html"
    return render(request, template, {"found": found, "making": making, "words": words})


def places(words: str) -> tuple[tuple[Place, ...], bool]:
    """At most twelve places that words may mean, and whether an index of names is being made."""
    names = Names(language())
    by_id = list(_by_id(words, names))
    hits = search([each for each in RECORDS if RECORDS[each].named], words, limit=SHOWN)
    sources = [
        Place(reverse("review", args=[each.id]), each.title, _("Source"), _("the words are in its title"))
        for each in _titled(words)
    ]
    names.learn(each.record for each in hits.found)
    named = [_named(each.record, each.name, each.percent, each.reason, names) for each in hits.found]
    room = SHOWN - len(by_id) - min(len(sources), TITLES)
    return tuple([*by_id, *named[:room], *sources][:SHOWN]), hits.making


def _by_id(words: str, names: Names) -> Iterable[Place]:
    record = Record.objects.filter(id=words.lower()).first()
    if record:
        yield Place(
            reverse("record", args=[record.id]),
            names(record.id),
            label(f"record.{record.kind}", language()),
            _("its id"),
        )
    source = Source.objects.filter(id=words.lower()).first()
    if source:
        yield Place(reverse("review", args=[source.id]), source.title, _("Source"), _("its id"))


def _named(record: str, found: str, percent: int, reason: str, names: Names) -> Place:
    """Why, in words: the name that it was found by where that is another than the one shown, and the reasons of the comparison."""
    shown = names(record)
    why = [found] if found != shown else []
    why += [_("{percent} % alike: {reason}").format(percent=percent, reason=reason)] if reason else [_("begins so")]
    kind = label(f"record.{names.kinds.get(record, '')}", language())
    return Place(reverse("record", args=[record]), shown, kind, " · ".join(why))


def _titled(words: str) -> list[Source]:
    """Sources with all the words in their titles; the database knows large and small letters of Latin script only."""

    def has(word: str) -> Q:
        forms = {word, word.lower(), word.upper(), word.capitalize()}
        return reduce(lambda found, each: found | Q(title__contains=each), sorted(forms), Q())

    return list(Source.objects.filter(reduce(and_, map(has, words.split()[:6]))).only("id", "title")[:SHOWN])
