"""Where one person is named in a text, in any spelling, script and case, and how a name is taken out so that nothing else moves.

A text that is known to speak of them is searched for the surname alone and the given name too; any other only for both side by
side, or colleagues and namesakes would go with them. Each character of a name becomes '█', so every other place in the text holds.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias
from urllib.parse import unquote

from khronika.names import analyse, tokens
from khronika.names.model import Word
from khronika.names.words import token

BLANK = "█"
Span: TypeAlias = tuple[int, int]
_NEAR = 2  # words before or after a surname in which another word of the name is looked for
_SHORTEST = 3  # letters of a stem that is looked for by itself
_JOINTS = re.compile(r"[-_/%.+&=?#:,]")


class Finder:
    """Looks for one person by all their names."""

    def __init__(self, names: Iterable[str]) -> None:
        self.surnames, self.others, self.given = set[str](), set[str](), set[int]()
        kept = [name.strip() for name in names if name.strip() and BLANK not in name]
        for name in kept:
            self._learn(name)
        self.others -= self.surnames
        self.initials = {stem[0] for stem in self.others}
        words = [r"\s+".join(map(re.escape, name.split())) for name in sorted(set(kept), key=len, reverse=True)]
        self._whole = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None

    def _learn(self, name: str) -> None:
        analysed = analyse(name, "person")
        pairs = list(zip(analysed.tokens, analysed.roles, strict=True))
        last = [stem for each in analysed.tokens[-1:] for stem in each.stems]
        self.surnames.update([stem for each, role in pairs if role == "surname" for stem in each.stems] or last)
        self.others.update(stem for each, _ in pairs for stem in each.stems if len(stem) >= _SHORTEST)
        self.given.update(each for found, role in pairs if role == "given" for each in found.direct or found.oblique)

    def spans(self, text: str, *, known: bool = False) -> list[Span]:
        """Where they are named; `known`: the text speaks of them, so a surname or a given name alone is theirs."""
        if not text or self._whole is None:
            return []
        found = [match.span() for match in self._whole.finditer(text)]
        words = tokens(text)
        for place, word in enumerate(words):
            if not self.surnames.isdisjoint(word.stems):
                found += self._surname(text, words, place, known=known)
            elif known and self._is_other(word) and not _anothers(text, words, place):
                found.append((word.start, word.end))
        return merged(found)

    def names(self, text: str) -> bool:
        """Whether a text has their name."""
        return bool(self.spans(text))

    def reaches(self, address: str) -> bool:
        """Whether an address (a URL, a path, a query) has their name in it."""
        return self.names(_JOINTS.sub(" ", unquote(address)))

    def _surname(self, text: str, words: Sequence[Word], place: int, *, known: bool) -> list[Span]:
        """The surname with the other words of the name that stand directly beside it."""
        chain = [*self._chain(text, words, place, -1), *self._chain(text, words, place, 1)]
        if chain:
            return [(words[each].start, words[each].end) for each in (*chain, place)]
        beside = [each for step in (-1, 1) if (each := _beside(text, words, place, step)) is not None]
        stranger = any(_capital(text, words[each]) and _given(words[each].text) for each in beside)
        return [(words[place].start, words[place].end)] if known and not stranger else []

    def _chain(self, text: str, words: Sequence[Word], place: int, step: int) -> list[int]:
        found: list[int] = []
        for _ in range(_NEAR):
            following = _beside(text, words, place, step)
            if following is None or not (self._is_other(words[following]) or self._initial(text, words[following])):
                break
            found.append(place := following)
        return found

    def _is_other(self, word: Word) -> bool:
        if not self.others.isdisjoint(word.stems):
            return True
        found = token(word.text)
        return len(word.text) >= _SHORTEST and not self.given.isdisjoint(found.direct | found.oblique)

    def _initial(self, text: str, word: Word) -> bool:
        one = word.end - word.start == 1 and _capital(text, word)
        return one and any(stem[0] in self.initials for stem in word.stems)

    def without(self, value: Any, *, known: bool = False) -> Any:
        """A text, or what was read from JSON, with their name taken out; the very same object where it is not in there."""
        match value:
            case str():
                found = self.spans(value, known=known) or self.spans(_JOINTS.sub(" ", value), known=known)
                return blanked(value, found) if found else ("" if "%" in value and self.reaches(value) else value)
            case list():
                made: Any = [self.without(each, known=known) for each in value]
            case dict():
                made = {key: self.without(each, known=known) for key, each in value.items()}
            case _:
                return value
        return value if made == value else made


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with every character of some stretches replaced, white space apart; it stays as long as it was."""
    out = list(text)
    for start, end in spans:
        out[start:end] = [each if each.isspace() else BLANK for each in out[start:end]]
    return "".join(out)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Stretches in their order, those that touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _given(word: str) -> bool:
    return len(word) > 1 and bool(token(word).direct)


def _capital(text: str, word: Word) -> bool:
    return text[word.start].isupper()


def _beside(text: str, words: Sequence[Word], place: int, step: int) -> int | None:
    """The next word, where nothing but white space, a hyphen or the dot of an initial stands between."""
    other = place + step
    if not 0 <= other < len(words):
        return None
    left, right = sorted((words[place], words[other]), key=lambda each: each.start)
    between = text[left.end : right.start]
    dotted = left.end - left.start == 1 and between.strip() == "."
    return other if between.strip() in ("", "-") or dotted else None


def _anothers(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a given name stands beside a capital word that is no given name: somebody else's surname."""
    beside = [each for step in (-1, 1) if (each := _beside(text, words, place, step)) is not None]
    return any(_capital(text, words[each]) and not _given(words[each].text) and each > place for each in beside)
