"""What is known of one record, as frozen values: its claims, those that point to it, and those of its parts.

Records that are judged the same are one here; each claim still says which of them it is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from khronika.desk.claims.asof import certainty
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim, Record
from khronika.desk.register.told import OWN, PART, POINTING, Cite, around, resting, said, spoken
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label
from khronika.workspace.levels import Cleared, levels
from khronika.workspace.naming import Names
from khronika.workspace.records.history import Happening, history
from khronika.workspace.wording import Said, period, say


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
class Known:
    """All that the page shows of what is known; `standing` has every record that another one stands for."""

    own: tuple[Section, ...]
    parts: tuple[Section, ...]
    pointing: tuple[Section, ...]
    history: tuple[Happening, ...]
    merged: tuple[tuple[str, str], ...]
    standing: Mapping[str, str]


def cluster(record: str, standing: Mapping[str, str] | None = None) -> set[str]:
    """The record with those that are judged the same."""
    standing = same() if standing is None else standing
    root = standing.get(record, record)
    return {record, root, *(each for each, its in standing.items() if its == root)}


def load(record: Record, at: date, names: Names) -> Known:
    """What is known of a record, with what was so on a day."""
    standing = same()
    ids = cluster(record.id, standing)
    found = around(ids, record.kind)
    lines = dict(zip((claim.id for claim, _ in found), Lines(at, names).of([each for each, _ in found]), strict=True))

    def those(place: str) -> list[Line]:
        return [lines[claim.id] for claim, its in found if its == place]

    return Known(
        own=_by_kind(those(OWN)),
        parts=_by_record(those(PART)),
        pointing=_by_kind(those(POINTING)),
        history=history(ids, {claim.subject_id for claim, place in found if place == PART}),
        merged=tuple((each, names(each)) for each in sorted(ids - {record.id})),
        standing=standing,
    )


class Lines:
    """Makes lines of claims in a few questions for all of them."""

    def __init__(self, at: date, names: Names) -> None:
        """For a day."""
        self.at, self.names = at, names

    def of(self, claims: Sequence[Claim]) -> list[Line]:
        """The lines of some claims, in their order."""
        values = said(claims)
        self.names.learn(spoken(claims, values))
        ids = [each.id for each in claims]
        cites, cleared = resting(ids), levels("claim", ids)
        return [self._line(each, values[each.id], cites.get(each.id, ()), cleared[each.id]) for each in claims]

    def _line(self, claim: Claim, values: Mapping[str, object], cites: tuple[Cite, ...], level: Cleared) -> Line:
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
            cites=cites,
            by=claim.decision.by.get_full_name() or claim.decision.by.get_username(),
            at=claim.decision.at,
            decision=claim.decision_id,
            level=level,
        )


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
