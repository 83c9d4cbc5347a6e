"""khronika capture PATH|FOLDER|URL…."""

import json
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.cli.opening import begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.desk.sources.capture import Kept

SHOWN = 200  # things that are told one by one
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
UNSEALED = (
    "{} of them say who sent them; that was let go, for there is no key to seal it to. "
    "Make one with 'khronika doctor --mend --root-keys FOLDER', before you capture more."
)


@click.command()
@click.argument("origins", nargs=-1, required=True, metavar="PATH|FOLDER|URL...")
@home_option
@json_option
@click.option("--publisher", default="", help="Who published these sources.")
@click.option("--url", default="", help="Where a single source was published, if a file is captured.")
@click.option("--as", "name", default="", help="Who obtained them.")
@click.option("--list", "official", is_flag=True, help="An official list: compared with its capture before.")
@click.option("--map", "mapping", type=_FILE, help="A mapping by which the official list is read, now and later.")
@click.option("--allow-private", is_flag=True, help="Let addresses on this machine and its network be fetched.")
@click.option(
    "--allow-unsandboxed",
    is_flag=True,
    help="Read documents without a sandbox. Dangerous: a hostile file can then do what you can.",
)
def capture(  # noqa: PLR0913 - one parameter for each option of the command
    origins: tuple[str, ...],
    folder: Path,
    as_json: bool,
    publisher: str,
    url: str,
    name: str,
    official: bool,
    mapping: Path | None,
    allow_private: bool,
    allow_unsandboxed: bool,
) -> None:
    """Keep sources: documents, mail, chat exports, web archives and ZIPs of them, from files, folders or addresses.

    Originals are encrypted and kept for ever, or until erased. What cannot be kept as content is kept as a failure, with
    a sentence that says why; the others go on. Exit code 1 if any failed. Run again after a stop, it goes on where it was.
    """
    if mapping and not official:
        raise click.UsageError(
            "--map is for official lists; give --list too, or bring a table in with 'khronika import'."
        )
    home = begin(folder)
    from khronika.desk.register.imports.listed import follow, understood
    from khronika.desk.sources.capture import Order, keep_many, vault
    from khronika.desk.sources.snapshot import OFFICIAL
    from khronika.vault.intake import take

    written = mapping.read_text(encoding="utf-8") if mapping else ""
    if mapping:
        understood(written)
    given = (("publisher", publisher), ("url", url), ("kind", OFFICIAL if official else ""))
    order = Order(name, {key: value for key, value in given if value}, join=not official)
    rules = {"allow_private": allow_private, "allow_unsandboxed": allow_unsandboxed}
    stream = chain.from_iterable(take(origin, **rules) for origin in origins)

    def learn(portion: list["Kept"]) -> None:
        for source in {each.capture.source for each in portion if written}:
            follow(home, source, written)

    _tell(keep_many(vault(home), stream, order), learn, as_json=as_json)


def _tell(portions: Iterator[list["Kept"]], learn: Callable[[list["Kept"]], None], *, as_json: bool) -> None:
    """Say what became of each portion and end: with 1 if something failed."""
    told, unsealed, count, failed = [], 0, 0, 0
    for portion in portions:
        learn(portion)
        lines = [_line(each) for each in portion]
        count, failed = count + len(lines), failed + sum(line["outcome"] == "failed" for line in lines)
        unsealed += sum(each.unsealed for each in portion)
        if as_json:
            told += lines
        else:
            _show(lines, count)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    if unsealed:
        click.echo(UNSEALED.format(unsealed), err=True)
    click.echo(f"{count - failed} kept, {failed} failed.", err=True)
    raise SystemExit(1 if failed else 0)


def _line(kept: "Kept") -> dict[str, str]:
    capture = kept.capture
    outcome = "repeated" if kept.repeated else "joined" if capture.joined else capture.outcome
    return {
        "place": kept.place,
        "outcome": outcome,
        "source": capture.source_id,
        "sha256": capture.sha256,
        "title": capture.source.title,
        "problem": capture.problem,
    }


def _show(lines: list[dict[str, str]], count: int) -> None:
    """Each thing a line while they are few; of many, the failures and how far it is."""
    for line in lines:
        if count <= SHOWN or line["outcome"] == "failed":
            mark = {"kept": "kept    ", "repeated": "had it  ", "joined": "joined  ", "failed": "FAILED  "}[
                line["outcome"]
            ]
            click.echo(f"{mark} {line['place']}  {line['problem'] or line['title']}")
    if count > SHOWN:
        click.echo(f"{count} …", err=True)
