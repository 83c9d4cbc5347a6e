"""Statements with demands in any number, the same for the same number: what is asked, of whom, for whom, again and again, all invented."""

import random
from collections.abc import Iterator

from khronika.bench.page import Page, Told
from khronika.bench.people import person

EACH = 10  # demands of a statement
AGAIN = 4  # of these, that stood in the statement before
_ASKED = (
    "Release {who} at once",
    "Close the case against {who} and let {who} go free",
    "Let doctors of their own choice see {who}",
    "Rehabilitate {who} in full",
)
_WHOLE = (
    "Register the organisation number {n} under its own name",
    "Repeal the article {n} of the code",
    "Publish the list of those who were detained on day {n}",
)
_STATES = ("met", "partly_met", "not_met", "refused", "reversed", "overtaken")


def statements(size: int) -> Iterator[Page]:
    """Pages of statements with `size` demands altogether, the parties first."""
    yield _parties(max(size // 8, 10))
    for number in range(-(-size // EACH)):
        yield _statement(number, min(EACH, size - number * EACH), max(size // 8, 10))


def _parties(many: int) -> Page:
    made = Page("Those who are spoken of", "en")
    for number in range(many):
        name = person(number).within("en")
        made.facts.append(
            Told("Name", f"person-{number}", {"text": name, "language": "en", "name_kind": "usual"}, made.say(name))
        )
    for number in range(8):
        name = f"Example Ministry {number + 1}"
        made.facts.append(
            Told("Name", f"ministry-{number}", {"text": name, "language": "en", "name_kind": "usual"}, made.say(name))
        )
    return made


def _statement(number: int, many: int, people: int) -> Page:
    dice, key = random.Random(f"statement {number}"), f"statement-{number}"
    day = f"{2009 + number % 17}-{1 + number % 12:02}-{1 + number % 28:02}"
    title = f"Joint statement {number + 1} of organisations that defend human rights"
    made = Page(title, "en")
    made.facts.append(Told("Text", key, {"role": "title", "language": "en", "text": title}, made.say(title)))
    made.facts.append(Told("StatementDetails", key, {}, made.say(f"Published on {day}."), day))
    ministry = f"ministry-{number % 8}"
    made.facts.append(Told("Addressee", key, {"party": ministry}, made.say("To the ministry.")))
    for place in range(many):
        _demand(made, dice, (number, place), day, people=people)
    return made


def _demand(made: Page, dice: random.Random, where: tuple[int, int], day: str, *, people: int) -> None:
    number, place = where
    one, statement = f"demand-{number}-{place}", f"statement-{number}"
    whom = [f"person-{dice.randrange(people)}" for _ in range(dice.choice((0, 1, 1, 2, 7)))]
    name = person(int(whom[0].partition("-")[2])).within("en") if whom else ""
    words = dice.choice(_ASKED).format(who=name) if whom else dice.choice(_WHOLE).format(n=number * EACH + place)
    span = made.say(words)
    made.facts.append(
        Told("DemandDetails", one, {"statement": statement, "number": place + 1, "scope": "no_change_of_law"}, span)
    )
    made.facts.append(Told("Text", one, {"role": "demand", "language": "en", "text": words}, span))
    made.facts += [Told("Beneficiary", one, {"party": each}, span) for each in dict.fromkeys(whom)]
    if number and place < AGAIN:
        made.facts.append(Told("CarriedDemand", one, {"earlier": f"demand-{number - 1}-{place}"}, span))
    for at, each in enumerate(dict.fromkeys(whom[: dice.randrange(5)] or ["", ""][: dice.randrange(2)])):
        values = {"assessment": dice.choice(_STATES), **({"beneficiary": each} if each else {})}
        made.facts.append(Told("DemandAssessment", one, values, span, f"{int(day[:4]) + 1 + at}{day[4:]}"))
