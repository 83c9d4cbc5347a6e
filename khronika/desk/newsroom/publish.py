"""Publish and withdraw: what a page says is frozen into a Publication with its ledger entry, in one transaction with Wagtail's own change.

Wagtail's publishing, by whatever button or clock, comes here through `signals`. An address is allotted once and stays the page's.
"""

import hashlib
import json
from typing import TypeAlias

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import Page
from wagtail_localize.models import Translation

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.ledger.append import append
from khronika.desk.ledger.chain import canonical
from khronika.desk.newsroom import rich
from khronika.desk.newsroom.content import Article, Block, BlockKind, Cited, Span, Topic, pack
from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.newsroom.models import Publication
from khronika.desk.newsroom.pages import ArticlePage, TopicPage, loaded
from khronika.desk.newsroom.place import slug

Written: TypeAlias = ArticlePage | TopicPage
FOLDERS = {Publication.Kind.ARTICLE: "articles", Publication.Kind.TOPIC: "topics"}


def publish(by: User, page: Written) -> Publication:
    """Publish the newest draft of a page now.

    Raises NotAllowed unless the account may publish, NewsroomError for what cannot go out as it is.
    """
    demand(by, Deed.PUBLISH)
    draft = page.get_latest_revision_as_object()
    check(draft)
    with LogContext(user=by), transaction.atomic():
        revision = page.get_latest_revision() or page.save_revision(user=by)
        revision.publish(user=by)
    return Publication.objects.get(key=str(page.translation_key), language=page.locale.language_code, ended=None)


def withdraw(by: User, page: Written) -> None:
    """Take a page out from the next edition on; its draft stays. Raises NotAllowed unless the account may publish."""
    demand(by, Deed.PUBLISH)
    if not page.live:
        raise NewsroomError(f"Expected a published page; {page.title!r} is a draft, so there is nothing to withdraw.")
    with LogContext(user=by), transaction.atomic():
        page.unpublish(user=by)


def check(page: Written) -> None:
    """Raise NewsroomError for a page that says nothing."""
    if not page.title.strip() or (isinstance(page, ArticlePage) and not blocks(page.body) and not page.teaser):
        raise NewsroomError(
            f"Expected a title and a text; {page.title!r} has not both. Write them, then publish it again."
        )


def freeze(page: Written, *, by: str) -> Publication:
    """Keep what a page says now as its newest publication; the one that stood ends. The same once more changes nothing."""
    key, language, at = str(page.translation_key), page.locale.language_code, timezone.now()
    made = content(page)
    fingerprint = digest(made)
    first = original(page)
    of = "" if first else translated_from(page)
    with transaction.atomic():
        standing = Publication.objects.filter(key=key, language=language, ended=None).first()
        if standing and (standing.digest, standing.of) == (fingerprint, of):
            return standing
        Publication.objects.filter(key=key, language=language, ended=None).update(ended=at)
        kind = Publication.Kind.ARTICLE if isinstance(page, ArticlePage) else Publication.Kind.TOPIC
        row = Publication(kind=kind, key=key, language=language, original=first, address=address(page, kind))
        told = {"publication": row.pk, "key": key, "language": language, "digest": fingerprint, "of": of, "by": by}
        entered = append("article.publish", told)
        row.content, row.digest, row.of, row.at, row.by = json.loads(canonical(pack(made))), fingerprint, of, at, by
        row.entry, row.salt, row.payload = entered.entry.number, entered.salt, entered.payload
        row.save(force_insert=True)
    return row


def end(page: Written, *, by: str) -> None:
    """A page is withdrawn or deleted: its publication ends, and the ledger says so."""
    key, language = str(page.translation_key), page.locale.language_code
    with transaction.atomic():
        standing = Publication.objects.filter(key=key, language=language, ended=None).first()
        if standing is None:
            return
        told = {"publication": standing.pk, "key": key, "language": language, "by": by}
        entered = append("article.withdraw", told)
        standing.ended = timezone.now()
        standing.end_entry, standing.end_salt, standing.end_payload = (
            entered.entry.number,
            entered.salt,
            entered.payload,
        )
        standing.save(update_fields=("ended", "end_entry", "end_salt", "end_payload"))


def original(page: Written) -> bool:
    """Whether a page was written in its own language first."""
    return bool(page.written == page.locale.language_code)


def origin(page: Written) -> Written | None:
    """The original of which a page is a translation; None for an original, and where it was deleted."""
    if original(page):
        return None
    return type(page).objects.filter(translation_key=page.translation_key, locale__language_code=page.written).first()


def translated_from(page: Written) -> str:
    """The digest of what the original said when this translation of it was last brought up to it; empty where it never came out."""
    originals = Publication.objects.filter(key=str(page.translation_key), original=True).order_by("at")
    made = synchronised(page)
    if made is not None:
        before = originals.filter(at__lte=made.source.last_updated_at)
        return before.values_list("digest", flat=True).last() or ""
    return page.of or originals.filter(ended=None).values_list("digest", flat=True).last() or ""


def synchronised(page: Written) -> Translation | None:
    """What joins a translation to its original string by string, where it was begun so."""
    made = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).select_related("source")
    return made.first()


def newest(page: Written) -> str:
    """The digest of what the original says as it is out now; for a translation that is written anew."""
    if original(page) or not page.written:
        return ""
    standing = Publication.objects.filter(key=str(page.translation_key), original=True, ended=None)
    return standing.values_list("digest", flat=True).first() or ""


def current(by: User, page: Written) -> None:
    """Say that a translation says what its original says now. Raises NewsroomError for one that is synchronised with its original."""
    demand(by, Deed.PUBLISH)
    if original(page):
        raise NewsroomError(f"Expected a translation; {page.title!r} is the original of its translations.")
    if synchronised(page):
        raise NewsroomError(
            "Expected a translation made by hand; open it, and take the changed strings from its original there."
        )
    draft = page.get_latest_revision_as_object()
    draft.of = newest(page)
    type(page).objects.filter(pk=page.pk).update(of=draft.of)
    with LogContext(user=by), transaction.atomic():
        revision = draft.save_revision(user=by, changed=False)
        if page.live and not page.has_unpublished_changes:
            revision.publish(user=by)


def address(page: Written, kind: str) -> str:
    """The address of a page in all its languages: the one it has, else one that nothing ever had."""
    known = Publication.objects.filter(key=str(page.translation_key)).values_list("address", flat=True).first()
    if known:
        return known
    first = origin(page) or page
    wanted = f"{FOLDERS[Publication.Kind(kind)]}/{slug(first.slug, first.locale.language_code)}"
    taken, number, found = set(Publication.objects.values_list("address", flat=True)), 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def content(page: Written) -> Article | Topic:
    """What a page says, as plain values."""
    if isinstance(page, TopicPage):
        return Topic(page.title, page.order, blocks(page.body))
    text = blocks(page.body)
    linked = [span.record for block in text for span in block.spans if span.record]
    cited = (each.value for each in page.sources)
    return Article(
        kind=page.kind,
        title=page.title,
        date=page.date.isoformat(),
        teaser=page.teaser,
        byline=page.byline,
        publisher=page.publisher,
        image=page.image,
        caption=page.caption,
        topics=tuple(loaded(page.topics)),
        records=tuple(dict.fromkeys([*loaded(page.records), *linked])),
        sources=tuple(Cited(each["title"], each["url"] or "", each["source"] or "") for each in cited),
        blocks=text,
    )


def blocks(body: object) -> tuple[Block, ...]:
    """The text of a page in blocks."""
    found: list[Block] = []
    for each in body or ():  # type: ignore[attr-defined]
        match each.block_type:
            case "heading":
                found.append(Block(BlockKind.HEADING, (Span(each.value),)))
            case "picture":
                caption = (each.value.get("caption") or "").strip()
                spans = (Span(caption),) if caption else ()
                found.append(Block(BlockKind.PICTURE, spans, each.value.get("image") or ""))
            case "quote":
                found.extend(rich.read(each.value.source, BlockKind.QUOTE))
            case _:
                found.extend(rich.read(each.value.source))
    return tuple(found)


def digest(made: Article | Topic) -> str:
    """What tells one content from another."""
    return hashlib.sha256(canonical(pack(made)).encode()).hexdigest()


def versions(page: Page) -> list[Written]:
    """All languages of a page, the original first."""
    model = type(page.specific)
    return list(model.objects.filter(translation_key=page.translation_key).select_related("locale").order_by("pk"))
