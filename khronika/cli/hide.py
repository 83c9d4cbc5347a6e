"""khronika hide RECORD."""

from typing import Any

import click

from khronika.cli.calling import call, options


@click.command()
@options
def hide(**given: Any) -> None:
    """Hide somebody or something in danger, at once. One editor does it; a second person confirms within a day.

    RECORD is an id or a name. An edition without them is pressed, and older editions go from the home. A state or somebody who
    did harm may ask for a correction or a reply; their wish is no reason.
    """

    def do(by: Any, record: str) -> Any:
        from khronika.desk.claims.models import Prepared
        from khronika.desk.claims.withdraw import hide as deed

        made = deed(by, record, reason=given["reason"])
        prepared = Prepared.objects.latest("pk").pk
        click.echo(f"A second person confirms it within a day: khronika hide --confirm {prepared} --as NAME")
        return made

    call(given, do, waits="", done="Hidden by decision {number}, with all that is judged the same.")
