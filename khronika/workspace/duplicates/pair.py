"""Two records side by side: their names, what both say, what only one says, on which sources, and what it would mean to join them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khronika.desk.claims.judge import cluster, same
from khronika.desk.claims.models import Claim
from khronika.desk.register.duplicates import between
from khronika.desk.register.told import Cite, Window, around, resting, said, spoken
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label
from khronika.workspace.duplicates.find import Pair
from khronika.workspace.naming import Names
from khronika.workspace.wording import period, say

SHOWN = 12  # things that only one says, and sources


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: with those that are judged the same as it."""

    record: str
    name: str
    names: tuple[str, ...]
    records: int
    claims: int
    only: tuple[str, ...]
    more: int
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A pair to judge. `records` and `claims` are what one page would have if they are the same."""

    left: Side
    right: Side
    percent: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    both: tuple[str, ...]
    names: int
    records: int
    claims: int

    @property
    def sides(self) -> tuple[Side, Side]:
        """Left and right."""
        return self.left, self.right


def beside(kind: str, pairs: Sequence[Pair], names: Names) -> list[Beside]:
    """The pairs of one page, in a few questions for all of them."""
    standing = same()
    clusters = {record: cluster(record, standing) for pair in pairs for record in pair}
    told = _Told(kind, set().union(*clusters.values()) if clusters else set(), names)
    scored = {(each.left, each.right): each for each in between(kind, pairs, language=names.language)}
    found = []
    for pair in pairs:
        if pair not in scored:
            continue
        known = [told.of(clusters[record]) for record in pair]
        both = tuple(text for text in known[0].texts if text in known[1].texts)
        left, right = (
            _side(record, its, both, names, len(clusters[record])) for record, its in zip(pair, known, strict=True)
        )
        each = scored[pair]
        many = len({*known[0].names, *known[1].names})
        found.append(
            Beside(
                left,
                right,
                round(each.score * 100),
                each.reasons,
                each.against,
                both,
                many,
                left.records + right.records,
                left.claims + right.claims,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What is said of one side: names, everything else in words (each once), how many claims, and the sources."""

    names: tuple[str, ...]
    texts: Mapping[str, None]
    claims: int
    sources: Mapping[str, str]


def _side(record: str, known: _Known, both: Sequence[str], names: Names, records: int) -> Side:
    only = [text for text in known.texts if text not in both]
    sources = tuple(known.sources.items())[:SHOWN]
    shown, more = tuple(only[:SHOWN]), max(0, len(only) - SHOWN)
    return Side(record, names(record), known.names, records, known.claims, shown, more, sources)


class _Told:
    """All that is said of the records of a page, asked for at once."""

    def __init__(self, kind: str, ids: set[str], names: Names) -> None:
        self.names = names
        claims = [each for each, _ in around(ids, kind, window=Window(0)).claims] if ids else []
        self.values = said(claims)
        names.learn({*ids, *spoken(claims, self.values)})
        self.cites: Mapping[str, tuple[Cite, ...]] = resting([each.id for each in claims])
        owner = dict(self._owners(claims))
        self.by: dict[str, list[Claim]] = {}
        for each in claims:
            root = each.subject_id
            while root not in ids and root in owner:
                root = owner[root]
            self.by.setdefault(root, []).append(each)

    def _owners(self, claims: Iterable[Claim]) -> Iterable[tuple[str, str]]:
        """Of what a record is a part."""
        for each in claims:
            for field in CLAIMS[each.kind].references:
                if field.part_of and field.name in self.values[each.id]:
                    yield each.subject_id, str(self.values[each.id][field.name])

    def of(self, ids: set[str]) -> _Known:
        """What is said of records that are one."""
        claims = [each for record in sorted(ids) for each in self.by.get(record, ())]
        called = [str(self.values[each.id].get("text", "")) for each in claims if each.kind == "Name"]
        texts = dict.fromkeys(text for each in claims if each.kind != "Name" if (text := self._text(each)))
        sources = {cite.source: cite.title for each in claims for cite in self.cites.get(each.id, ())}
        return _Known(tuple(dict.fromkeys(called)), texts, len(claims), sources)

    def _text(self, claim: Claim) -> str:
        """A claim in one line of words."""
        tongue = self.names.language
        told = say(claim.kind, self.values[claim.id], lambda value: self.names(str(value)), language=tongue)
        extras = [f"{name}: {value}" for name, value in told.extras]
        status = "" if claim.status == "asserted" else label(f"status.{claim.status}", tongue)
        when = period(claim.valid_from, claim.valid_until)
        words = " · ".join(filter(None, [str(told), *extras, when, status]))
        return f"{label(f'claim.{claim.kind}', tongue)}: {words}" if words else ""
