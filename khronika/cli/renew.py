"""khronika renew."""

from datetime import UTC, datetime
from pathlib import Path

import click

from khronika.cli.opening import home_option, unlock


@click.command()
@home_option
def renew(folder: Path) -> None:
    """Sign anew that the newest edition is still the newest, without pressing one.

    That signature lasts 14 days, so that nobody can serve an old edition as the newest for longer. Renew it each week, or press.
    """
    home = unlock(folder)
    from khronika.edition.signing import FRESH, renew_timestamp
    from khronika.press.keys import working

    now = datetime.now(UTC)
    renew_timestamp(home.editions / "tuf", working(home), at=now)
    click.echo(f"Signed: the newest edition is the newest until {(now + FRESH).date()} at least.")
