"""khronika totals."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.cli.asof import Day, audience_option, gate, known_option, record, table
from khronika.cli.opening import begin, home_option, json_option
from khronika.vocabulary.terms import label

if TYPE_CHECKING:
    from khronika.desk.register.term import Estimate
    from khronika.desk.register.totals import Sum, Totals


@click.command()
@home_option
@click.option("--from", "since", type=Day(), required=True, help="First day of the period.")
@click.option("--until", type=Day(), default=None, help="Last day of the period; today without it.")
@click.option("--person", default="", help="Of one person only, by id or name; then the expected release too.")
@known_option
@audience_option
@json_option
def totals(folder: Path, since: date, until: date | None, known: date | None, audience: str, **asked: object) -> None:
    """Fines and days of administrative detention in a period, each currency and unit by itself.

    Rubles of before and after 1 July 2016 are never added, and base units are no money. A release date is an estimate with
    its rule beside it.
    """
    begin(folder)
    from khronika.desk.register.term import release
    from khronika.desk.register.totals import totals as ask

    until = until or date.today()
    whose, shown = record(str(asked["person"])) if asked["person"] else "", gate(audience)
    found = ask(since, until, known, person=whose, shown=shown)
    expected = release(whose, until, known, shown=shown) if whose else ()
    if asked["as_json"]:
        answer = {
            "from": since,
            "until": until,
            "known": known,
            **asdict(found),
            "release": [asdict(each) for each in expected],
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=_plain))
        return
    click.echo(f"From {since} to {until}" + (f", as known on {known}" if known else "") + ":")
    _tell(found)
    for each in expected:
        _expect(each)


def _plain(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _tell(found: "Totals") -> None:
    if not found.fines and not found.arrests:
        click.echo("No fine and no administrative detention is recorded in this period.")
    for title, its in (("Fines", found.fines), ("Administrative detention", found.arrests)):
        if its:
            click.echo(
                table([(title, "certain", "possible", "penalties", "people"), *map(_row, its)], right=(1, 2, 3, 4))
            )
    if found.unsaid:
        click.echo(f"Not added, for no amount or unit is said: {', '.join(found.unsaid)}")
    if found.doubtful:
        click.echo(f"In a ruble that was not in use on the day; look at these claims: {', '.join(found.doubtful)}")


def _row(each: "Sum") -> tuple[str, str, str, str, str]:
    unit = label(f"unit.{each.unit}")
    return (
        f"  {unit}",
        f"{each.certain.normalize():,f}",
        f"{each.possible.normalize():,f}",
        str(each.penalties),
        str(each.people),
    )


def _expect(each: "Estimate") -> None:
    day = str(each.latest) if each.earliest == each.latest else f"between {each.earliest} and {each.latest}"
    click.echo(f"Expected release (an estimate): {day}\n  {each.rule}")
