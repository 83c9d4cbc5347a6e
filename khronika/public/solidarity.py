"""Campaigns, observances and actions for who asks: by kind, country and year, as the edition's own lines have them."""

from collections.abc import Iterable
from typing import Any

from khronika.edition.model import Ref
from khronika.edition.solidarity import KINDS, SORTED, Told, read
from khronika.pages.numbers.solidarity import lasting
from khronika.vocabulary.terms import members

SORTS = (*KINDS, *members(SORTED["SolidarityAction"]))


def chosen(lines: Iterable[bytes], sort: str, country: str, year: str) -> list[Told]:
    """Those of a kind or a type of action, in a country by its code, and in a year; the newest first. Empty asks for all."""
    found = [each for each in map(read, lines) if sort in ("", each.ref.kind, each.sort)]
    if country:
        found = [each for each in found if country.upper() in {place.code for place in each.countries}]
    if year:
        found = [each for each in found if str(int(year)) in lasting(each)]
    found.sort(key=lambda each: each.ref.id)
    return sorted(found, key=lambda each: each.start or str(max(each.years, default="")), reverse=True)


def plain(its: Told) -> dict[str, Any]:
    """One of them as the API speaks of it; counts stand each by itself."""
    return {
        **_named(its.ref),
        "type": its.sort,
        "start": its.start,
        "until": its.end,
        "place": _named(its.place) if its.place else None,
        "countries": [place.code for place in its.countries if place.code],
        "counts": [
            {"value": value, "bound": bound, "counted": counted, "date": when}
            for value, bound, counted, when in its.counts
        ],
        "part_of": [_named(ref) for ref in its.part_of],
        "years": list(its.years),
        "next": its.next,
        "take_part": its.take_part,
        "goes_on": its.lives,
    }


def _named(ref: Ref) -> dict[str, Any]:
    names = {title.language or "und": title.text for title in reversed(ref.titles)}
    return {"id": ref.id, "kind": ref.kind, "name": names, "address": ref.address}
