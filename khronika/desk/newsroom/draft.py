"""Write a page: from a form it is Wagtail's doing, from a file it comes through here. A draft says nothing to anybody outside."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from django.db import transaction

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.newsroom import place, publish, rich
from khronika.desk.newsroom.content import Article, Block, Span, Topic
from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.newsroom.models import Publication
from khronika.desk.newsroom.named import one
from khronika.desk.newsroom.pages import ArticlePage, Newsroom, TopicPage
from khronika.desk.solidarity.models import Image
from khronika.vocabulary.terms import members

Page: TypeAlias = ArticlePage | TopicPage


@dataclass(frozen=True, slots=True)
class Head:
    """Where a page goes: its language, the last part of its address (empty: made from the title), the page that it translates."""

    language: str
    slug: str = ""
    translates: str = ""


def article(by: User, given: Article, head: Head) -> ArticlePage:
    """Draft an article, or change the draft of the one that has the address of `head` in this language.

    `topics` are addresses or titles of topics, `records` and links ids or names that one record alone has.
    Raises NotAllowed, and NewsroomError for what cannot be understood; nothing is changed then.
    """
    demand(by, Deed.PROPOSE)
    made = _meant(given)
    page = _page(ArticlePage, head, made.title)
    _fill(page, made)
    page.kind, page.date, page.byline, page.publisher = (
        made.kind,
        date.fromisoformat(made.date),
        made.byline,
        made.publisher,
    )
    page.teaser, page.image, page.caption = made.teaser, made.image, made.caption
    page.topics, page.records = list(made.topics), list(made.records)
    page.sources = [("source", {"title": each.title, "url": each.url, "source": each.source}) for each in made.sources]
    return _keep(by, page, head)


def topic(by: User, given: Topic, head: Head) -> TopicPage:
    """Draft a topic, or change the draft of the one that has this address in this language."""
    demand(by, Deed.PROPOSE)
    page = _page(TopicPage, head, given.title)
    _fill(page, replace(given, blocks=linked(given.blocks)))
    page.order = given.order
    return _keep(by, page, head)


def found(which: str, model: type[Page] | None = None) -> Page:
    """The original with an address, slug or title, or the page with a number. Raises NewsroomError where there is none."""
    wanted = which.strip()
    tail = wanted.rsplit("/", 1)[-1]
    kinds = (model,) if model else (ArticlePage, TopicPage)
    keys = list(Publication.objects.filter(address=wanted).values_list("key", flat=True)[:1])
    for kind in kinds:
        pages = kind.objects.select_related("locale")
        near = pages.filter(translation_key__in=keys) or pages.filter(slug=tail) or pages.filter(title=wanted)
        if not near and wanted.isascii() and wanted.isdigit():
            near = pages.filter(pk=int(wanted))
            return near[0] if near else _none(which)
        for each in sorted(near, key=lambda page: (not publish.original(page), page.pk)):
            return each
    return _none(which)


def _none(which: str) -> Page:
    raise NewsroomError(
        f"Nothing in the newsroom is called {which!r}. 'khronika articles list' and 'khronika topics list' show what is there."
    )


def _page(model: type[Page], head: Head, title: str) -> Page:
    """The page to write on: one that is there, else a new one that is not kept yet."""
    room = place.newsroom(head.language)
    if not title.strip():
        raise NewsroomError(
            "Expected a title in the head of the file, such as 'title: Letters to prisoners'; there is none."
        )
    original = found(head.translates, model) if head.translates else None
    if original and original.locale_id == room.locale_id:
        raise NewsroomError(
            f"Expected a translation into another language than that of {original.title!r}, which is {head.language!r} too."
        )
    slug = head.slug or (original.slug if original else place.slug(title, head.language))
    there = model.objects.filter(locale=room.locale)
    page = there.filter(translation_key=original.translation_key) if original else there.filter(slug=head.slug or None)
    if page:
        return page[0].get_latest_revision_as_object()
    made = model(slug=_free(slug, room, model), locale=room.locale, live=False)
    if original:
        made.translation_key, made.written = original.translation_key, original.written
    return made


def _free(slug: str, room: Newsroom, model: type[Page]) -> str:
    """The slug, with a number where another page of the newsroom has it."""
    others = set(room.get_children().values_list("slug", flat=True))
    number, made = 2, slug
    while made in others:
        made, number = f"{slug}-{number}", number + 1
    return made


def _fill(page: Page, given: Article | Topic) -> None:
    page.title = page.draft_title = given.title
    page.body = list(rich.stream(given.blocks))


def _keep(by: User, page: Page, head: Head) -> Page:
    page.of = publish.newest(page)
    with transaction.atomic():
        if page.pk is None:
            page.owner = by
            place.newsroom(head.language).add_child(instance=page)
        page.save_revision(user=by, changed=True)
    return page


def _meant(given: Article) -> Article:
    """What was given, with keys of topics and ids of records; raises NewsroomError for what is not there."""
    if given.kind not in members("article_kind"):
        kinds = ", ".join(members("article_kind"))
        raise NewsroomError(f"Expected a kind of article ({kinds}); got {given.kind!r}.")
    try:
        date.fromisoformat(given.date)
    except ValueError as error:
        raise NewsroomError(f"Expected a day such as 2013-08-05 as the date; got {given.date!r}.") from error
    topics = tuple(str(found(each, TopicPage).translation_key) for each in given.topics)
    pictures = {given.image, *(each.image for each in given.blocks)} - {""}
    for image in pictures - set(Image.objects.filter(pk__in=pictures).values_list("pk", flat=True)):
        raise NewsroomError(f"Expected a picture made ready for publishing; there is none with the id {image!r}.")
    return replace(given, topics=topics, records=tuple(map(one, given.records)), blocks=linked(given.blocks))


def linked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks whose links name records by their ids."""
    return tuple(replace(each, spans=tuple(map(_linked, each.spans))) for each in blocks)


def _linked(span: Span) -> Span:
    return replace(span, record=one(span.record)) if span.record else span
