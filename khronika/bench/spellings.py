"""Invented people, places and bodies, each in many spellings: given names of the tables, all else put together from syllables.

The same number is always the same entity. No spelling comes from a list of real people, so figures on these say how
methods compare, not how well any of them knows the world.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from khronika.names import forms, romanise, standards
from khronika.names.given import table

LANGUAGES = ("be", "ru", "uk")
_LETTERS = {
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя'",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
}
_SYLLABLES = """
за за за|ро ро ро|мі ми ми|ла ла ла|ва ва ва|сту сту сту|бе бе бе|ка ка ка|лы лы ли|да да да|гу гу гу|пра про про|
цу цу цу|ма ма ма|ві ви ви|ха ха ха|ду ду ду|ра ра ра|са со со|та та та|жу жу жу|за зо зо|нюк нюк нюк|бар бор бор|
грэ гре гре|стра стро стро|шу шу шу|кры кри кри|пла пло пло|зя зе зе|дзе де де|ці ти ти|ку ку ку|пе пе пе|чар чер чер|
вар вор вор|бал бол бол|свя све све|бу бу бу|клі кли кли
"""
# a man's ending and a woman's, each as Belarusian, Russian and Ukrainian write it
_SLAVIC = """
скі ский ський ская ская ська|віч вич вич віч вич вич|нюк нюк нюк нюк нюк нюк|нка нко нко нка нко нко|
ноў нов нов нова нова нова|лёў лёв льов лёва лёва льова|нец нец нець нец нец нець|шын шин шин шына шина шина|
чык чик чик чык чик чик|рэнка ренко ренко рэнка ренко ренко|цкі цкий цький цкая цкая цька
"""
_EASTERN = """
швілі швили швілі швілі швили швілі|дзэ дзе дзе дзэ дзе дзе|ян ян ян ян ян ян|баеў баев баєв баева баева баєва|
бекаў беков беков бекава бекова бекова|ханаў ханов ханов ханава ханова ханова|заде заде заде заде заде заде|
раеў раев раєв раева раева раєва|лдзіеў лдиев лдієв лдзіева лдиева лдієва
"""
# a father's sons and daughters
_FATHERS = """
Іванавіч Иванович Іванович Іванаўна Ивановна Іванівна|Пятровіч Петрович Петрович Пятроўна Петровна Петрівна|
Віктаравіч Викторович Вікторович Віктараўна Викторовна Вікторівна|
Сяргеевіч Сергеевич Сергійович Сяргееўна Сергеевна Сергіївна|
Мікалаевіч Николаевич Миколайович Мікалаеўна Николаевна Миколаївна|
Уладзіміравіч Владимирович Володимирович Уладзіміраўна Владимировна Володимирівна|
Андрэевіч Андреевич Андрійович Андрэеўна Андреевна Андріївна|
Паўлавіч Павлович Павлович Паўлаўна Павловна Павлівна|
Аляксандравіч Александрович Олександрович Аляксандраўна Александровна Олександрівна|
Анатолевіч Анатольевич Анатолійович Анатольеўна Анатольевна Анатоліївна
"""
# bodies in Belarusian, Russian, Ukrainian and English; the town stands for {0}
_BODIES = """
Праваабарончы цэнтр «{0}»|Правозащитный центр «{0}»|Правозахисний центр «{0}»|Human Rights Centre {0}
Суд горада {0}|Суд города {0}|Суд міста {0}|Court of the City of {0}
Грамадскае аб'яднанне «{0}»|Общественное объединение «{0}»|Громадське об'єднання «{0}»|Public Association {0}
Камітэт абароны журналістаў «{0}»|Комитет защиты журналистов «{0}»|Комітет захисту журналістів «{0}»|Committee to Protect Journalists {0}
Незалежны прафсаюз «{0}»|Независимый профсоюз «{0}»|Незалежна профспілка «{0}»|Independent Trade Union {0}
Газета «{0}»|Газета «{0}»|Газета «{0}»|{0} Newspaper
Фонд «{0}»|Фонд «{0}»|Фонд «{0}»|{0} Foundation
"""
_OTHER_BODIES = ("Хор «{0}»", "Футбольный клуб «{0}»", "{0} Dance School", "Музей «{0}»", "Bank {0}")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entity's name, and what is hard in it."""

    text: str
    category: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and whether they are one entity's."""

    kind: str
    a: str
    b: str
    same: bool
    category: str


@cache
def _cells(text: str) -> list[list[str]]:
    return [each.split() for each in text.split("|")]


@cache
def _given(language: str, gender: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Classes of given names with the forms that a language's letters can spell."""
    letters = set(_LETTERS[language])
    spelled = (
        (number, tuple(form for form in row[2] if set(form.lower()) <= letters))
        for number, row in enumerate(table())
        if row[0] == gender
    )
    return tuple((number, fitting) for number, fitting in spelled if fitting)


class Person:
    """An invented person; whatever is asked of one is the same each time."""

    def __init__(self, number: int) -> None:
        dice = random.Random(f"spelled {number}")
        self.number = number
        self.woman = dice.random() < 0.4
        self.language = dice.choice(LANGUAGES)
        self.given, spelled = dice.choice(_given(self.language, "f" if self.woman else "m"))
        self.first = spelled[0]
        self.parts = [*dice.sample(_cells(_SYLLABLES), dice.choice((1, 2, 2, 2)))]
        self.ending = dice.choice(_cells(_SLAVIC if dice.random() < 0.75 else _EASTERN))
        self.father = dice.choice(_cells(_FATHERS))

    def surname(self, language: str, *, woman: bool | None = None) -> str:
        """The surname as a language writes it."""
        column = LANGUAGES.index(language)
        ending = self.ending[column + 3 * (self.woman if woman is None else woman)]
        return ("".join(part[column] for part in self.parts) + ending).capitalize()

    def patronymic(self, language: str) -> str:
        """The patronymic as a language writes it."""
        return self.father[LANGUAGES.index(language) + 3 * self.woman]

    def name(self, language: str = "") -> str:
        """Given name and surname in the person's own language, or in another."""
        return f"{self.called(language)} {self.surname(language or self.language)}"

    def called(self, language: str = "") -> str:
        """The given name as a language has it; empty if no form of it is known there."""
        known = dict(_given(language or self.language, "f" if self.woman else "m"))
        return known.get(self.given, ("",))[0]


def spellings(person: Person) -> Iterator[Form]:
    """The ways a person's name is met."""
    dice = random.Random(f"forms {person.number}")
    own, full = person.language, person.name()
    given, surname = person.called(), person.surname(own)
    known = [language for language in LANGUAGES if language != own and person.called(language)]
    for language in known:
        yield Form(person.name(language), "other language")
    for standard in dice.sample(standards(own), 2):
        yield Form(romanise(full, own, standard), "romanised")
    if known:
        other = dice.choice(known)
        yield Form(romanise(person.name(other), other), "romanised from another language")
    yield Form(f"{surname} {given} {person.patronymic(own)}", "patronymic, surname first")
    yield Form(f"{given[0]}. {surname}", "initial")
    yield Form(f"{surname} {given[0]}. {person.patronymic(own)[0]}.", "initials")
    yield Form(_slip(full, dice), "slip")
    gender = "f" if person.woman else "m"
    cases = [forms(word, own, gender=gender) for word in (given, surname)]
    yield Form(" ".join(each[1] if len(each) > 1 else each[0] for each in cases), "genitive")
    forms_of = table()[person.given][2]
    yield Form(f"{dice.choice(forms_of or (given,))} {romanise(surname, own)}", "form of the given name")


def others(person: Person) -> Iterator[tuple[Form, Form]]:
    """Names that look like a person's and are another's, each with the name it looks like."""
    dice = random.Random(f"others {person.number}")
    own, full, gender = person.language, person.name(), "f" if person.woman else "m"
    surname = person.surname(own)
    father = dice.choice([each for each in _cells(_FATHERS) if each != person.father])
    column = LANGUAGES.index(own) + 3 * person.woman
    named = f"{person.called()} {person.patronymic(own)} {surname}"
    other = f"{person.called()} {father[column]} {surname}"
    yield Form(named, ""), Form(dice.choice((other, romanise(other, own))), "another patronymic")
    number, spelled = dice.choice(_given(own, gender))
    if number != person.given:
        yield Form(full, ""), Form(f"{spelled[0]} {surname}", "brother or sister")
    _, spelled = dice.choice(_given(own, "m" if person.woman else "f"))
    yield Form(full, ""), Form(f"{spelled[0]} {person.surname(own, woman=not person.woman)}", "husband or wife")
    endings = [each for each in _cells(_SLAVIC) if each[0][:1] != person.ending[0][:1]]
    like = "".join(part[LANGUAGES.index(own)] for part in person.parts)
    ending = dice.choice(endings)[column]
    yield Form(full, ""), Form(f"{person.called()} {(like + ending).capitalize()}", "similar surname")


def _slip(name: str, dice: random.Random) -> str:
    """The name with two letters exchanged or one left out, never the first of a word."""
    places = [at for at in range(1, len(name) - 2) if name[at - 1].isalpha() and name[at : at + 2].isalpha()]
    at = dice.choice(places)
    return name[:at] + (name[at + 1] + name[at] if dice.random() < 0.5 else name[at + 1]) + name[at + 2 :]


def town(number: int) -> tuple[str, str, str]:
    """The name of an invented town in Belarusian, Russian and Ukrainian."""
    dice = random.Random(f"town {number}")
    parts = dice.sample(_cells(_SYLLABLES), 2)
    ending = dice.choice((("ва", "во", "ве"), ("нск", "нск", "нськ"), ("чы", "чи", "чі"), ("град", "град", "град")))
    be, ru, uk = ("".join([*(part[i] for part in parts), ending[i]]).capitalize() for i in range(3))
    return be, ru, uk


def pairs(count: int) -> Iterator[Pair]:
    """Labelled pairs about `count` people and a third as many towns and bodies each."""
    for number in range(count):
        one = Person(number)
        for form in spellings(one):
            if form.text != one.name():
                yield Pair("person", one.name(), form.text, True, form.category)
        for named, other in others(one):
            yield Pair("person", named.text, other.text, False, other.category)
        yield Pair("person", one.name(), Person(number + count).name(), False, "anyone")
    for number in range(count // 3):
        yield from _places(number)
        yield from _bodies(number)


def _places(number: int) -> Iterator[Pair]:
    own, far = town(number), town(number + 1_000_000)
    dice = random.Random(f"places {number}")
    yield Pair("place", own[0], own[1], True, "other language")
    yield Pair("place", own[1], own[2], True, "other language")
    at = dice.randrange(3)
    language = LANGUAGES[at]
    yield Pair("place", own[at], romanise(own[at], language, dice.choice(standards(language))), True, "romanised")
    yield Pair("place", f"г. {own[1]}", own[0], True, "kind of place")
    yield Pair("place", own[0], far[1], False, "anywhere")
    yield Pair("place", own[1], f"{own[1]}, {far[1]} район", True, "district added")
    yield Pair("place", own[1], f"{far[1]}, {own[1]} район", False, "district of that name")


def _bodies(number: int) -> Iterator[Pair]:
    dice = random.Random(f"bodies {number}")
    rows = [row.split("|") for row in _BODIES.strip().splitlines()]
    row = dice.choice(rows)
    own, far = town(number + 2_000_000), town(number + 3_000_000)
    named = [form.format(each) for form, each in zip(row, (*own, romanise(own[1], "ru")), strict=True)]
    yield Pair("organization", named[0], named[1], True, "other language")
    yield Pair("organization", named[1], named[3], True, "translated")
    yield Pair("organization", named[2], named[3], True, "translated")
    yield Pair("organization", named[1], row[1].format(far[1]), False, "another of that kind")
    other = dice.choice(_OTHER_BODIES)
    yield Pair("organization", named[1], other.format(own[1]), False, "of another kind")


_SURNAMES = 12_000
_PLACES = (20, 20 * 35, 20 * 35 * 35)


def crowd(count: int) -> Iterator[str]:
    """Names of as many invented people, half in Latin letters, to search among; some surnames are frequent, most rare."""
    endings = [*_cells(_SLAVIC), *_cells(_EASTERN)]
    letters = _cells(_SYLLABLES)
    dice = random.Random("crowd")
    for number in range(count):
        column, woman = dice.randrange(3), dice.random() < 0.4
        language = LANGUAGES[column]
        known = _given(language, "f" if woman else "m")
        given = known[int(len(known) * dice.random())][1][0]
        surname = int(_SURNAMES * dice.random() ** 3)
        stem = "".join([letters[surname // size % len(letters)][column] for size in _PLACES])
        name = f"{given} {stem.capitalize()}{endings[surname % len(endings)][column + 3 * woman]}"
        yield romanise(name, language) if number % 2 else name
