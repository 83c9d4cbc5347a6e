"""Build the demonstration: each step is the command a user would type, run as a process of its own. Nothing is inserted behind their backs.

A build that was interrupted is made anew; a finished one is left as it is.
"""

import os
import re
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
LAST = "<last>"  # stands for the number of what was prepared last


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
            ("Deciding what was asked and answered", ["decide", str(folder / "asked.yaml")]),
            ("Taking in the register", _table(documents)),
            ("Clearing it", ["decide", str(folder / "register.yaml")]),
            ("Adding a second editor", ["user", "add", credentials.SECOND, "--role", "editor"]),
            *_made_public(),
            ("Freezing the second editor", _frozen()),
            ("Pressing edition 1", ["press", "--replace"]),
        ]
        said = ""
        for number, (what, arguments) in enumerate(steps, 1):
            title, asked = (
                f"{number}/{len(steps)} {what}",
                [_prepared(said) if each == LAST else each for each in arguments],
            )
            said = _step(title, asked, home, may_fail=what.startswith("Keeping two"))
    (home / FINISHED).write_text("")


def _table(documents: Path) -> list[str]:
    """How a table of the organisation's own, with its own columns, comes in as one batch."""
    reason = "Our own register, compared with its sources row by row"
    mapping = str(documents / "register.map.yaml")
    return ["import", str(documents / "register.xlsx"), "--map", mapping, "--accept", "--reason", reason]


def _made_public() -> list[tuple[str, list[str]]]:
    """Who defended whom is guarded; in these documents it was said in court and printed, so two people let it out."""
    where = [
        "--made-public",
        "named as counsel in the published report itself",
        "--reason",
        "Said in open court and printed",
    ]
    steps = []
    for document in ("21-chronicle-rabinavets.en.md", "24-lantern-case.ru.md"):
        steps.append(("Preparing what was made public", ["clear", "--guarded", document, *where]))
        steps.append(("Confirming it", ["clear", "--confirm", LAST, "--as", credentials.SECOND]))
    return steps


def _frozen() -> list[str]:
    return [
        "user",
        "freeze",
        credentials.SECOND,
        "--reason",
        "Nobody works under this name; it confirmed what takes two",
    ]


def _prepared(said: str) -> str:
    """The number under which the step before prepared something."""
    found = re.search(r"number (\d+)", said)
    return found[1] if found else ""


def _clear(home: Path, root_keys: Path) -> None:
    """Remove what an interrupted build left; anything that is no demonstration is refused."""
    if home.exists() and any(home.iterdir()):
        if not (home / FILE).exists() or not read(home)["demonstration"]:
            raise click.ClickException(
                f"Expected a new folder for the demonstration; {str(home)!r} holds something else. Choose another."
            )
        shutil.rmtree(home)
        shutil.rmtree(root_keys, ignore_errors=True)


def _step(title: str, arguments: list[str], home: Path, *, may_fail: bool) -> str:
    """Run a command; what it said."""
    click.echo(f"{title} … ", nl=False, err=True)
    started = time.monotonic()
    command = [sys.executable, "-m", "khronika.cli", *arguments]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    if done.returncode and not may_fail:
        click.echo("failed", err=True)
        raise click.ClickException(f"khronika {' '.join(arguments[:2])} …\n{done.stdout}{done.stderr}")
    click.echo(f"{time.monotonic() - started:.1f} s", err=True)
    return done.stdout


def environment(home: Path) -> dict[str, str]:
    """The environment in which the demonstration's commands need no questions."""
    return {
        **os.environ,
        "KHRONIKA_HOME": str(home),
        "KHRONIKA_PASSPHRASE": credentials.PASSPHRASE,
        "KHRONIKA_ROOT_PASSPHRASE": credentials.ROOT_PASSPHRASE,
        "KHRONIKA_PASSWORD": credentials.PASSWORD,
        "KHRONIKA_USER": credentials.USER,
    }
