"""What is known of one record, as frozen values: its claims, those that point to it, and those of its parts.

Records that are judged the same are one here; each claim still says which of them it is about. Claims that answer one question
differently stand together.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from khronika.desk.claims.asof import certainty
from khronika.desk.claims.judge import cluster, same
from khronika.desk.claims.models import Claim, Record
from khronika.desk.register.against import disputes
from khronika.desk.register.told import OWN, PART, POINTING, Cite, Window, around, resting, said, spoken
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label
from khronika.workspace.levels import Cleared, levels
from khronika.workspace.naming import Names
from khronika.workspace.records.history import Happening, history
from khronika.workspace.records.timeline import Moment, timeline
from khronika.workspace.records.why import Out, Public, public
from khronika.workspace.wording import Said, period, say


@dataclass(frozen=True, slots=True)
class Line:
    """A claim on the page. `certain`: whether it was so on the chosen day (certain, possible, no), empty if undated.

    `out` is whether it goes out, where that was asked.
    """

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
    live: bool = True
    out: Out | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Claims that stand together: one alone, or those of `sources` many sources that answer one question differently."""

    lines: tuple[Line, ...]
    sources: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Claims under a heading; `record` is the part they are about, where it has a page of its own."""

    title: str
    lines: tuple[Line, ...]
    record: str = ""
    groups: tuple[Together, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """All that the page shows of what is known; `standing` has every record that another one stands for.

    `pointing` is a part of the `count` claims that point to the record; `disputed` the first claim of each question
    that has several answers.
    """

    own: tuple[Section, ...]
    parts: tuple[Section, ...]
    pointing: tuple[Section, ...]
    history: tuple[Happening, ...]
    merged: tuple[tuple[str, str], ...]
    standing: Mapping[str, str]
    count: int
    timeline: tuple[Moment, ...] = ()
    disputed: tuple[str, ...] = ()
    public: Public | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is asked: what was so on the day `at`, as known after a ledger entry, and whether to say what is public."""

    at: date
    entry: int | None = None
    public: bool = False


def load(record: Record, asked: Asked, names: Names, window: Window | None = None) -> Known:
    """What is known of a record, with what was so on a day; a `window` on the claims that point to it."""
    standing = same(asked.entry)
    ids = cluster(record.id, standing)
    near = around(ids, record.kind, asked.entry, window=window)
    found = near.claims
    mine = [each for each, place in found if place != POINTING]
    about = ids | {each.subject_id for each in mine}
    seen = public(about, record.id, [each.id for each in mine]) if asked.public else None
    make = Lines(asked, names, seen)
    lines = dict(zip((claim.id for claim, _ in found), make.of([each for each, _ in found]), strict=True))
    groups = disputes(mine, make.values, standing)
    gather = _Gather(groups, names.language)

    def those(place: str) -> list[Line]:
        return [lines[claim.id] for claim, its in found if its == place]

    return Known(
        own=gather.by_kind(those(OWN)),
        parts=gather.by_record(those(PART)),
        pointing=gather.by_kind(those(POINTING)),
        history=history(ids, {claim.subject_id for claim, place in found if place == PART}, names, asked.entry),
        merged=tuple((each, names(each)) for each in sorted(ids - {record.id})),
        standing=standing,
        count=near.pointing,
        timeline=timeline([lines[each.id] for each in mine]),
        disputed=tuple(group[0] for group in groups),
        public=seen,
    )


class Lines:
    """Makes lines of claims in a few questions for all of them; `values` has what they say."""

    def __init__(self, asked: Asked, names: Names, seen: Public | None = None) -> None:
        """For a day, as known after an entry."""
        self.asked, self.names = asked, names
        self.out: Mapping[str, Out] = seen.claims if seen else {}
        self.values: Mapping[str, Mapping[str, object]] = {}

    def of(self, claims: Sequence[Claim]) -> list[Line]:
        """The lines of some claims, in their order."""
        self.values = said(claims)
        self.names.learn(spoken(claims, self.values))
        ids = [each.id for each in claims]
        cites, cleared = resting(ids, self.asked.entry), levels("claim", ids)
        return [self._line(each, cites.get(each.id, ()), cleared[each.id]) for each in claims]

    def _line(self, claim: Claim, cites: tuple[Cite, ...], level: Cleared) -> Line:
        dated = bool(claim.valid_from or claim.valid_until)
        tongue = self.names.language
        return Line(
            id=claim.id,
            kind=claim.kind,
            label=label(f"claim.{claim.kind}", tongue),
            said=say(claim.kind, self.values[claim.id], lambda value: self.names(str(value)), language=tongue),
            about=claim.subject_id,
            about_name=self.names(claim.subject_id),
            period=period(claim.valid_from, claim.valid_until),
            status="" if claim.status == "asserted" else label(f"status.{claim.status}", tongue),
            certain=certainty(claim, self.asked.at).value if dated else "",
            cites=cites,
            by=claim.decision.by.get_full_name() or claim.decision.by.get_username(),
            at=claim.decision.at,
            decision=claim.decision_id,
            level=level,
            live=claim.known_until is None,
            out=self.out.get(claim.id),
        )


class _Gather:
    """Puts lines under headings, those that contradict each other together."""

    def __init__(self, groups: Collection[tuple[str, ...]], language: str) -> None:
        self.of = {claim: number for number, group in enumerate(groups) for claim in group}
        self.language = language

    def by_kind(self, lines: Sequence[Line]) -> tuple[Section, ...]:
        present = {line.kind for line in lines}
        return tuple(
            self.section(label(f"claim.{kind}", self.language), [line for line in lines if line.kind == kind])
            for kind in CLAIMS
            if kind in present
        )

    def by_record(self, lines: Sequence[Line]) -> tuple[Section, ...]:
        order = {kind: position for position, kind in enumerate(CLAIMS)}
        found: dict[str, list[Line]] = {}
        for line in lines:
            found.setdefault(line.about, []).append(line)
        sections = [
            self.section(its[0].about_name, sorted(its, key=lambda line: order[line.kind]), about)
            for about, its in found.items()
        ]
        return tuple(sorted(sections, key=lambda section: _natural(section.title)))

    def section(self, title: str, lines: Sequence[Line], record: str = "") -> Section:
        groups: dict[object, list[Line]] = {}
        for line in lines:
            groups.setdefault(self.of.get(line.id, line.id), []).append(line)
        return Section(title, tuple(lines), record, tuple(_together(each) for each in groups.values()))


def _together(lines: Sequence[Line]) -> Together:
    sources = {cite.source for line in lines for cite in line.cites}
    return Together(tuple(lines), len(sources) if len(lines) > 1 else 0)


def _natural(title: str) -> tuple[object, ...]:
    """'Demand 10' after 'Demand 9'."""
    return tuple((0, int(word), "") if word.isdecimal() else (1, 0, word) for word in title.split()[:4])
