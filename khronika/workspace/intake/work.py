"""What goes on in the background: keeping what waits and reading what is unread. The database says what that is; a task only says 'look'.

So a task that is lost, doubled or cut off does no harm: whoever looks next goes on where it stopped.
"""

import logging
from collections.abc import Iterable

from django_tasks import task

from khronika.desk.claims.read import unread
from khronika.desk.opened import current
from khronika.desk.register.imports.listed import read
from khronika.desk.sources.capture import Kept, vault
from khronika.desk.sources.models import Parcel, TextVersion
from khronika.desk.sources.parcel import OPEN, go_on
from khronika.vault.errors import VaultError

BACKEND = "desk"
AT_ONCE = 40_000  # characters that are read while the person waits
_UNKNOWN = (
    "It stopped for a reason that is not known; what was kept is kept. Go on, and tell whoever keeps this machine."
)
_log = logging.getLogger(__name__)


@task(backend=BACKEND)
def look() -> None:
    """Keep every parcel that waits, then read every text that is unread."""
    home = current()
    while home and (parcel := Parcel.objects.filter(state__in=OPEN).order_by("at").first()):
        try:
            go_on(vault(home), parcel)
        except VaultError as error:
            _log.warning("A parcel stopped: %s", error)
        except Exception:  # the reporting edge: one parcel that cannot be kept does not hold up the others
            _log.exception("A parcel stopped.")
            parcel.state, parcel.problem = Parcel.State.STOPPED, _UNKNOWN
            parcel.save(update_fields=("state", "problem"))
    for version in unread():
        _try(version)


def _try(version: TextVersion) -> None:
    """Read a text; one that the reader fails on stays unread and does not hold up the others."""
    try:
        read(version)
    except Exception:  # the reporting edge
        _log.exception("The text %s could not be read.", version.pk)


def later() -> None:
    """Have somebody look soon."""
    look.enqueue()


def read_now(versions: Iterable[TextVersion]) -> None:
    """Read texts at once as far as they are short; the others wait."""
    left, waiting = AT_ONCE, False
    for version in versions:
        left -= len(version.text)
        if left >= 0:
            read(version)
        waiting |= left < 0
    if waiting:
        later()


def settled(parcel: Parcel, kept: list[Kept]) -> None:
    """Read what was kept at once, and have the rest seen to."""
    if parcel.state != Parcel.State.DONE:
        later()
        return
    if len(kept) == 1 and kept[0].repeated:
        parcel.counts = {**parcel.counts, "here": kept[0].capture.source_id}
        parcel.save(update_fields=("counts",))
    fresh = [each.capture.pk for each in kept if not each.repeated and not each.capture.joined]
    read_now(TextVersion.objects.filter(capture__in=fresh).select_related("capture__source").order_by("pk"))
    if parcel.total and parcel.total > len(kept):
        later()
