"""The deed of importing: a table is checked, kept in the vault as a source, and proposed; a dry run only checks.

Rows with a mistake are left out and written down beside the file as they were, so that they can be mended and imported again.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, TextIO

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.register.imports.before import Before
from khronika.desk.register.imports.errors import MappingError
from khronika.desk.register.imports.line import Line, Problem
from khronika.desk.register.imports.mapping import Plan
from khronika.desk.register.imports.money import Entities
from khronika.desk.register.imports.rows import Reader
from khronika.desk.register.imports.running import Order, Report, Run, portions, text_of, version_of
from khronika.desk.sources.capture import keep
from khronika.vault.store import Vault
from khronika.vault.table import Table, taken

__all__ = ["bring", "check", "left", "reader_of", "rehearse", "write_left"]
_HARMFUL = ("=", "+", "-", "@", "\t", "\r")


class Reads(Protocol):
    """Whatever makes facts of a row."""

    name: str
    columns: tuple[str, ...]

    def column(self, slot: str, name: str) -> str:
        """Where a field of a fact stands in the table; empty where it stands nowhere."""

    def read(self, number: int, cells: tuple[str, ...]) -> Line:
        """The facts of one row."""


class _Mapped:
    """A table read by a plan."""

    def __init__(self, table: Table, plan: Plan) -> None:
        self.reader = Reader(plan, table.columns)
        missing = self.reader.missing()
        if missing:
            raise MappingError(
                f"Expected in {table.name!r} the columns of the mapping; {', '.join(map(repr, missing))} are not there. "
                f"The table has {', '.join(table.columns)[:600]}."
            )
        self.reader.look(table.rows)
        self.name, self.columns = plan.reader, plan.used()
        self.read, self.column = self.reader.read, self.reader.column


def reader_of(table: Table, plan: Plan | None) -> Reads:
    """What reads the table: the plan, or without one the entities of FollowTheMoney that it holds."""
    if plan is not None:
        return _Mapped(table, plan)
    return Entities(table)


def check(table: Table, reads: Reads) -> Iterator[Line]:
    """Every row with its facts or its problems; nothing is written."""
    faults: dict[int, list[Problem]] = {}
    for fault in table.faults:
        if not fault.column or fault.column in reads.columns:
            faults.setdefault(fault.row, []).append(Problem(fault.row, fault.column, "", fault.reason))
    for number, cells in table.rows:
        line = reads.read(number, cells)
        if number in faults:
            line.problems = [*faults[number], *line.problems]
            line.drafts.clear()
        yield line


def rehearse(table: Table, reads: Reads) -> Report:
    """What an import would do: what is wrong, what is new, and what is changed since it was imported before."""
    report, before = Report(notes=table.notes), Before(reads.name)
    told: set[str] = set()
    for lines in portions(check(table, reads)):
        report.take(lines)
        report.compare(before.compare(lines, reads.column))
        for draft in (draft for line in lines for draft in line.drafts):
            fresh = draft.mark not in told and not before.seen(draft)
            report.proposed += fresh
            report.known += draft.mark not in told and not fresh
            told.add(draft.mark)
    return report


def bring(
    originals: Vault, table: Table, reads: Reads, order: Order, *, tell: Callable[[Report], None] | None = None
) -> Report:
    """Keep the file and propose what its rows say; accept it, where the order says so."""
    if order.accept and not order.reason.strip():
        raise ClaimsError("Expected a reason for accepting all rows; say why with --reason.")
    places = [table.columns.index(column) for column in reads.columns if column in table.columns]
    used = [table.columns[place] for place in places]
    words, where = text_of(used, ((number, [cells[place] for place in places]) for number, cells in table.rows))
    by = order.by.username if order.by else ""
    capture = keep(originals, taken(table, words, "table 1"), by=by, about={"title": table.name}).capture
    run = Run(reads, version_of(capture, words), where, order)
    run.report.notes = table.notes
    return run.take(check(table, reads), tell)


def left(path: Path, table: Table, problems: Iterable[Problem]) -> Path | None:
    """Write the rows that were left out beside the file, each with what is wrong; None if there are none."""
    kept = list(problems)
    if not kept:
        return None
    target = path.with_name(path.name + ".errors.csv")
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        write_left(file, table, kept)
    return target


def write_left(file: TextIO, table: Table, problems: Iterable[Problem]) -> None:
    """Write the rows that have problems as they are, each with what is wrong."""
    reasons: dict[int, list[str]] = {}
    for each in problems:
        where = f"{each.column}: {each.value!r}: " if each.column else ""
        reasons.setdefault(each.row, []).append(where + each.reason)
    writer = csv.writer(file)
    writer.writerow([*table.columns, "row", "what is wrong"])
    for number, cells in table.rows:
        if number in reasons:
            writer.writerow([*map(_harmless, cells), number, "; ".join(reasons[number])])


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_HARMFUL) else cell
