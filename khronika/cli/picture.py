"""khronika picture make|describe|attach."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.cli.asof import record as named
from khronika.cli.errors import Failure
from khronika.cli.opening import account, as_option, begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.desk.solidarity.models import Image
    from khronika.desk.solidarity.pictures import About

FACES = ("none", "blurred", "consented")
_UNSAID = "unsaid"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@click.group()
def picture() -> None:
    """Make clean copies of kept pictures, say who can be seen in them, and put them beside records."""


def _telling(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what can be said of a picture."""
    for each in (
        click.option("--licence", default=None, help="Under which licence: 'CC BY 4.0', 'with permission'."),
        click.option("--credit", default=None, help="Who made it, as it is to be written."),
        click.option(
            "--alt", multiple=True, metavar="LANGUAGE=TEXT", help="What is to be seen, for who cannot see it."
        ),
        click.option("--coerced", is_flag=True, help="Somebody was forced to it; then it is no portrait."),
        click.option("--not-coerced", is_flag=True, help="Nobody was forced to it."),
        click.option("--nobody-seen", is_flag=True, help="Nobody who was named before can be recognised."),
        click.option(
            "--seen", multiple=True, metavar="PERSON", help="Who can be recognised: an id or a name; again for more."
        ),
        click.option(
            "--faces",
            type=click.Choice([*FACES, _UNSAID]),
            default=None,
            help="None can be seen, all are hidden, or each of those seen agreed. Unsaid, it stays inside.",
        ),
    ):
        command = each(command)
    return command


@picture.command()
@click.argument("source")
@click.option(
    "--blur", multiple=True, metavar="X,Y,W,H", help="Hide this region, in parts of the picture: 0.4,0.1,0.2,0.25."
)
@_telling
@home_option
@as_option
@click.option(
    "--allow-unsandboxed", is_flag=True, help="Open the picture without a sandbox. Dangerous, as for capture."
)
@json_option
def make(source: str, blur: tuple[str, ...], folder: Path, name: str | None, **given: Any) -> None:
    """Make a clean copy of a kept picture: no metadata, and nothing left of the regions to hide.

    SOURCE is the id of a source or capture, or the source's whole title. The original stays as it is.
    """
    regions = [_region(each) for each in blur]
    begin(folder)
    from khronika.desk.solidarity import pictures

    about = _about(pictures.About(), given)
    free = given["allow_unsandboxed"]
    made = pictures.make(account(name), pictures.kept(source), regions, about=about, allow_unsandboxed=free)
    _told(made, as_json=given["as_json"], done="made")


@picture.command()
@click.argument("image")
@_telling
@home_option
@as_option
@json_option
def describe(image: str, folder: Path, name: str | None, **given: Any) -> None:
    """Say something else of a clean copy: faces, people, words. What is not given stays as it is."""
    begin(folder)
    from khronika.desk.solidarity import pictures

    found = _image(image)
    made = pictures.describe(account(name), found, _about(pictures.of(found), given))
    _told(made, as_json=given["as_json"], done="said")


@picture.command()
@click.argument("image")
@click.argument("record")
@click.option("--role", required=True, help="What it shows: portrait, scene, poster or document.")
@click.option(
    "--caption", multiple=True, metavar="LANGUAGE=TEXT", help="What is written below it; again for each language."
)
@click.option("--source", default="", help="The id of a source that says so; without it a note is kept.")
@click.option("--quote", default="", help="The words of the source that say it.")
@click.option(
    "--clear", "reason", default="", help="Clear it for the public too, the note with it; say why. An editor does."
)
@home_option
@click.option("--as", "name", default=None, help="The account that decides; a reviewer.")
@json_option
def attach(image: str, record: str, folder: Path, name: str | None, **given: Any) -> None:
    """Put a clean copy on the page of a record, an id or a name. Like any claim it goes out when it is cleared."""
    captions = _worded(given["caption"], "--caption")
    begin(folder)
    from khronika.desk.solidarity import attached

    beside = attached.Beside(given["role"], captions, given["source"], given["quote"])
    decision = attached.attach(account(name), _image(image), named(record), beside)
    claims = list(decision.claims.values_list("pk", flat=True))
    if given["reason"]:
        attached.clear(account(name), decision, note=not given["source"], reason=given["reason"])
    if given["as_json"]:
        told = {"decision": decision.pk, "claims": claims, "sources": attached.resting(decision)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo(f"attached {image} by decision {decision.pk}: claim {', '.join(claims)}")


def _image(which: str) -> "Image":
    from khronika.desk.solidarity.models import Image

    found = Image.objects.filter(pk=which).first()
    if found is None:
        raise Failure(f"Expected the id of a clean copy; {which!r} is none. 'khronika pictures' has them.")
    return found


def _about(before: "About", given: dict[str, Any]) -> "About":
    """What is said now: what was given, else what was said before."""
    from dataclasses import replace

    change: dict[str, Any] = {name: given[name] for name in ("credit", "licence") if given[name] is not None}
    if given["coerced"] or given["not_coerced"]:
        change["coerced"] = bool(given["coerced"])
    if given["faces"] is not None:
        change["faces"] = "" if given["faces"] == _UNSAID else given["faces"]
    if given["seen"] or given["nobody_seen"]:
        change["seen"] = tuple(named(each) for each in given["seen"])
    if given["alt"]:
        change["alt"] = {**before.alt, **_worded(given["alt"], "--alt")}
    return replace(before, **change)


def _worded(pairs: Iterable[str], option: str) -> dict[str, str]:
    """Words by language, from LANGUAGE=TEXT."""
    found = {}
    for each in pairs:
        tongue, mark, text = each.partition("=")
        if not mark or _TAG.fullmatch(tongue) is None or not text.strip():
            raise Failure(f"Expected {option} LANGUAGE=TEXT, such as en=A red palm; got {each[:60]!r}.")
        found[tongue] = text.strip()
    return found


def _region(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(each) for each in text.split(","))
    except ValueError:
        raise Failure(
            f"Expected --blur X,Y,W,H in parts of the picture, such as 0.4,0.1,0.2,0.25; got {text[:60]!r}."
        ) from None


def _told(image: "Image", *, as_json: bool, done: str) -> None:
    from khronika.cli.pictures import line, plain

    click.echo(json.dumps(plain(image), ensure_ascii=False, indent=1) if as_json else f"{done:8} {line(image)}")
