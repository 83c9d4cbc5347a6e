"""Everything the register knows of one record, in the order of time, in a fixed number of questions whatever there is of it.

Records judged the same are one here. Parts (a person's acts, proceedings, detentions) are told with the whole; claims in
which others speak of the record come last. Each claim says who decided on it and on which passages it rests.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import CharField, IntegerField, Value
from django.db.models.functions import Cast

from khronika.desk.claims.asof import alive, certainty, known_at, live
from khronika.desk.claims.errors import WrongRecord
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Citation, Claim, Record
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import table
from khronika.desk.register.models import Name, Text
from khronika.desk.register.ready import Ready, asked, ready, union
from khronika.desk.sources.models import Passage
from khronika.vocabulary.kind import ClaimKind, Field, FieldType
from khronika.vocabulary.kinds import CLAIMS

OWN, PART, POINTING = "own", "part", "pointing"
_PREFERRED = ("usual", "", "birth")
_WIDEST = max(len(kind.fields) for kind in CLAIMS.values())
_DEEPEST = 2
_ALONE = ("Session", "Submission", "Communication", "Motion", "Recommendation")
"""Parts of a mechanism that are too many and too large to be told with it: each is told alone, and only points to its whole."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A passage with its source, and since which ledger entry the claim rests on it."""

    source: str
    title: str
    passage: str
    quote: str


@dataclass(frozen=True, slots=True)
class Line:
    """One claim. `place` says whether it is the record's own, a part's, or another's that points here.

    `certain` is whether it was so on the day asked for (certain, possible, no); empty without a day or dates.
    """

    id: str
    kind: str
    place: str
    about: str
    values: Mapping[str, object]
    valid_from: str
    valid_until: str
    status: str
    certain: str
    by: str
    at: datetime
    decision: int
    reason: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A record with all that is known of it; `names` has the name of every record that is spoken of.

    `more` claims point here besides those that are told.
    """

    record: str
    kind: str
    name: str
    merged: tuple[str, ...]
    lines: tuple[Line, ...]
    names: Mapping[str, str]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """Which of the claims that point to a record are wanted, in the order of time: so many, after so many others."""

    many: int
    after: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """Claims with their places, in the order of time; `pointing` is how many point to the record, wanted or not."""

    claims: list[tuple[Claim, str]]
    pointing: int


def tell(record: str, at: date | None = None, known: date | None = None, *, window: Window | None = None) -> Told:
    """All that is known of a record now, or was after the last ledger entry of `known`; with `at`, what was so on that day.

    With a `window`, only so many of the claims that point to it: thousands may point to a place or a court. Raises WrongRecord for an id that there is not.
    """
    kind = Record.objects.filter(id=record).values_list("kind", flat=True).first()
    if kind is None:
        raise WrongRecord(f"Expected the id of a record; there is none with {record!r}.")
    entry = None if known is None else known_at(known)
    standing = same(entry)
    root = standing.get(record, record)
    ids = {root, *(each for each, its in standing.items() if its == root)}
    near = around(ids, kind, entry, window=window)
    claims = near.claims
    values = said([claim for claim, _ in claims])
    names = called({record, *ids, *spoken((claim for claim, _ in claims), values)}, entry)
    cites = resting([claim.id for claim, _ in claims], entry)
    lines = tuple(_line(claim, place, values[claim.id], cites.get(claim.id, ()), at) for claim, place in claims)
    more = near.pointing - sum(place == POINTING for _, place in claims)
    return Told(root, kind, names[root], tuple(sorted(ids - {root})), lines, names, more)


def called(records: Iterable[str], entry: int | None = None) -> dict[str, str]:
    """What to call records: the usual name known first, else a title, else the id."""
    wanted = set(records)
    found: dict[str, tuple[int, int, str]] = {}
    for record, text, kind, since in _texts(Name, "name_kind", wanted, entry):
        rank = _PREFERRED.index(kind) if kind in _PREFERRED else len(_PREFERRED)
        found[record] = min(found.get(record, (rank, since, text)), (rank, since, text))
    for record, text, role, since in _texts(Text, "role", wanted - found.keys(), entry):
        if role == "title":
            found[record] = min(found.get(record, (0, since, text)), (0, since, text))
    return {each: found[each][2] if each in found else each for each in wanted}


def _texts(model: Any, column: str, records: Collection[str], entry: int | None) -> Iterable[tuple[str, str, str, int]]:
    """Names or texts of records, with one more column, that are known.

    That they are is looked at here: asked for that (or for the kind of claim), the database would go through all claims of
    which it is true instead of these few.
    """
    columns = ("claim__subject_id", "text", column, "claim__known_from", "claim__known_until")
    for group in portions(records):
        rows = model.objects.filter(claim__subject__in=group)
        for record, text, said, since, until in rows.values_list(*columns):
            if alive(since, until, entry):
                yield record, text, said, since


def around(ids: set[str], kind: str, entry: int | None = None, *, window: Window | None = None) -> Around:
    """The claims about records, their parts, and those that point to them, in the order of time, the undated first."""
    parts, level, kinds = set[str](), set(ids), {kind}
    for _ in range(_DEEPEST):
        rows = [row for group in portions(level) for row in asked(_pointing(group, kinds, entry, parts=True))]
        level = {subject for subject, _ in rows} - parts - ids
        kinds = {subject for _, part in rows for subject in CLAIMS[part].subjects}
        parts |= level
        if not level:
            break
    told = Claim.objects.select_related("decision__by").defer("decision__payload", "decision__salt")
    found = {each.id: each for group in portions(ids | parts) for each in told.filter(subject__in=group)}
    pointing, many = _wanted(ids, {kind}, entry, window)
    fresh = [each for each in pointing if each not in found]
    found |= {each.id: each for group in portions(fresh) for each in told.filter(id__in=group)}
    known = [each for each in found.values() if alive(each.known_from, each.known_until, entry)]
    order = {name: position for position, name in enumerate(CLAIMS)}
    known.sort(key=lambda each: (each.from_earliest or date.min, each.known_from, order[each.kind], each.id))
    placed = [
        (each, OWN if each.subject_id in ids else PART if each.subject_id in parts else POINTING) for each in known
    ]
    return Around(placed, many - (len(pointing) - len(fresh)))


def _wanted(ids: set[str], kinds: set[str], entry: int | None, window: Window | None) -> tuple[list[str], int]:
    """The claims that point to records and are wanted, and how many there are of all."""
    questions = [_pointing(group, kinds, entry, parts=False) for group in portions(ids)]
    question, params = union((each for each in questions if each[0]), distinct=True)
    if window is None or not question:
        found = [claim for claim, *_ in asked((question, params))]
        return found, len(found)
    some = asked((f"{question} LIMIT %s", (*params, window.many + 1)))
    if len(some) <= window.many and not window.after:
        return [claim for claim, *_ in some], len(some)
    ((many,),) = asked((f"SELECT COUNT(*) FROM ({question}) AS every", params))
    ordered = f"{question} ORDER BY 2, 3, 4, 1 LIMIT %s OFFSET %s"
    return [claim for claim, *_ in asked((ordered, (*params, window.many, window.after)))], many


def _pointing(ids: Sequence[str], kinds: Collection[str], entry: int | None, *, parts: bool) -> Ready:
    """A question for the claims that point to records of some kinds.

    For those that make their subject a part it asks for subject and kind; for others for the claim and what orders it.
    """
    meant = [
        (kind, each)
        for kind in CLAIMS.values()
        for each in kind.references
        if _makes_part(kind, each) == parts and set(kinds).intersection(each.kinds)
    ]

    def key(kind: ClaimKind, each: Field) -> tuple[object, ...] | None:
        return ("pointing", kind.name, each.name, parts) if entry is None else None

    return union(ready(key(*pair), partial(_points, *pair, entry), ids) for pair in meant)


def _makes_part(kind: ClaimKind, field: Field) -> bool:
    """Whether the subject of such a claim is told with the record that the field points to."""
    return field.part_of and kind.subjects[0] not in _ALONE


def _points(kind: ClaimKind, field: Field, entry: int | None, ids: list[str]) -> Any:
    rows = table(kind.name).objects.filter(live(entry, of="claim__"), **{f"{field.name}__in": ids})
    if _makes_part(kind, field):
        return rows.values_list("claim__subject_id", Value(kind.name))
    position = Value(list(CLAIMS).index(kind.name), IntegerField())
    own = rows.exclude(claim__subject__in=ids)
    return own.values_list("claim_id", "claim__from_earliest", "claim__known_from", position)


def said(claims: Sequence[Claim]) -> dict[str, dict[str, object]]:
    """What claims of any kinds say, without what they leave empty; asked for at once, as text in one wide union, typed again after."""
    kinds = {each.id: each.kind for each in claims}
    found: dict[str, dict[str, object]] = {}
    for group in portions(kinds):
        by_kind: dict[str, list[str]] = defaultdict(list)
        for claim in group:
            by_kind[kinds[claim]].append(claim)
        parts = (ready(("said", kind), partial(_columns, kind), ids) for kind, ids in by_kind.items())
        for claim, kind, *columns in asked(union(parts)):
            fields = zip(CLAIMS[kind].fields, columns, strict=False)
            found[claim] = {field.name: _typed(field, text) for field, text in fields if text not in (None, "")}
    return found


def _columns(kind: str, ids: list[str]) -> Any:
    fields = CLAIMS[kind].fields
    names = [f"{field.name}_id" if field.type is FieldType.RECORD else field.name for field in fields]
    padding = {f"text_{n}": Value(None, CharField()) for n in range(len(names), _WIDEST)}
    texts = {f"text_{n}": Cast(name, CharField()) for n, name in enumerate(names)} | padding
    rows = table(kind).objects.filter(claim__in=ids).annotate(is_kind=Value(kind), **texts)
    return rows.values_list("claim_id", "is_kind", *(f"text_{n}" for n in range(_WIDEST)))


def _typed(field: Field, text: str) -> object:
    if field.type is FieldType.INTEGER:
        return int(text)
    return _plain(Decimal(text)) if field.type is FieldType.DECIMAL else text


def _plain(number: Decimal) -> Decimal:
    """Without zeros at its end and without an exponent: 4.5, 100."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def spoken(claims: Iterable[Claim], values: Mapping[str, Mapping[str, object]]) -> set[str]:
    """Every record that some claims speak of."""
    found = set()
    for claim in claims:
        its = values[claim.id]
        found |= {
            claim.subject_id,
            *(str(its[each.name]) for each in CLAIMS[claim.kind].references if each.name in its),
        }
    return found


def resting(claims: Iterable[str], entry: int | None = None) -> dict[str, tuple[Cite, ...]]:
    """The passages on which claims rest."""
    by_proposal: dict[str, list[str]] = defaultdict(list)
    for group in portions(claims):
        rows = Citation.objects.filter(live(entry), claim__in=group).values_list("proposal_id", "claim_id")
        for proposal, claim in rows:
            by_proposal[proposal].append(claim)
    found: dict[str, dict[str, Cite]] = defaultdict(dict)
    columns = ("proposals__id", "version__capture__source_id", "version__capture__source__title", "id", "quote")
    for group in portions(by_proposal):
        passages = Passage.objects.filter(proposals__in=group)
        ordered = passages.order_by("version__capture__source__title", "version", "start")
        for proposal, source, title, passage, quote in ordered.values_list(*columns):
            for claim in by_proposal[proposal]:
                found[claim][passage] = Cite(source, title, passage, quote)
    return {claim: tuple(its.values()) for claim, its in found.items()}


def _line(claim: Claim, place: str, values: Mapping[str, object], cites: tuple[Cite, ...], at: date | None) -> Line:
    dated = at is not None and CLAIMS[claim.kind].dated and bool(claim.valid_from or claim.valid_until)
    return Line(
        claim.id,
        claim.kind,
        place,
        claim.subject_id,
        values,
        claim.valid_from,
        claim.valid_until,
        claim.status,
        certainty(claim, at).value if dated and at is not None else "",
        claim.decision.by.get_full_name() or claim.decision.by.get_username(),
        claim.decision.at,
        claim.decision_id,
        claim.decision.reason,
        cites,
    )
