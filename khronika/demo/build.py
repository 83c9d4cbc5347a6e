"""Build the demonstration: each step is the command a user would type, run as a process of its own. Nothing is inserted behind their backs.

A build that was interrupted is made anew; a finished one is left as it is.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import click

from khronika.demo import credentials
from khronika.demo.steps import LAST, Step, steps
from khronika.home import FILE, read

COMMAND = "khronika.cli"  # the module that is run for each step
FINISHED = "cache/demonstration-built"
_IMAGE = re.compile(r"<image:(\w+)>")
_PICTURED = re.compile(r"^(picture: )(\w+)$|(\]\(image:)(\w+)(?=\))", re.MULTILINE)


def build(home: Path, root_keys: Path) -> None:
    """Make the demonstration's home and press its first edition, with progress on standard error."""
    if (home / FINISHED).exists():
        click.echo(f"The demonstration stands in {home}.", err=True)
        return
    _clear(home, root_keys)
    with resources.as_file(resources.files("khronika.demo")) as folder, tempfile.TemporaryDirectory() as texts:
        said, images = "", dict[str, str]()
        todo = steps(home, root_keys, folder)
        for number, step in enumerate(todo, 1):
            arguments = [_IMAGE.sub(lambda found: images[found[1]], each) for each in step.arguments]
            arguments = [_prepared(said) if each == LAST else each for each in arguments]
            arguments = _illustrated(arguments, images, Path(texts))
            said = _step(f"{number}/{len(todo)} {step.title}", step, arguments, home)
            if step.image:
                images[step.image] = _made(said)
    (home / FINISHED).write_text("")


def _prepared(said: str) -> str:
    """The number under which the step before prepared something."""
    found = re.search(r"number (\d+)", said)
    return found[1] if found else ""


def _made(said: str) -> str:
    """The id of the picture that the step before made."""
    found = re.search(r"^made +(\w+)", said, re.MULTILINE)
    return found[1] if found else ""


def _illustrated(arguments: list[str], images: Mapping[str, str], texts: Path) -> list[str]:
    """Articles with the ids of pictures in place of their names; an id is known only once the picture is made."""
    if arguments[:2] != ["articles", "new"]:
        return arguments
    made = []
    for each in arguments:
        path = Path(each)
        if path.suffix == ".md":
            text = path.read_text(encoding="utf-8")
            each = str(texts / path.name)
            named = _PICTURED.sub(lambda found: (found[1] or found[3]) + images[found[2] or found[4]], text)
            Path(each).write_text(named, encoding="utf-8")
        made.append(each)
    return made


def _clear(home: Path, root_keys: Path) -> None:
    """Remove what an interrupted build left; anything that is no demonstration is refused."""
    if home.exists() and any(home.iterdir()):
        if not (home / FILE).exists() or not read(home)["demonstration"]:
            raise click.ClickException(
                f"Expected a new folder for the demonstration; {str(home)!r} holds something else. Choose another."
            )
        shutil.rmtree(home)
        shutil.rmtree(root_keys, ignore_errors=True)


def _step(title: str, step: Step, arguments: list[str], home: Path) -> str:
    """Run a command; what it said."""
    click.echo(f"{title} … ", nl=False, err=True)
    started = time.monotonic()
    command = [sys.executable, "-m", COMMAND, *arguments]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    if done.returncode and not step.may_fail:
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
