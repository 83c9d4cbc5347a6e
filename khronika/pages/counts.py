"""Counts as they were reported, each unit by itself and each source beside the others: nothing is added and nothing averaged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from khronika.edition.model import Claim, Ref
from khronika.pages.amounts import number
from khronika.pages.when import sortable
from khronika.pages.words import Words
from khronika.vocabulary.counted import EXACT, Count, opposed
from khronika.vocabulary.terms import label, members

ORDER = "order"
WIDE = 160
"""How wide the longest bar is."""


@dataclass(frozen=True, slots=True)
class Side:
    """One report: what it says, of what time, how long its bar is, and whether another says what cannot be so too."""

    claim: Claim
    bar: int = 0
    opposed: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """All reports in one unit, by date; `apart` are the different figures of those that disagree."""

    counted: str
    sides: tuple[Side, ...]
    apart: tuple[tuple[int, str], ...] = ()
    voices: int = 0


def units(claims: Iterable[Claim], field: str = "counted") -> list[Unit]:
    """The reports by unit in the vocabulary's order; equal ones of equal dates once, with the citations of all.

    field: what says the unit: `counted` of ReportedCount, `letters` of LetterCount.
    """
    found: dict[str, list[Claim]] = {name: [] for name in members(field)}
    for claim in _once(claims):
        found.setdefault(str(getattr(claim.detail, field)), []).append(claim)
    return [_unit(name, its) for name, its in found.items() if its]


def _unit(name: str, claims: list[Claim]) -> Unit:
    its = sorted(claims, key=lambda claim: (sortable(claim.valid_from), claim.id))
    believed = [place for place, claim in enumerate(its) if claim.status in ("", "asserted", "alleged", "disputed")]
    pairs = [(_count(its[place], name), its[place].valid_from) for place in believed]
    apart = {believed[place] for place in opposed(pairs)}
    most = max((_value(claim) for claim in its), default=0)
    sides = tuple(
        Side(claim, _bar(_value(claim), most) if len(its) > 1 else 0, place in apart) for place, claim in enumerate(its)
    )
    figures = dict.fromkeys((_value(its[place]), _bound(its[place])) for place in sorted(apart))
    voices = {cited.source for place in apart for cited in its[place].citations}
    return Unit(name, sides, tuple(figures), max(len(voices), len(figures)) if figures else 0)


def reckoned(value: int, bound: str | None, words: Words) -> str:
    """A figure as it was said: 'more than 18', 'hundreds'. A bare number says by itself that it is exact.

    >>> from khronika.pages.words import words
    >>> reckoned(18, "more_than", words("en")), reckoned(100, "order", words("en")), reckoned(7, "", words("en"))
    ('more than 18', 'hundreds', '7')
    """
    if bound == ORDER and (said := _order(value, words)):
        return said
    figure = number(value, words)
    return figure if bound in (None, "", EXACT) else f"{label(f'bound.{bound}', words.language).lower()} {figure}"


def _order(value: int, words: Words) -> str:
    match value:
        case 10:
            return words.gettext("tens")
        case 100:
            return words.gettext("hundreds")
        case 1_000:
            return words.gettext("thousands")
        case 10_000:
            return words.gettext("tens of thousands")
        case 100_000:
            return words.gettext("hundreds of thousands")
        case 1_000_000:
            return words.gettext("millions")
    return ""


def _once(claims: Iterable[Claim]) -> list[Claim]:
    found: dict[object, Claim] = {}
    for claim in claims:
        said = tuple(_plain(getattr(claim.detail, name)) for name in claim.detail.__slots__)  # type: ignore[attr-defined]
        key = (claim.kind, claim.subject.id, said, claim.valid_from, claim.valid_until, claim.status)
        old = found.get(key)
        cited = dict.fromkeys((*(old.citations if old else ()), *claim.citations))
        found[key] = replace(old or claim, citations=tuple(cited))
    return list(found.values())


def _plain(value: object) -> object:
    return value.id if isinstance(value, Ref) else value


def _count(claim: Claim, unit: str) -> Count:
    return Count(_value(claim), _bound(claim), unit)


def _value(claim: Claim) -> int:
    return int(getattr(claim.detail, "value", 0) or 0)


def _bound(claim: Claim) -> str:
    return str(getattr(claim.detail, "bound", None) or "")


def _bar(value: int, most: int) -> int:
    return max(1, round(value * WIDE / most)) if value and most else 0
