"""khronika press."""

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

import click

from khronika.cli.opening import account, begin, home_option, json_option

SHOWN = 50


@click.command()
@home_option
@json_option
@click.option("--as", "name", default=None, help="The account that presses.")
@click.option("--full", is_flag=True, help="Make every page anew; the bytes are the same.")
@click.option(
    "--replace", is_flag=True, help="Replace every name that nobody has judged, as a decision; for unattended use."
)
def press(folder: Path, as_json: bool, name: str | None, full: bool, replace: bool) -> None:
    """Press the next edition: everything that is cleared for the public, as signed files that anyone can mirror and check."""
    home = begin(folder)
    from khronika.cli.alarms import told
    from khronika.desk.newsroom import waiting
    from khronika.press.alarms import Alarmed
    from khronika.press.press import press as press_edition

    started, by = time.monotonic(), account(name)
    waiting.come(home)
    try:
        report = press_edition(home, by=by, full=full, replace=replace, progress=None if as_json else _progress)
    except Alarmed as stopped:
        click.echo("\n".join(told(stopped.questions[:SHOWN])), err=True)
        raise
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
        return
    click.echo(
        f"Edition {report.number} is pressed and signed: {report.files} files, {report.bytes / 1e6:.1f} MB, {time.monotonic() - started:.1f} s."
    )
    click.echo(
        f"  {report.added} records and sources added, {report.changed} made anew, {report.removed} no longer there."
    )
    if report.redacted:
        click.echo(f"  A withheld name was replaced in {len(report.redacted)} places:")
        for place in report.redacted[:20]:
            click.echo(f"    {place}")
    click.echo(f"  digest {report.digest}")


def _progress(what: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{what}: {done} of {of}   ", err=True, nl=done == of)
