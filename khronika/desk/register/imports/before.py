"""What an import under the same name said before of the rows of a table, so that a changed cell is a correction of the very
fact that it changes.

A correction names the proposal whose place it takes once it is accepted. A cell that says nothing any more takes nothing
back: it is told. Only facts of records that have the row's own key are compared, and never those of a key that is there twice.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from khronika.desk.claims.correct import CORRECTED, corrects
from khronika.desk.claims.models import Mention, Proposal, Ruling
from khronika.desk.claims.record import ATTESTED
from khronika.desk.register.imports.line import Change, Draft, Line, Meant, mark

Columns = Callable[[str, str], str]
_LIVE = (Proposal.State.PENDING, Proposal.State.ACCEPTED, Proposal.State.CHANGED)
_WIDE = 500
DATES = {"start": "from", "until": "until", "attested": "on"}


@dataclass(frozen=True, slots=True)
class _Old:
    """A fact that an earlier run proposed: `draft` is what it said, `settled` that a person changed it when deciding."""

    proposal: str
    reading: int
    draft: Draft
    settled: bool


class Before:
    """The facts that were proposed under a name: `standing` by their marks, `refused` by a person, `waiting` with their proposals."""

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.standing: set[str] = set()
        self.refused: set[str] = set()
        self.waiting: dict[str, str] = {}
        self.counts = Counter[str]()
        gone = Ruling.objects.filter(
            reason=CORRECTED, proposal__reading__reader=reader, proposal__state=Proposal.State.REFUSED
        )
        corrected = set(gone.values_list("proposal_id", flat=True))
        own = Proposal.objects.filter(reading__reader=reader)
        self.targets = set(corrected)
        pending = own.filter(state=Proposal.State.PENDING, rule__contains=" corrects ")
        self.targets.update(corrects(rule) for rule in pending.values_list("rule", flat=True))
        rows = own.values_list("rule", "id", "state", "subject__key")
        for rule, proposal, state, key in rows.iterator(chunk_size=20_000):
            if proposal not in self.targets:
                self._note(rule, proposal, state, key)

    def _note(self, rule: str, proposal: str, state: str, key: str) -> None:
        own = rule.rpartition("#")[2]
        if state == Proposal.State.REFUSED:
            self.refused.add(own)
            return
        self.standing.add(own)
        self.counts[key] += "@" in rule
        if state == Proposal.State.PENDING:
            self.waiting[own] = proposal

    def seen(self, draft: Draft) -> bool:
        """Whether a fact was proposed and stands, waits, or was refused by a person."""
        return draft.mark in self.standing or draft.mark in self.refused

    def compare(self, lines: Sequence[Line], columns: Columns) -> Iterator[Change]:
        """What is changed or empty now in the rows of a portion; the changed facts of the lines become corrections."""
        asked = {key: line for line in lines if not line.problems for key in self._suspects(line)}
        for key, olds in self._olds(sorted(asked)).items():
            yield from _Row(asked[key], key, columns, self.refused).compare(olds)

    def _suspects(self, line: Line) -> Iterator[str]:
        """The keys of a row about which something was said before that it does not say now."""
        if not self.counts or not line.slots:
            return
        said = Counter(each.subject for each in line.drafts if each.slot and each.mark in self.standing)
        yield from (key for key in line.slots if self.counts[key] > said[key])

    def _olds(self, keys: Sequence[str]) -> Mapping[str, list[_Old]]:
        found: dict[str, list[_Old]] = defaultdict(list)
        columns = ("id", "reading_id", "rule", "kind", "subject__key", "values", "valid_from", "valid_until", "status")
        for start in range(0, len(keys), _WIDE):
            group = keys[start : start + _WIDE]
            rows = Proposal.objects.filter(reading__reader=self.reader, subject__key__in=group, state__in=_LIVE)
            for *said, state in rows.order_by("pk").values_list(*columns, "state"):
                proposal, reading, rule = said[:3]
                if "@" in rule and proposal not in self.targets:
                    draft = Draft(*said[3:])
                    draft.attested = str(draft.values.pop(ATTESTED, ""))
                    draft.slot, draft.mark = rule.rpartition("@")[2].split()[0], rule.rpartition("#")[2]
                    found[draft.subject].append(_Old(proposal, reading, draft, state == Proposal.State.CHANGED))
        return found


class _Row:
    """What one row says of one record, beside what it said before."""

    def __init__(self, line: Line, key: str, columns: Columns, refused: set[str]) -> None:
        self.line, self.columns, self.refused = line, columns, refused
        self.slots = line.slots[key]
        self.drafts = [each for each in line.drafts if each.subject == key and each.slot]

    def compare(self, olds: Iterable[_Old]) -> Iterator[Change]:
        """Pair every fact that is said no longer with the one that took its place."""
        marks = {each.mark for each in self.drafts}
        gone = [each for each in olds if each.draft.mark not in marks]
        same = {each.draft.mark for each in olds}
        fresh = [each for each in self.drafts if each.mark not in same]
        for old in gone:
            new = max((each for each in fresh if self._fits(old.draft, each)), key=_likeness(old.draft), default=None)
            if new is not None:
                fresh.remove(new)
                yield from self._correct(old, new)
            elif old.draft.slot in self.slots:
                yield from self._empty(old.draft, _parts(old.draft))

    def _fits(self, old: Draft, new: Draft) -> bool:
        return old.kind == new.kind and (old.slot == new.slot or old.slot not in self.slots)

    def _correct(self, old: _Old, new: Draft) -> Iterator[Change]:
        """Let a fact take the place of an old one; what it leaves out stays as it was."""
        if new.mark in self.refused:
            return
        was, now = _parts(old.draft), _parts(new)
        empty = {name: value for name, value in was.items() if name not in now}
        yield from self._empty(old.draft, empty)
        for name, value in empty.items():
            self._keep(old, new, name, value)
        new.mark = mark(new)
        if new.mark == old.draft.mark:
            return
        new.corrects, new.settled = old.proposal, old.settled
        for name, value in now.items():
            if was.get(name) != value and (column := self.columns(new.slot, name)):
                yield Change(self.line.number, column, _shown(was.get(name, "")), _shown(value))

    def _keep(self, old: _Old, new: Draft, name: str, value: object) -> None:
        if name in DATES:
            setattr(new, name, value)
            return
        new.values[name] = value
        if isinstance(value, dict) and value["mention"] not in self.line.meant:
            said = Mention.objects.get(reading_id=old.reading, key=value["mention"])
            self.line.meant[said.key] = Meant(said.key, said.kind, said.name)

    def _empty(self, old: Draft, parts: Mapping[str, object]) -> Iterator[Change]:
        for name, value in parts.items():
            if column := self.columns(old.slot, name):
                yield Change(self.line.number, column, _shown(value), "")


def _parts(draft: Draft) -> dict[str, object]:
    """All that a fact says, its dates among it."""
    dates = {name: getattr(draft, name) for name in DATES if getattr(draft, name)}
    return {**draft.values, **dates}


def _likeness(old: Draft) -> Callable[[Draft], tuple[bool, int]]:
    was = _parts(old)

    def like(new: Draft) -> tuple[bool, int]:
        return new.slot == old.slot, sum(was.get(name) == value for name, value in _parts(new).items())

    return like


def _shown(value: object) -> str:
    return str(value["mention"]).partition(":")[2] if isinstance(value, dict) else str(value)
