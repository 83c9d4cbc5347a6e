"""What somebody typed is a source of its own: a note, on which what is claimed rests like on any document."""

from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import TextVersion
from khronika.desk.sources.note import note


def written(by: User, words: str, *, title: str = "") -> TextVersion:
    """What somebody typed, kept as a note; its text. Raises ClaimsError."""
    try:
        kept = note(by, words, title=title[:200])
    except SourceError as error:
        raise ClaimsError(str(error)) from error
    found = kept.versions.order_by("-number").first()
    if found is None:
        raise ClaimsError(_("The note was kept without its text. Write it once more in other words."))
    return found
