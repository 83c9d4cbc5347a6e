"""Pages are made of nothing but what an edition says: the same record gives the same bytes in every edition.

Only the home page and the edition's own page carry its number and date. All text of the data is escaped by the
templates; what no HTML may contain is replaced once, at the way out.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from importlib import resources
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from khronika.edition.asked import demands
from khronika.edition.model import Entry, Front, Record, Source
from khronika.pages import amounts, asked, called, laws, sections, solidarity, statuses, when
from khronika.pages.errors import NoPage
from khronika.pages.found import Found
from khronika.pages.letters import WHOLE, Group, grouped
from khronika.pages.newsroom.shown import items, titled
from khronika.pages.numbers.now import now
from khronika.pages.page import Page, anchor, web, whole
from khronika.pages.pictured import PICTURED
from khronika.pages.structured import describe
from khronika.pages.timeline import MOST, dated, folded, newest, stretch, timeline
from khronika.pages.titles import base, choose, isolated, unusual, writings, written
from khronika.pages.words import Words, words
from khronika.pages.years import CHRONICLED, yearly
from khronika.vocabulary.terms import label

LANGUAGES = ("en", "be", "ru")
SITE = "site"
STYLES = ("icon.svg", "matters.css", "news.css", "print.css", "solidarity.css", "style.css")  # what all pages share
_TEMPLATES = {
    "Person": "person",
    "Organization": "organization",
    "Place": "place",
    "Event": "event",
    "Act": "act",
    "Proceeding": "proceeding",
    "JointStatement": "statement",
    "Demand": "demand",
    **dict.fromkeys(
        (
            "Intervention",
            "Mechanism",
            "Session",
            "Recommendation",
            "Submission",
            "Communication",
            "Motion",
        ),
        "matter",
    ),
    "Campaign": "campaign",
    "Observance": "observance",
    "SolidarityAction": "action",
}
_ASKED = {
    "demanded": demands,
    "own_demand": asked.own,
    "demand_chain": asked.chain,
    "asked_order": asked.ordered,
    "assessments": asked.assessments,
    "steps": asked.steps,
    "stepped": asked.STEPPED,
    "worded": asked.WORDED,
    "told_apart": asked.APART,
    "signed_named": asked.named,
    "signed_unnamed": asked.unnamed,
    "latest": asked.latest,
    "inner": asked.inner,
}
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Renderer:
    """Makes every page of one edition; it keeps nothing between pages, so one may be used from many processes.

    front: what the home page and the edition's page show; the others take only the publisher's name from it and whether
    it is a demonstration.
    """

    def __init__(self, front: Front, languages: tuple[str, ...] = LANGUAGES) -> None:
        self.front = front
        self._words = {language: words(language) for language in languages}
        self._rooms = {language: _environment(spoken) for language, spoken in self._words.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it makes pages in."""
        return tuple(self._words)

    def record(self, record: Record, language: str) -> bytes:
        """The page of a record; NoPage for one of a kind that is shown on others' pages."""
        template = _TEMPLATES.get(record.ref.kind)
        if template is None or not record.ref.address:
            raise NoPage(
                f"Expected a record with a page of its own, got a {record.ref.kind!r}; render what it is part of."
            )
        page = Page(language, record.ref.address, subject=record.ref.id)
        return self._make(template, page, record=record, structured=describe(record, language))

    def source(self, source: Source, language: str) -> bytes:
        """The page of a source with its cited passages."""
        page = Page(language, source.address, subject=source.id)
        return self._make("source", page, source=source, structured=describe(source, language))

    def home(self, language: str) -> bytes:
        """The first page of a language, with the edition's number, figures and news."""
        return self._make("home", Page(language, "index"), now=now(self.front.counts))

    def edition(self, language: str) -> bytes:
        """The edition's own page: number, date, how to check and copy it, the one before."""
        return self._make("edition", Page(language, "edition"))

    def method(self, language: str) -> bytes:
        """How decisions are made, how to read the pages, what is withheld, and the vocabulary."""
        return self._make("method", Page(language, "method"), lists=sections.vocabulary(language))

    def listing(self, kind: str, place: str | None, entries: Iterable[Entry], language: str) -> bytes:
        """One page of a kind's list: all entries in their groups, or with `place` those of the group of that file."""
        groups = [each for each in self._groups(kind, entries, language) if place in (None, each.place)]
        inner = [(each.label, f"#{each.place}") for each in groups] if len(groups) > 1 else []
        return self._list(kind, place, groups, letters=inner, language=language)

    def listings(self, kind: str, entries: Iterable[Entry], language: str) -> Iterator[tuple[str, bytes]]:
        """All pages of a kind's list with their paths in the edition: one page, or one a letter or year where it is long."""
        entries, folder = tuple(entries), f"{SITE}/{language}/{sections.section(kind)}"
        if len(entries) <= WHOLE:
            yield f"{folder}/index.html", self.listing(kind, None, entries, language)
            return
        groups = self._groups(kind, entries, language)
        letters = [(each.label, each.place) for each in groups]
        yield f"{folder}/index.html", self._list(kind, None, [], letters=letters, language=language)
        for each in groups:
            page = self._list(kind, each.place, [each], letters=letters, language=language)
            yield f"{folder}/{each.place}.html", page

    def group(self, kind: str, group: Group | None, letters: list[tuple[str, str]], language: str) -> bytes:
        """One page of a long list: a group of it, or without one the way to all of them, which is `letters`."""
        return self._list(
            kind, group.place if group else None, [group] if group else [], letters=letters, language=language
        )

    def _groups(self, kind: str, entries: Iterable[Entry], language: str) -> list[Group]:
        return yearly(entries, self._words[language]) if kind in CHRONICLED else grouped(entries, language)

    def search(self, query: str, results: Iterable[Found], language: str) -> bytes:
        """The page of results; without a query it is the page that stands in for search where no server runs."""
        spoken = self._words[language]
        shown = [
            {"heading": sections.heading(found.kind, spoken), "hits": found.hits} for found in results if found.hits
        ]
        return self._make("search", Page(language, "search"), query=query, results=shown)

    def missing(self, language: str, above: int = 0) -> bytes:
        """The page that says that nothing is there, equal for what was hidden and what never was.

        above: how many folders lie between the address that was asked for and the language's folder.
        """
        return self._make("missing", Page(language, "missing", above=above), lost=True)

    def door(self) -> bytes:
        """The page above all languages, where a reader chooses one."""
        first = self.languages[0]
        return self._bytes(self._rooms[first].get_template("door.html").render(self._shared()))

    def styles(self) -> dict[str, bytes]:
        """The files that all pages share, by their path in the edition."""
        assets = resources.files("khronika.pages").joinpath("assets")
        return {f"{SITE}/assets/{name}": assets.joinpath(name).read_bytes() for name in STYLES}

    def fixed(self, language: str) -> Iterator[tuple[str, bytes]]:
        """The pages of a language that are no records or lists, with their paths in the edition."""
        folder = f"{SITE}/{language}"
        yield f"{folder}/index.html", self.home(language)
        yield f"{folder}/edition.html", self.edition(language)
        yield f"{folder}/method.html", self.method(language)
        yield f"{folder}/search.html", self.search("", (), language)

    def _list(
        self, kind: str, place: str | None, groups: list[Group], *, letters: list[tuple[str, str]], language: str
    ) -> bytes:
        section = sections.section(kind)
        page = Page(language, f"{section}/{place or 'index'}")
        shown = {
            "heading": sections.heading(kind, self._words[language]),
            "section": section,
            "by_year": kind in CHRONICLED,
        }
        return self._make("listing", page, place=place, letters=letters, groups=groups, **shown)

    def words(self, language: str) -> Words:
        """The words of one of its languages."""
        return self._words[language]

    def make(self, template: str, page: Page, **shown: Any) -> bytes:
        """A page that is no record's: lists and figures (`pages.numbers`) are worked out elsewhere and made here."""
        return self._make(template, page, **shown)

    def piece(self, template: str, page: Page, **shown: Any) -> Markup:
        """A part of a page, which may be put into many."""
        text = self._rooms[page.language].get_template(f"{template}.html").render(page=page, **shown)
        return Markup(_FORBIDDEN.sub("\ufffd", text))  # escaped by its own template

    def _make(self, template: str, page: Page, **shown: Any) -> bytes:
        room = self._rooms[page.language]
        return self._bytes(room.get_template(f"{template}.html").render(self._shared(), page=page, **shown))

    def _shared(self) -> dict[str, object]:
        tongues = tuple(self._words.values())
        return {"front": self.front, "tongues": tongues, "structured": "", "lost": False, "query": "", "spoken": None}

    def _bytes(self, text: str) -> bytes:
        return _FORBIDDEN.sub("\ufffd", text).encode("utf-8")


class _Compiled(BytecodeCache):
    """Templates are the same in every language and compiled once in a process; their words are looked up as they are shown."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is compiled already."""
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def _environment(spoken: Words) -> Environment:
    room = Environment(
        loader=PackageLoader("khronika.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    room.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        spoken.translations.ugettext, spoken.translations.ungettext, newstyle=True
    )
    room.globals |= _names(spoken)
    return room


def _names(spoken: Words) -> dict[str, Any]:
    """What templates may call, by its name there."""
    return {
        "words": spoken,
        "language": spoken.language,
        "label": label,
        "day": partial(when.day, words=spoken),
        "span": partial(when.span, words=spoken),
        "number": partial(amounts.number, words=spoken),
        "amount": partial(amounts.amount, words=spoken),
        "counted": partial(sections.figure, words=spoken),
        "sections": sections.sections(spoken),
        "first": sections.first(spoken),
        "further": sections.further(spoken),
        "given": sections.given,
        "besides": sections.rest,
        "gist": sections.GIST,
        "point": sections.point,
        "stated": sections.stated,
        "nameless": called.NAMELESS,
        "case": partial(called.case, spoken=spoken),
        "scoped": sections.scoped,
        "signed": sections.signed,
        "choose": choose,
        "written": written,
        "writings": writings,
        "whole": whole,
        "base": base,
        "unusual": unusual,
        "isolated": isolated,
        "timeline": timeline,
        "dated": dated,
        "newest": newest,
        "folded": folded,
        "determined": statuses.determined,
        "standing": statuses.standing,
        "period": partial(statuses.period, words=spoken),
        "stretch": stretch,
        "lawful": laws.described,
        "positions": sections.positions,
        "most": MOST,
        **_ASKED,
        **PICTURED,
        **solidarity.called_by(spoken),
        "plural": partial(sections.heading, words=spoken),
        "anchor": anchor,
        "web": web,
        "titled": titled,
        "listed": items,
    }
