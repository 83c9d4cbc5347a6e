"""What can be chosen for a report: recommendations of a session by topic, demands of a statement, the people whom both concern."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from khronika.desk.advocacy.models import Beneficiary, Concern, DemandDetails, RecommendationDetails
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Record
from khronika.press.errors import PressError

_LIVE = Q(claim__known_until=None)


def recommendations(session: str = "", mechanism: str = "", topics: Collection[str] = ()) -> tuple[str, ...]:
    """Recommendations of a session or mechanism, on some topics or on all. Raises PressError for a topic that none has."""
    rows = RecommendationDetails.objects.filter(_LIVE)
    if session:
        rows = rows.filter(session_id__in=_alike(session))
    elif mechanism:
        rows = rows.filter(Q(mechanism_id__in=_alike(mechanism)))
    told = list(rows.order_by("claim_id").values_list("claim__subject_id", "topic"))
    wanted = {each.strip().casefold() for each in topics}
    known = {topic.strip().casefold(): topic for _, topic in told if topic}
    if wanted - known.keys():
        there = "; ".join(sorted(known.values())) or "none"
        raise PressError(
            f"Expected topics of recommendations there; {min(wanted - known.keys())!r} is none. There are: {there}."
        )
    return _once(record for record, topic in told if not wanted or topic.strip().casefold() in wanted)


def topics(session: str) -> tuple[str, ...]:
    """The topics of a session's recommendations."""
    rows = RecommendationDetails.objects.filter(_LIVE, session_id__in=_alike(session)).exclude(topic="")
    return tuple(sorted(set(rows.values_list("topic", flat=True)), key=str.casefold))


def demands(statement: str) -> tuple[str, ...]:
    """The demands of a statement, in their order."""
    rows = DemandDetails.objects.filter(_LIVE, statement_id__in=_alike(statement)).order_by("number", "claim_id")
    return _once(rows.values_list("claim__subject_id", flat=True))


def linked(recommendations: Iterable[str]) -> tuple[str, ...]:
    """Demands that are linked to some recommendations, in either direction."""
    wanted = list(recommendations)
    there = Concern.objects.filter(_LIVE, claim__subject__in=wanted, record__kind="Demand")
    back = Concern.objects.filter(_LIVE, record__in=wanted, claim__subject__kind="Demand")
    return _once(
        (*there.values_list("record_id", flat=True), *back.values_list("claim__subject_id", flat=True))
    )  # fmt: skip


def people(records: Iterable[str]) -> tuple[str, ...]:
    """The people whom some demands and recommendations are for or about."""
    wanted = list(records)
    theirs = Beneficiary.objects.filter(_LIVE, claim__subject__in=wanted, party__kind="Person")
    about = Concern.objects.filter(_LIVE, claim__subject__in=wanted, record__kind="Person")
    return _once((*theirs.values_list("party_id", flat=True), *about.values_list("record_id", flat=True)))


def known(kind: str) -> tuple[str, ...]:
    """Every record of a kind that stands for itself."""
    joined = same()
    return tuple(each for each in Record.objects.filter(kind=kind).values_list("id", flat=True) if each not in joined)


def _alike(record: str) -> set[str]:
    """A record and all that are judged the same."""
    joined = same()
    root = joined.get(record, record)
    return {record, root, *(each for each, its in joined.items() if its == root)}


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    """Each once, under the record that stands for it, in their order."""
    joined = same()
    return tuple(dict.fromkeys(joined.get(each, each) for each in ids))
