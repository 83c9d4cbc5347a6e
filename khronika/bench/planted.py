"""Invented people with every form in which sources may name them, made by hand-written tables and by nothing of `khronika.names`.

Who makes the forms knows what was planted: that is what makes an independent referee possible.
"""

import random
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

SCRIPTS = ("be", "ru", "en", "lacinka", "pl", "lt")
# each syllable in Belarusian, Russian, English, Łacinka, Polish and Lithuanian
_SYLLABLES = """
дра дра dra dra dra dra|шы ши shy šy szy šy|вар вар var var war var|бу бу bu bu bu bu|мя ме mia mia mia me|
жэ же zhe že że že|кас кас kas kas kas kas|ты ти ty ty ty ty|лу лу lu łu łu lu|нар нар nar nar nar nar|
сві сви svi svi świ svi|ка ка ka ka ka ka|пры при pry pry pry pri|хам хам kham cham cham cham|до до do do do do|
гры гри hry hry hry gri|ча ча cha ča cza ča|рэ ре re re re re|зе зе ze zie zie ze|мар мар mar mar mar mar|
віл вил vil vił wił vil|пан пан pan pan pan pan|сту сту stu stu stu stu|ба ба ba ba ba ba
"""
# the endings of a surname: in each script a man's and a woman's cases, nominative first
_SURNAMES = {
    "оў": {
        "be": ("оў ова ову овым ове", "ова овай ову"),
        "ru": ("ов ова ову овым ове", "ова овой ову"),
        "en": ("ou", "ova"),
        "lacinka": ("oŭ ova ovu ovym ovie", "ova ovaj ovu"),
        "pl": ("ow owa owowi owem", "owa owej ową"),
        "lt": ("ovas ovo ovui ovą ovu", "ova ovos ovai ovą"),
    },
    "віч": {
        "be": ("віч віча вічу вічам", "віч"),
        "ru": ("вич вича вичу вичем", "вич"),
        "en": ("vich", "vich"),
        "lacinka": ("vič viča viču vičam", "vič"),
        "pl": ("wicz wicza wiczowi wiczem", "wicz"),
        "lt": ("vičius vičiaus vičiui vičių vičiumi", "vičienė vičienės vičiūtė"),
    },
    "скі": {
        "be": ("скі скага скаму скім", "ская скай скую"),
        "ru": ("ский ского скому ским", "ская ской скую"),
        "en": ("ski", "skaya"),
        "lacinka": ("ski skaha skamu skim", "skaja skaj skuju"),
        "pl": ("ski skiego skiemu skim", "ska skiej ską"),
        "lt": ("skis skio skiui skį", "skienė skienės skaitė"),
    },
    "нка": {
        "be": ("нка нкі нку нкам", "нка"),
        "ru": ("нко", "нко"),
        "en": ("nka", "nka"),
        "lacinka": ("nka nki nku nkam", "nka"),
        "pl": ("nko nki nce nkę nką", "nko"),
        "lt": ("nka nkos nkai nką", "nkienė nkaitė"),
    },
    "ук": {
        "be": ("ук ука уку укам", "ук"),
        "ru": ("ук ука уку уком", "ук"),
        "en": ("uk", "uk"),
        "lacinka": ("uk uka uku ukam", "uk"),
        "pl": ("uk uka ukowi ukiem", "uk"),
        "lt": ("ukas uko ukui uką uku", "ukienė ukaitė"),
    },
    "вец": {
        "be": ("вец ўца ўцу ўцом", "вец"),
        "ru": ("вец вца вцу вцом", "вец"),
        "en": ("vets", "vets"),
        "lacinka": ("viec ŭca ŭcu ŭcom", "viec"),
        "pl": ("wiec wca wcowi wcem", "wiec"),
        "lt": ("vecas veco vecui vecą", "vecienė"),
    },
}
_GIVEN = {
    "m": {
        "be": "ім іма іму імам",
        "ru": "им има иму имом",
        "en": "im",
        "lacinka": "im ima imu imam",
        "pl": "im ima imowi imem",
        "lt": "imas imo imui imą",
    },
    "f": {
        "be": "іна іны іне іну інай",
        "ru": "ина ины ине ину иной",
        "en": "ina",
        "lacinka": "ina iny inie inu inaj",
        "pl": "ina iny inie inę iną",
        "lt": "ina inos inai iną",
    },
}
# six whole given names that are met everywhere, with their cases
_KNOWN = {
    "m": (
        {
            "be": "Пётр Пятра Пятру Пятром",
            "ru": "Пётр Петра Петру Петром",
            "en": "Piotr",
            "lacinka": "Piotr Piatra Piatru Piatrom",
            "pl": "Piotr Piotra Piotrowi Piotrem",
            "lt": "Petras Petro Petrui Petrą",
        },
        {
            "be": "Алесь Алеся Алесю Алесем",
            "ru": "Александр Александра Александру Александром",
            "en": "Ales",
            "lacinka": "Aleś Alesia Alesiu Alesiem",
            "pl": "Aleś Alesia Alesiowi Alesiem",
            "lt": "Alesis Alesio Alesiui Alesį",
        },
    ),
    "f": (
        {
            "be": "Вольга Вольгі Вользе Вольгу Вольгай",
            "ru": "Ольга Ольги Ольге Ольгу Ольгой",
            "en": "Volha",
            "lacinka": "Volha Volhi Volzie Volhu Volhaj",
            "pl": "Olga Olgi Oldze Olgę Olgą",
            "lt": "Olga Olgos Olgai Olgą",
        },
        {
            "be": "Ганна Ганны Ганне Ганну Ганнай",
            "ru": "Анна Анны Анне Анну Анной",
            "en": "Hanna",
            "lacinka": "Hanna Hanny Hannie Hannu Hannaj",
            "pl": "Hanna Hanny Hannie Hannę Hanną",
            "lt": "Ona Onos Onai Oną",
        },
    ),
}
_ATTACKS = (
    "plain",
    "nbsp",
    "soft hyphen",
    "accent",
    "mixed letters",
    "zero width",
    "line break",
    "letters apart",
    "marks",
)
_MIXED = str.maketrans("аеорсхіАЕОРСХІ", "aeopcxiAEOPCXI")
_MIXED_LATIN = str.maketrans("aeopcxAEOPCX", "аеорсхАЕОРСХ")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to name somebody, the script it is in, and what is hard about it."""

    text: str
    script: str
    category: str


@dataclass(frozen=True)
class Somebody:
    """An invented person; the same number is always the same."""

    number: int
    family: int | None = None  # the number of somebody whose surname it is, too

    @cached_property
    def woman(self) -> bool:
        """Whether the forms are a woman's."""
        return random.Random(f"sex {self.number}").random() < 0.4

    def surname(self, script: str) -> list[str]:
        """The surname in all cases of a script."""
        dice = random.Random(f"surname {self.number if self.family is None else self.family}")
        syllables = [each.split() for each in _SYLLABLES.strip().replace("\n", "").split("|")]
        parts, ending = dice.sample(syllables, 2), dice.choice(list(_SURNAMES))
        stem = "".join(part[SCRIPTS.index(script)] for part in parts).capitalize()
        return [stem + one for one in _SURNAMES[ending][script][self.woman].split()]

    def given(self, script: str) -> list[str]:
        """The given name in all cases of a script."""
        dice = random.Random(f"given {self.number}")
        sex = "f" if self.woman else "m"
        if dice.random() < 0.3:
            return dice.choice(_KNOWN[sex])[script].split()
        syllables = [each.split() for each in _SYLLABLES.strip().replace("\n", "").split("|")]
        stem = "".join(part[SCRIPTS.index(script)] for part in dice.sample(syllables, 1)).capitalize()
        return [stem + ("р" if script in ("be", "ru") else "r") + one for one in _GIVEN[sex][script].split()]

    def name(self, script: str = "be") -> str:
        """Given name and surname as a register has them."""
        return f"{self.given(script)[0]} {self.surname(script)[0]}"

    def forms(self) -> Iterator[Form]:
        """Every form: cases, orders, initials, capitals, in each script."""
        for script in SCRIPTS:
            given, surname = self.given(script), self.surname(script)
            for place, one in enumerate(surname):
                first = given[min(place, len(given) - 1)]
                yield Form(f"{first} {one}", script, "case" if place else "full")
                yield Form(one, script, "surname alone")
                yield Form(f"{first[0]}. {one}", script, "initial")
                yield Form(f"{one} {first}", script, "surname first")
                yield Form(f"{first} {one}".upper(), script, "capitals")
        first, last = self.given("en")[0], self.surname("en")[0]
        yield Form(f"{first} {last}'s", "en", "possessive")
        yield Form(f"{last}, {first}", "en", "surname first")
        yield Form(f"{self.given('ru')[0]}-{self.surname('ru')[0]}", "ru", "hyphen")

    def words(self) -> set[str]:
        """Every form of the surname, in small letters."""
        return {one.lower() for script in SCRIPTS for one in self.surname(script)}


def disguised(form: str, dice: random.Random) -> tuple[str, str]:
    """A form as an adversary or a bad scan may write it, and what was done to it."""
    attack, spot = dice.choice(_ATTACKS), len(form) // 2 + 1
    cyrillic = any("а" <= one.lower() <= "я" for one in form)
    changed: Mapping[str, str] = {
        "plain": form,
        "nbsp": form.replace(" ", "\u00a0"),
        "soft hyphen": form[:spot] + "\u00ad" + form[spot:],
        "accent": unicodedata.normalize("NFD", form[: spot - 1]) + form[spot - 1] + "\u0301" + form[spot:],
        "mixed letters": form.translate(_MIXED if cyrillic else _MIXED_LATIN),
        "zero width": form[:spot] + "\u200b" + form[spot:],
        "line break": form[:spot] + "-\n" + form[spot:],
        "letters apart": " ".join(form.replace(" ", "")) if " " not in form and len(form) > 4 else form,
        "marks": "\u200f" + form[:spot] + "\u2066" + form[spot:] + "\u2069",
    }
    if attack == "line break" and not (form[spot - 1].isalpha() and form[spot : spot + 1].isalpha()):
        return form, "plain"
    return changed[attack], attack
