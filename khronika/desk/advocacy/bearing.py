"""What is recorded elsewhere bears on demands: a release, a rehabilitation, a registration, a repeal. The desk proposes, a person decides.

Each proposal stands on the passage that the claim rests on. What a demand asks is told by its words; one whose words tell
nothing is met by all of them. A claim that is taken back takes the proposals that nobody looked at with it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khronika.dates import OPEN, parse
from khronika.desk.advocacy.asked import Demand, bounds
from khronika.desk.claims.asof import alive
from khronika.desk.claims.portions import portions
from khronika.desk.register.models import (
    ProceedingDetails,
    ProvisionDetails,
    RegistrationState,
    Rehabilitation,
    SpellDetails,
)

KINDS = ("SpellDetails", "Rehabilitation", "RegistrationState", "ProvisionDetails")
RELEASE, REHABILITATION, REGISTRATION, REPEAL = "release", "rehabilitation", "registration", "repeal"
_STEMS: Mapping[str, tuple[str, ...]] = {
    RELEASE: ("вызв", "освоб", "свабод", "свобод", "releas", "free ", "freed", "libert"),
    REHABILITATION: ("рэабіл", "реабил", "rehabil", "апраўда", "оправда"),
    REGISTRATION: ("рэгістр", "регистр", "registr", "register"),
    REPEAL: (
        "адмян",
        "адмен",
        "скас",
        "отмен",
        "исключ",
        "выключ",
        "repeal",
        "abol",
        "decriminal",
        "дэкрымін",
        "декримин",
    ),
}
_ENDED = {
    **dict.fromkeys(("released", "pardoned", "acquitted", ""), "met"),
    **dict.fromkeys(("parole", "expelled"), "partly_met"),
    **dict.fromkeys(("term_served", "escaped", "died", "executed"), "overtaken"),
}
_HELD = ("pretrial", "sentence")
_REHABILITATED = {"full": "met", "partial": "partly_met", "refused": "refused"}
_UNDONE = ("suspended", "liquidated", "designated_extremist", "designated_terrorist", "designated_undesirable")
SURE, UNSURE = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Bearing:
    """A claim that bears on a demand: how the demand is to be assessed, since when, for whom, and by which event."""

    demand: str
    claim: str
    assessment: str
    on: str
    beneficiary: str = ""
    event: str = ""
    confidence: float = SURE


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim about somebody or a provision: of which topic, and what it makes of a demand that concerns them.

    `undoes` holds only for what was met before. `began` is the first day of what ended, which a later demand did not ask for.
    """

    claim: str
    topic: str
    assessment: str
    on: str
    event: str = ""
    undoes: bool = False
    began: str = ""


def topics(demand: Demand) -> frozenset[str]:
    """What the words of a demand ask for; nothing where they do not tell."""
    words = " ".join(demand.texts.values()).casefold()
    return frozenset(topic for topic, stems in _STEMS.items() if any(stem in words for stem in stems))


def bearings(demands: Iterable[Demand], standing: Mapping[str, str]) -> list[Bearing]:
    """What is recorded that bears on demands and was not assessed yet; demands and dates in order."""
    asked = list(demands)
    told = _about(
        {party for each in asked for party in each.beneficiaries},
        {each.provision for each in asked if each.provision},
        standing,
    )
    found: list[Bearing] = []
    for each in asked:
        concerned = [(party, told[party]) for party in each.beneficiaries if party in told]
        if each.provision in told:
            concerned.append(("", told[each.provision]))
        for party, its in concerned:
            found += _on(each, party, sorted(its, key=lambda one: (bounds(one.on)[1], one.undoes, one.claim)))
    return found


def _on(demand: Demand, party: str, told: Iterable[_Told]) -> Iterator[Bearing]:
    """What bears on a demand of all that is told of one party, or of the provision, in the order of time."""
    wanted, asked = topics(demand), bounds(demand.on)
    said = {(mark.told.assessment, mark.told.on) for mark in demand.marks if mark.told.beneficiary == party}
    met = [bounds(mark.told.on)[0] for mark in demand.marks if mark.told.assessment == "met"]
    for one in told:
        first, last = bounds(one.on)
        begun_later = bool(one.began) and bool(demand.on) and bounds(one.began)[0] > asked[1]
        if (wanted and one.topic not in wanted) or last < asked[0] or begun_later:
            continue
        if one.undoes and not any(day <= first for day in met):
            continue
        met += [first] if one.assessment == "met" else []
        if (one.assessment, one.on) not in said:
            said.add((one.assessment, one.on))
            sure = SURE if wanted else UNSURE
            yield Bearing(demand.record, one.claim, one.assessment, one.on, party, one.event, sure)


def _about(
    parties: Collection[str], provisions: Collection[str], standing: Mapping[str, str]
) -> dict[str, list[_Told]]:
    """What is told of people, organisations and provisions, by the record that stands for them."""
    found: dict[str, list[_Told]] = defaultdict(list)
    members = _members([*parties, *provisions], standing)
    for told in (_spells, _rehabilitations, _registrations, _provisions):
        for record, one in told(members):
            if one.on and one.on != OPEN and parse(one.on).latest is not None:
                found[standing.get(record, record)].append(one)
    return found


def _members(records: Iterable[str], standing: Mapping[str, str]) -> list[str]:
    roots = set(records)
    return sorted(roots | {each for each, root in standing.items() if root in roots})


_HEADER = (
    "claim_id",
    "claim__status",
    "claim__known_from",
    "claim__known_until",
    "claim__valid_from",
    "claim__valid_until",
)


def _rows(model: Any, pointer: str, ids: Iterable[str], *columns: str) -> Iterator[tuple[Any, ...]]:
    """Live asserted claims that point to records: the record, the claim, when, and some columns."""
    for group in portions(ids):
        rows = model.objects.filter(**{f"{pointer}__in": group}).values_list(pointer, *_HEADER, *columns)
        for record, claim, status, since, until, start, end, *rest in rows:
            if status == "asserted" and alive(since, until):
                yield record, claim, start, end, *rest


def _spells(ids: Iterable[str]) -> Iterator[tuple[str, _Told]]:
    columns = ("claim__subject_id", "ground", "end_ground")
    for person, claim, start, end, spell, ground, why in _rows(SpellDetails, "person_id", ids, *columns):
        if end and end != OPEN and why in _ENDED:
            yield person, _Told(claim, RELEASE, _ENDED[why], end, spell, began=start)
        if ground in _HELD:
            yield person, _Told(claim, RELEASE, "reversed", start, spell, undoes=True)


def _rehabilitations(ids: Iterable[str]) -> Iterator[tuple[str, _Told]]:
    tried = {
        trial: whom
        for whom, _claim, _from, _until, trial in _rows(ProceedingDetails, "defendant_id", ids, "claim__subject_id")
    }
    whose = {**{each: each for each in ids}, **tried}
    for subject, claim, start, _end, how in _rows(Rehabilitation, "claim__subject_id", whose, "rehabilitation"):
        if how in _REHABILITATED:
            yield (
                whose[subject],
                _Told(claim, REHABILITATION, _REHABILITATED[how], start, subject if subject in tried else ""),
            )


def _registrations(ids: Iterable[str]) -> Iterator[tuple[str, _Told]]:
    for body, claim, start, _end, state in _rows(RegistrationState, "claim__subject_id", ids, "state"):
        if state in ("registered", "refused"):
            yield body, _Told(claim, REGISTRATION, {"registered": "met", "refused": "refused"}[state], start)
        elif state in _UNDONE:
            yield body, _Told(claim, REGISTRATION, "reversed", start, undoes=True)


def _provisions(ids: Iterable[str]) -> Iterator[tuple[str, _Told]]:
    for provision, claim, start, end in _rows(ProvisionDetails, "claim__subject_id", ids):
        if end and end != OPEN:
            yield provision, _Told(claim, REPEAL, "met", end, provision, began=start)
        yield provision, _Told(claim, REPEAL, "reversed", start, provision, undoes=True)
    for provision, claim, start, _end, again in _rows(ProvisionDetails, "previous_id", ids, "claim__subject_id"):
        yield provision, _Told(claim, REPEAL, "reversed", start, again, undoes=True)
