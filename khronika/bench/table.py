"""A table of invented people to take in, with its mapping; one row in a hundred has a mistake of a known sort."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import yaml

from khronika.bench import people

EVERY = 100  # rows, of which one is bad
_HEAD = ("ID", "Імя", "Дата нараджэння", "Пол", "Прафесія", "Дата затрымання", "Артыкул")
_JOBS = ("настаўнік", "юрыст; паэт", "лекар", "", "студэнт", "", "журналіст; перакладчык")
_MISTAKES = ((2, "31.02.1990"), (0, ""), (3, "qqq"), (5, "03/04/2020"), (2, "9 фівраля"))
_PLAN = {
    "name": "measured",
    "language": "be",
    "key": "ID",
    "records": {
        "person": {
            "kind": "Person",
            "claims": [
                {"kind": "Name", "values": {"text": {"column": _HEAD[1]}}},
                {
                    "kind": "PersonDetails",
                    "values": {
                        "birth": {"column": _HEAD[2]},
                        "gender": {"column": _HEAD[3], "terms": {"м": "man", "ж": "woman"}},
                    },
                },
                {"kind": "Occupation", "values": {"text": {"column": _HEAD[4], "split": ";"}}},
            ],
        },
        "act": {
            "kind": "Act",
            "claims": [
                {
                    "kind": "ActDetails",
                    "from": {"column": _HEAD[5]},
                    "values": {
                        "victim": {"record": "person"},
                        "act_type": "detention",
                        "provision": {"column": _HEAD[6], "form": "Артыкул {} КК"},
                    },
                }
            ],
        },
    },
}


def write(folder: Path, size: int) -> tuple[Path, Path]:
    """A CSV of `size` rows, and the mapping that reads it."""
    table, mapping = folder / "people.csv", folder / "people.yaml"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        writer.writerows(_rows(size))
    mapping.write_text(yaml.safe_dump(_PLAN, allow_unicode=True), encoding="utf-8")
    return table, mapping


def bad(size: int) -> int:
    """How many rows of a table have a mistake."""
    return size // EVERY


def _rows(size: int) -> Iterator[list[str]]:
    """Half of the people are in a register of as many already, the others are new."""
    for number in range(size):
        dice = random.Random(f"row {number}")
        row = [
            str(number + 1),
            people.person(number + size // 2).be,
            f"{dice.randint(1, 28):02}.{dice.randint(1, 12):02}.{dice.randint(1940, 2003)}",
            dice.choice("мж"),
            dice.choice(_JOBS),
            f"{dice.randint(1, 28):02}.{dice.randint(1, 12):02}.{dice.randint(2010, 2025)}",
            dice.choice(("342", "369", "130", "364", "")),
        ]
        if number % EVERY == EVERY - 1:
            place, mistake = _MISTAKES[number // EVERY % len(_MISTAKES)]
            row[place] = mistake
        yield row
