"""Whether a text says that something happened, or only that it may, should or did not: told once, for every kind of
finding, by the words of the clause before it and just after it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from khronika.reading.grammar import load
from khronika.reading.page import Clause, Page
from khronika.reading.sentences import Sentence

_REACH: Mapping[str, int] = MappingProxyType(
    {
        "denied": 24,
        "planned": 70,
        "hypothetical": 90,
        "threatened": 70,
        "demanded": 110,
        "overturned": 50,
        "alleged": 160,
        "refuted": 120,
    }
)
"""How many characters before a word each kind of cue reaches."""

_AFTER = 80
_MAIN = 60
"""Characters of the main clause that 'that' opens out of."""

_NAMES: Mapping[str, str] = MappingProxyType({"refuted": "denied"})


def clauses(page: Page, sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of a sentence, cut at its fences."""
    known = page.parts.get(sentence.start)
    if known is not None:
        return known
    fence = load(sentence.language).pattern("status.fences")
    start: int = sentence.start
    found: list[Clause] = []
    for match in fence.finditer(page.text, sentence.start, sentence.end):
        if match.start() > start:
            found.append(Clause(start, match.start()))
            start = match.start()
    found.append(Clause(start, sentence.end))
    page.parts[sentence.start] = tuple(found)
    return page.parts[sentence.start]


def clause(found: tuple[Clause, ...], position: int) -> Clause:
    """The clause that holds a position."""
    return next((one for one in found if one.start <= position < one.end), found[-1])


def status(page: Page, sentence: Sentence, start: int, end: int, inside: Clause | None = None) -> str:
    """What the sentence says of the words from `start` to `end`."""
    grammar = load(sentence.language)
    low = max(inside.start if inside else sentence.start, start - 200)
    if inside and grammar.pattern("status.subordinate").match(page.text, low, start):
        low = max(sentence.start, low - _MAIN)
    told = ""
    for match in grammar.pattern("status.cues").finditer(page.text, low, start):
        name = str(match.lastgroup)
        if name == "denied" and "," in page.text[match.end() : start]:
            continue
        if start - match.end() <= _REACH[name] and not (told and name == "alleged"):
            told = _NAMES.get(name, name)
    if not told:
        after = grammar.pattern("status.after").search(page.text[end : min(sentence.end, end + _AFTER)])
        told = str(after.lastgroup) if after else ""
    return told or "asserted"
