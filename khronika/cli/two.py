"""What the verbs that protect somebody share: who does it and why, and the second person where one is needed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from khronika.cli.opening import account, begin, home_option

if TYPE_CHECKING:
    from khronika.desk.accounts.models import User

Deed = Callable[["User"], Any]


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a deed that may need a second person."""
    for each in (
        click.option("--confirm", "number", type=int, default=0, help="Confirm what another person prepared."),
        click.option("--as", "name", default=None, help="The account that does it; an editor."),
        click.option("--reason", default="", help="Why; it is kept with the decision."),
        home_option,
    ):
        command = each(command)
    return command


def confirmed(given: dict[str, Any]) -> bool:
    """Open the home; where a number was given, confirm what was prepared under it and say so."""
    begin(given["folder"], bare=False)
    if not given["number"]:
        return False
    from khronika.desk.claims import second

    click.echo(f"Confirmed by decision {second.confirm(account(given['name']), given['number']).pk}.")
    return True


def do(given: dict[str, Any], deed: Deed, *, done: str) -> None:
    """Do a deed as the account that was named, or say what waits; `done` is a sentence with a {number}."""
    from khronika.desk.claims.errors import Waits

    verb = click.get_current_context().info_name
    try:
        made = deed(account(given["name"]))
    except Waits as waiting:
        click.echo(f"Prepared as number {waiting.number}; another person confirms it:", nl=False)
        click.echo(f" khronika {verb} --confirm {waiting.number} --as NAME")
        return
    click.echo(done.format(number=made.pk))
