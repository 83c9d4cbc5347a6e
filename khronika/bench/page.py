"""Source texts about invented people, written sentence by sentence so that the place of each fact is known as it is written."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from khronika.bench import people

Values = Mapping[str, object]
PEOPLE = 20  # people in one source
ORGANIZATIONS, COURTS, PLACES = 200, 60, 100
RARE, LONG = 1_000, 60  # one person in so many has so many acts, another so many memberships


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of a text: values that point to records hold their keys ('person-7'), the span is its place in the text."""

    kind: str
    subject: str
    values: Values
    span: tuple[int, int]
    valid_from: str = ""
    valid_until: str = ""


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
    """Names and a role for everybody; one in two was tried, one in four held, one in twenty recognised, a few have long lives."""
    dice, names = random.Random(f"life {number}"), people.person(number)
    key, span = f"person-{number}", made.say(f"{names.be}, {names.en}.")
    for language in ("be", "en"):
        values = {"text": names.within(language), "language": language, "name_kind": "usual"}
        made.facts.append(Told("Name", key, values, span))
    for _ in range(LONG if number % RARE == 1 else number % 2):
        _membership(made, key, dice, names)
    if number % 2 == 0:
        _acts(made, key, dice, LONG if number % RARE == 0 else 1 + number % 3 // 2)
        day = date(2010, 1, 1) + timedelta(dice.randrange(5_800))
        _trial(made, number, dice, day)
        if number % 4 == 0:
            _held(made, number, dice, day)


def _membership(made: Page, key: str, dice: random.Random, names: people.Names) -> None:
    which, year = dice.randrange(ORGANIZATIONS), dice.randint(1996, 2015)
    span = made.say(f"{names.within(made.language)}, {people.organization(which).within(made.language)}, {year}.")
    values = {"organization": f"organization-{which}", "role": dice.choice(("сябра", "старшыня", "юрыст", "volunteer"))}
    until = str(year + dice.randint(0, 9)) if dice.random() < 0.5 else ""
    made.facts.append(Told("Membership", key, values, span, str(year), until))


def _acts(made: Page, key: str, dice: random.Random, many: int) -> None:
    names = people.person(int(key.rpartition("-")[2]))
    for number in range(many):
        which, year = dice.randrange(PLACES), dice.randint(2010, 2025)
        span = made.say(f"{names.within(made.language)}: {people.place(which).within(made.language)}, {year}.")
        values = {"victim": key, "act_type": dice.choice(("arrest", "detention", "search")), "place": f"place-{which}"}
        made.facts.append(Told("ActDetails", f"act {number} of {key}", values, span, str(year)))


def _trial(made: Page, number: int, dice: random.Random, day: date) -> None:
    key, trial = f"person-{number}", f"trial of person-{number}"
    which, years = dice.randrange(COURTS), dice.randint(2, 24) / 2
    span = made.say(f"{day}, {people.court(which).within(made.language)}: {years}. {people.person(number).ru}.")
    court = {"court": f"court-{which}", "instance": "first", "verdict": "convicted"}
    sentence = {"sentence_type": "imprisonment", "amount": f"{years:g}", "unit": "years"}
    details = {"defendant": key, "proceeding_kind": "criminal"}
    made.facts.append(Told("ProceedingDetails", trial, details, span, str(day)))
    made.facts.append(Told("Judgment", trial, court, span, str(day)))
    made.facts.append(Told("SentenceComponent", trial, sentence, span, str(day)))


def _held(made: Page, number: int, dice: random.Random, tried: date) -> None:
    """A detention: most for days, two in five before trial and on the sentence; half of these were recognised by somebody."""
    key, spell = f"person-{number}", f"detention of person-{number}"
    began = tried - timedelta(dice.randint(30, 400))
    ended = tried + timedelta(dice.randint(100, 2_500))
    let = str(ended) if ended.year < 2026 and dice.random() < 0.9 else ""
    span = made.say(f"{people.person(number).within(made.language)}: {began} — {let or '?'}.")
    birth = {"birth": str(dice.randint(1940, 2003)), "gender": dice.choice(("man", "woman"))}
    made.facts.append(Told("PersonDetails", key, birth, span))
    if number // 4 % 5 > 1:
        short = {"person": key, "ground": dice.choice(("short_term", "administrative"))}
        until = str(began + timedelta(dice.randint(1, 15)))
        made.facts.append(Told("SpellDetails", spell, short, span, str(began), until))
        return
    before, after = {"person": key, "ground": "pretrial"}, {"person": key, "ground": "sentence"}
    made.facts.append(Told("SpellDetails", spell, before, span, str(began), str(tried)))
    ending = {"end_ground": "released"} if let else {}
    made.facts.append(Told("SpellDetails", spell, {**after, **ending}, span, str(tried), let))
    if number // 4 % 5 == 0:
        status = {"status": "political_prisoner", "determined_by": f"organization-{dice.randrange(ORGANIZATIONS)}"}
        since = str(began + timedelta(dice.randint(1, 60)))
        made.facts.append(Told("StatusDetermination", key, {**status, **ending}, span, since, let))
