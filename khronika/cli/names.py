"""khronika names compare, search, match. None needs a home."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.cli.errors import Failure
from khronika.cli.lists import Columns, Entry, Names, writing
from khronika.cli.opening import json_option

if TYPE_CHECKING:
    from khronika.names import Match, NameIndex
    from khronika.names.model import Kind

KINDS = ("person", "place", "organization")
COLOURS = {"same": "green", "review": "yellow", "different": "red"}
HEAD = ["left_id", "left_name", "right_id", "right_name", "score", "verdict", "reason"]
SAVED = b"khronika-names"
_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)
_Verb = Callable[..., Any]


@click.group()
def names() -> None:
    """Compare names, find one among many, match two lists: in any script and spelling. No home is needed."""


def _common(command: _Verb) -> _Verb:
    """Give a command --kind and --language."""
    languages = click.Choice(("en", "be", "ru"))
    command = click.option("--language", type=languages, default="en", help="The language of the reasons; en.")(command)
    return click.option("--kind", type=click.Choice(KINDS), default="person", help="What is named; person.")(command)


def _listed(command: _Verb) -> _Verb:
    """Give a command what tells where a list has its names."""
    command = click.option("--encoding", default="", help="How the file is encoded, as cp1251; UTF-8 without it.")(
        command
    )
    command = click.option("--id-column", default="", help="The column of the ids; 'id', else the line's number.")(
        command
    )
    return click.option("--column", default="", help="The column of the names; 'name' and the like without it.")(
        command
    )


@names.command()
@click.argument("a")
@click.argument("b")
@_common
@json_option
def compare(a: str, b: str, kind: "Kind", language: str, as_json: bool) -> None:
    """Are A and B one person, place or organisation? The score, the verdict and the reasons."""
    from khronika.names import compare as compare_names

    found = compare_names(a, b, kind, language=language)
    if as_json:
        click.echo(json.dumps({"a": a, "b": b, "kind": kind, **asdict(found)}, ensure_ascii=False, indent=1))
        return
    click.echo(f"{click.style(found.verdict, fg=COLOURS[found.verdict], bold=True)}  {found.score:.3f}")
    for reason in found.reasons:
        click.echo(f"  {reason}")


@names.command()
@click.argument("file", type=_FILE)
@click.argument("query")
@_common
@click.option("-k", "--most", type=click.IntRange(min=1), default=10, help="How many to show; 10.")
@_listed
@click.option("--save", type=_OUT, default=None, help="Keep the index in a file, to be searched at once next time.")
@json_option
def search(file: Path, query: str, as_json: bool, **options: Any) -> None:
    """Find QUERY among the names of FILE, best first.

    FILE is CSV, tab-separated, plain text with one name a line, or an index that --save kept.
    """
    index = _index(file, options)
    if options["save"]:
        index.save(options["save"])
    found = index.search(query, options["most"], language=options["language"])
    if as_json:
        click.echo(json.dumps([_told(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        shown = click.style(f"{one.score:.3f}", fg=COLOURS[_verdict(one.score)])
        click.echo(f"{shown}  {one.id}  {click.style(one.name, bold=True)}\n       {one.reason}")
    if not found:
        click.echo("No name fits.")


def _told(one: "Match") -> dict[str, object]:
    return {"id": one.id, "name": one.name, "score": one.score, "reason": one.reason}


def _verdict(score: float) -> str:
    from khronika.names.compare import REVIEW, SAME

    return "same" if score >= SAME else "review" if score >= REVIEW else "different"


def _index(file: Path, options: dict[str, Any]) -> "NameIndex":
    """The index a file is, or one of the names in it."""
    from khronika.names import NameIndex

    with file.open("rb") as opened:
        saved = opened.read(len(SAVED)) == SAVED
    if not saved:
        index = NameIndex(options["kind"])
        _fill(index, Names(file, Columns(options["column"], options["id_column"], options["encoding"])))
        return index
    index = NameIndex.open(file)
    given = click.get_current_context().get_parameter_source("kind")
    if given is click.core.ParameterSource.COMMANDLINE and index.kind != options["kind"]:
        raise Failure(
            f"Expected an index of names of kind '{options['kind']}' in '{file}'; its kind is '{index.kind}'."
        )
    return index


def _fill(index: "NameIndex", listed: Names) -> None:
    index.extend((entry.id, entry.name) for entry in listed)
    if not len(index):
        raise Failure(f"Expected names in '{listed.path}'; it has none.")
    _passed(listed)


def _passed(listed: Names) -> None:
    if listed.passed:
        click.echo(f"{listed.path.name}: {listed.passed:,} rows without a name were passed over.", err=True)


@names.command()
@click.argument("left", type=_FILE)
@click.argument("right", type=_FILE)
@click.option("--out", type=_OUT, required=True, help="The CSV file to write.")
@_common
@_listed
@click.option("--left-column", default="", help="The column of the names in LEFT, where it is another.")
@click.option("--right-column", default="", help="The column of the names in RIGHT, where it is another.")
@click.option("--left-id-column", default="", help="The column of the ids in LEFT, where it is another.")
@click.option("--right-id-column", default="", help="The column of the ids in RIGHT, where it is another.")
@click.option("--least", type=click.FloatRange(0, 1), default=0.35, help="The lowest score that is written; 0.35.")
@click.option("--most", type=click.IntRange(min=1), default=5, help="How many of RIGHT for one of LEFT; 5.")
@json_option
def match(left: Path, right: Path, out: Path, as_json: bool, **options: Any) -> None:
    """Write for each name of LEFT the names of RIGHT that may be the same, with score, verdict and reason.

    LEFT is read name by name; only RIGHT is held in memory. OUT appears when it is whole.
    """
    if out.exists() and any(out.samefile(one) for one in (left, right)):
        raise Failure(f"Expected a file to write that is none of the lists; got '{out}'.")
    lists = [_side(path, side, options) for path, side in ((left, "left_"), (right, "right_"))]
    from khronika.names import NameIndex

    index = NameIndex(options["kind"])
    click.echo(f"Reading {right.name} …", err=True)
    _fill(index, lists[1])
    index.search("a", 1)
    rows, found, matched = 0, 0, 0
    with writing(out) as write:
        write(HEAD)
        for entry, pairs in _pairs(lists[0], index, options):
            rows, found, matched = rows + 1, found + len(pairs), matched + bool(pairs)
            for pair in pairs:
                write([entry.id, entry.name, *pair])
            if rows % 1_000 == 0:
                click.echo(f"{entry.done:4.0%}  {rows:,} names, {found:,} pairs", err=True)
    _passed(lists[0])
    told = {"left": rows, "right": len(index), "matched": matched, "pairs": found, "out": str(out)}
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo(f"{matched:,} of {rows:,} names have {found:,} pairs in {out}.")


def _side(path: Path, side: str, options: dict[str, Any]) -> Names:
    name = options[f"{side}column"] or options["column"]
    return Names(path, Columns(name, options[f"{side}id_column"] or options["id_column"], options["encoding"]))


def _pairs(listed: Names, index: "NameIndex", options: dict[str, Any]) -> Iterator[tuple[Entry, list[list[Any]]]]:
    """Each name with the rows it is matched with, best first; found by the index, judged by a comparison."""
    from khronika.names import compare as compare_names

    language, least = options["language"], options["least"]
    for entry in listed:
        judged = [
            (one, compare_names(entry.name, one.name, index.kind, language=language))
            for one in index.search(entry.name, options["most"])
            if one.score >= least
        ]
        judged.sort(key=lambda each: -each[1].score)
        yield (
            entry,
            [
                [one.id, one.name, round(found.score, 4), found.verdict, "; ".join(found.reasons)]
                for one, found in judged
                if found.score >= least
            ],
        )
