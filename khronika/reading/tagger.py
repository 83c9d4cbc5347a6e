"""A linear model says of each word whether it belongs to a person, an organisation or a place.

The features are those of `traits`, so a word's share of the score is computed once and kept: the weights of all labels
travel in one whole number, 32 bits a label, and a sentence is scored by adding numbers. Words far from any capital
letter are not asked. The weights are learnt by `train` from corpora named in the head of each file of weights.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import repeat
from operator import add
from struct import Struct
from types import MappingProxyType
from typing import TypeAlias

from khronika.reading.sentences import Sentence, Word
from khronika.reading.traits import (
    EDGE,
    FAMILIES,
    Traits,
    around,
    beside,
    flags,
    gaps_of,
    traits,
    triggers,
)

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
KINDS = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}
SCALE = 100
"""Weights are kept as whole hundredths."""

_BITS = 32
_BIAS = sum(1 << (31 + _BITS * place) for place in range(len(LABELS)))
_UNPACK = Struct(f"<{len(LABELS)}I").unpack
_BYTES = _BITS // 8 * len(LABELS)
_NEVER = -(10**9)
_MOST_WORDS = 1 << 15
_LEAN = MappingProxyType({"cyrillic": 100, "pl": 80})
"""What is added where an organisation may begin: the corpora mark fewer of them than a reader would."""
_PLAIN = 400
"""The margin at which a word is no name whatever stands beside it."""
_NOTHING: Mapping[str, int] = MappingProxyType({})
_WIDTH = _BITS * len(LABELS)
_DISTANCES = ">+0-<"
"""The signs of features of the word after the next, the next, the word itself, the one before, the one before that."""
_BIASES = sum(_BIAS << (_WIDTH * distance) for distance in range(len(_DISTANCES)))


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of words [first, last) of a sentence with its kind and the margin of its weakest word, in hundredths."""

    first: int
    last: int
    kind: str
    margin: int


Shares: TypeAlias = tuple[int, int, int, int, int]
"""What a trait or a word adds to the packed scores of the words at the distances -2 to 2."""

_ZEROS = repeat(0)


def _parted(shares: int) -> Shares:
    """The shares of a word for each distance, out of the number in which they stand side by side."""
    row = (shares + _BIASES).to_bytes(_BYTES * len(_DISTANCES), "little")
    far, near, here, past, gone = (
        int.from_bytes(row[at : at + _BYTES], "little") - _BIAS for at in range(0, len(row), _BYTES)
    )
    return far, near, here, past, gone


@dataclass(frozen=True, slots=True)
class _Seen:
    """What counts of a word: its sort, class and shares, its share by the flags, and what its form adds to the next
    word and to the one before by their sorts.
    """

    lower: str
    sort: str
    kind: str
    shares: Shares
    flags: tuple[int, ...]
    onward: Mapping[str, int]
    back: Mapping[str, int]


class _Cells(dict[str, int]):
    """The cells of a file of weights, 'label:weight', as packed numbers."""

    def __missing__(self, cell: str) -> int:
        place, _, value = cell.partition(":")
        self[cell] = found = int(value) << (_BITS * int(place))
        return found


@dataclass(frozen=True)
class Model:
    """The shares of traits, the weights of features of neighbours, those of the forms of neighbours, and those of one label after another."""

    shares: dict[str, int]
    pairs: dict[str, int]
    beside: tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]
    moves: tuple[tuple[int, ...], ...]
    family: str
    heads: frozenset[str]
    edge: _Seen
    seen: dict[str, _Seen] = field(default_factory=dict)
    met: dict[tuple[str, ...], int] = field(default_factory=dict)
    flagged: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def word(self, text: str) -> _Seen:
        """A word looked at, once."""
        found = self.seen.get(text)
        if found is None:
            if len(self.seen) > _MOST_WORDS:
                self.seen.clear()
            found = self.seen[text] = self._look(text.lower(), traits(text, self.family))
        return found

    def _look(self, lower: str, one: Traits) -> _Seen:
        shares = _parted(sum(map(self.shares.get, one.own, _ZEROS)))
        flagged = self.flagged.get(one.sort) or self._flag(one.sort)
        onward, back = (known.get(one.form, _NOTHING) for known in self.beside)
        return _Seen(lower, one.sort, one.kind, shares, flagged, onward, back)

    def _flag(self, sort: str) -> tuple[int, ...]:
        """The shares of the flags of a sort: later, first, later and common, first and common."""
        named = [flags(sort, first, common) for common in (False, True) for first in (False, True)]
        found = self.flagged[sort] = tuple(sum(map(self.pairs.get, names, _ZEROS)) for names in named)
        return found

    def between(self, key: tuple[str, ...]) -> int:
        """What the sorts and classes of three words and the gaps between them add, once."""
        if len(self.met) > _MOST_WORDS:
            self.met.clear()
        before, opens, sort, closes, after, *classes = key
        names: tuple[str, ...] = around(before, opens, sort, closes, after)
        last, own, following = classes or ("", "", "")
        names += (*beside(last, opens, sort, closes, following), f"m{last}|{own}")
        found = self.met[key] = sum(map(self.pairs.get, names, _ZEROS))
        return found


@cache
def load(family: str) -> Model | None:
    """The weights of a family of languages; None where none were learnt."""
    path = files("khronika.reading.grammar").joinpath(f"weights-{family}.tsv")
    if not path.is_file():
        return None
    shares: dict[str, int] = {}
    pairs: dict[str, int] = {}
    forms: tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]] = ({}, {})
    moves = [[_LEAN.get(family, 0) * (label == "B-ORG") for label in LABELS] for _ in LABELS]
    cells = _Cells()
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, row = line.partition("\t")
        if name[:2] == "# ":
            continue
        if name.startswith("move "):
            for place, _, value in (cell.partition(":") for cell in row.split()):
                moves[LABELS.index(name[5:])][int(place)] += int(value)
            continue
        packed = sum(map(cells.__getitem__, row.split()))
        sign, rest = name[0], name[1:]
        if (distance := _DISTANCES.find(sign)) >= 0:
            shares[rest] = shares.get(rest, 0) + (packed << distance * _WIDTH)
        elif sign in "fg":
            one, _, other = rest.partition("|")
            form, sort = (one, other) if sign == "f" else (other, one)
            forms["fg".index(sign)].setdefault(form, {})[sort] = packed
        else:
            pairs[name] = packed
    heads = frozenset(word for word, sign in triggers(family).items() if sign == "h")
    return Model(shares, pairs, forms, tuple(zip(*moves, strict=True)), family, heads, _edge(shares, forms))


def _edge(shares: Mapping[str, int], forms: Sequence[Mapping[str, Mapping[str, int]]]) -> _Seen:
    """What stands before the first word and after the last."""
    onward, back = (known.get(EDGE.form, _NOTHING) for known in forms)
    return _Seen("", EDGE.sort, EDGE.kind, _parted(shares.get("w^", 0)), (), onward, back)


def tags(language: str) -> bool:
    """Whether there is a model for a language."""
    return load(FAMILIES.get(language.partition("-")[0], "en")) is not None


def tag(sentence: Sentence, text: str, common: frozenset[str]) -> list[Tagged]:
    """The named things of a sentence; `common` are the words the text also has in lower case."""
    model = load(FAMILIES.get(sentence.language.partition("-")[0], "en"))
    if model is None:
        return []
    found: list[Tagged] = []
    gaps: list[str] = []
    for first, last in _stretches(sentence, model.heads):
        gaps = gaps or gaps_of(sentence.words, text)
        rows = _scores(model, sentence.words, gaps, range(first, last), common)
        path = _path(rows, model.moves)
        if not any(path):
            continue
        for at in range(1, len(path)):
            if path[at] and path[at] % 2 == 0 and _apart(path[at], gaps[first + at]):
                path[at] -= 1
        found += _spans(first, path, rows)
    return found


def _apart(label: int, gap: str) -> bool:
    """Whether what stands before a word ends the name: a person's or a place's at any comma, a body's at a new line."""
    return gap in "nQ(:" if LABELS[label] == "I-ORG" else gap not in "_-.x"


def _stretches(sentence: Sentence, heads: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where words stand near a capital letter or are heads of organisations."""
    hot = bytearray(len(sentence.words) + 4)
    for at in sentence.capitals:
        hot[at + 1 : at + 5] = b"\x01\x01\x01\x01"
    for at, word in enumerate(() if heads.isdisjoint(sentence.lowers) else sentence.words):
        if word.text in heads:
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
    edge, size, known = model.edge, len(words), model.seen
    seen = [
        (known.get(words[at].text) or model.word(words[at].text)) if 0 <= at < size else edge
        for at in range(stretch.start - 2, stretch.stop + 2)
    ]
    met, classed, rows = model.met, model.family == "cyrillic", []
    for at, (first, before, one, after, last) in zip(
        stretch, zip(seen, seen[1:], seen[2:], seen[3:], seen[4:], strict=False), strict=True
    ):
        key: tuple[str, ...] = (before.sort, gaps[at], one.sort, gaps[at + 1], after.sort)
        if classed:
            key += (before.kind, one.kind, after.kind)
        word = words[at]
        total = (
            _BIAS
            + first.shares[4]
            + before.shares[3]
            + one.shares[2]
            + after.shares[1]
            + last.shares[0]
            + (met[key] if key in met else model.between(key))
            + before.onward.get(one.sort, 0)
            + after.back.get(one.sort, 0)
            + one.flags[word.first + 2 * (word.capital and one.lower in common)]
        )
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
