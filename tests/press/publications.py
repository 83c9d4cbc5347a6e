"""Publications as the newsroom leaves them, made without Wagtail."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from khronika.desk.ledger.append import append
from khronika.desk.newsroom.content import Article, Block, BlockKind, Cited, Span, Topic, pack
from khronika.desk.newsroom.models import Publication

WHEN = datetime(2026, 8, 1, tzinfo=UTC)
P = BlockKind.PARAGRAPH


def paragraph(*spans: Span | str, kind: BlockKind = P) -> Block:
    """A paragraph of stretches of text."""
    return Block(kind, tuple(Span(each) if isinstance(each, str) else each for each in spans))


def article(title: str, *blocks: Block | str, kind: str = "news", date: str = "2026-07-01", **more: Any) -> Article:
    """An article; texts become paragraphs."""
    laid = tuple(each if isinstance(each, Block) else paragraph(each) for each in blocks)
    return Article(kind, title, date, blocks=laid, **more)


def published(
    said: Article | Topic, key: str, *, language: str = "en", of: Publication | None = None, address: str = ""
) -> Publication:
    """Publish it: what stood of it in that language ends. `of` is the original that it translates."""
    kind = "topic" if isinstance(said, Topic) else "article"
    Publication.objects.filter(key=key, language=language, ended=None).update(ended=WHEN)
    content = json.loads(json.dumps(pack(said)))
    with transaction.atomic():
        entry = append("publish", {"kind": kind})
    return Publication.objects.create(
        kind=kind,
        key=key,
        language=language,
        original=of is None,
        address=of.address if of else address or f"{kind}s/{key}",
        content=content,
        digest=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        of=of.digest if of else "",
        at=WHEN,
        entry=entry.entry.number,
        salt=b"s" * 32,
    )


def ended(publication: Publication) -> None:
    """Withdraw it."""
    Publication.objects.filter(pk=publication.pk).update(ended=WHEN)
    with transaction.atomic():
        append("publish", {"ended": publication.key})


__all__ = ["Cited", "Span", "Topic", "article", "ended", "paragraph", "published"]
