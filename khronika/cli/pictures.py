"""khronika pictures."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.cli.opening import begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.desk.solidarity.models import Image


@click.command()
@home_option
@click.option("--no-alt", is_flag=True, help="Only those of which nothing says what is to be seen.")
@click.option("--unsaid", is_flag=True, help="Only those of which nobody said whose faces can be seen.")
@click.option("--coerced", is_flag=True, help="Only those that somebody was forced to.")
@json_option
def pictures(folder: Path, as_json: bool, **only: bool) -> None:
    """Clean copies of pictures, newest first: where each stands, and why it would stay inside."""
    begin(folder)
    from khronika.desk.solidarity.listed import Only, listed

    found = listed(Only(**only))
    if as_json:
        click.echo(json.dumps([plain(each) for each in found], ensure_ascii=False, indent=1))
        return
    for each in found:
        click.echo(line(each))
    if not found:
        click.echo("No pictures. Make one of a kept picture with 'khronika picture make SOURCE'.")


def line(image: "Image") -> str:
    """One copy in a line."""
    from khronika.desk.solidarity.attached import standing

    faces = {"": "faces unsaid", "none": "no faces", "blurred": "faces hidden", "consented": "agreed"}[image.faces]
    said = [f"{image.width}×{image.height}", faces, *(["coerced"] if image.coerced else [])]
    said += [] if image.alt else ["no alt"]
    on = ", ".join(f"{record} ({role})" for _, record, role in standing(image.pk))
    return f"{image.pk}  {image.number} of {image.capture.source_id}  {', '.join(said)}{f'  on {on}' if on else ''}"


def plain(image: "Image") -> dict[str, Any]:
    """One copy as JSON has it."""
    from khronika.desk.solidarity.attached import standing

    names = ("number", "width", "height", "faces", "coerced", "alt", "credit", "licence", "regions")
    where = [{"claim": claim, "record": record, "role": role} for claim, record, role in standing(image.pk)]
    seen = list(image.seen.order_by("person_id").values_list("person_id", flat=True))
    return {
        "image": image.pk,
        "source": image.capture.source_id,
        "capture": image.capture_id,
        **{name: getattr(image, name) for name in names},
        "seen": seen,
        "on": where,
    }
