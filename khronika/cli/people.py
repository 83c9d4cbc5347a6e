"""khronika people."""

import json
from datetime import date
from pathlib import Path

import click

from khronika.cli.asof import Day, audience_option, gate, known_option, names, table
from khronika.cli.opening import begin, home_option, json_option


@click.command()
@home_option
@click.option("--status", default="political_prisoner", show_default=True, help="Which status, as political_prisoner.")
@click.option("--at", type=Day(), default=None, help="On which day, as 2013-08-04; today without it.")
@known_option
@audience_option
@json_option
def people(folder: Path, status: str, at: date | None, known: date | None, audience: str, as_json: bool) -> None:
    """Who had a status on a day: certainly, and possibly, where a source says a month or year only or no end.

    Statuses are those that organisations determine (political_prisoner, prisoner_of_conscience, …), grounds of detention
    (pretrial, sentence, administrative, house_arrest, …), imprisoned (pretrial or sentence) and detained (any ground).
    """
    begin(folder)
    from khronika.desk.register.status import people as ask

    at = at or date.today()
    held = ask(status, at, known, shown=gate(audience))
    called = names([each.record for each in held], audience) if held else {}
    held.sort(key=lambda each: (each.certainty != "certain", called[each.record].casefold(), each.record))
    if as_json:
        told = [
            {"record": each.record, "name": called[each.record], "certainty": each.certainty, "claims": each.claims}
            for each in held
        ]
        answer = {
            "status": status,
            "at": at.isoformat(),
            "known": known and known.isoformat(),
            "audience": audience,
            "people": told,
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    since = f", as known on {known}" if known else ""
    if not held:
        click.echo(f"Nobody is recorded with the status {status} on {at}{since}.")
        return
    for word in ("certain", "possible"):
        its = [each for each in held if each.certainty == word]
        if its:
            click.echo(f"{word.capitalize()} on {at}{since}: {len(its)}")
            click.echo(table([("  " + each.record, called[each.record]) for each in its]))
