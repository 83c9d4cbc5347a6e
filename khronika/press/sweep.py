"""Find withheld people in any text, in any spelling, script and case form; recall comes before precision.

A surname alone is a hit, unless the words around it are the name of somebody who is published or of a stranger. What is
hit is decided by an editor, and replaced by '[withheld]' where nobody has decided yet.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from khronika.names import skeletons
from khronika.press.bearers import CAPITAL, WORD, Bearer, Bearers, Near, Stems, loose, near, stems
from khronika.press.plain import plain

MARK = "[withheld]"
NEAR = 2  # words before or after a surname in which a given name, patronymic or initial is looked for
REACH = 80  # letters in which these words are looked for
ROUND = 120  # letters around a word in which a capital tells that capitals are used here
COMMON = 6  # a stem of so many phones may be an ordinary word where it stands alone in small letters
MOST_WORDS = 1 << 20
_ADDRESS = re.compile(r"(?:https?:|www\.|[#@/])[^\s\"'<>]+|[\w.-]+/[\w./-]+|[\w-]+\.[a-z0-9]{2,5}\b")
_SPACE, _LONG = re.compile(r"\s"), re.compile(r"[^\W\d_]{8,}")
_SHORTEST, _GLUED, _ALONE = 4, 8, 7


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text that may name withheld people: all whom it may mean."""

    start: int
    end: int
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person by all names that the register knows."""

    record: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text that is a surname of somebody withheld, with what stands around it."""

    start: int
    end: int
    text: str
    around: tuple[tuple[Near, int, int], ...]
    close: tuple[Near, ...]
    shouting: bool
    coded: bool

    @property
    def small(self) -> bool:
        """Whether names have no capitals here."""
        return self.text[0].islower() or not self.shouting


class Sweep:
    """Looks for the withheld among the published. A word is read once, however often it comes."""

    def __init__(self, withheld: Iterable[Person], published: Iterable[Person]) -> None:
        self.withheld, self.published = Bearers(), Bearers()
        for person in withheld:
            self.withheld.add(person.record, person.names)
        known = self.withheld.beside.keys()
        for person in published if known else ():
            if any(not known.isdisjoint(stems(word)) for name in person.names for word in WORD.findall(name)):
                self.published.add(person.record, person.names, every=True)
        self._hot: dict[str, Stems] = {}
        self._cold: set[str] = set()
        self._within: dict[str, tuple[str, ...]] = {}

    def digest(self) -> str:
        """Changes whenever the sweep would find anything else."""
        sides = [
            [
                [
                    surname,
                    record,
                    *sorted(known.others),
                    *sorted(known.classes),
                    known.begins,
                    record in side.alone.get(surname, ()),
                ]
                for surname, people in sorted(side.beside.items())
                for record, known in sorted(people.items())
            ]
            for side in (self.withheld, self.published)
        ]
        return hashlib.sha256(json.dumps(sides).encode()).hexdigest()

    def hits(self, text: str) -> list[Hit]:
        """Every place that may name a withheld person."""
        if not self.withheld.beside or not text:
            return []
        seen = plain(text)
        hot = self._read(seen.text)
        found = [*self._named(seen.text, hot), *self._glued(seen.text)]
        return [Hit(*seen.back(hit.start, hit.end), hit.records) for hit in _apart(found)]

    def _read(self, text: str) -> set[str]:
        """The words of a text that may be surnames of withheld people."""
        words = set(WORD.findall(text))
        fresh = words - self._cold
        if len(self._cold) > MOST_WORDS:
            self._cold.clear()
        for word in fresh - self._hot.keys():
            found = frozenset(each for each in stems(word) | loose(word) if each in self.withheld.beside)
            if found:
                self._hot[word] = found
            else:
                self._cold.add(word)
                if len(word) >= _GLUED and (people := self._inside(word)):
                    self._within[word] = people
        return fresh & self._hot.keys()

    def _named(self, text: str, hot: set[str]) -> Iterator[Hit]:
        for found in WORD.finditer(text) if hot else ():
            if found[0] in hot:
                word = _around(text, found.start(), found.end())
                if people := self._meant(word):
                    yield self._widest(text, word, people)

    def _meant(self, word: _Word) -> Mapping[str, Bearer]:
        """Whoever withheld may be meant by a word, as far as what stands around it tells."""
        found = self._hot[word.text]
        ours, sure = self.withheld.of(found), self.withheld.sure(found & stems(word.text))
        around = [each for each, _, _ in word.around if (each.capital or word.small) and each.stems.isdisjoint(found)]
        theirs = {
            key: each
            for key, each in ours.items()
            if any(each.beside(one) and not each.again(one, found) for one in around)
        }
        if theirs:
            return theirs
        others = [one for one in around if not any(each.beside(one) for each in ours.values())]
        if self._published(found | stems(word.text), others):
            return {}
        left = {key: each for key, each in sure.items() if not any(map(each.stranger, word.close))}
        return left if left and _tells(word, found) else {}

    def _published(self, found: Iterable[str], around: Iterable[Near]) -> bool:
        """Whether a word around a surname is another word of the name of somebody published who bears that surname."""
        beside = self.published.beside
        return any(
            each.beside(one)
            for stem in found
            for each in beside.get(stem, {}).values()
            for one in around
            if stem not in one.stems
        )

    def _widest(self, text: str, word: _Word, people: Mapping[str, Bearer]) -> Hit:
        """The hit with the given names and initials that stand directly beside the surname."""
        start, end = word.start, word.end
        fits = [
            (one, a, b)
            for one, a, b in word.around
            if (one.capital or word.small)
            and one.text != word.text
            and any(each.beside(one) for each in people.values())
        ]
        for _, a, b in reversed(fits):
            if b <= start and _BETWEEN.fullmatch(text, b, start):
                start = a
        for _, a, b in fits:
            if a >= end and _BETWEEN.fullmatch(text, end, a):
                end = b
        return Hit(start, end, tuple(sorted(people)))

    def _glued(self, text: str) -> Iterator[Hit]:
        """Names inside the words of addresses, file names and hashtags, where nothing parts a given name from a surname."""
        words = self._within.keys() & set(_LONG.findall(text)) if self._within else ()
        for word in words:
            at = text.find(word)
            while at >= 0:
                if any(chunk.start() <= at < chunk.end() for chunk in _ADDRESS.finditer(*_chunk(text, at))):
                    yield Hit(at, at + len(word), self._within[word])
                at = text.find(word, at + 1)

    def _inside(self, word: str) -> tuple[str, ...]:
        found: set[str] = set()
        beside = self.withheld.beside
        for whole in skeletons(word.lower()):
            size = len(whole)
            spots = ((a, b) for a in range(size) for b in range(a + _SHORTEST, size + 1) if whole[a:b] in beside)
            for start, end in spots:
                rest = whole[: start + 1], whole[end - 1 :]  # of two letters that are the same one is lost
                for record, known in beside[whole[start:end]].items():
                    sure = end - start >= _ALONE and record in self.withheld.alone.get(whole[start:end], ())
                    if sure or any(other in part for other in known.others for part in rest if part):
                        found.add(record)
        return tuple(sorted(found))

    def namesake(self, words: str) -> bool:
        """Whether these words are the name, given name and surname, of somebody who is published."""
        found = WORD.findall(words)
        if len(found) < 2:
            return False
        read = {word: near(word, False) for word in found}
        for surname in found:
            for known in self.published.of(stems(surname)).values():
                if all(known.beside(each) for word, each in read.items() if word != surname):
                    return True
        return False

    def redact(self, text: str) -> str:
        """The text with every hit replaced by '[withheld]'."""
        return replaced(text, self.hits(text))


def replaced(text: str, hits: Iterable[Hit]) -> str:
    """A text with some stretches replaced."""
    out, last = [], 0
    for hit in hits:
        if hit.start >= last:
            out += [text[last : hit.start], MARK]
        last = max(last, hit.end)
    return "".join([*out, text[last:]]) if out else text


def _chunk(text: str, at: int) -> tuple[str, int, int]:
    """The text between two spaces around a place."""
    start = max(text.rfind(space, max(0, at - REACH), at) for space in " \n\t")
    found = _SPACE.search(text, at)
    return text, start + 1 or max(0, at - REACH), min(found.start() if found else len(text), at + REACH)


def _apart(found: list[Hit]) -> list[Hit]:
    """Hits in their order; those that overlap are one."""
    out: list[Hit] = []
    for hit in sorted(found, key=lambda each: (each.start, each.end)):
        if out and hit.start < out[-1].end:
            last = out.pop()
            hit = Hit(last.start, max(last.end, hit.end), tuple(sorted({*last.records, *hit.records})))
        out.append(hit)
    return out


def _around(text: str, start: int, end: int) -> _Word:
    """A word with the two words before and after it; `close` are names that nothing but a space parts from it."""
    first, last = _paragraph(text, start, end)
    before = list(WORD.finditer(text, first, start))[-NEAR:]
    after = list(islice(WORD.finditer(text, end, last), NEAR))
    spots = [(near(each[0], text[each.end() : each.end() + 1] == "."), *each.span()) for each in (*before, *after)]
    back, on = [spot for spot in reversed(spots) if spot[2] <= start], [spot for spot in spots if spot[1] >= end]
    touching = [*_touching(text, back, (start, end)), *_touching(text, on, (start, end))]
    small = text[start].islower()
    close = tuple(
        one for one, at, _ in touching if (one.capital or small) and (one.initial or at > end or not _opens(text, at))
    )
    shouting = bool(CAPITAL.search(text, max(0, start - ROUND), start) or CAPITAL.search(text, end, end + ROUND))
    coded = text[start - 1 : start].isdigit() or text[end : end + 1].isdigit()
    return _Word(start, end, text[start:end], tuple(spots), close, shouting, coded)


_BETWEEN = re.compile(r"[.,]?[\s\-]{0,3}")
_EMPTY = re.compile(r"\n[ \t\r]*\n")
_OPENING = re.compile(r"(?:[.!?…:«»„“”\"'(\n\[]|[-–—] )\s*$")
_GAP = re.compile(r"[.]?[ \u00a0\-]{0,2}")


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """How far the words around a word are looked at: not over an empty line."""
    first, last = max(0, start - REACH), end + REACH
    for gap in _EMPTY.finditer(text, first, start):
        first = gap.end()
    later = _EMPTY.search(text, end, last)
    return first, later.start() if later else last


def _opens(text: str, at: int) -> bool:
    """Whether a word opens a sentence: there it has a capital whatever it is."""
    return not text[:at].strip() if at < 4 else bool(_OPENING.search(text[max(0, at - 6) : at]))


def _touching(text: str, spots: list[tuple[Near, int, int]], word: tuple[int, int]) -> Iterator[tuple[Near, int, int]]:
    start, end = word
    for spot in spots:
        gap = text[spot[2] : start] if spot[2] <= start else text[end : spot[1]]
        if not _GAP.fullmatch(gap) or (gap.startswith(".") and not spot[0].initial):
            return
        yield spot
        start, end = min(start, spot[1]), max(end, spot[2])


def _tells(word: _Word, found: Stems) -> bool:
    """Whether a surname that stands alone is one: it has a capital, is no ordinary word and no part of
    a number in letters and digits, or capitals are not used here."""
    longest = max(map(len, found))
    if longest < 3:
        return False
    return not word.text[0].islower() or longest > COMMON or not (word.shouting or word.coded)
