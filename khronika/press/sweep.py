"""Find withheld people in any text, in any spelling, script and case form; recall comes before precision.

A surname alone is a hit, unless the words around it are the name of somebody who is published. What is hit is replaced
by '[withheld]' and reported, so that an editor sees each place; a page that still names somebody stops the press.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from khronika.names import analyse, tokens

MARK = "[withheld]"
_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
NEAR = 2  # words before or after a surname in which a given name, patronymic or initial is looked for


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text that names a withheld person."""

    start: int
    end: int
    record: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person by all names that the register knows."""

    record: str
    names: tuple[str, ...]


@dataclass(slots=True)
class _Known:
    """Surname stems of some people, each with the stems of what may stand beside it."""

    beside: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def add(self, person: Person) -> None:
        for name in person.names:
            surnames, others = _roles(name)
            for surname in surnames:
                self.beside[surname][person.record] |= others


def _roles(name: str) -> tuple[set[str], set[str]]:
    """Stems of the surname and of the other words of a name; a name without a plain surname is all surname by its last word."""
    analysed = analyse(name, "person")
    surnames = {
        stem
        for part, role in zip(analysed.tokens, analysed.roles, strict=True)
        if role == "surname"
        for stem in part.stems
    }
    surnames = surnames or {stem for part in analysed.tokens[-1:] for stem in part.stems}
    return surnames, {stem for part in analysed.tokens for stem in part.stems} - surnames


_Word: TypeAlias = tuple[int, int, frozenset[str]]


def _words(text: str) -> Iterator[_Word]:
    """The words of a text where they stand, read as if nothing invisible were inside them."""
    if not _HIDDEN.search(text):
        yield from ((token.start, token.end, frozenset(token.stems)) for token in tokens(text))
        return
    seen = [place for place, letter in enumerate(text) if not _HIDDEN.match(letter)]
    for token in tokens("".join(text[place] for place in seen)):
        yield seen[token.start], seen[token.end - 1] + 1, frozenset(token.stems)


class Sweep:
    """Looks for the withheld among the published."""

    def __init__(self, withheld: Iterable[Person], published: Iterable[Person]) -> None:
        self.withheld, self.published = _Known(), _Known()
        for person in withheld:
            self.withheld.add(person)
        for person in published:
            if any(surname in self.withheld.beside for name in person.names for surname in _roles(name)[0]):
                self.published.add(person)

    def digest(self) -> str:
        """Changes whenever the sweep would find anything else."""
        sides = [
            [
                [surname, record, *sorted(others)]
                for surname, people in sorted(side.beside.items())
                for record, others in sorted(people.items())
            ]
            for side in (self.withheld, self.published)
        ]
        return hashlib.sha256(json.dumps(sides).encode()).hexdigest()

    def hits(self, text: str) -> list[Hit]:
        """Every place that may name a withheld person."""
        if not self.withheld.beside or not text:
            return []
        words = list(_words(text))
        found = []
        for position, (start, end, stems) in enumerate(words):
            people = self._people(self.withheld, stems)
            if people and not self._explained(words, position):
                found.append(self._widest(words, position, Hit(start, end, min(people))))
        return found

    def _people(self, side: _Known, stems: frozenset[str]) -> dict[str, set[str]]:
        """People of one side with a surname that has one of these stems, each with what may stand beside it."""
        found: dict[str, set[str]] = {}
        for surname in stems & side.beside.keys():
            for record, others in side.beside[surname].items():
                found[record] = found.get(record, set()) | others
        return found

    def _explained(self, words: list[_Word], position: int) -> bool:
        """Whether the words around a surname belong to a published person of that surname and to no withheld one."""
        around = words[max(0, position - NEAR) : position] + words[position + 1 : position + 1 + NEAR]
        near = {stem for _, _, stems in around for stem in stems}
        ours = any(near & others for others in self._people(self.published, words[position][2]).values())
        theirs = any(near & others for others in self._people(self.withheld, words[position][2]).values())
        return ours and not theirs

    def _widest(self, words: list[_Word], position: int, hit: Hit) -> Hit:
        """The hit with the given names that stand directly beside the surname."""
        others = set().union(*self._people(self.withheld, words[position][2]).values())
        start, end = hit.start, hit.end
        for index in range(position - 1, max(-1, position - 1 - NEAR), -1):
            if not words[index][2] & others:
                break
            start = words[index][0]
        for index in range(position + 1, min(len(words), position + 1 + NEAR)):
            if not words[index][2] & others:
                break
            end = words[index][1]
        return Hit(start, end, hit.record)

    def redact(self, text: str) -> str:
        """The text with every hit replaced by '[withheld]'."""
        out, last = [], 0
        for hit in self.hits(text):
            if hit.start >= last:
                out += [text[last : hit.start], MARK]
                last = hit.end
        return "".join([*out, text[last:]]) if out else text
