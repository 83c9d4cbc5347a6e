"""To whom a sentence does something: the persons before the word, or after it, joined by 'and', officials left
out; 'he' is the last one named.
"""

import re
from functools import cache

from khronika.reading.grammar import load
from khronika.reading.page import Occurrence, Page
from khronika.reading.roles import chain, chain_back
from khronika.reading.sentences import Sentence

_REACH = 160
_BACK = 700
_PHRASE = 60


@cache
def _statuses(language: str, side: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    grammar = load(language)
    return tuple(
        (str(name), grammar.compile(text, re.IGNORECASE)) for name, text in grammar.get(f"status.{side}") or ()
    )


def status(page: Page, sentence: Sentence, start: int, end: int) -> str:
    """Whether the sentence asserts what stands at `start`, or only threatens, denies or demands it."""
    if end - start < _PHRASE and load(sentence.language).pattern("status.inside").search(page.text, start, end):
        return "denied"
    before = page.text[max(sentence.start, start - 120) : start]
    for name, pattern in _statuses(load(sentence.language).tag, "before"):
        if pattern.search(before):
            return name
    after = page.text[end : min(sentence.end, end + 80)]
    for name, pattern in _statuses(load(sentence.language).tag, "after"):
        if pattern.search(after):
            return name
    return "asserted"


def people(page: Page, sentence: Sentence, start: int, end: int) -> list[Occurrence]:
    """The persons named in a stretch of a sentence who do not act there by their office."""
    found = page.within(max(start, sentence.start), min(end, sentence.end), "Person")
    officials = load(sentence.language).pattern("persons.official")
    return [one for one in found if not officials.search(page.text, max(sentence.start, one.start - 60), one.start)]


def before(page: Page, sentence: Sentence, at: int) -> list[Occurrence]:
    """The persons who stand before a word and suffer it; the one last named where the sentence has a pronoun only."""
    if load(sentence.language).pattern("acts.others").search(page.text, sentence.start, at):
        return []
    near = [one for one in people(page, sentence, at - _REACH, at) if one.end <= at]
    if near:
        return chain_back(page, near)
    return pronoun(page, sentence, at)


def after(page: Page, sentence: Sentence, at: int) -> list[Occurrence]:
    """The persons who stand after a word that does something to them."""
    near = people(page, sentence, at, at + _REACH)
    if not near:
        return []
    grammar = load(sentence.language)
    gap = page.text[at : near[0].start]
    if grammar.pattern("persons.pronoun").search(gap):
        return pronoun(page, sentence, near[0].start)
    return [] if grammar.pattern("acts.barrier").search(gap) else chain(page, near[0], near)


def group(page: Page, sentence: Sentence) -> list[Occurrence]:
    """Those whom 'each' stands for when the sentence names nobody: the persons of the nearest sentence before that
    names several.
    """
    number = page.places.at(sentence.start)
    for at in range(number - 1, max(-1, number - 4), -1):
        earlier = page.sentences[at]
        named = people(page, earlier, earlier.start, earlier.end)
        if len({one.key for one in named}) > 1 and sentence.paragraph - earlier.paragraph < 2:
            return named
    return []


def pronoun(page: Page, sentence: Sentence, at: int) -> list[Occurrence]:
    """Whom a pronoun before `at` stands for: the first person of the nearest sentence before that names one, of a
    fitting gender.
    """
    match = load(sentence.language).pattern("persons.pronoun").search(page.text, sentence.start, at)
    if match is None:
        return []
    gender = "f" if match.group().lower() in load(sentence.language).words("persons.feminine") else "m"
    earlier = list(page.within(sentence.start, match.start(), "Person"))
    found = earlier or list(page.within(max(0, sentence.start - _BACK), sentence.start, "Person"))
    fitting = [one for one in found if page.by_key[one.key].gender in ("", gender)]
    if not fitting:
        return []
    number = page.places.at(fitting[-1].start)
    same = [one for one in fitting if page.places.at(one.start) == number]
    officials = load(sentence.language).pattern("persons.official")
    free = [one for one in same if not officials.search(page.text, max(0, one.start - 60), one.start)]
    return free[:1]
