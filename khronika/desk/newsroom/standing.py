"""How every page of the newsroom stands: a draft, in review, scheduled, published, changed since, withdrawn; and translations that lag behind."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, WorkflowState

from khronika.desk.newsroom.draft import Page
from khronika.desk.newsroom.models import Publication
from khronika.desk.newsroom.publish import translated_from
from khronika.desk.newsroom.typed import MODELS


class State(StrEnum):
    """What a page is; it may be several."""

    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CHANGED = "changed"  # published, with a newer draft
    STALE = "stale"  # a translation whose original was published anew after it
    ORPHAN = "orphan"  # a translation whose original is not published: it does not go out
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Row:
    """One page in one language."""

    page: int
    key: str
    title: str
    language: str
    written: str
    date: str
    kind: str
    address: str
    states: tuple[State, ...]
    changed: datetime | None
    scheduled: datetime | None = None
    by: str = ""

    @property
    def original(self) -> bool:
        """Whether it was written in its own language first."""
        return self.language == self.written

    def plain(self) -> dict[str, Any]:
        """For programs."""
        return {**asdict(self), "changed": str(self.changed or ""), "scheduled": str(self.scheduled or "")}


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked up once for all pages."""

    standing: Mapping[tuple[str, str], Publication]
    ever: frozenset[tuple[str, str]]
    originals: Mapping[str, str]  # key: digest of what the original says as it is out
    review: frozenset[str]
    scheduled: Mapping[str, datetime]


def rows(kind: str) -> list[Row]:
    """Every page of a kind ('article' or 'topic'): articles newest first, topics in their order, originals before translations."""
    model = MODELS[kind]
    pages = list(model.objects.select_related("locale", "owner"))
    known = _known(model, kind)
    made = [_row(page, kind, known) for page in pages]
    if kind == "article":
        dates: dict[str, str] = {}
        for each in sorted(made, key=lambda row: row.original):
            dates[each.key] = each.date
        return sorted(made, key=lambda row: (dates[row.key], row.key, row.original), reverse=True)
    order = {page.pk: page.order for page in pages}
    return sorted(made, key=lambda row: (order[row.page], row.key, not row.original, row.language))


def one(page: Page) -> Row:
    """How one page stands."""
    kind = "article" if isinstance(page, MODELS["article"]) else "topic"
    return _row(page, kind, _known(type(page), kind))


def _known(model: type[Page], kind: str) -> _Known:
    published = Publication.objects.filter(kind=kind).defer("content", "payload")
    standing = {(row.key, row.language): row for row in published.filter(ended=None)}
    ever = frozenset(published.values_list("key", "language"))
    originals = {row.key: row.digest for row in standing.values() if row.original}
    held = ContentType.objects.get_for_model(model)
    active = WorkflowState.objects.active().filter(content_type=held).values_list("object_id", flat=True)
    waiting = Revision.objects.filter(content_type=held).exclude(approved_go_live_at=None)
    return _Known(
        standing, ever, originals, frozenset(active), dict(waiting.values_list("object_id", "approved_go_live_at"))
    )


def _row(page: Page, kind: str, known: _Known) -> Row:
    key, language = str(page.translation_key), page.locale.language_code
    out = known.standing.get((key, language))
    when = getattr(page, "date", None)
    return Row(
        page=page.pk,
        key=key,
        title=page.draft_title or page.title,
        language=language,
        written=page.written,
        date=when.isoformat() if when else "",
        kind=getattr(page, "kind", kind),
        address=out.address if out else "",
        states=tuple(_states(page, out, known)),
        changed=page.latest_revision_created_at,
        scheduled=known.scheduled.get(str(page.pk)),
        by=page.owner.get_username() if page.owner else "",
    )


def _states(page: Page, out: Publication | None, known: _Known) -> Iterable[State]:
    key, language = str(page.translation_key), page.locale.language_code
    if out:
        yield State.PUBLISHED
        if page.has_unpublished_changes:
            yield State.CHANGED
    else:
        yield State.WITHDRAWN if (key, language) in known.ever else State.DRAFT
    if str(page.pk) in known.review:
        yield State.REVIEW
    if str(page.pk) in known.scheduled:
        yield State.SCHEDULED
    if page.written != language:
        if key not in known.originals:
            yield State.ORPHAN
        elif (out.of if out else translated_from(page)) != known.originals[key]:
            yield State.STALE
