"""khronika init HOME."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from khronika import home as homes
from khronika.cli.errors import Failure
from khronika.cli.opening import passphrase
from khronika.demo import credentials
from khronika.edition.keys import SHORTEST

ROOT_PASSPHRASE = "KHRONIKA_ROOT_PASSPHRASE"
PASSWORD = "KHRONIKA_PASSWORD"
YEAR = timedelta(days=365)


@click.command()
@click.argument("home", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--organisation", prompt="Name of your organisation, as editions carry it", help="Appears on every edition."
)
@click.option(
    "--root-keys",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="A folder OUTSIDE the home for the root signing key; keep it elsewhere, offline.",
)
@click.option("--user", default="editor", show_default=True, help="Name of the first account at the desk.")
@click.option(
    "--demonstration", is_flag=True, hidden=True, help="The home of 'khronika demo': marked as such on every page."
)
def init(home: Path, organisation: str, root_keys: Path, user: str, demonstration: bool) -> None:
    """Make a home: an encrypted folder with all that your organisation has.

    Three secrets are asked for: the passphrase of the home (KHRONIKA_PASSPHRASE), the passphrase of the root signing key
    (KHRONIKA_ROOT_PASSPHRASE), and the first account's password (KHRONIKA_PASSWORD). Write none of them down beside the home.
    """
    secrets = Secrets.ask()
    for secret in (secrets.home, secrets.root, secrets.password):
        if secret in credentials.ALL and not demonstration:
            raise Failure("These are the demonstration's credentials, which everybody knows; choose your own.")
    found(home, root_keys, organisation, user, secrets, demonstration=demonstration)
    click.echo(f"Your home is {home}. Its database, vault and keys open only with its passphrase.")
    click.echo(f"The root signing key is in {root_keys}: move that folder to a place where this machine never is, now.")
    click.echo(
        "One edition key signs alone (k = 1); the ledger's first entry records that. 'khronika doctor' reminds you."
    )
    click.echo("Next: khronika capture FILES…, khronika read, khronika desk")


class Secrets:
    """The three secrets of a new home."""

    def __init__(self, home: str, root: str, password: str) -> None:
        self.home, self.root, self.password = home, root, password

    @classmethod
    def ask(cls) -> "Secrets":
        """From the environment, else from the keyboard, twice each."""

        def one(name: str, what: str) -> str:
            given = os.environ.get(name)
            return (
                given
                if given is not None
                else str(click.prompt(what, hide_input=True, confirmation_prompt=True, err=True))
            )

        return cls(
            passphrase(new=True),
            one(ROOT_PASSPHRASE, "Passphrase of the root key"),
            one(PASSWORD, "Password of the first account"),
        )


def found(
    folder: Path, root_keys: Path, organisation: str, user: str, secrets: Secrets, *, demonstration: bool = False
) -> homes.Home:
    """Make the home, its keys, its database and its first account."""
    if root_keys.resolve().is_relative_to(folder.resolve()):
        raise Failure(
            f"Expected a folder outside the home for the root key; {str(root_keys)!r} is inside. Choose another, best on another disk."
        )
    if not organisation.strip():
        raise Failure("Expected the organisation's name; it was empty.")
    if root_keys.exists() and any(root_keys.iterdir()):
        raise Failure(f"Expected an empty folder for the root key; {str(root_keys)!r} holds files. Choose another.")
    if len(secrets.root) < SHORTEST:
        raise Failure(f"Expected a passphrase of at least {SHORTEST} characters for the root key; choose a longer one.")
    if len(secrets.password) < homes.SHORTEST:
        raise Failure(
            f"Expected a password of at least {homes.SHORTEST} characters for the account; choose a longer one."
        )
    home = homes.create(folder, secrets.home, demonstration=demonstration)
    from khronika.desk.start import prepare

    click.echo("Preparing the database …", err=True)
    prepare(home)
    _keys(home, root_keys, secrets.root)
    _informants(home, root_keys, secrets.root)
    _people(organisation, user, secrets.password, demonstration)
    return home


def _keys(home: homes.Home, root_keys: Path, root_passphrase: str) -> None:
    from khronika.edition.root import create_root
    from khronika.edition.signing import place_root
    from khronika.press.keys import EDITION_KEY, TIMESTAMP_KEY

    now = datetime.now(UTC)
    made = create_root(root_keys, [root_passphrase], valid_until=now + YEAR)
    home.keep(EDITION_KEY, made.keys.edition[0])
    home.keep(TIMESTAMP_KEY, made.keys.timestamp)
    place_root(home.editions / "tuf", made.root, at=now)


def _informants(home: homes.Home, root_keys: Path, root_passphrase: str) -> None:
    from khronika.desk.sources.informant import create

    create(home, root_keys, root_passphrase)


def _people(organisation: str, user: str, password: str, demonstration: bool) -> None:
    from django.db import transaction

    from khronika.desk.accounts.models import Organisation, User
    from khronika.desk.ledger.append import append

    with transaction.atomic():
        append("init", {"signers": "one edition key signs alone", "demonstration": demonstration})
        Organisation.objects.create(name=organisation.strip()[:200])
        User.objects.create_superuser(user, password=password)
