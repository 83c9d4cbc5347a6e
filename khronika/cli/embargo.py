"""khronika embargo THING."""

from datetime import date
from typing import Any

import click

from khronika.cli.asof import Day, record
from khronika.cli.errors import Failure
from khronika.cli.two import confirmed, do, options

WHAT = ("record", "claim", "source")


@click.command()
@click.argument("which", metavar="[THING]", required=False)
@click.option("--what", type=click.Choice(WHAT), default="record", show_default=True, help="What THING is.")
@click.option("--until", type=Day(), default=None, help="The first day on which it may go out.")
@click.option("--lift", is_flag=True, help="It may go out at once, as far as anything else lets it.")
@options
def embargo(which: str | None, what: str, until: date | None, lift: bool, **given: Any) -> None:
    """Keep a record, a claim or a source inside until a day. THING is its id; of a record the name will do.

    It goes out with the first edition pressed on that day or after, if it is cleared.
    """
    if confirmed(given):
        return
    if not which or (until is None) != lift:
        raise Failure("Expected a thing with either --until DAY or --lift, or --confirm NUMBER alone.")
    from khronika.desk.claims.clear import Target
    from khronika.desk.claims.protect import embargo as keep

    thing = Target(what, record(which) if what == "record" else which)
    said = "Lifted by decision {number}." if lift else f"Kept inside until {until} by decision {{number}}."
    do(given, lambda by: keep(by, thing, until=until, reason=given["reason"]), done=said)
