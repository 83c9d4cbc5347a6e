"""Somebody looked at the pictures of a source and says what they show, so that the next one is warned before seeing it."""

from collections.abc import Iterable

from django.db import transaction

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.ledger.append import append
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Source, Viewing

Shows = Viewing.Shows


def look(source: Source, shows: Iterable[str], *, by: User) -> Viewing:
    """Say what the pictures of a source show: words of `Shows`, or nothing graphic at all. What was said last holds.

    The same said again adds nothing. Raises NotAllowed, and SourceError for a word that is none of these.
    """
    demand(by, Deed.PROPOSE)
    said = set(shows)
    unknown = sorted(said - set(Shows.values))
    if unknown:
        raise SourceError(
            f"Expected what the pictures show: {', '.join(Shows.values)}; got {unknown[0]!r}. Choose from the list."
        )
    words = " ".join(each for each in Shows.values if each in said)
    with transaction.atomic():
        last = source.viewings.order_by("-pk").first()
        if last is not None and last.shows == words:
            return last
        name = by.get_username()
        appended = append("graphic", {"source": source.pk, "shows": words, "by": name})
        return Viewing.objects.create(
            source=source,
            shows=words,
            by=name,
            at=appended.entry.at,
            entry=appended.entry.number,
            salt=appended.salt,
            payload=appended.payload,
        )
