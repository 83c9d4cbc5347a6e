"""khronika capture PATH|FOLDER|URL…."""

import json
from pathlib import Path

import click

from khronika.cli.opening import begin, home_option, json_option


@click.command()
@click.argument("origins", nargs=-1, required=True, metavar="PATH|FOLDER|URL...")
@home_option
@json_option
@click.option("--publisher", default="", help="Who published these sources.")
@click.option("--url", default="", help="Where a single source was published, if a file is captured.")
@click.option("--as", "name", default="", help="Who obtained them.")
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
    allow_private: bool,
    allow_unsandboxed: bool,
) -> None:
    """Keep sources: web pages, PDF, text and Markdown, from files, folders or addresses.

    Originals are encrypted and kept for ever, or until erased. What cannot be kept as content is kept as a failure, with
    a sentence that says why; the others go on. Exit code 1 if any failed.
    """
    home = begin(folder)
    from khronika.desk.sources.capture import keep, vault
    from khronika.vault.intake import take

    originals = vault(home)
    about = {key: value for key, value in (("publisher", publisher), ("url", url)) if value}
    told = []
    for origin in origins:
        for taken in take(origin, allow_private=allow_private, allow_unsandboxed=allow_unsandboxed):
            kept = keep(originals, taken, by=name, about=about)
            line = {
                "place": taken.place,
                "outcome": "repeated" if kept.repeated else kept.capture.outcome,
                "source": kept.capture.source_id,
                "sha256": kept.capture.sha256,
                "title": kept.capture.source.title,
                "problem": kept.capture.problem,
            }
            told.append(line)
            if not as_json:
                _tell(line)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    failed = sum(line["outcome"] == "failed" for line in told)
    click.echo(f"{len(told) - failed} kept, {failed} failed.", err=True)
    raise SystemExit(1 if failed else 0)


def _tell(line: dict[str, str]) -> None:
    mark = {"kept": "kept    ", "repeated": "had it  ", "failed": "FAILED  "}[line["outcome"]]
    click.echo(f"{mark} {line['place']}  {line['problem'] or line['title']}")
