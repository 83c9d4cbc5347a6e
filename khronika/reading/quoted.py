"""A name in quotation marks is a body's when a word for a kind of body, a member or a preposition stands before it, and a
work's, a motto's or a case's after a word for those.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from khronika.names import nominative
from khronika.reading.governed import ungoverned
from khronika.reading.grammar import Grammar, load
from khronika.reading.inflection import CYRILLIC, forms, given
from khronika.reading.places import Found, bare
from khronika.reading.sentences import Sentence, Word

_NAME = re.compile(r"[«“„\"]([^»”“„\"\n«]{2,60})[»”“\"]")
_SIGNS = re.compile(r"[,;:!?…]|\.\s|\.$|\s[—–-]\s")
_OBLIQUE = re.compile(r"(?:[оеая]го|[ая]га|[оеая]й|[оеая]му|[ыиі]м|ую)$")
"""The endings of adjectives that stand in a case."""
_TOLD = re.compile(r"(?:л|ла|ли|лі|ў|ся)$")
_LATIN = re.compile(r"[A-Z]\w\w")
_OPENS = re.compile(r"[«“„\"]")
_MOST = 5


@cache
def _kinds(language: str) -> Mapping[str, str]:
    """What the words before a quoted name say of it: 'body', 'work' or 'member'."""
    grammar, found = load(language), dict[str, str]()
    for sign, path in (
        ("member", "persons.titles"),
        ("member", "organizations.members"),
        ("body", "organizations.heads"),
        ("body", "organizations.media"),
        ("body", "organizations.owners"),
        ("work", "organizations.works"),
    ):
        for word in grammar.words(path):
            found |= dict.fromkeys(forms(word.partition(":")[0], language), sign)
    return MappingProxyType(found)


def latin(sentence: Sentence, text: str) -> list[Found]:
    """In a Cyrillic text words in Latin letters name bodies more often than anything else: 'студия TVC News'.

    A given name begins a person, mostly one whose name was told in the text's own letters before.
    """
    grammar, found = load(sentence.language), list[Found]()
    if grammar.tag not in CYRILLIC or not _LATIN.search(text, sentence.start, sentence.end):
        return found
    kinds, run = _kinds(grammar.tag), list[Word]()
    for at, word in enumerate((*sentence.words, None)):
        named = word is not None and "A" <= word.text[0] < "\u0300" and word.capital
        if word is not None and named and (not run or text[run[-1].end : word.start] == " "):
            run.append(word)
            continue
        if run and run[-1].end - run[0].start > 2:
            before = sentence.words[at - len(run) - 1].text.lower() if at > len(run) else ""
            if kinds.get(before) != "work" and not given(run[0].text.lower()):
                name = text[run[0].start : run[-1].end]
                found.append(Found(run[0].start, run[-1].end, name, "Organization", "latin"))
        run = []
    return found


def quotations(sentence: Sentence, text: str) -> tuple[list[Found], list[tuple[int, int]]]:
    """The bodies of a sentence whose names stand in quotes, and the stretches of quoted works, which name nobody."""
    found, works, grammar = [], [], load(sentence.language)
    if not _OPENS.search(text, sentence.start, sentence.end):
        return [], []
    kinds, ends = _kinds(grammar.tag), [word.end for word in sentence.words]
    for match in _NAME.finditer(text, sentence.start, sentence.end):
        name = match[1].strip()
        words = [word for word in sentence.words if match.start() <= word.start < match.end()]
        if not words or len(words) > _MOST or _SIGNS.search(name) or not (words[0].capital or name[0].isdigit()):
            continue
        at = sum(end <= match.start() for end in ends)
        before = sentence.words[at - 1] if at else None
        near = before if before and text[before.end : match.start()].isspace() else None
        sign = kinds.get(near.text.lower(), "") if near else ""
        if sign == "work":
            works.append((match.start(), match.end()))
        elif sign or _governs(grammar, near):
            shown = name if sign == "body" else _straight(words, name, near, grammar)
            found.append(Found(match.start(1), match.end(1), shown, "Organization", "quoted", shown))
    return found, works


def _governs(grammar: Grammar, before: Word | None) -> bool:
    return before is not None and before.text.lower() in grammar.words("organizations.before_quoted")


def _straight(words: Sequence[Word], name: str, before: Word | None, grammar: Grammar) -> str:
    """The name in its base form, as far as its only word tells."""
    if grammar.tag not in ("be", "ru") or not before or name.isupper():
        return name
    if len(words) > 1 and _OBLIQUE.search(words[0].text):
        return nominative(name, grammar.tag, "organization")
    lower = before.text.lower()
    governor = "к" if lower in grammar.words("organizations.before_quoted") and _TOLD.search(lower) else lower
    return name.replace(words[0].text, ungoverned(bare(words[0].text), governor, grammar.tag), 1)
