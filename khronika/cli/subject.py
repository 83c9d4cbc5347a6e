"""khronika subject PERSON."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.cli.asof import record
from khronika.cli.opening import begin, home_option, json_option

if TYPE_CHECKING:
    from khronika.desk.claims.held import Held


@click.command()
@click.argument("which", metavar="PERSON")
@home_option
@json_option
def subject(which: str, folder: Path, as_json: bool) -> None:
    """Everything held about somebody, where it came from, where it went and why. PERSON is an id or a name.

    Records, claims, sources that name them (every text is searched), consents, decisions, exports and editions they were in,
    and deeds that called them back. This is for the team, and for the person who asks: nothing is withheld.
    """
    home = begin(folder, bare=False)
    from khronika.desk.claims.held import held
    from khronika.press.recalls import holding

    found = held(record(which))
    editions = holding(home, list(found.addresses))
    if as_json:
        click.echo(json.dumps({**asdict(found), "editions": editions}, ensure_ascii=False, indent=1, default=str))
        return
    _tell(found, editions)


def _tell(found: "Held", editions: list[int]) -> None:
    click.echo(f"{found.kind} {', '.join(found.records)}: {', '.join(found.names) or 'no name'}")
    for each in found.back:
        click.echo(f"  {each.deed} by {each.by}, decision {each.number}, {each.at:%Y-%m-%d}: {each.reason}")
    click.echo(f"\nClaims: {len(found.claims)}")
    for said in found.claims:
        words = "; ".join(f"{name}: {value}" for name, value in said.values.items())
        dates = "/".join(filter(None, (said.valid_from, said.valid_until))) or "-"
        click.echo(f"  {dates}  {said.kind} ({said.subject}) {words}{'' if said.live else '  [ended]'}")
    click.echo(f"\nSources: {len(found.sources)}")
    for kept in found.sources:
        click.echo(f"  {kept.id}  {kept.title}{'' if kept.cited else '  [names them; nothing rests on it]'}")
        for quote in kept.quotes:
            click.echo(f"      «{' '.join(quote.split())}»")
    click.echo(f"\nConsents: {len(found.consents)}")
    for agreed in found.consents:
        end = f", ended by decision {agreed.ended}" if agreed.ended else ""
        click.echo(f"  {agreed.number}  {agreed.topic or 'name'} for {agreed.audience}, by {agreed.given_by}{end}")
    click.echo(f"\nStatements in the making: {len(found.drafted)}")
    for one in found.drafted:
        click.echo(f"  {one.what}  {one.title}{': ' + one.words if one.words else ''}")
    click.echo(f"\nDecisions: {len(found.decisions)}")
    for made in found.decisions:
        click.echo(
            f"  {made.number}  {made.deed} by {made.by}, {made.at:%Y-%m-%d}{': ' + made.reason if made.reason else ''}"
        )
    click.echo(f"\nExports they were in: {len(found.recipients)}")
    for given in found.recipients:
        click.echo(f"  {given.number}  {given.kind} for {given.audience} to {given.who}, {given.at:%Y-%m-%d}")
    told = ", ".join(map(str, editions)) or "none that lies here; older ones are not kept here"
    click.echo(f"\nEditions with a page of theirs: {told}")
