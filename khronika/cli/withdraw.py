"""khronika withdraw RECORD."""

from typing import Any

import click

from khronika.cli.asof import record as found
from khronika.cli.calling import call, options, tell
from khronika.cli.opening import begin


@click.command()
@options
@click.option(
    "--list", "listed", is_flag=True, help="Show all that is called back now, and what waits to be confirmed."
)
def withdraw(listed: bool, **given: Any) -> None:
    """Withdraw somebody who no longer agrees. Two people: one prepares it, another confirms with --confirm NUMBER.

    As a hiding; and the record becomes restricted, every consent of it ends, and whoever was given an export with it is listed,
    to be told. A state or somebody who did harm may ask for a correction or a reply; their wish is no reason.
    """
    if listed:
        _list(given)
        return

    def do(by: Any, record: str) -> Any:
        from khronika.desk.claims.withdraw import withdraw as deed

        deed(by, record, reason=given["reason"])

    call(
        given,
        do,
        waits="Prepared as number {number}; another person confirms it: khronika withdraw --confirm {number} --as NAME",
        done="Withdrawn by decision {number}.",
    )
    if given["which"] or given["number"]:
        _recipients(found(given["which"]) if given["which"] else "", given["number"])


def _recipients(record: str, number: int) -> None:
    from khronika.desk.claims.judge import cluster
    from khronika.desk.claims.models import Prepared
    from khronika.desk.claims.withdraw import recipients

    if number:
        record = str(Prepared.objects.get(pk=number).order.get("record", ""))
    for each in recipients(cluster(record)):
        click.echo(f"To be told: {each.who}, who was given {each.kind} for {each.audience} on {each.at:%Y-%m-%d}.")


def _list(given: dict[str, Any]) -> None:
    home = begin(given["folder"], bare=False)
    from khronika.desk.claims.withdraw import live

    found = live()
    for each in found:
        if not each.due:
            click.echo(f"{each.deed:8} {each.record}  decision {each.number} by {each.by}, {each.at:%Y-%m-%d}")
    tell(home.folder)
    if not found:
        click.echo("Nothing is called back.")
