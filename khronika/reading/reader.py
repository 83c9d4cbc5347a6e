"""Reading a text from the first letter to the last: things and dates first, then what is said of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from khronika.languages import detect
from khronika.reading.acts import acts, charges
from khronika.reading.byline import byline, publisher
from khronika.reading.dates import moments
from khronika.reading.dates import published as date_line
from khronika.reading.demands import addressees, demands
from khronika.reading.entities import entities
from khronika.reading.figures import figures
from khronika.reading.grammar import load
from khronika.reading.interventions import interventions
from khronika.reading.kinds import kind
from khronika.reading.model import Demand, Reading, Signatory, Span, Statement
from khronika.reading.page import Page
from khronika.reading.penalties import penalties
from khronika.reading.register import recognised
from khronika.reading.roles import positions
from khronika.reading.sentences import joined, sentences
from khronika.reading.signatories import signatories
from khronika.reading.sureness import measured

_MARKS = "#*>_ \t"
_OPENING = 5000
"""Characters among which the title is looked for."""


class Known(Protocol):
    """A register of names that can be asked, such as khronika.names.NameIndex."""

    def search(self, text: str, k: int) -> object:
        """The best matches for a name."""


def read(text: str, *, lang: str | None = None, published: str | None = None, known: Known | None = None) -> Reading:
    """Read a document and find what it says.

    `lang` is a language tag where it is known, `published` an ISO date that resolves dates without a year, `known`
    an index of names of the register: whom it has for sure carries the register's id. Never raises on any text.

    >>> read("Ivan Kupchyk was arrested in Minsk on 3 May 2021.").acts[0].type
    'arrest'
    """
    reading = noticed(text, lang=lang, published=published, known=known)
    language = reading.language.partition("-")[0]
    return replace(
        reading,
        entities=measured("names", language, reading.entities),
        demands=measured("demands", language, reading.demands),
        signatories=measured("signatories", language, reading.signatories),
        acts=measured("acts", language, reading.acts),
        penalties=measured("penalties", language, reading.penalties),
        interventions=measured("interventions", language, reading.interventions),
        figures=measured("figures", language, reading.figures),
    )


def noticed(text: str, *, lang: str | None = None, published: str | None = None, known: Known | None = None) -> Reading:
    """A reading with the confidences that the rules themselves give."""
    page = opened(text, lang=lang, published=published, known=known)
    asked, opening = demands(page)
    signed, more = signatories(page)
    given = penalties(page)
    done = acts(page, given)
    counted = figures(page, given, done)
    sort = kind(page, asked, signed, (done, counted))
    joint = sort == "statement" or any(demand.rule == "list-item" for demand in asked)
    return Reading(
        text=text,
        language=page.language,
        kind=sort,
        title=_title(text, page.paragraphs).of(text),
        published=page.published,
        byline=byline(page),
        publisher=publisher(page),
        entities=(*page.entities, *(more if joint else ())),
        positions=positions(page, signed),
        demands=asked,
        signatories=signed if joint else (),
        acts=done,
        penalties=given,
        charges=charges(page),
        interventions=interventions(page),
        figures=counted,
        statement=_statement(page, asked, signed, opening),
    )


def opened(text: str, *, lang: str | None = None, published: str | None = None, known: Known | None = None) -> Page:
    """A text with its sentences, things and dates, before anything is said of them."""
    language = lang or detect(text)
    grammar = load(language)
    paragraphs = joined(text)
    found = sentences(text, language, paragraphs)
    when = published or date_line(text, grammar)
    things = entities(text, found, grammar)
    if known is not None:
        things = recognised(things, known)
    return Page(text, language, paragraphs, found, things, moments(text, grammar, when), when)


def _title(text: str, paragraphs: Sequence[Span]) -> Span:
    first = next(iter(paragraphs), Span(0, 0))
    if first.end > _OPENING:
        first = next(iter(joined(text[:_OPENING])), Span(0, 0))
    start = first.start + len(first.of(text)) - len(first.of(text).lstrip(_MARKS))
    return Span(start, max(start, first.end))


def _statement(
    page: Page, asked: tuple[Demand, ...], signed: tuple[Signatory, ...], opening: Span | None
) -> Statement | None:
    listed = [demand for demand in asked if demand.rule == "list-item"]
    if not listed or opening is None or not (signed or page.grammar.pattern("statement.we").search(page.text)):
        return None
    paragraphs = [
        p for p in page.paragraphs if _title(page.text, page.paragraphs).end <= p.start and p.start <= opening.start
    ]
    first = next(
        (p for p in paragraphs if page.grammar.pattern("statement.preamble").match(page.of(p))),
        paragraphs[0] if paragraphs else None,
    )
    preamble = Span(first.start, opening.end) if first else None
    return Statement(_title(page.text, page.paragraphs), preamble, addressees(page))
