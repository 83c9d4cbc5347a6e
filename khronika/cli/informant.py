"""khronika informant SOURCE."""

from pathlib import Path

import click

from khronika.cli.opening import account, begin, home_option, root_passphrase


@click.command()
@click.argument("source")
@home_option
@click.option(
    "--root-keys",
    "keys",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The folder of the root key, which is not in the home.",
)
@click.option("--reason", default="", help="Why; it is kept in the ledger.")
@click.option("--as", "name", default=None, help="The account that opens it; an editor.")
def informant(source: str, folder: Path, keys: Path, reason: str, name: str | None) -> None:
    """Open who sent a source, with the folder of the root key. Each opening is an entry in the ledger.

    The name is printed and kept nowhere. Without the folder and its passphrase nobody can read it.
    """
    home = begin(folder)
    from khronika.desk.sources.informant import reveal

    found, number = reveal(home, source, (keys, root_passphrase()), by=account(name), reason=reason)
    click.echo(found)
    click.echo(f"Entry {number} of the ledger says that you asked, and why.", err=True)
