"""khronika pseudonym RECORD."""

from typing import Any

import click

from khronika.cli.asof import record
from khronika.cli.errors import Failure
from khronika.cli.two import confirmed, do, options


@click.command()
@click.argument("which", metavar="[PERSON]", required=False)
@click.option("--text", default="", help="What the person is called instead.")
@click.option("--end", is_flag=True, help="The name comes back; this always takes a second person.")
@click.option(
    "--audience",
    type=click.Choice(("public", "partners")),
    default="public",
    show_default=True,
    help="Before whom; partners includes the public.",
)
@options
def pseudonym(which: str | None, text: str, end: bool, audience: str, **given: Any) -> None:
    """Have a person appear under another name. PERSON is an id or a name.

    Before the audience they are then known by the pseudonym alone, at an address of its own. A source that names them is not
    cited for anything about them; what rests on such sources only goes out if two people decide 'source withheld'
    (khronika clear).
    """
    if confirmed(given):
        return
    if not which or bool(text.strip()) == end:
        raise Failure("Expected a person with either --text PSEUDONYM or --end, or --confirm NUMBER alone.")
    from khronika.desk.claims.protect import pseudonym as call

    found = record(which)
    said = "Ended by decision {number}." if end else "From the next edition on so called, by decision {number}."
    do(given, lambda by: call(by, found, audience=audience, text=text, reason=given["reason"]), done=said)
