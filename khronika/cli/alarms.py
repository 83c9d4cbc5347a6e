"""khronika alarms."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import account, begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.press.answers import Question

ANSWERS = ("false", "replace", "withhold")


@click.group(invoke_without_command=True)
@home_option
@json_option
@click.pass_context
def alarms(context: click.Context, folder: Path, as_json: bool) -> None:
    """Names that must be judged before the next edition: where each stands, the words around it, and who may be meant."""
    context.obj = folder
    if context.invoked_subcommand:
        return
    home = begin(folder)
    from khronika.press.alarms import pending

    found = pending(home, datetime.now(UTC).date())
    if as_json:
        click.echo(json.dumps([{"key": each.key, **asdict(each)} for each in found], ensure_ascii=False, indent=1))
        return
    click.echo("\n".join(told(found)) or "No name waits to be judged.")


@alarms.command()
@click.argument("said", type=click.Choice(ANSWERS))
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--all", "everything", is_flag=True, help="All that wait, instead of keys.")
@click.option("--reason", required=True, help="Why; it is kept with the decision.")
@click.option("--as", "name", default=None, help="The account that decides.")
@click.pass_obj
def answer(folder: Path, said: str, keys: tuple[str, ...], everything: bool, reason: str, name: str | None) -> None:
    """Judge names by one decision: 'false' lets them stand, 'replace' puts '[withheld]', 'withhold' keeps what they stand in inside."""
    if bool(keys) == everything:
        raise click.UsageError("Give the keys of names that 'khronika alarms' shows, or --all.")
    home = begin(folder)
    from khronika.press import alarms as judging

    waiting = judging.pending(home, datetime.now(UTC).date())
    chosen = list(waiting) if everything else judging.choose(waiting, keys)
    if not chosen:
        raise Failure("No name waits to be judged.")
    made = judging.answer(account(name), chosen, said, reason=reason)
    click.echo(f"{len(chosen)} judged by decision {made.pk}.")


def told(found: Iterable["Question"]) -> Iterable[str]:
    """Questions as they are printed, for the desk alone."""
    from khronika.desk.register.told import called

    listed = list(found)
    names = called({record for each in listed for record in each.records})
    for each in listed:
        people = ", ".join(names.get(record, record) for record in each.records[:5])
        more = f" and {len(each.records) - 5} more" if len(each.records) > 5 else ""
        yield f"{each.key}  {each.places[0]}{f' and {len(each.places) - 1} more places' if each.places[1:] else ''}: {people}{more}"
        for seen in each.seen:
            yield "            " + " ".join(f"{seen.before}>>{seen.name}<<{seen.after}".split())
