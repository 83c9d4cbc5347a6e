"""Every command, option and setting is in the reference; what is not there does not exist for the people who use it."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from khronika import home as homes
from khronika.cli.main import main

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
DECISIONS = (ROOT / "docs/reference/decisions.md").read_text(encoding="utf-8")


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group that is no group itself, with its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        elif command is not None and not command.hidden:
            yield f"{path} {name}", command


def section(words: str) -> str:
    """What the reference says about a command; empty where it says nothing."""
    found = re.search(rf"^## `{re.escape(words)}`\n(.*?)(?=^## |\Z)", COMMANDS, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def named(text: str) -> set[str]:
    """The options that a text names."""
    return set(re.findall(r"--[a-z][a-z-]*", text))


KNOWN = dict(commands(main, "khronika"))


@pytest.mark.parametrize("words", KNOWN)
def test_a_command_and_its_options_are_documented(words):
    said = section(words)
    assert words in said, f"'{words}' has no section in docs/reference/commands.md"
    shown = (each for each in KNOWN[words].params if isinstance(each, click.Option) and not each.hidden)
    missing = {name for option in shown for name in option.opts if name.startswith("--")} - named(said)
    assert not missing, f"the section of '{words}' does not name {missing}"


@pytest.mark.parametrize("words", KNOWN)
def test_the_reference_names_no_option_that_a_command_lacks(words):
    real = {name for option in KNOWN[words].params for name in option.opts}
    assert named(section(words)) <= real


def test_the_reference_has_no_command_that_is_gone():
    assert set(re.findall(r"^## `(.+)`$", COMMANDS, re.MULTILINE)) == set(KNOWN)


def test_every_environment_variable_is_documented():
    files = [path for folder in ("khronika", "tests") for path in (ROOT / folder).rglob("*.py")]
    files += [ROOT / "Makefile", ROOT / ".ci/run"]
    used = {name for path in files for name in re.findall(r"\bKHRONIKA_[A-Z]+(?:_[A-Z]+)*\b", path.read_text("utf-8"))}
    assert used and used == set(re.findall(r"^\| `(KHRONIKA_\w+)`", SETTINGS, re.MULTILINE))


def test_every_key_of_the_home_is_documented(tmp_path):
    homes.create(tmp_path / "home", "a passphrase for tests only")
    written = tomllib.loads((tmp_path / "home" / homes.FILE).read_text(encoding="utf-8"))
    names = [name for name in written if name != "key"] + [f"key.{name}" for name in written["key"]]
    folders = [f"{name}/" for name in homes.FOLDERS]
    assert [name for name in (*names, *folders) if f"`{name}`" not in SETTINGS] == []


def test_every_key_of_a_file_of_decisions_is_documented():
    from khronika.desk.register.script import KEYS

    assert {key for key in KEYS if f"| `{key}` |" not in DECISIONS} == set()


def links(document: Path) -> Iterator[str]:
    """Where a document leads to within the project, words in code aside."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose):
        if "://" not in link:
            yield link


def test_every_document_leads_to_files_that_are_there():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    led = [(document, link) for document in documents for link in links(document)]
    assert led and [(str(each), link) for each, link in led if not (each.parent / link).exists()] == []


def test_every_document_is_in_the_index():
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    decided = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs").rglob("*.md"):
        name = path.relative_to(ROOT / "docs").as_posix()
        if path.name != "README.md":
            assert f"({path.name})" in decided if name.startswith("decisions/") else f"({name})" in index
