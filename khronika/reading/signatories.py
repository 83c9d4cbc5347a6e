"""Who signed. Under 'Signed by' every line is a signature: a person with a role and an organisation, or an
organisation alone, known as a name or not. Without such a heading only lines that begin with a person and go on with
a role and an organisation are one, and only two in a row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from khronika.languages import script
from khronika.reading.model import Entity, Signatory, Span
from khronika.reading.page import Occurrence, Page

_MARK = re.compile(r"\s*(?:\d{1,3}[.)]|[-–—•·▪*◦✔✅🔹])?\s*")
_BETWEEN = re.compile(r"\s*[,(–—-]\s*")
_PARTS = re.compile(r"\s*;\s*|\s*,\s+(?=[«“\"A-ZА-ЯЁІЎ])")
_SEMICOLON = re.compile(r"\s*;\s*(?:and\s+)?")
_TRAIL = re.compile(r"\s*\([^()]{2,30}\)\s*$|[\s.,;]+$")
_NAMED = re.compile(r"[A-ZА-ЯЁІЎ][\w’'-]+(?:\s[A-ZА-ЯЁІЎ][\w’'.-]*){1,2}$")
_LONGEST = 220
_ROLE = 80
_MOST = 500
_OPENING = 400
_TITLES = re.compile(r"\s*(?:(?:Mr|Ms|Mrs|Dr|Prof|Sir|Dame)\b\.?\s+){1,2}")


@dataclass
class Signing:
    """Signatures while they are gathered, with the entities that only they name."""

    page: Page
    found: list[Signatory] = field(default_factory=list)
    best: list[Signatory] = field(default_factory=list)
    made: dict[str, Entity] = field(default_factory=dict)
    headed: bool = False
    own: bool = False

    def close(self) -> None:
        """End a list: the longest one counts."""
        enough = len(self.found) > 1 or (self.headed and self.found)
        if enough and len(self.found) > len(self.best):
            self.best = self.found
        self.found, self.headed = [], False

    def key(self, kind: str, span: Span) -> str:
        """The key of what a signature names: of a known thing that fills the span, or of a new one."""
        inside = [one for one in self.page.within(span.start, span.end, kind) if one.start == span.start]
        if inside and inside[0].end >= span.end - 2:
            return inside[0].key
        name = " ".join(self.page.of(span).split())
        key = next(
            (one.key for one in self.made.values() if one.name == name), f"{kind.lower()}-signed-{len(self.made) + 1}"
        )
        tag = "en" if script(name) == "latin" else self.page.language
        self.made.setdefault(key, Entity(key, kind, name, tag, (span,), rule="signature"))
        return key


def signatories(page: Page) -> tuple[tuple[Signatory, ...], tuple[Entity, ...]]:
    """Those who signed, in their order, and the entities that no other rule found."""
    state, grammar = Signing(page), page.grammar
    state.own = bool(grammar.pattern("kinds.undersigned").search(page.text[:_OPENING]))
    for paragraph in page.paragraphs:
        words = page.of(paragraph)
        inline = grammar.pattern("statement.signed_inline").match(words) if len(words) < 20_000 else None
        if grammar.pattern("statement.signed").match(words):
            state.close()
            state.headed = True
        elif inline and not grammar.pattern("statement.count").search(inline["rest"]):
            state.close()
            state.headed = True
            start = paragraph.start + inline.start("rest")
            state.found = [one for part in _split(page, Span(start, paragraph.end)) for one in _signature(state, part)]
        elif grammar.pattern("statement.end").match(words):
            state.close()
        elif one := _signature(state, paragraph):
            state.found.extend(one)
        else:
            state.close()
    state.close()
    signed = tuple(state.best[:_MOST])
    keys = {one.person for one in signed} | {one.organization for one in signed}
    return signed, tuple(one for key, one in state.made.items() if key in keys)


def _split(page: Page, span: Span) -> Iterator[Span]:
    """The signatures that stand in one paragraph, one after another."""
    low, parts = span.start, _SEMICOLON if ";" in page.of(span) else _PARTS
    for match in parts.finditer(page.text, span.start, span.end):
        yield Span(low, match.start())
        low = match.end()
    yield Span(low, span.end)


def _signature(state: Signing, line: Span) -> list[Signatory]:
    """The signature of a line, if it is one."""
    page, grammar = state.page, state.page.grammar
    mark = _MARK.match(page.text, line.start, line.end)
    start = mark.end() if mark else line.start
    if title := _TITLES.match(page.text, start, line.end):
        start = title.end()
    if line.end - line.start > _LONGEST or start >= line.end:
        return []
    inside = page.within(start, line.end, "Person", "Organization")
    person = inside[0] if inside and inside[0].kind == "Person" and inside[0].start - start < 3 else None
    number, span = len(state.found) + 1, Span(start, line.end)
    if person:
        one = _person(state, span, person, number)
        return [one] if one else []
    counted = grammar.pattern("statement.total").search(page.of(Span(start, line.end)))
    known = state.headed or (state.own and len(state.found) > 1 and page.text[line.end - 1] != ".")
    if not known or counted or page.text[line.end - 1] in "!?:" or not page.text[start].isprintable():
        return []
    return _unknown(state, span, number)


def _unknown(state: Signing, span: Span, number: int) -> list[Signatory]:
    """A line under a heading that begins with no known person: a person by the look of it, else an organisation."""
    text = state.page.text
    words = text[span.start : span.end]
    words = _TRAIL.sub("", _TRAIL.sub("", words))
    first, _, rest = words.partition(",")
    if not words or not any(sign.isalpha() for sign in words) or words[0].islower():
        return []
    if rest and _NAMED.match(first) and state.page.grammar.pattern("roles.any").search(rest):
        occurrence = Occurrence(span.start, span.start + len(first), "", "Person")
        one = _person(state, span, occurrence, number)
        return [one] if one else []
    body = Span(span.start, span.start + len(words))
    return [Signatory(span, "asserted", 0.8, "organisation-list", number, "", state.key("Organization", body), "")]


def _person(state: Signing, span: Span, person: Occurrence, number: int) -> Signatory | None:
    """A person who signs: with a role and an organisation, or under a heading alone."""
    page, grammar = state.page, state.page.grammar
    between = _BETWEEN.match(page.text, person.end, span.end)
    if between is None and (not state.headed or page.text[person.end : span.end].strip(" .;")):
        return None
    begin = between.end() if between else span.end
    bodies = page.within(begin, span.end, "Organization")
    if not state.headed and (not (bodies or (state.own and between)) or page.text[span.end - 1] in ".!?:"):
        return None
    role = " ".join(page.text[begin : bodies[0].start if bodies else span.end].split())
    body = bodies[0].key if bodies else ""
    if not bodies and between:
        role, body = _rest(state, Span(begin, span.end))
    role = grammar.pattern("roles.trailing").sub("", role).strip(" ,.;()")
    if len(role) > _ROLE or (not (state.headed or state.own) and not grammar.pattern("roles.any").search(role)):
        return None
    key = person.key or state.key("Person", Span(person.start, person.end))
    return Signatory(span, "asserted", 0.9, "signature-line", number, key, body, role)


def _rest(state: Signing, span: Span) -> tuple[str, str]:
    """The role and the organisation of a signature whose organisation is no known name."""
    text = state.page.text[span.start : span.end].rstrip(" .;)")
    head, comma, tail = text.rpartition(",")
    words = tail.strip()
    if not words or words[0].islower() or (not comma and state.page.grammar.pattern("roles.any").match(words)):
        return text, ""
    start = span.start + len(text) - len(tail) + len(tail) - len(tail.lstrip())
    return head.strip(), state.key("Organization", Span(start, start + len(words)))
