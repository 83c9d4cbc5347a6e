"""What the commands that ask the register share: days as options, the gate of an audience, and names for what is found."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import click

from khronika.cli.errors import Failure
from khronika.vocabulary.kind import Level

AUDIENCES = (Level.TEAM.value, Level.PARTNERS.value, Level.PUBLIC.value)
Shown = Callable[[set[str]], Collection[str]]


class Day(click.ParamType):
    """A day such as 2013-08-04."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error for anything else."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value) if len(value) == 10 else self._refuse(value, param, ctx)
        except ValueError:
            return self._refuse(value, param, ctx)

    def _refuse(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        self.fail(f"Expected a day such as 2013-08-04; got {value!r}.", param, ctx)


def known_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --known."""
    told = "As known on that day (UTC); as known now without it."
    return click.option("--known", type=Day(), default=None, help=told)(command)


def audience_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --audience."""
    told = "What this audience may see today; the team sees all."
    choice = click.Choice(AUDIENCES)
    return click.option("--audience", type=choice, default=AUDIENCES[0], show_default=True, help=told)(command)


def gate(audience: str) -> Shown | None:
    """What tells which claims an audience may see today, whatever day is asked about; None for the team."""
    if audience == Level.TEAM:
        return None
    from khronika.press.load import Loader
    from khronika.press.people import sweep
    from khronika.press.project import Projection

    finding, _ = sweep(Level(audience))
    shown = Projection(Loader(Level(audience)).everything(), finding, date.today(), Level(audience)).shown
    return lambda claims: {claim for claim in claims if claim in shown}


def record(given: str) -> str:
    """The id of the record that was given by its id or by a name.

    Raises Failure if there is none, or if several may be meant; it names them.
    """
    from khronika.desk.claims.models import Record
    from khronika.desk.register.candidates import KINDS, candidates
    from khronika.desk.register.models import Name

    if Record.objects.filter(id=given).exists():
        return given
    same = Name.objects.filter(text__iexact=given, claim__known_until=None)
    exact = dict.fromkeys(same.order_by("claim__known_from").values_list("claim__subject_id", flat=True))
    found = [(each, given) for each in exact] or [
        (each.record, each.name) for kind in KINDS for each in candidates(kind, given, limit=3) if each.score >= 0.6
    ]
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise Failure(
            f"Nothing is recorded under {given!r}. Give a record's id, or a name as it is written in a source."
        )
    told = "; ".join(f"{each} {name}" for each, name in found[:6])
    raise Failure(f"Expected one record called {given!r}; there may be meant: {told}. Give the id.")


def names(records: Collection[str], audience: str) -> dict[str, str]:
    """Names to show beside ids: all of them for the team; for others only names that they may see, else the id."""
    from khronika.desk.register.models import Name
    from khronika.desk.register.told import called

    shown = gate(audience)
    if shown is None:
        return called(records)
    rows = Name.objects.filter(claim__known_until=None, claim__subject__in=list(records)).order_by("-claim__known_from")
    told = list(rows.values_list("claim_id", "claim__subject_id", "text"))
    allowed = set(shown({claim for claim, _, _ in told}))
    return {each: each for each in records} | {whose: text for claim, whose, text in told if claim in allowed}


def table(rows: Collection[Collection[str]], *, right: Collection[int] = ()) -> str:
    """Rows in columns, two spaces apart; the numbered columns to the right."""
    widths = (
        [max(len(row[n]) for row in map(list, rows)) for n in range(len(next(iter(map(list, rows)))))] if rows else []
    )
    lines = (
        "  ".join(
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
    return "\n".join(lines)
