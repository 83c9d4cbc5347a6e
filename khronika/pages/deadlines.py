"""Deadlines and sessions as a calendar that any program subscribes to: the same claims give the same bytes on every day.

What is known to a month only stands on the last day that it may mean, or on all days that it spans; what is known to a year only
is no entry of a calendar.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khronika.dates import PartialDate, parse
from khronika.edition.asked import GONE
from khronika.edition.codec import ref_from_json
from khronika.edition.model import Claim, Record, Ref
from khronika.pages import days
from khronika.pages.words import Words
from khronika.vocabulary.terms import label

FILE = "data/deadlines.jsonl"
DUE = ("DemandDetails", "CommunicationDetails", "Step")  # claims with a deadline


@dataclass(frozen=True, slots=True)
class Due:
    """An entry: the claim that says so, the record it is about, from and until which day, and as what (a key of the vocabulary)."""

    claim: str
    ref: Ref
    start: date
    end: date
    what: str


def due(record: Record) -> list[Due]:
    """What a record says is due, and when it sits where it is a session."""
    found = [_deadline(claim, record.ref) for kind in DUE for claim in record.of(kind) if claim.status not in GONE]
    found += [_sitting(claim, record.ref) for claim in record.of("SessionDetails") if claim.status not in GONE]
    return [each for each in found if each]


def line(record: Record) -> bytes:
    """The line of a record, beginning with its id; empty where nothing is due."""
    entries = [[each.claim, each.start.isoformat(), each.end.isoformat(), each.what] for each in due(record)]
    ref = record.ref
    titles = [{"text": each.text, "language": each.language, "kind": each.kind} for each in ref.titles]
    plain = {"id": ref.id, "ref": {"id": ref.id, "kind": ref.kind, "titles": titles}, "due": entries}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" if entries else b""


def read(data: bytes) -> list[Due]:
    """The entries of a line."""
    plain = json.loads(data)
    ref = ref_from_json(plain["ref"])
    return [
        Due(claim, ref, date.fromisoformat(start), date.fromisoformat(end), what)
        for claim, start, end, what in plain["due"]
    ]


def calendar(entries: Iterable[Due], words: Words, publisher: str) -> bytes:
    """The calendar of one language."""
    ordered = sorted(entries, key=lambda one: (one.start, one.end, one.claim))
    named = words.gettext("Deadlines and sessions")
    return days.calendar("Deadlines", f"{publisher}: {named}", (_entry(each, words) for each in ordered))


def _entry(each: Due, words: Words) -> days.Entry:
    summary = f"{label(each.what, words.language)}: {days.called(each.ref, words)}"
    return days.Entry(each.claim, each.start, each.end, summary)


def _deadline(claim: Claim, ref: Ref) -> Due | None:
    last = _known(parse(str(getattr(claim.detail, "deadline", None) or "")))
    return Due(claim.id, ref, last[1], last[1], f"field.{claim.kind}.deadline") if last else None


def _sitting(claim: Claim, ref: Ref) -> Due | None:
    first, last = _known(parse(claim.valid_from)), _known(parse(claim.valid_until))
    if first is None:
        return None
    end = last[1] if last and claim.valid_until.strip(".") else first[1]
    return Due(claim.id, ref, first[0], max(end, first[0]), "record.Session")


def _known(when: PartialDate) -> tuple[date, date] | None:
    """The days that a date may mean, where it is known to a month at least."""
    first, last = when.earliest, when.latest
    return (first, last) if first and last and (last - first).days < days.MONTH else None
