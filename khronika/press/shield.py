"""What protects people beside levels, as plain values: consents, embargoes, what was called back, who may be a child, and
which actions are not over yet.

These rows are few beside the register, so all of them are read at once. Records judged the same share what protects one of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from khronika.dates import parse
from khronika.desk.claims.models import Consent, Embargo, Withdrawal
from khronika.desk.claims.tables import tables
from khronika.desk.register.models import PersonDetails
from khronika.desk.solidarity.models import SolidarityActionDetails
from khronika.press.gate import Spoken, agrees
from khronika.vocabulary.kind import Level, Topic
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.observed import tellable

OF_AGE = 18
WHAT = ("record", "claim", "source")  # of which there are embargoes
_UNBELIEVED = ("denied", "overturned", "withdrawn")
ACTION = "SolidarityAction"
_LONG_AGO = 40  # years after which nobody is a child, on whatever day an edition is made


@dataclass(slots=True)
class Shield:
    """By the id of a record, claim or source. `adult` is the first day on which somebody surely is of age, `acted` what is
    said of when an action began and ended."""

    hidden: set[str] = field(default_factory=set)
    embargoes: dict[tuple[str, str], date] = field(default_factory=dict)
    agreed: dict[str, set[tuple[Topic, Level]]] = field(default_factory=lambda: defaultdict(set))
    named: dict[str, set[Level]] = field(default_factory=lambda: defaultdict(set))
    ended: dict[str, set[Level]] = field(default_factory=lambda: defaultdict(set))
    adult: dict[str, date] = field(default_factory=dict)
    acted: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def spoken(self, records: Iterable[str], kind: str, level: Level, audience: Level, at: date) -> Spoken:
        """Records that are judged the same, as the gate is asked about them."""
        ids = set(records)
        embargoes = [day for each in ids if (day := self.embargoes.get(("record", each)))]
        if kind == ACTION:
            over = tellable(span for each in ids for span in self.acted.get(each, ()))
            hidden = bool(ids & self.hidden)
            return Spoken(level, hidden, max(embargoes, default=None), over=over, undated=over is None)
        if kind != "Person":
            return Spoken(level, bool(ids & self.hidden), max(embargoes, default=None))
        return Spoken(
            level,
            bool(ids & self.hidden),
            max(embargoes, default=None),
            person=True,
            child=any(at < self.adult[each] for each in ids & self.adult.keys()),
            unwilling=_within(self.ended, ids, audience) and not _within(self.named, ids, audience),
            agreed=frozenset().union(*(self.agreed.get(each, ()) for each in ids)),
        )

    def nameless(self, record: Spoken, audience: Level) -> bool:
        """Whether no name of a person may go out though the record may: a child for whom nobody agreed."""
        return record.child and audience.width < Level.TEAM.width and not agrees(record, Topic.CHILDREN, audience)


def _within(held: Mapping[str, set[Level]], ids: set[str], audience: Level) -> bool:
    return any(level.width <= audience.width for each in ids for level in held.get(each, ()))


def shield(standing: Mapping[str, str]) -> Shield:
    """All that protects anybody now; `standing` has the records that are judged the same as another."""
    found = Shield(_hidden(standing), _embargoes())
    for record, topic, audience, over in Consent.objects.values_list("record_id", "topic", "audience", "withdrawn_id"):
        if over is None and topic:
            found.agreed[record].add((Topic(topic), Level(audience)))
        elif not topic:
            (found.named if over is None else found.ended)[record].add(Level(audience))
    for record, *span in acted():
        found.acted[record].append((span[0], span[1]))
    for record, birth in births():
        if day := adult(birth):
            found.adult[record] = max(day, found.adult.get(record, day))
    return found


def _embargoes() -> dict[tuple[str, str], date]:
    """The first day on which a thing may go out, where the latest decision on it says one."""
    found: dict[tuple[str, str], date | None] = {}
    columns = ("record_id", "claim_id", "source_id", "public_from")
    for *things, day in Embargo.objects.order_by("decision_id").values_list(*columns):
        found[next((what, each) for what, each in zip(WHAT, things, strict=True) if each)] = day
    return {thing: day for thing, day in found.items() if day}


def acted() -> Iterable[tuple[str, str, str]]:
    """Actions with their dates, as live claims say them."""
    live = SolidarityActionDetails.objects.filter(claim__known_until=None).exclude(claim__status__in=_UNBELIEVED)
    return live.values_list("claim__subject_id", "claim__valid_from", "claim__valid_until")


def births() -> Iterable[tuple[str, str]]:
    """People with a birth that is not long ago, as live claims say it."""
    live = PersonDetails.objects.filter(claim__known_until=None, birth__gte=young())
    return live.exclude(claim__status__in=_UNBELIEVED).values_list("claim__subject_id", "birth")


def young() -> str:
    """The year of birth before which nobody is a child; EDTF texts are in the order of their last days."""
    return str(date.today().year - _LONG_AGO)


def adult(birth: str) -> date | None:
    """The first day on which somebody born then surely is of age; None where no day can be told.

    >>> adult("2008-02-29"), adult("2010")
    (datetime.date(2026, 3, 1), datetime.date(2028, 12, 31))
    """
    latest = parse(birth).latest
    if latest is None or latest.year > 9000:
        return None
    if (latest.month, latest.day) == (2, 29):
        latest = latest.replace(month=3, day=1)
    return latest.replace(year=latest.year + OF_AGE)


def _hidden(standing: Mapping[str, str]) -> set[str]:
    """Records that were called back, all that are judged the same as one of them, and parts of theirs that are nobody else's."""
    said = set(Withdrawal.objects.filter(lifted=None).values_list("record_id", flat=True))
    if not said:
        return said
    found = cluster(said, standing)
    owners: dict[str, set[str]] = defaultdict(set)
    for owner, part in owning({part for _, part in parts(found)}):
        owners[part].add(owner)
    return found | {part for part, its in owners.items() if its <= found}


def cluster(records: set[str], standing: Mapping[str, str]) -> set[str]:
    """These records and all that are judged the same as one of them."""
    roots = {standing.get(record, record) for record in records}
    return records | roots | {record for record, root in standing.items() if root in roots}


def parts(owners: set[str], *, ever: bool = False) -> set[tuple[str, str]]:
    """Owners with the records that are described on their pages, by live claims; or by any claim there `ever` was."""
    return _pairs(lambda name: Q(**{f"{name}_id__in": owners}), ever=ever)


def owning(those: set[str]) -> set[tuple[str, str]]:
    """Owners with these parts of theirs."""
    return _pairs(lambda name: Q(claim__subject_id__in=those))


def _pairs(asked: Callable[[str], Q], *, ever: bool = False) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    live = Q() if ever else Q(claim__known_until=None)
    for name, kind in CLAIMS.items():
        for reference in kind.references:
            if reference.part_of:
                rows = tables()[name].objects.filter(asked(reference.name), live)
                found.update(rows.values_list(f"{reference.name}_id", "claim__subject_id"))
    return {(owner, part) for owner, part in found if owner}
