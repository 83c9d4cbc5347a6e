"""The live rows of a claim kind as plain tuples, records that are judged the same being one: what the questions of this room share."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Q

from khronika.desk.claims.judge import same
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import table
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS

UNTRUE = ("denied", "withdrawn", "overturned")


class Rows:
    """Reads rows for one answer; who stands for whom is looked up once."""

    def __init__(self, standing: Mapping[str, str] | None = None) -> None:
        """Take who stands for whom, where it is known already."""
        self.standing = same() if standing is None else standing

    def root(self, record: str | None) -> str:
        """The record that stands for one; empty for none."""
        return self.standing.get(record, record) if record else ""

    def cluster(self, record: str) -> list[str]:
        """A record with all that it stands for."""
        root = self.root(record)
        return [root, *(each for each, its in self.standing.items() if its == root)]

    def __call__(self, kind: str, *columns: str, so: Q | None = None) -> Iterator[tuple[Any, ...]]:
        """The subject and some columns of each live claim of a kind that is not denied or taken back, oldest decision first.

        Columns that point to a record give the one that stands for it, or nothing.
        """
        pointing = {each.name for each in CLAIMS[kind].fields if each.type is FieldType.RECORD}
        wanted = [f"{each}_id" if each in pointing else each for each in columns]
        roots = [number for number, each in enumerate(columns) if each in pointing]
        # the kind is said for the index: without it the database looks through every claim that is live
        rows = table(kind).objects.filter(claim__kind=kind, claim__known_until=None).exclude(claim__status__in=UNTRUE)
        rows = rows.filter(so) if so is not None else rows
        for subject, *values in rows.order_by("claim__known_from", "claim_id").values_list(
            "claim__subject_id", *wanted
        ):
            for number in roots:
                values[number] = self.root(values[number])
            yield self.root(subject), *values

    def of(self, kind: str, subjects: Collection[str], *columns: str) -> Iterator[tuple[Any, ...]]:
        """The same of some subjects only, with those judged the same as them."""
        wanted = set(subjects)
        wanted |= {each for each, root in self.standing.items() if root in wanted}
        for group in portions(wanted):
            yield from self(kind, *columns, so=Q(claim__subject__in=group))
