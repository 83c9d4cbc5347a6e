"""khronika export."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import account, begin, home_option, json_option


@click.command()
@home_option
@json_option
@click.option("--kind", required=True, help="The kind of record, such as Person: one row for each.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="FILE.csv, .xlsx, .jsonl or .ftm.json.",
)
@click.option(
    "--columns", default="", help="Columns such as Name.text,PersonDetails; all that say something without it."
)
@click.option(
    "--map", "mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The mapping of an import."
)
@click.option("--at", default="", help="Only what held, or may have held, on this day (2020-08-09).")
@click.option("--audience", type=click.Choice(["public", "partners", "team"]), default="public", show_default=True)
@click.option("--reason", default="", help="Why it leaves; needed unless the audience is public.")
@click.option("--as", "name", default=None, help="The account that exports.")
def export(  # noqa: PLR0913 - one parameter for each option of the command
    folder: Path,
    as_json: bool,
    kind: str,
    out: Path,
    columns: str,
    mapping: Path | None,
    at: str,
    audience: str,
    reason: str,
    name: str | None,
) -> None:
    """Write records as a table or as entities, as far as they may go out to the audience.

    With the mapping that a table was imported with, it comes out in the same columns. What leaves to partners or to the
    team is written into the ledger with its reason.
    """
    begin(folder)
    from khronika.desk.register.imports.mapping import load
    from khronika.press.exports import deed
    from khronika.vocabulary.kind import Level

    today = datetime.now(UTC).date()
    try:
        day = datetime.strptime(at, "%Y-%m-%d").date() if at else None
    except ValueError:
        raise Failure(f"Expected a day such as 2020-08-09 for --at; got {at!r}.") from None
    by = account(name) if audience != Level.PUBLIC else None
    wanted = deed.Wanted(kind, out, Level(audience), columns, load(mapping) if mapping else None, day, reason)
    done = deed.export(by, wanted, today=today)
    if as_json:
        click.echo(json.dumps({**asdict(done), "file": str(out), "audience": audience}, ensure_ascii=False))
        return
    click.echo(f"{done.rows} rows for {audience} in {out.name}.")
    if done.redacted:
        click.echo(f"{done.redacted} texts had the name of somebody who is withheld; it is replaced by '[withheld]'.")
