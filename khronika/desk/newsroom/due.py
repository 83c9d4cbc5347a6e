"""What was scheduled, done when its time has come: published by its draft as it was approved, or withdrawn when it expires."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from khronika.desk.newsroom.typed import MODELS


@dataclass(frozen=True, slots=True)
class Done:
    """A page that was published or withdrawn by the clock."""

    what: str
    page: int
    title: str
    language: str


def due() -> list[Done]:
    """Publish and withdraw what is due. Each by itself: one that cannot be done does not hold up the others."""
    now, done = timezone.now(), list[Done]()
    for model in MODELS.values():
        for page in model.objects.filter(live=True, expire_at__lte=now).select_related("locale"):
            with transaction.atomic():
                page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            done.append(Done("withdrawn", page.pk, page.title, page.locale.language_code))
    for revision in Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"):
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
        page = revision.content_object
        done.append(Done("published", page.pk, page.title, page.locale.language_code))
    return done
