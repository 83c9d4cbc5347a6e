"""What kind of document a text is: statement, call to action, announcement, profile, report, or news where nothing
speaks for another.
"""

from khronika.reading.model import Act, Demand, Figure, Signatory
from khronika.reading.page import Page


def kind(page: Page, demands: tuple[Demand, ...], signed: tuple[Signatory, ...]) -> str:
    """The kind of a document, as in the project's own list."""
    text, grammar = page.text, page.grammar
    title = text.strip().split("\n", 1)[0]
    listed = [demand for demand in demands if demand.rule == "list-item"]
    we = grammar.pattern("statement.we").search(text)
    if (
        (listed and (signed or we))
        or (signed and len(signed) > 1)
        or (we and grammar.pattern("statement.statement").search(text[:400]))
    ):
        return "statement"
    if grammar.pattern("statement.appeal").search(title) or len(grammar.pattern("statement.appeal").findall(text)) > 2:
        return "call_to_action"
    if grammar.pattern("statement.announcement").search(text) and not page.moments:
        return "announcement"
    return "news"


def weighs(acts: tuple[Act, ...], figures: tuple[Figure, ...]) -> bool:
    """Whether a text counts more than it tells, as reports do."""
    return len(figures) > 5 and len(figures) > len(acts)
