"""The persons of a text while they are being joined: surnames and given names that stand alone join the person of the
same text who has them; two spellings with one skeleton are one person.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from khronika.names.skeleton import stem
from khronika.reading.inflection import alone, given, same_given
from khronika.reading.model import Entity, Span
from khronika.reading.places import bare
from khronika.reading.sentences import Word

PATRONYMIC = re.compile(
    r"(?:[оеёіиаяэ]віч|[оеи]вич|ич|іч)(?:а|у|ам|ем|ом)?$|(?:[оеёаяіи]ўна|[оеёа]вна|[оеёаяіи]ўн|[оеё]вн|ічн|ичн)(?:а|ы|е|у|ай|ой)?$"
)
_WOMANS = re.compile(r"(?:[оеаяёі]ў|[оеё]в|і?ч|ич)н[аыуе]$|[оеаё]ўнай$")
_ALIKE = str.maketrans("оеёєэіїгґяюй", "аээээииххауи")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention of a person: its words in base form, and which of them is the given name (-1: none)."""

    start: int
    end: int
    words: tuple[str, ...]
    given: int
    gender: str
    language: str
    surname: str
    confidence: float
    wavers: bool = False
    """Whether the woman's name may be a man's in the genitive: 'Аляксандра Казлова'."""


class Gathering:
    """The persons of a text while they are being joined."""

    def __init__(self) -> None:
        self._people: list[list[Sighting]] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._by_given: dict[str, list[int]] = defaultdict(list)
        self._letters: set[str] = set()

    def add(self, one: Sighting) -> None:
        """Join a full name to the person who has it, or make a new one."""
        mark = stem(one.surname)
        for number in self._by_stem[mark][:20]:
            if self._compatible(self._people[number][0], one):
                self._people[number].append(one)
                return
        self._new(one, mark)

    def _new(self, one: Sighting, mark: str) -> None:
        number = len(self._people)
        self._people.append([one])
        self._letters.update(word[:1].lower().translate(_ALIKE) for word in one.words)
        self._by_stem[mark].append(number)
        if one.given >= 0:
            self._by_given[stem(one.words[one.given])].append(number)

    def _join_polite(self) -> None:
        """Who is called by given name and patronymic is the person of the text who has them, or their initials."""
        for seen in self._people:
            one = max(seen, key=lambda each: len(each.words), default=None)
            if one is None or len(one.words) != 2 or one.given != 0 or not PATRONYMIC.search(one.words[1]):
                continue
            same = [other for other in self._people if other is not seen and any(_polite(one, each) for each in other)]
            if len(same) == 1:
                same[0].extend(seen)
                seen.clear()
        self._people = [seen for seen in self._people if seen]

    @staticmethod
    def _compatible(one: Sighting, other: Sighting) -> bool:
        if one.given < 0 or other.given < 0:
            return len(one.words) == 1 or len(other.words) == 1 or stem(one.words[0]) == stem(other.words[0])
        if one.gender and other.gender and one.gender != other.gender:
            man, woman = (one, other) if one.gender == "m" else (other, one)
            return woman.wavers and same_given(man.words[man.given], woman.words[woman.given], oblique=True)
        return same_given(one.words[one.given], other.words[other.given])

    def add_single(self, word: Word, language: str, *, reason: bool) -> None:
        """Join a word that stands alone to the person whose surname or given name it is; else, with a reason, a
        person of its own.
        """
        text = bare(word.text)
        if not reason and text[:1].lower().translate(_ALIKE) not in self._letters:
            return
        bases = alone(text, language)
        people = next((found for base in (*bases, text) if (found := self._by_stem.get(stem(base)))), None)
        people = people or (self._by_given.get(stem(text)) if given(text) or len(text) > 4 else None)
        if people is None and not reason:
            return
        base = bases[0]
        one = Sighting(word.start, word.start + len(text), (base,), -1, "", language, base, 0.7)
        if people is None:
            self._new(one, stem(base))
        elif len(people) == 1 or not given(text):
            self._people[people[-1]].append(one)

    def entities(self) -> list[Entity]:
        """Everyone found, in the order of first mention."""
        self._join_polite()
        found = []
        ordered = sorted(self._people, key=lambda seen: min(one.start for one in seen))
        for number, seen in enumerate(ordered, 1):
            best = max(
                seen,
                key=lambda one: (
                    len(one.words),
                    one.given >= 0,
                    not PATRONYMIC.search(one.words[-1]),
                    not one.wavers,
                    one.confidence,
                    -one.start,
                ),
            )
            spans = tuple(sorted({Span(one.start, one.end) for one in seen}))
            gender = next((one.gender for one in sorted(seen, key=lambda one: one.wavers) if one.gender), "")
            name = _written(best)
            found.append(
                Entity(f"person-{number}", "Person", name, best.language, spans, gender, {}, best.confidence, "person")
            )
        return found


def _written(one: Sighting) -> str:
    return " ".join(word + "." if len(word) == 1 else word for word in one.words)


def _polite(one: Sighting, other: Sighting) -> bool:
    """Whether `one`, a given name and a patronymic, may be `other`, who has a surname, too."""
    first, second = one.words
    if other.given < 0 or len(other.words) < 2 or not same_given(other.words[other.given], first):
        return False
    middle = other.words[other.given + 1 :][:1]
    if len(other.words) > 2 and middle:
        return middle[0][:3] == second[:3] or (len(middle[0]) == 1 and middle[0] == second[0])
    return bool(_WOMANS.search(second)) and len(other.words[other.given]) > 1
