"""A person joins a text to the source that it is, or takes it apart again. Both are in the ledger, and both can be undone by the other."""

from django.db import transaction
from django.utils import timezone

from khronika.desk.ledger.append import append
from khronika.desk.sources.alike import traits
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Likeness, Source, Trait

State = Likeness.State


def join(likeness: int, *, by: str) -> Likeness:
    """Make the capture one of the other source's; its own source stays, empty, to be taken up again."""
    with transaction.atomic():
        found = _found(likeness, State.OFFERED, State.APART)
        capture = found.capture
        found.own = capture.source
        capture.source, capture.joined = found.other, True
        capture.save(update_fields=("source", "joined"))
        Trait.objects.filter(version__capture=capture).delete()
        return _settle(found, State.JOINED, by)


def apart(likeness: int, *, by: str) -> Likeness:
    """Let the capture stand for itself: in its own source, made now if the join was by rule. Its text waits to be read."""
    with transaction.atomic():
        found = _found(likeness, State.JOINED, State.OFFERED)
        capture = found.capture
        if found.state == State.JOINED:
            found.own = found.own or _own(found)
            capture.source, capture.joined = found.own, False
            capture.save(update_fields=("source", "joined"))
            version = capture.versions.order_by("-number").get()
            Trait.objects.bulk_create([Trait(value=each, version=version) for each in traits(version.text)])
        return _settle(found, State.APART, by)


def _found(likeness: int, *states: str) -> Likeness:
    found = Likeness.objects.select_related("capture__source", "other", "own").filter(pk=likeness).first()
    if found is None:
        raise SourceError("Expected two texts that are alike; they are not there (any more). Look at the list again.")
    if found.state not in states:
        raise SourceError(f"Somebody has decided this meanwhile: {found.get_state_display().lower()}. Look again.")
    return found


def _own(found: Likeness) -> Source:
    """A source for a capture that has had none of its own."""
    version = found.capture.versions.order_by("-number").get()
    first = next((line.strip() for line in version.text.splitlines() if line.strip()), found.other.title)
    return Source.objects.create(
        title=first[:200],
        url=found.capture.url,
        published=found.capture.published[:10],
        language=found.other.language,
        kind=found.capture.media_type[:40],
    )


def _settle(found: Likeness, state: str, by: str) -> Likeness:
    deed = "join" if state == State.JOINED else "apart"
    payload = {"capture": found.capture_id, "source": found.other_id, "own": found.own_id or "", "by": by}
    appended = append(deed, payload)
    found.state, found.by, found.at = state, by, timezone.now()
    found.entry, found.salt, found.payload = appended.entry.number, appended.salt, appended.payload
    found.save()
    return found
