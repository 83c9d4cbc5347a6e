"""A table becomes proposals, portion by portion: each is written whole with its decision or not at all, so that an import
that was killed goes on where it stopped, and one that is run again proposes nothing twice.

What was proposed before is known by the mark of each fact; a changed cell of a row is proposed as a correction (`before`).
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from khronika.desk.accounts.models import User
from khronika.desk.claims.batch import Accepted, Batch, accept
from khronika.desk.claims.models import Mention, Proposal, Reading, Record
from khronika.desk.claims.record import ATTESTED, Content
from khronika.desk.claims.wide import insert
from khronika.desk.register.imports.before import Before
from khronika.desk.register.imports.known import Doubt, Known
from khronika.desk.register.imports.line import Change, Draft, Line, Meant, Problem
from khronika.desk.sources.models import Capture, Passage, TextVersion, identifier

PORTION = 1000  # rows of one decision
CONTEXT = 40
_REST = ("confidence", "rule", "state")


@dataclass(frozen=True, slots=True)
class Order:
    """Who imports (nobody, where a list is followed), and whether all that is not doubtful is accepted at once, with the reason."""

    by: User | None
    accept: bool = False
    reason: str = ""


@dataclass(slots=True)
class Report:
    """What became of a table: rows and facts, and whatever stopped one. `doubts` are (row, reason)."""

    rows: int = 0
    good: int = 0
    proposed: int = 0
    accepted: int = 0
    known: int = 0
    created: int = 0
    linked: int = 0
    problems: list[Problem] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    emptied: list[Change] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    source: str = ""

    def take(self, lines: Sequence[Line]) -> list[Line]:
        """Count rows; those that are good."""
        good = [line for line in lines if not line.problems]
        self.rows, self.good = self.rows + len(lines), self.good + len(good)
        self.problems += [problem for line in lines for problem in line.problems]
        return good

    def compare(self, changes: Iterable[Change]) -> None:
        """Note what is changed, and what is empty now."""
        for each in changes:
            (self.changed if each.now else self.emptied).append(each)


class Reads(Protocol):
    """Whatever makes facts of a row, under the `name` by which it is known again."""

    name: str

    def column(self, slot: str, name: str) -> str:
        """Where a field of a fact stands in the table; empty where it stands nowhere."""


@dataclass(slots=True)
class _Fact:
    """A fact of the portion with its proposal, fresh or from an earlier run."""

    line: Line
    draft: Draft
    proposal: str
    number: int
    reading: int
    rule: str


Told = Callable[[Report], None]


class Run:
    """One import into the register: `version` is the table's text, `places` where each row stands in it."""

    def __init__(self, reads: Reads, version: TextVersion, places: dict[int, tuple[int, int]], order: Order) -> None:
        self.reader, self.column = reads.name, reads.column
        self.version, self.places, self.order = version, places, order
        self.report = Report(source=version.capture.source_id)
        self.before = Before(self.reader)
        self.fresh: set[str] = set()
        self.known = Known.prepare(self.reader)
        self.passages = set(version.passages.values_list("start", flat=True))

    def take(self, lines: Iterable[Line], tell: Told | None = None) -> Report:
        """Write all lines, portion by portion."""
        for portion in portions(lines):
            good = self.report.take(portion)
            self.report.compare(self.before.compare(good, self.column))
            with transaction.atomic():
                self._write(good)
            if tell:
                tell(self.report)
        return self.report

    def _write(self, lines: Sequence[Line]) -> None:
        fresh: list[tuple[Line, Draft]] = []
        again: list[tuple[Line, Draft]] = []
        for line in lines:
            for draft in line.drafts:
                if draft.mark in self.fresh:
                    continue
                if not self.before.seen(draft):
                    self.fresh.add(draft.mark)
                    fresh.append((line, draft))
                    continue
                self.report.known += 1
                if self.order.accept and draft.mark in self.before.waiting:
                    again.append((line, draft))
        facts = self._proposed(fresh) if fresh else []
        self.report.proposed += len(facts)
        if self.order.accept:
            facts += self._earlier(again)
            if facts:
                self._accept(facts)

    def _earlier(self, again: Sequence[tuple[Line, Draft]]) -> list[_Fact]:
        """Facts that an earlier run proposed and nobody has decided."""
        waiting = self.before.waiting
        ids = [waiting.pop(draft.mark) for _, draft in again if draft.mark in waiting]
        found: dict[str, tuple[str, int, int, str]] = {}
        for start in range(0, len(ids), 500):
            rows = Proposal.objects.filter(id__in=ids[start : start + 500], state=Proposal.State.PENDING)
            for rule, proposal, number, reading in rows.values_list("rule", "id", "number", "reading_id"):
                found[rule.rpartition("#")[2]] = proposal, number, reading, rule
        return [_Fact(line, draft, *found.pop(draft.mark)) for line, draft in again if draft.mark in found]

    def _proposed(self, fresh: Sequence[tuple[Line, Draft]]) -> list[_Fact]:
        """New proposals in a reading of their own."""
        reading = Reading.objects.create(version=self.version, reader=self.reader, by=self.order.by, at=timezone.now())
        mentions = self._mentions(reading, fresh)
        rows = {line.number: line for line, _ in fresh}
        passages = self._passages(rows)
        facts = [
            _Fact(line, draft, identifier(), number, reading.pk, _rule(line, draft))
            for number, (line, draft) in enumerate(fresh, 1)
        ]
        insert(
            Proposal,
            (
                *("id", "reading_id", "number", "kind", "subject_id", "values", "valid_from", "valid_until", "status"),
                *_REST,
            ),
            (
                (
                    *(fact.proposal, reading.pk, fact.number, fact.draft.kind, mentions[fact.draft.subject]),
                    *(vouched(fact.draft), fact.draft.start, fact.draft.until, fact.draft.status),
                    *(1.0, fact.rule, str(Proposal.State.PENDING)),
                )
                for fact in facts
            ),
        )
        through = Proposal.passages.through
        cited = [(fact.proposal, passages[fact.line.number]) for fact in facts]
        insert(through, ("proposal_id", "passage_id"), cited)
        return facts

    def _mentions(self, reading: Reading, fresh: Sequence[tuple[Line, Draft]]) -> dict[str, int]:
        """The mentions of a reading by their keys, as their numbers."""
        made: dict[str, tuple[object, ...]] = {}
        for line, draft in fresh:
            for key in _spoken(draft):
                if key not in made:
                    meant = line.meant[key]
                    name = (meant.name or f"row {line.number}")[:500]
                    made[key] = reading.pk, key, meant.kind, name, self.known.decided.get(key)
        insert(Mention, ("reading_id", "key", "kind", "name", "record_id"), list(made.values()))
        return dict(Mention.objects.filter(reading=reading).values_list("key", "pk"))

    def _passages(self, lines: dict[int, Line]) -> dict[int, str]:
        """The passage of each row."""
        text = self.version.text
        starts = {self.places[number][0]: number for number in lines}
        found: dict[int, str] = {}
        if self.passages:
            wanted = [start for start in starts if start in self.passages]
            for at in range(0, len(wanted), 500):
                rows = self.version.passages.filter(start__in=wanted[at : at + 500]).values_list("start", "id")
                found.update({starts[start]: passage for start, passage in rows})
        made = []
        for start, number in starts.items():
            if number not in found:
                end = self.places[number][1]
                before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
                found[number] = identifier()
                made.append((found[number], self.version.pk, start, end, text[start:end], before, after))
                self.passages.add(start)
        insert(Passage, ("id", "version_id", "start", "end", "quote", "prefix", "suffix"), made)
        return found

    def _accept(self, facts: Sequence[_Fact]) -> None:
        """Decide on all that is not doubtful, by one decision."""
        meaning, created = self._meanings(facts)
        batch = Batch(created=list(created.values()))
        for fact in facts:
            records = {key: meaning[key] for key in _spoken(fact.draft)}
            if any(isinstance(each, Doubt) for each in records.values()):
                continue
            if fact.draft.settled:
                reason = f"a person changed what is recorded of {fact.draft.kind}; look which of the two is right"
                self.report.doubts.append((fact.line.number, reason))
                continue
            values = {
                name: records[value["mention"]] if isinstance(value, dict) else value
                for name, value in fact.draft.values.items()
            }
            draft = fact.draft
            subject = str(records[draft.subject])
            content = Content(draft.kind, subject, values, draft.start, draft.until, draft.status, draft.attested)
            batch.accepted.append(Accepted(fact.proposal, fact.number, content, fact.rule))
        if not batch.accepted or self.order.by is None:
            return
        used = {key for fact in facts for key in _spoken(fact.draft)}
        batch.meant = self._by_mention(
            facts, {key: str(meaning[key]) for key in used if not isinstance(meaning[key], Doubt)}
        )
        accept(self.order.by, batch, reason=self.order.reason)
        self.report.accepted += len(batch.accepted)
        self.report.created += len(batch.created)

    def _by_mention(self, facts: Sequence[_Fact], records: dict[str, str]) -> dict[int, str]:
        """The mentions that wait for these records, by their numbers."""
        readings = {fact.reading for fact in facts}
        waiting = Mention.objects.filter(reading_id__in=readings, record=None).values_list("pk", "key")
        return {pk: records[key] for pk, key in waiting if key in records}

    def _meanings(self, facts: Sequence[_Fact]) -> tuple[dict[str, str | Doubt], dict[str, Record]]:
        """Whom every key means; records for those who are new."""
        meaning: dict[str, str | Doubt] = {}
        created: dict[str, Record] = {}
        first: dict[str, tuple[Line, Meant]] = {}
        for fact in facts:
            for key in _spoken(fact.draft):
                first.setdefault(key, (fact.line, fact.line.meant[key]))
        later: list[str] = []
        for key, (line, meant) in sorted(first.items(), key=lambda each: each[1][1].match == "key"):
            found = self.known.meaning(meant, line)
            if isinstance(found, Doubt):
                meaning[key] = found
                self.report.doubts.append((line.number, found.reason))
            elif found is not None:
                meaning[key] = found
                self.report.linked += key not in self.known.decided
                self.known.settle(key, found) if meant.own else self.known.decided.setdefault(key, found)
            else:
                later.append(key)
        doubtful = self._spread(facts, meaning)
        for key in later:
            if key in doubtful:
                meaning[key] = Doubt("it belongs to somebody who is doubtful")
                continue
            meant = first[key][1]
            created[key] = Record(kind=meant.kind)
            meaning[key] = created[key].id
            self.known.learn(meant, created[key].id)
        return meaning, created

    def _spread(self, facts: Sequence[_Fact], meaning: dict[str, str | Doubt]) -> set[str]:
        """New records without a name that would hang in the air, for they belong to somebody who is doubtful."""
        found: set[str] = set()
        for fact in facts:
            keys = _spoken(fact.draft)
            nameless = not fact.line.meant[keys[0]].name
            if nameless and any(isinstance(meaning.get(key), Doubt) or key in found for key in keys[1:]):
                found.add(keys[0])
        return found


def _spoken(draft: Draft) -> list[str]:
    """The keys that a fact speaks of, its subject first."""
    return [draft.subject, *(value["mention"] for value in draft.values.values() if isinstance(value, dict))]


def _rule(line: Line, draft: Draft) -> str:
    """Where a fact stands, what it corrects, and by what it is known again."""
    correcting = f" corrects {draft.corrects}" if draft.corrects else ""
    slot = f" @{draft.slot}" if draft.slot else ""
    return f"row {line.number}{correcting}{slot} #{draft.mark}"


def vouched(draft: Draft) -> dict[str, object]:
    """The values of a proposal, with the day on which it was so, if there is one."""
    return {**draft.values, ATTESTED: draft.attested} if draft.attested else draft.values


def portions(lines: Iterable[Line]) -> Iterator[list[Line]]:
    left = iter(lines)
    while portion := list(islice(left, PORTION)):
        yield portion


def text_of(
    columns: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]
) -> tuple[str, dict[int, tuple[int, int]]]:
    """The table as a text: one line a row, each cell that says something with its heading; and where each row stands."""
    places: dict[int, tuple[int, int]] = {}
    lines: list[str] = []
    at = 0
    for number, cells in rows:
        said = (f"{name}: {' '.join(cell.split())}" for name, cell in zip(columns, cells, strict=True) if cell)
        line = " | ".join(said) or f"row {number}"
        lines.append(line)
        places[number] = (at, at + len(line))
        at += len(line) + 1
    return "\n".join(lines), places


def version_of(capture: Capture, words: str) -> TextVersion:
    """The text of a captured table, made once for the columns that are taken from it."""
    reader = f"table 1 {hashlib.blake2b(words.encode(), digest_size=12).hexdigest()}"
    found = TextVersion.objects.filter(capture=capture, reader=reader).first()
    if found is not None:
        return found
    number = 1 + max(capture.versions.values_list("number", flat=True), default=0)
    return TextVersion.objects.create(capture=capture, number=number, text=words, reader=reader)
