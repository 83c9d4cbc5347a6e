"""What of some records is public, and why the rest is not: the very gate that the press asks, asked beforehand.

This is for the desk alone: an answer may speak of what is withheld.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from khronika.press.gate import Answer, Shown, Withheld
from khronika.press.load import Loader, Row
from khronika.press.people import sweep
from khronika.press.project import Projection
from khronika.vocabulary.kind import Level

UNNAMED = Withheld("it speaks of a record none of whose names goes out")


@dataclass(frozen=True, slots=True)
class Why:
    """The answer for each claim about the records or pointing to them, and whether each record has a page.

    `replaced` has the places where the name of somebody withheld would be replaced.
    """

    claims: Mapping[str, Answer]
    published: Mapping[str, bool]
    replaced: tuple[str, ...]


def why(records: Collection[str], at: date, audience: Level = Level.PUBLIC) -> Why:
    """What the next edition would say of some records, claim by claim."""
    loader = Loader(audience)
    wanted = loader.spread(set(records))
    projection = Projection(loader.some(set(wanted), set()), sweep(audience, at)[0], at, audience)
    near = [row for row in projection.facts.rows.values() if wanted.intersection(row.records())]
    claims = {row.id: answer(projection, row) for row in near}
    published = {each: projection.published(loader.stands(each)) for each in sorted(records)}
    for each in {loader.stands(one) for one in records if published[one]}:
        projection.record(each)
    return Why(claims, published, tuple(sorted(set(projection.redacted))))


def answer(projection: Projection, row: Row) -> Answer:
    """What the gate and the names say of one claim."""
    said = projection.answer(row)
    return UNNAMED if isinstance(said, Shown) and row.id not in projection.shown else said
