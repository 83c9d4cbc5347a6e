"""One more place where a source was found, or the same place once more. A text that is the same joins; another text stands for itself.

What could not be kept is kept as a failure of the source. Where the source has no text yet, or is an official list, any text is its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone

from khronika.desk.sources.alike import Verdict, compare
from khronika.desk.sources.capture import Kept, Order, keep_all
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Capture, Likeness, Source, TextVersion
from khronika.desk.sources.snapshot import OFFICIAL
from khronika.vault.intake import Taken
from khronika.vault.store import Vault


@dataclass(frozen=True, slots=True)
class Further:
    """What became of it: the capture, whether its bytes were here, and whether it has the source's text or one of its own."""

    kept: Kept
    same: bool
    apart: bool


def further(vault: Vault, source: Source, given: Iterable[Taken], *, by: str) -> Further:
    """Keep one more capture of a source. Raises SourceError for what holds several things; they are handed in as such."""
    several = list(islice(given, 2))
    if len(several) != 1 or several[0].container:
        raise SourceError("Expected one document; this holds several. Hand it in under ‘Add sources’.")
    taken, known = several[0], _text(source)
    verdict = compare(known.text, taken.text.text) if known and taken.text else None
    if verdict is None or verdict.same or source.kind == OFFICIAL:
        return _own(vault, source, taken, by, joins=verdict is not None and source.kind != OFFICIAL)
    kept = keep_all(vault, [taken], Order(by))[0]
    here = kept.capture.source_id == source.pk
    if not kept.repeated and not here:
        _offer(kept.capture, source, verdict)
    return Further(kept, same=here, apart=not here)


def _text(source: Source) -> TextVersion | None:
    """The text of the source with which another one is compared."""
    kept = TextVersion.objects.filter(
        capture__source=source, capture__outcome=Capture.Outcome.KEPT, capture__joined=False
    )
    return kept.order_by("-capture__obtained_at", "-number").first()


def _own(vault: Vault, source: Source, taken: Taken, by: str, *, joins: bool) -> Further:
    kept = keep_all(vault, [taken], Order(by, source=source))[0]
    if joins and not kept.repeated:
        kept.capture.joined = True
        kept.capture.save(update_fields=("joined",))
    return Further(kept, same=joins, apart=kept.capture.source_id != source.pk)


def _offer(capture: Capture, source: Source, verdict: Verdict) -> None:
    """Have a person compare the two."""
    Likeness.objects.get_or_create(
        capture=capture,
        other=source,
        defaults={
            "own": capture.source,
            "ratio": verdict.ratio,
            "differs": [list(each) for each in verdict.differs],
            "state": Likeness.State.OFFERED,
            "at": timezone.now(),
        },
    )
