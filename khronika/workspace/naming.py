"""What to call a record on a screen, asked for many at once.

A named kind is called by a live name, one in the person's language where there is one; a statement by its title; what has
neither and is a part of something else (an act, a proceeding, a demand, a recommendation) by what it is a part of, as the
vocabulary's `part_of` says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, IntegerField, Value
from django.db.models.functions import Cast, Concat

from khronika.desk.claims.models import Record
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import table
from khronika.desk.register.ready import asked, ready
from khronika.vocabulary.kind import ClaimKind, Field
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import label

DEEPEST = 4
_PREFERRED = {"usual": 0, "": 1, "birth": 2}
_KIND, _NAME, _TITLE, _WHOLE = "kind", "name", "title", "whole"
_NOTHING = Value("", CharField())


def parts() -> dict[str, tuple[ClaimKind, Field]]:
    """By record kind: the claim kind and field that say of what a record of that kind is a part."""
    return {kind.subjects[0]: (kind, each) for kind in CLAIMS.values() for each in kind.references if each.part_of}


@dataclass(slots=True)
class Names:
    """Names of records, looked up in bulk and remembered for one request."""

    language: str = "en"
    known: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def __call__(self, record: str) -> str:
        """The name of one record; ask `learn` for many first."""
        if record not in self.known:
            self.learn([record])
        return self.known[record]

    def learn(self, records: Iterable[str | None], depth: int = 0) -> None:
        """Look up the names of many records with one question, and one more for each step from a part to its whole."""
        wanted = {each for each in records if each} - self.known.keys()
        if not wanted:
            return
        found = _Found(language=self.language)
        for group in portions(wanted):
            found.take(asked(ready("names", _named, group)))
        self.kinds.update(found.kinds)
        self.known.update({each: each for each in wanted - found.kinds.keys()})
        self.known.update({each: label(f"record.{kind}", self.language) for each, kind in found.kinds.items()})
        self.known.update({each: best[-1] for each, best in found.named.items()})
        titled = {each: best[-1] for each, best in found.titled.items() if not RECORDS[found.kinds[each]].named}
        self.known.update({each: _shortened(text) for each, text in titled.items()})
        own = found.named.keys() | titled.keys()
        if depth < DEEPEST:
            self._place({each: its for each, its in found.wholes.items() if each not in own}, depth)

    def _place(self, wholes: Mapping[str, tuple[str, str]], depth: int) -> None:
        """Call what is a part of something by what it is a part of."""
        self.learn((whole for whole, _ in wholes.values()), depth + 1)
        for part, (whole, number) in wholes.items():
            name = self.known.get(whole, "")
            self.known[part] = part_name(self.kinds[part], name, number, language=self.language)


@dataclass(slots=True)
class _Found:
    """Answers as they come: the kinds of records, their best names and titles, and of what they are parts (with a number)."""

    kinds: dict[str, str] = field(default_factory=dict)
    language: str = "en"
    named: dict[str, tuple[bool, bool, int, int, str]] = field(default_factory=dict)
    titled: dict[str, tuple[int, str]] = field(default_factory=dict)
    wholes: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, rows: Iterable[tuple[str, str, str, str, int, int | None]]) -> None:
        """Take rows: what it is, the record, two texts, since and until when it was known."""
        for what, record, text, more, since, until in rows:
            if until is not None:
                continue
            if what == _KIND:
                self.kinds[record] = text
            elif what == _NAME:
                tongue, _, its = more.partition(" ")
                rank = _PREFERRED.get(its, 5)
                own = (
                    rank == 5,
                    tongue != self.language,
                    rank,
                    since,
                    text,
                )  # an alias never stands before a name of their own
                self.named[record] = min(self.named.get(record, own), own)
            elif what == _TITLE:
                self.titled[record] = min(self.titled.get(record, (since, text)), (since, text))
            elif text or record not in self.wholes:
                self.wholes[record] = text, more


def part_name(record_kind: str, whole: str, number: object = None, *, language: str = "en") -> str:
    """'Demand 3 · the statement's title', 'Proceeding · the defendant'."""
    first = label(f"record.{record_kind}", language) + (f" {number}" if number else "")
    return f"{first} · {whole}" if whole else first


def _named(records: list[str]) -> Any:
    """The kinds of records, their names and titles, and of what they are parts, in one union; last, until when it was known.

    Whether it still is known is looked at after: asked for that (or for the kind of claim), the database would go through all
    claims of which it is true instead of these few.
    """

    def about(kind: str) -> Any:
        return table(kind).objects.filter(claim__subject__in=records)

    named, known = ("claim__subject_id", "text"), ("claim__known_from", "claim__known_until")
    nothing = Value(None, IntegerField())
    rows = Record.objects.filter(id__in=records).values_list(Value(_KIND), "id", "kind", _NOTHING, Value(0), nothing)
    spoken = Concat("language", Value(" "), "name_kind")
    names = about("Name").values_list(Value(_NAME), *named, spoken, *known)
    titles = about("Text").filter(role="title").values_list(Value(_TITLE), *named, _NOTHING, *known)
    wholes = [about(kind.name).values_list(*_columns(kind, pointer)) for kind, pointer in parts().values()]
    return rows.union(names, titles, *wholes, all=True)


def _columns(kind: ClaimKind, pointer: Field) -> tuple[Any, ...]:
    number = Cast("number", CharField()) if "number" in kind.by_name else _NOTHING
    return Value(_WHOLE), "claim__subject_id", f"{pointer.name}_id", number, "claim__known_from", "claim__known_until"


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + " …"


def plain(value: object) -> Mapping[str, str]:
    """A value that points somewhere as {'mention': key} or {'record': id}."""
    return {key: str(each) for key, each in value.items()} if isinstance(value, Mapping) else {"record": str(value)}
