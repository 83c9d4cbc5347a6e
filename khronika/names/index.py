"""Names are found by the stems of their words: exact, misspelt, begun; the best candidates are compared in full.

The index keeps texts and posting lists only; a name is analysed when it becomes a candidate. The same names, saved,
give the same bytes in whatever order they came.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from heapq import nlargest
from pathlib import Path
from typing import Any, get_args

from rapidfuzz import process
from rapidfuzz.distance import OSA

from khronika.names.compare import evidence, probability
from khronika.names.errors import BadId, BadIndex, UnknownKind
from khronika.names.given import letters
from khronika.names.model import Kind, Match, Name, Token
from khronika.names.reasons import sentences
from khronika.names.roles import analyse
from khronika.names.script import LONGEST, words
from khronika.names.words import token

MAGIC = b"khronika-names-1\n"
CANDIDATES = {"person": 30, "place": 16, "organization": 16}
"""Names that are compared in full for one query; bodies and places, of more words, cost more to compare."""
CLOSE = 0.6
"""Of them, only those that share this much of what the best one shares with the query at first sight."""


class NameIndex:
    """Find a name among many.

    >>> index = NameIndex("person")
    >>> index.add("1", "Алесь Бяляцкі")
    >>> index.search("Bialiatski", 3)[0].id
    '1'
    """

    def __init__(self, kind: Kind = "person") -> None:
        if kind not in get_args(Kind):
            raise UnknownKind(kind)
        self.kind = kind
        self._ids: list[str] = []
        self._texts: list[str] = []
        self._firsts: list[str] = []
        self._slots: dict[str, list[int]] = defaultdict(list)
        self._postings: dict[str, array[int]] = {}
        self._buckets: dict[str, list[str]] | None = None
        self._sorted: list[str] = []

    def __len__(self) -> int:
        """How many names are kept; an id may have several."""
        return sum(map(len, self._slots.values()))

    def add(self, id: str, name: str) -> None:
        """Keep a name under an id; the same name of the same id is kept once."""
        self.extend([(id, name)])

    def extend(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep many (id, name) pairs."""
        for id, name in pairs:
            if not isinstance(id, str) or set(id) & set("\t\n\r\x85\u2028\u2029"):
                raise BadId(id)
            text = " ".join(name.split())
            if any(self._texts[slot] == text for slot in self._slots.get(id, ())):
                continue
            slot = len(self._ids)
            self._ids.append(id)
            self._texts.append(text)
            self._slots[id].append(slot)
            keys, firsts = _keys(text)
            self._firsts.append(firsts)
            for key in keys:
                self._postings.setdefault(key, array("I")).append(slot)
        self._buckets = None

    def remove(self, id: str) -> None:
        """Forget all names of an id; an id that is not kept is no error."""
        for slot in self._slots.pop(id, ()):
            self._ids[slot] = self._texts[slot] = ""
            self._buckets = None

    def search(self, text: str, k: int = 10, *, language: str = "en") -> list[Match]:
        """The k ids whose names fit best, best first, each with its best name and the reason in words.

        A part of a name, the beginning of one as it is typed and a misspelt one find too, with a lower score.
        """
        query = analyse(" ".join(text.split()), self.kind)
        if not query.tokens or k < 1:
            return []
        best: dict[str, tuple[float, int, list[tuple[str, str, str]]]] = {}
        for slot in self._candidates(query):
            id = self._ids[slot]
            value, notes = _fit(query, analyse(self._texts[slot], self.kind))
            if id not in best or (-value, self._texts[slot]) < (-best[id][0], self._texts[best[id][1]]):
                best[id] = (value, slot, notes)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], self._texts[item[1][1]], item[0]))[:k]
        return [
            Match(id, value, self._texts[slot], "; ".join(sentences(notes, language)))
            for id, (value, slot, notes) in ranked
            if value > 0.01
        ]

    def _candidates(self, query: Name) -> list[int]:
        """Slots by the surname's stems, those with the other words first; by the other words if none has it."""
        self._prepare()
        parts = list(zip(query.tokens, query.roles, strict=True))
        first = [t for t, role in parts if role in ("surname", "word", "term", "legal", "type")]
        rest = [t for t, role in parts if role in ("given", "patronymic")]
        found: dict[int, float] = {}
        for one in first:
            self._gather(self._stems(one, last=one is query.tokens[-1]), found)
        if not found:
            for one in rest:
                self._gather(self._stems(one, last=one is query.tokens[-1]), found)
        for one in rest:
            self._favour(one, found)
        self._begin([t for t, role in parts if role == "initial"], found)
        least = CLOSE * max(found.values(), default=0.0)
        live = ((value, -slot) for slot, value in found.items() if value >= least and self._texts[slot])
        return [-slot for _, slot in nlargest(CANDIDATES[self.kind], live)]

    def _gather(self, stems: dict[str, float], found: dict[int, float]) -> None:
        seen: dict[int, float] = {}
        for stem, weight in sorted(stems.items(), key=lambda item: item[1]):
            seen.update(dict.fromkeys(self._postings[stem], weight))
        for slot, value in seen.items():
            found[slot] = found.get(slot, 0.0) + value

    def _favour(self, one: Token, found: dict[int, float]) -> None:
        """Put candidates first that have the word, or the given name in another form."""
        keys = [f"@{number}" for number in sorted(one.direct or one.oblique)] or list(one.stems)
        slots = set[int]().union(*(found.keys() & self._postings[key] for key in keys if key in self._postings))
        for slot in slots:
            found[slot] += 0.5

    def _begin(self, initials: list[Token], found: dict[int, float]) -> None:
        """Put candidates first that have words which begin with the initials."""
        for one in initials:
            for slot in found:
                found[slot] += 0.4 * any(s[0] in self._firsts[slot] for s in one.skeletons)

    def _stems(self, one: Token, *, last: bool) -> dict[str, float]:
        """The kept stems a word may mean, each with how well it fits."""
        found = {stem: 1.0 for stem in (*one.stems, one.skeletons[0]) if stem in self._postings}
        if last and len(one.skeletons[0]) > 2:
            for typed in one.skeletons:
                for stem in self._beginning(typed):
                    found.setdefault(stem, 0.75)
        if not (one.direct and found):
            for stem in one.stems:
                for near, weight in self._near(stem):
                    found.setdefault(near, weight)
        return found

    def _beginning(self, typed: str) -> list[str]:
        start = bisect_left(self._sorted, typed)
        return [stem for stem in self._sorted[start : start + 30] if stem.startswith(typed)]

    def _near(self, stem: str) -> list[tuple[str, float]]:
        if len(stem) < 4:
            return []
        assert self._buckets is not None
        worst = 1 if len(stem) < 7 else 2
        for bucket in (self._buckets.get(stem[0], []), self._sorted):
            found = process.extract(stem, bucket, scorer=OSA.distance, score_cutoff=worst, limit=12)
            if found:
                break
        return [(near, 0.95 - 0.2 * distance) for near, distance, _ in found]

    def _prepare(self) -> None:
        if self._buckets is None:
            self._sorted = sorted(key for key in self._postings if key[0] != "@")
            self._buckets = defaultdict(list)
            for stem in self._sorted:
                self._buckets[stem[0]].append(stem)

    def save(self, path: Path | str) -> None:
        """Write the index into one file; the same names give the same bytes, in whatever order they came."""
        pairs = sorted((self._ids[slot], self._texts[slot]) for slots in self._slots.values() for slot in slots)
        fresh = NameIndex(self.kind)
        fresh.extend(pairs)
        stems = sorted(fresh._postings)
        numbers = array("I")
        for stem in stems:
            numbers.extend(fresh._postings[stem])
        if sys.byteorder == "big":
            numbers.byteswap()
        counts = [len(fresh._postings[stem]) for stem in stems]
        head = {"counts": counts, "firsts": fresh._firsts, "kind": self.kind, "pairs": pairs, "stems": stems}
        text = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        Path(path).write_bytes(MAGIC + len(text).to_bytes(8, "little") + text + numbers.tobytes())

    @classmethod
    def open(cls, path: Path | str) -> NameIndex:
        """An index from its file."""
        data = Path(path).read_bytes()
        if not data.startswith(MAGIC):
            raise BadIndex(path, "the file is of another kind or version")
        start = len(MAGIC) + 8
        end = start + int.from_bytes(data[len(MAGIC) : start], "little")
        try:
            head = json.loads(data[start:end].decode("utf-8", "surrogatepass"))
            numbers = array("I", data[end:])
            if sys.byteorder == "big":
                numbers.byteswap()
            return cls._restored(head, numbers)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise BadIndex(path, "the file is cut short or altered") from error

    @classmethod
    def _restored(cls, head: dict[str, Any], numbers: array[int]) -> NameIndex:
        index = cls(head["kind"])
        for slot, (id, text) in enumerate(head["pairs"]):
            index._ids.append(id)
            index._texts.append(text)
            index._slots[id].append(slot)
        index._firsts = list(head["firsts"])
        place = 0
        for stem, count in zip(head["stems"], head["counts"], strict=True):
            index._postings[stem] = numbers[place : place + count]
            place += count
        if (
            len(index._firsts) != len(index._ids)
            or place != len(numbers)
            or (numbers and max(numbers) >= len(index._ids))
        ):
            raise ValueError("postings and names do not agree")
        return index


def _keys(text: str) -> tuple[set[str], str]:
    """What a name is found by: its stems, its given names' classes ('@12'); and the phones its words may begin with."""
    keys, firsts = set[str](), set[str]()
    for word, _, _ in words(text[:LONGEST]):
        one = token(word)
        keys.update(one.stems, one.skeletons[:1], [f"@{number}" for number in one.direct or one.oblique])
        firsts.update(s[0] for s in one.skeletons)
        firsts.update(letters(one.direct))
    return keys, "".join(sorted(firsts))


def _fit(query: Name, name: Name) -> tuple[float, list[tuple[str, str, str]]]:
    """How well a kept name fits a query: as equal names, or, lower, when all the query's words are in it."""
    if query.text == name.text:
        return 1.0, [("equal", query.text, name.text)]
    found = evidence(query, name)
    value = probability(found)
    typed = query.tokens[-1].skeletons[0]
    if value < 0.6 and not found.veto and len(typed) > 1:
        begun = [t for t in name.tokens if any(s.startswith(typed) for s in t.skeletons)]
        others = [
            any(set(q.stems) & set(t.stems) or q.direct & t.direct for t in name.tokens) for q in query.tokens[:-1]
        ]
        if begun and all(others):
            share = max(len(typed) / len(t.skeletons[0]) for t in begun)
            return max(value, 0.3 + 0.25 * min(share, 1.0) + 0.02 * len(others)), [("prefix", begun[0].text, typed)]
    return value, found.notes
