"""khronika decide FILE."""

import json
from dataclasses import asdict
from pathlib import Path

import click
import yaml

from khronika.cli.errors import Failure
from khronika.cli.opening import account, begin, home_option, json_option


class Plain(yaml.SafeLoader):
    """YAML in which only 'true' and 'false' are truth values: `on`, `yes` and `no` are names of fields."""

    yaml_implicit_resolvers = {
        first: [(tag, shape) for tag, shape in found if not tag.endswith(":bool") or first in "tTfF"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@home_option
@json_option
@click.option("--as", "name", default=None, help="The account that decides.")
def decide(file: Path, folder: Path, as_json: bool, name: str | None) -> None:
    """Decide on proposals as a file says, for scripts and rehearsals. At the desk you see what you decide on; prefer it.

    FILE is YAML or JSON: a list with an entry for each source. Its keys are source, link, refuse, change, propose,
    accept, clear, reason; docs/reference/decisions.md explains them. Each entry is one decision with one ledger entry.
    """
    try:
        entries = yaml.load(file.read_text(encoding="utf-8"), Plain)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Failure(
            f"Expected YAML or JSON in {file.name!r}; it cannot be read: {' '.join(str(error).split())}."
        ) from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Failure(f"Expected a list of entries in {file.name!r}, one for each source.")
    begin(folder)
    from khronika.desk.register.script import follow

    by, told = account(name), []
    for entry in entries:
        done = follow(by, entry)
        told.append(asdict(done))
        if not as_json:
            cleared = f", cleared: {done.cleared}" if done.cleared else ""
            click.echo(f"{done.accepted:4} accepted, {done.refused} refused{cleared}  {done.source}")
            for mention, record in done.linked:
                if mention != record:
                    click.echo(f"       {mention} = {record}")
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
