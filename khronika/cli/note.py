"""khronika note [TEXT]."""

import json
import sys
from pathlib import Path

import click

from khronika.cli.opening import account, begin, home_option, json_option


@click.command()
@click.argument("text", required=False)
@home_option
@json_option
@click.option("--title", default="", help="A title; the first line without it.")
@click.option("--as", "name", default=None, help="The account that writes it.")
def note(text: str | None, folder: Path, as_json: bool, title: str, name: str | None) -> None:
    """Keep a note: what you know, or were told. It is a source of its own.

    Without TEXT, standard input is read; so that it stands in no history of the shell.
    """
    written = sys.stdin.read() if text is None else text
    begin(folder)
    from khronika.desk.sources import note as notes

    capture = notes.note(account(name), written, title=title)
    if as_json:
        told = {"source": capture.source_id, "capture": capture.id, "title": capture.source.title}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo(f"kept     {capture.source_id}  {capture.source.title}")
