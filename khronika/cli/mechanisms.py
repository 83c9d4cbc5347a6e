"""khronika mechanisms."""

import json
from pathlib import Path

import click

from khronika.cli.asof import record, table
from khronika.cli.opening import begin, home_option, json_option
from khronika.vocabulary.terms import languages


@click.command()
@click.argument("which", metavar="[MECHANISM]", required=False)
@home_option
@click.option(
    "--lang", type=click.Choice(languages()), default="en", show_default=True, help="The language of the words."
)
@json_option
def mechanisms(which: str | None, folder: Path, lang: str, as_json: bool) -> None:
    """The bodies that can hear a state, and how much is before each; with MECHANISM (id or name) all that is before it.

    This is for the team: nothing is withheld.
    """
    begin(folder)
    from khronika.workspace.mechanisms.listing import listed, placed

    rows = listed(lang) if which is None else placed(record(which), lang)
    if as_json:
        click.echo(json.dumps([each.plain() for each in rows], ensure_ascii=False, indent=1))
        return
    if not rows:
        told = "No mechanism is recorded yet." if which is None else "Nothing is before it yet."
        click.echo(told)
        return
    click.echo(table([(each.record, *each.cells()) for each in rows]))
