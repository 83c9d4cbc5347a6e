"""khronika campaigns."""

import json
from pathlib import Path

import click

from khronika.cli.asof import table
from khronika.cli.opening import begin, home_option, json_option
from khronika.vocabulary.terms import languages


@click.command()
@home_option
@click.option("--running", is_flag=True, help="Only those that have not ended.")
@click.option(
    "--lang", type=click.Choice(languages()), default="en", show_default=True, help="The language of the words."
)
@json_option
def campaigns(folder: Path, running: bool, lang: str, as_json: bool) -> None:
    """Campaigns: for whom, until when or until which demands, and what was counted, each unit by itself.

    This is for the team: nothing is withheld.
    """
    begin(folder)
    from django.utils import translation

    from khronika.workspace.language import prepare
    from khronika.workspace.solidarity import listing

    prepare()
    with translation.override(lang):
        found = [each for each in listing.campaigns(lang) if each.runs or not running]
    if as_json:
        click.echo(json.dumps([each.plain() for each in found], ensure_ascii=False, indent=1))
        return
    if not found:
        click.echo("No campaign runs." if running else "No campaign is recorded yet.")
        return
    for each in found:
        click.echo(f"{each.record}  {each.name}" + (f"  {each.when}" if each.when else ""))
        told = (("for", ", ".join(each.people)), ("until", each.why), ("take part", each.warning))
        lines = [(f"  {what}", said) for what, said in told if said]
        lines += [("  demand", f"{one.said}: {one.name}") for one in each.endings]
        lines += [("  counted", counted) for unit in each.units for counted in listing.counted(unit)]
        if each.territories:
            lines.append(("  territories", f"{len(each.territories)}: {', '.join(each.territories)}"))
        if each.actions:
            lines.append(("  actions", str(len(each.actions))))
        click.echo(table(lines) if lines else "")
