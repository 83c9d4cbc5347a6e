"""Invented people, organisations and places, put together from syllables in three languages; the same number is always the same person."""

import random
from dataclasses import dataclass

# each syllable as Belarusian, Russian and English write it
_SYLLABLES = (
    "за за za|ро ро ro|мі ми mi|ла ла la|ва ва va|сту сту stu|бе бе be|ка ка ka|лы лы ly|не не nie|"
    "да да da|гу гу hu|пра пра pra|цэ це ce|ма ма ma|ві ви vi|ха ха kha|ду ду du|рэ ре re|со со so|та та ta|жу жу zhu"
)
_GIVEN = "ян ян yan|ла ла la|на на na|сь сь s|ра ра ra|ля ля lia|віт вит vit|мір мир mir"
_ENDINGS = "скі ский ski|віч вич vich|ук ук uk|нка енко nka|ец ец ets"
LANGUAGES = ("be", "ru", "en")


@dataclass(frozen=True, slots=True)
class Names:
    """One name in three languages."""

    be: str
    ru: str
    en: str

    def within(self, language: str) -> str:
        """The name in a language."""
        return str(getattr(self, language))


def _table(text: str) -> list[list[str]]:
    return [each.split() for each in text.split("|")]


def _joined(parts: list[list[str]]) -> list[str]:
    return ["".join(part[column] for part in parts).capitalize() for column in range(3)]


def person(number: int) -> Names:
    """The name of invented person `number`.

    >>> person(1) == person(1), person(1) == person(2)
    (True, False)
    """
    dice = random.Random(f"person {number}")
    syllables = _table(_SYLLABLES)
    given = _joined([*dice.sample(syllables, 2), dice.choice(_table(_GIVEN))])
    surname = _joined([*dice.sample(syllables, 3), dice.choice(_table(_ENDINGS))])
    return Names(*(f"{first} {last}" for first, last in zip(given, surname, strict=True)))


def place(number: int) -> Names:
    """The name of an invented town."""
    dice = random.Random(f"place {number}")
    return Names(*_joined([*dice.sample(_table(_SYLLABLES), 3), ["ва", "во", "va"]]))


def organization(number: int) -> Names:
    """The name of an invented organisation."""
    town = place(10_000 + number)
    return Names(
        f"Праваабарончы цэнтр «{town.be}»", f"Правозащитный центр «{town.ru}»", f"Human Rights Centre {town.en}"
    )


def court(number: int) -> Names:
    """The name of the court of an invented town."""
    town = place(number)
    return Names(f"Суд горада {town.be}", f"Суд города {town.ru}", f"Court of {town.en}")
