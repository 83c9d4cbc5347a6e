"""A typed date shown as it was understood, in words, before anything rests on it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.dates import DateError, parse
from khronika.desk.claims.errors import ClaimsError
from khronika.pages.when import day as worded
from khronika.pages.when import span
from khronika.pages.words import words
from khronika.workspace.language import language
from khronika.workspace.request import DeskRequest
from khronika.workspace.sentences import told
from khronika.written import Understood, understood


@dataclass(frozen=True, slots=True)
class Told:
    """A date as understood in words, or the sentence why not; `choices` are (EDTF, words) where it must be asked."""

    words: str = ""
    problem: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@require_safe
def when(request: DeskRequest) -> HttpResponse:
    """What is understood by ?q=, as a piece of a page; ?on= is the day from which 'yesterday' is told."""
    found = tell(request.GET.get("q", ""), stated(request.GET.get("on", "")))
    return render(request, "workspace/adding/when.html", {"told": found})


def stated(given: str) -> date:
    """The day from which dates are told: as given, else today."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return datetime.now(UTC).date()


def tell(typed: str, on: date) -> Told:
    """What is understood by a typed date."""
    if not typed.strip():
        return Told()
    try:
        found = understood(typed, on=on)
    except DateError as error:
        return Told(problem=told(error))
    if found.choices:
        tongue = words(language())
        return Told(choices=tuple((each, worded(each, tongue)) for each in found.choices))
    return Told(in_words(found))


def taken(typed: str, on: date | None) -> Understood:
    """The start and end of a typed date. Raises ClaimsError with what to do, also where it must be asked."""
    try:
        found = understood(typed, on=on)
    except DateError as error:
        raise ClaimsError(str(error)) from error
    if found.choices:
        first, second = (worded(each, words(language())) for each in found.choices)
        raise ClaimsError(
            _("‘%(typed)s’ may be %(first)s or %(second)s; write the month as a word.")
            % {"typed": typed, "first": first, "second": second}
        )
    return found


def in_words(found: Understood) -> str:
    """'4 August 2012', 'about 2011', 'summer 2020: 1 June 2020 to 31 August 2020'."""
    tongue = words(language())
    said = span(found.start, found.end, tongue)
    if found.end or not found.start:
        return said
    said, meant = worded(found.start, tongue), parse(found.start)
    if meant.earliest is None or meant.latest is None or meant.earliest == meant.latest or found.start[-1] in "~?%":
        return said
    if len(found.start) != 7 or int(found.start[5:]) <= 12:
        return said
    first, last = (worded(each.isoformat(), tongue) for each in (meant.earliest, meant.latest))
    return _("%(said)s: %(first)s to %(last)s") % {"said": said, "first": first, "last": last}


def dated(start: str, end: str, on: date | None = None) -> tuple[str, str]:
    """The EDTF of two typed fields; 'since 2011' or a span in the first one says the end too. Raises ClaimsError."""
    first, last = taken(start, on), taken(end, on)
    if last.start and last.end and last.end != last.start:
        raise ClaimsError(_("Expected one date for the end; got a span. Write the span into the first field alone."))
    return first.start, (last.start or last.end) if end.strip() else first.end
