"""Records of a kind: narrowed down by filters, in the columns and order that somebody wants. One without a live claim is not listed.

The address carries all of it. A list that is not too long is ordered as asked; a longer one has the newest records first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.expressions import RawSQL
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khronika.desk.accounts.models import SavedFilter
from khronika.desk.claims import guard
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Record
from khronika.desk.ledger.append import head
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.levels import Cleared, levels
from khronika.workspace.naming import Names
from khronika.workspace.paging import SIZE, Paged
from khronika.workspace.records.asked import Asked, asked
from khronika.workspace.records.columns import Column, chosen
from khronika.workspace.records.counts import counts
from khronika.workspace.records.filters import alive, narrowed
from khronika.workspace.records.form import fields, picks
from khronika.workspace.records.indexes import Hit, search
from khronika.workspace.records.some import listed
from khronika.workspace.records.words import said
from khronika.workspace.request import DeskRequest

FOUND = 50
SORTED = 3000  # records that are put in order while somebody waits


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of record and how many there are."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says of one record."""

    label: str
    values: tuple[str, ...]
    number: bool
    level: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list; `reason` says why a search found it, by the name `by`."""

    id: str
    name: str
    kind: str
    claims: int
    level: Cleared
    cells: tuple[Cell, ...]
    risky: bool = False
    percent: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its words, and the address that sorts by it."""

    label: str
    query: str
    sorted: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: the ids on it, how many there are, and whether they are in the order asked for."""

    ids: tuple[str, ...]
    count: int
    page: Paged
    ordered: bool
    making: bool = False
    hits: Mapping[str, Hit] | None = None


def tabs() -> tuple[Tab, ...]:
    """The kinds with their counts."""
    found, tongue = counts(), language()
    return tuple(Tab(kind, label(f"record.{kind}", tongue), found.get(kind, 0)) for kind in RECORDS)


@require_safe
def records(request: DeskRequest) -> HttpResponse:
    """Show the list of one kind, or what a search finds: in one kind if it is chosen, else in all that have names."""
    return shown(request)


def shown(request: DeskRequest, *, status: int = 200, **more: object) -> HttpResponse:
    """The page; after a deed that was refused, with what was typed."""
    names = Names(language())
    wanted = asked(request.GET, names)
    for problem in wanted.problems:
        messages.error(request, problem)
    standing = same()
    found = listing(wanted, request.GET.get("page", "1"), names, standing)
    its = chosen(wanted.kind, wanted.columns) if wanted.kind else []
    context = {
        "tabs": tabs(),
        "kind": wanted.kind,
        "words": wanted.words,
        "asked": wanted,
        "query": wanted.query(),
        "fields": fields(wanted),
        "picks": picks(wanted, its),
        "at": wanted.day.at.isoformat() if wanted.day.asked else "",
        "heads": [_head(wanted, each) for each in its],
        "name_head": _head(wanted, None),
        "rows": rows(found, its, wanted, names, standing),
        "page": found.page,
        "listed": found,
        "label": label(f"record.{wanted.kind}", language()) if wanted.kind else "",
        "saved": [_saved(each) for each in SavedFilter.objects.filter(user=request.user, kind=wanted.kind)],
        "seen": head()[0],
        **more,
    }
    return render(request, "workspace/records/list.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved filter: its number, name and address."""

    number: int
    name: str
    query: str


def _saved(each: SavedFilter) -> Kept:
    return Kept(each.pk, each.name, each.query)


def _head(wanted: Asked, column: Column | None) -> Head:
    key = column.key if column else "name"
    current = wanted.sort == key or (key == "name" and not wanted.sort)
    down = current and not wanted.down
    words = said(*column.labels) if column else ""
    direction = ("descending" if wanted.down else "ascending") if current else ""
    return Head(words, wanted.query(sort=key, down="1" if down else ""), direction, bool(column and column.number))


def listing(wanted: Asked, page: str, names: Names, standing: Mapping[str, str]) -> Listed:
    """The page that is asked for."""
    if wanted.words:
        return _search(wanted, page, standing)
    if wanted.narrowed:
        ids = everyone(wanted, standing)
    else:
        count = _count(wanted.kind, standing)
        if count > SORTED:
            return _long(wanted, page, count, standing)
        ids = everyone(wanted, standing)
    fits = len(ids) <= SORTED
    found = _paged(in_order(ids, wanted, names, standing) if fits else ids, page, wanted)
    return Listed(tuple(found.rows), found.count, found, fits)


def everyone(wanted: Asked, standing: Mapping[str, str]) -> list[str]:
    """The ids of all that the list holds, newest first."""
    found = narrowed(wanted.kind, wanted.chosen, wanted.day, standing)
    if wanted.words:
        hits = search(_kinds(wanted), wanted.words, limit=FOUND).found
        found = found.filter(id__in=listed(each.record for each in hits))
    return list(found.order_by(_newest()).values_list("id", flat=True))


def _newest() -> object:
    return RawSQL("claims_record.rowid", ()).desc()


def _count(kind: str, standing: Mapping[str, str]) -> int:
    joined = alive(Record.objects.filter(kind=kind, id__in=listed(standing))).count() if standing else 0
    return counts().get(kind, 0) - joined


def _long(wanted: Asked, page: str, count: int, standing: Mapping[str, str]) -> Listed:
    """A page of all records of a kind, without having all of them in hand."""
    found = narrowed(wanted.kind, {}, wanted.day, standing).order_by(_newest()).values_list("id", flat=True)
    shown = _paged(_Counted(found, count), page, wanted)
    return Listed(tuple(shown.rows), count, shown, ordered=False)


class _Counted(Sequence[str]):
    """A question of which the number of answers is known already."""

    def __init__(self, rows: Sequence[str], number: int) -> None:
        self.rows, self.number = rows, number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: object) -> object:  # type: ignore[override]
        return list(self.rows[place])  # type: ignore[call-overload]


def _paged(ids: Sequence[str], page: str, wanted: Asked) -> Paged:
    found = Paginator(ids, SIZE).get_page(page)
    before = "?" + wanted.query(page=str(found.number - 1)) if found.has_previous() else ""
    after = "?" + wanted.query(page=str(found.number + 1)) if found.has_next() else ""
    return Paged(
        tuple(found.object_list), found.paginator.count, found.number, found.paginator.num_pages, before, after
    )


def _kinds(wanted: Asked) -> list[str]:
    every = [each for each in RECORDS if RECORDS[each].named]
    return [wanted.kind] if wanted.kind in every else every


def _search(wanted: Asked, page: str, standing: Mapping[str, str]) -> Listed:
    hits = search(_kinds(wanted), wanted.words, limit=FOUND)
    by_id = {each.record: each for each in hits.found}
    if wanted.kind and wanted.narrowed:
        kept = narrowed(wanted.kind, wanted.chosen, wanted.day, standing).filter(id__in=listed(by_id))
        by_id = {each: by_id[each] for each in by_id if each in set(kept.values_list("id", flat=True))}
    shown = _paged(list(by_id), page, wanted)
    return Listed(tuple(shown.rows), shown.count, shown, ordered=True, making=hits.making, hits=by_id)


def in_order(ids: Sequence[str], wanted: Asked, names: Names, standing: Mapping[str, str]) -> list[str]:
    """Ids sorted by what a column says, by the name without one; those of which it says nothing come last."""
    names.learn(ids)
    by_name = sorted(ids, key=lambda each: (names(each).casefold(), each))
    if wanted.sort in ("", "name"):
        return by_name[::-1] if wanted.down else by_name
    (column,) = chosen(wanted.kind, [wanted.sort])
    said_of = read(column, by_name, wanted, names, standing)
    full = [each for each in by_name if said_of.get(each)]
    full.sort(key=lambda each: _key(column, said_of[each][0]), reverse=wanted.down)
    return [*full, *(each for each in by_name if not said_of.get(each))]


def _key(column: Column, value: str) -> tuple[float, str]:
    try:
        return (float(value) if column.number else 0.0), value.casefold()
    except ValueError:
        return 0.0, value.casefold()


def read(
    column: Column, ids: Iterable[str], wanted: Asked, names: Names, standing: Mapping[str, str]
) -> dict[str, list[str]]:
    """What a column says of records, with what it says of those that they stand for."""
    roots = {each: each for each in ids}
    roots.update((each, root) for each, root in standing.items() if root in roots)
    found: dict[str, list[str]] = {}
    for record, values in column.read(sorted(roots), wanted.day, names).items():
        own = found.setdefault(roots[record], [])
        if column.key == "count":
            own[:] = [str(int(values[0]) + sum(map(int, own)))]
        elif column.key == "changed":
            own[:] = [max([*own, *values])]
        elif column.key != "level" or record == roots[record]:
            own += [each for each in values if each not in own]
    return found


def rows(found: Listed, its: Sequence[Column], wanted: Asked, names: Names, standing: Mapping[str, str]) -> list[Row]:
    """The rows of a page, each column asked for once."""
    names.learn(found.ids)
    start = RECORDS[wanted.kind].level if wanted.kind else RECORDS["Person"].level
    cleared, risky = levels("record", found.ids, start), guard.at_risk()
    every = chosen(wanted.kind, ["count"]) if wanted.kind else []
    counted = read(every[0] if every else _count_column(), found.ids, wanted, names, standing)
    said_of = [
        (each, counted if each.key == "count" else read(each, found.ids, wanted, names, standing)) for each in its
    ]
    hits = found.hits or {}
    return [
        Row(
            id=each,
            name=names(each),
            kind=label(f"record.{names.kinds.get(each, '')}", language()),
            claims=int(counted.get(each, ["0"])[0]),
            level=cleared[each],
            cells=tuple(_cell(column, values.get(each, ()), cleared[each]) for column, values in said_of),
            risky=each in risky,
            percent=hits[each].percent if each in hits else 0,
            reason=hits[each].reason if each in hits else "",
        )
        for each in found.ids
    ]


def _count_column() -> Column:
    return chosen("Person", ["count"])[0]


def _cell(column: Column, values: Sequence[str], level: Cleared) -> Cell:
    return Cell(said(*column.labels), tuple(values), column.number, level.level if column.key == "level" else "")
