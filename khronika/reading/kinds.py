"""What kind of document a text is. A plea to the reader, a statement of those who sign, a life told under a name, a
count of many things; what speaks for none of these is news.
"""

from khronika.reading.grammar import Grammar
from khronika.reading.model import Act, Demand, Figure, Signatory
from khronika.reading.page import Page

_HEAD = 500
_READ = 8000
"""Characters that tell the kind."""

_TITLE = 140
_WITHOUT_TITLE = 600
"""Characters of a text without a headline that is an excerpt of a report and not a message."""


def kind(page: Page, demands: tuple[Demand, ...], signed: tuple[Signatory, ...]) -> str:
    """The kind of a document, as in the project's own list."""
    text, grammar = page.text[:_READ], page.grammar
    title = page.of(page.paragraphs[0]) if page.paragraphs else ""
    listed = [demand for demand in demands if demand.rule == "list-item"]
    signers = len(signed) > 1 or bool(signed and listed)
    if grammar.pattern("kinds.announcement").search(text) and not listed:
        return "announcement"
    if grammar.pattern("kinds.advice").search(title[:_TITLE]):
        return "other"
    if not signers and _pleads(grammar, title, text):
        return "call_to_action"
    if signers or _states(page, bool(listed)):
        return "statement"
    if _is_profile(page, title):
        return "profile"
    if _is_report(page, title):
        return "report"
    return "news"


def _pleads(grammar: Grammar, title: str, text: str) -> bool:
    """Whether the text asks the reader to do something."""
    strong, weak = grammar.pattern("kinds.plea"), grammar.pattern("kinds.imperative")
    return bool(weak.search(title[:_TITLE]) or strong.search(text)) or len(weak.findall(text)) > 2


def _states(page: Page, listed: bool) -> bool:
    """Whether somebody speaks in the text as 'we'."""
    text, grammar = page.text, page.grammar
    own = [s for s in page.sentences if grammar.pattern("kinds.we").match(text, s.start, s.end)]
    named = grammar.pattern("kinds.statement").search(text[:_HEAD])
    return bool(own and (listed or named)) or len(own) > 1


def _is_profile(page: Page, title: str) -> bool:
    if not page.paragraphs or len(title) > _TITLE:
        return False
    first = page.paragraphs[0]
    people = page.within(first.start, first.end, "Person")
    alone = bool(people) and people[0].end - people[0].start >= len(title.strip("#*_ .:")) - 2
    return alone and (len(page.paragraphs) > 1) and bool(page.grammar.pattern("kinds.life").search(page.text))


def _is_report(page: Page, title: str) -> bool:
    """Whether a text is an account of a period: so it says, or it is prose without a headline."""
    grammar, text = page.grammar, page.text
    dense = all(one.end - one.start > _TITLE for one in page.paragraphs[:-1]) and len(page.paragraphs) < 6
    prose = dense and len(title) > _TITLE and len(text) > _WITHOUT_TITLE and title[0].isalnum()
    return bool(grammar.pattern("kinds.report").search(title[:_TITLE])) or (
        prose and not grammar.pattern("kinds.fresh").search(title)
    )


def weighs(acts: tuple[Act, ...], figures: tuple[Figure, ...]) -> bool:
    """Whether a text counts more than it tells, as reports do."""
    named = sum(1 for act in acts if act.victims)
    return len(figures) > 4 and len(figures) > 2 * named
