"""khronika lift RECORD."""

from typing import Any

import click

from khronika.cli.calling import call, options


@click.command()
@options
def lift(**given: Any) -> None:
    """Let out again what was hidden or withdrawn. Two people: one prepares it, another confirms with --confirm NUMBER.

    Nothing goes out that is not cleared: a withdrawn record is restricted until somebody sets its level.
    """

    def do(by: Any, record: str) -> Any:
        from khronika.desk.claims.withdraw import lift as deed

        deed(by, record, reason=given["reason"])

    call(
        given,
        do,
        waits="Prepared as number {number}; another person confirms it: khronika lift --confirm {number} --as NAME",
        done="Lifted by decision {number}.",
    )
