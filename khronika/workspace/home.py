"""The desk's first page: what waits for a decision, what is overdue, what changed since one was last here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from khronika.desk.advocacy.mechanisms.deadlines import WINDOW
from khronika.desk.claims.models import Decision
from khronika.desk.register.due import Due, hearings, terms
from khronika.desk.sources.models import Question
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.mechanisms.due import shown
from khronika.workspace.naming import Names
from khronika.workspace.outcomes import ruled
from khronika.workspace.records.listing import tabs
from khronika.workspace.request import DeskRequest
from khronika.workspace.sources.listing import listed, rows, states
from khronika.workspace.team.entry import word

SHOWN = 8
SEEN = "home_seen"  # in the session: the last decision when this page was last looked at


@dataclass(frozen=True, slots=True)
class Decided:
    """One of the last decisions; `fresh` if it was made since one was last here."""

    number: int
    at: datetime
    by: str
    what: str
    reason: str
    source: str
    title: str
    undone: bool
    fresh: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Something overdue: whom it concerns, the day or days, and the rule of an estimate."""

    record: str
    name: str
    day: str
    late: int
    rule: str


@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """Show the page."""
    waiting, failed, today = listed("waiting"), listed("failed"), timezone.now().date()
    counted = states()
    deadlines = shown(today, WINDOW, limit=SHOWN)
    unheard, ending = hearings(today), terms(today)
    names = Names(language())
    names.learn(each.person or each.record for each in [*unheard[:SHOWN], *ending[:SHOWN]])
    decided = _decided(request)
    context = {
        "waiting": rows(list(waiting[:SHOWN])),
        "waiting_count": counted.get("waiting", 0),
        "failed": rows(list(failed[:SHOWN])),
        "failed_count": counted.get("failed", 0),
        "hearings": _asked(unheard[:SHOWN], names, today),
        "hearings_count": len(unheard),
        "terms": _asked(ending[:SHOWN], names, today),
        "terms_count": len(ending),
        "deadlines": deadlines,
        "questions": Question.objects.filter(answer="").count(),
        "recorded": [tab for tab in tabs() if tab.count],
        "decided": decided,
        "fresh": sum(each.fresh for each in decided),
    }
    return render(request, "workspace/home.html", context)


def _asked(found: Iterable[Due], names: Names, today: date) -> list[Asked]:
    return [
        Asked(
            each.person or each.record,
            names(each.person or each.record),
            _days(each.earliest, each.latest),
            (today - each.latest).days,
            each.rule,
        )
        for each in found
    ]


def _days(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first} – {last}"


def _decided(request: DeskRequest) -> list[Decided]:
    """The last decisions; looking at them is remembered for this session."""
    last = list(Decision.objects.select_related("by").order_by("-pk")[:SHOWN])
    seen = request.session.get(SEEN)
    if last and seen != last[0].pk:
        request.session[SEEN] = last[0].pk
    return _told(last, seen, request.user.pk)


def _told(last: Sequence[Decision], seen: int | None, me: int) -> list[Decided]:
    return [_one(each, fresh=seen is not None and each.pk > seen and each.by_id != me) for each in last]


def _one(decision: Decision, *, fresh: bool) -> Decided:
    ruling = decision.rulings.select_related("proposal__reading__version__capture__source").first()
    source = ruling.proposal.reading.version.capture.source if ruling else None
    by = decision.by.get_full_name() or decision.by.get_username()
    return Decided(
        decision.pk,
        decision.at,
        by,
        _what(decision),
        decision.reason,
        source.id if source else "",
        source.title if source else "",
        bool(decision.undone_by_id),
        fresh,
    )


def _what(decision: Decision) -> str:
    match decision.deed:
        case Decision.Deed.RULING:
            return ruled(decision.rulings.order_by().values_list("outcome").annotate(Count("id")))
        case Decision.Deed.CLEARANCE:
            level = decision.clearances.values_list("level", flat=True).first()
            count = decision.clearances.count()
            said = ngettext("set %(count)s thing to ‘%(level)s’", "set %(count)s things to ‘%(level)s’", count)
            return said % {"count": count, "level": label(f"level.{level}", language())}
        case Decision.Deed.JUDGEMENT:
            said = {
                "same": _("judged two records to be the same"),
                "different": _("judged two records to be different"),
                "unsure": _("left open whether two records are the same"),
            }
            return said[decision.judgement.verdict]
        case Decision.Deed.UNDO:
            pass
        case _:
            return word(f"decision.{decision.deed}")
    undone = decision.undoes.values_list("pk", flat=True).first()
    return _("undid decision %(number)s") % {"number": undone}
