"""khronika report new, list, make, changes."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.cli.asof import known_option, names, record
from khronika.cli.errors import Failure
from khronika.cli.opening import account, begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.press.report.asked import Asked
    from khronika.press.report.changes import Change
    from khronika.press.report.make import Done

_as = click.option("--as", "by", default=None, help="The account that does it.")


@click.group()
def report() -> None:
    """Reports to mechanisms: chosen from the register, made as DOCX, made again without losing your own words."""


@report.command()
@click.option("--title", required=True, help="What stands on the first page.")
@click.option("--language", type=click.Choice(("en", "be", "ru")), default="en", show_default=True, help="Written in.")
@click.option("--from", "since", required=True, help="First day of the period: 2015, 2015-11 or 2015-11-10.")
@click.option("--until", required=True, help="Last day of the period.")
@known_option
@click.option("--mechanism", default="", help="The mechanism it goes to, by id or name.")
@click.option("--session", default="", help="The session, by id or name; with it come its recommendations.")
@click.option("--topic", "topics", multiple=True, help="Only recommendations on this topic; may be given often.")
@click.option("--recommendation", "recommendations", multiple=True, help="A recommendation, by id; instead of all.")
@click.option("--demand", "demands", multiple=True, help="A demand, by id; may be given often.")
@click.option("--statement", "statements", multiple=True, help="All demands of a statement, by its id.")
@click.option("--linked", is_flag=True, help="Also demands that are linked to the recommendations.")
@click.option("--person", "people", multiple=True, help="A case, by id or name; may be given often.")
@click.option("--beneficiaries", is_flag=True, help="Also the case of everybody whom the demands are for.")
@click.option("--limit", type=click.IntRange(min=0), default=0, help="How many words are allowed; 0 for no limit.")
@home_option
@json_option
@_as
def new(folder: Path, as_json: bool, by: str | None, **given: Any) -> None:
    """Choose what a report contains. It is kept; documents are made of it with 'khronika report make'."""
    begin(folder)
    from khronika.press.report.asked import Plan
    from khronika.press.report.asked import new as keep

    plan = keep(account(by), Plan(given["title"], given["language"], given["limit"], _asked(given)))
    if as_json:
        click.echo(json.dumps(asdict(plan), ensure_ascii=False))
        return
    asked = plan.asked
    click.echo(f"Report {plan.id}: {plan.title}")
    click.echo(
        f"{len(asked.recommendations)} recommendations, {len(asked.demands)} demands, {len(asked.cases)} cases. "
        f"Make it with: khronika report make {plan.id} --out FILE.docx"
    )


def _asked(given: dict[str, Any]) -> "Asked":
    from khronika.press.report import choose
    from khronika.press.report.asked import Asked

    mechanism, session = (record(given[each]) if given[each] else "" for each in ("mechanism", "session"))
    chosen = tuple(given["recommendations"])
    if not chosen and (session or given["topics"]):
        chosen = choose.recommendations(session, mechanism, given["topics"])
    found = [*given["demands"], *(each for one in given["statements"] for each in choose.demands(one))]
    if given["linked"]:
        found += choose.linked(chosen)
    demands = tuple(dict.fromkeys(found))
    cases = [record(each) for each in given["people"]]
    if given["beneficiaries"]:
        cases += choose.people((*demands, *chosen))
    known = given["known"].isoformat() if isinstance(given["known"], date) else ""
    times = given["since"], given["until"], known
    return Asked(*times, mechanism, session, chosen, demands, tuple(dict.fromkeys(cases)))


@report.command("list")
@home_option
@json_option
def list_(folder: Path, as_json: bool) -> None:
    """Every report with its last making."""
    begin(folder)
    from khronika.desk.advocacy.models import Report

    rows = [(each, each.makings.order_by("number").last()) for each in Report.objects.all()]
    if as_json:
        told = [
            {"id": each.id, "title": each.title, "makings": last.number if last else 0, "words": last.words if last else 0}
            for each, last in rows
        ]  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for each, last in rows:
        made = f"making {last.number}, {last.words:,} words" if last else "not made yet"
        click.echo(f"{each.id}  {each.title}  ({made})")
    if not rows:
        click.echo("There is no report yet; choose one with 'khronika report new'.")


@report.command()
@click.argument("which", metavar="REPORT")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file, FILE.docx.")
@click.option("--from", "brought", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The document as you have worked at it; your words are kept. Without it the last one made here.")  # fmt: skip
@click.option("--anew", is_flag=True, help="From an empty document; your own words stand in it as plain paragraphs.")
@click.option("--back", is_flag=True, help="Also the parts that you took out.")
@home_option
@json_option
@_as
def make(which: str, out: Path, brought: Path | None, folder: Path, as_json: bool, by: str | None, **how: bool) -> None:
    """Make the document: figures and cases as known on the report's day, footnotes that lead to the sources."""
    home = begin(folder)
    from khronika.press.report.make import Wanted
    from khronika.press.report.make import make as deed

    if out.suffix.lower() != ".docx":
        raise Failure(f"Expected a file ending in .docx for --out; got {out.name!r}.")
    if out.exists():
        raise Failure(f"Expected a file that is not there yet; {out.name!r} is. Move it away or give another name.")
    done = deed(home, account(by), Wanted(which, brought.read_bytes() if brought else None, **how))
    with out.open("xb") as file:
        file.write(done.data)
    if as_json:
        told = {name: value for name, value in asdict(done).items() if name != "data"}
        click.echo(json.dumps({**told, "over": done.over, "file": str(out)}, ensure_ascii=False))
        return
    click.echo(f"{out.name}: making {done.number}, {done.words:,} words, {done.notes} footnotes.")
    for line in _told(done):
        click.echo(line)


def _told(done: "Done") -> Iterable[str]:
    if done.over:
        yield (
            f"That is {done.over:,} words more than the limit of {done.limit:,}: choose less, or shorten your own words. "
            "Words of the first page and of footnotes are not counted."
        )
    if done.edited:
        yield f"You had changed words of generated parts ({', '.join(done.edited)}): yours stand below each of them."
    if done.gone:
        yield f"You had taken these parts out, and they stay out: {', '.join(done.gone)}. --back brings them back."
    if done.missing:
        yield f"Chosen, but nothing about them is public: {', '.join(done.missing)}."
    if done.replaced:
        yield f"{done.replaced} texts had the name of somebody who is withheld; it is replaced by '[withheld]'."
    if done.comments:
        yield f"{done.comments} comments are in the document; take them out before it leaves the house."


@report.command()
@click.argument("which", metavar="REPORT")
@click.option(
    "--making", type=click.IntRange(min=1), default=None, help="What this making changed; else what is new now."
)
@click.option("--words", is_flag=True, help="Also what stood there, and what stands there now.")
@home_option
@json_option
def changes(which: str, making: int | None, words: bool, folder: Path, as_json: bool) -> None:
    """Which parts of a report are other than in the making before; without --making, what would change now."""
    home = begin(folder)
    from khronika.press.report.changes import changes as ask

    found = ask(home, which, making or 0)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return
    if not found.changes:
        click.echo(f"Nothing is other than in making {found.since}.")
    called = names([each.record for each in found.changes if each.record], "team")
    for each in found.changes:
        click.echo(f"{each.deed:8} {_name(each, called)}")
        if words and each.before:
            click.echo(f"    was: {each.before}")
        if words and each.after:
            click.echo(f"    is:  {each.after}")


def _name(change: "Change", called: dict[str, str]) -> str:
    kind = change.key.partition(".")[0]
    return f"{kind} {called.get(change.record, change.record)}" if change.record else change.key
