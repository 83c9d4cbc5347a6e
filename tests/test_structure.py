"""The house rules that a machine can check."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "khronika"
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "core", "misc", "tools"}
PURE = ("names", "reading", "vault", "vocabulary", "edition", "pages", "public")
NAMESPACES = ("http://www.w3.org/", "https://schema.org")  # names of formats: nothing is asked there
REGISTRIES = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "unpkg" + ".com",
    "crates" + ".io",
    "yarnpkg" + ".com",
    "jsdelivr" + ".net",
)
SKIPPED = {"node_modules", "build", "dist", "demo-home", "demo-home-keys", "__pycache__"}
CODE = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def files() -> Iterator[Path]:
    """Every file of the project, what is made or installed apart."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name
            for name in folders
            if name not in SKIPPED
            and name not in (".venv", ".git")
            and not name.endswith(("_cache", ".egg-info"))
            and name != ".hypothesis"
        ]
        yield from (Path(folder) / name for name in names)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            assert node.level == 0, "imports are absolute"


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {named(path) for path in PACKAGE.rglob("*.py") if path.stem in VAGUE}
    assert vague == {"khronika/desk/sqlcipher/base.py"}  # the name Django demands of a database backend


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    kinds = {".py", ".html", ".css", ".js"}
    made = [path for folder in (PACKAGE, ROOT / "tests") for path in folder.rglob("*") if path.suffix in kinds]
    assert [
        named(path)
        for path in made
        if len(path.read_text(encoding="utf-8").splitlines()) > 400 and "documents" not in path.parts
    ] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\bTODO\b|\bFIXME\b|\bXXX\b(?!\")|NotImplementedError")
    assert [
        named(path)
        for path in PACKAGE.rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js", ".toml"} and later.search(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_never_imports_django(room: str) -> None:
    guilty = [
        named(path)
        for path in (PACKAGE / room).rglob("*.py")
        if any(each.split(".")[0] in ("django", "wagtail") for each in imports(tree(path)))
    ]
    assert guilty == []


def test_every_module_opens_with_its_idea() -> None:
    assert [named(path) for path in CODE if not ast.get_docstring(tree(path))] == []


def test_no_function_is_longer_than_fifty_lines_or_takes_more_than_six_things() -> None:
    guilty = []
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                commanded = any(
                    "command" in ast.unparse(each) for each in node.decorator_list
                )  # click names each option
                given = (
                    len(node.args.args)
                    + len(node.args.kwonlyargs)
                    - (node.args.args[:1] != [] and node.args.args[0].arg in ("self", "cls"))
                )
                if (node.end_lineno or 0) - node.lineno >= 50 or (given > 6 and not commanded):
                    guilty.append(f"{named(path)}: {node.name}")
    assert guilty == []


def test_signals_are_used_nowhere_but_in_the_newsroom() -> None:
    used = re.compile(
        r"django\.(db\.models|core|dispatch)[\w.]*signals|django\.dispatch|@receiver|_(save|delete|init|migrate)\.connect\("
    )
    guilty = {named(path) for path in CODE if used.search(path.read_text(encoding="utf-8"))}
    assert guilty <= {"khronika/desk/newsroom/signals.py"}


def test_no_model_is_looked_up_by_a_text() -> None:
    assert [named(path) for path in CODE if re.search(r"\bget_model\(", path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("folder", ["pages", "workspace"])
def test_no_page_names_an_address_of_a_third_party(folder: str) -> None:
    found = []
    for path in (PACKAGE / folder).rglob("*"):
        if path.suffix in {".html", ".css", ".js", ".xml", ".svg"}:
            addresses = re.findall(r"(?:https?:)?//[\w-]+\.[\w./-]+", path.read_text(encoding="utf-8"))
            found += [f"{named(path)}: {each}" for each in addresses if not each.startswith(NAMESPACES)]
    assert found == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    hosts = [host.encode() for host in REGISTRIES]
    guilty = [
        named(path)
        for path in files()
        if path.stat().st_size < 5_000_000 and any(host in path.read_bytes() for host in hosts)
    ]
    assert guilty == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    home = re.compile(rb"/" + rb"work/(?:main|shared)|/" + rb"root/|(?<!\w)/home/\w+/")
    guilty = [
        named(path)
        for path in files()
        if path.suffix in {".py", ".md", ".toml", ".tsv", ".yaml", ".html", ".in", ".txt", ".po"}
        and home.search(path.read_bytes())
    ]
    assert guilty == []
