"""Pictures that may hurt whoever sees them are blurred until somebody asks for them: those marked, and those nobody has looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark

from khronika.desk.sources.models import Capture, Source, Viewing
from khronika.vault import media

SHOWS: Mapping[str, str] = MappingProxyType(
    {
        str(Viewing.Shows.VIOLENCE): mark("violence"),
        str(Viewing.Shows.BODY): mark("a dead or wounded body"),
        str(Viewing.Shows.COERCED): mark("a forced confession"),
    }
)


@dataclass(frozen=True, slots=True)
class Caution:
    """Whether the pages are blurred, and the sentence that says why; what was found in them, and whether anybody has looked."""

    blurred: bool
    why: str
    shows: frozenset[str]
    looked: bool


def warning(source: Source, capture: Capture | None) -> Caution:
    """What to know before one sees the pages of a capture."""
    last = Viewing.objects.filter(source=source).order_by("-pk").first()
    if last is not None:
        shows = frozenset(last.shows.split())
        return Caution(bool(shows), showing(last.shows) if shows else "", shows, looked=True)
    unseen = capture is not None and capture.media_type in media.PICTURES
    return Caution(unseen, _("Nobody has looked at this picture yet.") if unseen else "", frozenset(), looked=False)


def showing(shows: str) -> str:
    """What somebody said that the pictures show, as a sentence."""
    said = [str(SHOWS[each]) for each in shows.split() if each in SHOWS]
    if not said:
        return _("Looked at: nothing graphic.")
    return _("Marked as graphic: {what}.").format(what=", ".join(said))
