"""khronika letters PERSON."""

import json
from datetime import date
from pathlib import Path

import click

from khronika.cli.asof import Day, record, table
from khronika.cli.opening import begin, home_option, json_option
from khronika.vocabulary.terms import languages


@click.command()
@click.argument("which", metavar="PERSON")
@home_option
@click.option("--at", type=Day(), default=None, help="On which day, as 2013-08-04; today without it.")
@click.option(
    "--lang", type=click.Choice(languages()), default="en", show_default=True, help="The language of the words."
)
@json_option
def letters(which: str, folder: Path, at: date | None, lang: str, as_json: bool) -> None:
    """Where letters to PERSON (id or name) go on a day, by which rules, whether they are welcome, and what was reported of them.

    The address is that of the place where they certainly are. Who wrote is never kept.
    """
    begin(folder)
    from django.utils import translation

    from khronika.workspace.language import prepare
    from khronika.workspace.mechanisms.due import today
    from khronika.workspace.solidarity.letters import tell

    prepare()
    with translation.override(lang):
        found = tell(record(which), at or today(), lang)
    if as_json:
        click.echo(json.dumps(found.plain(), ensure_ascii=False, indent=1))
        return
    lines = [
        (
            "held in",
            found.facility_name or (f"possibly {', '.join(found.maybe)}" if found.maybe else "not known for certain"),
        )
    ]
    lines += [("address", " / ".join(each.splitlines())) for each in found.addresses]
    lines += [("rules", " ".join(each.split())) for each in found.rules]
    lines.append(("welcome", " ".join(filter(None, (found.welcome or "not said", found.language)))))
    lines += [
        ("letters", f"{each.letters}: {each.figure}" + (f", {each.when}" if each.when else "")) for each in found.counts
    ]
    click.echo(f"{found.person}  {found.name}")
    click.echo(table(lines))
