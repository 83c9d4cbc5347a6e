"""Withheld people named in a text, told while it is written: by the press's own search, for those whom the words may mean.

It asks the names of the register that resemble words of the text, so it is quick where the register is large; the press searches
for everybody, and stops whatever comes by here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from khronika.desk.newsroom import publish, rich
from khronika.desk.newsroom.draft import Page
from khronika.desk.newsroom.linking import AROUND, likely
from khronika.desk.newsroom.pages import ArticlePage
from khronika.press.people import withheld
from khronika.press.sweep import Person, Sweep
from khronika.vocabulary.kind import Level


@dataclass(frozen=True, slots=True)
class Warning:
    """A stretch of a text that may name somebody withheld, and where it stands."""

    where: str
    before: str
    words: str
    after: str
    records: tuple[str, ...]


def warnings(page: Page) -> list[Warning]:
    """Every place of a draft that may name a withheld person."""
    texts = list(_texts(page))
    people = next((names for kind, names in likely(text for _where, text in texts) if kind == "Person"), {})
    away = withheld(set(people), Level.PUBLIC, date.today())
    if not away:
        return []
    sides = (
        [Person(each, people[each]) for each in sorted(people) if (each in away) is kept] for kept in (True, False)
    )
    return list(_found(texts, Sweep(*sides)))


def _found(texts: Iterable[tuple[str, str]], sweep: Sweep) -> Iterator[Warning]:
    for where, text in texts:
        for hit in sweep.hits(text):
            before, after = text[max(0, hit.start - AROUND) : hit.start], text[hit.end : hit.end + AROUND]
            yield Warning(where, before, text[hit.start : hit.end], after, hit.records)


def _texts(page: Page) -> Iterator[tuple[str, str]]:
    yield _("Title"), page.title
    yield _("Address"), page.slug.replace("-", " ")
    if isinstance(page, ArticlePage):
        yield _("Teaser"), page.teaser
        yield _("Byline"), f"{page.byline} · {page.publisher}"
        yield _("Caption"), page.caption
        for each in page.sources:
            yield _("Source"), each.value["title"]
    for number, block in enumerate(publish.blocks(page.body), 1):
        yield _("Paragraph %(number)s") % {"number": number}, rich.plain(block)
