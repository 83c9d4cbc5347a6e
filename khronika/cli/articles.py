"""khronika articles: write, publish and withdraw articles from the command line."""

import json
from pathlib import Path

import click

from khronika.cli.opening import account, as_option, begin, home_option, json_option

_which = click.argument("which", metavar="ARTICLE")
lang_option = click.option("--lang", default="", help="Which language of it; the original without it.")
files_argument = click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
publish_option = click.option("--publish", "out", is_flag=True, help="Publish each as well.")


@click.group()
def articles() -> None:
    """Articles of the newsroom. ARTICLE is an address such as articles/letters, a title, or the number that 'list' shows."""


@articles.command("list")
@home_option
@click.option("--state", default="", help="draft, review, scheduled, published, changed, stale or withdrawn.")
@click.option("--lang", default="", help="Only this language.")
@json_option
def listing(folder: Path, state: str, lang: str, as_json: bool) -> None:
    """All articles, newest first, each language by itself, with how it stands."""
    shown("article", folder, state, lang, as_json)


@articles.command()
@_which
@home_option
@lang_option
def show(which: str, folder: Path, lang: str) -> None:
    """An article as a file that 'new' takes again."""
    printed("article", which, folder, lang)


@articles.command()
@files_argument
@home_option
@publish_option
@as_option
@json_option
def new(files: tuple[Path, ...], folder: Path, out: bool, name: str | None, as_json: bool) -> None:
    """Draft articles from Markdown files, in the order given; one that is there already is changed. All of them, or none."""
    taken("article", files, folder, out, name, as_json)


@articles.command()
@_which
@home_option
@lang_option
@as_option
def publish(which: str, folder: Path, lang: str, name: str | None) -> None:
    """Publish the newest draft of an article; the next edition has it."""
    went_out(which, folder, lang, name)


@articles.command()
@_which
@home_option
@lang_option
@as_option
def withdraw(which: str, folder: Path, lang: str, name: str | None) -> None:
    """Take an article out from the next edition on; the draft stays."""
    came_back(which, folder, lang, name)


@articles.command()
@home_option
def due(folder: Path) -> None:
    """Publish and withdraw what was scheduled for a time that has come. The open desk and every press do so too."""
    begin(folder, bare=False)
    from khronika.desk.newsroom.due import due as come

    done = come()
    click.echo("\n".join(f"{each.what:<10} {each.language}  {each.title}" for each in done) or "Nothing is due.")


def taken(kind: str, files: tuple[Path, ...], folder: Path, out: bool, name: str | None, as_json: bool) -> None:
    """Draft pages of one kind from files."""
    begin(folder, bare=False)
    from khronika.desk.newsroom.typed import take

    made = take(account(name), kind, [(str(path), path.read_text(encoding="utf-8-sig")) for path in files], out=out)
    if as_json:
        rows = [
            {"page": each.page, "language": each.language, "address": each.address, "title": each.title}
            for each in made
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for each in made:
        click.echo(
            f"{'published' if out else 'draft':<10} {each.page:>5}  {each.language}  {each.address}  {each.title}"
        )


def shown(kind: str, folder: Path, state: str, lang: str, as_json: bool) -> None:
    """List pages of one kind."""
    begin(folder, bare=False)
    from khronika.desk.newsroom.standing import rows

    found = [each for each in rows(kind) if state in ("", *each.states) and lang in ("", each.language)]
    if as_json:
        click.echo(json.dumps([each.plain() for each in found], ensure_ascii=False, indent=1))
        return
    for each in found:
        click.echo(f"{each.page:>5}  {each.date:<10}  {each.language}  {', '.join(each.states):<20}  {each.title}")
    if not found:
        click.echo("Nothing is there yet." if not (state or lang) else "Nothing is so.")


def printed(kind: str, which: str, folder: Path, lang: str) -> None:
    """Print a page as a file."""
    begin(folder, bare=False)
    from khronika.desk.newsroom.typed import text

    click.echo(text(kind, which, lang), nl=False)


def went_out(which: str, folder: Path, lang: str, name: str | None) -> None:
    """Publish one page."""
    begin(folder, bare=False)
    from khronika.desk.newsroom.publish import publish as go
    from khronika.desk.newsroom.typed import page

    made = go(account(name), page(which, lang))
    click.echo(f"published  {made.language}  {made.address}  (ledger entry {made.entry})")


def came_back(which: str, folder: Path, lang: str, name: str | None) -> None:
    """Withdraw one page."""
    begin(folder, bare=False)
    from khronika.desk.newsroom.publish import withdraw as back
    from khronika.desk.newsroom.typed import page

    found = page(which, lang)
    back(account(name), found)
    click.echo(f"withdrawn  {found.locale.language_code}  {found.title}")
