"""Build the demonstration: each step is the command a user would type, run as a process of its own. Nothing is inserted behind their backs.

A build that was interrupted is made anew; a finished one is left as it is.
"""

import os
import shutil
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

import click

from khronika.demo import credentials
from khronika.home import FILE, read

FINISHED = "cache/demonstration-built"


def build(home: Path, root_keys: Path) -> None:
    """Make the demonstration's home and press its first edition, with progress on standard error."""
    if (home / FINISHED).exists():
        click.echo(f"The demonstration stands in {home}.", err=True)
        return
    _clear(home, root_keys)
    with resources.as_file(resources.files("khronika.demo")) as folder:
        documents = folder / "documents"
        files = sorted(str(path) for path in documents.iterdir() if path.name[:2].isdigit())
        steps = [
            (
                "Making the home",
                [
                    "init",
                    str(home),
                    "--organisation",
                    "Khronika demonstration",
                    "--root-keys",
                    str(root_keys),
                    "--user",
                    credentials.USER,
                    "--demonstration",
                ],
            ),
            (f"Keeping {len(files)} documents", ["capture", *files, "--publisher", "Khronika demonstration"]),
            ("Keeping two pages that are no documents", ["capture", str(documents / "failing")]),
            ("Reading", ["read"]),
            ("Deciding", ["decide", str(folder / "decisions.yaml")]),
            ("Taking in the register", _table(documents)),
            ("Clearing it", ["decide", str(folder / "register.yaml")]),
            ("Pressing edition 1", ["press"]),
        ]
        for number, (what, arguments) in enumerate(steps, 1):
            _step(f"{number}/{len(steps)} {what}", arguments, home, may_fail=what.startswith("Keeping two"))
    (home / FINISHED).write_text("")


def _table(documents: Path) -> list[str]:
    """How a table of the organisation's own, with its own columns, comes in as one batch."""
    reason = "Our own register, compared with its sources row by row"
    mapping = str(documents / "register.map.yaml")
    return ["import", str(documents / "register.xlsx"), "--map", mapping, "--accept", "--reason", reason]


def _clear(home: Path, root_keys: Path) -> None:
    """Remove what an interrupted build left; anything that is no demonstration is refused."""
    if home.exists() and any(home.iterdir()):
        if not (home / FILE).exists() or not read(home)["demonstration"]:
            raise click.ClickException(
                f"Expected a new folder for the demonstration; {str(home)!r} holds something else. Choose another."
            )
        shutil.rmtree(home)
        shutil.rmtree(root_keys, ignore_errors=True)


def _step(title: str, arguments: list[str], home: Path, *, may_fail: bool) -> None:
    click.echo(f"{title} … ", nl=False, err=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "khronika.cli", *arguments]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    if done.returncode and not may_fail:
        click.echo("failed", err=True)
        raise click.ClickException(f"khronika {' '.join(arguments[:2])} …\n{done.stdout}{done.stderr}")
    click.echo(f"{time.monotonic() - started:.1f} s", err=True)


def environment(home: Path) -> dict[str, str]:
    """The environment in which the demonstration's commands need no questions."""
    return {
        **os.environ,
        "KHRONIKA_HOME": str(home),
        "KHRONIKA_PASSPHRASE": credentials.PASSPHRASE,
        "KHRONIKA_ROOT_PASSPHRASE": credentials.ROOT_PASSPHRASE,
        "KHRONIKA_PASSWORD": credentials.PASSWORD,
    }
