"""khronika ledger verify."""

import json
from pathlib import Path

import click

from khronika.cli.opening import begin, home_option, json_option


@click.group()
def ledger() -> None:
    """Look at the ledger, the chain of all that was decided."""


@ledger.command()
@home_option
@json_option
def verify(folder: Path, as_json: bool) -> None:
    """Walk the chain: every altered, removed or reordered entry is found and named. Exit code 1 if there is one."""
    home = begin(folder)
    from khronika.press.custody import check

    count, breaks = check(home)
    if as_json:
        click.echo(
            json.dumps({"entries": count, "breaks": [{"number": each.number, "what": each.what} for each in breaks]})
        )
    elif not breaks:
        click.echo(f"The ledger is unbroken: {count} entries.")
    for each in breaks if not as_json else ():
        click.echo(each.what)
    raise SystemExit(1 if breaks else 0)
