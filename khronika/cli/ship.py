"""khronika ship FOLDER."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from khronika.cli.opening import home_option, json_option
from khronika.edition.ship import ship as carry


@click.command()
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
@home_option
@json_option
def ship(target: Path, folder: Path, as_json: bool) -> None:
    """Carry the newest edition with its signatures to a folder: a USB stick, a mirror, a host's disk.

    Needs no passphrase. What lies there is replaced at once or not at all; 'khronika serve TARGET/N' shows it.
    """
    shipped = carry(folder / "editions", target)
    if as_json:
        click.echo(json.dumps(asdict(shipped)))
        return
    what = "is there now" if shipped.fresh else "was there already; its signatures are renewed"
    click.echo(f"Edition {shipped.number} {what}: {shipped.files} files, {shipped.bytes / 1e6:.1f} MB.")
