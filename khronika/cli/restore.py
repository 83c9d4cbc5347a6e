"""khronika restore FILE HOME."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import passphrase

if TYPE_CHECKING:
    from khronika.desk.backup.erasures import Listed
    from khronika.home import Home


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("home", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--erasures",
    "given",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The newest list of what was erased; without it the newest beside FILE or beside HOME.",
)
@click.option(
    "--nothing-erased", is_flag=True, help="Go on without a list: nothing was erased, hidden or withdrawn since."
)
def restore(file: Path, home: Path, given: Path | None, nothing_erased: bool) -> None:
    """Make a home of a backup, in a new or empty folder. What was erased since the backup is erased again before it opens.

    Signing keys are in no backup. Copy edition-1.pem and timestamp.pem from the old home's keys folder into the new one's;
    or, if they are lost or were taken, let the root name new ones: khronika doctor --mend --root-keys FOLDER.
    """
    from khronika.desk.backup import unpacked

    with unpacked.restored(file, home, passphrase()) as (opened, found):
        listed = _listed(opened, given, (file.resolve().parent, home.resolve().parent), nothing_erased)
        replayed = _bring(opened, listed, found.digest)
    click.echo(f"{home} is the home of {found.made}, ledger entry {found.ledger}; its ledger is unbroken.")
    if listed is not None:
        click.echo(f"The list of {listed.made} (ledger entry {listed.ledger}) was gone through: {replayed}.")
    if found.missing:
        click.echo(f"{found.missing} objects of the vault were not in the backup: khronika doctor")
    click.echo("What was decided after the backup is not in it: look at what is public before you press.")
    if found.edition:
        click.echo(f"The newest edition it knows is {found.edition}, without its pages: press the next one.")
    click.echo(
        "Now give it the keys that sign editions: copy edition-1.pem and timestamp.pem from the old home's keys folder "
        "into the new one's, or: khronika doctor --mend --root-keys FOLDER"
    )


def _listed(home: "Home", given: Path | None, folders: tuple[Path, ...], nothing: bool) -> "Listed | None":
    from khronika.desk.backup import erasures

    found = erasures.read(home, given) if given else erasures.newest(home, folders)
    if found is None and not nothing:
        raise Failure(
            f"Expected the list of what was erased, {erasures.name(home)}, beside the backup or beside the new home; "
            "found none. Give it with --erasures, or say --nothing-erased if nothing ever was."
        )
    return found


def _bring(home: "Home", listed: "Listed | None", digest: str) -> str:
    """Bring an unpacked home up to date: its form, its ledger, and what must not come back."""
    from khronika.desk.start import prepare

    prepare(home)
    from django.db import connections

    from khronika.desk.backup import replay
    from khronika.press.custody import check

    _, breaks = check(home)
    if breaks:
        raise Failure(
            f"The ledger in this backup is broken, so no home was made. {breaks[0].what} Take another backup."
        )
    told = replay.replay(home, listed, digest)
    connections.close_all()
    return told
