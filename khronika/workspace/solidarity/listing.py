"""The screen 'Solidarity': campaigns that run, observances with their next day and their years, what was done last and what comes."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from khronika.desk.claims.models import Proposal
from khronika.desk.solidarity.answers import Action, Everything, everything
from khronika.desk.solidarity.territories import understand
from khronika.desk.solidarity.yearly import catch_up, waiting
from khronika.workspace.language import language
from khronika.workspace.mechanisms.due import today
from khronika.workspace.request import DeskRequest
from khronika.workspace.solidarity.words import Done, Shown, Teller, Unit

LATELY = 8


@require_safe
def solidarity(request: DeskRequest) -> HttpResponse:
    """Show all of it."""
    every, at = everything(), today()
    tell = Teller(every, language(), at)
    campaigns = [tell.campaign(each) for each in every.campaigns]
    pending = waiting(each.record for each in every.observances)
    context = {
        "running": [each for each in campaigns if each.runs],
        "ended": [each for each in campaigns if not each.runs],
        "observances": [(each, asked(pending.get(each.record, {}))) for each in coming_first(every, tell)],
        "lately": tell.actions(each.record for each in ordered(every, until=at)[:LATELY]),
        "soon": tell.actions(each.record for each in reversed(ordered(every, after=at)[-LATELY:])),
        "count": len(every.actions),
    }
    return render(request, "workspace/solidarity/list.html", context)


def coming_first(every: Everything, tell: Teller) -> list[Shown]:
    """Observances, the one that comes next first, those that ended last."""
    found = [tell.observance(each) for each in every.observances]
    return sorted(found, key=lambda each: (not each.following, each.following, each.name))


def asked(found: Mapping[int, Proposal]) -> list[tuple[int, str, str]]:
    """The years that wait for a decision: the year, the proposal, and the source in whose review it stands."""
    return [(year, each.pk, each.reading.version.capture.source_id) for year, each in sorted(found.items())]


def ordered(every: Everything, *, until: date | None = None, after: date | None = None) -> list[Action]:
    """Actions with a date, the last first: those that were over by a day, or that come after it."""
    dated = [each for each in every.actions.values() if each.first is not None and each.last is not None]
    found = [
        each for each in dated if (until is None or _last(each) <= until) and (after is None or _last(each) > after)
    ]
    return sorted(found, key=lambda each: (_last(each), each.record), reverse=True)


def _last(each: Action) -> date:
    return each.last or date.min


def _meant(country: str) -> set[str]:
    """The code and the record of a country that is given by either, or by a name in any language."""
    if not country:
        return set()
    return {country, *(one for each in understand(country) for one in (each.code, each.record))}


@require_POST
def propose_years(request: DeskRequest) -> HttpResponse:
    """Propose the next year of every observance that goes on, where nothing is said of it yet."""
    made = catch_up(today())
    told = ngettext("%(count)d year is proposed.", "%(count)d years are proposed.", made) % {"count": made}
    messages.success(request, told)
    return redirect("solidarity")


def narrowed(found: Iterable[Action], *, country: str = "", year: str = "", kind: str = "") -> list[Action]:
    """Actions of a country (its name, code or record), a year and a kind, the last first, those without a date at the end."""
    wanted = _meant(country) - {""}
    some = [
        each
        for each in found
        if (not wanted or wanted & {each.code, each.country, each.place})
        and (not year or str(each.year or "") == year)
        and (not kind or kind == each.kind)
    ]
    return sorted(some, key=lambda each: (each.first or date.min, each.record), reverse=True)


def counted(unit: Unit) -> Iterable[str]:
    """The counts of a unit for people at a command line, each with who counted and where it stands; last that they disagree."""
    for each in unit.counts:
        beside = ", ".join(filter(None, (each.when, each.by, *(cite.title for cite in each.cites[:2]))))
        yield each.whole + (f" ({beside})" if beside else "")
    if unit.apart:
        yield unit.apart


def campaigns(tongue: str) -> list[Shown]:
    """Every campaign in words."""
    every = everything()
    tell = Teller(every, tongue, today())
    return [tell.campaign(each) for each in every.campaigns]


def observances(tongue: str) -> list[Shown]:
    """Every observance in words."""
    every = everything()
    return coming_first(every, Teller(every, tongue, today()))


def actions(tongue: str, *, country: str = "", year: str = "", kind: str = "") -> list[Done]:
    """The actions that fit, in words."""
    every = everything()
    tell = Teller(every, tongue, today())
    return [tell.action(each) for each in narrowed(every.actions.values(), country=country, year=year, kind=kind)]
