"""A post is a role word tied to an organisation on one side and to a person on the other, with nothing between but
what the grammar allows.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from khronika.reading.grammar import Grammar, load
from khronika.reading.inflection import forms
from khronika.reading.model import Position, Signatory, Span
from khronika.reading.page import Occurrence, Page
from khronika.reading.sentences import Sentence


def positions(page: Page, signed: tuple[Signatory, ...]) -> tuple[Position, ...]:
    """The posts the text gives, each once."""
    found: dict[tuple[str, str, str], Position] = {}
    for one in signed:
        if one.person and one.organization and one.role:
            position = Position(one.span, "asserted", 0.85, "signature-line", one.person, one.organization, one.role)
            found.setdefault((one.person, one.organization, one.role.lower()), position)
    for sentence in page.sentences:
        for position in _in_sentence(page, sentence):
            if any(one.span.start <= position.span.start < one.span.end for one in signed):
                continue
            found.setdefault((position.person, position.organization, position.role.lower()), position)
    return tuple(found.values())


def _in_sentence(page: Page, sentence: Sentence) -> list[Position]:
    grammar = load(sentence.language)
    inside = page.within(sentence.start, sentence.end, "Person", "Organization")
    if not any(one.kind == "Person" for one in inside) or not any(one.kind == "Organization" for one in inside):
        return []
    found = []
    for role in grammar.pattern("roles.word").finditer(page.text, sentence.start, sentence.end):
        bodies, before = _bodies(page, grammar, inside, Span(*role.span()))
        if bodies:
            found += _tied(page, grammar, inside, bodies, (Span(*role.span()), before))
    return found


def _bodies(page: Page, grammar: Grammar, inside: list[Occurrence], role: Span) -> tuple[list[Occurrence], bool]:
    """The organisations of a role, and whether they stand before it."""
    of, also = grammar.pattern("roles.of", 0), grammar.pattern("roles.also", 0)
    after = [one for one in inside if one.kind == "Organization" and one.start >= role.end]
    if after and of.fullmatch(page.text, role.end, after[0].start):
        kept = [after[0]]
        for one in after[1:3]:
            end = _past_bracket(page.text, kept[-1].end)
            if also.fullmatch(page.text, end, one.start):
                kept.append(one)
        return kept, False
    before = [one for one in inside if one.kind == "Organization" and 0 < role.start - one.end < 3]
    return before, True


def _past_bracket(text: str, end: int) -> int:
    close = text.find(")", end, end + 16)
    return close + 1 if text[end : end + 2] == " (" and close > 0 else end


def _tied(
    page: Page, grammar: Grammar, inside: list[Occurrence], bodies: list[Occurrence], at: tuple[Span, bool]
) -> list[Position]:
    role, before = at
    first = bodies[0].start if before else role.start
    last = role.end if before else _past_bracket(page.text, bodies[-1].end)
    people = [one for one in inside if one.kind == "Person"]
    links, beside = grammar.pattern("roles.links", 0), grammar.pattern("roles.beside", 0)
    earlier = [one for one in people if one.end <= first]
    later = [one for one in people if one.start >= last]
    held: list[Occurrence] = []
    if later and beside.fullmatch(page.text, last, later[0].start):
        held = chain(page, later[0], later)
    if not held and earlier and links.fullmatch(page.text, earlier[-1].end, first):
        held = chain_back(page, earlier)
    words = " ".join(page.text[role.start : role.end].split())
    words = _base(words, grammar.tag)
    start = min([first, *(one.start for one in held)])
    end = max([last, *(one.end for one in held)])
    if start == end or end - start > 400:
        return []
    return [
        Position(Span(start, end), "asserted", 0.75, "role", one.key, body.key, words)
        for one in held
        for body in bodies
        if words[0].isalpha()
    ]


@cache
def _bases(language: str) -> Mapping[str, str]:
    """Every form of a role word and its base form."""
    found = {str(form): str(base) for form, base in load(language).get("roles.singular") or ()}
    for base in str(load(language).get("roles.bases")).split("|"):
        for form in forms(base, language) if base else ():
            found.setdefault(form, base)
    return MappingProxyType(found)


def _base(words: str, language: str) -> str:
    """A role in the nominative: its first word only bends."""
    first, _, rest = words.partition(" ")
    base = _bases(language).get(first.lower(), first)
    return f"{base} {rest}".strip()


def chain(page: Page, first: Occurrence, others: list[Occurrence]) -> list[Occurrence]:
    """The persons joined with the first by commas and 'and', going on."""
    kept = [first]
    join = page.grammar.pattern("persons.join")
    for one in others:
        if one.start >= kept[-1].end and join.fullmatch(page.text, kept[-1].end, one.start):
            kept.append(one)
    return kept


def chain_back(page: Page, earlier: list[Occurrence]) -> list[Occurrence]:
    """The persons joined with the last one by commas and 'and', going back."""
    kept = [earlier[-1]]
    join = page.grammar.pattern("persons.join")
    for one in reversed(earlier[:-1]):
        if join.fullmatch(page.text, one.end, kept[0].start):
            kept.insert(0, one)
        else:
            break
    return kept
