"""Campaigns, observances and actions as an edition carries them: one line a record, with where it was and what was counted.

Made of nothing but claims that go out. Counts keep their unit, their bound and their source; nothing here adds them.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from khronika.dates import parse
from khronika.edition.asked import GONE, demands
from khronika.edition.codec import ref_from_json
from khronika.edition.errors import Malformed, quoted
from khronika.edition.model import Claim, Record, Ref
from khronika.vocabulary.fulfilment import Standing
from khronika.vocabulary.observed import Going, going

FILE = "data/solidarity.jsonl"
KINDS = ("Campaign", "Observance", "SolidarityAction")
SORTED = {"Campaign": "campaign_type", "SolidarityAction": "action_type"}
OVER = "over"


@dataclass(frozen=True, slots=True)
class Where:
    """The country of a place: its code (empty where nobody said), the record that has it, and a point in it as degrees."""

    code: str
    ref: Ref
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One campaign, observance or action. `start` and `end` are EDTF; `counts` are value, bound, unit and date.

    `countries` are those where it was, `years` those of an observance; `next` is the day on which that comes round again.
    `state` says how far what would end it is met; `over` that its last day has passed.
    """

    ref: Ref
    sort: str = ""
    start: str = ""
    end: str = ""
    place: Ref | None = None
    countries: tuple[Where, ...] = ()
    counts: tuple[tuple[int, str, str, str], ...] = ()
    part_of: tuple[Ref, ...] = ()
    years: tuple[int, ...] = ()
    next: str = ""
    take_part: str = ""
    state: str = ""
    over: bool = False

    @property
    def lives(self) -> bool:
        """Whether it goes on: not over, and what would end it is not met."""
        return not self.over and self.state != "met"


def told(record: Record) -> Told | None:
    """What a record's page says of it in a list; None for other kinds."""
    kind = record.ref.kind
    if kind not in KINDS:
        return None
    details = sure(record.of(f"{kind}Details"))
    own = next(iter(details), None)
    place = said(own, "place")
    located = where(record)
    places = {
        each.id: each for each in (place, *(said(claim, "place") for claim in sure(record.of("Territory")))) if each
    }
    found = dict.fromkeys(located(each) for each in places.values())
    parts = [each for name in ("campaign", "observance") if (each := said(own, name))]
    return Told(
        record.ref,
        str(said(own, SORTED.get(kind, "")) or ""),
        earliest(claim.valid_from for claim in details),
        max((claim.valid_until for claim in details), default=""),
        place,
        tuple(found),
        tuple(counted(record.of("ReportedCount"))),
        tuple(parts),
        tuple(sorted(occurring(record))) if kind == "Observance" else (),
        record.now if kind == "Observance" else "",
        str(said(own, "take_part") or ""),
        ending(record)[0].state if record.of("EndingCondition") else "",
        record.now == OVER,
    )


def ending(record: Record) -> tuple[Going, list[tuple[Claim, Standing]]]:
    """How far what would end something is met, and each demand of it with how it stands."""
    known = demands(record)
    found, order = [], {demand: asked.number or 0 for demand, asked in known.items()}
    for claim in sorted(sure(record.of("EndingCondition")), key=lambda each: order.get(said(each, "demand").id, 0)):
        asked = known.get(said(claim, "demand").id)
        found.append((claim, asked.standing() if asked else Standing("", "", 0, 0, {})))
    return going(standing for _, standing in found), found


def occurring(record: Record) -> set[int]:
    """The years of an observance: those that are said, and those of its actions, territories and counts."""
    years = {int(said(claim, "year")) for claim in sure(record.of("Occurrence"))}
    dated = (*record.of("Territory"), *record.of("ReportedCount"), *record.pointed("SolidarityActionDetails"))
    return years | {found for claim in sure(dated) if (found := year(claim.valid_from))}


def year(text: str) -> int:
    """The year that a date lies in; 0 where it may be several or none."""
    when = parse(text)
    first, last = when.earliest, when.latest
    return first.year if first and last and first.year == last.year else 0


def where(record: Record) -> Callable[[Ref], Where]:
    """What tells the country of a place by what a page says of it and of what it lies within."""
    found: dict[str, list[Claim]] = {}
    for claim in (*record.claims, *record.beside):
        if claim.kind == "PlaceDetails" and claim.status not in GONE:
            found.setdefault(claim.subject.id, []).append(claim)
    return lambda place: _country(place, found)


def _country(place: Ref, found: Mapping[str, list[Claim]]) -> Where:
    ref, seen, near = place, set[str](), None
    while ref.id not in seen:
        seen.add(ref.id)
        its = found.get(ref.id, [])
        near = next((point for claim in its if (point := _point(claim))), near)
        code = next((str(said(claim, "code")) for claim in its if said(claim, "code")), "")
        outer = next((said(claim, "within") for claim in its if said(claim, "within")), None)
        if code or outer is None:
            return Where(code.upper(), ref, near)
        ref = outer
    return Where("", ref, near)


def _point(claim: Claim) -> tuple[float, float] | None:
    north, east = said(claim, "latitude"), said(claim, "longitude")
    return None if north is None or east is None else (float(north), float(east))


def counted(claims: Iterable[Claim]) -> Iterable[tuple[int, str, str, str]]:
    """Value, bound, unit and date of each count that is believed, in their order."""
    for claim in sure(claims):
        yield said(claim, "value"), said(claim, "bound") or "", said(claim, "counted"), claim.valid_from


def sure(claims: Iterable[Claim]) -> list[Claim]:
    """Claims that count: what is alleged or disputed is shown, and changes no number."""
    return [claim for claim in claims if claim.status in ("", "asserted")]


def said(claim: Claim | None, name: str) -> Any:
    """What a claim says in a field; None where it has none."""
    return getattr(claim.detail, name, None) if claim else None


def earliest(dates: Iterable[str]) -> str:
    """The date that begins first; empty where none is known."""
    known = [(first.isoformat(), each) for each in dates if (first := parse(each).earliest)]
    return min(known)[1] if known else ""


def line(its: Told) -> bytes:
    """The line of one record, beginning with its id."""
    plain: dict[str, object] = {"id": its.ref.id, "ref": _ref(its.ref), "sort": its.sort}
    plain |= {"start": its.start, "end": its.end, "place": _ref(its.place) if its.place else ""}
    plain |= {"countries": [[each.code, _ref(each.ref), list(each.point or ())] for each in its.countries]}
    plain |= {"counts": [list(each) for each in its.counts], "part_of": [_ref(each) for each in its.part_of]}
    plain |= {"years": list(its.years), "next": its.next, "take_part": its.take_part}
    plain |= {"state": its.state, "over": its.over or ""}
    return json.dumps(_full(plain), ensure_ascii=False, separators=(",", ":")).encode()


def read(data: bytes) -> Told:
    """What a line says; raises Malformed where it is none."""
    try:
        return _read(json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Malformed(f"Expected one record a line, got {quoted(data[:60])}; press the edition again.") from error


def _read(plain: Mapping[str, Any]) -> Told:
    countries = (Where(code, ref_from_json(ref), _pair(point)) for code, ref, point in plain.get("countries", ()))
    return Told(
        ref_from_json(plain["ref"]),
        plain.get("sort", ""),
        plain.get("start", ""),
        plain.get("end", ""),
        ref_from_json(plain["place"]) if "place" in plain else None,
        tuple(countries),
        tuple((each[0], each[1], each[2], each[3]) for each in plain.get("counts", ())),
        tuple(ref_from_json(each) for each in plain.get("part_of", ())),
        tuple(plain.get("years", ())),
        plain.get("next", ""),
        plain.get("take_part", ""),
        plain.get("state", ""),
        bool(plain.get("over", False)),
    )


def _pair(point: list[float]) -> tuple[float, float] | None:
    return (point[0], point[1]) if point else None


def _ref(ref: Ref) -> dict[str, object]:
    titles = [_full({"text": title.text, "language": title.language, "kind": title.kind}) for title in ref.titles]
    return _full({"id": ref.id, "kind": ref.kind, "address": ref.address, "titles": titles})


def _full(plain: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in plain.items() if value not in ("", None, [])}
