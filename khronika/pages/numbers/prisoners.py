"""The list of political prisoners as of a day: one page a month, one as of today, and any other that a reader asks a server for.

A row says what held on that day and what is known of it now; it is made once for each state that a person is shown in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from markupsafe import Markup

from khronika.dates import Certainty
from khronika.edition.held import Held, Sentence
from khronika.edition.model import Ref
from khronika.pages.letters import collate, filed, letter
from khronika.pages.page import Page
from khronika.pages.render import SITE, Renderer
from khronika.pages.titles import choose

STATUS = "political_prisoner"
SECTION = "prisoners"
FIND = f"{SECTION}/find"
LONG = 500  # people on one page; a longer list is cut by letter, so that one person's change is on one page of it
TERMS = (1, 3, 5, 10, 15)
_END = Markup("</tr>")
_IN_A_YEAR = {"years": Decimal(1), "months": Decimal(12), "days": Decimal(365)}


@dataclass(frozen=True, slots=True)
class Row:
    """One person in a list: since when and by whom recognised, where held, on what sentence."""

    ref: Ref
    certain: bool
    since: str
    by: tuple[Ref, ...]
    facility: Ref | None
    sentence: Sentence | None


@dataclass(frozen=True, slots=True)
class Month:
    """A month that has a page, with its figure; `key` is such as '2013-08'."""

    key: str
    certain: int
    possible: int

    @property
    def end(self) -> date:
        """Its last day, which the page is true of."""
        first = date(int(self.key[:4]), int(self.key[5:]), 1)
        return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for; what is empty does not matter. `years` is the least length of the sentence."""

    at: date
    name: str = ""
    provision: str = ""
    gender: str = ""
    facility: str = ""
    years: int = 0
    page: int = 1


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from in the form."""

    provisions: tuple[Ref, ...] = ()
    facilities: tuple[Ref, ...] = ()
    genders: tuple[str, ...] = ()


def row(held: Held, at: date) -> Row | None:
    """A person as of a day; None where they certainly did not hold the status."""
    certainty = held.certainty(at)
    if certainty is Certainty.NO:
        return None
    spans = held.on(at)
    since = next((span.interval.start.text for span in spans if span.interval.start.text.strip(".")), "")
    by = {span.by.id: span.by for span in spans if span.by}
    return Row(
        held.ref, certainty is Certainty.CERTAIN, since, tuple(by.values()), held.facility(at), held.sentence(at)
    )


def fits(held: Held, asked: Asked) -> bool:
    """Whether a person is among those asked for, the day aside."""
    wanted = collate(asked.name).split()
    names = " ".join(collate(title.text) for title in held.ref.titles)
    facility = held.facility(asked.at) if asked.facility else None
    return (
        all(word in names for word in wanted)
        and (not asked.gender or held.gender == asked.gender)
        and (not asked.provision or any(each.id == asked.provision for each in held.provisions))
        and (not asked.facility or (facility is not None and facility.id == asked.facility))
        and (not asked.years or length(held.sentence(asked.at)) >= asked.years)
    )


def length(sentence: Sentence | None) -> Decimal:
    """A sentence in years; 0 where nothing is known of it."""
    if sentence is None or sentence.amount is None or sentence.unit not in _IN_A_YEAR:
        return Decimal()
    return sentence.amount / _IN_A_YEAR[sentence.unit]


def choices(people: Iterable[Held], language: str) -> Choices:
    """The articles, facilities and genders that occur, in the reader's order."""
    provisions, facilities, genders = dict[str, Ref](), dict[str, Ref](), set[str]()
    for held in people:
        provisions.update((each.id, each) for each in held.provisions)
        facilities.update((stay.facility.id, stay.facility) for stay in held.stays)
        genders.add(held.gender)

    def ordered(refs: Iterable[Ref]) -> tuple[Ref, ...]:
        named = [ref for ref in refs if ref.titles]
        return tuple(sorted(named, key=lambda ref: (collate(choose(ref.titles, language).text), ref.id)))

    return Choices(ordered(provisions.values()), ordered(facilities.values()), tuple(sorted(genders - {""})))


class Roll:
    """Everybody who ever held the status, and who did on a day; what was asked once is known for every language."""

    def __init__(self, people: Iterable[Held]) -> None:
        self.people = tuple(people)
        self._bounds = [(held, *held.bounds) for held in self.people]
        self._near: dict[date, tuple[Held, ...]] = {}
        self._rows: dict[tuple[date, str], Row | None] = {}

    def near(self, at: date) -> tuple[Held, ...]:
        """Those who may have held the status on a day, as far as the first and the last day of all say."""
        if at not in self._near:
            self._near[at] = tuple(held for held, first, last in self._bounds if (first or at) <= at <= (last or at))
        return self._near[at]

    def row(self, held: Held, at: date) -> Row | None:
        """One person as of a day."""
        key = at, held.ref.id
        if key not in self._rows:
            self._rows[key] = row(held, at)
        return self._rows[key]

    def on(self, at: date) -> dict[str, Row]:
        """The rows of a day by the person's id."""
        return {held.ref.id: found for held in self.near(at) if (found := self.row(held, at))}

    def forget(self) -> None:
        """Keep nothing of what was asked."""
        self._near.clear()
        self._rows.clear()


@dataclass(frozen=True, slots=True)
class Moved:
    """The people whose line on a day came, went or changed: as they were, and as they are."""

    was: tuple[Held, ...]
    now: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A page of a list: the name and the day of the list, its month, and, of a long one, the letter and the way to all."""

    key: str
    at: date
    month: Month | None
    letter: str = ""
    ways: tuple[tuple[str, str], ...] = ()


Made = Iterator[tuple[str, bytes | None]]


class Prisoners:
    """Makes the lists of one language; `months` are those that have a page."""

    def __init__(self, renderer: Renderer, language: str, roll: Roll, months: Sequence[Month]) -> None:
        self.renderer, self.language, self.months = renderer, language, tuple(months)
        self.roll = roll
        named = [(collate(choose(held.ref.titles, language).text), held.ref.id, held) for held in roll.people]
        self.people = [held for _, _, held in sorted(named, key=lambda each: each[:2])]
        self._place = {held.ref.id: place for place, held in enumerate(self.people)}
        self._letters = {held.ref.id: self._letter(held) for held in self.people}
        self._pieces: dict[tuple[object, ...], Markup] = {}
        self._choices: Choices | None = None

    def month(self, month: Month, moved: Moved | None = None) -> Made:
        """The pages of one month with their paths in the edition: one, or one a letter where the list is long.

        Of those on which nothing changed when some people `moved`, only the path.
        """
        yield from self._listed(month.key, month.end, month=month, moved=moved)

    def today(self, at: date) -> Made:
        """The list as of the edition's day, with the way to all months, and the page to look in."""
        yield from self._listed("index", at, month=None, moved=None)
        page = Page(self.language, FIND)
        shown = self._shown(at, rows=[], total=0) | {"asked": None, "choices": self.choices()}
        yield f"{SITE}/{self.language}/{FIND}.html", self.renderer.make("find", page, unclear=False, **shown)

    def unclear(self, asked: Asked) -> bytes:
        """The page that says that a reader's question cannot be understood, with the form as far as it was."""
        shown = self._shown(asked.at, rows=[], total=0) | {"asked": asked, "choices": self.choices(), "unclear": True}
        return self.renderer.make("find", Page(self.language, FIND), **shown)

    def asked(self, asked: Asked) -> bytes:
        """The page that answers a reader."""
        rows = self.roll.on(asked.at)
        found = [rows[held.ref.id] for held in self.people if held.ref.id in rows and fits(held, asked)]
        pages = max(1, -(-len(found) // LONG))
        number = min(max(1, asked.page), pages)
        part = found[(number - 1) * LONG : number * LONG]
        shown = self._shown(asked.at, rows=part, total=len(found)) | _counted(found)
        more = {"asked": asked, "choices": self.choices(), "number_of": number, "pages": pages, "unclear": False}
        return self.renderer.make("find", Page(self.language, FIND), **(shown | more))

    def choices(self) -> Choices:
        """What there is to choose from."""
        if self._choices is None:
            self._choices = choices(self.people, self.language)
        return self._choices

    def _listed(self, key: str, at: date, *, month: Month | None, moved: Moved | None) -> Made:
        near = sorted(self.roll.near(at), key=lambda held: self._place[held.ref.id])
        if len(near) <= LONG and (moved is None or len(near) + len(moved.was) <= LONG):
            yield self._page(_Part(key, at, month), near)
            return
        letters: dict[str, list[Held]] = {}
        for held in near if len(near) > LONG else ():
            letters.setdefault(self._letters[held.ref.id], []).append(held)
        if not letters:
            yield self._page(_Part(key, at, month), near)
            return
        touched = self._touched(letters, moved) if moved else set(letters)
        ways = tuple((each, f"{key}-{filed(each).removeprefix('index-')}") for each in letters)
        yield self._page(_Part(key, at, month, "", ways), near)
        for each, name in ways:
            part = _Part(key, at, month, each, ways)
            place = f"{SITE}/{self.language}/{SECTION}/{name}.html"
            yield self._page(part, letters[each]) if each in touched else (place, None)

    def _touched(self, letters: Mapping[str, Sequence[Held]], moved: Moved) -> set[str]:
        """The letters on whose pages something changed; all where one came or went, or the list was short before."""
        counts = {each: len(its) for each, its in letters.items()}
        mine = {self._letter(held) for held in (*moved.was, *moved.now)}
        alone = any(counts.get(each, 0) <= len(moved.was) + len(moved.now) for each in mine)
        short = sum(counts.values()) - len(moved.now) <= LONG
        return set(letters) if alone or short else mine & set(letters)

    def _letter(self, held: Held) -> str:
        return letter(choose(held.ref.titles, self.language).text)

    def _page(self, part: _Part, people: Sequence[Held]) -> tuple[str, bytes]:
        """One page of a list; the first page of a long one has the way to the others instead of its rows."""
        whole = bool(part.ways) and not part.letter
        found = [] if whole else [row for held in people if (row := self.roll.row(held, part.at))]
        counts = self._counted(part, people, found)
        name = dict(part.ways)[part.letter] if part.letter else part.key
        shown = self._shown(part.at, rows=found, total=sum(counts.values()) if not part.letter else len(found))
        more: dict[str, object] = {"month": part.month, "key": part.key, "choices": None}
        more |= {"parts": part.ways, "part": part.letter} | self._ways(part.month)
        more |= {} if part.month else {"asked": None, "choices": None if part.letter else self.choices()}
        page = Page(self.language, f"{SECTION}/{name}")
        return (
            f"{SITE}/{self.language}/{SECTION}/{name}.html",
            self.renderer.make("prisoners", page, **(shown | counts | more)),
        )

    def _counted(self, part: _Part, people: Sequence[Held], found: Sequence[Row]) -> dict[str, int]:
        if part.month:
            return {"certain": part.month.certain, "possible": part.month.possible}
        if part.ways and not part.letter:
            found = [row for held in people if (row := self.roll.row(held, part.at))]
        return _counted(found)

    def _shown(self, at: date, *, rows: Sequence[Row], total: int) -> dict[str, object]:
        pieces = self._made(rows)
        empty = {"certain": 0, "possible": 0, "number_of": 1, "pages": 1, "terms": TERMS}
        return {"at": at.isoformat(), "rows": pieces, "total": total, **empty}

    def _made(self, rows: Sequence[Row]) -> list[Markup]:
        """Rows as they stand in a table; those that are new are made together."""
        states = [_state(each) for each in rows]
        new = {state: each for state, each in zip(states, rows, strict=True) if state not in self._pieces}
        if new:
            text = self.renderer.piece("prisoner", Page(self.language, f"{SECTION}/index"), rows=list(new.values()))
            parts = text.split(_END)[:-1]  # no text of the data has it: all is escaped
            self._pieces.update(zip(new, (Markup(part.strip() + _END) for part in parts), strict=True))
        return [self._pieces[state] for state in states]

    def _ways(self, month: Month | None) -> dict[str, object]:
        """The months before and after, those of the same year, and the way to the other years."""
        years: dict[str, list[Month]] = {}
        for each in self.months:
            years.setdefault(each.key[:4], []).append(each)
        place = self.months.index(month) if month else len(self.months)
        before = self.months[place - 1] if place else None
        after = self.months[place + 1] if month and place + 1 < len(self.months) else None
        return {"years": years, "before": before, "after": after}


def _counted(rows: Sequence[Row]) -> dict[str, int]:
    certain = sum(each.certain for each in rows)
    return {"certain": certain, "possible": len(rows) - certain}


def _state(each: Row) -> tuple[object, ...]:
    """What decides how a row looks."""
    where, whom = each.facility.id if each.facility else "", tuple(ref.id for ref in each.by)
    return each.ref.id, each.certain, each.since, whom, where, each.sentence
