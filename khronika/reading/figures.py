"""A figure is a number with a bound and a word for what was counted; who counted and for which campaign stand in
the same sentence or just before.
"""

import re
from functools import cache

from khronika.reading import numbers
from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Figure, Span
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence

_OPENING = 300
"""Characters of a text that tell what it is about."""


@cache
def _pattern(grammar: Grammar) -> re.Pattern[str]:
    bounds = "|".join(f"(?P<{name}>{words})" for name, words in grammar.get("figures.bounds").items())
    between = r"(?:[^\W\d_]+[\s-]+){0,3}?"
    return re.compile(
        rf"(?:\b(?:{bounds})\s+)?(?P<number>{numbers.pattern(grammar)})\s+(?P<what>{between}(?:{grammar.text('figures.what')})\b)",
        re.IGNORECASE,
    )


def figures(page: Page) -> tuple[Figure, ...]:
    """The counts of a text."""
    found = []
    for sentence in page.sentences:
        for match in _pattern(load(sentence.language)).finditer(page.text, sentence.start, sentence.end):
            if one := _figure(page, sentence, match):
                found.append(one)
    return tuple(found)


def _figure(page: Page, sentence: Sentence, match: re.Match[str]) -> Figure | None:
    grammar = load(sentence.language)
    number = numbers.value(grammar, match["number"])
    if number is None or number < 2 or (1900 <= number <= 2100 and match["number"].isdigit()):
        return None
    bound = next((name for name in grammar.get("figures.bounds") if match[name]), "exact")
    what = " ".join(match["what"].split())
    counted = next(
        (name for name in grammar.get("figures.counted") if grammar.pattern(f"figures.counted.{name}").search(what)), ""
    )
    bodies = page.within(sentence.start, match.start(), "Organization")
    dated = page.dated(sentence.start, sentence.end)
    when = dated[0].edtf if dated else ""
    by = (
        bodies[-1].key
        if bodies and grammar.pattern("figures.counts").search(page.text, bodies[-1].end, match.start())
        else ""
    )
    span = Span(*match.span())
    return Figure(span, "asserted", 0.6, "count", what, number, bound, counted, by, _campaign(page, sentence), when)


def _campaign(page: Page, sentence: Sentence) -> str:
    """The campaign of this sentence, or of the same paragraph before it, or the only one of the text where a list
    is counted.
    """
    number = page.places.at(sentence.start)
    for at in (number, number - 1, number - 2):
        if at < 0 or abs(page.sentences[at].paragraph - sentence.paragraph) > 1:
            break
        if inside := page.within(page.sentences[at].start, page.sentences[at].end, "Campaign"):
            return inside[0].key
    campaigns = [entity for entity in page.entities if entity.kind == "Campaign"]
    return campaigns[0].key if len(campaigns) == 1 and campaigns[0].spans[0].start < _OPENING else ""
