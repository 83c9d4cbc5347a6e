"""An act is a trigger word with its victim. A trigger knows on which side the victim stands; the words around it
say whether it happened.
"""

import re
from collections.abc import Iterator
from functools import cache

from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Act, Charge, Span
from khronika.reading.page import Occurrence, Page
from khronika.reading.roles import chain_back
from khronika.reading.sentences import Sentence
from khronika.reading.victims import after, before, people, pronoun, status

_BESIDE = 12
"""Characters between a person and the word that stands right after."""

_NEAR = 120
"""Characters between a date and the word it dates."""


@cache
def _triggers(grammar: Grammar) -> tuple[tuple[str, str, tuple[str, ...], re.Pattern[str]], ...]:
    """The triggers with their hints: parts of words one of which must be there, looked for first because that is
    fast.
    """
    hints = grammar.get("acts.hints") or {}
    return tuple(
        (
            kind,
            side,
            tuple(str(hints.get(kind, "")).split("|")),
            grammar.compile(grammar.fill(text, "acts"), 0 if grammar.tag == "en" else re.IGNORECASE),
        )
        for kind, side, text in grammar.get("acts.patterns")
    )


def acts(page: Page) -> tuple[Act, ...]:
    """What was done to whom, once for each type, victims and date."""
    found: dict[tuple[str, tuple[str, ...], str], Act] = {}
    for sentence in page.sentences:
        for act in _in_sentence(page, sentence):
            found.setdefault((act.type, act.victims, act.date if act.victims else str(act.span.start)), act)
    return tuple(_distinct(list(found.values())))


def _distinct(found: list[Act]) -> Iterator[Act]:
    """An act without a date repeats one of the same type and victim that has one."""
    dated = {(act.type, victim) for act in found if act.date for victim in act.victims}
    seen: set[tuple[str, str]] = set()
    for act in found:
        repeats = not act.date and act.victims and all((act.type, victim) in dated | seen for victim in act.victims)
        if not repeats:
            yield act
        seen |= {(act.type, victim) for victim in act.victims}


def _in_sentence(page: Page, sentence: Sentence) -> Iterator[Act]:
    used: set[str] = set()
    words = page.text[sentence.start : sentence.end].lower()
    for kind, side, hints, pattern in _triggers(load(sentence.language)):
        for hint in hints:
            if hint in words:
                break
        else:
            continue
        if kind in used:
            continue
        match = pattern.search(page.text, sentence.start, sentence.end)
        if match is None:
            continue
        victims = _victims(page, sentence, side, match)
        used.add(kind)
        said = status(page, sentence, match.start(), match.end())
        yield _act(page, sentence, kind, (match.start(), match.end()), victims, said)


def _victims(page: Page, sentence: Sentence, side: str, match: re.Match[str]) -> tuple[str, ...]:
    if side == "organization":
        return tuple(dict.fromkeys(one.key for one in page.within(match.start(), sentence.end, "Organization")[:1]))
    if side == "before":
        found = before(page, sentence, match.start())
    elif side == "after":
        found = after(page, sentence, match.end())
    else:
        found = _either(page, sentence, match)
    return tuple(dict.fromkeys(one.key for one in found))


def _either(page: Page, sentence: Sentence, match: re.Match[str]) -> list[Occurrence]:
    """Where word order is free: inside the trigger's own words, right before it, after it, or farther before."""
    inside = people(page, sentence, match.start(), match.end())
    if inside:
        return chain_back(page, inside)
    found = before(page, sentence, match.start())
    if found and 0 <= match.start() - found[-1].end <= _BESIDE and "," not in page.text[found[-1].end : match.start()]:
        return found
    return after(page, sentence, match.end()) or found or pronoun(page, sentence, match.end())


def _act(page: Page, sentence: Sentence, kind: str, at: tuple[int, int], victims: tuple[str, ...], said: str) -> Act:
    inside = page.within(sentence.start, sentence.end)
    spots = [one for one in inside if one.kind == "Place"]
    place = min(spots, key=lambda one: abs(one.start - at[1])).key if spots else ""
    dated = page.dated(sentence.start, sentence.end)
    near = [(min(abs(one.span.start - at[1]), abs(one.span.end - at[0])), one.edtf) for one in dated]
    when = min(near)[1] if near and min(near)[0] < _NEAR else ""
    ends = [at[0], at[1], *(n for one in inside if one.key in victims for n in (one.start, one.end))]
    span = Span(min(ends), max(ends))
    return Act(span, said, 0.7 if victims else 0.4, f"trigger-{kind}", kind, victims, (), when, place)


def charges(page: Page) -> tuple[Charge, ...]:
    """Who stands under which provision: the persons before it in a sentence of charge or verdict."""
    found: dict[tuple[str, str], Charge] = {}
    for sentence in page.sentences:
        laws = page.within(sentence.start, sentence.end, "LegalProvision")
        if not laws or not load(sentence.language).pattern("acts.charged").search(
            page.text, sentence.start, sentence.end
        ):
            continue
        for law in laws:
            if status(page, sentence, law.start, law.end) not in ("asserted", "alleged", "denied"):
                continue
            for victim in before(page, sentence, law.start) or after(page, sentence, law.end):
                inside = (
                    (victim.start, victim.end)
                    if sentence.start <= victim.start < sentence.end
                    else (law.start, law.end)
                )
                span = Span(min(inside[0], law.start), max(inside[1], law.end))
                found.setdefault((victim.key, law.key), Charge(span, "asserted", 0.7, "provision", victim.key, law.key))
    return tuple(found.values())
