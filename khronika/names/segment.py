"""Names under lock: sorted arrays that are written once, read from memory or straight from a file, never changed.

A name is found by the stems of its words, by the classes of its given names and by the letters they may begin with;
a misspelt word by what is left when one consonant is taken out of it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from math import log2
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from khronika.names.model import LETTERS, Kind, Name, Shape, Token
from khronika.names.packed import HEAD, Array, Lexicon
from khronika.names.persons import SURNAME, Person
from khronika.names.roles import parse
from khronika.names.skeleton import bones

CLASS, FATHER, NEAR = 1 << 56, 2 << 56, 3 << 56
"""What a key is of, when not of a stem: numbers below any letter's."""

EXACT, SHARED, CLOSE, BEGUN = 1.0, 0.95, 0.8, 0.75
"""How well a name fits a word of a query: by its stem, its class, with a slip, by its beginning."""

NEARLY = 0.6
"""Of the best names only those are compared in full that share this much of what the best one shares."""

ENOUGH = 2_000
"""Names that share a word with the query and are looked at, however common the word."""

MOST = 10_000
"""Names that are looked at for one query at all."""

Tier = tuple[float, Array]
_EMPTY = np.zeros(0, np.uint32)


def code(stem: str) -> int:
    """The key of a stem: its first eight letters, so that a beginning is a range of keys."""
    return int.from_bytes(stem.encode()[:8].ljust(8, b"\0"), "big")


def slips(stem: str) -> set[int]:
    """The keys under which a misspelt stem is found: its consonants, whole and less one; of a short one its letters."""
    kept = bones(stem)
    word = kept if len(kept) > 2 else stem
    if len(word) < 2:
        return set()
    return {NEAR | code(word) >> 8} | {
        NEAR | code(word[:i] + word[i + 1 :]) >> 8 for i in range(min(len(word), LETTERS))
    }


def keys(name: Name, known: dict[str, list[int]]) -> set[int]:
    """All keys a name is found by; those of words are kept in `known`."""
    found = set[int]()
    if isinstance(name, Person):
        for one in name.parts:
            if (words := known.get(one.text)) is None:
                words = [*map(code, one.stems), *[CLASS | number for number in one.direct or one.oblique]]
                known[one.text] = words
            found.update(words)
        if name.father:
            found.update(map(code, name.father.stems))
            found.update([FATHER | number for number in name.father.father])
    else:
        for one in name.tokens:
            found.update(map(code, one.stems))
        found.update(name.indexed)
    return found


def begins(name: Name) -> int:
    """The phones that an initial of a person's given name may have, as bits."""
    if not isinstance(name, Person):
        return 0
    bits = name.initials[0].begins if name.initials else 0
    for one, rank in zip(name.parts, name.ranks, strict=True):
        if rank != SURNAME:
            bits |= one.begins
    return bits


class Known:
    """A word of a kept name: what comparing needs of a Token, and no more."""

    __slots__ = (
        "begins", "direct", "father", "fathershape", "first", "oblique", "roots", "shapes", "spellings", "text"
    )  # fmt: skip

    def __init__(self, row: tuple[Any, ...]) -> None:
        spellings, roots, letters, lengths, shapes, father, length, begins, first, direct, oblique, classes = row
        self.text = ""
        self.spellings = frozenset(filter(None, spellings))
        self.roots = frozenset(filter(None, roots))
        self.shapes = tuple(_shape(letters[i], lengths[i]) for i in range(shapes))
        self.fathershape = _shape(father, length)
        self.begins, self.first = begins, first
        self.direct, self.oblique, self.father = map(_classes, (direct, oblique, classes))


_FIELDS = (
    "spellings", "roots", "letters", "lengths", "shapes", "fatherletters", "fatherlength", "begins", "first",
    "direct", "oblique", "father",
)  # fmt: skip


def _shape(letters: list[int], length: int) -> Shape:
    stem = bytes(letters[:length]).decode("latin-1")
    return stem, bones(stem)


def _classes(numbers: list[int]) -> frozenset[int]:
    return frozenset([number - 1 for number in numbers if number]) if numbers[0] else _NONE


_NONE: frozenset[int] = frozenset()


class KeptPerson:
    """A kept person's name: what comparing needs of a Person, and no more."""

    __slots__ = ("father", "gender", "initials", "parts", "ranks", "sure", "text")

    def __init__(self, head: Any, words: dict[int, Known]) -> None:
        begins, first, places, father, ranks, parts, has_father, initials, gender = head
        self.text = ""
        self.parts = tuple([words[place] for place in places[:parts]])
        self.ranks = tuple(ranks[:parts])
        self.father = words[father] if has_father else None
        self.initials = tuple([_initial(begins[i], first[i]) for i in range(initials)])
        self.gender, self.sure = ("", "m", "f")[gender & 3], gender > 3


def _initial(begins: int, first: int) -> Known:
    made = Known.__new__(Known)
    made.begins, made.first, made.text = begins, first, ""
    return made


class Segment:
    """Names of one kind with their ids, and the keys they are found by."""

    def __init__(self, kind: Kind, arrays: dict[str, Array]) -> None:
        self.kind = kind
        self.arrays = arrays
        self.dead: set[int] = set()
        self._known: dict[int, Known] = {}
        self._names: dict[int, Name] = {}

    def __len__(self) -> int:
        return len(self.arrays["idends"]) - 1

    def _text(self, blob: str, slot: int) -> str:
        start, end = self.arrays[blob + "ends"][slot : slot + 2].tolist()
        return self.arrays[blob + "s"][start:end].tobytes().decode("utf-8", "surrogatepass")

    def id(self, slot: int) -> str:
        """The id of a name."""
        return self._text("id", slot)

    def text(self, slot: int) -> str:
        """A name as it was given."""
        return self._text("text", slot)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The ids and names that are not removed."""
        return ((self.id(slot), self.text(slot)) for slot in range(len(self)) if slot not in self.dead)

    def slots(self, id: str) -> list[int]:
        """The places of an id's names, which stand in the order of their ids."""
        first = bisect_left(range(len(self)), id, key=self.id)
        last = bisect_right(range(len(self)), id, lo=first, key=self.id)
        return [slot for slot in range(first, last) if slot not in self.dead]

    def _lists(self, codes: Sequence[int]) -> Array:
        """The names that have one of the keys."""
        if not codes:
            return _EMPTY
        wanted = np.array(codes, np.uint64)
        found = np.searchsorted(self.arrays["keys"], wanted)
        ends = self.arrays["ends"]
        lists = [
            self.arrays["postings"][ends[at] : ends[at + 1]]
            for at, key in zip(found.tolist(), codes, strict=True)
            if at < len(self.arrays["keys"]) and self.arrays["keys"][at] == key
        ]
        return _union(lists)

    def _begun(self, typed: Iterable[str]) -> Array:
        """The names with a word that begins so."""
        lists = []
        for letters in typed:
            if len(letters) > 2:
                low = code(letters)
                high = low | (1 << 8 * max(8 - len(letters.encode()), 0)) - 1
                start, end = np.searchsorted(self.arrays["keys"], np.array([low, high + 1], np.uint64)).tolist()
                first, last = self.arrays["ends"][[start, end]].tolist()
                lists.append(_distinct(self.arrays["postings"][first : min(last, first + MOST)]))
        return _union(lists)

    def _close(self, one: Token) -> Array:
        """The names with a word that differs from the given one by a slip."""
        wanted = sorted(set().union(*map(slips, one.stems)))
        if not wanted:
            return _EMPTY
        both = np.array([wanted, wanted], np.uint64)
        both[1] += np.uint64(1)
        starts, ends = np.searchsorted(self.arrays["slips"], both).tolist()
        places = [self.arrays["slipstems"][start:end] for start, end in zip(starts, ends, strict=True) if end > start]
        if not places:
            return _EMPTY
        stems = _distinct(np.concatenate(places))
        letters = self.arrays["stems"][stems].tolist()
        found = set[int]()
        for stem in one.stems:
            written = stem.encode()[:LETTERS]
            worst = 1 if len(written) < 7 else 2
            found.update(
                match[2] for match in process.extract_iter(written, letters, scorer=OSA.distance, score_cutoff=worst)
            )
        return self._lists([code(letters[i].decode("utf-8", "ignore")) for i in sorted(found)])

    def _tiers(self, query: Name) -> list[list[Tier]]:
        """For each word of a query the names that have it, the best fit first."""
        last = query.tokens[-1]
        if not isinstance(query, Person):
            shared = [[(EXACT, self._lists([key]))] for key in query.indexed]
            return [*shared, *(self._word(one, [], last=one is last) for one in query.tokens)]
        found = []
        for one in query.parts:
            classes = [CLASS | number for number in sorted(one.direct or one.oblique)]
            found.append(self._word(one, classes, last=one is last))
        if query.father:
            found.append(self._word(query.father, [FATHER | n for n in sorted(query.father.father)], last=False))
        return found

    def _word(self, one: Token, classes: list[int], *, last: bool) -> list[Tier]:
        tiers = [(EXACT, self._lists(sorted(map(code, one.stems))))]
        if classes:
            tiers.append((SHARED, self._lists(classes)))
        else:
            tiers.append((CLOSE, self._close(one)))
        if last:
            tiers.append((BEGUN, self._begun(one.skeletons)))
        return tiers

    def candidates(self, query: Name, most: int) -> list[int]:
        """The names that share most with a query at first sight, the rarer what they share the better."""
        words = [(sum(len(some) for _, some in tiers), tiers) for tiers in self._tiers(query)]
        sizes = [size for size, _ in words if size]
        if not sizes:
            return []
        limit = max(ENOUGH, 4 * min(sizes))
        base = _union([some for size, tiers in words if 0 < size <= limit for _, some in tiers])[:MOST]
        if self.dead:
            base = base[~np.isin(base, np.fromiter(self.dead, np.uint32))]
        total = np.zeros(len(base), np.float32)
        for size, tiers in words:
            if size:
                fit = np.zeros(len(base), np.float32)
                for weight, some in reversed(tiers):
                    fit[_has(base, some)] = weight
                total += log2(1 + len(self) / size) * fit
        if bits := begins(query):
            total += (self.arrays["begins"][base] & np.uint32(bits)) != 0
        if len(base) > most:
            best = np.argpartition(-total, most)[:most]
            best = best[total[best] >= NEARLY * total[best].max()]
            return base[best].tolist()
        return base.tolist()

    def names(self, slots: list[int]) -> list[Any]:
        """Kept names, ready to be compared with an analysed one."""
        if self.kind != "person":
            return [self._parsed(slot) for slot in slots]
        heads = self.arrays["heads"][slots]
        wanted = set(heads["words"].ravel().tolist()) | set(heads["fatherword"].tolist())
        missing = sorted(wanted - self._known.keys())
        if missing:
            if len(self._known) > MOST:
                self._known = {}
                missing = sorted(wanted)
            table = self.arrays["words"][missing]
            rows = zip(*(table[name].tolist() for name in _FIELDS), strict=True)
            self._known.update(zip(missing, map(Known, rows), strict=True))
        return [
            KeptPerson(head, self._known) for head in zip(*(heads[f].tolist() for f in HEAD.names or ()), strict=True)
        ]

    def _parsed(self, slot: int) -> Name:
        if (name := self._names.get(slot)) is None:
            if len(self._names) > MOST:
                self._names = {}
            name = self._names[slot] = parse(self.text(slot), self.kind)
        return name


def _union(lists: list[Array]) -> Array:
    lists = [some for some in lists if len(some)]
    if not lists:
        return _EMPTY
    return lists[0] if len(lists) == 1 else _distinct(np.concatenate(lists))


def _distinct(some: Array) -> Array:
    some = np.sort(some)
    return some[np.concatenate(([True], some[1:] != some[:-1]))] if len(some) else some


def _has(base: Array, some: Array) -> Array:
    """Which of the base, sorted, are among some, sorted too."""
    if not len(some):
        return np.zeros(len(base), bool)
    at = np.searchsorted(some, base)
    at[at == len(some)] = 0
    found: Array = some[at] == base
    return found


def build(kind: Kind, pairs: Iterable[tuple[str, str]]) -> Segment:
    """A segment of (id, name) pairs, in their order."""
    lexicon = Lexicon()
    codes, slots, firsts, heads = array("Q"), array("I"), array("I"), []
    stems = set[str]()
    known: dict[str, list[int]] = {}
    ids, texts = _Blob(), _Blob()
    for slot, (id, text) in enumerate(pairs):
        ids.add(id)
        texts.add(text)
        name = parse(text, kind)
        found = keys(name, known)
        codes.extend(found)
        slots.extend(repeat(slot, len(found)))
        firsts.append(begins(name))
        if isinstance(name, Person):
            heads.append(lexicon.head(name))
        for one in name.tokens:
            stems.update(one.stems)
    arrays = {**ids.arrays("id"), **texts.arrays("text"), **_postings(codes, slots), **_slips(stems)}
    arrays["begins"] = np.array(firsts, np.uint32)
    if kind == "person":
        arrays["heads"] = np.frombuffer(b"".join(heads), HEAD)
        arrays["words"] = lexicon.table()
    return Segment(kind, arrays)


class _Blob:
    def __init__(self) -> None:
        self.data, self.ends = bytearray(), array("Q", [0])

    def add(self, text: str) -> None:
        self.data += text.encode("utf-8", "surrogatepass")
        self.ends.append(len(self.data))

    def arrays(self, name: str) -> dict[str, Array]:
        return {name + "s": np.frombuffer(bytes(self.data), np.uint8), name + "ends": np.array(self.ends, np.uint64)}


def _postings(codes: array[int], slots: array[int]) -> dict[str, Array]:
    every = np.array(codes, np.uint64)
    order = np.argsort(every, kind="stable")
    found, starts = np.unique(every[order], return_index=True)
    ends = np.append(starts, len(every)).astype(np.uint64)
    return {"keys": found, "ends": ends, "postings": np.array(slots, np.uint32)[order]}


def _slips(stems: set[str]) -> dict[str, Array]:
    known = sorted(stems)
    codes, places = array("Q"), array("I")
    for place, stem in enumerate(known):
        found = slips(stem)
        codes.extend(found)
        places.extend([place] * len(found))
    every = np.array(codes, np.uint64)
    order = np.argsort(every, kind="stable")
    letters = np.array([stem.encode()[:LETTERS] for stem in known], f"S{LETTERS}")
    return {"slips": every[order], "slipstems": np.array(places, np.uint32)[order], "stems": letters}
