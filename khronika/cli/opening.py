"""How a command finds and opens the home: --home, else KHRONIKA_HOME, else the current folder; the passphrase is asked for, or KHRONIKA_PASSPHRASE."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika import home as homes
from khronika.cli.errors import Failure
from khronika.home import Home

if TYPE_CHECKING:
    from khronika.desk.accounts.models import User

HOME, PASSPHRASE, USER = "KHRONIKA_HOME", "KHRONIKA_PASSPHRASE", "KHRONIKA_USER"
ROOT_PASSPHRASE = "KHRONIKA_ROOT_PASSPHRASE"


def home_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --home."""
    path = click.Path(file_okay=False, path_type=Path)
    return click.option("--home", "folder", type=path, envvar=HOME, default=Path(), help="The organisation's home.")(
        command
    )


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, one document, for programs.")(command)


def as_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --as, `name`: who does the deed."""
    return click.option("--as", "name", default=None, help="The account that does it.")(command)


def passphrase(*, new: bool = False) -> str:
    """The passphrase from the environment, else asked for; twice where it is new."""
    given = os.environ.get(PASSPHRASE)
    return (
        given
        if given is not None
        else str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))
    )


def root_passphrase() -> str:
    """The passphrase of the root key from the environment, else asked for."""
    given = os.environ.get(ROOT_PASSPHRASE)
    return given if given is not None else str(click.prompt("Passphrase of the root key", hide_input=True, err=True))


def unlock(folder: Path) -> Home:
    """The home in a folder, opened; nothing of Django yet."""
    homes.read(folder)
    return homes.unlock(folder, passphrase())


def begin(folder: Path, *, bare: bool = True) -> Home:
    """The home in a folder, opened, with Django set up and the database's guards checked; all of the desk only if not `bare`."""
    home = unlock(folder)
    from khronika.desk.start import start

    start(home, bare=bare)
    return home


def account(name: str | None) -> "User":
    """The account that does a deed: the one named, else that of KHRONIKA_USER, else the only one there is."""
    from khronika.desk.accounts.models import User

    name = name or os.environ.get(USER)
    found = User.objects.filter(is_active=True, **({"username": name} if name else {}))
    if found.count() != 1:
        known = ", ".join(User.objects.filter(is_active=True).values_list("username", flat=True)) or "none"
        raise Failure(f"Expected one account to act as; got {name!r}. Give --as NAME; the accounts are: {known}.")
    return found.get()
