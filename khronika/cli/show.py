"""khronika show RECORD."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.cli.asof import Day, known_option, record
from khronika.cli.opening import begin, home_option, json_option
from khronika.vocabulary.terms import label, languages

if TYPE_CHECKING:
    from khronika.desk.register.told import Line, Told

QUOTE = 160
SHOWN = 100
"""Claims of others that are told without --all."""

WORDS = {  # certain, possible, no, a decision, the same person or thing, nothing known, more, goes out, stays inside
    "en": (
        "certain",
        "possible",
        "no",
        "decision {} by {}, {}",
        "same as",
        "Nothing was known of it",
        "And {} more; --all tells them.",
        "goes out with the next edition",
        "stays inside: {}",
    ),
    "be": (
        "пэўна",
        "магчыма",
        "не",
        "рашэнне {}: {}, {}",
        "тое ж, што",
        "Пра гэта нічога не было вядома",
        "І яшчэ {}; --all пакажа ўсё.",
        "выходзіць у наступным выпуску",
        "застаецца ўнутры: {}",
    ),
    "ru": (
        "точно",
        "возможно",
        "нет",
        "решение {}: {}, {}",
        "то же, что",
        "Об этом ничего не было известно",
        "И ещё {}; --all покажет всё.",
        "выходит в следующем выпуске",
        "остаётся внутри: {}",
    ),
}
CERTAINTIES = ("certain", "possible", "no")


@click.command()
@click.argument("which", metavar="RECORD")
@home_option
@click.option("--at", type=Day(), default=None, help="Say of each claim whether it was so on this day.")
@known_option
@click.option(
    "--lang", type=click.Choice(languages()), default="en", show_default=True, help="The language of the words."
)
@click.option("--all", "every", is_flag=True, help=f"All that others say of it, not only the first {SHOWN}.")
@click.option("--why", "asked", is_flag=True, help="Say of each claim whether the next edition tells it, and why not.")
@json_option
def show(which: str, folder: Path, lang: str, every: bool, asked: bool, as_json: bool, **when: date | None) -> None:
    """All that is known of a record: every claim in the order of time, with its sources and who decided on it.

    RECORD is an id or a name. Parts of it (acts, proceedings, detentions, demands) are told with it, and what others say of
    it after. This is for the team: nothing is withheld.
    """
    begin(folder)
    from khronika.desk.register.told import Window, tell

    told = tell(record(which), **when, window=None if every else Window(SHOWN))
    gate = _asked(told, lang) if asked else {}
    if as_json:
        found = asdict(told) | ({"why": gate} if asked else {})
        click.echo(json.dumps(found, ensure_ascii=False, indent=1, default=str))
        return
    words = WORDS.get(lang, WORDS["en"])
    one = f"   {words[4]} {', '.join(told.merged)}" if told.merged else ""
    click.echo(f"{told.name}\n{label('record.' + told.kind, lang)} {told.record}{one}")
    if not told.lines:
        click.echo(words[5] + (f" ({when['known']})." if when["known"] else "."))
    for line in told.lines:
        _tell(line, told, lang)
        if line.id in gate:
            click.echo(f"    {gate[line.id]}")
    if told.more:
        click.echo("\n" + words[6].format(f"{told.more:,}"))


def _asked(told: "Told", lang: str) -> dict[str, str]:
    """What the gate says of each claim, in words."""
    from django.utils import timezone, translation

    from khronika.press.gate import Withheld
    from khronika.press.why import why
    from khronika.workspace.press.reasons import reason

    words, answers = WORDS.get(lang, WORDS["en"]), why({told.record}, timezone.now().date()).claims
    with translation.override(lang):
        return {
            claim: words[8].format(reason(said.reason)) if isinstance(said, Withheld) else words[7]
            for claim, said in answers.items()
        }


def _tell(line: "Line", told: "Told", lang: str) -> None:
    from khronika.workspace.wording import say

    said = say(line.kind, line.values, lambda value: told.names.get(str(value), str(value)), language=lang)
    words = "; ".join(each for each in (str(said), *(f"{name}: {value}" for name, value in said.extras)) if each)
    marks = [label(f"status.{line.status}", lang)] if line.status != "asserted" else []
    own = WORDS.get(lang, WORDS["en"])
    marks += [own[CERTAINTIES.index(line.certain)]] if line.certain else []
    when = _when(line.valid_from, line.valid_until)
    about = "" if line.place == "own" else f" ({told.names[line.about]})"
    mark = f" [{', '.join(marks)}]" if marks else ""
    click.echo(f"\n{when}  {label('claim.' + line.kind, lang)}{about}: {words}{mark}")
    for cite in line.cites:
        quote = " ".join(cite.quote.split())
        click.echo(f"    «{quote if len(quote) <= QUOTE else quote[:QUOTE] + ' …'}» {cite.title} ({cite.source})")
    why = f": {line.reason}" if line.reason else ""
    click.echo("    " + own[3].format(line.decision, line.by, f"{line.at:%Y-%m-%d}") + why)


def _when(start: str, end: str) -> str:
    """The dates as they were said, in the notation that needs no language: 2011-08-04/2014-06-21, 2013-08/.., 2012."""
    return f"{start}/{end}" if end and end != start else start or "-"
