"""khronika erase PERSON."""

from typing import Any

import click

from khronika.cli.asof import record as found
from khronika.cli.calling import call, options, press
from khronika.cli.opening import begin


@click.command()
@options
@click.option("--dry-run", "dry", is_flag=True, help="List what would go and touch nothing.")
@click.option("--whole", multiple=True, metavar="SOURCE", help="A source that goes whole though it names others.")
@click.option("--spare", multiple=True, metavar="SOURCE", help="A source to be left as it is: it names somebody else.")
@click.option("--finish", is_flag=True, help="Go on with an erasure that was decided and stopped.")
def erase(dry: bool, whole: tuple[str, ...], spare: tuple[str, ...], finish: bool, **given: Any) -> None:
    """Erase a person for good. Two people, one of them a publisher; look at --dry-run first.

    What is claimed of them goes, keys and proofs of it are destroyed, sources that speak of nobody else go whole, and out of all
    others the name is taken. The ledger still verifies. Nothing brings it back, a backup neither. A state or somebody who did
    harm may ask for a correction or a reply; their wish is no reason.
    """
    if finish:
        press(begin(given["folder"], bare=False))
        return
    if dry:
        begin(given["folder"], bare=False)
        _tell(found(given["which"] or ""), whole, spare)
        return

    def do(by: Any, record: str) -> Any:
        from khronika.desk.claims.erase import erase as deed

        deed(by, record, reason=given["reason"], whole=whole, spare=spare)

    call(
        given,
        do,
        waits="Prepared as number {number}; another person confirms it: khronika erase --confirm {number} --as NAME",
        done="",
    )


def _tell(record: str, whole: tuple[str, ...], spare: tuple[str, ...]) -> None:
    from khronika.desk.claims.erase import going

    would = going(record, whole=whole, spare=spare)
    click.echo(
        f"Would go for good: {would.claims} claims and {would.proposals} proposals on {', '.join(would.records)}"
    )
    click.echo(f"  and {would.parts} acts, proceedings and other records about them.")
    for title, its in (
        ("Whole, with bytes and texts", would.whole),
        ("The name and the original bytes", would.blanked),
    ):
        if its:
            click.echo(f"{title}: {len(its)} sources")
        for source, name in its:
            mark = "  (nobody has read it: look whether it should go whole)" if source in would.unread else ""
            click.echo(f"  {source}  {name[:80]}{mark}")
    for each in would.recipients:
        click.echo(f"To be told: {each.who}, who was given {each.kind} for {each.audience} on {each.at:%Y-%m-%d}.")
