"""khronika recall key, khronika recall apply FOLDER."""

import json
import string
from dataclasses import asdict
from pathlib import Path

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import account, begin, home_option, json_option
from khronika.edition.recall import KEY_SIZE
from khronika.edition.recall import apply as remove

SHOWN = 50


@click.group()
def recall() -> None:
    """What was called back, taken out of copies of older editions that mirrors hold."""


@recall.command()
@home_option
@click.option("--as", "name", default=None, help="The account that gives it; a publisher.")
def key(folder: Path, name: str | None) -> None:
    """Print the mirrors' key, for registered mirrors only: with it the signed list of what to remove can be read.

    Whoever has the key and the list can also try addresses against it. Give it by a way that you trust.
    """
    home = begin(folder)
    from khronika.desk.accounts.roles import Deed, demand
    from khronika.press.recalls import mirrors

    demand(account(name), Deed.SHIP)
    click.echo(mirrors(home).hex())


@recall.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--key", "given", required=True, help="The mirrors' key: 64 hexadecimal digits, or a file with them.")
@click.option(
    "--root",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The organisation's root.json, obtained another way than the edition.",
)
@json_option
def apply(folder: Path, given: str, root: Path | None, as_json: bool) -> None:
    """Remove from the older editions in FOLDER what their publisher called back. The newest one is not touched.

    FOLDER is a folder of editions with the signatures beside them. Needs no home and no network.
    """
    done = remove(folder, read_key(given), trusted=root.read_bytes() if root else None)
    if as_json:
        click.echo(json.dumps(asdict(done)))
        return
    if not done.removed:
        click.echo(f"Nothing to remove: no edition older than {done.newest} here has a file that was called back.")
        return
    click.echo(f"{len(done.removed)} files removed from editions older than {done.newest}:")
    for path in done.removed[:SHOWN]:
        click.echo(f"  {path}")
    if len(done.removed) > SHOWN:
        click.echo(f"  … and {len(done.removed) - SHOWN} more")


def read_key(given: str) -> bytes:
    """The mirrors' key from its digits or from a file with them; Failure for anything else."""
    path = Path(given)
    words = path.read_text(encoding="ascii", errors="replace").strip() if len(given) < 256 and path.is_file() else given
    if len(words) != 2 * KEY_SIZE or not set(words) <= set(string.hexdigits):
        raise Failure(
            f"Expected the mirrors' key, {2 * KEY_SIZE} hexadecimal digits or a file with them; "
            "the publisher gives it with 'khronika recall key'."
        )
    return bytes.fromhex(words)
