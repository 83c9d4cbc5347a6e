"""khronika read [FILE…]."""

import json
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.cli.reading.documents import Document
    from khronika.names import NameIndex
    from khronika.reading import Reading

ENDINGS = {"json": ".json", "table": ".txt", "html": ".html"}
LANGUAGES = ("en", "be", "be-tarask", "ru", "uk", "pl")
WIDTH = 100
"""Columns of a table that is written to a file."""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _day(context: click.Context, option: click.Parameter, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError as error:
        raise click.BadParameter(f"Expected a date as 2013-08-04, got '{value}'.") from error


@click.command()
@click.argument("files", nargs=-1, type=click.Path(allow_dash=True))
@home_option
@json_option
@click.option("--table", "as_table", is_flag=True, help="Print tables for the eye; without another word this is done.")
@click.option("--html", "as_html", is_flag=True, help="Write a page with the text and its findings marked.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="The folder for a file each, made if new."
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the texts; told from each text without it.")
@click.option("--published", default="", callback=_day, help="When they were published, as 2013-08-04.")
@click.option("--known", type=_FILE, help="An index of known names, as 'khronika names search --save' keeps it.")
@click.option(
    "--language", type=click.Choice(("en", "be", "ru")), default="en", help="The language of what is said; en."
)
@click.option("--allow-unsandboxed", is_flag=True, help="Open documents without a sandbox. Dangerous, as for capture.")
def read(files: tuple[str, ...], folder: Path, as_json: bool, **options: Any) -> None:
    """Have sources read: facts are proposed, each with the passage it rests on. A person decides on them.

    Without FILE, everything captured that was not read yet. With FILE (text, HTML, PDF, Markdown; '-' is standard
    input), what is found is shown; nothing is kept and no home is needed. What cannot be read is told and the others go
    on; exit code 1 if any failed.
    """
    if files:
        _show(files, _form(as_json, options, len(files)), options)
        return
    given = [name for name, value in options.items() if value and name != "language"]
    if given:
        raise click.UsageError("--json and --home are the only options without FILE; the others belong to files.")
    _captured(folder, as_json)


def _captured(folder: Path, as_json: bool) -> None:
    """Read what was captured and not read yet; the proposals are kept."""
    begin(folder)
    from khronika.desk.claims.models import Proposal
    from khronika.desk.claims.read import unread
    from khronika.desk.register.imports.listed import read as read_version

    told = []
    waiting = list(unread())
    for number, version in enumerate(waiting, 1):
        reading = read_version(version)
        kinds = Counter(
            Proposal.objects.filter(reading__version__capture=reading.version.capture_id).values_list("kind", flat=True)
        )
        title = version.capture.source.title
        told.append({"source": version.capture.source_id, "title": title, "proposals": dict(sorted(kinds.items()))})
        if not as_json:
            click.echo(f"{sum(kinds.values()):4} proposals  {title}")
            if number % 100 == 0:
                click.echo(f"{number} of {len(waiting)} …", err=True)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif not told:
        click.echo("Nothing is waiting to be read.")


def _form(as_json: bool, options: dict[str, Any], count: int) -> str:
    """The one form that is asked for."""
    forms = [
        name
        for name, asked in (("json", as_json), ("table", options["as_table"]), ("html", options["as_html"]))
        if asked
    ]
    if len(forms) > 1:
        raise click.UsageError("--json, --table and --html exclude each other; give one of them.")
    if forms == ["html"] and count > 1 and options["out"] is None:
        raise click.UsageError("--html makes a page for each file; give --out FOLDER for more than one.")
    return forms[0] if forms else "table"


def _show(files: tuple[str, ...], form: str, options: dict[str, Any]) -> None:
    from khronika.cli.reading.documents import document

    known, taken = _index(options["known"]), set[str]()
    failed = shown = 0
    for name in files:
        found = document(name, allow_unsandboxed=options["allow_unsandboxed"])
        if found.problem:
            failed += 1
            click.echo(f"FAILED  {found.name}: {found.problem}", err=True)
            if form == "json" and options["out"] is None:
                click.echo(json.dumps({"file": found.name, "problem": found.problem}, ensure_ascii=False))
            continue
        made = _made(found, _reading(found, known, options), form, options)
        if options["out"] is not None:
            _write(options["out"] / _free(found.name, ENDINGS[form], taken), made, files)
        else:
            click.echo(("\n" if shown and form == "table" else "") + made)
        shown += 1
    if len(files) > 1:
        click.echo(f"{shown} read, {failed} failed.", err=True)
    raise SystemExit(1 if failed else 0)


def _index(path: Path | None) -> "NameIndex | None":
    from khronika.names import NameIndex

    return NameIndex.open(path) if path else None


def _reading(found: "Document", known: "NameIndex | None", options: dict[str, Any]) -> "Reading":
    from khronika import reading

    published = options["published"] or found.published or None
    return reading.read(found.text, lang=options["lang"] or None, published=published, known=known)


def _made(found: "Document", reading: "Reading", form: str, options: dict[str, Any]) -> str:
    if form == "json":
        from khronika.cli.reading.record import record

        return json.dumps(record(found.name, reading), ensure_ascii=False)
    if form == "html":
        from khronika.cli.reading.page import page

        return page(found.name, reading, language=options["language"])
    from khronika.cli.reading.table import table

    if options["out"] is not None:
        return click.unstyle(table(found.name, reading, language=options["language"], width=WIDTH))
    width = shutil.get_terminal_size((80, 24)).columns
    return table(found.name, reading, language=options["language"], width=width)


def _free(name: str, ending: str, taken: set[str]) -> str:
    """A name for a written file: the document's own, with a number where two have one name."""
    stem = "standard-input" if name == "-" else name
    made, number = stem + ending, 2
    while made.casefold() in taken:
        made, number = f"{stem}-{number}{ending}", number + 1
    taken.add(made.casefold())
    return made


def _write(path: Path, made: str, files: tuple[str, ...]) -> None:
    try:
        if path.exists() and any(Path(each).exists() and path.samefile(each) for each in files):
            raise Failure(f"Expected a file to write that is none of those read; got '{path}'. Give another folder.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made + "\n", encoding="utf-8")
    except OSError as error:
        raise Failure(f"Expected a folder to write to; '{path}' cannot be written ({error.strerror}).") from error
    click.echo(str(path), err=True)
