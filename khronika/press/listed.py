"""The lists of an edition mended: of a long list only the pages on which something changed are made, and all of them where
the way through them did.

What a list looks like is decided in `pages`; that a mended one has the bytes of one made anew is a test.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from khronika.edition.model import Entry
from khronika.pages.letters import WHOLE, Group, filed
from khronika.pages.render import LANGUAGES, SITE, Renderer
from khronika.pages.sections import section
from khronika.pages.when import day
from khronika.pages.words import Words
from khronika.pages.years import CHRONICLED, CROWDED
from khronika.press.filed import places
from khronika.press.state import State, Thing
from khronika.vocabulary.kinds import PAGED

NEVER = "9999"
TRACKED = ("Demand",)  # listed with what came of them, by `press.tracker`
Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a long list: the file it has, its letter or year, and its month where a year is cut."""

    place: str
    label: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A list before its entries are looked at: how many there are, and the pages of it in each language ('' for all)."""

    count: int
    parts: Mapping[str, tuple[Part, ...]]


def everything(renderer: Renderer, listed: Mapping[str, list[Entry]]) -> Files:
    """Every page of every list."""
    for kind in PAGED:
        if kind.name in TRACKED:
            continue
        for language in LANGUAGES:
            yield from renderer.listings(kind.name, listed.get(kind.name, ()), language)
    for language in LANGUAGES:
        yield from renderer.listings("Source", listed.get("Source", ()), language)


class Lists:
    """Lists between what they were and what they become."""

    def __init__(self, state: State, changes: Mapping[str, Thing | None]) -> None:
        """To be made before the changes are put into the state."""
        self.state = state
        self.gone: set[str] = set()
        self._moved: dict[str, set[tuple[str, str, str]]] = {}
        for key, thing in changes.items():
            old = state.get(key)
            if (old and old.entry) != (thing and thing.entry):
                for each in (one for one in (old, thing) if one and one.ref.kind not in TRACKED):
                    its = self._moved.setdefault(each.ref.kind, set())
                    its.update((place.language, place.label, place.part) for place in places(each.entry))
        self._before = {kind: outline(state, kind) for kind in self._moved}

    def files(self, renderer: Renderer) -> Files:
        """The pages that have changed; in `gone` are then those that are no more."""
        for kind, before in self._before.items():
            now = outline(self.state, kind)
            for language in LANGUAGES:
                folder = f"{SITE}/{language}/{section(kind)}"
                old, new = (_places(each, kind, language) for each in (before, now))
                self.gone.update(f"{folder}/{place}.html" for place in old - new)
                if now.count <= WHOLE:
                    yield from renderer.listings(kind, self.state.of(kind), language)
                else:
                    yield from self._long(renderer, kind, language, (before, now))

    def _long(self, renderer: Renderer, kind: str, language: str, both: tuple[Outline, Outline]) -> Files:
        spoken = "" if kind in CHRONICLED else language
        before, now = (each.parts.get(spoken, ()) for each in both)
        letters = [(_said(each, kind, renderer.words(language)), each.place) for each in now]
        folder = f"{SITE}/{language}/{section(kind)}"
        same = both[0].count > WHOLE and before == now
        if not same:
            yield f"{folder}/index.html", renderer.group(kind, None, letters, language)
        for part in now:
            if not same or self._touched(kind, spoken, part):
                entries = tuple(thing.entry for thing in self.state.things(self._rows(kind, spoken, part)))
                group = Group(_said(part, kind, renderer.words(language)), part.place, entries)
                yield f"{folder}/{part.place}.html", renderer.group(kind, group, letters, language)

    def _touched(self, kind: str, language: str, part: Part) -> bool:
        return any(
            (language, part.label) == (each[0], each[1]) and part.part in (None, each[2]) for each in self._moved[kind]
        )

    def _rows(self, kind: str, language: str, part: Part) -> list[tuple[str, ...]]:
        order = "key DESC, id" if kind in CHRONICLED else "key, id"
        query = (
            f"SELECT id FROM places WHERE kind = ? AND language = ? AND label = ? AND part IN (?, ?) ORDER BY {order}"
        )
        if part.part is None:
            query = query.replace("part IN (?, ?)", "? IS ?")
        found: list[tuple[str, ...]] = self.state.ask(
            query, (kind, language, part.label, part.part, part.part)
        ).fetchall()
        return found


def outline(state: State, kind: str) -> Outline:
    """The outline of a list as it is in a state."""
    count = state.ask("SELECT count(*) FROM things WHERE kind = ?", (kind,)).fetchone()[0]
    if kind in CHRONICLED:
        return Outline(count, {"": tuple(_years(state, kind))})
    return Outline(count, {language: tuple(_letters(state, kind, language)) for language in LANGUAGES})


def _letters(state: State, kind: str, language: str) -> Iterable[Part]:
    """The letters in the order of the first entry of each."""
    found = []
    first = "SELECT key, id FROM places WHERE kind = ? AND language = ? AND label = ? ORDER BY key, id LIMIT 1"
    for label in _labels(state, kind, language):
        found.append((*state.ask(first, (kind, language, label)).fetchone(), label))
    return (Part(filed(label), label) for *_, label in sorted(found))


def _labels(state: State, kind: str, language: str) -> Iterator[str]:
    """Every label of a list; each is looked for behind the one before."""
    after = "SELECT min(label) FROM places WHERE kind = ? AND language = ? AND label > ?"
    label = state.ask(after, (kind, language, "")).fetchone()[0]
    while label is not None:
        yield label
        label = state.ask(after, (kind, language, label)).fetchone()[0]


def _years(state: State, kind: str) -> Iterator[Part]:
    """The years, newest first, crowded ones by month; what has no date comes last."""
    labels = sorted(_labels(state, kind, ""), reverse=True)
    for year in [*(each for each in labels if each != NEVER), *(each for each in labels if each == NEVER)]:
        asked = (kind, "", year)
        count = "SELECT count(*) FROM places WHERE kind = ? AND language = ? AND label = ?"
        if year == NEVER:
            yield Part("index-0", year)
        elif state.ask(count, asked).fetchone()[0] < CROWDED:
            yield Part(f"index-{year}", year)
        else:
            firsts = (
                "SELECT part, key, min(id) FROM places WHERE kind = ? AND language = ? AND label = ? GROUP BY part, key"
            )
            rows = sorted(state.ask(firsts, asked).fetchall(), key=lambda row: str(row[2]))
            rows.sort(key=lambda row: str(row[1]), reverse=True)
            for month in dict.fromkeys(row[0] for row in rows):
                yield Part(f"index-{year}-{month}" if month else f"index-{year}", year, month)


def _places(its: Outline, kind: str, language: str) -> set[str]:
    return (
        {each.place for each in its.parts.get("" if kind in CHRONICLED else language, ())}
        if its.count > WHOLE
        else set()
    )


def _said(part: Part, kind: str, words: Words) -> str:
    """What a page of a list is called."""
    if kind not in CHRONICLED:
        return part.label
    if part.label == NEVER:
        return words.gettext("No date")
    if part.part is None:
        return str(int(part.label))
    return day(f"{part.label}-{part.part}" if part.part else part.label, words)
