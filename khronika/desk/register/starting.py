"""Whose name has a word that starts with what is typed so far: for lists that follow the keys, before a whole name is there.

Letters are taken as they are written in any name of the record; other spellings are found once the name is whole.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from threading import Lock

from khronika.desk.register.candidates import Candidate, known, version

_LAST = chr(0x10FFFF)


class _Words:
    """The words of the names of one kind of record, in order, each with its records in order."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[str, ...]] = {}
        self.words: list[str] = []
        self.records: dict[str, list[str]] = {}
        self.version, self.lock = 0, Lock()

    def follow(self, kind: str) -> None:
        """Bring the words up to what the index of names holds."""
        now = version(kind)
        if now == self.version:
            return
        names = known(kind)
        with self.lock:
            changed = sorted(record for record, its in list(names.items()) if self.names.get(record) is not its)
            for record in changed:
                for word in _split(self.names.get(record, ())):
                    self.records[word].remove(record)
            for record in changed:
                for word in _split(names[record]):
                    insort(self.records.setdefault(word, []), record)
                self.names[record] = names[record]
            self.words = sorted(self.records)
            self.version = now

    def starting(self, letters: str) -> Iterator[str]:
        """Records in the order of their words."""
        for word in self.words[bisect_left(self.words, letters) : bisect_left(self.words, letters + _LAST)]:
            yield from self.records[word]


_words: dict[str, _Words] = {}


def starting(kind: str, typed: str, *, limit: int = 6) -> list[Candidate]:
    """Records of a kind with a name that has words starting with each of those typed; whole words count most.

    `reason` is empty: it is plain to see.
    """
    parts = [each.casefold() for each in typed.split()][:4]
    if not parts or min(map(len, parts)) < 1:
        return []
    words = _words.setdefault(kind, _Words())
    words.follow(kind)
    found: dict[str, Candidate] = {}
    for record in words.starting(max(parts, key=len)):
        names = words.names[record]
        fitting = next((name for name in names if _fits(name, parts)), "")
        if fitting and record not in found:
            found[record] = Candidate(record, fitting, 1.0, "")
        if len(found) >= limit:
            break
    return list(found.values())


def _fits(name: str, parts: list[str]) -> bool:
    its = _split((name,))
    return all(any(word.startswith(part) for word in its) for part in parts)


def _split(names: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(word.strip("«»\"'.,()") for name in names for word in name.casefold().split()))


def forget() -> None:
    """Forget all words; for a process that changes homes, as tests do."""
    _words.clear()
