"""Prisons, schools and hospitals: a word for the kind with a number ('калонія № 4', 'SIZO-2'), with the place in an
adjective ('жодзінская турма') or with a name ('Evin prison'). As a house where somebody is held a prison is a body.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from khronika.reading.grammar import Grammar, load
from khronika.reading.inflection import agreeing, forms, gender_of_noun, given
from khronika.reading.places import Found
from khronika.reading.sentences import Sentence, Word

_NUMBER = re.compile(r"\s?(?:№|No\.?|N|Nr\.?)\s?\d{1,4}(?:/\d{1,3})?(?![\w-])|-\d{1,3}(?:/\d{1,3})?(?![\w-])")
_CODE = re.compile(r"-(?:\w{1,3}[-/])?\d{1,3}(?:/\d{1,3})?$")
_LOCAL = re.compile(r"(?:[сцз]к|зк)(?:і|ий|ій|ага|ого|аму|ому|ім|им|ая|ай|ой|ую|ае|ое|ою|ої)$")
"""The endings of adjectives made of names of places."""
_MOST = 4


@cache
def _kinds(language: str) -> Mapping[str, tuple[str, bool]]:
    """Every form of a word for a numbered house: its base form, and whether it is a prison."""
    found: dict[str, tuple[str, bool]] = {}
    for path, prison in (("organizations.numbered", False), ("places.prisons", True)):
        for base in load(language).words(path):
            for form in forms(base, language):
                found |= dict.fromkeys((form, form.capitalize(), form.upper()), (base, prison))
    return MappingProxyType(found)


def numbered(sentence: Sentence, text: str) -> list[Found]:
    """The houses of a sentence that are called by their kind."""
    grammar, found = load(sentence.language), []
    kinds = _kinds(grammar.tag)
    for at, word in enumerate(sentence.words):
        if word.text in kinds:
            one = _english(sentence.words, at, text, kinds) if grammar.tag == "en" else None
            one = one or (_slavic(grammar, sentence.words, at, text) if grammar.tag != "en" else None)
        else:
            one = _coded(grammar, sentence.words, at, kinds) if "-" in word.text else None
        if one:
            found.append(one)
    return found


def _coded(grammar: Grammar, words: tuple[Word, ...], at: int, kinds: Mapping[str, tuple[str, bool]]) -> Found | None:
    """A kind and its number in one word: 'СИЗО-1', 'IK-4', 'гомельскае СІЗА-3'."""
    word = words[at]
    code = _CODE.search(word.text)
    if not code or word.text[: code.start()].lower() not in kinds:
        return None
    return Found(word.start, word.end, word.text, "Organization", "numbered")


def _slavic(grammar: Grammar, words: tuple[Word, ...], at: int, text: str) -> Found | None:
    word, left = words[at], at
    base, prison = _kinds(grammar.tag)[word.text.lower()]
    number = _NUMBER.match(text, word.end)
    bends = grammar.pattern("organizations.adjective", 0)
    while left and at - left < _MOST and bends.search(words[left - 1].text) and _joined(words, left, text):
        if words[left - 1].text.lower() in grammar.words("organizations.left_stop"):
            break
        left -= 1
    place = any(_LOCAL.search(one.text) for one in words[left:at])
    if not number and not (prison and place):
        return _named(words, at, text, base) if prison else None
    end = number.end() if number else word.end
    shown = base.upper() if word.text.isupper() else base
    shown = shown.capitalize() if word.text[0].isupper() and not word.text.isupper() else shown
    gender = "n" if word.text.isupper() else gender_of_noun(base)
    before = [agreeing(one.text, grammar.tag, gender) for one in words[left:at]]
    rest = " ".join(text[word.end : end].split())
    name = " ".join([*before, shown]) + ("" if rest.startswith("-") or not rest else " ") + rest
    return Found(words[left].start, end, name, "Organization", "numbered")


def _named(words: tuple[Word, ...], at: int, text: str, base: str) -> Found | None:
    """A prison with its name after it: 'в тюрьме Эвин'."""
    after = words[at + 1] if at + 1 < len(words) else None
    if not after or not after.capital or text[words[at].end : after.start] != " " or given(after.text):
        return None
    return Found(words[at].start, after.end, f"{base} {after.text}", "Organization", "numbered")


def _joined(words: tuple[Word, ...], left: int, text: str) -> bool:
    return text[words[left - 1].end : words[left].start].isspace()


def _english(words: tuple[Word, ...], at: int, text: str, kinds: Mapping[str, tuple[str, bool]]) -> Found | None:
    """'Penal Colony No. 17', 'Silivri prison', 'the Homiel women's colony'."""
    word, left = words[at], at
    grammar, number = load("en"), _NUMBER.match(text, words[at].end)
    stop, kinds_of = grammar.words("organizations.left_stop"), grammar.words("organizations.kinds_of_prison")
    while left and at - left < _MOST and text[words[left - 1].end : words[left].start] == " ":
        before = words[left - 1]
        lower = before.text.lower()
        if lower in stop or not (before.capital or lower in kinds_of):
            break
        left -= 1
    while left < at and not words[left].capital:
        left += 1
    known = any(one.capital and one.text.lower() not in kinds_of for one in words[left:at])
    if not number and not (known and kinds[word.text.lower()][1]):
        return None
    end = number.end() if number else word.end
    return Found(words[left].start, end, " ".join(text[words[left].start : end].split()), "Organization", "numbered")
