"""What the verbs that call somebody back share: their options, how the deed is told, and the edition that follows it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.cli.asof import record
from khronika.cli.errors import Failure
from khronika.cli.opening import account, as_option, begin, home_option
from khronika.home import Home

if TYPE_CHECKING:
    from khronika.desk.accounts.models import User

Deed = Callable[["User", str], Any]
REFUSED = "A state or somebody who did harm may ask for a correction or a reply; their wish is no reason to hide, withdraw or erase."


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command RECORD and the options of a deed that calls back."""
    for each in (
        click.option("--no-press", "quiet", is_flag=True, help="Do not press the edition without them now."),
        click.option("--confirm", "number", type=int, default=0, help="Confirm what another person prepared."),
        as_option,
        click.option("--reason", default="", help="Why; it is kept with the decision."),
        home_option,
        click.argument("which", metavar="[RECORD]", required=False),
    ):
        command = each(command)
    return command


def call(given: dict[str, Any], deed: Deed, *, waits: str, done: str) -> None:
    """Do a deed on the record that was given, or confirm a prepared one, and press what follows.

    `waits` and `done` are sentences with a {number} for what is prepared, and for what took effect.
    """
    home = begin(given["folder"], bare=False)
    from khronika.desk.claims import second
    from khronika.desk.claims.errors import Waits

    by = account(given["name"])
    if given["number"]:
        made = second.confirm(by, given["number"])
        click.echo(f"Confirmed by decision {made.pk}.")
    elif not given["which"]:
        raise Failure("Expected a record, by its id or its name, or --confirm NUMBER of what another person prepared.")
    else:
        try:
            made = deed(by, record(given["which"]))
        except Waits as waiting:
            click.echo(waits.format(number=waiting.number))
            return
        click.echo(done.format(number=made.pk))
    press(home, pressing=not given["quiet"])


def press(home: Home, *, pressing: bool = True) -> None:
    """Carry out what was decided and press the edition that lacks them; every step is told."""
    from khronika.press.recalls import follow

    followed = follow(home, pressing=pressing)
    for each in followed.erased:
        rows = ", ".join(f"{count} {name}" for name, count in each.counts.items())
        click.echo(f"Erased by decision {each.decision}: {rows}; the name taken out of {each.texts} texts.")
        if not each.compact:
            click.echo(
                "  The database is open elsewhere, so its journal still holds pages of it. Close the desk, then run"
            )
            click.echo("  'khronika erase --finish'.")
    if followed.report:
        told = followed.report
        click.echo(f"Edition {told.number} is pressed and signed without them: {told.files} files.")
        click.echo("  Older editions are gone from here. Ship it ('khronika ship'), and tell the mirrors to get it.")
    tell(home.folder)


def tell(folder: Path) -> None:
    """What still waits for a second person, the overdue first."""
    from khronika.desk.claims.withdraw import waiting

    for each in waiting():
        assert each.due is not None
        state = "OVERDUE since" if each.overdue else "to be confirmed by"
        click.echo(f"Hidden by {each.by}, decision {each.number}, {state} {each.due:%Y-%m-%d %H:%M} UTC: {each.record}")
