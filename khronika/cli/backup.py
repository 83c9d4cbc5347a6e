"""khronika backup FILE."""

import json
import sys
from pathlib import Path

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import home_option, json_option, passphrase, unlock


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@home_option
@json_option
@click.option("--verify", is_flag=True, help="Read the backup FILE to its end and say whether it is whole.")
def backup(file: Path, folder: Path, as_json: bool, verify: bool) -> None:
    """Save the home into one encrypted file, while the desk may be at work. The home's passphrase opens it, anywhere.

    The keys that sign editions are not in it, nor is any page of an edition. With --verify nothing is saved and no home is
    needed, only the passphrase.
    """
    from khronika.desk.backup import erasures, packed, unpacked

    if verify:
        found = unpacked.verify(file, passphrase())
        if as_json:
            told = {"made": found.made, "files": found.files, "ledger": found.ledger, "edition": found.edition}
            click.echo(json.dumps({**told, "missing": found.missing}))
        else:
            click.echo(f"This backup is whole: {found.files} files of {found.made}, ledger entry {found.ledger}.")
        _missing(found.missing)
        return
    home = unlock(folder)
    made = packed.pack(home, file, None if as_json else _progress)
    erasures.leave(home, file.parent)
    if as_json:
        told = {"file": str(made.path), "files": made.files, "bytes": made.size, "ledger": made.ledger}
        click.echo(json.dumps({**told, "edition": made.edition, "missing": made.missing}))
    else:
        click.echo(f"{made.path.name}: {made.files} files, {made.size / 1e6:.1f} MB, up to ledger entry {made.ledger}.")
        click.echo("The keys that sign editions are not in it: 'khronika restore --help' says how to have them again.")
        click.echo(f"Beside it and beside the home lies {erasures.name(home)}: keep the newest of these lists with it.")
    _missing(made.missing)


def _missing(count: int) -> None:
    if count:
        raise Failure(
            f"The database speaks of {count} objects that were not in the vault any more; the rest is saved. "
            "Look for an older backup that has them."
        )


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\rfiles: {done} of {of}   ", err=True, nl=done == of)
