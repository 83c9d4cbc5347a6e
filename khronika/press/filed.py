"""Where a list has a thing: under which letter in each language, or in which year and month, and after what.

The order of keys is that of the list, so that one page of a long list can be made without looking at the others.
"""

from dataclasses import dataclass

from khronika.edition.model import Entry
from khronika.pages.letters import collate, letter
from khronika.pages.render import LANGUAGES
from khronika.pages.titles import choose
from khronika.pages.when import sortable
from khronika.pages.years import CHRONICLED


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: `label` is a letter or a year, `part` a month, `language` is empty where all have the same."""

    language: str
    label: str
    key: str
    part: str = ""


def places(entry: Entry) -> tuple[Place, ...]:
    """Every place of an entry."""
    if entry.ref.kind in CHRONICLED:
        key = sortable(entry.date)
        return (Place("", key[:4], key, _month(key[:4], entry.date)),)
    titles = ((language, choose(entry.ref.titles, language).text) for language in LANGUAGES)
    return tuple(Place(language, letter(text), collate(text)) for language, text in titles)


def _month(year: str, date: str) -> str:
    """The month in which something began; empty where it is not known."""
    month = date[5:7]
    return month if date.startswith(f"{year}-") and month.isdigit() and 1 <= int(month) <= 12 else ""
