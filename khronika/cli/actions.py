"""khronika actions."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from khronika.cli.asof import table
from khronika.cli.errors import Failure
from khronika.cli.opening import begin, home_option, json_option
from khronika.vocabulary.terms import languages, members


@click.command()
@home_option
@click.option(
    "--country", default="", help="In this country or territory: its name in any language, its code, or a record's id."
)
@click.option("--year", default="", help="In this year.")
@click.option("--kind", type=click.Choice(members("action_type")), default=None, help="Of this kind.")
@click.option(
    "--lang", type=click.Choice(languages()), default="en", show_default=True, help="The language of the words."
)
@json_option
def actions(folder: Path, country: str, year: str, kind: str | None, lang: str, as_json: bool) -> None:
    """Actions of solidarity, the last first: when, what, in which town, who held them, how many came.

    This is for the team: nothing is withheld; an action goes out on the day after it is over.
    """
    begin(folder)
    from django.utils import translation

    from khronika.workspace.language import prepare
    from khronika.workspace.solidarity import listing

    if year and not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise Failure(f"Expected a year such as 2012; got {year!r}.")
    prepare()
    with translation.override(lang):
        found = listing.actions(lang, country=country, year=year, kind=kind or "")
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo("No action is recorded that fits.")
        return
    rows = [
        (
            each.record,
            each.when,
            each.kind,
            ", ".join(dict.fromkeys(filter(None, (each.place, each.country)))),
            each.name,
        )
        for each in found
    ]
    click.echo(table([(*row, "; ".join(each.counts)) for row, each in zip(rows, found, strict=True)]))
    click.echo(f"{len(found)} in all", err=True)
