"""khronika recommendations."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from khronika.cli.asof import record
from khronika.cli.opening import begin, home_option, json_option
from khronika.vocabulary.terms import label, languages, members

RESPONSES = ("unanswered", *members("recommendation_response"))
RATINGS = ("unrated", *members("implementation"))
WIDTH = 100


@click.command()
@home_option
@click.option("--session", default="", help="Of this session (id or name).")
@click.option("--mechanism", default="", help="Of this mechanism (id or name).")
@click.option("--response", type=click.Choice(RESPONSES), default=None, help="What the state answered last.")
@click.option("--rating", type=click.Choice(RATINGS), default=None, help="How it is rated last.")
@click.option("--by", default="", help="Made by this state or body (id or name).")
@click.option("--topic", default="", help="On this topic.")
@click.option("--concerning", default="", help="Linked with this demand, case, person or law (id or name).")
@click.option("--words", default="", help="With all these words in the text.")
@click.option(
    "--lang", type=click.Choice(languages()), default="en", show_default=True, help="The language of the words."
)
@json_option
def recommendations(folder: Path, lang: str, as_json: bool, **asked: str | None) -> None:
    """Recommendations with the state's answer and our rating, by session and number, and how many of each there are.

    This is for the team: nothing is withheld.
    """
    begin(folder)
    from khronika.desk.advocacy.mechanisms.recommendations import Asked, tally, texts
    from khronika.desk.advocacy.mechanisms.recommendations import recommendations as ask
    from khronika.desk.register.told import called

    meant = {
        name: record(str(asked[name])) if asked[name] else "" for name in ("session", "mechanism", "by", "concerning")
    }
    wanted = Asked(
        session=meant["session"],
        mechanism=meant["mechanism"],
        recommending=meant["by"],
        concern=meant["concerning"],
        **{name: asked[name] or "" for name in ("response", "rating", "topic", "words")},
    )
    found = ask(wanted)
    said = texts([each.record for each in found], lang)
    names = called({one for each in found for one in (*each.recommending, each.session) if one})
    if as_json:
        told = [
            {**asdict(each), "text": said.get(each.record, ""), "by": [names[one] for one in each.recommending]}
            for each in found
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for each in found:
        words = " ".join(said.get(each.record, "").split())
        marks = [label(f"recommendation_response.{each.response}", lang) if each.response else "–"]
        marks += [label(f"implementation.{each.rating}", lang) if each.rating else "–"]
        by = ", ".join(names[one] for one in each.recommending)
        click.echo(f"{each.record}  {each.number or '–'}  [{' / '.join(marks)}]  {by}")
        click.echo(f"    {words if len(words) <= WIDTH else words[:WIDTH] + ' …'}")
    counts = tally(found)
    for terms, place in (("recommendation_response", 0), ("implementation", 1)):
        its: dict[str, int] = {}
        for pair, count in counts.items():
            its[pair[place]] = its.get(pair[place], 0) + count
        parts = [f"{label(f'{terms}.{term}', lang) if term else '–'}: {count}" for term, count in sorted(its.items())]
        if parts:
            click.echo(" · ".join(parts))
    if not found:
        click.echo("No recommendation is recorded that fits.")
