"""khronika export."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import account, begin, home_option, json_option


@click.command()
@home_option
@json_option
@click.option("--kind", default="", help="The kind of record, such as Person: one row for each.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="FILE.csv, .xlsx, .jsonl or .ftm.json.")
@click.option(
    "--columns", default="", help="Columns such as Name.text,PersonDetails; all that say something without it."
)
@click.option(
    "--map", "mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The mapping of an import."
)
@click.option("--at", default="", help="Only what held, or may have held, on this day (2020-08-09).")
@click.option("--audience", type=click.Choice(["public", "partners", "team"]), default="public", show_default=True)
@click.option("--to", "recipient", default="", help="Who gets it; needed unless the audience is public.")
@click.option("--reason", default="", help="What it is for; needed unless the audience is public.")
@click.option("--as", "name", default=None, help="The account that exports.")
@click.option("--list", "listing", is_flag=True, help="What was given to whom, instead of exporting.")
@click.option("--of", "record", default="", help="With --list: only what has this record in it (its id).")
def export(folder: Path, as_json: bool, listing: bool, record: str, **asked: Any) -> None:
    """Write records as a table or as entities, as far as they may go out to the audience.

    With the mapping that a table was imported with, it comes out in the same columns. What leaves to partners or to the
    team is a decision that says who gets it and what for; of more than 50 people a second person confirms it first, then the
    same command runs once.
    """
    begin(folder)
    if listing:
        _list(record, as_json)
        return
    if not asked["kind"] or asked["out"] is None:
        raise Failure("Expected --kind and --out, such as --kind Person --out people.csv; or --list.")
    _export(as_json, **asked)


def _export(as_json: bool, **asked: Any) -> None:
    from khronika.desk.register.imports.mapping import load
    from khronika.press.exports import deed
    from khronika.vocabulary.kind import Level

    today = datetime.now(UTC).date()
    level, out = Level(asked["audience"]), asked["out"]
    by = account(asked["name"]) if level != Level.PUBLIC else None
    plan = load(asked["mapping"]) if asked["mapping"] else None
    wanted = deed.Wanted(
        asked["kind"],
        out,
        level,
        asked["columns"],
        plan,
        _day(asked["at"]),
        asked["reason"],
        recipient=asked["recipient"],
    )
    done = deed.export(by, wanted, today=today)
    if as_json:
        click.echo(json.dumps({**asdict(done), "file": str(out), "audience": level.value}, ensure_ascii=False))
        return
    click.echo(f"{done.rows} rows for {level} in {out.name}.")
    if done.decision:
        click.echo(f"That it was given to {wanted.recipient} is decision {done.decision}.")
    if done.redacted:
        click.echo(f"{done.redacted} texts had the name of somebody who is withheld; it is replaced by '[withheld]'.")


def _day(said: str) -> date | None:
    try:
        return datetime.strptime(said, "%Y-%m-%d").date() if said else None
    except ValueError:
        raise Failure(f"Expected a day such as 2020-08-09 for --at; got {said!r}.") from None


def _list(record: str, as_json: bool) -> None:
    from khronika.desk.claims.handover import given

    found = given(record)
    if as_json:
        told = [{**asdict(each), "at": each.at.isoformat(timespec="seconds")} for each in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo("Nothing was given to anybody." if not record else "Nothing with this record was given to anybody.")
    for each in found:
        click.echo(f"{each.number}  {each.at:%Y-%m-%d %H:%M}  {each.recipient}  ({each.audience}; by {each.by})")
        click.echo(f"    {each.kind}: {each.rows} rows, {each.people} people; for: {each.purpose}")
        click.echo(f"    sha256 {each.sha256}")
