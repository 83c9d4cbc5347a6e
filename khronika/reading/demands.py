"""A demand is an item of a list that a call opens, or what a sentence calls on somebody to do. What comes after the
list is none, nor is what the reader is asked for or a prosecutor asked of the court.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from khronika.reading.asking import asked
from khronika.reading.grammar import Grammar, load
from khronika.reading.model import Demand, Span
from khronika.reading.page import Page
from khronika.reading.sentences import Sentence, is_item

_MARK = re.compile(
    r"\s*(?:(?P<number>\d{1,2})[.)]|[-–—•·▪*◦→]|\(?[^\W\d_]\)|(?:first|second|third|fourth|fifth|finally|and),?)\s+(?:to\s+)?",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\s*(?:\(?[^\W\d_]\)|→)\s")
_PARTY = re.compile(r"[^\n:.]{2,70}:\s+(?=[^\W\d_])")
_END = re.compile(r"[;.,:!\s]+$")
_SHORTEST = 8
_HEADING = 120
_LONG = 400
_SHORT = 60
_MOST_PARAGRAPHS = 30
_NO_DEMAND = ("statement.not_a_demand", "statement.in_court", "demands.by_power")
NO_CHANGE, CHANGE = "no_change_of_law", "change_of_law"


@dataclass(frozen=True, slots=True)
class Listing:
    """Where in the text a list of demands stands: open or not, for which scope, addressed to whom."""

    open: bool = False
    scope: str = ""
    addressee: str = ""
    addressed: Span | None = None
    opened: Span | None = None
    section: bool = False


def demands(page: Page) -> tuple[tuple[Demand, ...], Span | None]:
    """The demands in their order, and the paragraph that opens the first list of them."""
    listed, opening, used = _listed(page)
    inline = [one for one in _inline(page, len(listed)) if not any(_inside(one.span, span) for span in used)]
    return (*listed, *inline), opening


def _inside(one: Span, other: Span) -> bool:
    return other.start <= one.start < other.end


def _listed(page: Page) -> tuple[list[Demand], Span | None, list[Span]]:
    """The demands of lists, the paragraph that opens the first list, and the paragraphs that are used up."""
    found: list[Demand] = []
    used: list[Span] = []
    opening: Span | None = None
    state = Listing()
    for paragraph in page.paragraphs:
        words = page.of(paragraph)
        if page.grammar.pattern("statement.end").match(words) or page.grammar.pattern("statement.signed").match(words):
            if found:
                break
            state = Listing()
        elif not _titled(page.grammar, words) and (
            is_item(words)
            or _LETTERED.match(words)
            or (state.open and (_unmarked(words) or (state.section and _PARTY.match(words))))
        ):
            if state.open:
                opening = opening or state.opened
                found.extend(_items(page, paragraph, state, found))
                used += [paragraph, *([state.opened] if state.opened else [])]
        else:
            state = _next(page, paragraph, state, bool(found))
    return found, opening, used


def _titled(grammar: Grammar, words: str) -> bool:
    """Whether a paragraph is the heading of a part that demands, numbered or not: '3. Recommendations'."""
    short = len(words) < _SHORT and words.rstrip()[-1] not in ".!?;"
    return short and bool(grammar.pattern("statement.section").match(words))


def _unmarked(words: str) -> bool:
    """Whether a line of an open list that has no mark is an item: it begins small or ends with a semicolon."""
    first = words.lstrip('«“"( ')[:1]
    return len(words) < _LONG and (words.rstrip()[-1] == ";" or first.islower())


def _next(page: Page, paragraph: Span, state: Listing, begun: bool) -> Listing:
    """The state after a paragraph that is no item."""
    words, grammar = page.of(paragraph), page.grammar
    opens = words.rstrip().endswith(":")
    heading = len(words) < _HEADING and words.rstrip()[-1] not in ".!?;"
    if not (opens or heading):
        return replace(state, open=False, scope=state.scope if begun else "")
    scope = _scope(grammar, words)
    call = grammar.pattern("statement.call").search(words) and not grammar.pattern("statement.not_a_demand").search(
        words
    )
    if not call and _titled(grammar, words):
        return Listing(True, scope, "", None, paragraph, section=True)
    if opens and state.section and len(words) < _HEADING:
        return replace(state, open=True, opened=paragraph)
    if opens and (call or scope):
        addressee, addressed = _addressee(page, paragraph)
        return Listing(
            True, scope or state.scope, addressee or state.addressee, addressed or state.addressed, paragraph
        )
    if heading and scope and grammar.pattern("statement.heading").search(words):
        return Listing(True, scope, state.addressee, state.addressed, paragraph)
    return replace(state, open=False, scope=state.scope if begun else "")


def _scope(grammar: Grammar, words: str) -> str:
    if grammar.pattern("statement.no_change").search(words):
        return NO_CHANGE
    return CHANGE if grammar.pattern("statement.change").search(words) else ""


def _addressee(page: Page, paragraph: Span) -> tuple[str, Span | None]:
    call = page.grammar.pattern("statement.addressee").search(page.text, paragraph.start, paragraph.end)
    if call is None:
        return "", None
    near = [
        one for one in page.within(call.end(), call.end() + 25, "Organization", "Person") if one.end <= paragraph.end
    ]
    return (near[0].key, Span(near[0].start, near[0].end)) if near else ("", None)


def addressees(page: Page) -> tuple[tuple[str, Span], ...]:
    """Whom the text as a whole addresses, from the paragraphs that call on somebody."""
    found: dict[str, Span] = {}
    for paragraph in page.paragraphs[:_MOST_PARAGRAPHS]:
        key, span = _addressee(page, paragraph)
        if key and span and not page.grammar.pattern("statement.not_a_demand").search(page.of(paragraph)):
            found.setdefault(key, span)
    return tuple(found.items())


def _items(page: Page, paragraph: Span, state: Listing, found: list[Demand]) -> Iterator[Demand]:
    """The demands of an item: one, or several that 'as well as to' and semicolons join."""
    mark = _MARK.match(page.text, paragraph.start, paragraph.end)
    start = mark.end() if mark else paragraph.start
    last = found[-1].number if found else 0
    said = int(mark["number"]) if mark and mark["number"] else 0
    number = said if said > last else last + 1
    before = found[-1].item if found else 0
    item = said if said > before else before + 1
    if state.section and (party := _PARTY.match(page.text, start, paragraph.end)):
        start = party.end()
    for span in _parts(page, start, paragraph.end):
        yield replace(_item(page, span, state, number), item=item)
        number += 1


def _parts(page: Page, start: int, end: int, path: str = "statement.joint") -> Iterator[Span]:
    joint = page.grammar.pattern(path)
    cuts = [(match.start(), match.end()) for match in joint.finditer(page.text, start, end)]
    low = start
    for first, last in [*cuts, (end, end)]:
        high = low + len(_END.sub("", page.text[low:first]))
        if high - low >= _SHORTEST or (low == start and high > low):
            yield Span(low, high)
        low = last


def _item(page: Page, span: Span, state: Listing, number: int) -> Demand:
    inside = page.within(span.start, span.end)
    parties = dict.fromkeys(
        one.key for one in inside if one.kind in ("Person", "Organization") and one.key != state.addressee
    )
    provisions = dict.fromkeys(one.key for one in inside if one.kind == "LegalProvision")
    return Demand(
        span,
        "demanded",
        0.95,
        "list-item",
        number,
        page.of(span),
        state.scope,
        state.addressee,
        state.addressed,
        tuple(parties),
        tuple(provisions),
    )


def _inline(page: Page, number: int) -> Iterator[Demand]:
    """Demands inside sentences: 'called on the government to release …'."""
    seen: set[str] = set()
    for sentence in page.sentences:
        if number and sentence.paragraph == 0:
            continue
        grammar = load(sentence.language)
        found = [(span, who, "asked") for span, who in asked(page, sentence)]
        pattern = grammar.pattern("statement.inline", re.IGNORECASE)
        cued = grammar.beginnings("statement.cues").among(page.lower(sentence))
        for match in pattern.finditer(page.text, sentence.start, sentence.end) if cued else ():
            span = _asked(page, sentence, match)
            who = Span(*match.span("who")) if match.groupdict().get("who") else Span(match.start(), match.start())
            for part in _parts(page, span.start, span.end, "statement.joint_inline") if span else ():
                if not any(part.start < one.end and one.start < part.end for one, _, _ in found):
                    found.append((part, who, "inline"))
        for span, who, rule in sorted(found, key=lambda one: one[0]):
            if page.of(span) not in seen:
                seen.add(page.of(span))
                number += 1
                yield _of_sentence(page, (span, who), rule, number)


def _asked(page: Page, sentence: Sentence, match: re.Match[str]) -> Span | None:
    """What is asked for; None where nobody in power is asked."""
    grammar = load(sentence.language)
    before = page.text[max(sentence.start, match.start() - 90) : match.end()]
    if any(grammar.pattern(path).search(before) for path in _NO_DEMAND):
        return None
    name = next(name for name, words in match.groupdict().items() if words and name.startswith("what"))
    start, end = match.span(name)
    stop = grammar.pattern("statement.stop").search(page.text, start + _SHORTEST, end)
    words = page.text[start : stop.start() if stop else end]
    end = start + len(_END.sub("", words))
    return Span(start, end) if end - start >= _SHORTEST else None


def _of_sentence(page: Page, found: tuple[Span, Span], rule: str, number: int) -> Demand:
    span, who = found
    near = page.within(who.start, who.end, "Organization", "Person", "Place")
    people = dict.fromkeys(one.key for one in page.within(span.start, span.end, "Person", "Organization"))
    key = near[0].key if near and near[0].kind != "Place" else ""
    return Demand(span, "demanded", 0.85, rule, number, page.of(span), "", key, None, tuple(people))
