"""Several records in one form: those that were chosen stay ticked, one more is found by its name and asked about where it is not clear."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from khronika.desk.claims.errors import ClaimsError
from khronika.workspace.adding.find import settle
from khronika.workspace.naming import Names
from khronika.workspace.review.model import Candidate

PARTIES = ("Person", "Organization", "Group")


@dataclass(frozen=True, slots=True)
class Picker:
    """A field of records: those chosen with their names, what is typed for one more, and who that may be."""

    name: str
    label: str
    kinds: str
    chosen: tuple[tuple[str, str], ...] = ()
    typed: str = ""
    candidates: tuple[Candidate, ...] = ()


def picked(given: QueryDict, name: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The records that a form says. Raises Unclear for a name that may mean several, ClaimsError for one that nobody has."""
    kept = [each for each in given.getlist(name) if each]
    typed, chosen = given.get(f"{name}-more", ""), given.get(f"{name}-more-record", "")
    try:
        who = settle(kinds, typed, chosen)
    except ClaimsError as error:
        if hasattr(error, "field"):
            error.field = name
        raise
    if who is not None and not who.record:
        raise ClaimsError(
            _("‘%(name)s’ is not in the register. Add it by hand first, or choose another name.") % {"name": who.name}
        )
    return tuple(dict.fromkeys([*kept, *([who.record] if who else [])]))


def chosen(records: Iterable[str], names: Names) -> tuple[tuple[str, str], ...]:
    """Records with their names, in the order they came."""
    found = [each for each in records if each]
    names.learn(found)
    return tuple((each, names(each)) for each in found)


def candidates(problem: Exception | None, name: str) -> tuple[Candidate, ...]:
    """Who may be meant in a field, where that is what is wrong."""
    return tuple(getattr(problem, "candidates", ())) if getattr(problem, "field", "") == name else ()


def text(given: Mapping[str, str], name: str, longest: int = 500) -> str:
    """One line of a form."""
    return str(given.get(name, "")).strip()[:longest]
