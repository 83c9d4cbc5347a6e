"""khronika judge LEFT RIGHT."""

from pathlib import Path

import click

from khronika.cli.opening import account, begin, home_option


@click.command()
@click.argument("left")
@click.argument("right", required=False)
@home_option
@click.option("--same", "verdict", flag_value="same", help="They are one; their claims are shown together.")
@click.option("--different", "verdict", flag_value="different", help="They are two, and stay two.")
@click.option("--unsure", "verdict", flag_value="unsure", help="Nobody can say; the pair is not offered again.")
@click.option("--undo", "verdict", flag_value="undo", help="Take back the decision with the number LEFT.")
@click.option("--reason", default="", help="Why; it is kept with the decision.")
@click.option("--as", "name", default=None, help="The account that decides.")
def judge(left: str, right: str | None, folder: Path, verdict: str | None, reason: str, name: str | None) -> None:
    """Say whether two records are the same person, organisation or place. LEFT and RIGHT are ids.

    Claims never move: a judgement is a link between two records that a later judgement replaces and that can be taken back
    (`khronika judge NUMBER --undo`), so that nothing is ever lost by a wrong one.
    """
    if verdict is None or (verdict == "undo") == bool(right):
        raise click.UsageError(
            "Expected two ids with one of --same, --different, --unsure, or a decision's number with --undo."
        )
    begin(folder)
    from khronika.desk.claims.judge import judge as decide
    from khronika.desk.claims.models import Decision
    from khronika.desk.claims.undo import undo

    by = account(name)
    if verdict == "undo":
        decision = Decision.objects.filter(pk=left, deed=Decision.Deed.JUDGEMENT).first() if left.isdigit() else None
        if decision is None:
            raise click.UsageError(
                f"Expected the number of a judgement, got {left!r}; `khronika ledger` lists decisions."
            )
        click.echo(f"Judgement {left} taken back by decision {undo(by, decision, reason=reason).pk}.")
        return
    assert right is not None
    made = decide(by, left, right, verdict=verdict, reason=reason)
    click.echo(f"{made.left_id} and {made.right_id}: {verdict}, by decision {made.pk}.")
