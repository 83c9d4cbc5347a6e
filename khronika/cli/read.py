"""khronika read [FILE…]."""

import json
from collections import Counter
from pathlib import Path

import click

from khronika.cli.opening import begin, home_option, json_option


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@home_option
@json_option
def read(files: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """Have sources read: facts are proposed, each with the passage it rests on. A person decides on them.

    Without FILE, everything captured that was not read yet. With FILE, plain texts are read and shown; nothing is kept
    and no home is needed.
    """
    if files:
        _show(files, as_json)
        return
    begin(folder)
    from khronika.desk.claims.read import read as read_version
    from khronika.desk.claims.read import unread

    told = []
    for version in list(unread()):
        reading = read_version(version)
        kinds = Counter(reading.proposals.values_list("kind", flat=True))
        title = version.capture.source.title
        told.append({"source": version.capture.source_id, "title": title, "proposals": dict(sorted(kinds.items()))})
        if not as_json:
            click.echo(f"{sum(kinds.values()):4} proposals  {title}")
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif not told:
        click.echo("Nothing is waiting to be read.")


def _show(files: tuple[Path, ...], as_json: bool) -> None:
    from khronika import reading

    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        found = reading.read(text)
        if as_json:
            click.echo(json.dumps(found.as_dict(), ensure_ascii=False, default=str))
            continue
        click.echo(f"{file.name}: {found.kind}, {found.language}")
        for claim in reading.propose(found).claims:
            span = claim.spans[0]
            quote = " ".join(text[span.start : span.end].split())
            click.echo(f"  {claim.kind:18} {claim.confidence:.2f}  {quote[:100]}")
