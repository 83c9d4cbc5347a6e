"""The page of corrections: the latest of them, newest first, each with what was said and what is said instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from khronika.edition.corrected import SURE, WHEN, Change, Correction
from khronika.edition.model import Ref, Value
from khronika.pages.amounts import number
from khronika.pages.page import Page
from khronika.pages.render import SITE, Renderer
from khronika.pages.titles import choose
from khronika.pages.when import day, span
from khronika.pages.words import Words
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label

DATA = "data/corrections.jsonl"  # below the site
MOST = 200  # on the page; all of them are in the data file
LONGEST = 300  # characters of a text


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that differs, in words; what was not said before, or is not said any more, is empty."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Row:
    """One correction in words."""

    ref: Ref
    name: str
    tongue: str
    kind: str
    sorts: str
    lines: tuple[Line, ...]


def page(renderer: Renderer, language: str, corrections: Sequence[Correction]) -> tuple[str, bytes]:
    """The page with its path in the edition; `corrections` come newest first."""
    words, shown = renderer.words(language), corrections[:MOST]
    days = [(out, [_row(each, words) for each in its]) for out, its in groupby(shown, key=lambda each: each.out)]
    more = len(corrections) - len(shown)
    made = renderer.make(
        "corrections", Page(language, "corrections"), days=days, more=more, data=DATA if corrections else ""
    )
    return f"{SITE}/{language}/corrections.html", made


def _row(correction: Correction, words: Words) -> Row:
    title = choose(correction.ref.titles, words.language)
    said = {
        "value": words.gettext("what is said"),
        "date": words.gettext("a date"),
        "certainty": words.gettext("how certain it is"),
    }
    sorts = ", ".join(said[each] for each in correction.categories)
    lines = tuple(_line(each, correction.kind, words) for each in correction.changes)
    kind = label(f"claim.{correction.kind}", words.language)
    return Row(correction.ref, title.text, title.language, kind, sorts, lines)


def _line(change: Change, kind: str, words: Words) -> Line:
    match change.what:
        case str() as what if what == WHEN:
            named = words.gettext("When")
        case str() as what if what == SURE:
            named = words.gettext("How certain it is")
        case _:
            named = label(f"field.{kind}.{change.what}", words.language)
    return Line(named, _said(change.was, change.what, kind, words), _said(change.now, change.what, kind, words))


def _said(value: Value | None, what: str, kind: str, words: Words) -> str:
    """A value in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, Ref):
        return choose(value.titles, words.language).text
    if not isinstance(value, str):
        return number(value, words)
    if what == WHEN:
        start, _, end = value.partition("/")
        return span(start, end, words)
    if what == SURE:
        return label(f"status.{value}", words.language)
    return _text(value, what, kind, words)


def _text(value: str, what: str, kind: str, words: Words) -> str:
    column = next(each for each in CLAIMS[kind].fields if each.name == what)
    match column.type:
        case FieldType.TERM:
            return label(f"{column.terms}.{value}", words.language)
        case FieldType.LANGUAGE:
            return words.tongue(value)
        case FieldType.DATE:
            return day(value, words)
    return value if len(value) <= LONGEST else value[:LONGEST].rstrip() + "…"
