"""What was asked, as an edition carries it: one line a demand, with when it was asked first and all that came of it.

Made of nothing but claims that go out, so whoever may not be shown is in no line and in no number of one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from khronika.dates import parse
from khronika.edition.codec import ref_from_json
from khronika.edition.errors import Malformed, quoted
from khronika.edition.model import Claim, Record, Ref
from khronika.vocabulary.fulfilment import Assessed, Standing, standing

FILE = "data/demands.jsonl"
GONE = ("denied", "withdrawn", "overturned")
DATING = (
    "StatementDetails", "InterventionDetails", "SubmissionDetails", "CommunicationDetails", "MotionDetails",
)  # fmt: skip
OPEN = "open"  # how a demand is marked of which nothing was assessed
STATES = ("met", "partly_met", "not_met", "refused", "reversed", "overtaken", "")  # the last: nothing was assessed


@dataclass(frozen=True, slots=True)
class Asked:
    """One demand: where and when it was asked (EDTF), of whom, for whom, and what was assessed of it.

    `first` is when it was asked for the first time, `again` whether a later demand repeats it, `earlier` those that it repeats.
    """

    ref: Ref
    statement: Ref | None = None
    number: int | None = None
    scope: str = ""
    provision: Ref | None = None
    deadline: str = ""
    asked: str = ""
    first: str = ""
    again: bool = False
    addressees: tuple[Ref, ...] = ()
    beneficiaries: tuple[Ref, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    earlier: tuple[str, ...] = ()

    def standing(self, at: str = "") -> Standing:
        """What came of it by the end of a day, month or year; by all that is known without one."""
        return standing(self.assessed, [ref.id for ref in self.beneficiaries], at)


def demands(record: Record) -> dict[str, Asked]:
    """Every demand that a page tells of, by its id; of a demand that is repeated, each time that it was asked."""
    claims = [*record.claims, *record.beside, *record.incoming]
    claims += [claim for part in record.parts if part.ref.kind == "Demand" for claim in part.claims]
    known = {claim.id: claim for claim in claims if claim.status not in GONE}
    about: dict[str, list[Claim]] = {}
    for claim in known.values():
        if claim.subject.kind == "Demand":
            about.setdefault(claim.subject.id, []).append(claim)
    whole = [claim for claim in known.values() if claim.subject.kind != "Demand"]
    found = {demand: _within(_asked(its), whole) for demand, its in about.items()}
    for claim in known.values():
        if claim.kind == "CarriedDemand":
            earlier: Ref = claim.detail.earlier  # type: ignore[attr-defined]  # made from the declaration
            found.setdefault(earlier.id, Asked(earlier))
    return _chained(found)


def yearly(demands: Iterable[Asked], at: date) -> list[dict[str, object]]:
    """How many demands stood how at the end of each year, from the first in which one was asked; one asked again counts once."""
    known = [(asked, parse(asked.asked).earliest) for asked in demands]
    dated = [(asked, when.year) for asked, when in known if when and when <= at]
    found = []
    for year in range(min((year for _, year in dated), default=at.year + 1), at.year + 1):
        alive = [asked for asked, began in dated if began <= year]
        repeated = {earlier for asked in alive for earlier in asked.earlier if earlier != asked.ref.id}
        end = at.isoformat() if year == at.year else str(year)
        states = Counter(
            asked.standing(end).state if asked.assessed else "" for asked in alive if asked.ref.id not in repeated
        )
        found.append({"year": str(year), **{state or OPEN: states[state] for state in STATES}})
    return found


def earliest(dates: Iterable[str]) -> str:
    """The date that begins first; empty where none is known."""
    return min((each for each in dates if each), key=sortable, default="")


def sortable(text: str) -> tuple[str, str]:
    """A key by which dates are in order, unknown ones last."""
    first = parse(text).earliest
    return first.isoformat() if first else "9999", text


def line(asked: Asked) -> bytes:
    """The line of one demand, beginning with its id."""
    plain: dict[str, object] = {"id": asked.ref.id, "ref": _ref(asked.ref)}
    plain |= {"statement": _ref(asked.statement) if asked.statement else "", "number": asked.number}
    plain |= {"scope": asked.scope, "provision": _ref(asked.provision) if asked.provision else ""}
    plain |= {"deadline": asked.deadline, "asked": asked.asked, "first": asked.first, "again": asked.again or ""}
    plain |= {"addressees": [_ref(each) for each in asked.addressees]}
    plain |= {"beneficiaries": [_ref(each) for each in asked.beneficiaries]}
    plain |= {"earlier": list(asked.earlier)}
    plain |= {"assessed": [[each.assessment, each.on, each.beneficiary] for each in asked.assessed]}
    return json.dumps(_full(plain), ensure_ascii=False, separators=(",", ":")).encode()


def read(data: bytes) -> Asked:
    """The demand that a line says; raises Malformed where it is none."""
    try:
        return _read(json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Malformed(f"Expected one demand a line, got {quoted(data[:60])}; press the edition again.") from error


def _read(plain: Mapping[str, Any]) -> Asked:
    def ref(name: str) -> Ref | None:
        return ref_from_json(plain[name]) if name in plain else None

    return Asked(
        ref_from_json(plain["ref"]),
        ref("statement"),
        plain.get("number"),
        plain.get("scope", ""),
        ref("provision"),
        plain.get("deadline", ""),
        plain.get("asked", ""),
        plain.get("first", ""),
        bool(plain.get("again", False)),
        tuple(ref_from_json(each) for each in plain.get("addressees", ())),
        tuple(ref_from_json(each) for each in plain.get("beneficiaries", ())),
        tuple(Assessed(each[0], each[1], each[2], place) for place, each in enumerate(plain.get("assessed", ()))),
        tuple(plain.get("earlier", ())),
    )


def _within(asked: Asked, whole: Iterable[Claim]) -> Asked:
    """A demand with what it has from the statement in which it stands: its date, and of whom all of that is asked."""
    its = [claim for claim in whole if asked.statement and claim.subject.id == asked.statement.id]
    when = asked.asked or earliest(claim.valid_from for claim in its if claim.kind in DATING)
    whom = asked.addressees or _parties(claim for claim in its if claim.kind == "Addressee" and _sure(claim))
    return replace(asked, asked=when, first=when, addressees=whom)


def _asked(claims: Iterable[Claim]) -> Asked:
    its: dict[str, list[Claim]] = {}
    for claim in claims:
        its.setdefault(claim.kind, []).append(claim)
    details, first = its.get("DemandDetails", []), next(iter(claims))
    statement = _said(details, "statement")
    when = earliest(claim.valid_from for claim in details)
    number, provision = _said(details, "number"), _said(details, "provision")
    return Asked(
        first.subject,
        statement if isinstance(statement, Ref) else None,
        number if isinstance(number, int) else None,
        str(_said(details, "scope") or ""),
        provision if isinstance(provision, Ref) else None,
        str(_said(details, "deadline") or ""),
        when,
        when,
        False,
        _parties(filter(_sure, its.get("Addressee", ()))),
        _parties(filter(_sure, its.get("Beneficiary", ()))),
        tuple(_assessed(each, place) for place, each in enumerate(its.get("DemandAssessment", ())) if _sure(each)),
        tuple(claim.detail.earlier.id for claim in its.get("CarriedDemand", ())),  # type: ignore[attr-defined]  # made from the declaration
    )


def _said(claims: Iterable[Claim], name: str) -> object:
    """What the first claim says that says something."""
    return next((value for claim in claims if (value := getattr(claim.detail, name)) not in (None, "")), None)


def _parties(claims: Iterable[Claim]) -> tuple[Ref, ...]:
    found = {claim.detail.party.id: claim.detail.party for claim in claims}  # type: ignore[attr-defined]  # made from the declaration
    return tuple(found.values())


def _sure(claim: Claim) -> bool:
    """Whether a claim counts: what is alleged or disputed is shown, and changes no state and no number."""
    return claim.status in ("", "asserted")


def _assessed(claim: Claim, place: int) -> Assessed:
    whom = getattr(claim.detail, "beneficiary", None)
    return Assessed(str(getattr(claim.detail, "assessment", "")), claim.valid_from, whom.id if whom else "", place)


def _chained(found: Mapping[str, Asked]) -> dict[str, Asked]:
    """The same, each with when it was asked first, and whether it was asked again."""
    repeated = {each for asked in found.values() for each in asked.earlier if each != asked.ref.id}
    firsts = {demand: earliest(found[each].asked for each in _back(demand, found)) for demand in found}
    return {demand: replace(asked, first=firsts[demand], again=demand in repeated) for demand, asked in found.items()}


def _back(demand: str, found: Mapping[str, Asked]) -> set[str]:
    """A demand and all that it repeats."""
    seen, waiting = set[str](), [demand]
    while waiting:
        each = waiting.pop()
        if each in found and each not in seen:
            seen.add(each)
            waiting += found[each].earlier
    return seen


def _ref(ref: Ref) -> dict[str, object]:
    titles = [_full({"text": title.text, "language": title.language, "kind": title.kind}) for title in ref.titles]
    return _full({"id": ref.id, "kind": ref.kind, "address": ref.address, "titles": titles})


def _full(plain: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in plain.items() if value not in ("", None, [])}
