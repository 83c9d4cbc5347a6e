"""A page of demands as frozen values: names, standings, ages and what waits, each asked for once for all rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from khronika.desk.advocacy.demands import Tracked
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Proposal
from khronika.desk.claims.portions import portions
from khronika.vocabulary.fulfilment import Standing
from khronika.vocabulary.terms import label
from khronika.workspace.advocacy.words import Stood, age, state, stood
from khronika.workspace.naming import Names
from khronika.workspace.wording import period

PEOPLE = 8  # named in a row
WORDS = 260
PROPOSED = ("DemandAssessment", "CarriedDemand")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody for whom it is asked, with the state for them."""

    record: str
    name: str
    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Proposals about a demand that wait: how many, and the first of them in the review of its source."""

    count: int
    source: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Row:
    """A demand in the list. `was` is how it stood before, where the list asks for what changed; `new` if it was not known."""

    record: str
    words: str
    language: str
    statement: str
    title: str
    numbers: str
    scope: str
    law: Party | None
    addressees: tuple[Party, ...]
    people: tuple[Party, ...]
    more: int
    stood: Stood
    on: str
    first: str
    age: str
    asked: int
    later: tuple[Party, ...]
    twice: tuple[str, ...]
    deadline: str = ""
    overdue: bool = False
    waiting: Waiting | None = None
    was: Stood | None = None
    new: bool = False


def rows(
    found: Sequence[Tracked],
    every: Mapping[str, Tracked],
    names: Names,
    *,
    on: date,
    before: Mapping[str, Standing | None] | None = None,
) -> list[Row]:
    """Demands as they are shown on a day; `before` has how they stood, where that is asked."""
    names.learn(_spoken(found))
    waits = waiting(each.record for each in found)
    return [_row(each, every, names, waits.get(each.record), on=on, before=before) for each in found]


def _spoken(found: Iterable[Tracked]) -> Iterable[str]:
    for each in found:
        its = each.demand
        yield from (its.statement, its.provision, *its.addressees, *its.beneficiaries[:PEOPLE])


def _row(
    each: Tracked,
    every: Mapping[str, Tracked],
    names: Names,
    waits: Waiting | None,
    *,
    on: date,
    before: Mapping[str, Standing | None] | None,
) -> Row:
    its, tongue = each.demand, names.language
    words = its.words(tongue)
    was = before.get(each.record) if before is not None else None
    return Row(
        record=each.record,
        words=short(words) or names(each.record),
        language=tongue if tongue in its.texts else next(iter(its.texts), ""),
        statement=its.statement,
        title=names(its.statement),
        numbers=", ".join(map(str, its.numbers)),
        scope=label(f"scope.{its.scope}", tongue) if its.scope else "",
        law=Party(its.provision, names(its.provision)) if its.provision else None,
        addressees=tuple(Party(who, names(who)) for who in its.addressees),
        people=parties(each, names)[:PEOPLE],
        more=max(len(its.beneficiaries) - PEOPLE, 0),
        stood=stood(each.standing),
        on=period(its.on, "") if its.on else "",
        first=period(each.first, "") if each.first else "",
        age=age(each, on),
        asked=each.asked,
        later=dated(each.after, every),
        twice=each.twice,
        deadline=period(its.deadline, "") if its.deadline else "",
        overdue=bool(its.deadline)
        and its.deadline < on.isoformat()
        and each.standing.state in ("", "not_met", "partly_met"),
        waiting=waits,
        was=stood(was) if was else None,
        new=before is not None and was is None,
    )


def parties(each: Tracked, names: Names) -> tuple[Party, ...]:
    """Those for whom it is asked, with how it stands for each."""
    return tuple(
        Party(who, names(who), each.standing.each.get(who, ""), state(each.standing.each.get(who, "")))
        for who in each.demand.beneficiaries
    )


def dated(demands: Iterable[str], every: Mapping[str, Tracked]) -> tuple[Party, ...]:
    """Other demands by the day of their statement."""
    return tuple(
        Party(one, period(every[one].demand.on, "") if every[one].demand.on else "–") for one in demands if one in every
    )


def short(words: str) -> str:
    """Words that fit into a row, cut at a word."""
    return words if len(words) <= WORDS else words[: WORDS - 2].rsplit(" ", 1)[0] + " …"


def waiting(demands: Iterable[str]) -> dict[str, Waiting]:
    """What is proposed of demands and waits for somebody, by demand."""
    roots = {each: each for each in demands}
    roots.update((each, root) for each, root in same().items() if root in roots)
    found: dict[str, Waiting] = {}
    for group in portions(roots):
        pending = Proposal.objects.filter(
            subject__record__in=group, kind__in=PROPOSED, state=Proposal.State.PENDING
        ).order_by()
        source = "reading__version__capture__source"
        for record, count, first, proposal in pending.values_list("subject__record").annotate(
            Count("id"), Min(source), Min("id")
        ):
            old = found.get(roots[record])
            found[roots[record]] = Waiting(count + (old.count if old else 0), first, proposal)
    return found
