"""khronika topics: write, publish and withdraw topics from the command line."""

from pathlib import Path

import click

from khronika.cli import articles
from khronika.cli.articles import files_argument, lang_option, publish_option
from khronika.cli.opening import as_option, home_option, json_option

_which = click.argument("which", metavar="TOPIC")


@click.group()
def topics() -> None:
    """Topics of the newsroom. TOPIC is an address such as topics/upr, a title, or the number that 'list' shows."""


@topics.command("list")
@home_option
@click.option("--lang", default="", help="Only this language.")
@json_option
def listing(folder: Path, lang: str, as_json: bool) -> None:
    """All topics, each language by itself, with how it stands."""
    articles.shown("topic", folder, "", lang, as_json)


@topics.command()
@_which
@home_option
@lang_option
def show(which: str, folder: Path, lang: str) -> None:
    """A topic as a file that 'new' takes again."""
    articles.printed("topic", which, folder, lang)


@topics.command()
@files_argument
@home_option
@publish_option
@as_option
@json_option
def new(files: tuple[Path, ...], folder: Path, out: bool, name: str | None, as_json: bool) -> None:
    """Draft topics from Markdown files, in the order given; one that is there already is changed. All of them, or none."""
    articles.taken("topic", files, folder, out, name, as_json)


@topics.command()
@_which
@home_option
@lang_option
@as_option
def publish(which: str, folder: Path, lang: str, name: str | None) -> None:
    """Publish the newest draft of a topic; the next edition has it."""
    articles.went_out(which, folder, lang, name)


@topics.command()
@_which
@home_option
@lang_option
@as_option
def withdraw(which: str, folder: Path, lang: str, name: str | None) -> None:
    """Take a topic out from the next edition on; the draft stays."""
    articles.came_back(which, folder, lang, name)
