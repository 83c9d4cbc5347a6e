"""What others did in answer: a trigger word, its date and place, the organisations before it."""

import re
from functools import cache

from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Intervention, Span
from khronika.reading.page import Page
from khronika.reading.victims import status


@cache
def _triggers(grammar: Grammar) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, grammar.compile(text)) for kind, text in grammar.get("interventions.patterns"))


def interventions(page: Page) -> tuple[Intervention, ...]:
    """The interventions of a text, each type once a sentence and once for a date."""
    found: dict[tuple[str, str], Intervention] = {}
    for sentence in page.sentences:
        for kind, pattern in _triggers(load(sentence.language)):
            match = pattern.search(page.text, sentence.start, sentence.end)
            if match is None:
                continue
            inside = page.within(sentence.start, sentence.end)
            dated = page.dated(sentence.start, sentence.end)
            when = dated[0].edtf if dated else ""
            place = next((one.key for one in inside if one.kind == "Place"), "")
            hosts = tuple(
                dict.fromkeys(one.key for one in inside if one.kind == "Organization" and one.end <= match.start())
            )
            said = status(page, sentence, match.start(), match.end())
            people = tuple(
                dict.fromkeys(one.key for one in inside if one.kind == "Person" and one.start >= match.end())
            )
            one = Intervention(Span(*match.span()), said, 0.5, f"trigger-{kind}", kind, when, place, hosts, people)
            found.setdefault((kind, when), one)
    return tuple(found.values())
