"""Which record each key of an import means: prepared once, so that a row asks no database.

The key decided before, an id, or exactly one record of exactly that name; where several could be meant, none is taken, and a
person decides. Two keys of one table are two people, whatever their names.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from khronika.dates import DateError, parse
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Mention, Record
from khronika.desk.register.imports.line import Line, Meant
from khronika.desk.register.models import Name, PersonDetails
from khronika.vocabulary.kinds import RECORDS


@dataclass(frozen=True, slots=True)
class Doubt:
    """It cannot be said by rule who is meant; `reason` is for the person who decides."""

    reason: str


@dataclass(slots=True)
class Known:
    """What is known of who is meant, kept up while an import runs."""

    reader: str
    decided: dict[str, str] = field(default_factory=dict)
    named: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    taken: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    births: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    elsewhere: dict[str, dict[str, str]] = field(default_factory=dict)
    ids: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def prepare(cls, reader: str) -> "Known":
        """Read all names and all earlier decisions of this import."""
        made, standing = cls(reader), same()
        before = Mention.objects.filter(reading__reader=reader).exclude(record=None).order_by("pk")
        for key, record in before.values_list("key", "record_id"):
            made.settle(key, standing.get(record, record))
        live = Name.objects.filter(claim__known_until=None).values_list(
            "claim__subject__kind", "text", "claim__subject_id"
        )
        for kind, text, record in live.iterator(chunk_size=20_000):
            made.named[kind, text].add(standing.get(record, record))
        births = PersonDetails.objects.filter(claim__known_until=None).exclude(birth="")
        for record, birth in births.values_list("claim__subject_id", "birth").iterator(chunk_size=20_000):
            made.births[standing.get(record, record)].add(birth)
        return made

    def settle(self, key: str, record: str) -> None:
        """Remember that a key means a record."""
        self.decided[key] = record
        self.taken[record].add(key)

    def meaning(self, meant: Meant, line: Line) -> str | Doubt | None:
        """The record that is meant, None where it is a new one, or the doubt."""
        if meant.key in self.decided:
            return self.decided[meant.key]
        if meant.match == "key":
            return self._elsewhere(meant)
        if meant.id:
            return self._by_id(meant)
        if not RECORDS[meant.kind].named or not meant.name:
            return None if meant.own else Doubt(f"nothing is known of {meant.name!r}")
        return self._by_name(meant, line)

    def _by_id(self, meant: Meant) -> str | Doubt:
        if meant.id not in self.ids:
            found = Record.objects.filter(id=meant.id).first()
            self.ids[meant.id] = found.kind if found else None
        if self.ids[meant.id] != meant.kind:
            return Doubt(f"there is no {meant.kind} with the id {meant.id!r}")
        return meant.id

    def _elsewhere(self, meant: Meant) -> str | Doubt:
        """A record by its key in another import, or in this one where its row comes later."""
        if not meant.elsewhere:
            return Doubt(f"no row with the key {meant.name!r} was decided yet; import again once it is")
        reader = meant.key.split(">")[0]
        if reader not in self.elsewhere:
            rows = Mention.objects.filter(reading__reader=reader).exclude(record=None).order_by("pk")
            self.elsewhere[reader] = dict(rows.values_list("key", "record_id"))
        found = self.elsewhere[reader].get(meant.elsewhere)
        return found or Doubt(
            f"the import {reader.removeprefix('import ')!r} has decided on no row with the key {meant.name!r}"
        )

    def _by_name(self, meant: Meant, line: Line) -> str | Doubt | None:
        found = self.named.get((meant.kind, meant.name), set())
        if meant.own and (meant.keyed or meant.match == "never"):
            found = {record for record in found if not self.taken.get(record)}
        if meant.match == "never" or not found:
            return None
        if len(found) > 1:
            return Doubt(f"{len(found)} records are called {meant.name!r}")
        record = next(iter(found))
        if meant.own and self.taken.get(record):
            return Doubt(f"another row speaks of {meant.name!r}; give the rows a key if they are two")
        if meant.own and not self._born(record, meant.key, line):
            return Doubt(f"the {meant.name!r} that is recorded was born on another day")
        return record

    def _born(self, record: str, key: str, line: Line) -> bool:
        """Whether the birthdays of the row and of the record can be one."""
        told = [str(each.values["birth"]) for each in line.drafts if each.subject == key and each.values.get("birth")]
        return all(_meet(one, other) for one in told for other in self.births.get(record, ()))

    def learn(self, meant: Meant, record: str) -> None:
        """Remember a record that was made for a key."""
        self.decided[meant.key] = record
        if meant.own:
            self.taken[record].add(meant.key)
        if meant.name:
            self.named[meant.kind, meant.name].add(record)


def _meet(one: str, other: str) -> bool:
    try:
        left, right = parse(one), parse(other)
    except DateError:
        return True
    if None in (left.earliest, left.latest, right.earliest, right.latest):
        return True
    return left.earliest <= right.latest and right.earliest <= left.latest  # type: ignore[operator]
