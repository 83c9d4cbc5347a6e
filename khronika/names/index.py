"""Find a name among many, in any spelling: the best candidates by their words are compared in full.

Names are kept in segments, each written once: what is added later goes into small ones that are joined as they grow.
The same names, saved, give the same bytes in whatever order they came.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import numpy as np

from khronika.names.compare import compare, evidence, probability, scored
from khronika.names.errors import BadId, BadIndex, UnknownKind
from khronika.names.model import Kind, Name
from khronika.names.packed import HEAD, TOKEN, Array
from khronika.names.persons import Person, weigh
from khronika.names.roles import parse
from khronika.names.segment import Segment, build

MAGIC = b"khronika-names-2\n"
CANDIDATES = {"person": 16, "place": 16, "organization": 16}
"""Names that are compared in full for one query, and twice as many as are asked for at least."""

LARGE = 1_000
"""Names added at once that are made ready for searching at once; fewer wait for the next search."""

_DTYPES = {"heads": HEAD, "words": TOKEN}
_PLAIN = {"begins": "<u4", "ids": "<u1", "texts": "<u1", "postings": "<u4", "slipstems": "<u4", "stems": "S16"}
_SEPARATORS = frozenset("\t\n\r\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in an index: the id, how well it fits, the name as kept."""

    id: str
    score: float
    name: str
    query: str = field(repr=False)
    kind: Kind = field(repr=False)
    language: str = field(repr=False)

    @property
    def reason(self) -> str:
        """Why it fits, in words."""
        return "; ".join(compare(self.query, self.name, self.kind, language=self.language).reasons)


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
        self._segments: list[Segment] = []
        self._fresh: dict[tuple[str, str], None] = {}

    def __len__(self) -> int:
        """How many names are kept; an id may have several."""
        return sum(len(one) - len(one.dead) for one in self._segments) + len(self._fresh)

    def add(self, id: str, name: str) -> None:
        """Keep a name under an id; the same name of the same id is kept once."""
        self.extend([(id, name)])

    def extend(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep many (id, name) pairs."""
        for id, name in pairs:
            if not isinstance(id, str) or not _SEPARATORS.isdisjoint(id):
                raise BadId(id)
            text = " ".join(name.split())
            if not any(one.text(slot) == text for one in self._segments for slot in one.slots(id)):
                self._fresh[id, text] = None
        if len(self._fresh) >= LARGE:
            self._settle()

    def remove(self, id: str) -> None:
        """Forget all names of an id; an id that is not kept is no error."""
        for one in self._segments:
            one.dead.update(one.slots(id))
        self._fresh = {pair: None for pair in self._fresh if pair[0] != id}

    def search(self, text: str, k: int = 10, *, language: str = "en") -> list[Match]:
        """The k ids whose names fit best, best first, each with its best name; a match says why when it is asked.

        A part of a name, the beginning of one as it is typed and a misspelt one find too, with a lower score. Nothing
        of the query is kept.
        """
        query = parse(" ".join(text.split()), self.kind)
        if not query.tokens or k < 1:
            return []
        self._settle()
        most = max(CANDIDATES[self.kind], k)
        found: list[tuple[float, Segment, int]] = []
        for one in self._segments:
            slots = one.candidates(query, most)
            fits = (_fit(query, name) for name in one.names(slots))
            found += [(fit, one, slot) for fit, slot in zip(fits, slots, strict=True) if fit > 0.01]
        found.sort(key=lambda fit: -fit[0])
        best: dict[str, tuple[float, str]] = {}
        least = 1.0
        for value, one, slot in found:
            if len(best) >= k and value < least:
                break
            id, written = one.id(slot), one.text(slot)
            least = value
            if written == query.text:
                value = 1.0
            if id not in best or (-value, written) < (-best[id][0], best[id][1]):
                best[id] = (value, written)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))[:k]
        return [Match(id, value, written, query.text, self.kind, language) for id, (value, written) in ranked]

    def _settle(self) -> None:
        """Make a segment of what was added, with the last ones that are not much larger."""
        if not self._fresh:
            return
        pairs = dict(self._fresh)
        while self._segments and len(self._segments[-1]) < 4 * len(pairs):
            pairs.update(dict.fromkeys(self._segments.pop().pairs()))
        self._segments.append(build(self.kind, sorted(pairs)))
        self._fresh = {}

    def packed(self) -> bytes:
        """The whole index as bytes, from which `unpacked` makes it again; those who must not leave it open seal them."""
        self._settle()
        if len(self._segments) != 1 or self._segments[0].dead:
            pairs = {pair for one in self._segments for pair in one.pairs()}
            self._segments = [build(self.kind, sorted(pairs))]
        arrays = self._segments[0].arrays
        head: dict[str, Any] = {"kind": self.kind, "tables": tables(), "arrays": []}
        place = 0
        for name in sorted(arrays):
            size = arrays[name].nbytes
            head["arrays"].append([name, place, size])
            place += -(-size // 8) * 8
        text = json.dumps(head, sort_keys=True, separators=(",", ":")).encode()
        text += b" " * (-(len(MAGIC) + 8 + len(text)) % 8)
        parts = [MAGIC, len(text).to_bytes(8, "little"), text]
        for name in sorted(arrays):
            data = np.ascontiguousarray(arrays[name]).tobytes()
            parts += [data, bytes(-len(data) % 8)]
        return b"".join(parts)

    @classmethod
    def unpacked(cls, data: Any, place: Path | str = "names") -> NameIndex:
        """An index from its bytes, ready at once and without a copy. Raises BadIndex, which calls it by its `place`."""
        if data[: len(MAGIC)] != MAGIC:
            raise BadIndex(place, "the file is of another kind or version")
        start = len(MAGIC) + 8
        end = start + int.from_bytes(data[len(MAGIC) : start], "little")
        try:
            head = json.loads(bytes(data[start:end]))
            index = cls(head["kind"])
            arrays = {name: _array(data, name, end + at, size) for name, at, size in head["arrays"]}
        except (ValueError, KeyError, TypeError, UnknownKind) as error:
            raise BadIndex(place, "the file is cut short or altered") from error
        if head.get("tables") != tables():
            raise BadIndex(place, "it was made with other tables of names than this version of Khronika has")
        index._segments = [Segment(index.kind, arrays)]
        return index

    def save(self, path: Path | str) -> None:
        """Write the index into one file, whole or not at all."""
        data, unfinished = self.packed(), Path(f"{path}.unfinished")
        try:
            with unfinished.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    @classmethod
    def open(cls, path: Path | str) -> NameIndex:
        """An index from its file, ready at once: the file is read as it is needed."""
        with Path(path).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        return cls.unpacked(data, path)


def _array(data: Any, name: str, place: int, size: int) -> Array:
    if place + size > len(data):
        raise ValueError(name)
    dtype = np.dtype(_DTYPES.get(name) or _PLAIN.get(name, "<u8"))
    return np.frombuffer(data, dtype, size // dtype.itemsize, place)


@cache
def tables() -> str:
    """A digest of the tables and of how words are read: an index made with others would not be searched rightly."""
    digest = blake2b(digest_size=16)
    room = files("khronika.names")
    every = [*(room / "data").iterdir(), *(file for file in room.iterdir() if file.name.endswith(".py"))]
    for file in sorted(every, key=lambda file: file.name):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _fit(query: Name, name: Any) -> float:
    """How well a kept name fits a query: as equal names, or, lower, when all the query's words are in it."""
    if not isinstance(query, Person):
        return probability(evidence(query, name))
    total, veto = weigh(query, name)
    value = scored(total, veto)
    if value < 0.6 and not veto:
        value = max(value, _begun(query, name))
    return value


def _begun(query: Person, name: Any) -> float:
    """How well a name fits that has all words of a query, the last of them begun."""
    typed = query.tokens[-1].skeletons[0]
    if len(typed) < 2:
        return 0.0
    shares = [
        len(typed) / max(len(stem), len(typed))
        for one in name.parts
        for stem, _ in one.shapes
        if stem.startswith(typed)
    ]
    if not shares:
        return 0.0
    rest = [one for one in query.parts if one is not query.tokens[-1]]
    words = [*name.parts, name.father] if name.father else name.parts
    if not all(any(one.roots & other.roots or one.direct & other.direct for other in words) for one in rest):
        return 0.0
    return 0.3 + 0.25 * max(shares) + 0.02 * len(rest)
