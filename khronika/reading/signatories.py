"""A signature is a line that begins with a person, and goes on with a role and an organisation; two such lines in
a row, or one under 'Signed by', are a list.
"""

import re

from khronika.reading.model import Signatory, Span
from khronika.reading.page import Occurrence, Page

_MARK = re.compile(r"\s*(?:\d{1,3}[.)]|[-–—•·▪*◦])?\s*")
_BETWEEN = re.compile(r"\s*[,–—-]\s*")
_LONGEST = 220


def signatories(page: Page) -> tuple[Signatory, ...]:
    """Those who signed, in their order."""
    best: list[Signatory] = []
    current: list[Signatory] = []
    headed = False
    grammar = page.grammar
    for paragraph in page.paragraphs:
        words = page.of(paragraph)
        if grammar.pattern("statement.signed").match(words):
            headed, current = True, []
        elif one := _signature(page, paragraph, len(current) + 1, headed=headed):
            current.append(one)
        else:
            best, current, headed = _longer(best, current, headed), [], False
    return tuple(_longer(best, current, headed))


def _longer(best: list[Signatory], current: list[Signatory], headed: bool) -> list[Signatory]:
    enough = len(current) > 1 or (headed and current)
    return current if enough and len(current) > len(best) else best


def _signature(page: Page, paragraph: Span, number: int, *, headed: bool) -> Signatory | None:
    mark = _MARK.match(page.text, paragraph.start, paragraph.end)
    start = mark.end() if mark else paragraph.start
    if paragraph.end - paragraph.start > _LONGEST:
        return None
    inside = page.within(start, paragraph.end, "Person", "Organization")
    if not inside or inside[0].start - start > 2:
        return None
    bodies = [one for one in inside if one.kind == "Organization"]
    span = Span(start, paragraph.end)
    if inside[0].kind == "Organization":
        whole = paragraph.end - inside[0].end < 12 and headed
        return Signatory(span, "asserted", 0.8, "organisation-list", number, "", inside[0].key, "") if whole else None
    between = _BETWEEN.match(page.text, inside[0].end, paragraph.end)
    if between is None or not bodies or (page.text[paragraph.end - 1] in ".!?:" and not headed):
        return None
    return _person(page, span, inside[0], (between.end(), bodies[0]), number)


def _person(page: Page, span: Span, person: Occurrence, rest: tuple[int, Occurrence], number: int) -> Signatory | None:
    begin, body = rest
    role = page.grammar.pattern("roles.trailing").sub("", " ".join(page.text[begin : body.start].split()))
    if len(role) > 80 or not page.grammar.pattern("roles.any").search(role):
        return None
    return Signatory(span, "asserted", 0.9, "signature-line", number, person.key, body.key, role.strip(" ,"))
