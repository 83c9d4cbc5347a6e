"""Whom a typed name means: found while typing, in any spelling, and settled when it is saved. A near match is asked, never taken.

What has no name (a statement, a demand, a case) is found by its words, its number or its person, and is never made by typing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.judge import cluster, same
from khronika.desk.claims.models import Record
from khronika.desk.register.candidates import Candidate as Begun
from khronika.desk.register.models import Name
from khronika.desk.register.starting import starting
from khronika.desk.register.titled import titled
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.request import DeskRequest
from khronika.workspace.review.meant import SAME, SIMILAR, Guide
from khronika.workspace.review.model import Candidate

NEW = "new"
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Who:
    """Who is meant: a record, or with an empty id a new one of that kind with that name."""

    kind: str
    name: str
    record: str = ""


class Unclear(ClaimsError):
    """A name that may mean one of several records; `candidates` are offered for the `field` where it was typed."""

    def __init__(self, message: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(message)
        self.candidates, self.field = candidates, "person"


@require_safe
def find(request: DeskRequest) -> HttpResponse:
    """Suggestions for what is typed, as a piece of a page; ?kind=Person,Place&q=words&new=1 offers a new record too."""
    kinds = [each for each in request.GET.get("kind", "").split(",") if each in RECORDS]
    words = request.GET.get("q", "").strip()[:200]
    context = {
        "found": looked_for(kinds, words) if words else (),
        "words": words,
        "makes": words and request.GET.get("new") == "1" and makes(kinds),
    }
    return render(request, "workspace/adding/found.html", context)


def makes(kinds: Iterable[str]) -> bool:
    """Whether a new record can be made by its name alone: all that may be meant has one."""
    return all(RECORDS[each].named for each in kinds)


def looked_for(kinds: Sequence[str], words: str) -> tuple[Candidate, ...]:
    """Records that the words may mean: by name, then by title, number or person, those with the kind that they are."""
    named = [each for each in kinds if RECORDS[each].named]
    found = typing(named, words) if named else ()
    if makes(kinds):
        return found
    return (*found[:SHOWN], *_titled(kinds, words, SHOWN))


def _titled(kinds: Sequence[str], words: str, limit: int) -> tuple[Candidate, ...]:
    names, ids = Names(language()), titled(kinds, words, limit=limit)
    names.learn(ids)
    several = len(kinds) > 1
    return tuple(
        Candidate(each, names(each), 0, label(f"record.{names.kinds.get(each, '')}", language()) if several else "")
        for each in ids
    )


def suggestions(kinds: list[str], words: str) -> tuple[Candidate, ...]:
    """Records of any of these kinds that the words may mean, best first."""
    guide = Guide(Names(language()))
    found = [each for kind in kinds for each in guide.search(kind, words, limit=SHOWN)]
    return tuple(sorted(found, key=lambda each: -each.percent)[:SHOWN])


def typing(kinds: list[str], words: str) -> tuple[Candidate, ...]:
    """Records for a list that follows the keys: those whose names start so, then those that the words may mean."""
    begun = [each for kind in kinds for each in starting(kind, words, limit=SHOWN)]
    if not begun or len(words.split()) > 1:
        return suggestions(kinds, words) or tuple(map(_begun, begun))
    standing = same()
    rows = {standing.get(each.record, each.record): _begun(each) for each in begun}
    return tuple(replace(each, record=record) for record, each in rows.items())[:SHOWN]


def _begun(found: Begun) -> Candidate:
    return Candidate(found.record, found.name, 0, "")


def settle(kinds: tuple[str, ...], typed: str, chosen: str = "") -> Who | None:
    """Who is meant by what was typed and perhaps chosen; None for an empty field.

    What was chosen counts, `new` too; without a choice one record that is called just so does. Raises Unclear where it may be one of several,
    ClaimsError for a record that is not there.
    """
    typed = " ".join(typed.split())[:500]
    if chosen and chosen != NEW:
        kind = Record.objects.filter(id=chosen).values_list("kind", flat=True).first()
        if kind not in kinds:
            raise ClaimsError(_("Expected a record that exists for ‘%(name)s’; choose again.") % {"name": typed})
        return Who(kind, typed, chosen)
    if not typed:
        return None
    if not makes(kinds):
        return _told(kinds, typed)
    named = [each for each in kinds if RECORDS[each].named]
    if chosen == NEW:
        return Who(named[0], typed)
    found = [(kind, each) for kind in named for each in suggestions([kind], typed)]
    sure = [(kind, each) for kind, each in found if each.percent >= SAME * 100]
    if len(sure) == 1 and _called(sure[0][1].record, typed):
        return Who(sure[0][0], sure[0][1].name, sure[0][1].record)
    near = tuple(each for _kind, each in found if each.percent >= SIMILAR * 100)
    if near:
        raise Unclear(
            _("‘%(name)s’ may be %(first)s or another one: choose who it is, or that it is a new one.")
            % {"name": typed, "first": near[0].name},
            near,
        )
    return Who(named[0], typed)


def _told(kinds: tuple[str, ...], typed: str) -> Who:
    """The one record that is called so, or has these words; asked where there are several, refused where there is none."""
    found = looked_for(kinds, typed)
    sure = [each for each in found if not each.percent or each.percent >= SAME * 100]
    if not found:
        said = _("Nothing that is recorded is called ‘%(name)s’ or has these words. Add it first, or type others.")
        raise ClaimsError(said % {"name": typed})
    if len(sure) != 1:
        said = _("‘%(name)s’ may be %(first)s or another one: choose which.")
        raise Unclear(said % {"name": typed, "first": found[0].name}, found)
    kind = Record.objects.values_list("kind", flat=True).get(id=sure[0].record)
    return Who(kind, sure[0].name, sure[0].record)


def _called(record: str, typed: str) -> bool:
    """Whether a record, or one that is judged the same, has just this name."""
    names = Name.objects.filter(claim__subject__in=cluster(record), claim__known_until=None)
    return typed.casefold() in {each.casefold() for each in names.values_list("text", flat=True)}
