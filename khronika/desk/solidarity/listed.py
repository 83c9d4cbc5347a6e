"""The clean copies that are kept, and which of them lack something."""

from dataclasses import dataclass

from django.db.models import QuerySet

from khronika.desk.solidarity.models import Image


@dataclass(frozen=True, slots=True)
class Only:
    """Which copies are wanted: all, or those that lack something or are coerced."""

    no_alt: bool = False
    unsaid: bool = False
    coerced: bool = False


def listed(only: Only | None = None) -> QuerySet[Image]:
    """The copies that are still kept, newest first."""
    only = only or Only()
    found = Image.objects.exclude(object_name="").select_related("capture__source").order_by("-at", "-pk")
    if only.no_alt:
        found = found.filter(alt={})
    if only.unsaid:
        found = found.filter(faces="")
    return found.filter(coerced=True) if only.coerced else found
