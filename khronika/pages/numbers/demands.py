"""The public tracker: every demand with how old it is and what came of it, by what came of it, by year, and by whom it is asked of.

A demand that was asked again is listed once, as it was asked last. No page is longer than a slow line carries at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from khronika.dates import parse
from khronika.edition.asked import OPEN, STATES, Asked, sortable
from khronika.edition.model import Ref
from khronika.pages.amounts import amount
from khronika.pages.letters import collate
from khronika.pages.numbers.statistics import Counts, demanded, state_name
from khronika.pages.page import Page, Way
from khronika.pages.render import SITE, Renderer
from khronika.pages.titles import choose
from khronika.pages.words import Words
from khronika.vocabulary.terms import label

SECTION = "demands"
LISTS = "tracker"  # as deep as the section itself, so that a row is the same on every page
FULL = 38_000  # bytes of rows on one page
ADDRESSEES = 40  # that have a list of their own, those of whom most is asked
CALENDAR = "deadlines.ics"
_END = Markup("</tr>")
Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A list that a reader may choose: its file, what it is called, how many demands are in it."""

    place: str
    name: str
    count: int


def current(demands: Iterable[Asked]) -> list[Asked]:
    """The demands as they were asked last, in their order."""
    return newest(asked for asked in demands if not asked.again)


def newest(demands: Iterable[Asked]) -> list[Asked]:
    """Demands, the newest first, those of one statement by their numbers."""
    last = list(demands)
    last.sort(key=lambda asked: (asked.number is None, asked.number or 0, asked.ref.id))
    last.sort(key=lambda asked: asked.statement.id if asked.statement else "")
    known = sorted((asked for asked in last if asked.asked), key=lambda asked: sortable(asked.asked), reverse=True)
    return [*known, *(asked for asked in last if not asked.asked)]


def age(asked: Asked, at: date, words: Words) -> str:
    """For how long a demand stands, in whole years or months; empty where nobody says since when, or for less than a month."""
    first = parse(asked.first).earliest
    months = (at.year - first.year) * 12 + at.month - first.month - (at.day < first.day) if first else 0
    if months < 1:
        return ""
    return amount(months // 12, "years", words) if months >= 12 else amount(months, "months", words)


class Tracker:
    """Makes the lists of one language."""

    def __init__(self, renderer: Renderer, language: str, demands: Sequence[Asked], at: date, counts: Counts) -> None:
        self.renderer, self.language, self.at = renderer, language, at
        self.words = renderer.words(language)
        self.demands = current(demands)
        self.asked, self.counts = len(demands), counts
        self.states = {asked.ref.id: asked.standing().state for asked in self.demands}
        self._rows = dict(zip((asked.ref.id for asked in self.demands), self._made(), strict=True))

    def pages(self) -> Files:
        """Every page with its path in the edition."""
        choices = self._choices()
        yield from self._list("index", self.words.gettext("Demands"), self.demands, choices)
        for heading, found in choices.items():
            for choice, its in found:
                yield from self._list(choice.place, f"{heading}: {choice.name}", its, choices)

    def _choices(self) -> Mapping[str, list[tuple[Choice, list[Asked]]]]:
        """The lists there are, under what they are chosen by."""
        states = [(f"standing-{state or OPEN}", self._state(state), self._in(state)) for state in STATES]
        years: dict[str, list[Asked]] = {}
        for asked in self.demands:
            years.setdefault(sortable(asked.asked)[0][:4] if asked.asked else "", []).append(asked)
        dated = [(f"year-{year or 'none'}", year or self.words.gettext("No date"), years[year]) for year in years]
        found = {
            self.words.gettext("What came of it"): states,
            self.words.gettext("When it was asked"): dated,
            label("claim.Addressee", self.language): self._addressed(),
            self.words.gettext("Which law they are about"): self._lawful(),
        }
        return {
            heading: [(Choice(place, name, len(its)), its) for place, name, its in lists if its]
            for heading, lists in found.items()
        }

    def _addressed(self) -> list[tuple[str, str, list[Asked]]]:
        whom, its = dict[str, Ref](), dict[str, list[Asked]]()
        for asked in self.demands:
            for ref in asked.addressees:
                whom[ref.id] = ref
                its.setdefault(ref.id, []).append(asked)
        most = sorted(its, key=lambda each: (-len(its[each]), each))[:ADDRESSEES]
        named = [(choose(whom[each].titles, self.language).text, each) for each in most]
        named.sort(key=lambda each: (collate(each[0]), each[1]))
        return [(f"of-{_filed(whom[each])}", name, its[each]) for name, each in named]

    def _lawful(self) -> list[tuple[str, str, list[Asked]]]:
        its: dict[str, list[Asked]] = {}
        for asked in self.demands:
            if asked.provision:
                its.setdefault(asked.provision.id, []).append(asked)
        laws = [(self._called(each[0].provision), key) for key, each in its.items()]
        laws.sort(key=lambda law: (collate(law[0]), law[1]))
        return [(f"law-{key.lower()}", name, its[key]) for name, key in laws]

    def _called(self, ref: Ref | None) -> str:
        found = choose(ref.titles, self.language).text if ref else ""
        return found or label("record.LegalProvision", self.language)

    def _in(self, state: str) -> list[Asked]:
        return [asked for asked in self.demands if self.states[asked.ref.id] == state]

    def _state(self, state: str) -> str:
        return state_name(state, self.words)

    def _list(
        self, place: str, heading: str, its: Sequence[Asked], choices: Mapping[str, list[tuple[Choice, list[Asked]]]]
    ) -> Files:
        parts = self._parted(its, FULL // 2 if place == "index" else FULL)
        ways = [Way(number, _address(place, number)) for number in range(1, len(parts) + 1)]
        figure = demanded(self.counts, self.words) if place == "index" else None
        for way, rows in zip(ways, parts, strict=True):
            page = Page(self.language, way.address)
            first = place == "index" and way.number == 1
            shown: dict[str, object] = {"heading": heading, "rows": rows, "total": len(its), "ways": ways, "way": way}
            shown |= {"choices": _bare(choices) if first else {}, "states": _states(choices), "place": place}
            shown |= {"figure": figure if first else None, "asked": self.asked, "at": self.at.isoformat()}
            made = self.renderer.make("demands", page, calendar=CALENDAR, **shown)
            yield f"{SITE}/{self.language}/{way.address}.html", made

    def _parted(self, its: Sequence[Asked], first: int) -> list[list[Markup]]:
        """Rows page by page; the first page of all has a figure and the way to every list besides."""
        parts, size = [list[Markup]()], FULL - first
        for asked in its:
            row = self._rows[asked.ref.id]
            length = len(row.encode())
            if parts[-1] and size + length > FULL:
                parts.append([])
                size = 0
            parts[-1].append(row)
            size += length
        return parts

    def _made(self) -> list[Markup]:
        """Rows as they stand in the tables of all lists."""
        rows = [
            {"asked": asked, "standing": asked.standing(), "age": age(asked, self.at, self.words)}
            for asked in self.demands
        ]
        page = Page(self.language, f"{LISTS}/x")
        text = self.renderer.piece("demanded", page, rows=rows) if rows else Markup()
        return [
            Markup(part.strip() + _END) for part in text.split(_END)[:-1]
        ]  # no text of the data has it: all is escaped


def _address(place: str, number: int) -> str:
    if place == "index" and number == 1:
        return f"{SECTION}/index"
    name = "all" if place == "index" else place
    return f"{LISTS}/{name}" if number == 1 else f"{LISTS}/{name}-{number}"


def _filed(ref: Ref) -> str:
    return (ref.address or ref.id).replace("/", "-").lower()


def _bare(choices: Mapping[str, list[tuple[Choice, list[Asked]]]]) -> dict[str, list[Choice]]:
    return {heading: [choice for choice, _ in its] for heading, its in choices.items() if its}


def _states(choices: Mapping[str, list[tuple[Choice, list[Asked]]]]) -> list[Choice]:
    return [choice for choice, _ in next(iter(choices.values()))]
