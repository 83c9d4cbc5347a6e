"""khronika deadlines."""

import json
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import click

from khronika.cli.asof import Day, table
from khronika.cli.errors import Failure
from khronika.cli.opening import begin, home_option, json_option
from khronika.vocabulary.terms import languages


@click.command()
@home_option
@click.option("--at", type=Day(), default=None, help="On which day, as 2026-08-04; today without it.")
@click.option("--days", type=click.IntRange(0, 36500), default=30, show_default=True, help="How far ahead.")
@click.option(
    "--ics", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write a calendar, whenever it is due."
)
@click.option(
    "--titles", is_flag=True, help="Call the calendar's events by what they are about; the file is not encrypted."
)
@click.option(
    "--lang", type=click.Choice(languages()), default="en", show_default=True, help="The language of the words."
)
@json_option
def deadlines(  # noqa: PLR0913 - one parameter for each option of the command
    folder: Path, at: date | None, days: int, file: Path | None, titles: bool, lang: str, as_json: bool
) -> None:
    """What is overdue and what comes: answers to letters, steps before bodies, demands with a day, sessions.

    A deadline stays until what answers it is recorded. A calendar names mechanisms and kinds, and with --titles what each is about.
    """
    begin(folder)
    from django.utils import translation

    from khronika.workspace.language import prepare
    from khronika.workspace.mechanisms.due import ics, shown, today

    if titles and file is None:
        raise Failure("Expected a file for the calendar; --titles belongs to --ics FILE.")
    prepare()
    on = at or today()
    with translation.override(lang):
        if file is not None:
            file.write_bytes(ics(on, titles=titles))
            click.echo(f"Written: {file.name}. It lies unencrypted wherever it is taken.")
            return
        found = shown(on, timedelta(days=days))
    if as_json:
        click.echo(json.dumps({"at": on.isoformat(), **asdict(found)}, ensure_ascii=False, indent=1))
        return
    if not found.overdue and not found.coming:
        click.echo(f"Nothing is overdue on {on}, and nothing comes within {days} days.")
    for heading, rows in (("Overdue", found.overdue), ("Coming", found.coming)):
        if rows:
            click.echo(f"{heading}: {len(rows)}")
            click.echo(table([(f"  {each.record}", each.day, each.what, each.name) for each in rows]))
