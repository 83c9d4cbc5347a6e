"""A row becomes the facts it states, or the problems that keep it out: one bad cell keeps a row out whole, and nothing is guessed.

A problem names the row, the column, what stands there and what to do. A row that is kept out loses nothing: it is written
to the file of errors as it was.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

from khronika.dates import DateError, ordered, parse
from khronika.desk.register.imports.line import Draft, Line, Meant, Problem, Wrong, mark, short
from khronika.desk.register.imports.mapping import Cell, Claimed, Plan, Spoken
from khronika.languages import script
from khronika.vault.jobs.clean import single
from khronika.vocabulary.counted import CountError
from khronika.vocabulary.counted import understand as understand_count
from khronika.vocabulary.errors import InvalidValues
from khronika.vocabulary.kind import ClaimKind, Field, FieldType
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.terms import label, languages, members
from khronika.vocabulary.values import clean, kind_of
from khronika.written import understand

FIGURES = ("ReportedCount", "LetterCount")
"""Kinds whose `value` may be written in words."""


@lru_cache(maxsize=1024)
def _slot(word: str, kind: str, columns: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return hashlib.blake2b(repr((word, kind, columns)).encode(), digest_size=4).hexdigest()


def slot(word: str, claimed: Claimed) -> str:
    """The same for one part of a mapping whenever it is read: whose it is, its kind, and from which columns it comes."""
    return _slot(word, claimed.kind, tuple((name, cell.columns) for name, cell in sorted(claimed.values.items())))


class Reader:
    """Reads the rows of one table by a plan; `columns` are the table's own headings."""

    def __init__(self, plan: Plan, columns: tuple[str, ...]) -> None:
        self.plan = plan
        self.places = {column: place for place, column in enumerate(columns)}
        self.used = [self.places[column] for column in plan.used() if column in self.places]
        self.claimed: dict[str, Claimed] = {}
        self.slots: dict[str, tuple[str, ...]] = {}
        self.slot_of = {id(each): slot(spoken.word, each) for spoken in plan.records for each in spoken.claims}
        self.repeated: frozenset[str] = frozenset()
        for spoken in plan.records if plan.key else ():
            if spoken.key in ((), plan.key):
                slots = {slot(spoken.word, claimed): claimed for claimed in spoken.claims}
                self.claimed |= slots
                self.slots[spoken.word] = tuple(slots)

    def look(self, rows: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        """Find the keys that are there twice, whose rows cannot be told apart later."""
        if self.plan.key:
            places = [self.places[column] for column in self.plan.key]
            counts = Counter(" ".join(filter(None, (cells[place] for place in places))) for _, cells in rows)
            self.repeated = frozenset(key for key, count in counts.items() if count > 1)

    def column(self, slot: str, name: str) -> str:
        """The columns from which a field of a slot is taken; none for what the mapping says itself."""
        claimed = self.claimed.get(slot)
        if claimed is None:
            return ""
        cells = {"start": claimed.start, "until": claimed.until, "attested": claimed.attested, **claimed.values}
        return ", ".join(cells[name].columns) if name in cells else ""

    def missing(self) -> list[str]:
        """Columns that the plan takes from and the table has not."""
        return [column for column in self.plan.used() if column not in self.places]

    def read(self, number: int, cells: tuple[str, ...]) -> Line:
        """The facts of one row, or its problems."""
        line = Line(number)
        row = _Row(self, line, cells)
        for spoken in self.plan.records:
            row.speak(spoken)
        for spoken in self.plan.records:
            for claimed in spoken.claims:
                row.claim(spoken, claimed)
        if line.problems:
            line.drafts.clear()
        for draft in line.drafts:
            draft.mark = mark(draft)
        return line


class _Row:
    """One row while it is read."""

    def __init__(self, reader: Reader, line: Line, cells: tuple[str, ...]) -> None:
        self.reader, self.plan, self.line, self.cells = reader, reader.plan, line, cells
        self.keys: dict[str, str] = {}

    def text(self, columns: tuple[str, ...]) -> str:
        """What stands in some columns, joined by a space."""
        if len(columns) == 1:
            return self.cells[self.reader.places[columns[0]]]
        return " ".join(filter(None, (self.cells[self.reader.places[column]] for column in columns)))

    def problem(self, columns: tuple[str, ...], reason: str) -> None:
        """Note what is wrong."""
        self.line.problems.append(
            Problem(self.line.number, ", ".join(columns), self.text(columns)[:200] if columns else "", reason)
        )

    def speak(self, spoken: Spoken) -> None:
        """Note a record that the row is about, by its key or the row's."""
        columns = spoken.key or self.plan.key
        key = self.text(columns) if columns else self._digest()
        if not key:
            if columns == self.plan.key:
                self._unkeyed()
            elif not self._empty(spoken):
                self.problem(columns, f"the key of {spoken.word} is empty; give it, so that it is known again")
            return
        whole = short(f"{spoken.word}:{key}")
        self.keys[spoken.word] = whole
        if spoken.word in self.reader.slots and key not in self.reader.repeated:
            self.line.slots[whole] = self.reader.slots[spoken.word]
        given = self.text((spoken.id,)) if spoken.id else ""
        keyed = bool(columns)
        self.line.meant[whole] = Meant(whole, spoken.kind, "", given, True, keyed, spoken.match)

    def _unkeyed(self) -> None:
        """Note once that the row has no key."""
        if not any(each.column == ", ".join(self.plan.key) for each in self.line.problems):
            self.problem(self.plan.key, "the row's key is empty; give every row one of its own")

    def _empty(self, spoken: Spoken) -> bool:
        """Whether the row says nothing about a record."""
        return not any(self.text(cell.columns) for claimed in spoken.claims for cell in claimed.cells() if cell.columns)

    def _silent(self, spoken: Spoken) -> bool:
        """Whether a record's columns are all empty, so that what is constant of it says nothing either."""
        return self._empty(spoken) and any(cell.columns for claimed in spoken.claims for cell in claimed.cells())

    def _digest(self) -> str:
        text = "\x1f".join(self.cells[place] for place in self.reader.used)
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()

    def claim(self, spoken: Spoken, claimed: Claimed) -> None:
        """The claims of one kind that the row makes: one for each value of a cell that holds several."""
        if spoken.word not in self.keys:
            return
        given = [cell for cell in claimed.cells() if cell.columns]
        if not any(self.text(cell.columns) for cell in given) if given else self._silent(spoken):
            return
        kind, before = kind_of(claimed.kind), len(self.line.problems)
        fixed: dict[str, object] = {}
        several: list[tuple[str, list[object]]] = []
        for name, cell in claimed.values.items():
            found = self._values(kind.field(name), cell)
            if cell.split and len(found) != 1:
                several.append((name, found))
            elif found:
                fixed[name] = found[0]
        start, until = self._date(claimed.start), self._date(claimed.until, end=True)
        attested = self._day(claimed.attested)
        if len(self.line.problems) > before or not self._order(claimed, start, until):
            return
        for values in _each(fixed, several):
            self._draft(spoken, claimed, values, (start, until, claimed.status, attested))

    def _draft(
        self, spoken: Spoken, claimed: Claimed, values: dict[str, object], dates: tuple[str, str, str, str]
    ) -> None:
        kind = kind_of(claimed.kind)
        told = any(claimed.values[name].columns or claimed.values[name].record for name in values) or any(
            (*dates[:2], dates[3])
        )
        if not told and any(cell.columns for cell in claimed.values.values()):
            return
        if claimed.kind == "Name" and "script" not in values:
            values["script"] = script(str(values.get("text", "")))
        try:
            plain = cleaned(kind, figured(kind, values))
        except CountError as refused:
            self.problem(claimed.values["value"].columns, str(refused))
            return
        except InvalidValues as invalid:
            for name, reason in invalid.problems.items():
                self.problem(claimed.values[name].columns if name in claimed.values else (), reason)
            return
        if kind.name == "PersonDetails" and not self._order(
            claimed, str(plain.get("birth", "")), str(plain.get("death", ""))
        ):
            return
        subject = self.keys[spoken.word]
        if kind.name == "Name" and not self.line.meant[subject].name:
            meant = self.line.meant[subject]
            self.line.meant[subject] = Meant(
                meant.key, meant.kind, str(plain["text"]), meant.id, meant.own, meant.keyed, meant.match
            )
        own = self.reader.slot_of[id(claimed)] if subject in self.line.slots else ""
        self.line.drafts.append(Draft(kind.name, subject, plain, *dates, slot=own))

    def _order(self, claimed: Claimed, start: str, until: str) -> bool:
        try:
            ordered(parse(start), parse(until))
        except DateError as error:
            columns = (*claimed.start.columns, *claimed.until.columns) or tuple(
                column
                for name in ("birth", "death")
                if name in claimed.values
                for column in claimed.values[name].columns
            )
            self.problem(columns, f"{error} Look into the source which of the two is wrong.")
            return False
        return True

    def _date(self, cell: Cell, *, end: bool = False) -> str:
        text = self.text(cell.columns) if cell.columns else cell.constant
        try:
            return understand(text, cell.dates, end=end)
        except DateError as error:
            self.problem(cell.columns, str(error))
            return ""

    def _day(self, cell: Cell) -> str:
        """A day on which somebody vouches for it: exactly one."""
        found = self._date(cell)
        if found and (parse(found).earliest is None or parse(found).earliest != parse(found).latest):
            self.problem(cell.columns, f"'on' expects one day such as 05.05.2014; got {self.text(cell.columns)!r}")
            return ""
        return found

    def _values(self, declared: Field, cell: Cell) -> list[object]:
        """The values of a cell, understood; none where it is empty."""
        if cell.record:
            key = self.keys.get(cell.record)
            return [{"mention": key}] if key else []
        text = self.text(cell.columns) if cell.columns else cell.constant
        parts = [text] if not cell.split else [part for part in map(str.strip, text.split(cell.split)) if part]
        if len(parts) > self.plan.most:
            self.problem(
                cell.columns,
                f"the cell holds {len(parts)} values, and at most {self.plan.most} are taken; look whether {cell.split!r} "
                "separates them, or raise 'most' in the mapping",
            )
            return []
        try:
            return [self._one(declared, cell, part) for part in parts if part]
        except Wrong as wrong:
            self.problem(cell.columns, str(wrong))
        except DateError as error:
            self.problem(cell.columns, f"{declared.name}: {error}")
        return []

    def _one(self, declared: Field, cell: Cell, part: str) -> object:
        if declared.type is FieldType.RECORD:
            return self._named(cell, part)
        if declared.type is FieldType.TERM:
            return term(declared.terms, part, tuple(cell.terms.items()))
        if declared.type is FieldType.DATE:
            return understand(part, cell.dates)
        if (
            declared.type in (FieldType.INTEGER, FieldType.DECIMAL)
            and part.lstrip().startswith(("-", "−", "–"))
            and not declared.signed
        ):
            raise Wrong(f"{declared.name} expects a number that is not below zero; got {part!r}. Look into the source.")
        worded = cell.ours(part) if cell.terms else part
        return cell.form.format(worded) if cell.form else worded

    def _named(self, cell: Cell, part: str) -> object:
        """A record that is named, or meant by its key in another table."""
        if cell.key_of:
            table, _, word = cell.key_of.partition(".")
            own = not word or table == self.plan.name
            key = short(f"{word or table}:{part}")
            elsewhere = "" if own else f"import {table}"
            whole = key if own else short(f"{elsewhere}>{key}")
            self.line.meant.setdefault(whole, Meant(whole, cell.kind, part, match="key", elsewhere=elsewhere and key))
            return {"mention": whole}
        name = single((cell.ours(part) if cell.terms else part), 1000) or part
        name = cell.form.format(name) if cell.form else name
        if not RECORDS[cell.kind].named:
            raise Wrong(f"{cell.kind} records have no names; refer to one by the word of a record or by key_of")
        key = short(f"{cell.kind}:{name}")
        if key not in self.line.meant:
            self.line.meant[key] = Meant(key, cell.kind, name)
            values = {"text": name, "language": self.plan.language, "script": script(name), "name_kind": "usual"}
            self.line.drafts.append(Draft("Name", key, {each: value for each, value in values.items() if value}))
        return {"mention": key}


def _each(fixed: dict[str, object], several: list[tuple[str, list[object]]]) -> Iterator[dict[str, object]]:
    """The values of each claim: all that is fixed, with each of several, place by place where two cells hold as many."""
    if not several:
        yield fixed
        return
    for place in range(max(len(values) for _, values in several)):
        more = {name: values[place] for name, values in several if place < len(values)}
        if more:
            yield {**fixed, **more}


def figured(kind: ClaimKind, values: Mapping[str, object]) -> Mapping[str, object]:
    """A reported count that is written in words ('hundreds', 'more than 18') as its number and bound, its words kept."""
    written = str(values.get("value", ""))
    if kind.name not in FIGURES or not written or written.isdecimal():
        return values
    found = understand_count(written)
    told = {"value": found.value, "bound": found.bound, "said": found.said}
    told |= {"counted": found.counted} if "counted" in kind.by_name else {}
    return {
        **values,
        **{name: value for name, value in told.items() if value != "" and (name == "value" or not values.get(name))},
    }


def cleaned(kind: ClaimKind, values: Mapping[str, object]) -> dict[str, object]:
    """Plain values that are fit for the vocabulary; references stay as they are."""
    references = {name: value for name, value in values.items() if isinstance(value, dict)}
    opaque = {name: value["mention"] if name in references else value for name, value in values.items()}  # type: ignore[index]
    cleaned = clean(kind, opaque)
    return {
        name: references.get(name, value if isinstance(value, int) else str(value)) for name, value in cleaned.items()
    }


@lru_cache(maxsize=65536)
def term(terms: str, text: str, own: tuple[tuple[str, str], ...]) -> str:
    """The term that a word means: by the mapping, by its own name, or by its label in any language."""
    word = " ".join(text.split()).casefold()
    ours = {theirs.casefold(): each for theirs, each in own}.get(word)
    if ours is not None:
        if ours and ours not in members(terms):
            raise Wrong(f"the mapping turns {text!r} into {ours!r}, which is none of the terms {_some(terms)}")
        return ours
    known = _labels(terms)
    if word in known:
        return known[word]
    near = process.extract(word, list(known), scorer=fuzz.WRatio, limit=3, score_cutoff=55)
    offered = dict.fromkeys(known[each] for each, _, _ in near)
    nearest = f"The nearest are {', '.join(offered)}. " if offered else f"The terms are {_some(terms)}. "
    raise Wrong(
        f"{text!r} is no known term. {nearest}Put it under 'terms' in the mapping, as in {{{text}: {next(iter(offered), '…')}}}."
    )


def _some(terms: str) -> str:
    return ", ".join(members(terms)[:12]) + (" …" if len(members(terms)) > 12 else "")


@lru_cache(maxsize=256)
def _labels(terms: str) -> dict[str, str]:
    found = {member.casefold(): member for member in members(terms)}
    for member in members(terms):
        found.setdefault(member.replace("_", " ").casefold(), member)
        for language in languages():
            found.setdefault(label(f"{terms}.{member}", language).casefold(), member)
    return found
