"""khronika clear CLAIM."""

from typing import Any

import click

from khronika.cli.errors import Failure
from khronika.cli.two import confirmed, do, options


@click.command()
@click.argument("claims", metavar="[CLAIM]…", nargs=-1)
@click.option(
    "--guarded",
    "sources",
    multiple=True,
    help="Every guarded claim that rests on this source, instead of ids; again for more.",
)
@click.option("--made-public", "where", default="", help="The person has made it public; in which source one sees it.")
@click.option("--source-withheld", "secret", is_flag=True, help="None of its sources is shown, and that is said.")
@options
def clear(claims: tuple[str, ...], sources: tuple[str, ...], where: str, secret: bool, **given: Any) -> None:
    """Prepare to publish claims that need more than a level. A second person always confirms it.

    CLAIM is the id of a claim, as 'khronika show --json' tells it. Sources and records are cleared at the desk, or by a file
    (khronika decide).
    """
    if confirmed(given):
        return
    if bool(claims) == bool(sources) or bool(where.strip()) == secret:
        raise Failure("Expected claims or --guarded SOURCE, with either --made-public WHERE or --source-withheld.")
    from khronika.desk.claims.protect import made_public, source_withheld

    wanted = list(claims) or sorted({each for source in sources for each in _guarded(source)})

    def deed(by: Any) -> Any:
        if secret:
            return source_withheld(by, wanted, reason=given["reason"])
        return made_public(by, wanted, where=where, reason=given["reason"])

    do(given, deed, done="Cleared by decision {number}.")


def _guarded(source: str) -> list[str]:
    from khronika.desk.claims.clear import resting
    from khronika.desk.claims.models import Claim
    from khronika.desk.claims.tables import table
    from khronika.desk.register.script import find
    from khronika.vocabulary.kinds import CLAIMS

    found = []
    ids = [each.id for each in resting(find(source)) if each.what == "claim"]
    for claim, kind in Claim.objects.filter(id__in=ids).values_list("id", "kind"):
        guard = CLAIMS[kind].guard
        if guard and guard.holds(table(kind).objects.filter(claim=claim).values().get()):
            found.append(claim)
    if not found:
        raise Failure(f"Expected a source with guarded claims; nothing that rests on {source!r} is guarded.")
    return sorted(found)
