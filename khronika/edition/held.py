"""Who held a status when, as an edition carries it: one line a person, every time already completed and past the gate.

Whoever reads a line needs nothing else to answer for any day: dates come with the first and last day they may mean.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from khronika.dates import Certainty, Interval, PartialDate, holds, parse, strongest
from khronika.edition.codec import ref_from_json
from khronika.edition.errors import Malformed, quoted
from khronika.edition.model import Ref, Title

FOLDER = "data/statuses"


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which one claim says that the status was held.

    `sure` is False for what is alleged only; `until` is the end as that claim says it (the interval's may come from another),
    `ground` why it ended; `by` who determined it.
    """

    claim: str
    interval: Interval
    sure: bool = True
    asserted: bool = True
    until: str = ""
    ground: str = ""
    by: Ref | None = None

    def certainty(self, at: date) -> Certainty:
        """Whether the status was held on a day as far as this claim says."""
        said = holds(self.interval.start, self.interval.end, at, attested=self.interval.attested)
        return said if self.sure or said is Certainty.NO else Certainty.POSSIBLE


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody was held."""

    facility: Ref
    interval: Interval


@dataclass(frozen=True, slots=True)
class Sentence:
    """A penalty as it stands, from the day it was pronounced."""

    type: str
    amount: Decimal | None
    unit: str
    day: PartialDate


@dataclass(frozen=True, slots=True)
class Held:
    """One person who held a status, with what a list of such people shows."""

    ref: Ref
    spans: tuple[Span, ...]
    gender: str = ""
    stays: tuple[Stay, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    provisions: tuple[Ref, ...] = ()

    def certainty(self, at: date) -> Certainty:
        """Whether the person held the status on a day."""
        return strongest(span.certainty(at) for span in self.spans)

    def on(self, at: date) -> tuple[Span, ...]:
        """The times that a day certainly or possibly lies in, the first first."""
        found = [span for span in self.spans if span.certainty(at) is not Certainty.NO]
        return tuple(sorted(found, key=lambda span: (span.interval.start.earliest or date.min, span.claim)))

    def facility(self, at: date) -> Ref | None:
        """Where the person was held on a day: what is certain before what is possible, then what began last."""
        found = [(_sure(stay.interval, at), stay) for stay in self.stays]
        near = [pair for pair in found if pair[0] is not Certainty.NO]
        best = max(
            near,
            key=lambda pair: (pair[0] is Certainty.CERTAIN, pair[1].interval.start.earliest or date.min),
            default=None,
        )
        return best[1].facility if best else None

    def sentence(self, at: date) -> Sentence | None:
        """The last penalty pronounced by a day."""
        said = [each for each in self.sentences if (each.day.earliest or date.min) <= at]
        return max(said, key=lambda each: (each.day.latest or date.min, each.amount or 0), default=None)

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        """The first and the last day on which the status may have been held; None where that is open."""
        starts = [span.interval.start.earliest for span in self.spans]
        ends = [span.interval.end.latest for span in self.spans]
        first = None if None in starts else min(each for each in starts if each)
        return first, None if None in ends else max(each for each in ends if each)


def path(status: str) -> str:
    """The file of an edition that has the people of a status."""
    return f"{FOLDER}/{status}.jsonl"


def line(held: Held) -> bytes:
    """The line of one person, beginning with the person's id."""
    plain: dict[str, object] = {"id": held.ref.id, "ref": _ref(held.ref), "gender": held.gender}
    plain["spans"] = [_span(span) for span in held.spans]
    plain["stays"] = [{"facility": _ref(each.facility), **_times(each.interval)} for each in held.stays]
    plain["sentences"] = [
        _full({"type": each.type, "amount": _number(each.amount), "unit": each.unit, "day": _date(each.day)})
        for each in held.sentences
    ]
    plain["provisions"] = [_ref(each) for each in held.provisions]
    return json.dumps(_full(plain), ensure_ascii=False, separators=(",", ":")).encode()


def read(data: bytes) -> Held:
    """The person that a line says; raises Malformed where it is none."""
    try:
        return _held(json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Malformed(f"Expected one person a line, got {quoted(data[:60])}; press the edition again.") from error


def _held(plain: Mapping[str, Any]) -> Held:
    return Held(
        ref_from_json(plain["ref"]),
        tuple(_read_span(each) for each in plain["spans"]),
        plain.get("gender", ""),
        tuple(Stay(ref_from_json(each["facility"]), _interval(each)) for each in plain.get("stays", ())),
        tuple(_sentence(each) for each in plain.get("sentences", ())),
        tuple(ref_from_json(each) for each in plain.get("provisions", ())),
    )


def _read_span(plain: Mapping[str, Any]) -> Span:
    by = ref_from_json(plain["by"]) if "by" in plain else None
    sure, asserted = not plain.get("doubtful", False), plain.get("asserted", True)
    return Span(plain["claim"], _interval(plain), sure, asserted, plain.get("said", ""), plain.get("ground", ""), by)


def _sentence(plain: Mapping[str, Any]) -> Sentence:
    amount = Decimal(plain["amount"]) if "amount" in plain else None
    return Sentence(plain["type"], amount, plain.get("unit", ""), _day(plain.get("day", "")))


def _span(span: Span) -> dict[str, object]:
    found: dict[str, object] = {"claim": span.claim, **_times(span.interval)}
    found |= {"said": span.until, "ground": span.ground, "by": _ref(span.by) if span.by else ""}
    found |= {} if span.sure else {"doubtful": True}
    return _full(found) | ({} if span.asserted else {"asserted": False})


def _times(interval: Interval) -> dict[str, object]:
    attested = interval.attested.isoformat() if interval.attested else ""
    return _full({"from": _date(interval.start), "until": _date(interval.end), "attested": attested})


def _interval(plain: Mapping[str, Any]) -> Interval:
    attested = date.fromisoformat(plain["attested"]) if "attested" in plain else None
    return Interval(_day(plain.get("from", "")), _day(plain.get("until", "")), attested)


def _date(day: PartialDate) -> object:
    """A date as it was said; with its bounds where they follow from elsewhere."""
    if parse(day.text) == day:
        return day.text
    return [day.text, *("" if each is None else each.isoformat() for each in (day.earliest, day.latest))]


def _day(plain: str | list[str]) -> PartialDate:
    if isinstance(plain, str):
        return parse(plain)
    text, first, last = plain
    return PartialDate(text, date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


def _ref(ref: Ref) -> dict[str, object]:
    titles = [_title(title) for title in ref.titles]
    return _full({"id": ref.id, "kind": ref.kind, "address": ref.address, "titles": titles})


def _title(title: Title) -> dict[str, object]:
    return _full({"text": title.text, "language": title.language, "script": title.script, "kind": title.kind})


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _full(plain: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in plain.items() if value not in ("", None, [])}


def _sure(interval: Interval, at: date) -> Certainty:
    return holds(interval.start, interval.end, at, attested=interval.attested)
