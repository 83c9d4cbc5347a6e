"""Whole days as a calendar (RFC 5545) that any program subscribes to: the same entries give the same bytes on every day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from khronika.edition.model import Ref
from khronika.pages.titles import choose
from khronika.pages.words import Words
from khronika.vocabulary.terms import label

LONGEST = 120  # letters of what something is called
MONTH = 31  # days: what is known less exactly is no entry of a calendar


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: what tells it from all others, its first and its last day, and what is said of it."""

    uid: str
    first: date
    last: date
    summary: str
    location: str = ""
    description: str = ""


def calendar(product: str, name: str, entries: Iterable[Entry]) -> bytes:
    """The entries in the order in which they come; `product` is what made the calendar, `name` what readers see."""
    made = Calendar()
    made.add("prodid", f"-//Khronika//{product}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for each in entries:
        made.add_component(_event(each))
    return bytes(made.to_ical())


def called(ref: Ref, words: Words) -> str:
    """What an entry calls a record: its title, cut where it is long, else its kind."""
    title = choose(ref.titles, words.language).text or label(f"record.{ref.kind}", words.language)
    return title if len(title) <= LONGEST else title[:LONGEST].rstrip() + "…"


def _event(each: Entry) -> Event:
    event = Event()
    event.add("uid", each.uid)
    event.add(
        "dtstamp", datetime.combine(each.first, time(), UTC)
    )  # of the entry itself: a clock would change every byte
    event.add("dtstart", each.first)
    event.add("dtend", each.last + timedelta(days=1))
    event.add("summary", each.summary)
    if each.location:
        event.add("location", each.location)
    if each.description:
        event.add("description", each.description)
    event.add("transp", "TRANSPARENT")
    return event
