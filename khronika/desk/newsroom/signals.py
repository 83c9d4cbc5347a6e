"""Wagtail's publishing as our publications: the one place where signals are used.

Wagtail tells of a publishing that is only scheduled too; the page is not live then.
"""

from typing import Any

from django.db.models.signals import post_delete
from wagtail.log_actions import get_active_log_context
from wagtail.signals import page_published, page_unpublished

from khronika.desk.newsroom import publish
from khronika.desk.newsroom.pages import ArticlePage, TopicPage

PAGES = (ArticlePage, TopicPage)


def published(sender: type, instance: Any, revision: Any = None, **_more: object) -> None:
    """Freeze what a page says."""
    if isinstance(instance, PAGES) and instance.live:
        scheduled = revision.user if revision is not None else None
        publish.freeze(instance, by=_name(_acting() or scheduled))


def ended(sender: type, instance: Any, **_more: object) -> None:
    """End the publication of a page that was withdrawn or deleted."""
    if isinstance(instance, PAGES):
        publish.end(instance, by=_name(_acting()))


def _acting() -> Any:
    """Who does it, as Wagtail's own log has it; nobody where the clock does."""
    return get_active_log_context().user


def _name(user: Any) -> str:
    return user.get_username() if user else ""


page_published.connect(published)
page_unpublished.connect(ended)
for each in PAGES:
    post_delete.connect(ended, sender=each)
