"""Which record a name means, and what a record is called, where an article names one."""

from collections.abc import Iterable

from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Record
from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.register.models import Name, Text

_TITLE = "title"


def called(records: Iterable[str]) -> dict[str, str]:
    """The first name or title of each record that has one."""
    wanted, found = set(records), dict[str, str]()
    for rows in (Name.objects.all(), Text.objects.filter(role=_TITLE)):
        rows = rows.filter(claim__subject__in=wanted, claim__known_until=None).order_by("claim__known_from")
        for record, text in rows.values_list("claim__subject_id", "text"):
            found.setdefault(record, text)
    return found


def one(given: str) -> str:
    """The record with this id, or called just so. Raises NewsroomError where there is none, or several."""
    given = " ".join(given.split())
    if Record.objects.filter(pk=given).exists():
        return given
    standing, found = same(), dict[str, None]()
    for rows in (Name.objects.all(), Text.objects.filter(role=_TITLE)):
        rows = rows.filter(text__in={given, given.casefold(), given.capitalize()}, claim__known_until=None)
        for record in rows.order_by("claim__known_from").values_list("claim__subject_id", flat=True):
            found[standing.get(record, record)] = None
    if len(found) == 1:
        return next(iter(found))
    if found:
        ids = ", ".join(found)
        raise NewsroomError(f"Expected one record called {given!r}; these are called so: {ids}. Give the id.")
    raise NewsroomError(
        f"Nothing is recorded under {given!r}. Give a record's id, or its name as it is written in a source."
    )
