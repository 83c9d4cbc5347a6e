"""khronika figures."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.cli.asof import Day, Shown, audience_option, gate, known_option, names, table
from khronika.cli.errors import Failure
from khronika.cli.opening import begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.desk.register.figures import Figure

Row = tuple[str, str, str, str]
STATUSES = ("political_prisoner", "imprisoned", "detained")


@click.command()
@home_option
@click.option("--at", type=Day(), default=None, help="The day of the figures; today without it.")
@click.option("--from", "since", type=Day(), default=None, help="Also who came and went from this day to --at.")
@click.option("--monthly", is_flag=True, help="With --from: a line for each month.")
@click.option("--status", "statuses", multiple=True, help="Which status; may be given again.")
@click.option("--by", type=click.Choice(("gender", "place")), default=None, help="Counted apart by this.")
@click.option("--explain", nargs=2, type=Day(), default=None, help="Why the total of one day differs from another's.")
@known_option
@audience_option
@json_option
def figures(folder: Path, known: date | None, audience: str, as_json: bool, **asked: object) -> None:
    """How many people hold a status on a day, how many began or ceased to, and how many ever did.

    The three are never mixed; docs/explanation/figures.md defines them. With --explain A B, each total is taken as it was
    known on its own day, or both as known on --known.
    """
    begin(folder)
    chosen, explained, shown = asked["statuses"], asked["explain"], gate(audience)
    statuses = chosen if isinstance(chosen, tuple) and chosen else STATUSES
    if explained:
        _explain(statuses, explained, known, shown, as_json)  # type: ignore[arg-type]
        return
    at, since = asked["at"] or date.today(), asked["since"]
    assert isinstance(at, date) and (since is None or isinstance(since, date))
    if since is not None and since > at:
        raise Failure(f"Expected --from no later than --at; got {since} and {at}.")
    if asked["monthly"] and since is None:
        raise Failure("Expected --from together with --monthly, to know where to begin.")
    by = str(asked["by"] or "")
    told = [
        each for status in statuses for each in _counted(status, (since, at), known, by, shown, bool(asked["monthly"]))
    ]
    places = {each["group"] for each in told if each["group"]} if by == "place" else set()
    called = names([str(each) for each in places], audience)
    if as_json:
        answer = {
            "at": at.isoformat(),
            "from": since and since.isoformat(),
            "known": known and known.isoformat(),
            "figures": told,
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    click.echo(f"On {at}" + (f", as known on {known}" if known else "") + ":")
    if not any(each["certain"] or each["possible"] for each in told):
        click.echo("Nothing is recorded.")
        return
    rows = [("figure", "certain", "possible")]
    rows += [(_name(each, by, called), f"{each['certain']:,}", f"{each['possible']:,}") for each in told]
    click.echo(table(rows, right=(1, 2)))


def _counted(
    status: str, period: tuple[date | None, date], known: date | None, by: str, shown: "Shown | None", monthly: bool
) -> list[dict[str, object]]:
    from khronika.desk.register.figures import cumulative, flow, months, stock

    since, at = period
    told = _lines(status, "stock", at.isoformat(), stock(status, at, known, by=by, shown=shown))
    parts = [] if since is None else months(since, at) if monthly else [(since, at)]
    for first, last in parts:
        moved, during = flow(status, first, last, known, by=by, shown=shown), f"{first}/{last}"
        told += _lines(status, "began", during, moved.began) + _lines(status, "ended", during, moved.ended)
        if monthly:
            told += _lines(status, "stock", last.isoformat(), stock(status, last, known, by=by, shown=shown))
    return told + _lines(status, "cumulative", at.isoformat(), cumulative(status, at, known, by=by, shown=shown))


def _lines(status: str, figure: str, during: str, its: tuple["Figure", ...]) -> list[dict[str, object]]:
    return [{"status": status, "figure": figure, "during": during, **asdict(each)} for each in its]


def _name(told: dict[str, object], by: str, called: dict[str, str]) -> str:
    """'political_prisoner, ended 2013-01-01/2013-12-31 (released), woman'."""
    ground = f" ({told['ground']})" if told["ground"] else ""
    group = f", {called.get(str(told['group']), told['group']) or 'not known'}" if by else ""
    return f"{told['status']}, {told['figure']} {told['during']}{ground}{group}"


def _explain(
    statuses: tuple[str, ...], days: tuple[date, date], known: date | None, shown: "Shown | None", as_json: bool
) -> None:
    from khronika.desk.register.changes import explain

    found = [explain(status, *days, known, shown=shown) for status in statuses]
    if as_json:
        answer = {"from": days[0].isoformat(), "to": days[1].isoformat(), "known": known and known.isoformat()}
        click.echo(json.dumps({**answer, "explained": [asdict(each) for each in found]}, ensure_ascii=False, indent=1))
        return
    for each in found:
        click.echo(
            f"{each.status}: {each.before} on {days[0]}, {each.after} on {days[1]} ({each.after - each.before:+d})"
        )
        rows = [("  " + WHY.get(its.reason, its.reason), f"{its.count:+d}") for its in each.changes]
        click.echo(table(rows, right=(1,)) if rows else "  nothing changed")


WHY = {
    "began": "began",
    "became_certain": "was possible, is certain",
    "lapsed": "was certain, nobody vouched for it since",
    "ended": "ended, nobody says how",
    "learnt_late": "learnt late: true then, recorded later",
    "end_learnt_late": "learnt late: had ended already",
    "taken_back": "withdrawn, overturned or undone",
    "merged": "two records are one person",
    "split": "one record was two people",
}
