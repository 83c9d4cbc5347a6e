"""Pages from files and as files, for the command line and for whoever builds a newsroom from a folder: all of some files, or none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from khronika.desk.accounts.models import User
from khronika.desk.newsroom import draft, files, publish
from khronika.desk.newsroom.content import Article, Topic
from khronika.desk.newsroom.draft import Head, Page
from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.newsroom.pages import ArticlePage, TopicPage

MODELS: dict[str, type[Page]] = {"article": ArticlePage, "topic": TopicPage}


@dataclass(frozen=True, slots=True)
class Taken:
    """A page that was made or changed."""

    page: int
    language: str
    address: str
    title: str


def take(by: User, kind: str, given: Iterable[tuple[str, str]], *, out: bool = False) -> list[Taken]:
    """Draft pages of a kind ('article' or 'topic') from (name, text) of files; with `out` each is published as well.

    Raises NewsroomError that names the file; nothing of any file is kept then.
    """
    with transaction.atomic():
        return [_one(by, kind, name, text, out=out) for name, text in given]


def _one(by: User, kind: str, name: str, text: str, *, out: bool) -> Taken:
    try:
        made = files.topic(text) if kind == "topic" else files.article(text)
        page = _drafted(by, made)
        if out:
            row = publish.publish(by, page)
            return Taken(page.pk, row.language, row.address, page.title)
    except NewsroomError as error:
        raise NewsroomError(f"{name}: {error}") from error
    where = publish.address(page, kind)
    return Taken(page.pk, page.locale.language_code, where, page.title)


def _drafted(by: User, made: files.Document) -> Page:
    if isinstance(made.said, Topic):
        return draft.topic(by, made.said, made.head)
    return draft.article(by, made.said, made.head)


def page(which: str, language: str = "", kind: str = "") -> Page:
    """The page that is meant, in a language of it. Raises NewsroomError where there is none."""
    found = draft.found(which, MODELS.get(kind))
    if not language or found.locale.language_code == language:
        return found
    for each in publish.versions(found):
        if each.locale.language_code == language:
            return each
    there = ", ".join(each.locale.language_code for each in publish.versions(found))
    raise NewsroomError(f"Expected a language that {found.title!r} is in ({there}); got {language!r}.")


def text(kind: str, which: str, language: str = "") -> str:
    """The newest draft of a page as a file."""
    found = page(which, language, kind)
    newest = found.get_latest_revision_as_object()
    original = publish.origin(found)
    said: Article | Topic = publish.content(newest)
    if isinstance(said, Article):
        there = TopicPage.objects.filter(translation_key__in=said.topics)
        named = dict(there.order_by("-pk").values_list("translation_key", "slug"))
        said = replace(said, topics=tuple(slug for key, slug in named.items() if str(key) in said.topics))
    where = publish.address(found, kind)
    return files.written(
        Head(found.locale.language_code, where, publish.address(original, kind) if original else ""), said
    )
