"""The amounts a sentence names as they may be of a penalty: numbers with a unit, a term in one word ('семилетний'), a
single unit ('год', 'a year'), sums of a fine without their currency, and what has no amount: death, life, 'a fine'.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from khronika.reading import numbers
from khronika.reading.grammar import Grammar
from khronika.reading.model import Span
from khronika.reading.page import Page
from khronika.reading.scene import Scene

TIME = ("years", "months", "days", "hours")
LONGEST = {"years": 60, "months": 720, "days": 400, "hours": 500}
_LEAST = 500
"""The smallest sum of a fine that may stand without its currency."""
_YEARS = (1900, 2100)
_NEAR = 60
_TAIL = 40
"""Characters between a fine and a sum without a currency."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One or more amounts of one unit as they stand together in the text; none for a penalty without an amount."""

    span: Span
    amounts: tuple[Decimal | None, ...]
    unit: str
    kind: str = ""


def amounts(scene: Scene) -> list[Amount]:
    """All amounts of a sentence in their order."""
    found = [*_numbered(scene), *_single(scene), *_adjectives(scene)]
    found += _halves(scene, found)
    found = _joined(scene, sorted(found, key=lambda one: one.span))
    return sorted((*found, *_sums(scene, found), *_whole(scene)), key=lambda one: one.span)


@cache
def _pattern(grammar: Grammar) -> re.Pattern[str]:
    number = numbers.pattern(grammar)
    units = "|".join(f"(?P<{name}>{unit})" for name, unit in grammar.get("units").items())
    joins = grammar.text("numbers.and")
    more = rf"(?:(?:\s*,\s*|\s*,?\s+(?:{joins})\s+){number}){{0,5}}"
    signs = "".join(grammar.get("penalties.signs") or {})
    prefix = rf"(?:(?P<sign>[{signs}])\s?(?P<money>{number}))|" if signs else ""
    return re.compile(
        rf"{prefix}(?P<numbers>{number}{more})(?:[\s-]+(?:-?\w{{1,3}}-)?|-?)(?:{units})(?!\w)", re.IGNORECASE
    )


@cache
def number(grammar: Grammar) -> re.Pattern[str]:
    """The pattern of one number."""
    return re.compile(numbers.pattern(grammar), re.IGNORECASE)


def _whole(scene: Scene) -> Iterator[Amount]:
    """Penalties that have no amount: death, for life, 'a fine'."""
    for name, path in (
        ("death_penalty", "penalties.death"),
        ("imprisonment", "penalties.life"),
        ("", "penalties.bare"),
    ):
        for match in scene.grammar.pattern(path).finditer(scene.page.text, scene.sentence.start, scene.sentence.end):
            yield Amount(Span(*match.span()), (None,), "", name or str(match.lastgroup))


def _numbered(scene: Scene) -> Iterator[Amount]:
    grammar, text = scene.grammar, scene.page.text
    if not numbers.told(grammar, scene.page.lower(scene.sentence)):
        return
    for match in _pattern(grammar).finditer(text, scene.sentence.start, scene.sentence.end):
        sign = match.groupdict().get("sign")
        written = match["money"] if sign else match["numbers"]
        values = tuple(numbers.value(grammar, n.group()) for n in number(grammar).finditer(written))
        unit = (
            (grammar.get("penalties.signs") or {})[sign] if sign else next(n for n in grammar.get("units") if match[n])
        )
        known = tuple(value for value in values if value is not None)
        if unit == "weeks":
            unit, known = "days", tuple(value * 7 for value in known)
        if not known or (unit in TIME and max(known) > LONGEST[unit]):
            continue
        if whole := grammar.pattern("penalties.out_of").match(text, match.end(), scene.sentence.end):
            known = (numbers.value(grammar, whole["number"]) or known[-1],)
        yield Amount(Span(*match.span()), known, unit)


def _single(scene: Scene) -> Iterator[Amount]:
    """A unit without a number: 'год колонии', 'another year', 'полгода'."""
    for match in scene.grammar.pattern("penalties.single").finditer(
        scene.page.text, scene.sentence.start, scene.sentence.end
    ):
        unit, _, value = str(match.lastgroup).partition("_")
        yield Amount(Span(*match.span(str(match.lastgroup))), (Decimal(value.replace("_", ".")).normalize(),), unit)


def _halves(scene: Scene, found: list[Amount]) -> Iterator[Amount]:
    """Years that only their half shows: 'got six and a half', 'дали три с половиной'."""
    grammar, text, end = scene.grammar, scene.page.text, scene.sentence.end
    half = re.compile(rf"[\s-]+{grammar.text('numbers.half')}$", re.IGNORECASE)
    if not grammar.pattern("numbers.half").search(text, scene.sentence.start, end):
        return
    for match in number(grammar).finditer(text, scene.sentence.start, end):
        value = numbers.value(grammar, match.group()) if half.search(match.group()) else None
        taken = any(one.span.start < match.end() and match.start() < one.span.end for one in found)
        if (
            value
            and value < LONGEST["years"]
            and not taken
            and grammar.pattern("penalties.list_after").match(text, match.end(), end)
        ):
            yield Amount(Span(*match.span()), (value,), "years")


def _joined(scene: Scene, found: list[Amount]) -> list[Amount]:
    """Years and the months after them are one amount."""
    kept: list[Amount] = []
    joint = re.compile(rf"[\s-]*,?[\s-]+(?:(?:{scene.grammar.text('numbers.and')})[\s-]+)?")
    for one in found:
        last = kept[-1] if kept else None
        if last and one.span.start < last.span.end:
            continue
        between = scene.page.text[last.span.end : one.span.start] if last else ""
        if last and one.unit == "months" and last.unit == "years" and joint.fullmatch(between):
            kept[-1] = _together(last, one.amounts[0] or Decimal(0), one.span.end)
        else:
            kept.append(one)
    return kept


def _sums(scene: Scene, found: list[Amount]) -> Iterator[Amount]:
    """Sums of a fine whose currency the text leaves out: 'оштрафовали на 30 тысяч'."""
    grammar, text = scene.grammar, scene.page.text
    low, high = scene.sentence.start, scene.sentence.end
    fines = [one.span() for one in grammar.pattern("penalties.fined").finditer(text, low, high)]
    for match in number(grammar).finditer(text, low, high) if fines else ():
        value = numbers.value(grammar, match.group())
        plain = match.group().isdigit()
        if value is None or value < _LEAST or (plain and _YEARS[0] <= value <= _YEARS[1]):
            continue
        near = any(0 <= match.start() - end < _NEAR or 0 <= start - match.end() < _NEAR / 2 for start, end in fines)
        near = near and bool(
            grammar.pattern("penalties.sum_before").search(text[max(low, match.start() - 30) : match.start()])
        )
        taken = any(one.span.start < match.end() and match.start() < one.span.end for one in found)
        if near and not taken and not grammar.pattern("penalties.counted").match(text, match.end()):
            yield Amount(Span(*match.span()), (value,), grammar.text("penalties.currency"))


def _adjectives(scene: Scene) -> Iterator[Amount]:
    """A term in one word: 'семилетний срок'."""
    for match in scene.grammar.pattern("penalties.compound").finditer(
        scene.page.text, scene.sentence.start, scene.sentence.end
    ):
        value = match["digits"] or _stem(scene.grammar, match["stem"])
        if value:
            yield Amount(Span(*match.span()), (Decimal(value),), "years", "imprisonment")


def _stem(grammar: Grammar, stem: str) -> str:
    """The number that opens a compound word: 'семи' in 'семилетний'."""
    known = grammar.get("penalties.stems").items()
    return next((str(value) for name, value in known if re.fullmatch(name, stem, re.IGNORECASE)), "")


def _together(years: Amount, months: Decimal, end: int) -> Amount:
    span, whole = Span(years.span.start, end), years.amounts[-1] or Decimal(0)
    if months == 6 and whole > 1:
        return Amount(span, (whole + Decimal("0.5"),), "years")
    return Amount(span, (whole * 12 + months,), "months")


def suspended(scene: Scene, span: Span) -> bool:
    """Whether a term need not be served: 'three years, suspended'; what stands beside another name is another's."""
    low = max([span.start, *(one.end for one in scene.people(span.start, span.end))])
    high = min([span.end + _TAIL, *(one.start for one in scene.people(span.end, span.end + _TAIL))])
    return bool(scene.grammar.pattern("penalties.suspended").search(scene.words(low, high).partition(";")[0]))


def version(page: Page, when: str) -> str:
    """Belarusian rubles are other rubles since 1 July 2016."""
    known = when or page.published or next((one.edtf for one in page.moments), "")
    return "BYR" if known and known[:7].ljust(7, "0") < "2016-07" else "BYN"


def rubles(page: Page) -> str:
    """Rubles without a country are those of the country that the text speaks of."""
    names = {entity.name for entity in page.entities if entity.kind == "Place"}
    home = page.grammar.words("penalties.home")
    ours = any(name.lower() in home for name in names)
    return version(page, "") if ours and not any(name in names for name in ("Россия", "Russia")) else "RUB"
