"""khronika observances."""

import json
from pathlib import Path

import click

from khronika.cli.asof import table
from khronika.cli.opening import begin, home_option, json_option
from khronika.vocabulary.terms import languages


@click.command()
@home_option
@click.option("--propose", is_flag=True, help="First propose the next year of each that goes on.")
@click.option(
    "--lang", type=click.Choice(languages()), default="en", show_default=True, help="The language of the words."
)
@json_option
def observances(folder: Path, propose: bool, lang: str, as_json: bool) -> None:
    """Days of solidarity: their next day, every year with what was counted in it, and why each goes on.

    A year that is proposed waits in the review of the source that told of the observance. This is for the team: nothing is withheld.
    """
    begin(folder)
    from django.utils import translation

    from khronika.desk.solidarity.yearly import catch_up
    from khronika.workspace.language import prepare
    from khronika.workspace.solidarity import listing

    if propose:
        click.echo(f"Proposed years: {catch_up()}.", err=as_json)
    prepare()
    with translation.override(lang):
        found = listing.observances(lang)
    if as_json:
        click.echo(json.dumps([each.plain() for each in found], ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo("No day of solidarity is recorded yet.")
    for each in found:
        click.echo(f"{each.record}  {each.name}  {each.when}" + (f"  next: {each.next}" if each.next else ""))
        lines = [("  why", each.why), *(("  demand", f"{one.said}: {one.name}") for one in each.endings)]
        for year in each.years:
            said = [*([f"no. {year.number}"] if year.number else []), *([year.state] if year.state else [])]
            said += [counted for unit in year.units for counted in listing.counted(unit)]
            said += [f"territories: {len(year.territories)}"] if year.territories else []
            said += [f"actions: {len(year.actions)}"] if year.actions else []
            lines.append((f"  {year.year}", "; ".join(said)))
        click.echo(table(lines))
