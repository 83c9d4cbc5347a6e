"""The corrections that go out: of claims that were published before they were corrected, where all of it may go out today.

What concerns anybody who is withheld, hidden or withdrawn, or names one, is left out as if it had never been: nothing is counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from functools import cached_property

from khronika.desk.claims.correct import CORRECTED, corrects
from khronika.desk.claims.models import Citation, Claim, Clearance, Proposal, Ruling
from khronika.desk.ledger.models import Entry
from khronika.edition.corrected import SURE, WHEN, Change, Correction, line
from khronika.edition.model import Ref, Value
from khronika.pages.corrections import DATA, page
from khronika.pages.render import LANGUAGES, SITE, Renderer
from khronika.press.draft import Draft
from khronika.press.load import Facts, Loader, Row
from khronika.press.project import Projection
from khronika.vocabulary.kind import FieldType, Level
from khronika.vocabulary.kinds import CLAIMS, RECORDS

PORTION = 300  # corrections that are looked at together
_STANDS = (Proposal.State.ACCEPTED, Proposal.State.CHANGED)


@dataclass(frozen=True, slots=True)
class Step:
    """A claim that took another's place, and the ledger entries from which the old one was known and then corrected."""

    old: str
    new: str
    known: int
    entry: int


class Past(Loader):
    """Loads claims that were corrected, with the records that they speak of as these are called now."""

    def steps(self, steps: Sequence[Step]) -> Facts:
        """The facts of some steps; what ended names nothing."""
        wanted = {each.old for each in steps} | {each.new for each in steps}
        self.past = frozenset(wanted)
        self._claims(Claim.objects.filter(pk__in=wanted))
        self._neighbours(set())
        self._finish(set(self.facts.rows))
        return self.facts


class Log:
    """The corrections of one edition."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def corrections(self) -> list[Correction]:
        """All of them, newest first."""
        found, alive = list[Correction](), set[str]()
        pending = [each for each in steps() if self._came_out(each)]
        live = set(Claim.objects.filter(pk__in=_some(pending), known_until=None).values_list("pk", flat=True))
        for start in range(0, len(pending), PORTION):
            portion = pending[start : start + PORTION]
            told = _Told(self.draft, Past().steps(portion), self.presses)
            for step in portion:
                if (step.new in live or step.new in alive) and (made := told.correction(step)):
                    found.append(made)
                    alive.add(step.old)
        return found

    @cached_property
    def presses(self) -> list[tuple[int, date]]:
        """The ledger's entries of all editions, each with its day."""
        rows = Entry.objects.filter(deed="press").order_by("number").values_list("number", "at")
        return [(number, at.astimezone(UTC).date()) for number, at in rows]

    def _came_out(self, step: Step) -> bool:
        """Whether an edition was pressed while the old claim was known."""
        return any(step.known < number < step.entry for number, _ in self.presses)


class _Told:
    """Tells steps as corrections, as far as they may be told."""

    def __init__(self, draft: Draft, facts: Facts, presses: Sequence[tuple[int, date]]) -> None:
        self.draft, self.facts, self.presses = draft, facts, presses
        self.projection = Projection(facts, draft.sweep, draft.at, answers=draft.answers)
        self._shown = set(self.projection.shown)  # what ended is asked about, and names nobody after that
        self._cleared = self._opened()
        now = set(Claim.objects.filter(pk__in=list(facts.rows), known_until=None).values_list("pk", flat=True))
        for rows in (*facts.about.values(), *facts.pointing.values()):
            rows[:] = [row for row in rows if row.id in now]

    def correction(self, step: Step) -> Correction | None:
        """A correction, or None where it may not be told or nothing of it differs for a reader."""
        old, new = self.facts.rows.get(step.old), self.facts.rows.get(step.new)
        if old is None or new is None or old.kind != new.kind or old.subject != new.subject:
            return None
        since = self._since(old)
        if not all(map(self._open, (old, new))) or not any(since < number < step.entry for number, _ in self.presses):
            return None
        ref = self.draft.ref(self.projection.owner(old.subject))
        changes = tuple(self._changes(old, new))
        return Correction(self._out(step, new), ref, old.kind, changes) if ref and changes else None

    def _out(self, step: Step, new: Row) -> str:
        """The day of the first edition in which the new claim could stand."""
        since = max(step.entry, self._since(new))
        return next((day for number, day in self.presses if number > since), self.draft.at).isoformat()

    def _open(self, row: Row) -> bool:
        """Whether a claim goes out, under nobody's pseudonym, of nobody who asked not to be named, about records that this
        edition has, and names nobody withheld."""
        if row.id not in self._shown or row.id in self.facts.unnamed or self.facts.veiled(row):
            return False
        if any(map(self._absent, row.records())):
            return False
        return not any(isinstance(value, str) and self.draft.sweep.hits(value) for value in row.values.values())

    def _absent(self, record: str) -> bool:
        owner = self.projection.owner(record)
        return bool(RECORDS[self.facts.kinds[owner]].section) and self.draft.now(owner) is None

    def _since(self, row: Row) -> int:
        """The ledger entry from which all that a claim needs was cleared for the public."""
        sources = {self.facts.quotes[each].source for each in self.facts.chains.get(row.id, ())}
        cleared = [self._cleared[each] for each in sources if each in self._cleared]
        about = [self._cleared.get(record, 0) for record in (*row.records(), row.id)]
        return max((min(cleared, default=0), *about))

    def _opened(self) -> dict[str, int]:
        """When records, claims and sources were first cleared for the public, by their id."""
        found: dict[str, int] = {}
        records = {record for row in self.facts.rows.values() for record in row.records()}
        for what, wanted in (("record", records), ("claim", self.facts.rows), ("source", self.facts.sources)):
            ids = sorted(wanted)
            for start in range(0, len(ids), PORTION):
                rows = Clearance.objects.filter(**{f"{what}__in": ids[start : start + PORTION]}, level=Level.PUBLIC)
                for which, number in rows.order_by("-decision_id").values_list(f"{what}_id", "decision_id"):
                    found[which] = number
        return found

    def _changes(self, old: Row, new: Row) -> Iterator[Change]:
        for column in CLAIMS[old.kind].fields:
            was, now = (self._value(column.type, row.values.get(column.name)) for row in (old, new))
            if was != now:
                yield Change(column.name, was, now)
        was_, now_ = (f"{row.valid_from}/{row.valid_until}" for row in (old, new))
        if was_ != now_:
            yield Change(WHEN, was_ if was_ != "/" else None, now_ if now_ != "/" else None)
        if old.status != new.status:
            yield Change(SURE, old.status, new.status)

    def _value(self, kind: FieldType, value: object) -> Value | None:
        if value in (None, ""):
            return None
        if kind is FieldType.RECORD:
            return self._ref(str(value))
        return value  # type: ignore[return-value]

    def _ref(self, record: str) -> Ref:
        return self.draft.ref(record) or self.projection.ref(record)


def steps() -> list[Step]:
    """Every claim that took another's place and was not taken back, the latest first."""
    taken = Ruling.objects.filter(outcome=Proposal.State.REFUSED, reason=CORRECTED, decision__undone_by=None)
    old = {(decision, proposal) for decision, proposal in taken.values_list("decision_id", "proposal_id")}
    found: dict[tuple[str, str], Step] = {}
    for group in _portions(sorted({decision for decision, _ in old}, reverse=True)):
        made = Ruling.objects.filter(decision__in=group, outcome__in=_STANDS, proposal__rule__contains="corrects ")
        pairs = {
            proposal: (decision, corrects(rule))
            for decision, proposal, rule in made.values_list("decision_id", "proposal_id", "proposal__rule")
        }
        ended = Citation.objects.filter(claim__known_until__in=group)
        was = {
            (proposal, until): (claim, known)
            for proposal, claim, known, until in ended.values_list(
                "proposal_id", "claim_id", "claim__known_from", "claim__known_until"
            )
        }
        now = Citation.objects.filter(decision__in=group, proposal__in=list(pairs))
        for proposal, claim in now.values_list("proposal_id", "claim_id"):
            decision, before = pairs[proposal]
            if (decision, before) in old and (before, decision) in was:
                ancestor, known = was[before, decision]
                found[ancestor, claim] = Step(ancestor, claim, known, decision)
    return sorted(found.values(), key=lambda each: (-each.entry, each.old, each.new))


def files(draft: Draft, renderer: Renderer) -> tuple[dict[str, bytes], set[str]]:
    """The pages and the data file, and what is not there."""
    found = Log(draft).corrections()
    made = dict(page(renderer, language, found) for language in LANGUAGES)
    place = f"{SITE}/{DATA}"
    if not found:
        return made, {place}
    return {**made, place: b"".join(map(line, found))}, set()


def _portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), PORTION):
        yield numbers[start : start + PORTION]


def _some(found: Iterable[Step]) -> list[str]:
    return [each.new for each in found]
