"""Who is erased goes out of every article that named them: drafts, revisions, strings of translations, and what was published.

A name becomes '█' as in every text that stays, whatever markup stands within it; links to the person go. What was published of
such a page ends, so that an editor looks at it before it goes out again, and what proved its ledger entry is destroyed.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from django.utils import timezone
from wagtail_localize.models import String, StringSegment, TranslatableObject, TranslationSource

from khronika.desk.erasure.beside import Kept
from khronika.desk.erasure.finder import BLANK, Finder, blanked
from khronika.desk.erasure.plan import Plan
from khronika.desk.erasure.rows import Gone
from khronika.desk.newsroom import publish, rich
from khronika.desk.newsroom.content import Article, Block, Topic, pack, unpack_article, unpack_topic
from khronika.desk.newsroom.draft import Page
from khronika.desk.newsroom.models import Publication
from khronika.desk.newsroom.pages import ArticlePage, TopicPage, loaded
from khronika.desk.sources.models import identifier

_TAG = re.compile(r"<[^>]*>")
_LINES = ("title", "draft_title", "seo_title", "search_description", "teaser", "byline", "publisher", "caption")


@dataclass(frozen=True, slots=True)
class _Person:
    finder: Finder
    records: frozenset[str]

    def reaches(self, value: Any) -> bool:
        """Whether something kept names them, in words or by an id."""
        return any(self.finder.names(text) or text.strip() in self.records for text in _strings(value))

    def text(self, words: str) -> str:
        """Words with the name taken out; the article speaks of them, so a surname alone is theirs."""
        return blanked(words, self.finder.spans(words, known=True))

    def block(self, block: Block) -> Block:
        """A block without the name, and without links to them."""
        words, at, spans = self.text(rich.plain(block)), 0, []
        for each in block.spans:
            end = at + len(each.text)
            record = "" if each.record in self.records else each.record
            url = "" if self.finder.reaches(each.url) else each.url
            spans.append(replace(each, text=words[at:end], record=record, url=url))
            at = end
        return replace(block, spans=tuple(spans))


def _strings(value: Any) -> Iterator[str]:
    """Every text within something kept as JSON, without its markup; what links to a record gives its id."""
    match value:
        case str():
            if value[:1] in "[{" and value[1:]:
                try:
                    yield from _strings(json.loads(value))
                    return
                except ValueError:
                    pass
            yield unescape(_TAG.sub("", value))
            yield from re.findall(r'\bid="([a-z0-9]{12})"', value)
        case list() | tuple():
            for each in value:
                yield from _strings(each)
        case dict():
            for each in value.values():
                yield from _strings(each)


def _person(made: Plan) -> _Person:
    return _Person(made.finder, frozenset(made.doomed()))


def _pages(person: _Person) -> Iterator[tuple[Page, bool]]:
    """Each page that names them in its row, a revision or the address; and whether what stands published does."""
    keys = {row.key for row in Publication.objects.all() if _published(person, row)}
    for model in (ArticlePage, TopicPage):
        for page in model.objects.select_related("locale").order_by("pk"):
            kept = [page.serializable_data(), *page.revisions.values_list("content", flat=True)]
            speaks = str(page.translation_key) in keys
            if speaks or any(map(person.reaches, kept)) or person.finder.reaches(page.slug):
                yield page, speaks


def _published(person: _Person, row: Publication) -> bool:
    return person.reaches(row.content) or person.finder.reaches(row.address)


def held(made: Plan) -> list[Kept]:
    """Articles that name those who would go."""
    person = _person(made)
    return [Kept("article", page.title, page.title) for page, _speaks in _pages(person)]


def empty(made: Plan, gone: Gone) -> None:
    """Take them out of everything, in the transaction of the erasure."""
    person = _person(made)
    pages = list(_pages(person))
    _publications(person, gone)
    for page, speaks in pages:
        _page(person, page, speaks)
        gone.counts["article"] += 1
    _translations({str(page.translation_key) for page, _speaks in pages})


def _publications(person: _Person, gone: Gone) -> None:
    digests: dict[str, str] = {}
    for row in Publication.objects.all():
        if not _published(person, row):
            continue
        said = _content(person, row)
        digests[row.digest] = publish.digest(said)
        row.content, row.digest = json.loads(json.dumps(pack(said))), digests[row.digest]
        row.ended = row.ended or timezone.now()
        if person.finder.reaches(row.address):
            row.address = f"{publish.FOLDERS[Publication.Kind(row.kind)]}/{identifier()}"
        gone.entries |= {row.entry} if row.payload else set()
        row.payload, row.salt = "", b""
        row.save()
    for before, after in digests.items():
        for row in Publication.objects.filter(of=before):
            gone.entries |= {row.entry} if row.payload else set()
            Publication.objects.filter(pk=row.pk).update(of=after, payload="", salt=b"")
        for model in (ArticlePage, TopicPage):
            model.objects.filter(of=before).update(of=after)


def _content(person: _Person, row: Publication) -> Article | Topic:
    if row.kind == Publication.Kind.TOPIC:
        topic = unpack_topic(row.content)
        return replace(topic, title=person.text(topic.title), blocks=tuple(map(person.block, topic.blocks)))
    said = unpack_article(row.content)
    cited = (replace(each, title=person.text(each.title)) for each in said.sources)
    lines: dict[str, Any] = {
        name: person.text(getattr(said, name)) for name in ("title", "teaser", "byline", "publisher", "caption")
    }
    return replace(
        said,
        **lines,
        sources=tuple(replace(each, url="" if person.finder.reaches(each.url) else each.url) for each in cited),
        records=tuple(each for each in said.records if each not in person.records),
        blocks=tuple(map(person.block, said.blocks)),
    )


def _page(person: _Person, page: Page, speaks: bool) -> None:
    """The page and its newest draft cleaned; every revision that was goes."""
    draft = page.get_latest_revision_as_object()
    for each in (page, draft):
        _clean(person, each)
    page.revisions.all().delete()
    if speaks:
        page.live, page.has_unpublished_changes = False, True
    page.latest_revision = page.live_revision = None
    page.save(clean=False)
    draft.live, draft.latest_revision, draft.live_revision = page.live, None, None
    draft.save_revision(clean=False, log_action=False)


def _clean(person: _Person, page: Page) -> None:
    for name in _LINES:
        if value := getattr(page, name, ""):
            setattr(page, name, person.text(value))
    if person.finder.reaches(page.slug):
        page.slug = identifier()
    page.body = list(rich.stream(tuple(map(person.block, publish.blocks(page.body)))))
    if isinstance(page, ArticlePage):
        page.records = [each for each in loaded(page.records) if each not in person.records]
        page.refused = [each for each in loaded(page.refused) if each not in person.records]
        page.sources = [("source", _source(person, each.value)) for each in page.sources]


def _source(person: _Person, value: Any) -> dict[str, str]:
    url = value.get("url") or ""
    return {
        "title": person.text(value.get("title") or "") or BLANK,
        "url": "" if person.finder.reaches(url) else url,
        "source": value.get("source") or "",
    }


def _translations(keys: Collection[str]) -> None:
    """What joins their translations string by string goes: its strings would keep the name beside its markup."""
    TranslationSource.objects.filter(object_id__in=keys).delete()
    TranslatableObject.objects.filter(translation_key__in=keys).delete()
    String.objects.exclude(pk__in=StringSegment.objects.values("string")).delete()
