"""What is recorded of demands, as frozen values: all of them in a fixed number of questions, or some.

Records judged the same are one here, whoever they are: a demand told twice, an addressee, somebody for whom it is asked.
Only what is asserted counts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khronika.dates import parse
from khronika.desk.advocacy.models import (
    Addressee,
    Beneficiary,
    CarriedDemand,
    DemandAssessment,
    DemandDetails,
)
from khronika.desk.claims.asof import alive, live
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim
from khronika.desk.claims.portions import portions
from khronika.desk.register.models import Text
from khronika.vocabulary.advocacy import INTERVENTIONS
from khronika.vocabulary.fulfilment import Assessed
from khronika.vocabulary.kinds import CLAIMS

KINDS = ("DemandDetails", "Text", "Addressee", "Beneficiary", "CarriedDemand", "DemandAssessment")
DATING = tuple(
    kind.name for kind in CLAIMS.values() if kind.name.endswith("Details") and set(kind.subjects) & set(INTERVENTIONS)
)
"""The kinds of claims whose dates say when something was asked."""
_ROLES = ("demand", "title", "body", "description")


@dataclass(frozen=True, slots=True)
class Mark:
    """One assessment: the claim, who assessed it, and the record of what brought it about."""

    claim: str
    told: Assessed
    by: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand: its statement and number there, its words by language, of whom, for whom, and what was assessed.

    `on` is the day of the statement (EDTF); `numbers` has more than one where sources number it differently.
    """

    record: str
    statement: str
    numbers: tuple[int, ...]
    on: str = ""
    scope: str = ""
    provision: str = ""
    deadline: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    addressees: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    def words(self, language: str = "") -> str:
        """What is asked: in a language where it is told in that, else as it was told first."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")


@dataclass(slots=True)
class _Rows:
    """Answers by demand, or by statement, as they come."""

    standing: Mapping[str, str]
    details: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    addressees: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    beneficiaries: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    earlier: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    dates: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def root(self, record: str | None) -> str:
        """Who stands for a record; nothing for none."""
        return self.standing.get(record, record) if record else ""


def load(
    only: Collection[str] | None = None, *, entry: int | None = None, standing: Mapping[str, str] | None = None
) -> dict[str, Demand]:
    """Demands by their ids, those of `only` or all, as known after a ledger entry or now; what has no statement is none yet."""
    standing = same() if standing is None else standing
    ids = None if only is None else _clusters(only, standing)
    rows = _Rows(standing)
    fields = ("statement_id", "number", "scope", "provision_id", "deadline", "claim__valid_from")
    for subject, *values in _asserted(DemandDetails, fields, ids, entry):
        rows.details[rows.root(subject)].append(tuple(values))
    for subject, language, role, text in _asserted(Text, ("language", "role", "text"), _named(rows, ids), entry):
        rows.texts[rows.root(subject)].append((role, language, text))
    _take_parties(rows, ids, entry)
    for subject, earlier in _asserted(CarriedDemand, ("earlier_id",), ids, entry):
        rows.earlier[rows.root(subject)].append(rows.root(earlier))
    _take_marks(rows, ids, entry)
    _take_dates(rows, entry)
    return {each: _demand(each, rows) for each in rows.details}


def _clusters(only: Collection[str], standing: Mapping[str, str]) -> list[str]:
    roots = {standing.get(each, each) for each in only}
    return sorted(roots | {each for each, root in standing.items() if root in roots})


def _named(rows: _Rows, ids: Sequence[str] | None) -> list[str]:
    """The demands whose words are wanted: those that are known, with all that they stand for."""
    return list(ids) if ids is not None else _clusters(rows.details.keys(), rows.standing)


def _asserted(
    model: Any, columns: Sequence[str], ids: Sequence[str] | None, entry: int | None
) -> Iterator[tuple[Any, ...]]:
    """The subjects and columns of asserted claims of a kind that are known, in the order in which they were."""
    if ids is None:
        rows = model.objects.filter(live(entry, of="claim__"), claim__kind=model.__name__, claim__status="asserted")
        ordered = rows.order_by("claim__known_from", "claim_id")
        yield from ordered.values_list("claim__subject_id", *columns)
        return
    found = []
    known = ("claim__known_from", "claim__known_until", "claim_id", "claim__status")
    for group in portions(ids):
        # whether it is known is looked at after: asked for at once, the database goes through all that is
        for row in model.objects.filter(claim__subject__in=group).values_list("claim__subject_id", *columns, *known):
            since, until, claim, status = row[-4:]
            if status == "asserted" and alive(since, until, entry):
                found.append((since, claim, row[:-4]))
    yield from (row for *_order, row in sorted(found, key=lambda each: each[:2]))


def _take_parties(rows: _Rows, ids: Sequence[str] | None, entry: int | None) -> None:
    """Of whom and for whom: a demand without addressees of its own has those of its statement."""
    statements = {rows.root(values[0]) for each in rows.details.values() for values in each}
    wanted = None if ids is None else sorted({*ids, *_clusters(statements, rows.standing)})
    for subject, party in _asserted(Addressee, ("party_id",), wanted, entry):
        rows.addressees[rows.root(subject)].append(rows.root(party))
    for subject, party in _asserted(Beneficiary, ("party_id",), ids, entry):
        rows.beneficiaries[rows.root(subject)].append(rows.root(party))


def _take_marks(rows: _Rows, ids: Sequence[str] | None, entry: int | None) -> None:
    columns = ("claim_id", "assessment", "claim__valid_from", "beneficiary_id", "assessed_by_id", "event_id")
    for subject, claim, term, on, whom, by, event, order in _asserted(
        DemandAssessment, (*columns, "claim__known_from"), ids, entry
    ):
        told = Assessed(term, on, rows.root(whom), order)
        rows.marks[rows.root(subject)].append(Mark(claim, told, by or "", event or ""))


def _take_dates(rows: _Rows, entry: int | None) -> None:
    statements = {rows.root(values[0]) for each in rows.details.values() for values in each}
    columns = ("subject_id", "valid_from", "known_from", "known_until")
    for group in portions(_clusters(statements, rows.standing)):
        found = Claim.objects.filter(subject__in=group, kind__in=DATING, status="asserted")
        for subject, day, since, until in found.exclude(valid_from="").values_list(*columns):
            if alive(since, until, entry):
                rows.dates[rows.root(subject)].append(day)


def _demand(record: str, rows: _Rows) -> Demand:
    told = rows.details[record]
    statement = rows.root(told[0][0])
    own = [values[5] for values in told if values[5]]
    days = own or rows.dates.get(statement, [])
    return Demand(
        record,
        statement,
        tuple(dict.fromkeys(values[1] for values in told if values[1] is not None)),
        first(days),
        _said(told, 2),
        _said(told, 3),
        _said(told, 4),
        texts=_words(rows.texts.get(record, ())),
        addressees=tuple(dict.fromkeys(rows.addressees.get(record) or rows.addressees.get(statement) or [])),
        beneficiaries=tuple(dict.fromkeys(rows.beneficiaries.get(record, ()))),
        earlier=tuple(dict.fromkeys(each for each in rows.earlier.get(record, ()) if each != record)),
        marks=tuple(rows.marks.get(record, ())),
    )


def _said(told: Iterable[tuple[Any, ...]], column: int) -> str:
    """What was told of a demand in a column first."""
    return next((str(values[column]) for values in told if values[column]), "")


def _words(texts: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The words of a demand in each language, as its own role says them best."""
    found: dict[str, str] = {}
    known = [each for each in texts if each[0] in _ROLES]
    for _role, language, text in sorted(known, key=lambda each: _ROLES.index(each[0])):
        found.setdefault(language, text)
    return found


def first(days: Iterable[str]) -> str:
    """The earliest of several EDTF days; empty where there is none."""
    return min((each for each in days if each), key=lambda day: (bounds(day), day), default="")


def bounds(day: str) -> tuple[date, date]:
    """The first and last day that a date may mean; the first day of all where it has none."""
    found = parse(day)
    return found.earliest or date.min, found.latest or date.min
