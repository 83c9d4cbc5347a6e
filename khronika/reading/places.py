"""Places are looked up in the gazetteer in every case form; a place it does not know needs a word for its kind
before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from khronika.reading.grammar import Grammar, load, table
from khronika.reading.inflection import forms, given
from khronika.reading.sentences import Sentence, Word


@dataclass(frozen=True, slots=True)
class Found:
    """A sighting of a thing before its mentions are joined: place in the text, base name, kind, and the rule."""

    start: int
    end: int
    name: str
    kind: str
    rule: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer: the case forms of each of its words."""

    name: str
    kind: str
    words: tuple[frozenset[str], ...]


@cache
def gazetteer(language: str) -> Mapping[str, tuple[Entry, ...]]:
    """The entries by every form of their first word, longest first."""
    found: dict[str, list[Entry]] = {}
    for file in ("countries", "towns"):
        for row in table(file):
            for name in row.get(language, "").split("|"):
                _enter(found, name, row.get("kind", "country"), language)
    return MappingProxyType(
        {word: tuple(sorted(entries, key=lambda e: -len(e.words))) for word, entries in found.items()}
    )


def _enter(found: dict[str, list[Entry]], name: str, kind: str, language: str) -> None:
    words = name.split()
    if not words:
        return
    bent = tuple(frozenset(forms(word, language) if not word.isupper() else (word,)) for word in words)
    entry = Entry(name, kind, bent)
    for form in bent[0]:
        found.setdefault(form, []).append(entry)


def places(sentence: Sentence, text: str, taken: bytearray) -> list[Found]:
    """The places a sentence names, those inside other names left out."""
    language = load(sentence.language).tag
    known, grammar, words = gazetteer(language), load(language), sentence.words
    found, skip = [], 0
    for number, word in enumerate(words):
        if number < skip or not word.capital or taken[word.start]:
            continue
        if entry := _match(known, words, number, text):
            skip = number + len(entry.words)
            found.append(Found(word.start, words[skip - 1].end, entry.name, "Place", "gazetteer", entry.kind))
        elif place := _described(grammar, words, number, text):
            found.append(place)
    return found


def _match(known: Mapping[str, tuple[Entry, ...]], words: tuple[Word, ...], number: int, text: str) -> Entry | None:
    for entry in known.get(bare(words[number].text), ()):
        size = len(entry.words)
        if number + size > len(words):
            continue
        if all(bare(words[number + i].text) in entry.words[i] for i in range(size)) and not _is_person(
            words, number, size, text
        ):
            return entry
    return None


def _is_person(words: tuple[Word, ...], number: int, size: int, text: str) -> bool:
    after = number + size
    follows = after < len(words) and words[after].capital and text[words[after - 1].end : words[after].start] == " "
    return size == 1 and follows and bool(given(words[number].text)) and not words[after].text.isupper()


def _described(grammar: Grammar, words: tuple[Word, ...], number: int, text: str) -> Found | None:
    word = words[number]
    before = text[max(0, word.start - 30) : word.start]
    if word.first or not grammar.pattern("places.before").search(before):
        return None
    if (
        given(word.text)
        or word.text.isupper()
        or word.text != bare(word.text)
        or word.text.lower() in grammar.words("persons.stop") | grammar.words("places.never")
    ):
        return None
    following = words[number + 1] if number + 1 < len(words) else None
    if following and following.capital and text[word.end : following.start] == " ":
        return None
    base = forms_back(word.text, grammar.tag)
    return Found(word.start, word.start + len(bare(word.text)), base, "Place", "word-before", "")


def forms_back(word: str, language: str) -> str:
    """The base form of a place that the gazetteer lacks, as far as its ending tells."""
    for ending, base in load(language).get("names.locative") or ():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: len(word) - len(ending)] + str(base)
    return bare(word)


def bare(word: str) -> str:
    """The word without an English possessive ending."""
    return word[:-2] if word.endswith(("’s", "'s")) else word
