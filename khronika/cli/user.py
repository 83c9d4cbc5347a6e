"""khronika user add, role, reset, freeze, list."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import account, begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.desk.accounts.models import User

PASSWORD = "KHRONIKA_PASSWORD"
NAMES = ("researcher", "reviewer", "editor", "publisher", "administrator")
_as = click.option("--as", "by", default=None, help="The administrator who does it.")
_reason = click.option("--reason", prompt="Reason, kept in the ledger", help="Why; it is kept in the ledger.")


@click.group()
def user() -> None:
    """Look after the accounts of the people at the desk: who they are, what they may do, and their second factor."""


@user.command()
@click.argument("name")
@click.option(
    "--role", "held", type=click.Choice(NAMES), multiple=True, required=True, help="What they do; may be given often."
)
@click.option("--called", default="", help="What colleagues call them; stands beside every decision.")
@home_option
@_as
def add(name: str, held: tuple[str, ...], called: str, folder: Path, by: str | None) -> None:
    """Add somebody. Their first password is asked for, or taken from KHRONIKA_PASSWORD; they change it at the desk."""
    begin(folder)
    from khronika.desk.accounts import change

    acting, given = account(by), os.environ.get(PASSWORD)
    password = (
        given
        if given is not None
        else click.prompt("First password", hide_input=True, confirmation_prompt=True, err=True)
    )
    made = change.add(acting, name, _roles(held), str(password), called=called)
    click.echo(f"Added {made.username}: {', '.join(made.held.split())}.")


@user.command()
@click.argument("name")
@click.option(
    "--role",
    "held",
    type=click.Choice(NAMES),
    multiple=True,
    required=True,
    help="All the roles they have from now on.",
)
@home_option
@_reason
@_as
def role(name: str, held: tuple[str, ...], folder: Path, reason: str, by: str | None) -> None:
    """Set the roles of an account; those that are not named are taken away."""
    begin(folder)
    from khronika.desk.accounts import change

    made = change.assign(account(by), _named(name), _roles(held), reason=reason)
    click.echo(f"{name} is now: {', '.join(made.held.split())}. Ledger entry {made.pk}.")


@user.command()
@click.argument("name")
@home_option
@_reason
@_as
def reset(name: str, folder: Path, reason: str, by: str | None) -> None:
    """Take away somebody's second factor, because the phone is lost; they set a new one at the next login."""
    begin(folder)
    from khronika.desk.accounts import factor

    made = factor.reset(account(by), _named(name), reason=reason)
    click.echo(f"The second factor of {name} is reset and all sessions are ended. Ledger entry {made.pk}.")


@user.command()
@click.argument("name")
@home_option
@_reason
@click.option("--thaw", is_flag=True, help="Let a frozen account work again.")
@_as
def freeze(name: str, folder: Path, reason: str, thaw: bool, by: str | None) -> None:
    """Freeze an account and end its sessions. Who is no administrator calls for it; a second call freezes."""
    begin(folder)
    from khronika.desk.accounts import change

    made = (change.thaw if thaw else change.freeze)(account(by), _named(name), reason=reason)
    told = {
        "alarm": "A second colleague must call for it within a day.",
        "frozen": f"{name} is frozen and all sessions are ended.",
        "thawed": f"{name} may work again.",
    }
    click.echo(f"{told[made.deed]} Ledger entry {made.pk}.")


@user.command(name="list")
@home_option
@json_option
def listed(folder: Path, as_json: bool) -> None:
    """Who has an account, in which roles, and when they last came in."""
    begin(folder)
    from khronika.desk.accounts import factor
    from khronika.desk.accounts.models import User

    rows = []
    for each in User.objects.order_by("username"):
        came = each.last_login.strftime("%Y-%m-%d %H:%M") if each.last_login else ""
        held = [name for name in NAMES if each.is_superuser or name in each.held.split()]
        rows.append(
            {
                "name": each.username,
                "called": each.first_name,
                "roles": held,
                "frozen": not each.is_active,
                "second_factor": factor.held(each),
                "last_login": came,
            }
        )
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = "frozen" if row["frozen"] else "second factor" if row["second_factor"] else "password only"
        click.echo(
            f"{row['name']:20} {', '.join(row['roles']) or 'no role':50} {state:14} {row['last_login'] or 'never'}"
        )


def _roles(held: Iterable[str]) -> list:
    from khronika.desk.accounts.roles import Role

    return [Role(each) for each in held]


def _named(name: str) -> "User":
    from khronika.desk.accounts.models import User

    found = User.objects.filter(username=name).first()
    if found is None:
        raise Failure(f"Expected the name of an account, got {name!r}; `khronika user list` shows them.")
    return found
