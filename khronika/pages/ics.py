"""Actions and days of remembrance as calendars that any program subscribes to: the same lines give the same bytes on every day."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from khronika.dates import parse
from khronika.edition.solidarity import Told
from khronika.pages.titles import choose
from khronika.pages.words import Words
from khronika.vocabulary.terms import label

LONGEST = 120  # letters of what something is called
_MONTH = 31
ABROAD = "abroad"


def calendar(found: Iterable[Told], words: Words, publisher: str) -> bytes:
    """All actions whose days are known to a month at least, and the next day of each observance that goes on."""
    made = Calendar()
    made.add("prodid", "-//Khronika//Solidarity//EN")
    made.add("version", "2.0")
    named = words.gettext("Solidarity")
    made.add("x-wr-calname", f"{publisher}: {named}")
    events = [event for each in found if (event := _event(each, words))]
    events.sort(key=lambda each: each[0])
    for _, entry in events:
        made.add_component(entry)
    return bytes(made.to_ical())


def upcoming(found: Iterable[Told]) -> Iterator[Told]:
    """The observances that have a calendar of their own."""
    return (each for each in found if each.ref.kind == "Observance" and each.next and each.lives and each.ref.address)


def _event(its: Told, words: Words) -> tuple[tuple[date, str], Event] | None:
    days = _days(its)
    if days is None:
        return None
    title = choose(its.ref.titles, words.language).text or label(f"record.{its.ref.kind}", words.language)
    event = Event()
    event.add("uid", f"{its.ref.id}-{days[0].isoformat()}")
    event.add("dtstamp", datetime.combine(days[0], time(), UTC))  # of the entry itself: a clock would change every byte
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + timedelta(days=1))
    event.add("summary", title if len(title) <= LONGEST else title[:LONGEST].rstrip() + "…")
    if its.place and (place := choose(its.place.titles, words.language).text):
        event.add("location", place)
    if its.take_part == ABROAD:
        event.add("description", label(f"take_part.{ABROAD}", words.language))
    event.add("transp", "TRANSPARENT")
    return (days[0], its.ref.id), event


def _days(its: Told) -> tuple[date, date] | None:
    """The first and the last day of an entry; None where it has none."""
    if its.ref.kind == "Observance":
        day = date.fromisoformat(its.next) if its.next and its.lives else None
        return (day, day) if day else None
    start, end = parse(its.start), parse(its.end)
    if its.ref.kind == "Campaign" or not start.earliest or not start.latest:
        return None
    if (start.latest - start.earliest).days >= _MONTH:
        return None
    return start.earliest, max(end.latest or start.latest, start.earliest)
