"""Names that must be judged before the next edition: where each stands, the words around it, who may be meant, three answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from khronika.desk.claims.errors import ClaimsError, Waits
from khronika.desk.claims.models import Claim
from khronika.desk.opened import current
from khronika.desk.sources.models import Passage, Source
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.paging import paged
from khronika.workspace.press.screen import KNOWN
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told

SIZE = 50
ANSWERS = ("false", "replace", "withhold")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: in words, and the screen that shows it."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One text to judge; `people` are pairs of record and name, `seen` the names in it with the words around them."""

    key: str
    places: tuple[Place, ...]
    more: int
    people: tuple[tuple[str, str], ...]
    others: int
    seen: Sequence[object]
    filed: bool
    marked: bool


@require_http_methods(["GET", "HEAD", "POST"])
def alarms(request: DeskRequest) -> HttpResponse:
    """Show what waits; judge one or many when asked to."""
    from khronika.press import alarms as judging  # the press brings fonts and indexes
    from khronika.press.errors import PressError

    home = current()
    if home is None:
        return redirect("press")
    try:
        waiting = judging.pending(home, timezone.now().date())
    except (*KNOWN, PressError) as error:
        messages.error(request, told(error))
        return redirect("press")
    if request.method != "POST":
        return _shown(request, waiting)
    said, keys = _asked(request)
    try:
        if said not in ANSWERS or not keys:
            raise ClaimsError(_("Expected names to judge and an answer; mark some, or use the buttons beside one."))
        judging.answer(request.user, judging.choose(waiting, keys), said, reason=request.POST.get("reason", ""))
    except Waits as held:
        messages.success(request, str(held))
    except ClaimsError as error:
        messages.error(request, told(error))
        return _shown(request, waiting, status=422)
    else:
        judged = ngettext("{count} text is judged.", "{count} texts are judged.", len(keys))
        messages.success(request, judged.format(count=len(keys)))
    return redirect(f"{reverse('press_alarms')}?page={_number(request.POST.get('page', ''))}")


def _asked(request: DeskRequest) -> tuple[str, list[str]]:
    """The answer and the keys it is for: of one card by its own button, or of all that are marked."""
    said, _sep, key = request.POST.get("answer", "").partition(" ")
    return said, [key] if key else list(dict.fromkeys(request.POST.getlist("key")))


def _shown(request: DeskRequest, waiting: Sequence[object], *, status: int = 200) -> HttpResponse:
    page = paged(list(waiting), _number(request.POST.get("page", request.GET.get("page", ""))), {}, size=SIZE)
    context = {
        "page": page,
        "cards": _cards(page.rows, set(request.POST.getlist("key"))),
        "reason": request.POST.get("reason", _("The name was looked at where it stands.")),
    }
    return render(request, "workspace/press/alarms.html", context, status=status)


def _number(asked: str) -> str:
    return asked if asked.isdecimal() and len(asked) < 6 else "1"


def _cards(rows: Sequence[object], marked: set[str]) -> list[Card]:
    names = Names(language())
    names.learn({record for each in rows for record in each.records})  # type: ignore[attr-defined]
    places = _places({place for each in rows for place in each.places}, names)  # type: ignore[attr-defined]
    return [_card(each, places, names, marked) for each in rows]


def _card(each, places: dict[str, Place], names: Names, marked: set[str]) -> Card:  # type: ignore[no-untyped-def]  # press.answers.Question
    people = tuple((record, names(record)) for record in each.records[:6])
    shown = tuple(places[place] for place in each.places[:3])
    more, others = len(each.places) - len(shown), len(each.records) - len(people)
    return Card(each.key, shown, more, people, others, each.seen, each.filed, each.key in marked)


def _places(wanted: Iterable[str], names: Names) -> dict[str, Place]:
    """Places in words, asked for all at once."""
    by: dict[str, set[str]] = {}
    for place in wanted:
        what, _sep, which = place.partition(" ")
        by.setdefault(what, set()).add(which)
    claims = {
        row[0]: row[1:]
        for row in Claim.objects.filter(id__in=by.get("claim", ())).values_list("id", "kind", "subject_id")
    }
    passages = dict(
        Passage.objects.filter(id__in=by.get("passage", ())).values_list("id", "version__capture__source_id")
    )
    sources = {*by.get("source", ()), *by.get("text", ()), *passages.values()}
    titles = dict(Source.objects.filter(id__in=sources).values_list("id", "title"))
    names.learn(subject for _kind, subject in claims.values())
    found = {}
    for place in wanted:
        what, _sep, which = place.partition(" ")
        if what == "claim" and which in claims:
            kind, subject = claims[which]
            words = _("%(kind)s of %(name)s") % {"kind": label(f"claim.{kind}", names.language), "name": names(subject)}
            found[place] = Place(words, reverse("record", args=[subject]))
        elif what in ("passage", "source", "text") and (source := passages.get(which, which)) in titles:
            found[place] = Place(_kinds()[what] % {"title": titles[source]}, reverse("source", args=[source]))
        elif what in (written := _written()):
            found[place] = Place(written[what] % {"place": which})
        else:
            found[place] = Place(_("File %(path)s") % {"path": which})
    return found


def _kinds() -> dict[str, str]:
    return {
        "passage": _("Quote from ‘%(title)s’"),
        "source": _("Title, publisher or address of ‘%(title)s’"),
        "text": _("Whole text of ‘%(title)s’"),
    }


def _written() -> dict[str, str]:
    """Texts of the newsroom, and of pictures: their places say the address, the language and the paragraph."""
    return {"article": _("Article %(place)s"), "topic": _("Topic %(place)s"), "picture": _("Picture %(place)s")}
