"""What the tagger marked is checked against what is known of words: months are no towns, a declaration is no body, a
prison is a place, and whom everybody knows by one name is a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from khronika.names.skeleton import stem
from khronika.reading.atlas import stands, starts
from khronika.reading.grammar import load
from khronika.reading.inflection import forms, given
from khronika.reading.places import bare
from khronika.reading.sentences import Sentence, Word
from khronika.reading.tagger import Tagged

_SURE = 900
_NAMED = 200
_DOUBTFUL = 300
_MANY = re.compile(r"[сц]к(?:их|іх|ими|імі)$")
"""Adjectives in the plural: 'нобелевских'."""


@cache
def _famous(language: str) -> frozenset[str]:
    return frozenset(stem(name) for name in str(load(language).get("persons.known")).split("|") if name)


@cache
def bent(path: str, language: str) -> frozenset[str]:
    """Every case form of the words of a list, in lower case."""
    words = load(language).words(path)
    return frozenset(form for word in words for form in forms(word.partition(":")[0], language))


def sift(sentence: Sentence, marks: Iterable[Tagged]) -> list[Tagged]:
    """The marks that stand, some of another kind than the tagger said."""
    kept = []
    for one in marks:
        words = sentence.words[one.first : one.last]
        if one.kind == "Person" and one.first and _is_medium(sentence.words[one.first - 1], sentence.language):
            one = replace(one, kind="Organization")
        if one.kind == "Person" and honoured(sentence, one.first):
            continue
        if found := _sifted(words, one, load(sentence.language).tag):
            kept.append(found)
    return kept


def honoured(sentence: Sentence, first: int) -> bool:
    """Whether something bears the name that begins here: 'прэмія імя Алеся Вярбіны'."""
    words = sentence.words
    if not first or words[first - 1].text.lower() not in load(sentence.language).words("persons.honoured"):
        return False
    return first < 2 or words[first - 2].text.lower() not in load(sentence.language).words("persons.on_behalf")


def _is_medium(before: Word, language: str) -> bool:
    """Whether the word before a name says that it is a newspaper's or a station's: 'the weekly Vasilok'."""
    return bare(before.text).lower() in bent("organizations.media", load(language).tag)


def _sifted(words: tuple[Word, ...], one: Tagged, language: str) -> Tagged | None:
    grammar, lowers = load(language), [bare(word.text).lower() for word in words]
    if len(words) == 1 and stem(bare(words[0].text)) in _famous(language):
        return replace(one, kind="Person", margin=_SURE)
    if (
        one.kind != "Person"
        and len(words) == 2
        and one.margin < _NAMED
        and _plainly_given(words[0])
        and not starts(words[1].text, language)
    ):
        return replace(one, kind="Person", margin=0)
    if _nothing(words, one, language):
        return None
    if one.kind == "Person" and _is_place(words, one.margin, language):
        return replace(one, kind="Place")
    if one.kind != "Organization":
        return one
    if _listed_country(words, language):
        return replace(one, kind="Place")
    if any(lower in bent("organizations.nots", language) for lower in lowers):
        return None
    if lowers[0] in grammar.words("organizations.never") or (len(words) == 1 and _plain(words[0], language)):
        return None
    if len(words) > 1 and lowers[0] in grammar.words("organizations.firsts"):
        return replace(one, first=one.first + 1)
    return one


def _nothing(words: tuple[Word, ...], one: Tagged, language: str) -> bool:
    """Whether the words are no name: only words that never are one, or an adjective in the plural."""
    lowers, stop = [bare(word.text).lower() for word in words], load(language).words("persons.stop")
    if all(lower in stop for lower in lowers):
        return not _country(words[0], language)
    many = one.kind == "Place" and len(words) == 1 and _MANY.search(lowers[0])
    return bool(many) and not starts(words[0].text, language)


def _is_place(words: tuple[Word, ...], margin: int, language: str) -> bool:
    """Whether a person is a place: by the word for its kind at the end, or as a word of the gazetteer that is no given name."""
    if len(words) > 1 or margin >= _DOUBTFUL:
        return language == "en" and words[-1].text.lower() in load(language).words("places.nouns") and len(words) > 1
    word = words[0]
    return not given(bare(word.text)) and any(len(entry.words) == 1 for entry in starts(bare(word.text), language))


def _listed_country(words: tuple[Word, ...], language: str) -> bool:
    """Whether the words are the name of a country and nothing else; a union of countries is a body."""
    written = [bare(word.text) for word in words]
    return any(entry.kind == "country" and stands(written, entry, language) for entry in starts(written[0], language))


def agreed(found: Sequence[Sentence], tagged: Sequence[Sequence[Tagged]]) -> list[list[Tagged]]:
    """The marks of a text, one word of the same kind wherever it stands alone: what it is in a person's full name, or what
    most of its marks say.
    """
    named: set[str] = set()
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for sentence, marks in zip(found, tagged, strict=True):
        for one in marks:
            words = sentence.words[one.first : one.last]
            if len(words) == 1:
                votes[stem(bare(words[0].text))][one.kind] += max(one.margin, 0) + 100
            elif one.kind == "Person" and (one.margin > _NAMED or any(given(word.text) for word in words[:-1])):
                named |= {stem(bare(word.text)) for word in words if len(word.text) > 1}
    return [
        [_voted(sentence, one, votes, named) for one in marks] for sentence, marks in zip(found, tagged, strict=True)
    ]


def _voted(sentence: Sentence, one: Tagged, votes: Mapping[str, Mapping[str, int]], named: set[str]) -> Tagged:
    if one.last - one.first > 1:
        return one
    word = bare(sentence.words[one.first].text)
    mark = stem(word)
    if word.isupper() or starts(word, load(sentence.language).tag):
        return one
    kind = "Person" if mark in named else max(votes[mark], key=lambda kind: votes[mark][kind])
    return one if kind == one.kind else replace(one, kind=kind)


def _plain(word: Word, language: str) -> bool:
    """Whether a word alone only says what kind of body or house is meant."""
    lower = word.text.lower()
    return lower in bent(
        "organizations.heads" if language == "en" else "organizations.weak", language
    ) or lower in bent("places.prisons", language)


def _plainly_given(word: Word) -> bool:
    return any(not reading.oblique for reading in given(word.text)) and not word.text.isupper()


def _country(word: Word, language: str) -> bool:
    return any(entry.kind == "country" for entry in starts(bare(word.text), language))
