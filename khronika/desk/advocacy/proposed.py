"""What the desk proposes of demands: on the passage that told it, once, and never what was proposed or said before.

A proposal waits in the review of its source like any other. One that nobody looked at goes when what it rests on is taken back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from khronika.desk.advocacy import bearing, carried
from khronika.desk.advocacy.asked import KINDS, Demand, load
from khronika.desk.advocacy.bearing import Bearing
from khronika.desk.advocacy.carried import Repeated
from khronika.desk.advocacy.models import Beneficiary, DemandDetails
from khronika.desk.claims import after
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Citation, Claim, Decision, Judgement, Mention, Proposal
from khronika.desk.claims.portions import portions
from khronika.desk.claims.propose import DESK, Fact, Mentioned, propose
from khronika.desk.register.models import ProceedingDetails, ProvisionDetails, SpellDetails
from khronika.desk.sources.models import Passage, TextVersion

HEARD = (*KINDS, *bearing.KINDS, after.JUDGED)
BEARS, REPEATS = "bears", "repeats"
MANY = 400  # letters of a demand that stand in for its name
State = Proposal.State


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim is told: a text, and the stretches of it."""

    version: int
    spans: tuple[tuple[int, int], ...]


def hear(decision: Decision) -> None:
    """Propose what follows from a decision for demands, and take back what followed from claims that it ended."""
    if Claim.objects.filter(known_until=decision.pk, kind__in=HEARD).exists():
        _forget()
    new = Claim.objects.filter(known_from=decision.pk, known_until=None, kind__in=HEARD)
    judged = Judgement.objects.filter(decision=decision).values_list("left_id", "right_id").first() or ()
    touched = _touched(list(new.values_list("pk", "kind", "subject_id", "subject__kind")), judged)
    if touched:
        catch_up(touched, own=_own(new))


def catch_up(only: Collection[str] | None = None, *, own: Collection[str] | None = None) -> int:
    """Propose all that bears on demands, or on some of them, and what repeats what; answers how many proposals that made.

    `own` are those of which it is asked whether they repeat earlier ones; all without it.
    """
    standing = same()
    known = load(only, standing=standing)
    made = _store(_facts(bearing.bearings(known.values(), standing), known))
    wanted = set(known) if own is None else {standing.get(each, each) for each in own}
    if wanted:
        every = known if only is None else load(standing=standing)
        repeated = carried.repeated([each for each in every.values() if each.record in wanted], list(every.values()))
        made += _store(_repeats(repeated, every))
    return made


def _own(new: Iterable[Claim]) -> set[str]:
    """The demands whose words or place in a statement were told."""
    told = new.filter(subject__kind="Demand", kind__in=("DemandDetails", "Text"))  # type: ignore[attr-defined]
    return set(told.values_list("subject_id", flat=True))


def _touched(claims: Sequence[tuple[str, str, str, str]], judged: Iterable[str] = ()) -> set[str]:
    """The demands that some claims, or who was judged, concern: their own, those of people and bodies, and those of laws."""
    demands = {subject for _claim, _kind, subject, kind in claims if kind == "Demand"}
    ids = [claim for claim, *_rest in claims]
    spoken = set(judged) | {subject for _claim, kind, subject, _kind in claims if kind in bearing.KINDS}
    trials = {subject for _claim, kind, subject, of in claims if kind == "Rehabilitation" and of == "Proceeding"}
    for group in portions(ids):
        spoken |= set(SpellDetails.objects.filter(pk__in=group).values_list("person_id", flat=True))
        spoken |= set(ProvisionDetails.objects.filter(pk__in=group).values_list("previous_id", flat=True))
    for group in portions(trials):
        tried = ProceedingDetails.objects.filter(claim__subject__in=group, claim__known_until=None)
        spoken |= set(tried.values_list("defendant_id", flat=True))
    if not spoken:
        return demands
    standing = same()
    roots = {standing.get(each, each) for each in spoken if each}
    parties = Beneficiary.objects.filter(
        claim__kind="Beneficiary", claim__known_until=None, claim__subject__kind="Demand"
    )
    laws = DemandDetails.objects.filter(claim__kind="DemandDetails", claim__known_until=None).exclude(provision=None)
    pairs = {
        *parties.values_list("claim__subject_id", "party_id"),
        *laws.values_list("claim__subject_id", "provision_id"),
    }
    return demands | {demand for demand, whom in pairs if standing.get(whom, whom) in roots}


def _facts(found: Iterable[Bearing], known: Mapping[str, Demand]) -> list[tuple[str, Fact, Demand]]:
    """Each with the claim that it rests on, and the demand it is about."""
    facts = []
    for each in found:
        values: dict[str, object] = {"assessment": each.assessment}
        values |= {"beneficiary": {"record": each.beneficiary}} if each.beneficiary else {}
        values |= {"event": {"record": each.event}} if each.event else {}
        rule = f"{BEARS}-{each.claim}"
        fact = Fact("DemandAssessment", each.demand, values, (), each.on, confidence=each.confidence, rule=rule)
        facts.append((each.claim, fact, known[each.demand]))
    return facts


def _repeats(found: Iterable[Repeated], known: Mapping[str, Demand]) -> list[tuple[str, Fact, Demand]]:
    """Each rests on what tells the later demand."""
    wanted = list(found)
    details = _details([each.demand for each in wanted])
    facts = []
    for each in wanted:
        rule = f"{REPEATS}-{each.earlier}"
        fact = Fact(
            "CarriedDemand", each.demand, {"earlier": {"record": each.earlier}}, (), confidence=each.likeness, rule=rule
        )
        if each.demand in details:
            facts.append((details[each.demand], fact, known[each.demand]))
    return facts


def _details(demands: Iterable[str]) -> dict[str, str]:
    """The claim that says where each demand stands."""
    found: dict[str, str] = {}
    for group in portions(set(demands)):
        rows = DemandDetails.objects.filter(claim__subject__in=group, claim__known_until=None)
        found.update(rows.order_by("-claim__known_from").values_list("claim__subject_id", "claim_id"))
    return found


def _store(facts: Sequence[tuple[str, Fact, Demand]]) -> int:
    """Put facts that were not proposed before on the passages of what they rest on; one reading a text."""
    known = _known(each.record for _claim, _fact, each in facts)
    fresh = [row for row in facts if (row[1].subject, row[1].rule) not in known]
    places = _places(claim for claim, _fact, _demand in fresh)
    by_text: dict[int, list[tuple[Fact, Demand]]] = defaultdict(list)
    for claim, fact, demand in fresh:
        if claim in places:
            at = places[claim]
            by_text[at.version].append((_placed(fact, at.spans), demand))
    for version, its in by_text.items():
        demands = {demand.record: demand for _fact, demand in its}
        mentions = [Mentioned(key, "Demand", each.words()[:MANY], key) for key, each in demands.items()]
        propose(TextVersion.objects.get(pk=version), mentions, [fact for fact, _demand in its], reader=DESK)
    return sum(map(len, by_text.values()))


def _placed(fact: Fact, spans: tuple[tuple[int, int], ...]) -> Fact:
    return Fact(
        fact.kind, fact.subject, fact.values, spans, fact.valid_from, confidence=fact.confidence, rule=fact.rule
    )


def _known(demands: Iterable[str]) -> set[tuple[str, str]]:
    """What the desk proposed of demands before, whatever became of it: by demand and rule."""
    found: set[tuple[str, str]] = set()
    for group in portions(set(demands)):
        rows = Proposal.objects.filter(subject__record__in=group, reading__reader=DESK)
        found |= set(rows.values_list("subject__record_id", "rule"))
    return found


def _places(claims: Iterable[str]) -> dict[str, Place]:
    """Where claims are told first."""
    first: dict[str, tuple[str, int]] = {}
    for group in portions(set(claims)):
        cited = Citation.objects.filter(claim__in=group, known_until=None).order_by("pk")
        for claim, proposal, version in cited.values_list("claim_id", "proposal_id", "proposal__reading__version_id"):
            first.setdefault(claim, (proposal, version))
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for group in portions({proposal for proposal, _version in first.values()}):
        rows = Passage.objects.filter(proposals__in=group).order_by("start")
        for proposal, start, end in rows.values_list("proposals", "start", "end"):
            spans[proposal].append((start, end))
    return {claim: Place(version, tuple(spans[one])) for claim, (one, version) in first.items() if spans[one]}


def _forget() -> None:
    """Take proposals back that nobody decided on and whose claim does not hold any more."""
    waiting = Proposal.objects.filter(reading__reader=DESK, state=State.PENDING, rulings=None)
    resting = {
        key: rule.partition("-")[2] for key, rule in waiting.filter(rule__startswith=BEARS).values_list("pk", "rule")
    }
    live: set[str] = set()
    for group in portions(set(resting.values())):
        live |= set(Claim.objects.filter(pk__in=group, known_until=None).values_list("pk", flat=True))
    gone = [key for key, claim in resting.items() if claim not in live]
    gone += _unplaced(waiting)
    for group in portions(gone):
        mentions = set(Proposal.objects.filter(pk__in=group).values_list("subject_id", flat=True))
        Proposal.objects.filter(pk__in=group).delete()
        Mention.objects.filter(pk__in=mentions, proposals=None).delete()


def _unplaced(waiting) -> list[str]:  # type: ignore[no-untyped-def]
    """Proposals about demands that are none any more, or that repeat such a one."""
    found = dict(
        waiting.filter(Q(rule__startswith=REPEATS) | Q(rule__startswith=BEARS)).values_list("pk", "subject__record_id")
    )
    rules = dict(waiting.filter(rule__startswith=REPEATS).values_list("pk", "rule"))
    spoken = {each for each in found.values() if each} | {rule.partition("-")[2] for rule in rules.values()}
    live: set[str] = set()
    for group in portions(spoken):
        rows = DemandDetails.objects.filter(claim__subject__in=group, claim__known_until=None)
        live |= set(rows.values_list("claim__subject_id", flat=True))
    return [
        key
        for key, demand in found.items()
        if demand not in live or (key in rules and rules[key].partition("-")[2] not in live)
    ]
