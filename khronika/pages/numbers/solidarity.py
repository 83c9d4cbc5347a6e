"""Solidarity by country, year and kind: a map, a calendar, and every list that a reader may choose, as files of their own.

A row is made once in a language and stands in every list that has it; no page is longer than a slow line carries at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from khronika.dates import parse
from khronika.edition.model import Ref
from khronika.edition.solidarity import SORTED, Told, Where, year
from khronika.pages.letters import collate
from khronika.pages.page import Page, Way
from khronika.pages.render import SITE, Renderer
from khronika.pages.sections import heading as plural
from khronika.pages.solidarity import called, spots
from khronika.pages.titles import choose
from khronika.vocabulary.terms import label, members

SECTION = "solidarity"
CALENDAR = "solidarity.ics"
FULL = 38_000  # bytes of rows on one page
NEWEST = 20
NOW = 12  # campaigns and observances that go on, on one page
ACTION = "SolidarityAction"
_END = Markup("</tr>")
Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A list that a reader may choose: its file, what it is called, what is in it."""

    place: str
    name: str
    its: tuple[Told, ...]

    @property
    def count(self) -> int:
        """How many are in it."""
        return len(self.its)


@dataclass(frozen=True, slots=True)
class Column:
    """A year in the chart: how many actions, and where its column stands."""

    year: str
    count: int
    left: int
    top: int
    high: int


def running(found: Iterable[Told]) -> list[Told]:
    """Campaigns that go on, those that began last first."""
    its = sorted((each for each in found if each.ref.kind == "Campaign" and each.lives), key=lambda each: each.ref.id)
    return sorted(its, key=_first, reverse=True)


def coming(found: Iterable[Told]) -> list[Told]:
    """Observances that go on, the next one first."""
    its = [each for each in found if each.ref.kind == "Observance" and each.next and each.lives]
    return sorted(its, key=lambda each: (each.next, each.ref.id))


def columns(found: Iterable[Told], *, wide: int = 640, high: int = 150) -> list[Column]:
    """How many actions there were in each year, those between without any included; what has no year is in none."""
    counts: dict[int, int] = {}
    for each in found:
        if each.ref.kind == ACTION and (when := year(each.start)):
            counts[when] = counts.get(when, 0) + 1
    if not counts:
        return []
    span, most = range(min(counts), max(counts) + 1), max(counts.values())
    step = wide // max(len(span), 6)
    return [
        Column(str(each), counts.get(each, 0), place * step, high - round(counts.get(each, 0) * high / most), step)
        for place, each in enumerate(span)
    ]


class Calendar:
    """Makes the pages of one language."""

    def __init__(self, renderer: Renderer, language: str, found: Iterable[Told]) -> None:
        self.renderer, self.language, self.words = renderer, language, renderer.words(language)
        self.all = tuple(_ordered(found))
        self._rows = dict(zip((each.ref.id for each in self.all), self._made(), strict=True))

    def pages(self) -> Files:
        """Every page with its path in the edition."""
        choices = self._choices()
        yield self._index(choices)
        whole = Choice("all", plural(ACTION, self.words), self.all)
        yield from self._list(whole, self.words.gettext("Solidarity"), choices)
        for said, found in choices.items():
            for choice in found:
                yield from self._list(choice, f"{said}: {choice.name}", choices)

    def _index(self, choices: Mapping[str, list[Choice]]) -> tuple[str, bytes]:
        spots_, lands = self._countries()
        shown: dict[str, object] = {
            "running": running(self.all)[:NOW],
            "coming": coming(self.all)[:NOW],
            "spots": spots_,
            "lands": lands,
            "columns": columns(self.all),
            "rows": [self._rows[each.ref.id] for each in self.all[:NEWEST]],
            "choices": choices,
            "total": len(self.all),
            "calendar": CALENDAR,
        }
        made = self.renderer.make("solidarity", Page(self.language, f"{SECTION}/index"), **shown)
        return f"{SITE}/{self.language}/{SECTION}/index.html", made

    def _countries(self) -> tuple[list[object], list[tuple[str, str, int, int]]]:
        """The countries on the map, and each with its name, its list, its actions, and what else took place there."""
        acted, other, places = dict[str, int](), dict[str, int](), dict[str, Where]()
        for each in self.all:
            for place in each.countries:
                key = place.code or place.ref.id
                places.setdefault(key, place)
                told = acted if each.ref.kind == ACTION else other
                told[key] = told.get(key, 0) + 1
        found = {
            key: (place, acted.get(key, 0), f"{SECTION}/{_filed(place)}") for key, place in places.items() if place.code
        }
        lands = [
            (called(place, self.words), f"{SECTION}/{_filed(place)}", acted.get(key, 0), other.get(key, 0))
            for key, place in places.items()
        ]
        lands.sort(key=lambda land: (-land[2], collate(land[0]), land[1]))
        return list(spots(found, self.words)), lands

    def _choices(self) -> dict[str, list[Choice]]:
        """The lists there are, under what they are chosen by."""
        years: dict[str, list[Told]] = {}
        lands: dict[str, tuple[Where, list[Told]]] = {}
        sorts: dict[str, list[Told]] = {}
        for each in self.all:
            for when in lasting(each):
                years.setdefault(when, []).append(each)
            for key, place in {place.code or place.ref.id: place for place in each.countries}.items():
                lands.setdefault(key, (place, []))[1].append(each)
            sorts.setdefault(each.sort if each.ref.kind == ACTION else each.ref.kind, []).append(each)
        dated = [
            (f"year-{when or 'none'}", when or self.words.gettext("No date"), years[when]) for when in _down(years)
        ]
        named = [(_filed(place), called(place, self.words), its) for place, its in lands.values()]
        named.sort(key=lambda each: (collate(each[1]), each[0]))
        kinds = [(f"kind-{name.replace('_', '-').lower()}", self._kind(name), sorts[name]) for name in _kinds(sorts)]
        found = {
            self.words.gettext("By year"): dated,
            self.words.gettext("By country"): named,
            self.words.gettext("By kind"): kinds,
        }
        return {
            said: [Choice(place, name, tuple(its)) for place, name, its in lists]
            for said, lists in found.items()
            if lists
        }

    def _kind(self, name: str) -> str:
        return (
            plural(name, self.words)
            if name in ("Campaign", "Observance")
            else label(f"action_type.{name}", self.language)
        )

    def _list(self, choice: Choice, heading: str, choices: Mapping[str, list[Choice]]) -> Files:
        parts = list(self._parted(choice.its))
        ways = [Way(number, _address(choice.place, number)) for number in range(1, len(parts) + 1)]
        for way, months in zip(ways, parts, strict=True):
            shown = {
                "heading": heading,
                "months": months,
                "ways": ways,
                "way": way,
                "choice": choice,
                "choices": choices,
            }
            made = self.renderer.make("solidarity_list", Page(self.language, way.address), **shown)
            yield f"{SITE}/{self.language}/{way.address}.html", made

    def _parted(self, its: Sequence[Told]) -> Iterator[list[tuple[str, list[Markup]]]]:
        """Rows by month (EDTF), page by page."""
        months: list[tuple[str, list[Markup]]] = []
        size = 0
        for each in its:
            row = self._rows[each.ref.id]
            if months and size + len(row) * 2 > FULL:
                yield months
                months, size = [], 0
            month = _month(each)
            if not months or months[-1][0] != month:
                months.append((month, []))
            months[-1][1].append(row)
            size += len(row.encode())
        yield months

    def _made(self) -> list[Markup]:
        """Rows as they stand in the tables of all lists."""
        page = Page(self.language, f"{SECTION}/x")
        text = self.renderer.piece("solidarity_rows", page, rows=self.all) if self.all else Markup()
        return [Markup(part.strip() + _END) for part in text.split(_END)[:-1]]  # no text of the data has it


def _ordered(found: Iterable[Told]) -> list[Told]:
    """The newest first; what has no date last."""
    its = sorted(found, key=lambda each: each.ref.id)
    known = sorted((each for each in its if _first(each)), key=_first, reverse=True)
    return [*known, *(each for each in its if not _first(each))]


def _first(its: Told) -> str:
    """When it began; an observance is as young as the last year in which it was."""
    if its.ref.kind == "Observance" and its.years:
        return f"{its.years[-1]}-{its.next[5:]}" if its.next else str(its.years[-1])
    first = parse(its.start).earliest
    return first.isoformat() if first else ""


def lasting(its: Told) -> list[str]:
    """The years in whose lists it stands; '' for none."""
    if its.ref.kind == "Observance":
        return [str(each) for each in its.years] or [""]
    start, end = parse(its.start), parse(its.end)
    if start.earliest is None or start.latest is None:
        return [""]
    last = (end.latest or start.latest) if its.ref.kind == "Campaign" else start.latest
    return [str(each) for each in range(start.earliest.year, max(last.year, start.earliest.year) + 1)]


def _month(its: Told) -> str:
    if its.ref.kind == "Observance":
        return _first(its)[:7]
    first, last = parse(its.start).earliest, parse(its.start).latest
    if first is None or last is None:
        return ""
    return first.isoformat()[:7] if (first.year, first.month) == (last.year, last.month) else its.start


def _down(years: Mapping[str, object]) -> list[str]:
    return [*sorted((each for each in years if each), reverse=True), *([""] if "" in years else [])]


def _kinds(found: Mapping[str, object]) -> list[str]:
    order = ("Campaign", "Observance", *members(SORTED[ACTION]))
    return [name for name in (*order, *sorted(found.keys() - set(order))) if name in found]


def _filed(place: Where) -> str:
    return f"in-{(place.code or place.ref.id).lower()}"


def _address(place: str, number: int) -> str:
    return f"{SECTION}/{place}" if number == 1 else f"{SECTION}/{place}-{number}"


def titled(ref: Ref, language: str) -> str:
    """What a record is called in a line of plain text."""
    return choose(ref.titles, language).text or label(f"record.{ref.kind}", language)
