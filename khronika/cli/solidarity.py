"""khronika solidarity --ics FILE."""

from pathlib import Path

import click

from khronika.cli.opening import begin, home_option
from khronika.vocabulary.terms import languages


@click.command()
@home_option
@click.option(
    "--ics", "file", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where to write the calendar."
)
@click.option("--titles", is_flag=True, help="Call actions by their titles; the file is not encrypted.")
@click.option(
    "--lang", type=click.Choice(languages()), default="en", show_default=True, help="The language of the words."
)
def solidarity(folder: Path, file: Path, titles: bool, lang: str) -> None:
    """Write a calendar of all actions with a day and of the next days of solidarity.

    Without --titles an action says only of what kind it is and in which town.
    """
    begin(folder)
    from django.utils import translation

    from khronika.workspace.language import prepare
    from khronika.workspace.mechanisms.due import today
    from khronika.workspace.solidarity.calendar import ics

    prepare()
    with translation.override(lang):
        file.write_bytes(ics(today(), titles=titles))
    click.echo(f"Written: {file.name}. It lies unencrypted wherever it is taken.")
