"""Who signed. Under 'Signed by' every line is a signature: a person with a role and an organisation, or an
organisation alone, known as a name or not. Without such a heading only lines that begin with a person and go on with
a role and an organisation are one, and only two in a row; or, in a text in which 'we' speak, the short lines that end it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from khronika.languages import script
from khronika.reading.model import Entity, Signatory, Span
from khronika.reading.page import Occurrence, Page
from khronika.reading.sentences import lines

_MARK = re.compile(r"\s*(?:\d{1,3}[.)]|[-–—•·▪*◦✔✅🔹])?\s*")
_BETWEEN = re.compile(r"\s*[,(–—-]\s*")
_PARTS = re.compile(
    r"\s*;\s*|\s*,\s+(?=[«“\"A-ZÀ-ÞŁŚŻА-ЯЁІЎ])(?![^()\n]*\))|\s+(?:and|і|и|ды)\s+(?=[«“\"A-ZÀ-ÞŁŚŻА-ЯЁІЎ][^,;]*$)"
)
_SEMICOLON = re.compile(r"\s*;\s*(?:and\s+)?")
_TRAIL = re.compile(r"\s*\([^()]{2,30}\)\s*$|[\s.,;]+$")
_NAMED = re.compile(
    r"(?:(?:[^\W\d_a-zа-яёіў][\w’'.-]*)\s){1,3}(?:(?:de|van|von|der|al|el|bin|ibn|da|di)\s)?[^\W\d_a-zа-яёіў][\w’'-]*\.?$"
)
_FULL_STOP = re.compile(r"[.!?:;…]$")
_ABBREVIATED = re.compile(r"(?:^|[\s.])[^\W\d_]{1,5}\.$")
_SPLITS = re.compile(r"\s*[,(–—]\s*|\s+-\s+")
_LINE = 160
_WORDS = 16
_TAIL = 4
_LONGEST = 220
_ROLE = 80
_MOST = 500
_ENDING = 6000
"""Characters at the end of a text in which signatures without a heading are looked for."""

_PAIR = 2
_DATED = 60
_OPENING = 400
_TITLES = re.compile(
    r"\s*(?:(?:Mr|Ms|Mrs|Dr|Prof|Professor|Sir|Dame|Maître|Me|Rev|Fr|Father|Sister|em|habil|д-р|доктар|доктор|праф|проф|прафесар"
    r"|профессор|айцец|отец|сп|спадар|спадарыня)\b\.?\s+){1,3}",
    re.IGNORECASE,
)


@dataclass
class Signing:
    """Signatures while they are gathered, with the entities that only they name."""

    page: Page
    found: list[Signatory] = field(default_factory=list)
    best: list[Signatory] = field(default_factory=list)
    made: dict[str, Entity] = field(default_factory=dict)
    headed: bool = False
    own: bool = False
    firm: bool = False

    def close(self) -> None:
        """End a list: the longest one counts."""
        enough = len(self.found) > 1 or (self.headed and self.found)
        if enough and len(self.found) > len(self.best):
            self.best, self.firm = self.found, self.headed
        self.found, self.headed = [], False

    def key(self, kind: str, span: Span) -> str:
        """The key of what a signature names: of a known thing that fills the span, or of a new one."""
        inside = [one for one in self.page.within(span.start, span.end, kind) if one.start == span.start]
        if inside and span.end - 2 <= inside[0].end <= span.end + 3:
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
        elif one := _row(state, paragraph):
            state.found.extend(one)
        else:
            state.close()
    state.close()
    last = [] if state.firm else _closing(state)
    signed = tuple((last or state.best)[:_MOST])
    keys = {one.person for one in signed} | {one.organization for one in signed}
    return signed, tuple(one for key, one in state.made.items() if key in keys)


def _row(state: Signing, paragraph: Span) -> list[Signatory]:
    """The signatures of a paragraph: of one line, or under a heading of names one after another."""
    words = state.page.of(paragraph)
    if state.headed and words.count(",") + words.count(";") >= _PAIR and len(words) < _ENDING:
        parts = list(_split(state.page, paragraph))
        heads = [_SPLITS.split(state.page.of(part).strip(" ."), maxsplit=1)[0] for part in parts]
        if len(parts) > _PAIR and all(_NAMED.match(head) for head in heads):
            return [one for part in parts for one in _signature(state, part)]
    return _signature(state, paragraph)


def _closing(state: Signing) -> list[Signatory]:
    """The short lines that end a text in which 'we' speak, each a person or a body."""
    page, grammar = state.page, state.page.grammar
    speaks = any(grammar.pattern("kinds.we").match(page.text, one.start) for one in page.sentences)
    if not speaks and not state.own:
        return []
    rows = lines(page.text[-_ENDING:])
    shift = max(0, len(page.text) - _ENDING)
    rows = [Span(one.start + shift, one.end + shift) for one in rows]
    skipped = 0
    while rows and skipped < _TAIL and _aside(page, rows[-1]):
        rows.pop()
        skipped += 1
    kept: list[tuple[Span, str]] = []
    while len(rows) > 1 and (sort := _sort(page, rows[-1])):
        kept.append((rows.pop(), sort))
    known = sum(1 for _, sort in kept if sort != "likely")
    if len(kept) < _PAIR or known * _PAIR < len(kept):
        return []
    state.headed, state.found = True, []
    for row, _ in reversed(kept):
        state.found += _signature(state, row)
    return state.found


def _aside(page: Page, row: Span) -> bool:
    """Whether a line after the signatures is none: a date, a count of the others, an address."""
    words = page.of(row)
    if page.grammar.pattern("statement.total").search(words) or "@" in words or "://" in words:
        return True
    return row.end - row.start < _DATED and bool(page.dated(row.start, row.end))


def _sort(page: Page, row: Span) -> str:
    """What a line looks like: a person, a body, or perhaps a body; nothing where it is a sentence or an item."""
    words = page.of(row)
    mark = _MARK.match(words)
    bare = _TITLES.sub("", words[mark.end() if mark else 0 :], count=1)
    stops = _FULL_STOP.search(words) and not _ABBREVIATED.search(words)
    if stops or row.end - row.start > _LINE or len(words.split()) > _WORDS or not bare or bare[0].islower():
        return ""
    start = row.start + words.find(bare)
    inside = page.within(start, row.end, "Person", "Organization")
    if inside and inside[0].start - start < _PAIR:
        return inside[0].kind
    head, *rest = _SPLITS.split(bare, maxsplit=1)
    if rest and _NAMED.match(head):
        return "Person"
    return "likely" if bare[0].isupper() or bare[0] in '«“"' else ""


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
    first, *others = _SPLITS.split(words, maxsplit=1)
    rest = others[0] if others else ""
    if not words or not any(sign.isalpha() for sign in words) or words[0].islower():
        return []
    if rest and _NAMED.match(first) and _calls(state.page, rest):
        occurrence = Occurrence(span.start, span.start + len(first), "", "Person")
        one = _person(state, span, occurrence, number)
        return [one] if one else []
    body = Span(span.start, span.start + len(words))
    return [Signatory(span, "asserted", 0.8, "organisation-list", number, "", state.key("Organization", body), "")]


def _calls(page: Page, rest: str) -> bool:
    """Whether what follows a name tells who that is: a role, words in small letters, a body by its first word."""
    return bool(page.grammar.pattern("roles.any").search(rest)) or rest[0].islower() or " " in rest.strip()


def _person(state: Signing, span: Span, person: Occurrence, number: int) -> Signatory | None:
    """A person who signs: with a role and an organisation, or under a heading alone."""
    page, grammar = state.page, state.page.grammar
    between = _BETWEEN.match(page.text, person.end, span.end)
    if between is None and (not state.headed or page.text[person.end : span.end].strip(" .;")):
        return None
    begin = between.end() if between else span.end
    bodies = page.within(begin, span.end, "Organization")
    if not state.headed and (not (bodies or (state.own and between)) or page.text[span.end - 1] in ".!?:;"):
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
