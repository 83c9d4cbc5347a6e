"""A reading as one page that needs nothing beside itself: no script, no request, no font from elsewhere.

Names are tinted, what is said is underlined and begins with a small word for its sort, so that nothing rests on colour
alone. Everything from the document is escaped by the template; direction marks within it show as a sign.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from khronika.cli.reading.findings import ENTITIES, SORTS, Found, findings
from khronika.cli.reading.marks import LANES, Piece, pieces
from khronika.cli.reading.saying import headline, roles, said
from khronika.languages import detect, direction, script
from khronika.reading import Reading
from khronika.reading.model import ASSERTED
from khronika.reading.wording import rule, sure, word

_LINE = re.compile(r"\n")
_STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NAMES = frozenset(ENTITIES.values())
_MANY = 12
"""Mentions of one thing that the list leads to one by one."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a finding where it is marked, and in the list."""

    id: str
    sort: str
    kind: str
    text: str
    status: str
    sure: str
    rule: str
    details: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Tag:
    """The small word at the beginning of what is said; one for all of a sort and status that begin together."""

    sort: str
    status: str
    notes: tuple[Note, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text as it is drawn."""

    text: str
    name: Note | None
    facts: tuple[Note, ...]
    lanes: tuple[str, ...]
    anchors: tuple[str, ...]
    tags: tuple[Tag, ...]

    @property
    def plain(self) -> bool:
        """Whether nothing was found here."""
        return self.name is None and not self.facts


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, in its own language and direction."""

    stretches: tuple[Stretch, ...]
    language: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see in it."""
        return not any(stretch.text.strip() for stretch in self.stretches)


def page(name: str, reading: Reading, *, language: str = "en") -> str:
    """The page of one document."""
    found = findings(reading)
    notes = _notes(found, language)
    sorts = [(sort, [notes[one.id] for one in found if one.sort == sort]) for sort in SORTS]
    context = {
        "name": _safe(name),
        "reading": reading,
        "title": _safe(reading.title) or _safe(name),
        "facts_of": _facts(reading, language),
        "lines": _lines(reading, found, notes),
        "sorts": [(sort, some) for sort, some in sorts if some],
        "names": _NAMES,
        "direction": direction(reading.text),
        "language": language,
        "word": lambda key: word(key, language),
        "style": Markup(_asset("page.css")),
    }
    return _environment().get_template("page.html").render(context)


def _facts(reading: Reading, language: str) -> list[tuple[str, str]]:
    told = [
        (word("field.kind", language), word(f"kind.{reading.kind}", language)),
        ("", word(f"language.{reading.language}", language)),
    ]
    told += [
        (word(f"field.{name}", language), _safe(getattr(reading, name)))
        for name in ("published", "byline", "publisher")
    ]
    return [each for each in told if each[1]]


def _notes(found: Sequence[Found], language: str) -> dict[str, Note]:
    posts = roles(tuple(found))
    return {one.id: _note(one, posts.get(one.id, ""), language) for one in found}


def _note(one: Found, post: str, language: str) -> Note:
    beside = {"sure", "status", "mentions", "name", "known"}
    details = [
        (word(f"field.{name}", language), _safe(value))
        for name, value in said(one, language).items()
        if value and name not in beside and one.sort not in _NAMES
    ]
    if post:
        details.append((word("field.role", language), _safe(post)))
    if known := one.values.get("known"):
        details.append((word("field.known", language), _safe(str(known))))
    return Note(
        id=one.id,
        sort=one.sort,
        kind=word(f"one.{one.sort}", language),
        text=_safe(headline(one, language)),
        status=word(f"status.{one.status}", language),
        sure=sure(one.confidence),
        rule=rule(one.rule, language),
        details=tuple(details),
        places=tuple(_anchor(one, at) for at in range(len(one.spans)))[:_MANY],
        more=max(0, len(one.spans) - _MANY),
    )


def _anchor(one: Found, at: int) -> str:
    return f"m-{one.id}-{at + 1}"


def _lines(reading: Reading, found: Sequence[Found], notes: Mapping[str, Note]) -> list[Line]:
    text = reading.text
    ends = [match.end() for match in _LINE.finditer(text)]
    cut = pieces(len(text), found, ends)
    lines, at, whole = [], 0, script(text)
    for end in [*ends, len(text)]:
        some = []
        while at < len(cut) and cut[at].end <= end:
            some.append(_stretch(cut[at], text, notes))
            at += 1
        line = text[cut[at - len(some)].start : end] if some else ""
        other = script(line) not in (whole, "other")
        lines.append(Line(tuple(some), detect(line) if other else ""))
    return _joined(lines)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """The lines without the blank ones at the ends, and one blank line for many."""
    kept: list[Line] = []
    for line in lines:
        if not line.blank or (kept and not kept[-1].blank):
            kept.append(line)
    return kept[:-1] if kept and kept[-1].blank else kept


def _stretch(piece: Piece, text: str, notes: Mapping[str, Note]) -> Stretch:
    begun = [(one, _anchor(one, at)) for one, at in piece.begins]
    facts = tuple(notes[one.id] for one in piece.facts)
    return Stretch(
        text=_safe(text[piece.start : piece.end].rstrip("\n"), lines=True),
        name=notes[piece.name.id] if piece.name else None,
        facts=facts,
        lanes=tuple(dict.fromkeys(note.sort for note in facts))[:LANES],
        anchors=tuple(anchor for one, anchor in begun if one.sort in _NAMES),
        tags=_tags([(one, anchor) for one, anchor in begun if one.sort not in _NAMES], notes),
    )


def _tags(begun: Sequence[tuple[Found, str]], notes: Mapping[str, Note]) -> tuple[Tag, ...]:
    """What is asserted needs no word for it; all else says so at its beginning."""
    alike: dict[tuple[str, str], list[tuple[Found, str]]] = {}
    for one, anchor in begun:
        usual = one.status == ASSERTED or one.sort == "demands"
        alike.setdefault((one.sort, "" if usual else notes[one.id].status), []).append((one, anchor))
    return tuple(
        Tag(sort, status, tuple(notes[one.id] for one, _ in some), tuple(anchor for _, anchor in some))
        for (sort, status), some in alike.items()
    )


def _safe(text: str, *, lines: bool = False) -> str:
    """The text with a sign for what steers the direction, and without what no page may hold."""
    text = _STEERING.sub("\ufffd", text)
    kept = "\t\n" if lines else ""
    return "".join(c if c in kept or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text)


def _asset(name: str) -> str:
    return files("khronika.cli.reading").joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
