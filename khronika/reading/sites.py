"""A place named by a word for its kind: 'Гродненская область', 'вуліца Леніна', 'СИЗО «Лефортово»'. The kind bends, and
the adjective before it with it.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from khronika.reading.grammar import Grammar, load
from khronika.reading.inflection import forms, headed
from khronika.reading.places import Found
from khronika.reading.sentences import Sentence, Word

_LONGEST = 3
"""Words of a name before the word for its kind."""

_QUOTED = re.compile(r"\s?[«“„\"]([^»”“\"\n]{2,50})[»”“\"]")


@cache
def _kinds(language: str) -> Mapping[str, tuple[str, str]]:
    """Every case form of a word for a kind of place: its base form and gender."""
    found: dict[str, tuple[str, str]] = {}
    for item in str(load(language).get("places.nouns")).split("|"):
        base, _, gender = item.partition(":")
        for form in forms(base, language) if gender else ():
            found.setdefault(form, (base, gender))
    for word in load(language).words("places.named"):
        found.setdefault(word, (word, ""))
    return MappingProxyType(found)


@cache
def _openings(language: str) -> frozenset[str]:
    """The words for kinds of places in lower case: a sentence without any has no such place."""
    return frozenset(word.lower() for word in _kinds(language)) | load(language).words("places.nouns")


def described(sentence: Sentence, text: str, taken: bytearray) -> list[Found]:
    """The places of a sentence that a word for their kind names; in English it stands after the name."""
    grammar = load(sentence.language)
    if _openings(grammar.tag).isdisjoint(sentence.lowers):
        return []
    kinds, words, found = _kinds(grammar.tag), sentence.words, []
    if grammar.tag == "en":
        return _followed(grammar, words, text, taken)
    for at, word in enumerate(words):
        kind = kinds.get(word.text) or kinds.get(word.text.lower())
        if kind and not taken[word.start] and (one := _around(grammar, words, at, kind, text)):
            found.append(one)
    return found


def _followed(grammar: Grammar, words: tuple[Word, ...], text: str, taken: bytearray) -> list[Found]:
    """Capitalised words with a word for a kind of place after them: 'Victory Park', 'Lida district'."""
    kinds, firm, found = grammar.words("places.nouns"), grammar.words("places.capital"), []
    stop = grammar.words("organizations.left_stop") | grammar.words("places.never")
    for at, word in enumerate(words):
        kind = word.text.lower()
        if kind not in kinds or (kind in firm and not word.capital) or taken[word.start]:
            continue
        first = at
        while first and at - first < _LONGEST and _beside(words[first - 1], words[first], text, stop):
            first -= 1
        if first < at and not taken[words[first].start] and not (at - first == 1 and _of_people(grammar, words[first])):
            name = text[words[first].start : word.end]
            found.append(Found(words[first].start, word.end, name, "Place", "kind-of-place", kind))
    return found


def _beside(word: Word, following: Word, text: str, stop: frozenset[str]) -> bool:
    return word.capital and word.text.lower() not in stop and text[word.end : following.start] == " "


def _of_people(grammar: Grammar, word: Word) -> bool:
    """Whether a word tells only whose something is: 'Iranian', 'Northern'."""
    return bool(grammar.pattern("places.whose", 0).search(word.text))


def _around(grammar: Grammar, words: tuple[Word, ...], at: int, kind: tuple[str, str], text: str) -> Found | None:
    base, gender = kind
    word = words[at]
    base = base.capitalize() if word.text[0].isupper() and not word.first else base
    before = words[at - 1] if at else None
    if before and gender and before.capital and text[before.end : word.start] == " " and _bends(grammar, before):
        adjective = headed((before.text, word.text), grammar.tag, "place")[0]
        return Found(before.start, word.end, f"{adjective} {base}", "Place", "kind-of-place", base)
    if base.lower() not in grammar.words("places.named"):
        return None
    if quoted := _QUOTED.match(text, word.end):
        name = f"{word.text if word.text.isupper() else base} {quoted.group().strip()}"
        return Found(word.start, quoted.end(), name, "Place", "kind-of-place", base)
    after = words[at + 1] if at + 1 < len(words) else None
    if after and after.capital and text[word.end : after.start] in (" ", ". "):
        last = words[at + 2] if at + 2 < len(words) and words[at + 2].capital else after
        last = last if text[after.end : last.start] in (" ", "") else after
        return Found(word.start, last.end, f"{base}{text[word.end : last.end]}", "Place", "kind-of-place", base)
    return None


def _bends(grammar: Grammar, word: Word) -> bool:
    """Whether a word has the ending of an adjective."""
    return bool(grammar.pattern("organizations.adjective", 0).search(word.text))
