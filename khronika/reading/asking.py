"""What a sentence asks of somebody in power: a word of asking, and after it what is to be done, one demand for each verb that
is joined to the first by a comma or 'and'. A prosecutor asks the court, the police ask passers-by: that is none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Span
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence, Word
from khronika.reading.triggers import Hit, hits

_FAR = 14
"""Words between a word of asking and what is asked for."""

_LONGEST = 280
_SHORTEST = 8
_BACK = 90
_LAST = 2
_TOP = 3000
_SEPARATED = re.compile(r"[,;:–—]|\"|«|“")
_HARD = re.compile(r"[.!?;]\s|[»”\"](?=\s*[.,;)]|\s|$)")
_END = re.compile(r"[\s.,;:!?»”\"–—)]+$")


def asked(page: Page, sentence: Sentence) -> Iterator[tuple[Span, Span]]:
    """What a sentence asks for, each with the stretch between the asking and it, where the one asked stands."""
    grammar = load(sentence.language)
    free, found = 0, list(hits(page, sentence, "demands"))
    for number, hit in enumerate(found):
        if hit.start < free or _other(page, grammar, sentence, hit):
            continue
        limit = found[number + 1].start if number + 1 < len(found) else sentence.end
        for span, who in _after(page, grammar, sentence, hit, limit):
            free = span.end
            yield span, who


def _other(page: Page, grammar: Grammar, sentence: Sentence, hit: Hit) -> bool:
    """Whether it is the reader who is asked, or a court by a party, or somebody by the police."""
    before = page.text[max(sentence.start, hit.start - _BACK) : hit.end]
    around = page.text[max(sentence.start, hit.start - _BACK) : min(sentence.end, hit.end + _BACK // 2)]
    reader = grammar.pattern("statement.not_a_demand").search(around)
    letter = grammar.pattern("demands.letter").search(page.text[:_TOP])
    if hit.side == "must" and not _powerful(page, grammar, sentence, hit):
        return True
    return bool(
        (reader and not letter and not grammar.pattern("demands.you", 0).search(around))
        or grammar.pattern("statement.in_court").search(before)
        or grammar.pattern("demands.by_power").search(before)
    )


def _powerful(page: Page, grammar: Grammar, sentence: Sentence, hit: Hit) -> bool:
    """Whether the one who 'must' do something is in power, and no 'which' stands for him."""
    prior = page.text[sentence.start : hit.start].split()[-1:]
    if prior and prior[0].lower() in grammar.words("demands.relative"):
        return False
    low = max(sentence.start, hit.start - _BACK // 2)
    named = page.within(low, hit.start, "Organization", "Place")
    return bool(named or grammar.pattern("demands.powers").search(page.text[low : hit.start]))


def _after(page: Page, grammar: Grammar, sentence: Sentence, hit: Hit, most: int) -> Iterator[tuple[Span, Span]]:
    words = sentence.words
    first = next((at for at, word in enumerate(words) if word.start >= hit.end), len(words))
    if hit.side == "noun":
        first = next((at for at, word in enumerate(words) if word.start >= hit.start), len(words))
        starts, opening = [first], first
    else:
        opening = next((at for at in range(first, min(first + _FAR, len(words))) if _opens(grammar, words, at)), -1)
        if opening < 0 or page.text.find(". ", hit.end, words[opening].start) >= 0:
            return
        starts = [opening, *_joined(page, grammar, words, opening, sentence)]
    most = most if most > words[opening].end else sentence.end
    starts = [one for one in starts if one == opening or words[one].start < most]
    limit = min(most, _stop(page, grammar, words[starts[-1]].start, sentence.end))
    who = Span(hit.end, max(hit.end, words[opening].start))
    for at, start in enumerate(starts):
        end = words[starts[at + 1]].start if at + 1 < len(starts) else limit
        low = _begin(grammar, words, start, first if at == 0 and start >= len(words) - 1 else start)
        high = _trimmed(page, grammar, low, min(end, limit))
        if high - low >= _SHORTEST:
            yield Span(low, high), who


def _opens(grammar: Grammar, words: Sequence[Word], at: int) -> bool:
    """Whether a word is the first of what is asked for."""
    word = words[at].text
    if grammar.get("voice.free"):
        return not words[at].capital and _infinitive(grammar, word)
    after = words[at + 1].text if at + 1 < len(words) else ""
    before = words[at - 1].text.lower() if at else ""
    if before == "to":
        return word[0].islower() and word not in ("the", "a", "an", "his", "her", "their", "all", "be")
    return before == "that" and bool(after) and word != "the"


@cache
def _infinitive(grammar: Grammar, word: str) -> bool:
    return bool(grammar.pattern("demands.infinitive").fullmatch(word)) and not grammar.pattern(
        "demands.no_infinitive"
    ).fullmatch(word)


def _joined(page: Page, grammar: Grammar, words: Sequence[Word], opening: int, sentence: Sentence) -> list[int]:
    """The other verbs that are joined to the first."""
    found, base = [], grammar.words("demands.verbs")
    free = bool(grammar.get("voice.free"))
    for at in range(opening + 1, len(words)):
        gap = page.text[words[opening].start : words[at].start]
        if len(gap) > _LONGEST:
            break
        word = words[at].text.lower()
        lead = at - 1
        while lead > opening and words[lead].text.lower() in grammar.words("demands.adverbs"):
            lead -= 1
        joint = words[lead].text.lower() in grammar.words("demands.joint")
        comma = bool(_SEPARATED.search(page.text, words[lead].end, words[lead + 1].start))
        if (joint or comma) and (_infinitive(grammar, word) if free else word in base):
            found.append(at)
    return found


def _begin(grammar: Grammar, words: Sequence[Word], start: int, least: int) -> int:
    """Where a demand begins: with the adverbs before its verb; after the asking, where the verb ends the sentence."""
    at = min(start, least)
    while at > 0 and words[at - 1].text.lower() in grammar.words("demands.adverbs"):
        at -= 1
    return words[at].start


def _stop(page: Page, grammar: Grammar, start: int, end: int) -> int:
    """Where what is asked for ends."""
    stops = [end, start + _LONGEST]
    if hard := _HARD.search(page.text, start + _SHORTEST, end):
        stops.append(hard.start())
    if soft := grammar.pattern("statement.stop").search(page.text, start + _SHORTEST, end):
        stops.append(soft.start())
    return min(stops)


def _trimmed(page: Page, grammar: Grammar, low: int, high: int) -> int:
    """The end of a demand without the 'and' and the signs that lead to the next one."""
    words = page.text[low:high]
    for _ in range(_LAST + 1):
        words = _END.sub("", words)
        head, _, tail = words.rpartition(" ")
        if tail.lower() not in grammar.words("demands.links"):
            break
        words = head
    return low + len(words)
