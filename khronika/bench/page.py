"""Source texts about invented people, written sentence by sentence so that the place of each fact is known as it is written."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from khronika.bench import people

Values = Mapping[str, object]
PEOPLE = 20  # people in one source
ORGANIZATIONS, COURTS, PLACES = 200, 60, 100


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of a text: values that point to records hold their keys ('person-7'), the span is its place in the text."""

    kind: str
    subject: str
    values: Values
    span: tuple[int, int]
    valid_from: str = ""


@dataclass(slots=True)
class Page:
    """A text with its facts while it is written."""

    title: str
    language: str
    text: str = ""
    facts: list[Told] = field(default_factory=list)

    def say(self, words: str) -> tuple[int, int]:
        """Write a sentence; the place where it stands."""
        start = len(self.text)
        self.text += words + "\n"
        return start, start + len(words)


def page(number: int, size: int) -> Page:
    """Source `number` of a register of `size` people: some twenty people, what was done to each, and by which court."""
    language = people.LANGUAGES[number % 3]
    made = Page(f"{people.place(number).within(language)}: {number}", language)
    for person in range(number * PEOPLE, min(size, (number + 1) * PEOPLE)):
        _person(made, person)
    return made


def things() -> dict[str, tuple[str, people.Names]]:
    """The organisations, courts and places that sources speak of: key to kind and name."""
    found = {f"organization-{n}": ("Organization", people.organization(n)) for n in range(ORGANIZATIONS)}
    found |= {f"court-{n}": ("Organization", people.court(n)) for n in range(COURTS)}
    return found | {f"place-{n}": ("Place", people.place(n)) for n in range(PLACES)}


def index() -> Page:
    """The one source that names all of these."""
    made = Page("Index", "en")
    for key, (_, names) in things().items():
        for language in ("be", "en"):
            span = made.say(names.within(language))
            made.facts.append(Told("Name", key, {"text": names.within(language), "language": language}, span))
    return made


def _person(made: Page, number: int) -> None:
    dice, names = random.Random(f"life {number}"), people.person(number)
    key, day = f"person-{number}", f"20{dice.randint(10, 25)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    for language in ("be", "en"):
        text = names.within(language)
        made.facts.append(Told("Name", key, {"text": text, "language": language, "name_kind": "usual"}, made.say(text)))
    if number % 2:
        _membership(made, key, dice, names)
    else:
        _act(made, key, dice, names)
    _trial(made, number, dice, day)


def _membership(made: Page, key: str, dice: random.Random, names: people.Names) -> None:
    which = dice.randrange(ORGANIZATIONS)
    span = made.say(f"{names.within(made.language)}, {people.organization(which).within(made.language)}.")
    values = {"organization": f"organization-{which}", "role": dice.choice(("сябра", "старшыня", "юрыст", "volunteer"))}
    made.facts.append(Told("Membership", key, values, span, str(dice.randint(1996, 2015))))


def _act(made: Page, key: str, dice: random.Random, names: people.Names) -> None:
    which, year = dice.randrange(PLACES), dice.randint(2010, 2025)
    span = made.say(f"{names.within(made.language)}: {people.place(which).within(made.language)}, {year}.")
    values = {"victim": key, "act_type": dice.choice(("arrest", "detention", "search")), "place": f"place-{which}"}
    made.facts.append(Told("ActDetails", f"act of {key}", values, span, str(year)))


def _trial(made: Page, number: int, dice: random.Random, day: str) -> None:
    key, trial = f"person-{number}", f"trial of person-{number}"
    which, years = dice.randrange(COURTS), dice.randint(2, 24) / 2
    span = made.say(f"{day}, {people.court(which).within(made.language)}: {years}. {people.person(number).ru}.")
    court = {"court": f"court-{which}", "instance": "first", "verdict": "convicted"}
    sentence = {"sentence_type": "imprisonment", "amount": f"{years:g}", "unit": "years"}
    made.facts.append(Told("ProceedingDetails", trial, {"defendant": key, "proceeding_kind": "criminal"}, span, day))
    made.facts.append(Told("Judgment", trial, court, span, day))
    made.facts.append(Told("SentenceComponent", trial, sentence, span, day))
