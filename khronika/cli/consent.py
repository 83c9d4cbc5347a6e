"""khronika consent RECORD."""

from typing import Any

import click

from khronika.cli.asof import record
from khronika.cli.errors import Failure
from khronika.cli.two import confirmed, do, options
from khronika.vocabulary.kind import Topic
from khronika.vocabulary.terms import label

AUDIENCES = ("public", "partners")


@click.command()
@click.argument("which", metavar="[PERSON]", required=False)
@click.option("--topic", type=click.Choice([str(each) for each in Topic]), default=None, help="What may be said.")
@click.option("--name", "naming", is_flag=True, help="The name itself may be said.")
@click.option("--audience", type=click.Choice(AUDIENCES), default="public", show_default=True, help="To whom.")
@click.option("--given-by", "by", default="", help="Who agreed: the person, or who may speak for them.")
@click.option("--given-on", "on", default="", help="When: 2024-05-01, 2024-05 or 2024.")
@click.option("--source", default="", help="The id of the source in which one sees it.")
@click.option("--end", type=int, default=0, help="End the consent with this number, at once.")
@options
def consent(which: str | None, **given: Any) -> None:
    """Record what a person agreed to have said of them, or end it. PERSON is an id or a name; alone, it lists their consents.

    What is about family, children, health, home, work, help, counsel and the like goes out only if everybody it speaks of
    has agreed to that topic, whatever its level.
    """
    if confirmed(given):
        return
    from khronika.desk.claims.protect import Agreement, end_consent
    from khronika.desk.claims.protect import consent as agree

    if given["end"]:
        do(given, lambda by: end_consent(by, given["end"], reason=given["reason"]), done="Ended by decision {number}.")
    elif not which:
        raise Failure("Expected a person, by an id or a name, or --end NUMBER, or --confirm NUMBER.")
    elif given["topic"] or given["naming"]:
        agreed = Agreement(given["topic"] or "", given["audience"], given["by"], given["on"], given["source"])
        found = record(which)
        do(given, lambda by: agree(by, found, agreed, reason=given["reason"]), done="Recorded by decision {number}.")
    else:
        _list(record(which))


def _list(which: str) -> None:
    from khronika.desk.claims.models import Consent

    for each in Consent.objects.filter(record=which).order_by("decision_id"):
        topic = label(f"topic.{each.topic}") if each.topic else "The name itself"
        over = f", ended by decision {each.withdrawn_id}" if each.withdrawn_id else ""
        click.echo(f"{each.pk:6}  {topic}, for {each.audience}: {each.given_by}, {each.given_on}{over}")
