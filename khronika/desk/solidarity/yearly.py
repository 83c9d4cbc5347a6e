"""The next year of an observance is proposed, once, while the demands that would end it are not all met; a person decides.

What the desk proposes rests on the passage that told of the observance, and waits in the review of its source like anything
else. It is taken back when the last demand is met before anybody decided, and proposed anew when that is reversed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from khronika.desk.advocacy.mechanisms.rows import Rows
from khronika.desk.claims.models import Citation, Claim, Decision, Mention, Proposal
from khronika.desk.claims.propose import DESK, Fact, Mentioned, propose
from khronika.desk.register.told import called
from khronika.desk.solidarity.answers import ANNOUNCED, Observance, everything
from khronika.desk.sources.models import TextVersion

HEARD = (
    "ObservanceDetails", "Occurrence", "EndingCondition", "DemandAssessment", "DemandDetails", "Beneficiary", "CarriedDemand",
)  # fmt: skip
RULE = "year-"
State = Proposal.State


@dataclass(frozen=True, slots=True)
class Coming:
    """A year of an observance that nobody has announced yet; `number` where it follows from the year before."""

    observance: str
    year: int
    number: int | None


def hear(decision: Decision) -> None:
    """Propose what follows from a decision, and take back what follows no more; nothing where there is no observance."""
    if Claim.objects.filter(kind="ObservanceDetails").exists():
        catch_up(decision.at.date())


def catch_up(at: date | None = None) -> int:
    """Propose the next year of every observance that goes on; answers how many proposals that made."""
    day = at or datetime.now(UTC).date()
    found = everything().observances
    _take_back(found)
    wanted = [each for one in found if (each := coming(one, day)) is not None]
    before = _proposed([each.observance for each in wanted])
    return sum(_propose(each) for each in wanted if (each.observance, each.year) not in before)


def coming(observance: Observance, at: date) -> Coming | None:
    """The next year of an observance, where nothing is said of it yet; None where it ended."""
    following = observance.next(at)
    known = {each.year: each for each in observance.years}
    if following is None or (following.year in known and known[following.year].state):
        return None
    last = known.get(following.year - 1)
    return Coming(observance.record, following.year, last.number + 1 if last and last.number else None)


def waiting(observances: Iterable[str]) -> Mapping[str, Mapping[int, Proposal]]:
    """The proposals of years that wait for a decision, by observance."""
    rows, wanted = Rows(), set(observances)
    found: dict[str, dict[int, Proposal]] = {each: {} for each in wanted}
    pending = Proposal.objects.filter(
        kind="Occurrence", state=State.PENDING, reading__reader=DESK, rule__startswith=RULE
    )
    for each in pending.select_related("subject", "reading__version__capture"):
        root = rows.root(each.subject.record_id)
        if root in found:
            found[root][int(each.rule.removeprefix(RULE))] = each
    return found


def _proposed(observances: Iterable[str]) -> set[tuple[str, int]]:
    """What was proposed before, whatever became of it."""
    rows, wanted = Rows(), set(observances)
    known = Proposal.objects.filter(kind="Occurrence", reading__reader=DESK, rule__startswith=RULE)
    pairs = known.values_list("subject__record_id", "rule")
    return {(rows.root(record), int(rule.removeprefix(RULE))) for record, rule in pairs if rows.root(record) in wanted}


def _propose(found: Coming) -> bool:
    """One proposal, on the passage that told of the observance last; False where none is left."""
    told = Claim.objects.filter(kind="ObservanceDetails", known_until=None)
    claim = told.filter(subject__in=Rows().cluster(found.observance)).order_by("-known_from").first()
    cited = Citation.objects.filter(claim=claim, known_until=None).order_by("pk").first() if claim else None
    if cited is None:
        return False
    passages = list(cited.proposal.passages.order_by("start").values_list("version_id", "start", "end"))
    if not passages:
        return False
    values: dict[str, object] = {"year": found.year, "occurrence_state": ANNOUNCED}
    values |= {"number": found.number} if found.number is not None else {}
    spans = tuple((start, end) for version, start, end in passages if version == passages[0][0])
    fact = Fact("Occurrence", found.observance, values, spans, rule=f"{RULE}{found.year}")
    name = called([found.observance])[found.observance]
    mention = Mentioned(found.observance, "Observance", name, found.observance)
    propose(TextVersion.objects.get(pk=passages[0][0]), [mention], [fact], reader=DESK)
    return True


def _take_back(found: Iterable[Observance]) -> None:
    """Take away what nobody decided on of observances that ended, and of years of which something was said meanwhile."""
    known = {each.record: each for each in found}
    gone: list[str] = []
    rows = Rows()
    pending = Proposal.objects.filter(
        kind="Occurrence", state=State.PENDING, reading__reader=DESK, rule__startswith=RULE, rulings=None
    )
    for key, record, rule in pending.values_list("pk", "subject__record_id", "rule"):
        its, year = known.get(rows.root(record)), int(rule.removeprefix(RULE))
        said = its is not None and any(each.year == year and each.state for each in its.years)
        if its is None or not its.going.lives or said:
            gone.append(key)
    mentions = set(Proposal.objects.filter(pk__in=gone).values_list("subject_id", flat=True))
    Proposal.objects.filter(pk__in=gone).delete()
    Mention.objects.filter(pk__in=mentions, proposals=None).delete()
