"""What happened is listed by when it happened, newest first: a page a year where the list is long, a page a month where a year is."""

from collections.abc import Iterable

from khronika.edition.model import Entry
from khronika.pages.letters import Group
from khronika.pages.when import day, sortable
from khronika.pages.words import Words

CHRONICLED = ("Event", "Act", "Proceeding", "SolidarityAction")
CROWDED = 400  # entries from which a year is cut by month
_NEVER = "9999"


def yearly(entries: Iterable[Entry], words: Words) -> list[Group]:
    """Entries by year, in crowded years by month, newest first; those without a date last."""
    years: dict[str, list[Entry]] = {}
    for entry in _newest(entries):
        years.setdefault(sortable(entry.date)[:4], []).append(entry)
    groups: list[Group] = []
    for year, those in years.items():
        if year == _NEVER:
            groups.append(Group(words.gettext("No date"), "index-0", tuple(those)))
        elif len(those) < CROWDED:
            groups.append(Group(str(int(year)), f"index-{year}", tuple(those)))
        else:
            groups += _monthly(year, those, words)
    return groups


def _monthly(year: str, entries: list[Entry], words: Words) -> list[Group]:
    months: dict[str, list[Entry]] = {}
    for entry in entries:
        month = entry.date[5:7]
        known = entry.date.startswith(f"{year}-") and month.isdigit() and 1 <= int(month) <= 12
        months.setdefault(f"{year}-{month}" if known else year, []).append(entry)
    return [Group(day(each, words), f"index-{each}", tuple(those)) for each, those in months.items()]


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    by_name = sorted(entries, key=lambda entry: entry.ref.id)
    dated = sorted((each for each in by_name if sortable(each.date) != _NEVER), key=_date, reverse=True)
    return [*dated, *(each for each in by_name if sortable(each.date) == _NEVER)]


def _date(entry: Entry) -> str:
    return sortable(entry.date)
