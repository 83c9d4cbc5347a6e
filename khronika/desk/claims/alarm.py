"""An editor says of a name that the sweep found: it is nobody withheld, it is replaced, or what it stands in stays inside.

A name of a record at risk goes out by two people only. What is asked for is kept without the text: by a keyed digest of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed
from khronika.desk.claims.decide import demand_reason, enter
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.guard import Order, at_risk, hold
from khronika.desk.claims.models import Alarm, Clearance, Decision
from khronika.desk.sources.models import Passage
from khronika.vocabulary.kind import Level

Said = Alarm.Answer
TARGETS = {"claim": "claim_id", "passage": "passage_id", "source": "source_id"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One text, where it stands, whom its hits may mean, and the answer. A place is what it is of and an id: 'claim 3fk…'."""

    places: tuple[str, ...]
    digest: str
    records: tuple[str, ...]
    answer: str


def judge(by: User, judged: Sequence[Judged], *, reason: str, right: Sequence[Deed] = (Deed.CLEAR,)) -> Decision:
    """Answer alarms by one decision; the latest answer to a text and a person holds.

    Raises NotAllowed, Waits if the name of somebody at risk would go out, or ClaimsError without a reason or an answer.
    """
    demand_reason(reason)
    if not judged or any(each.answer not in Said.values for each in judged):
        raise ClaimsError(_("Expected names to judge, and what to do with each: false, replace or withhold."))
    if any(each.answer == Said.WITHHOLD and not _places(each) for each in judged):
        raise ClaimsError(
            _(
                "Expected a claim, a passage or a source to withhold; what stands in a file only is changed where it comes from."
            )
        )
    shown = {record for each in judged if each.answer == Said.FALSE for record in each.records}
    risky = shown & at_risk() if shown else set()
    if risky:
        raise hold(by, Order(Decision.Deed.ALARM, {"judged": _plain(judged)}, risky, Deed.CLEAR), reason=reason)
    return carry_out(by, judged, reason=reason, right=right)


def carry_out(by: User, judged: Sequence[Judged], *, reason: str, right: Sequence[Deed]) -> Decision:
    """Answer without asking whether a second person is needed: what `judge` and a confirmation end in."""
    with transaction.atomic():
        decision = enter(by, Decision.Deed.ALARM, {"judged": _plain(judged)}, reason=reason, right=right)
        Alarm.objects.bulk_create(
            Alarm(decision=decision, place=place[:100], digest=each.digest, record_id=record, answer=each.answer)
            for each in judged
            for place in each.places
            for record in each.records
        )
        Clearance.objects.bulk_create(
            Clearance(decision=decision, level=level, **{TARGETS[what]: which})
            for what, which, level in sorted(
                {one for each in judged if each.answer == Said.WITHHOLD for one in _places(each)}
            )
        )
    return decision


def again(order: Sequence[Sequence[object]]) -> list[Judged]:
    """What was prepared, as it was written down."""
    return [Judged(tuple(a), str(b), tuple(c), str(d)) for a, b, c, d in order]  # type: ignore[arg-type]


def since(entry: int) -> tuple[set[str], set[str]]:
    """Claims and sources whose texts were judged after a ledger entry: they may read otherwise now."""
    found: dict[str, set[str]] = {what: set() for what in ("claim", "passage", "source", "text", "file")}
    for place in Alarm.objects.filter(decision_id__gt=entry).values_list("place", flat=True):
        what, _sep, which = place.partition(" ")
        found.setdefault(what, set()).add(which)
    passages = Passage.objects.filter(id__in=found["passage"]).values_list("version__capture__source_id", flat=True)
    return found["claim"], found["source"] | found["text"] | set(passages)


def _plain(judged: Sequence[Judged]) -> list[list[object]]:
    return [[list(each.places), each.digest, list(each.records), each.answer] for each in judged]


def _places(judged: Judged) -> list[tuple[str, str, str]]:
    """What is withheld where a text is: the claim, passage or source goes to the team; of a whole text the quotes stay."""
    found = (place.split(" ", 1) for place in judged.places)
    team, public = Level.TEAM.value, Level.PUBLIC.value
    return [
        ("source", which, public) if what == "text" else (what, which, team)
        for what, which in found
        if what in TARGETS or what == "text"
    ]
