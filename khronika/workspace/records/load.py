"""What is known of one record, as frozen values: its claims, those that point to it, and those of its parts.

Records that are judged the same are one here; each claim still says which of them it is about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from khronika.desk.claims.asof import certainty
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Citation, Claim, Clearance, Decision, Judgement
from khronika.desk.claims.tables import table
from khronika.desk.sources.models import Passage
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label
from khronika.workspace.levels import Cleared, levels
from khronika.workspace.naming import Names
from khronika.workspace.wording import Said, period, say


@dataclass(frozen=True, slots=True)
class Cite:
    """A passage that a claim rests on."""

    source: str
    title: str
    passage: str
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """A claim on the page. `certain`: whether it was so on the chosen day (certain, possible, no), empty if undated."""

    id: str
    kind: str
    label: str
    said: Said
    about: str
    about_name: str
    period: str
    status: str
    certain: str
    cites: tuple[Cite, ...]
    by: str
    at: datetime
    decision: int
    level: Cleared


@dataclass(frozen=True, slots=True)
class Section:
    """Claims under a heading; `record` is the part they are about, where it has a page of its own."""

    title: str
    lines: tuple[Line, ...]
    record: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """A decision in the record's history."""

    number: int
    at: datetime
    by: str
    what: str
    reason: str
    undone: int


@dataclass(frozen=True, slots=True)
class Known:
    """All that the page shows of what is known."""

    own: tuple[Section, ...]
    parts: tuple[Section, ...]
    pointing: tuple[Section, ...]
    history: tuple[Happening, ...]
    merged: tuple[tuple[str, str], ...]


def cluster(record: str) -> set[str]:
    """The record with those that are judged the same."""
    standing = same()
    root = standing.get(record, record)
    return {record, root, *(each for each, its in standing.items() if its == root)}


def load(record: str, at: date, names: Names) -> Known:
    """What is known of a record, with what was so on a day."""
    ids = cluster(record)
    pointing, parts = _around(ids)
    claims = list(_claims().filter(subject__in=ids))
    of_parts = list(_claims().filter(subject__in=parts))
    others = [
        each
        for each in _claims().filter(id__in=pointing)
        if each.subject_id not in parts and each.subject_id not in ids
    ]
    lines = {each.id: each for each in Lines(at, names).of([*claims, *of_parts, *others])}
    return Known(
        own=_by_kind([lines[each.id] for each in claims]),
        parts=_by_record([lines[each.id] for each in of_parts]),
        pointing=_by_kind([lines[each.id] for each in others]),
        history=history(ids, [*claims, *of_parts]),
        merged=tuple((each, names(each)) for each in sorted(ids - {record})),
    )


def _claims():  # type: ignore[no-untyped-def]
    return (
        Claim.objects.filter(known_until=None)
        .select_related("decision__by")
        .order_by("from_earliest", "known_from", "id")
    )


def _around(ids: set[str]) -> tuple[set[str], set[str]]:
    """Live claims that point to these records, and records that are parts of them (and parts of those)."""
    pointing: set[str] = set()
    parts: set[str] = set()
    for kind in CLAIMS.values():
        for reference in kind.references:
            rows = table(kind.name).objects.filter(**{f"{reference.name}__in": ids}, claim__known_until=None)
            for claim, subject in rows.values_list("claim_id", "claim__subject_id"):
                if reference.part_of:
                    parts.add(subject)
                else:
                    pointing.add(claim)
    return pointing, parts


class Lines:
    """Makes lines of claims with one question a kind."""

    def __init__(self, at: date, names: Names) -> None:
        """For a day."""
        self.at, self.names = at, names

    def of(self, claims: Sequence[Claim]) -> list[Line]:
        """The lines of some claims, in their order."""
        values = self._values(claims)
        self.names.learn([each.subject_id for each in claims])
        ids = [each.id for each in claims]
        cites, cleared = _cites(ids), levels("claim", ids)
        return [self._line(each, values[each.id], cites.get(each.id, []), cleared[each.id]) for each in claims]

    def _values(self, claims: Sequence[Claim]) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = {each.id: {} for each in claims}
        for kind in {each.kind for each in claims}:
            fields = CLAIMS[kind].fields
            columns = [f"{field.name}_id" if field in CLAIMS[kind].references else field.name for field in fields]
            its = [each.id for each in claims if each.kind == kind]
            for claim, *row in table(kind).objects.filter(claim__in=its).values_list("claim_id", *columns):
                found[claim] = {field.name: value for field, value in zip(fields, row, strict=True)}
            self.names.learn(found[each].get(field.name) for each in its for field in CLAIMS[kind].references)  # type: ignore[misc]
        return found

    def _line(self, claim: Claim, values: dict[str, object], cites: list[Cite], level: Cleared) -> Line:
        dated = bool(claim.valid_from or claim.valid_until)
        return Line(
            id=claim.id,
            kind=claim.kind,
            label=label(f"claim.{claim.kind}", self.names.language),
            said=say(claim.kind, values, lambda value: self.names(str(value)), language=self.names.language),
            about=claim.subject_id,
            about_name=self.names(claim.subject_id),
            period=period(claim.valid_from, claim.valid_until),
            status="" if claim.status == "asserted" else label(f"status.{claim.status}", self.names.language),
            certain=certainty(claim, self.at).value if dated else "",
            cites=tuple(cites),
            by=claim.decision.by.get_full_name() or claim.decision.by.get_username(),
            at=claim.decision.at,
            decision=claim.decision_id,
            level=level,
        )


def _cites(claims: Iterable[str]) -> dict[str, list[Cite]]:
    """The live citations of claims, a line for each passage."""
    live = Citation.objects.filter(claim__in=list(claims), known_until=None).values_list("claim_id", "proposal_id")
    resting: dict[str, list[str]] = {}
    for claim, proposal in live:
        resting.setdefault(proposal, []).append(claim)
    passages = Passage.objects.filter(proposals__in=list(resting)).order_by(
        "version__capture__source__title", "version", "start"
    )
    found: dict[str, list[Cite]] = {}
    columns = ("proposals__id", "version__capture__source_id", "version__capture__source__title", "id", "quote")
    for proposal, source, title, passage, quote in passages.values_list(*columns):
        for claim in resting.get(proposal, ()):
            found.setdefault(claim, []).append(Cite(source, title, passage, quote))
    return found


def _by_kind(lines: Sequence[Line]) -> tuple[Section, ...]:
    present = {line.kind for line in lines}
    return tuple(
        Section(label(f"claim.{kind}"), tuple(line for line in lines if line.kind == kind))
        for kind in CLAIMS
        if kind in present
    )


def _by_record(lines: Sequence[Line]) -> tuple[Section, ...]:
    order = {kind: position for position, kind in enumerate(CLAIMS)}
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.about, []).append(line)
    sections = [
        Section(its[0].about_name, tuple(sorted(its, key=lambda line: order[line.kind])), about)
        for about, its in found.items()
    ]
    return tuple(sorted(sections, key=lambda section: _natural(section.title)))


def _natural(title: str) -> tuple[object, ...]:
    """'Demand 10' after 'Demand 9'."""
    return tuple((0, int(word), "") if word.isdecimal() else (1, 0, word) for word in title.split()[:4])


def history(ids: set[str], claims: Sequence[Claim]) -> tuple[Happening, ...]:
    """Every decision that made the record what it is, newest first."""
    ever = set(Claim.objects.filter(subject__in=ids).values_list("id", flat=True)) | {each.id for each in claims}
    numbers = set(Citation.objects.filter(claim__in=ever).values_list("decision_id", flat=True))
    numbers |= set(Clearance.objects.filter(record__in=ids).values_list("decision_id", flat=True))
    numbers |= set(Clearance.objects.filter(claim__in=ever).values_list("decision_id", flat=True))
    numbers |= set(Judgement.objects.filter(left__in=ids).values_list("decision_id", flat=True))
    numbers |= set(Judgement.objects.filter(right__in=ids).values_list("decision_id", flat=True))
    found = Decision.objects.filter(pk__in=numbers).select_related("by", "judgement").prefetch_related("clearances")
    return tuple(_happening(each, ids, ever) for each in found.order_by("-pk"))


def _happening(decision: Decision, ids: set[str], claims: set[str]) -> Happening:
    by = decision.by.get_full_name() or decision.by.get_username()
    return Happening(
        decision.pk, decision.at, by, _what(decision, ids, claims), decision.reason, decision.undone_by_id or 0
    )


def _what(decision: Decision, ids: set[str], claims: set[str]) -> str:
    if decision.deed == Decision.Deed.JUDGEMENT:
        judged = decision.judgement
        other = judged.right_id if judged.left_id in ids else judged.left_id
        return f"judged {judged.verdict} as {other}"
    if decision.deed == Decision.Deed.CLEARANCE:
        its = [each for each in decision.clearances.all() if each.record_id in ids or each.claim_id in claims]
        record = any(each.record_id for each in its)
        count = sum(each.claim_id is not None for each in its)
        what = [*(["the record"] if record else []), *([f"{count} claims"] if count else [])]
        return f"cleared {' and '.join(what)}: {label(f'level.{its[0].level}')}" if its else "clearance"
    count = Citation.objects.filter(decision=decision, claim__in=claims).values("claim").distinct().count()
    return f"accepted {count} claim{'s' if count != 1 else ''}"
