"""The same columns that a table came in with: a mapping read backwards, so that what has not changed comes out as it was written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from khronika.desk.claims.models import Mention
from khronika.desk.register.imports.mapping import Cell, Claimed, Plan, Spoken
from khronika.desk.register.imports.written import shown
from khronika.edition.model import Ref
from khronika.press.errors import PressError
from khronika.press.exports.gather import Gathered, Register, Said
from khronika.vocabulary.kind import FieldType, Level
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label

Bound = Mapping[str, str]


@dataclass
class Mapped:
    """A plan with what goes out. The table's own keys are shown to the team only: they may be numbers of passports."""

    register: Register
    plan: Plan
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    gathered: Gathered = field(init=False)  # the portion that is written

    def __post_init__(self) -> None:
        """Read which record each key means, and in which order the rows came."""
        standing = self.register.standing
        found = Mention.objects.filter(reading__reader=self.plan.reader).exclude(record=None).order_by("pk")
        for key, record, number in found.values_list("key", "record_id", "pk"):
            word, _, own = key.partition(":")
            root = standing.get(record, record)
            self.keys.setdefault(word, {}).setdefault(root, own)
            self.order.setdefault(root, number)

    def columns(self) -> tuple[str, ...]:
        """The columns in the order of the mapping."""
        return self.plan.columns or self.plan.used()

    def rows(self, kind: str) -> Iterator[list[str]]:
        """A row for each record of a kind, and for each pair where others of the row are several."""
        anchor = next((record for record in self.plan.records if record.kind == kind), None)
        if anchor is None:
            raise PressError(
                f"Expected a mapping with a record of kind {kind}; its records are "
                f"{', '.join(record.kind for record in self.plan.records)}."
            )
        last = len(self.order) + max(self.order.values(), default=0)
        records = sorted(self.register.known(kind), key=lambda each: (self.order.get(each, last), each))
        beside = {record.kind for record in self.plan.records if record is not anchor}
        for gathered in self.register.read(records, beside):
            self.gathered = gathered
            for record in gathered.records(kind):
                for bound in self._bound({anchor.word: record}):
                    yield self._row(bound)

    def _bound(self, bound: dict[str, str]) -> Iterator[Bound]:
        """Every way in which the other records of the row hang together with those that are bound."""
        for spoken in self.plan.records:
            for claimed in spoken.claims:
                for name, cell in claimed.values.items():
                    if cell.record and (spoken.word in bound) != (cell.record in bound):
                        word, others = self._others(bound, spoken.word, claimed.kind, (name, cell.record))
                        if others:
                            for other in others:
                                yield from self._bound({**bound, word: other})
                            return
        yield bound

    def _others(self, bound: Bound, word: str, kind: str, tie: tuple[str, str]) -> tuple[str, list[str]]:
        name, other = tie
        if word in bound:
            said = [each for each in self.gathered.about(bound[word]) if each.claim.kind == kind]
            refs = [each.value(name) for each in said]
            return other, list(dict.fromkeys(ref.id for ref in refs if isinstance(ref, Ref)))
        pointing = [each for each in self.gathered.pointing(bound[other]) if each.claim.kind == kind]
        own = [each for each in pointing if isinstance(ref := each.value(name), Ref) and ref.id == bound[other]]
        found = list(dict.fromkeys(each.claim.subject.id for each in own))
        mine = self.keys.get(word, {})
        return word, sorted(record for record in found if record in mine) or found

    def _row(self, bound: Bound) -> list[str]:
        cells: dict[str, str] = {}
        for spoken in self.plan.records:
            record = bound.get(spoken.word)
            if record is None:
                continue
            self._keyed(spoken, record, cells)
            turns: dict[object, int] = {}
            for claimed in spoken.claims:
                mark = (claimed.kind, tuple(sorted(_constants(claimed).items())))
                place = turns[mark] = turns.get(mark, -1) + 1
                alike = sum((each.kind, tuple(sorted(_constants(each).items()))) == mark for each in spoken.claims)
                self._claim(claimed, self._fitting(claimed, record, bound), (place, alike), cells)
        return [cells.get(column, "") for column in self.columns()]

    def _keyed(self, spoken: Spoken, record: str, cells: dict[str, str]) -> None:
        columns = spoken.key or self.plan.key
        key = self.keys.get(spoken.word, {}).get(record, "")
        if self.gathered.audience is Level.TEAM and len(columns) == 1 and key and "#" not in key:
            cells.setdefault(columns[0], key)
        if spoken.id:
            cells.setdefault(spoken.id, record)

    def _fitting(self, claimed: Claimed, record: str, bound: Bound) -> list[Said]:
        """The claims of a record that a part of the mapping would have made."""
        constants = _constants(claimed)
        found = []
        for said in self.gathered.about(record):
            if said.claim.kind != claimed.kind or said.claim.status != claimed.status:
                continue
            own = all(
                str(said.value(name) if said.value(name) is not None else "") == value
                for name, value in constants.items()
            )
            tied = all(
                isinstance(ref := said.value(name), Ref) and ref.id == bound.get(cell.record)
                for name, cell in claimed.values.items()
                if cell.record and cell.record in bound
            )
            if own and tied:
                found.append(said)
        return found

    def _claim(self, claimed: Claimed, found: list[Said], turn: tuple[int, int], cells: dict[str, str]) -> None:
        place, alike = turn
        if alike > 1:  # two columns of one kind: the first claim is the first column's
            found = found[place : place + 1]
        if not found:
            return
        for name, cell in claimed.values.items():
            if cell.columns and cell.split:
                between = cell.split + (" " if cell.split in ",;|" else "")
                self._put(cell, between.join(filter(None, (self._text(each, claimed, name) for each in found))), cells)
            elif cell.columns:
                self._put(
                    cell, next(filter(None, (self._text(each, claimed, name) for each in reversed(found))), ""), cells
                )
        for cell, end in ((claimed.start, False), (claimed.until, True)):
            days = [each.claim.valid_until if end else each.claim.valid_from for each in reversed(found)]
            if cell.columns:
                self._put(cell, next((shown(day, cell.dates, self.plan.language) for day in days if day), ""), cells)

    def _put(self, cell: Cell, text: str, cells: dict[str, str]) -> None:
        """Write a text into a cell, or word by word into several that were joined."""
        words = text.split(" ", len(cell.columns) - 1)
        for column, word in zip(cell.columns, words, strict=False):
            if word and not cells.get(column):
                cells[column] = word

    def _text(self, said: Said, claimed: Claimed, name: str) -> str:
        cell, value = claimed.values[name], said.value(name)
        declared = CLAIMS[claimed.kind].field(name)
        if value is None:
            return ""
        if isinstance(value, Ref):
            return self._named(cell, value)
        text = str(value)
        if declared.type is FieldType.DATE:
            return shown(text, cell.dates, self.plan.language)
        theirs = next((theirs for theirs, ours in cell.terms.items() if ours == text), "")
        if theirs or declared.type is not FieldType.TERM:
            return theirs or _unformed(cell.form, text)
        return label(f"{declared.terms}.{text}", self.plan.language[:2] or "en")

    def _named(self, cell: Cell, ref: Ref) -> str:
        if cell.key_of and self.gathered.audience is Level.TEAM:
            table, _, word = cell.key_of.partition(".")
            return self._elsewhere(table if word else self.plan.name, word or table, ref.id)
        name = self.gathered.title(ref, self.plan.language)
        return next((theirs for theirs, ours in cell.terms.items() if ours == name), "") or _unformed(cell.form, name)

    def _elsewhere(self, table: str, word: str, record: str) -> str:
        if table == self.plan.name:
            return self.keys.get(word, {}).get(record, "")
        found = Mention.objects.filter(reading__reader=f"import {table}", record_id=record, key__startswith=f"{word}:")
        return str(next(iter(found.values_list("key", flat=True)[:1]), "")).partition(":")[2]


def _constants(claimed: Claimed) -> dict[str, str]:
    """What a part of the mapping says of every row alike, references apart."""
    fields = CLAIMS[claimed.kind]
    return {
        name: cell.constant
        for name, cell in claimed.values.items()
        if not cell.columns and not cell.record and cell.constant and fields.field(name).type is not FieldType.RECORD
    }


def _unformed(form: str, text: str) -> str:
    """What stood in the cell before it was put into a form."""
    before, _, after = form.partition("{}")
    fits = form and text.startswith(before) and text.endswith(after)
    return text[len(before) : len(text) - len(after)] if fits else text
