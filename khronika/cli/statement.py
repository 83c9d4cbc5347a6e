"""khronika statement: write a joint statement, have it signed, record it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.cli.errors import Failure
from khronika.cli.opening import account, as_option, begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.desk.advocacy.models import Invitation, StatementDraft
    from khronika.desk.advocacy.signon.wording import Wording
    from khronika.desk.sources.models import Capture

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_draft = click.argument("which", metavar="DRAFT")


@click.group()
def statement() -> None:
    """Joint statements in the making: versions, invitations, answers, papers; and recording them."""


@statement.command("list")
@home_option
@json_option
def listing(folder: Path, as_json: bool) -> None:
    """All statements in the making, newest first."""
    begin(folder)
    from khronika.desk.advocacy.signon.table import drafts

    rows = [
        {"draft": each.pk, "title": each.title, "version": number, **counts, "statement": each.statement_id or ""}
        for each, counts, number in drafts()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        told = f"version {row['version']}, {row['asked']} asked, {row['signed']} signed, {row['withdrawn']} withdrawn"
        click.echo(f"{row['draft']}  {row['title']}: {told}{', recorded' if row['statement'] else ''}")


@statement.command()
@click.argument("title")
@home_option
@click.option("--publisher", default="", help="The id of the organisation that publishes it.")
@click.option(
    "--addressee", "addressees", multiple=True, help="The id of one of whom something is asked; again for more."
)
@click.option("--on", default="", help="The day of publication.")
@click.option("--due", default="", help="The last day on which a signature is in time.")
@click.option("--reply-to", default="", help="Where answers go; it stands on the papers.")
@as_option
def new(title: str, folder: Path, name: str | None, addressees: tuple[str, ...], **given: str) -> None:
    """Begin a statement."""
    begin(folder)
    from khronika.desk.advocacy.signon.draft import About
    from khronika.desk.advocacy.signon.draft import begin as begun

    made = begun(account(name), About(title, addressees=addressees, **given))
    click.echo(f"begun    {made.pk}  {made.title}")


@statement.command()
@_draft
@click.argument("files", metavar="LANGUAGE=FILE", nargs=-1)
@home_option
@click.option("--freeze", is_flag=True, help="Freeze the version, so that it can be signed.")
@as_option
def version(which: str, files: tuple[str, ...], folder: Path, freeze: bool, name: str | None) -> None:
    """Write a version: text files by language, such as ru=statement.txt.

    The first line is the title, paragraphs follow, and the demands begin with the first line '1. …'.
    """
    begin(folder)
    from khronika.desk.advocacy.papers.paper import grouped
    from khronika.desk.advocacy.signon import draft as drafts

    found, by = _found(which), account(name)
    if files:
        number = drafts.write(by, found, [_read(each) for each in files])
        click.echo(f"written  version {number}")
    if freeze:
        number = drafts.freeze(by, found)
        for each in drafts.frozen(found):
            click.echo(f"frozen   version {number} {each.language}  {grouped(each.digest)}")
    if not files and not freeze:
        for each in found.versions.order_by("number", "pk"):
            state = grouped(each.digest) if each.frozen_at else "being written"
            click.echo(f"{each.number} {each.language}  {state}  {each.title}")


@statement.command()
@_draft
@click.argument("file", type=_FILE)
@home_option
@as_option
def invite(which: str, file: Path, folder: Path, name: str | None) -> None:
    """Put people on the list: a line each, organisation; person; role; address; language. Nobody is put on it twice."""
    begin(folder)
    from khronika.desk.advocacy.signon import invite as invites

    made = invites.invite(account(name), _found(which), invites.listed(_text(file)))
    for each in made:
        click.echo(f"{each.number:4}  {each.pk}  {each}")
    click.echo(f"{len(made)} put on the list.")


@statement.command()
@_draft
@click.argument("who", metavar="INVITATION")
@click.argument("file", type=_FILE)
@home_option
@click.option("--version", default="", help="The number or the digest of what was signed; else as the answer says.")
@click.option("--manner", default="", help="on_time, late, unnamed or declined; else by its day.")
@click.option("--on", default="", help="The day of the answer.")
@click.option("--role", default="", help="The role at signing.")
@click.option("--language", default="", help="The language of the wording that was signed.")
@as_option
def answer(which: str, who: str, file: Path, folder: Path, name: str | None, **given: str) -> None:
    """Record an answer: FILE is kept as a source, and bound to the digest of the wording that was signed."""
    begin(folder)
    from khronika.desk.advocacy.signon import answer as answers

    one, by = _asked(which, who), account(name)
    made = answers.answer(by, one, _kept(file, by), answers.Given(**given))
    if made.version is None:
        click.echo(f"declined {one}")
        return
    click.echo(
        f"signed   {one}  version {made.version.number} {made.version.language}, {made.manner}, {made.answered_on}"
    )


@statement.command()
@_draft
@click.argument("who", metavar="INVITATION")
@click.argument("file", type=_FILE)
@home_option
@click.option("--on", default="", help="The day from which it is withdrawn.")
@as_option
def withdraw(which: str, who: str, file: Path, folder: Path, on: str, name: str | None) -> None:
    """Note that a signature was taken back; FILE says so, and is kept."""
    begin(folder)
    from khronika.desk.advocacy.signon import answer as answers

    one, by = _asked(which, who), account(name)
    made = answers.withdraw(by, one, _kept(file, by), on=on)
    click.echo(f"withdrawn {one}  from {made.withdrawn_on}")


@statement.command()
@_draft
@click.argument("to", type=click.Path(file_okay=False, path_type=Path))
@home_option
@click.option(
    "--form", "forms", multiple=True, type=click.Choice(("docx", "pdf", "eml")), help="Again for more; else all."
)
@click.option("--each", is_flag=True, help="One for each who is asked, with their names filled in.")
def documents(which: str, to: Path, folder: Path, forms: tuple[str, ...], each: bool) -> None:
    """Make the papers of the newest frozen version in the folder TO. They are not encrypted: send them, then delete them."""
    begin(folder)
    from khronika.desk.advocacy.papers.bundle import for_each, made
    from khronika.desk.advocacy.papers.paper import best, paper
    from khronika.desk.advocacy.signon.draft import frozen
    from khronika.workspace.language import prepare

    prepare()
    found = _found(which)
    wanted = forms or ("docx", "pdf")
    if each:
        files = for_each(found, found.invitations.order_by("number"), forms or ("docx", "pdf", "eml"))
    else:
        sheets = [paper(found, row) for row in frozen(found) or [best(found)]]
        files = ((f"{sheet.name}.{form}", made(sheet, form)) for sheet in sheets for form in wanted)
    to.mkdir(parents=True, exist_ok=True)
    count = 0
    for count, (name, data) in enumerate(files, 1):  # noqa: B007 - the count is told after
        (to / name).write_bytes(data)
    click.echo(f"{count} papers in {to}.")


@statement.command()
@_draft
@home_option
@click.option(
    "--new",
    "new_ones",
    multiple=True,
    help="The id of an invitation that is a new record though others are called alike; 'all' for all.",
)
@click.option("--older", is_flag=True, help="Take in those who signed an earlier wording.")
@as_option
def record(which: str, folder: Path, new_ones: tuple[str, ...], older: bool, name: str | None) -> None:
    """Record the statement with its demands and signatures; done again, what is new since."""
    begin(folder)
    from khronika.desk.advocacy.signon.record import record as recorded

    found = _found(which)
    every = found.invitations.values_list("pk", flat=True) if "all" in new_ones else new_ones
    made = recorded(account(name), found, new=every, older=older)
    click.echo(f"recorded {found.statement_id}  by decision {made.pk}")


def _found(which: str) -> "StatementDraft":
    """A draft by its id, or by a title that only it has."""
    from khronika.desk.advocacy.models import StatementDraft

    found = StatementDraft.objects.filter(pk=which).first()
    if found is None:
        called = list(StatementDraft.objects.filter(title__iexact=which)[:2])
        if len(called) != 1:
            raise Failure(
                f"Expected the id or the title of one statement; got {which!r}. See 'khronika statement list'."
            )
        return called[0]
    return found


def _asked(which: str, who: str) -> "Invitation":
    """An invitation by its id or its number on the list."""
    found = _found(which).invitations.select_related("draft")
    one = found.filter(pk=who).first() or (found.filter(number=int(who)).first() if who.isdecimal() else None)
    if one is None:
        raise Failure(f"Expected the id or the number of somebody on the list; got {who!r}.")
    return one


def _read(each: str) -> "Wording":
    from khronika.desk.advocacy.signon.wording import numbered, worded

    tag, mark, path = each.partition("=")
    if not mark or not tag.isalpha() or not Path(path).is_file():
        raise Failure(f"Expected a language and a file such as ru=statement.txt; got {each!r}.")
    lines = _text(Path(path)).strip().splitlines()
    first = next((at for at, line in enumerate(lines) if line.lstrip().startswith(("1. ", "1) "))), len(lines))
    title, body, demands = lines[:1], lines[1:first], lines[first:]
    return worded(tag, "".join(title), "\n".join(body), numbered("\n".join(demands)) if demands else ())


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"Expected {file.name} to be a text in UTF-8; save it as such.") from error


def _kept(file: Path, by: Any) -> "Capture":
    from khronika.desk.advocacy.signon import answer as answers

    return answers.uploaded(by, file.name, file.read_bytes())
