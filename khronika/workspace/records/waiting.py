"""What waits for a decision and would say something of a record, from all sources: by what was decided on already, or by the name."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from khronika.desk.claims.models import Proposal
from khronika.vocabulary.terms import label
from khronika.workspace.naming import Names, plain
from khronika.workspace.wording import period, say

SHOWN = 30
_COLUMNS = ("id", "kind", "values", "valid_from", "valid_until", "state")
_PLACE = ("reading__version__capture__source_id", "reading__version__capture__source__title", "subject__record_id")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits; `meant`: somebody decided already that it is about this record, else only the name says so."""

    id: str
    label: str
    said: str
    period: str
    source: str
    title: str
    meant: bool


def waiting(ids: Collection[str], kind: str, names: Names, called: str = "") -> list[Waiting]:
    """Proposals about a record; with `called`, those too that speak of somebody of that name on whom nobody decided."""
    about = Q(subject__record__in=ids)
    if called:
        about |= Q(subject__record=None, subject__kind=kind, subject__name=called)
    rows = Proposal.objects.filter(about).order_by().values_list(*_COLUMNS, *_PLACE)
    # whether it waits is looked at here: asked for that, the database would go through all that waits anywhere
    found = [row for row in rows if row[5] == Proposal.State.PENDING]
    return [_shown(row, names) for row in found]


def _shown(row: tuple, names: Names) -> Waiting:
    proposal, kind, values, since, until, _state, source, title, record = row

    def named(value: object) -> str:
        pointed = plain(value)
        return names(pointed["record"]) if "record" in pointed else "…"

    said = str(say(kind, values, named, language=names.language))
    return Waiting(
        proposal,
        label(f"claim.{kind}", names.language),
        said,
        period(since, until),
        source,
        title,
        record is not None,
    )
