"""khronika import FILE."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import account, begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.desk.register.imports.running import Report

SHOWN = 40  # problems that are printed


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@home_option
@json_option
@click.option(
    "--map", "mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="What the columns are."
)
@click.option("--guess", is_flag=True, help="Print a mapping to begin with, and do nothing else.")
@click.option("--dry-run", is_flag=True, help="Check every row and write nothing.")
@click.option("--sheet", default="", help="The sheet of a workbook; the first one without it.")
@click.option("--accept", is_flag=True, help="Accept all that is not doubtful, by this account's decision.")
@click.option("--reason", default="", help="Why all rows are accepted; needed with --accept.")
@click.option("--as", "name", default=None, help="The account that imports.")
@click.option(
    "--allow-unsandboxed",
    is_flag=True,
    help="Read the file without a sandbox. Dangerous: a hostile file can then do what you can.",
)
def imports(  # noqa: PLR0913 - one parameter for each option of the command
    file: Path,
    folder: Path,
    as_json: bool,
    mapping: Path | None,
    guess: bool,
    dry_run: bool,
    sheet: str,
    accept: bool,
    reason: str,
    name: str | None,
    allow_unsandboxed: bool,
) -> None:
    """Take in a table with its own columns: CSV, XLSX, JSON, or entities of FollowTheMoney (which need no mapping).

    Every row becomes proposals with the file as their source. Nothing is a claim until somebody decides: at the desk, or
    all at once with --accept. It is safe to run again. Rows with mistakes are left out and written to FILE.errors.csv.
    """
    if accept and not reason.strip() and not dry_run:
        raise Failure("Expected a reason for accepting all rows; say why with --reason.")
    if guess:
        _guess(file, sheet, allow_unsandboxed)
        return
    home = begin(folder)
    from khronika.desk.register.imports.bring import bring, left, reader_of, rehearse
    from khronika.desk.register.imports.mapping import load
    from khronika.desk.register.imports.money import SEPARATOR
    from khronika.desk.register.imports.running import Order
    from khronika.desk.sources.capture import vault
    from khronika.vault.table import Look, open_table

    plan = load(mapping) if mapping else None
    look = Look(sheet or plan.sheet, plan.header) if plan else Look(sheet, between=SEPARATOR)
    table = open_table(file, look, allow_unsandboxed=allow_unsandboxed)
    reads = reader_of(table, plan)
    if dry_run:
        _tell(rehearse(table, reads), None, as_json=as_json, dry=True)
    by = account(name)
    report = bring(vault(home), table, reads, Order(by, accept, reason), tell=None if as_json else _progress)
    _tell(report, left(file, table, report.problems), as_json=as_json, dry=False)


def _guess(file: Path, sheet: str, allow_unsandboxed: bool) -> None:
    from khronika.desk.register.imports.guess import guess
    from khronika.vault.table import Look, open_table

    click.echo(guess(open_table(file, Look(sheet), allow_unsandboxed=allow_unsandboxed)), nl=False)


def _changes(report: "Report", *, dry: bool) -> None:
    """Print what is another than when the table was imported before."""
    if report.changed:
        end = "would be proposed as a correction" if dry else "is proposed as a correction"
        click.echo(f"{len(report.changed)} changed; each {end} of what was imported before:")
        for each in report.changed[:SHOWN]:
            was = f"was {each.was}" if each.was else "was empty"
            click.echo(f"row {each.row}, column {each.column}: {was}, now {each.now}")
    for each in report.emptied[:SHOWN]:
        told = "now empty: nothing is removed; withdraw it at the desk if it was wrong"
        click.echo(f"row {each.row}, column {each.column}: was {each.was}, {told}")
    for what, found in (("changed", report.changed), ("now empty", report.emptied)):
        if len(found) > SHOWN:
            click.echo(f"… and {len(found) - SHOWN} more {what}.")


def _progress(report: "Report") -> None:
    if report.rows % 5000 == 0 or report.rows == 1000:
        click.echo(f"{report.rows} rows …", err=True)


def _tell(report: "Report", errors: Path | None, *, as_json: bool, dry: bool) -> None:
    """Print the outcome and end: with 1 if rows were left out."""
    bad = report.rows - report.good
    if as_json:
        click.echo(json.dumps({**asdict(report), "errors": str(errors or "")}, ensure_ascii=False, indent=1))
        raise SystemExit(1 if bad else 0)
    for note in report.notes:
        click.echo(note)
    for each in report.problems[:SHOWN]:
        where = f"{each.column}: {each.value!r}: " if each.column else ""
        click.echo(f"row {each.row}: {where}{each.reason}")
    if len(report.problems) > SHOWN:
        click.echo(f"… and {len(report.problems) - SHOWN} more.")
        for column, count in Counter(each.column for each in report.problems).most_common(10):
            click.echo(f"{count:7} in {column or 'whole rows'}")
    _changes(report, dry=dry)
    for number, reason in report.doubts[:SHOWN]:
        click.echo(f"row {number} waits at the desk: {reason}")
    done = "would be proposed" if dry else "proposed"
    words = [f"{report.rows} rows, {report.good} good, {bad} left out", f"{report.proposed} facts {done}"]
    words += [f"{report.known} known already"]
    if not dry:
        words += [f"{report.accepted} accepted", f"{report.created} new records"]
        words += [f"{report.linked} linked", f"{len(report.doubts)} doubtful"]
    click.echo("; ".join(words) + ".")
    if errors:
        click.echo(f"The rows that were left out are in {errors.name}, each with what is wrong.")
    raise SystemExit(1 if bad else 0)
