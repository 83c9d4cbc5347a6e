"""Actions and days of remembrance as a calendar: which have a day that is known, and what is said of them."""

from collections.abc import Iterable, Iterator
from datetime import date

from khronika.dates import parse
from khronika.edition.solidarity import Told
from khronika.pages import days
from khronika.pages.titles import choose
from khronika.pages.words import Words
from khronika.vocabulary.terms import label

ABROAD = "abroad"


def calendar(found: Iterable[Told], words: Words, publisher: str) -> bytes:
    """All actions whose days are known to a month at least, and the next day of each observance that goes on."""
    entries = [entry for each in found if (entry := _entry(each, words))]
    ordered = (entry for _, entry in sorted(entries, key=lambda each: each[0]))
    named = words.gettext("Solidarity")
    return days.calendar("Solidarity", f"{publisher}: {named}", ordered)


def upcoming(found: Iterable[Told]) -> Iterator[Told]:
    """The observances that have a calendar of their own."""
    return (each for each in found if each.ref.kind == "Observance" and each.next and each.lives and each.ref.address)


def _entry(its: Told, words: Words) -> tuple[tuple[date, str], days.Entry] | None:
    """The entry of one, with its place in the order."""
    spanned = _days(its)
    if spanned is None:
        return None
    first, last = spanned
    place = choose(its.place.titles, words.language).text if its.place else ""
    notice = label(f"take_part.{ABROAD}", words.language) if its.take_part == ABROAD else ""
    uid = f"{its.ref.id}-{first.isoformat()}"
    return (first, its.ref.id), days.Entry(uid, first, last, days.called(its.ref, words), place, notice)


def _days(its: Told) -> tuple[date, date] | None:
    """The first and the last day of an entry; None where it has none."""
    if its.ref.kind == "Observance":
        day = date.fromisoformat(its.next) if its.next and its.lives else None
        return (day, day) if day else None
    start, end = parse(its.start), parse(its.end)
    if its.ref.kind == "Campaign" or not start.earliest or not start.latest:
        return None
    if (start.latest - start.earliest).days >= days.MONTH:
        return None
    return start.earliest, max(end.latest or start.latest, start.earliest)
