"""A demand is an item of a list that a call opens, or under a heading that says what it needs. What comes after
the list is not one.
"""

import re
from dataclasses import dataclass, replace

from khronika.reading.grammar import Grammar
from khronika.reading.model import Demand, Span
from khronika.reading.page import Page
from khronika.reading.sentences import is_item

_MARK = re.compile(r"\s*(?:(?P<number>\d{1,2})[.)]|[-–—•·▪*◦])\s+")
_END = re.compile(r"[;.,\s]+$")
NO_CHANGE, CHANGE = "no_change_of_law", "change_of_law"


@dataclass(frozen=True, slots=True)
class Listing:
    """Where in the text a list of demands stands: open or not, for which scope, addressed to whom."""

    open: bool = False
    scope: str = ""
    addressee: str = ""
    addressed: Span | None = None
    opened: Span | None = None


def demands(page: Page) -> tuple[tuple[Demand, ...], Span | None]:
    """The demands in their order, and the paragraph that opens the first list of them."""
    found: list[Demand] = []
    opening: Span | None = None
    state = Listing()
    for paragraph in page.paragraphs:
        words = page.of(paragraph)
        if page.grammar.pattern("statement.end").match(words) or page.grammar.pattern("statement.signed").match(words):
            if found:
                break
            state = Listing()
        elif is_item(words):
            if state.open:
                opening = opening or state.opened
                found.append(_item(page, paragraph, state, found))
        else:
            state = _next(page, paragraph, state, bool(found))
    return (tuple(found), opening) if found else (_inline(page), None)


def _next(page: Page, paragraph: Span, state: Listing, begun: bool) -> Listing:
    """The state after a paragraph that is no item."""
    words, grammar = page.of(paragraph), page.grammar
    scope = _scope(grammar, words)
    opens = words.rstrip().endswith(":")
    heading = len(words) < 120 and words.rstrip()[-1] not in ".!?;"
    call = grammar.pattern("statement.call").search(words) and not grammar.pattern("statement.not_a_demand").search(
        words
    )
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
    for paragraph in page.paragraphs[:30]:
        key, span = _addressee(page, paragraph)
        if key and span and not page.grammar.pattern("statement.not_a_demand").search(page.of(paragraph)):
            found.setdefault(key, span)
    return tuple(found.items())


def _item(page: Page, paragraph: Span, state: Listing, found: list[Demand]) -> Demand:
    mark = _MARK.match(page.text, paragraph.start, paragraph.end)
    start = mark.end() if mark else paragraph.start
    end = start + len(_END.sub("", page.text[start : paragraph.end]))
    span = Span(start, max(end, start + 1))
    last = found[-1].number if found else 0
    said = int(mark["number"]) if mark and mark["number"] else 0
    inside = page.within(span.start, span.end)
    parties = dict.fromkeys(
        one.key for one in inside if one.kind in ("Person", "Organization") and one.key != state.addressee
    )
    provisions = dict.fromkeys(one.key for one in inside if one.kind == "LegalProvision")
    return Demand(
        span,
        "demanded",
        0.9,
        "list-item",
        said if said > last else last + 1,
        page.of(span),
        state.scope,
        state.addressee,
        state.addressed,
        tuple(parties),
        tuple(provisions),
    )


def _inline(page: Page) -> tuple[Demand, ...]:
    """Demands inside sentences: 'called on the government to release …'."""
    found: list[Demand] = []
    pattern = page.grammar.pattern("statement.inline")
    for sentence in page.sentences:
        match = pattern.search(page.text, sentence.start, sentence.end)
        if match is None or page.grammar.pattern("statement.not_a_demand").search(
            page.text, sentence.start, sentence.end
        ):
            continue
        start, end = match.span("what") if match["what"] else match.span("what2")
        end = start + len(_END.sub("", page.text[start:end]))
        who = match.span("who") if match.groupdict().get("who") else (start, start)
        near = page.within(who[0], who[1], "Organization", "Person")
        people = dict.fromkeys(one.key for one in page.within(start, end, "Person", "Organization"))
        key = near[0].key if near else ""
        found.append(
            Demand(
                Span(start, end),
                "demanded",
                0.5,
                "inline",
                len(found) + 1,
                page.text[start:end],
                "",
                key,
                None,
                tuple(people),
            )
        )
    return tuple(found)
