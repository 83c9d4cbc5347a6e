"""What to call a record on a screen, asked for many at once.

A named kind is called by a live name; a statement by its title; what is only a part of something else (an act, a
proceeding, a demand) by what it is a part of, as the vocabulary's `part_of` says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from khronika.desk.claims.models import Record
from khronika.desk.claims.tables import table
from khronika.desk.register.models import Name, Text
from khronika.vocabulary.kind import ClaimKind, Field
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import label

DEEPEST = 4
_PREFERRED = {"usual": 0, "": 1, "birth": 2}


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
        """Look up the names of many records with few questions."""
        wanted = {each for each in records if each} - self.known.keys()
        if not wanted:
            return
        self.kinds.update(_kinds(wanted))
        self.known.update({each: each for each in wanted - self.kinds.keys()})
        wanted &= self.kinds.keys()
        self.known.update({each: label(f"record.{self.kinds[each]}", self.language) for each in wanted})
        self.known.update(_named(wanted))
        self.known.update(_titled(each for each in wanted if not RECORDS[self.kinds[each]].named))
        if depth < DEEPEST:
            self._place(wanted, depth)

    def _place(self, wanted: set[str], depth: int) -> None:
        """Call what is a part of something by what it is a part of."""
        for record_kind, (kind, pointer) in parts().items():
            ids = [each for each in wanted if self.kinds[each] == record_kind]
            if not ids:
                continue
            rows = list(_rows(kind, pointer, ids))
            self.learn((row[1] for row in rows), depth + 1)
            for subject, target, number in rows:
                self.known[subject] = part_name(record_kind, self.known.get(target, ""), number, language=self.language)


def part_name(record_kind: str, whole: str, number: object = None, *, language: str = "en") -> str:
    """'Demand 3 · the statement's title', 'Proceeding · the defendant'."""
    first = label(f"record.{record_kind}", language) + (f" {number}" if number else "")
    return f"{first} · {whole}" if whole else first


def _kinds(records: set[str]) -> dict[str, str]:
    return dict(Record.objects.filter(id__in=records).values_list("id", "kind"))


def _named(records: Iterable[str]) -> dict[str, str]:
    rows = Name.objects.filter(claim__subject_id__in=list(records), claim__known_until=None)
    best: dict[str, tuple[int, int, str]] = {}
    for record, text, kind, since in rows.values_list("claim__subject_id", "text", "name_kind", "claim__known_from"):
        best[record] = min(best.get(record, (9, 0, "")), (_PREFERRED.get(kind, 5), since, text))
    return {record: text for record, (_, _, text) in best.items()}


def _titled(records: Iterable[str]) -> dict[str, str]:
    titles = Text.objects.filter(claim__subject_id__in=list(records), claim__known_until=None, role="title")
    rows = titles.order_by("-claim__known_from").values_list("claim__subject_id", "text")
    return {record: text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + " …" for record, text in rows}


def _rows(kind: ClaimKind, pointer: Field, ids: list[str]) -> Iterable[tuple[str, str, object]]:
    columns = ["claim__subject_id", f"{pointer.name}_id"]
    numbered = "number" in kind.by_name
    rows = table(kind.name).objects.filter(claim__subject_id__in=ids, claim__known_until=None)
    for row in rows.values_list(*columns, *(["number"] if numbered else [])):
        yield row[0], row[1], row[2] if numbered else None


def plain(value: object) -> Mapping[str, str]:
    """A value that points somewhere as {'mention': key} or {'record': id}."""
    return {key: str(each) for key, each in value.items()} if isinstance(value, Mapping) else {"record": str(value)}
