"""khronika demands."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.cli.asof import Day, table
from khronika.cli.asof import record as named
from khronika.cli.errors import Failure
from khronika.cli.opening import begin, home_option, json_option
from khronika.home import Home

if TYPE_CHECKING:
    from khronika.desk.advocacy.demands import Tracked, Wanted
    from khronika.vocabulary.fulfilment import Standing

WIDE = 90


@click.command()
@home_option
@click.option("--person", default="", help="Asked for, or of, this person or body: an id, or a name as it is written.")
@click.option("--law", default="", help="About this provision of a law: an id or a name.")
@click.option("--statement", default="", help="Of this statement: its id.")
@click.option("--year", default="", help="Of statements of this year.")
@click.option(
    "--open", "open_only", is_flag=True, help="Only those of which nothing was assessed, or that are not met."
)
@click.option("--at", type=Day(), default=None, help="As they stood on that day; as they stand now without it.")
@click.option(
    "--since-edition", type=click.IntRange(min=1), default=None, help="What stands otherwise than in that edition."
)
@click.option("--propose", is_flag=True, help="First propose assessments and repetitions from all that is recorded.")
@json_option
def demands(folder: Path, since_edition: int | None, propose: bool, as_json: bool, **given: Any) -> None:
    """What was asked, and what came of it: those asked longest first.

    A demand is counted for each of those for whom it asks by name: 'partly met, 3 of 7'.
    """
    home = begin(folder)
    from khronika.desk.advocacy.demands import changes, find

    if propose:
        _propose(quiet=as_json)
    wanted = _wanted(**given)
    before: dict[str, Standing | None] = {}
    if since_edition:
        before = {each.tracked.record: each.before for each in changes(_ledger(home, since_edition))}
        only = before.keys() if wanted.only is None else before.keys() & wanted.only
        wanted = replace(wanted, only=frozenset(only))
    found = find(wanted)
    day = given["at"] or date.today()
    if as_json:
        told = [_plain(each, day, before) for each in found]
        click.echo(json.dumps({"at": day.isoformat(), "demands": told}, ensure_ascii=False, indent=1))
        return
    _print(found, day, before)


def _wanted(*, person: str, law: str, statement: str, year: str, open_only: bool, at: date | None) -> "Wanted":
    from khronika.desk.advocacy.demands import OPEN, Wanted, concerning

    if year and not (year.isdecimal() and len(year) == 4):
        raise Failure(f"Expected a year such as 2012; got {year!r}.")
    only = concerning(named(person)) if person else None
    states = frozenset((OPEN, "not_met", "partly_met", "refused", "reversed")) if open_only else frozenset[str]()
    return Wanted(
        states,
        year=year,
        provision=_root(law) if law else "",
        statement=_root(statement) if statement else "",
        only=only,
        at=at.isoformat() if at else "",
    )


def _root(given: str) -> str:
    from khronika.desk.claims.judge import same

    found = named(given)
    return same().get(found, found)


def _propose(*, quiet: bool) -> None:
    from khronika.desk.advocacy.proposed import catch_up

    made = catch_up()
    click.echo(f"Proposed: {made}. They wait in the review of their sources.", err=quiet)


def _ledger(home: Home, number: int) -> int:
    """How far the ledger was when an edition was pressed."""
    from khronika.edition.reader import newest, open_edition

    if number > newest(home.editions):
        raise Failure(f"Expected an edition that was pressed, up to {newest(home.editions)}; got {number}.")
    return open_edition(home.editions / str(number)).header.ledger


def _plain(each: "Tracked", day: date, before: dict[str, Any]) -> dict[str, object]:
    its = each.demand
    told: dict[str, object] = {
        "record": each.record,
        "statement": its.statement,
        "numbers": its.numbers,
        "date": its.on,
        "first_asked": each.first,
        "days": each.age(day),
        "asked": each.asked,
        "scope": its.scope,
        "provision": its.provision,
        "texts": dict(its.texts),
        "addressees": its.addressees,
        "repeats": each.before,
        "repeated_in": each.after,
        "same_number": each.twice,
        "standing": _stood(each.standing),
        "assessments": [
            {
                "claim": mark.claim,
                "assessment": mark.told.assessment,
                "date": mark.told.on,
                "beneficiary": mark.told.beneficiary,
            }
            for mark in its.marks
        ],
    }
    return told | ({"before": _stood(before[each.record])} if each.record in before else {})


def _stood(standing: "Standing | None") -> dict[str, object] | None:
    if standing is None:
        return None
    return {
        "state": standing.state or "open",
        "since": standing.since,
        "met": standing.met,
        "of": standing.of,
        "each": {who: state or "open" for who, state in standing.each.items()},
    }


def _print(found: "list[Tracked]", day: date, before: dict[str, Any]) -> None:
    from khronika.desk.register.told import called

    if not found:
        click.echo("No demand fits.")
        return
    names = called({each.demand.statement for each in found})
    rows = []
    for each in found:
        number = ", ".join(map(str, each.demand.numbers))
        changed = f" (was: {_words(before[each.record])})" if before.get(each.record) else " (new)" if before else ""
        words = each.demand.words() or names[each.demand.statement]
        short = words if len(words) <= WIDE else words[: WIDE - 2].rsplit(" ", 1)[0] + " …"
        rows.append(
            (
                each.record,
                each.first or "no date",
                f"{each.age(day):,} days",
                _words(each.standing) + changed,
                number,
                short,
            )
        )
    click.echo(table(rows, right=(2, 4)))
    click.echo(f"Demands: {len(found)}", err=True)
    for each in found:
        if each.twice:
            number = ", ".join(map(str, each.demand.numbers))
            click.echo(
                f"{each.record}: another demand of the same statement has the number {number}, too: {', '.join(each.twice)}. "
                "Correct one of them, or judge the two the same.",
                err=True,
            )


def _words(standing: "Standing") -> str:
    from khronika.vocabulary.terms import label

    state = label(f"assessment.{standing.state}", "en").lower() if standing.state else "open"
    return f"{state}, {standing.met} of {standing.of}" if standing.of else state
