"""The tutorials are run as they stand: their files are written, their commands typed, their output compared."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from khronika.vault import sandbox
from tests.conftest import SECRETS

PAGES = Path(__file__).parents[2] / "docs/tutorial"
FIRST, ASKED = PAGES / "first-edition.md", PAGES / "ask-the-register.md"
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXPORT = re.compile(r"export (\w+)=('[^']*'|\S+)")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it is to be saved as, its text."""

    language: str
    file: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(*found) for found in FENCE.findall(page.read_text(encoding="utf-8"))]


def typed(text: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with the output that is shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def shown(output: str) -> re.Pattern[str]:
    """The pattern of an output in which '…' stands for anything: alone on a line for lines, else for words."""
    words = (re.escape(line).replace("…", ".*") + r"\n" for line in output.splitlines())
    return re.compile("".join(r"(?:.*\n)*" if line == r".*\n" else line for line in words))


@pytest.mark.skipif(sandbox.available() is None, reason="documents are read in bubblewrap, which does not work here")
@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_a_tutorial_does_what_it_says(tmp_path, page, demonstration):
    shutil.copytree(demonstration.home, tmp_path / "demonstration")  # `khronika demo` finds it built
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHRONIKA_", "DJANGO_"))}
    environment = {**kept, **SECRETS, "PATH": path, "LC_ALL": "C.UTF-8"}
    for block in blocks(page):
        if block.file:
            (tmp_path / block.file).parent.mkdir(exist_ok=True)
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
        for command, output in typed(block.text) if block.language == "console" else ():
            if found := EXPORT.fullmatch(command):
                environment[found[1]] = found[2].strip("'")
            else:
                run(command, output, tmp_path, environment)


def run(command: str, output: str, folder: Path, environment: dict[str, str]) -> None:
    merged = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, check=False, **merged)
    assert done.returncode == 0, f"$ {command}\n{done.stdout}"
    assert shown(output).fullmatch(done.stdout), f"$ {command}\n{done.stdout}\nThe tutorial shows:\n{output}"


def test_the_first_tutorial_has_commands_and_the_texts_they_work_on():
    files = [block.file for block in blocks(FIRST) if block.file]
    assert files == ["texts/verdict.txt", "texts/statement.txt", "first.yaml", "second.yaml"]
    text = "".join(block.text for block in blocks(FIRST) if block.language == "console")
    verbs = set(re.findall(r"^\$ khronika (\w+)", text, re.MULTILINE))
    assert {"init", "capture", "read", "decide", "press", "verify"} <= verbs


def test_the_register_is_asked_with_every_verb_that_answers():
    text = "".join(block.text for block in blocks(ASKED) if block.language == "console")
    assert set(re.findall(r"^\$ khronika (\w+)", text, re.MULTILINE)) == {"demo", "people", "figures", "totals", "show"}
