"""A kept original is read again: by a newer reader, or by one that was missing. An older text stays; what waited on it is let go.

What was decided on the older text stays decided, for its passages stay where they are.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.models import Proposal
from khronika.desk.claims.read import read
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Capture, TextVersion
from khronika.desk.sources.note import opened
from khronika.vault import text as texts
from khronika.workspace.intake.work import BACKEND


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the text that holds now, whether it is a new one, and how many proposals were let go."""

    version: TextVersion
    fresh: bool
    refused: int


@task(backend=BACKEND)
def soon(capture: str, user: int) -> None:
    """Read a capture again when there is time."""
    again(Capture.objects.select_related("source").get(pk=capture), User.objects.get(pk=user))


def again(capture: Capture, by: User) -> Outcome:
    """Make a text of the original once more and have it read; the same text by the same reader adds nothing.

    Raises NotAllowed, VaultError, and SourceError with the reason where no text comes out.
    """
    demand(by, Deed.DECIDE)
    data = opened().get(capture.object_name, bytes(capture.object_key))
    made = texts.extract(data, capture.media_type)
    if made.outcome == texts.Outcome.FAILED:
        raise SourceError(made.problem or _("No text came out of it."))
    earlier = capture.versions.order_by("-number").first()
    if earlier is not None and (earlier.text, earlier.reader) == (made.text, made.reader):
        read(earlier)
        return Outcome(earlier, fresh=False, refused=0)
    with transaction.atomic():
        version = _written(capture, made, earlier)
        refused = _refused(capture, by)
    read(version)
    return Outcome(version, fresh=True, refused=refused)


def _written(capture: Capture, made: texts.TextVersion, earlier: TextVersion | None) -> TextVersion:
    if capture.outcome == Capture.Outcome.FAILED or capture.problem != (made.problem or ""):
        capture.outcome, capture.problem = Capture.Outcome.KEPT, (made.problem or "")[:1000]
        capture.save(update_fields=("outcome", "problem"))
    pages = [[page.number, page.start, page.end] for page in made.pages]
    number = earlier.number + 1 if earlier else 1
    return TextVersion.objects.create(capture=capture, number=number, text=made.text, pages=pages, reader=made.reader)


def _refused(capture: Capture, by: User) -> int:
    """What waits on older texts of the capture would wait for ever, for only the newest is reviewed."""
    waiting = Proposal.objects.filter(reading__version__capture=capture, state=Proposal.State.PENDING)
    answers = [Answer(each, outcome=Proposal.State.REFUSED) for each in waiting.values_list("pk", flat=True)]
    if answers:
        decide(by, answers, reason=_("The source was read again; a newer text stands in its place."))
    return len(answers)
