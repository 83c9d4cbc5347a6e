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
    """Walk the chain: every altered, removed or reordered entry is found and named. Exit code 1 if there is one.

    What an erasure destroyed is told and is no break: the chain holds without it.
    """
    home = begin(folder)
    from khronika.desk.claims.erase import destroyed
    from khronika.press.custody import check

    count, breaks = check(home)
    gone = sorted(destroyed())
    if as_json:
        told = [{"number": each.number, "what": each.what} for each in breaks]
        click.echo(json.dumps({"entries": count, "breaks": told, "destroyed": gone}))
    elif not breaks:
        click.echo(f"The ledger is unbroken: {count} entries.")
    if gone and not as_json:
        listed = ", ".join(map(str, gone[:20])) + (" …" if len(gone) > 20 else "")
        click.echo(f"  What {len(gone)} of them stood for was destroyed by erasures, as these say: {listed}.")
    for each in breaks if not as_json else ():
        click.echo(each.what)
    raise SystemExit(1 if breaks else 0)
