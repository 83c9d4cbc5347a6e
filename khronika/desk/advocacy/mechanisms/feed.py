"""Deadlines as a calendar (RFC 5545): the same deadlines are the same bytes, so that a feed that did not change is seen not to have.

A calendar leaves the desk and lies unencrypted wherever it is taken: what an event is called is decided by who asks for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

REMINDERS = (14, 1)  # days before


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: what tells it from all others, its first and last day, its words, and the day on which it became known."""

    uid: str
    first: date
    last: date
    summary: str
    description: str
    stamp: date


def calendar(entries: Iterable[Entry], *, title: str, reminders: Iterable[int] = REMINDERS) -> bytes:
    """A calendar of whole days, in the order of time, each with reminders so many days before."""
    made = Calendar()
    made.add("prodid", "-//Khronika//Deadlines//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    before = sorted(set(reminders), reverse=True)
    for each in sorted(entries, key=lambda one: (one.first, one.last, one.uid)):
        made.add_component(_event(each, before))
    return bytes(made.to_ical())


def _event(entry: Entry, before: Iterable[int]) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@khronika")
    event.add("dtstamp", datetime.combine(entry.stamp, time(), UTC))
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))
    event.add("summary", entry.summary)
    if entry.description:
        event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    for days in before:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.summary)
        alarm.add("trigger", -timedelta(days=days))
        event.add_component(alarm)
    return event
