"""The same demand asked again: which of the earlier ones it most likely repeats, by its words and by of whom and for whom it asks.

Words are compared in a language that both have; where they have none in common, only the same law, or the same people asked of
the same addressee, speak for it. Nothing is joined here: a person decides.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from khronika.desk.advocacy.asked import Demand, bounds

ALIKE = 0.6  # from which likeness on it is proposed
COMMON = 0.2  # words that stand in more demands than this part find nothing
_LEAST = 40  # demands below which every word finds
_STEM = 5  # letters of a word that count: the rest is its ending
_WORD = re.compile(r"[^\W\d_]{3,}|\d+(?:[.-]\d+)*")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A demand, the earlier one that it likely repeats, and how alike they are (0 to 1)."""

    demand: str
    earlier: str
    likeness: float


def repeated(wanted: Sequence[Demand], every: Sequence[Demand]) -> list[Repeated]:
    """For each demand, the likeliest of those of earlier statements, of equally likely ones the latest; none where nothing is alike.

    A demand without a day, or one whose earlier demand is recorded, is not asked about.
    """
    by_id = {each.record: each for each in every}
    stems = {each.record: _stems(each) for each in every}
    near = _Near(every, stems)
    found = []
    for one in wanted:
        if not one.on or one.earlier:
            continue
        rated = [
            (round(likeness(one, by_id[other], stems), 4), bounds(by_id[other].on), other)
            for other in near(one)
            if _before(by_id[other], one)
        ]
        best = max(rated, default=None)
        if best is not None and best[0] >= ALIKE:
            found.append(Repeated(one.record, best[2], best[0]))
    return found


def likeness(one: Demand, other: Demand, stems: Mapping[str, Mapping[str, frozenset[str]]]) -> float:
    """How alike two demands are: their words for three parts of four, of whom and for whom they ask for the last."""
    mine, theirs = stems[one.record], stems[other.record]
    both = [language for language in mine if language in theirs]
    whom = _shared(one.beneficiaries, other.beneficiaries)
    of_whom = _shared(one.addressees, other.addressees)
    law = bool(one.provision) and one.provision == other.provision
    if one.provision and other.provision and not law:
        return 0.0
    if not both:
        return 0.65 if law or (whom == 1.0 and one.beneficiaries and of_whom) else 0.0
    words = max(_overlap(mine[language], theirs[language]) for language in both)
    if law and words >= ALIKE / 2:
        words = max(words, 0.8)
    return 0.75 * words + 0.15 * whom + 0.1 * of_whom


def _stems(demand: Demand) -> dict[str, frozenset[str]]:
    """The words of a demand without their endings, by language."""
    found = {
        language: frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))
        for language, text in demand.texts.items()
    }
    return {language: words for language, words in found.items() if words}


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _shared(one: Iterable[str], other: Iterable[str]) -> float:
    """Which part of those named by either is named by both; all where neither names anybody."""
    mine, theirs = set(one), set(other)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0


def _before(other: Demand, one: Demand) -> bool:
    """Whether a demand was certainly made before another, in another statement."""
    return bool(other.on) and other.statement != one.statement and bounds(other.on)[1] < bounds(one.on)[0]


class _Near:
    """Finds the demands that share a word which is not in every other demand, a law, or somebody, without comparing all."""

    def __init__(self, every: Sequence[Demand], stems: Mapping[str, Mapping[str, frozenset[str]]]) -> None:
        self.stems = stems
        self.having: dict[str, list[str]] = defaultdict(list)
        for each in every:
            for key in self._keys(each):
                self.having[key].append(each.record)
        most = max(_LEAST, int(len(every) * COMMON))
        self.having = {key: its for key, its in self.having.items() if len(its) <= most}

    def __call__(self, one: Demand) -> Iterator[str]:
        """The likeliest two hundred to be compared."""
        shared: Counter[str] = Counter()
        for key in self._keys(one):
            shared.update(self.having.get(key, ()))
        shared.pop(one.record, None)
        yield from (record for record, _many in shared.most_common(200))

    def _keys(self, demand: Demand) -> Iterator[str]:
        yield from (word for words in self.stems[demand.record].values() for word in words)
        yield from demand.beneficiaries
        yield from filter(None, (demand.provision,))
