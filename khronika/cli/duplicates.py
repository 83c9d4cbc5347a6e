"""khronika duplicates."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import begin, home_option, json_option


@click.command()
@home_option
@json_option
@click.option("--kind", default="Person", show_default=True, help="The kind of record.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="How many pairs to show.")
@click.option(
    "--lang", default="en", show_default=True, type=click.Choice(("en", "be", "ru")), help="Language of the reasons."
)
def duplicates(folder: Path, as_json: bool, kind: str, limit: int, lang: str) -> None:
    """Show records that may be one and the same, likeliest first, with what speaks for it and against it.

    Nothing is joined: say what you find with `khronika judge`. A pair on which somebody has judged is not shown again.
    """
    begin(folder)
    from khronika.desk.register.candidates import KINDS
    from khronika.desk.register.duplicates import duplicates as find
    from khronika.desk.register.duplicates import shown

    if kind not in KINDS:
        raise Failure(f"Expected a kind of record that has names, got {kind!r}; they are {', '.join(KINDS)}.")
    found = find(kind, language=lang)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found[:limit]], ensure_ascii=False, indent=1))
        return
    claims = shown({record for each in found[:limit] for record in (each.left, each.right)})
    for each in found[:limit]:
        click.echo(f"{each.score:.2f}  {each.left}  {each.names[0]}  ({claims.get(each.left, 0)} claims)")
        click.echo(f"      {each.right}  {each.names[1]}  ({claims.get(each.right, 0)} claims)")
        click.echo(f"      for: {'; '.join(each.reasons)}")
        if each.against:
            click.echo(f"      against: {'; '.join(each.against)}")
    more = len(found) - limit
    click.echo(f"{len(found)} pairs that may be the same{f'; {more} more with --limit' if more > 0 else ''}.")
