"""A linear model says of each word whether it belongs to a person, an organisation or a place.

The features are those of `traits`, so a word's share of the score is computed once and kept: the weights of all labels
travel in one whole number, 32 bits a label, and a sentence is scored by adding numbers. Words far from any capital
letter are not asked. The weights are learnt by `train` from corpora named in the head of each file of weights.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from operator import add
from struct import Struct
from types import MappingProxyType
from typing import TypeAlias

from khronika.reading.sentences import Sentence, Word
from khronika.reading.traits import EDGE, FAMILIES, Traits, flags, gaps_of, pairs, traits, triggers

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
KINDS = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}
SCALE = 100
"""Weights are kept as whole hundredths."""

_BITS = 32
_BIAS = sum(1 << (31 + _BITS * place) for place in range(len(LABELS)))
_UNPACK = Struct(f"<{len(LABELS)}I").unpack
_BYTES = _BITS // 8 * len(LABELS)
_NEVER = -(10**9)
_MOST_WORDS = 1 << 16
_LEAN = MappingProxyType({"cyrillic": 40, "pl": 80})
"""What is added where an organisation may begin: the corpora mark fewer of them than a reader would."""
_PLAIN = 400
"""The margin at which a word is no name whatever stands beside it."""
_DISTANCES = ">+0-<"
"""The signs of features of the word after the next, the next, the word itself, the one before, the one before that."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of words [first, last) of a sentence with its kind and the margin of its weakest word, in hundredths."""

    first: int
    last: int
    kind: str
    margin: int


Shares: TypeAlias = tuple[int, int, int, int, int]
"""What a trait or a word adds to the packed scores of the words at the distances -2 to 2."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word's traits and its shares."""

    traits: Traits
    shares: Shares


@dataclass(frozen=True)
class Model:
    """The shares of each trait, the weights of features of neighbours, and those of one label after another."""

    shares: dict[str, Shares]
    pairs: dict[str, int]
    moves: tuple[tuple[int, ...], ...]
    family: str
    heads: frozenset[str]
    seen: dict[str, _Seen] = field(default_factory=dict)

    def word(self, text: str) -> _Seen:
        """A word looked at, once."""
        found = self.seen.get(text)
        if found is None:
            if len(self.seen) > _MOST_WORDS:
                self.seen.clear()
            one = traits(text, self.family)
            known = [shares for trait in one.own if (shares := self.shares.get(trait))]
            sums = tuple(map(sum, zip(*known, strict=True))) if known else (0,) * 5
            found = self.seen[text] = _Seen(one, sums)  # type: ignore[arg-type]
        return found


@cache
def load(family: str) -> Model | None:
    """The weights of a family of languages; None where none were learnt."""
    path = files("khronika.reading.grammar").joinpath(f"weights-{family}.tsv")
    if not path.is_file():
        return None
    shares: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    others: dict[str, int] = {}
    moves = [[_LEAN.get(family, 0) * (label == "B-ORG") for label in LABELS] for _ in LABELS]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        name, cells = line.split("\t")
        values = [cell.split(":") for cell in cells.split()]
        if name.startswith("move "):
            for place, value in values:
                moves[LABELS.index(name[5:])][int(place)] += int(value)
            continue
        packed = sum(int(value) << (_BITS * int(place)) for place, value in values)
        if (distance := _DISTANCES.find(name[0])) >= 0:
            shares[name[1:]][distance] = packed
        else:
            others[name] = packed
    columns = tuple(zip(*moves, strict=True))
    heads = frozenset(word for word, sign in triggers(family).items() if sign == "h")
    return Model({name: tuple(row) for name, row in shares.items()}, others, columns, family, heads)  # type: ignore[misc]


def tags(language: str) -> bool:
    """Whether there is a model for a language."""
    return load(FAMILIES[language.partition("-")[0]]) is not None


def tag(sentence: Sentence, text: str, common: frozenset[str]) -> list[Tagged]:
    """The named things of a sentence; `common` are the words the text also has in lower case."""
    model = load(FAMILIES[sentence.language.partition("-")[0]])
    if model is None:
        return []
    found: list[Tagged] = []
    gaps: list[str] = []
    for first, last in _stretches(sentence.words, model.heads):
        gaps = gaps or gaps_of(sentence.words, text)
        rows = _scores(model, sentence.words, gaps, range(first, last), common)
        path = _path(rows, model.moves)
        for at in range(1, len(path)):
            if path[at] and path[at] % 2 == 0 and _apart(path[at], gaps[first + at]):
                path[at] -= 1
        found += _spans(first, path, rows)
    return found


def _apart(label: int, gap: str) -> bool:
    """Whether what stands before a word ends the name: a person's or a place's at any comma, a body's at a new line."""
    return gap in "nQ(:" if LABELS[label] == "I-ORG" else gap not in "_-.x"


def _stretches(words: Sequence[Word], heads: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where words stand near a capital letter or are heads of organisations."""
    hot = bytearray(len(words) + 4)
    for at, word in enumerate(words):
        if word.capital:
            hot[at + 1 : at + 5] = b"\x01" * 4
        elif word.text in heads:
            hot[at + 2] = 1
    marks = bytes(hot[2:-2])
    first = marks.find(1)
    while first >= 0:
        last = marks.find(0, first)
        last = len(marks) if last < 0 else last
        yield first, last
        first = marks.find(1, last)


def _scores(
    model: Model, words: Sequence[Word], gaps: Sequence[str], stretch: range, common: frozenset[str]
) -> list[tuple[int, ...]]:
    low, high = stretch.start - 2, stretch.stop + 2
    edge = _Seen(EDGE, model.shares.get("w^", (0,) * 5))
    seen = [model.word(words[at].text) if 0 <= at < len(words) else edge for at in range(low, high)]
    get, rows = model.pairs.get, []
    for at in stretch:
        here = at - low
        one, before, after = seen[here], seen[here - 1], seen[here + 1]
        total = (
            one.shares[2]
            + _BIAS
            + seen[here - 2].shares[4]
            + before.shares[3]
            + after.shares[1]
            + seen[here + 2].shares[0]
        )
        for name in pairs(before.traits, one.traits, after.traits, gaps[at : at + 2]):
            total += get(name, 0)
        for name in flags(words[at], one.traits, common):
            total += get(name, 0)
        rows.append(_UNPACK(total.to_bytes(_BYTES, "little")))
    return rows


def _path(rows: Sequence[tuple[int, ...]], columns: Sequence[Sequence[int]]) -> list[int]:
    """The labels of a stretch; a word that is plainly no name divides it."""
    path: list[int] = []
    start = 0
    for at, row in enumerate((*rows, None)):
        if row is None or row[0] - max(row[1:]) > _PLAIN:
            path += _best(rows[start:at], columns) if at > start else ()
            path += [0] if row is not None else ()
            start = at + 1
    return path


def _best(rows: Sequence[tuple[int, ...]], columns: Sequence[Sequence[int]]) -> list[int]:
    """The best row of labels (Viterbi); before the first word and after the last stands no name, and a name goes on only
    from itself."""
    scores = [value + column[0] for value, column in zip(rows[0], columns, strict=True)]
    scores[2::2] = [_NEVER] * (len(scores) // 2)
    steps = []
    for row in rows[1:]:
        step, following = [], []
        for label, column in enumerate(columns):
            if label and not label % 2:
                begun, inside = scores[label - 1] + column[label - 1], scores[label] + column[label]
                best, value = (label - 1, begun) if begun > inside else (label, inside)
            else:
                values = list(map(add, scores, column))
                value = max(values)
                best = values.index(value)
            step.append(best)
            following.append(value + row[label])
        scores = following
        steps.append(step)
    scores = list(map(add, scores, columns[0]))
    label = scores.index(max(scores))
    path = [label]
    for step in reversed(steps):
        label = step[label]
        path.append(label)
    return path[::-1]


def _spans(start: int, path: Sequence[int], rows: Sequence[tuple[int, ...]]) -> list[Tagged]:
    found: list[Tagged] = []
    for at, label in enumerate(path):
        if not label:
            continue
        kind = KINDS[LABELS[label][2:]]
        alike = (label, label - 1 if label % 2 == 0 else label + 1)
        margin = rows[at][label] - max(score for other, score in enumerate(rows[at]) if other not in alike)
        if label % 2 == 0 and found and found[-1].last == start + at:
            last = found.pop()
            found.append(Tagged(last.first, start + at + 1, kind, min(last.margin, margin)))
        else:
            found.append(Tagged(start + at, start + at + 1, kind, margin))
    return found
