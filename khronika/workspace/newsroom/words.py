"""How a page of the newsroom stands, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark

from khronika.desk.newsroom.standing import Row, State

STATES: Mapping[str, str] = {
    State.DRAFT: mark("draft"),
    State.REVIEW: mark("in review"),
    State.SCHEDULED: mark("scheduled"),
    State.PUBLISHED: mark("published"),
    State.CHANGED: mark("changed since"),
    State.STALE: mark("older than its original"),
    State.ORPHAN: mark("original not published"),
    State.WITHDRAWN: mark("withdrawn"),
}


def sentences(row: Row) -> list[str]:
    """What somebody must know of how a page stands, in whole sentences."""
    said = []
    if State.ORPHAN in row.states:
        said.append(
            _(
                "The original of this translation is not published, so this does not go out either. Publish the original, or withdraw this."
            )
        )
    if State.STALE in row.states:
        said.append(
            _(
                "The original was published anew after this was translated. Bring it up to the original; until then readers are told that it is older."
            )
        )
    if State.CHANGED in row.states:
        said.append(_("There is a newer draft. Readers see what was published before until it is published too."))
    if row.scheduled:
        said.append(
            _("It will be published on %(when)s (UTC), and goes out with the first edition pressed after that.")
            % {"when": f"{row.scheduled:%Y-%m-%d %H:%M}"}
        )
    return said
