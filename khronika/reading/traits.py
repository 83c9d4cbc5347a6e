"""What the tagger sees of a word: its folded form, its ends, its shape, and the lists it stands on. The traits of a
word depend on nothing but the word and the script's family, so each word is looked at once.

Folding brings the spellings of Belarusian, Russian and Ukrainian together, so that what is learnt from one serves the
others.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise, repeat
from typing import NamedTuple

from khronika.names.script import repair
from khronika.reading.atlas import sounds, starts
from khronika.reading.grammar import load
from khronika.reading.inflection import given
from khronika.reading.organizations import heads
from khronika.reading.sentences import Sentence, Word

FAMILIES = {"be": "cyrillic", "ru": "cyrillic", "uk": "cyrillic", "en": "en", "pl": "pl", "und": "en"}
_TONGUES = {"cyrillic": ("be", "ru", "uk"), "en": ("en",), "pl": ("pl", "en")}
_FOLD = str.maketrans(
    {
        "і": "и",
        "ї": "и",
        "ы": "и",
        "ў": "в",
        "э": "е",
        "є": "е",
        "ё": "е",
        "о": "а",
        "ґ": "г",
        "ь": "",
        "ъ": "",
        "щ": "шч",
    }
    | dict.fromkeys("'’ʼ", "")
    | dict(zip("ąćęłńóśźżŭčšž", "acelnoszzucsz", strict=True))
)
_PAST = {
    "cyrillic": ("л", "ла", "ли", "лі", "ў", "в", "вся", "лся", "лась", "ўся"),
    "en": ("ed",),
    "pl": ("ł", "ła", "li"),
}
_ADJECTIVE = {
    "cyrillic": (
        "ага",
        "ого",
        "аму",
        "ому",
        "ая",
        "ай",
        "ой",
        "ый",
        "ий",
        "ій",
        "ы",
        "ых",
        "их",
        "іх",
        "ую",
        "ої",
        "ої",
        "ую",
    ),
    "en": ("an", "ian", "ish", "ese", "al", "ic"),
    "pl": ("ego", "emu", "ej", "ych", "ich", "ski", "ska", "skie"),
}
_SURNAME = (
    *(
        "вич",
        "вич",
        "віч",
        "ыч",
        "нко",
        "нка",
        "енки",
        "ук",
        "чык",
        "чик",
        "ов",
        "ев",
        "ев",
        "аў",
        "оў",
        "еў",
        "ёў",
        "ін",
        "ин",
    ),
    *(
        "скі",
        "ский",
        "ський",
        "ская",
        "ська",
        "ова",
        "ева",
        "ина",
        "іна",
        "ского",
        "скага",
        "ського",
        "вича",
        "віча",
        "енко",
        "енка",
    ),
    *(
        "швили",
        "дзе",
        "ян",
        "цкі",
        "цкий",
        "цький",
        "чук",
        "юк",
        "як",
        "ик",
        "ski",
        "ska",
        "wicz",
        "cki",
        "czyk",
        "skiego",
        "ko",
    ),
    *(
        "vich",
        "sky",
        "ova",
        "ov",
        "enko",
        "shvili",
        "dze",
        "yan",
        "man",
        "son",
        "berg",
        "stein",
        "ska",
        "wski",
        "skiej",
    ),
)
_PATRONYMIC = (
    "ович",
    "евич",
    "ович",
    "йович",
    "авіч",
    "евіч",
    "ьевич",
    "овна",
    "евна",
    "івна",
    "аўна",
    "еўна",
    "овича",
    "евича",
    "овну",
    "овны",
)


class Traits(NamedTuple):
    """A word's sort (a few signs for what it is), its folded form, its coarse class, and all its traits."""

    sort: str
    form: str
    kind: str
    own: tuple[str, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]


@cache
def triggers(family: str) -> dict[str, str]:
    """Titles ('t') and heads of organisations ('h') in lower case."""
    found: dict[str, str] = {}
    for tag in _TONGUES[family]:
        for path in ("persons.titles", "persons.single_titles", "persons.officials"):
            found |= dict.fromkeys(load(tag).words(path), "t")
        found |= dict.fromkeys(heads(tag), "h")
    return found


@cache
def _classes() -> dict[str, tuple[str, str]]:
    """The fine and the coarse class of words that stand in like places, by their folded form."""
    text = files("khronika.reading.grammar").joinpath("clusters.tsv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, str]] = {}
    for line in text.splitlines():
        if line[0] != "#":
            fine, coarse, words = line.split("\t")
            found.update(zip(words.split(), repeat(("k" + fine, "K" + coarse))))
    return found


@cache
def _ordinary() -> frozenset[str]:
    """English words that stand in small letters in running text: a name is seldom one, a body's name often made of them."""
    text = files("khronika.reading.grammar").joinpath("ordinary.tsv").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if line[0] != "#" for word in line.split("\t")[1].split())


def traits(word: str, family: str) -> Traits:
    """The traits of a word; Latin letters that slipped into a Cyrillic word are put right first."""
    word = word if family != "cyrillic" or word.isascii() else repair(word)
    lower = word.lower()
    form = lower.translate(_FOLD)
    shape = _shape(word, family)
    sort = shape + (_lists(word, family) if shape in "CAMF" else _lowly(lower, form, family))
    ends = (f"e{form[-2:]}", f"E{form[-3:]}", f"x{lower[-3:]}")
    stems = (f"s{form[:4]}", f"S{form[:6]}") if len(form) > 5 else (f"s{form[:4]}",)
    classes = _classes().get(form, ()) if family == "cyrillic" else ()
    near = (f"w{form}", *stems, f"c{sort}", ends[1], *classes)
    own = (*near, ends[0], ends[2], f"h{shape}", f"n{min(len(word), 9)}", *(f"{one}{shape}" for one in classes))
    return Traits(sort, form, classes[1] if classes else "", own, near, (f"w{form}", f"c{sort}", *classes[1:]))


def _shape(word: str, family: str) -> str:
    if word[0].isdigit():
        return "D"
    if not word[0].isupper():
        return "l"
    if family == "cyrillic" and word[0] < "\u0300":
        return "K"
    if family == "en" and len(word) > 1 and not word.isascii() and not word.replace("’", "'").isascii():
        return "F"
    if len(word) == 1:
        return "I"
    if word.isupper():
        return "A"
    return "C" if word[1:].islower() or "-" in word else "M"


def _lists(word: str, family: str) -> str:
    lower = word.lower()
    bare = word[:-2] if word.endswith(("’s", "'s")) else word
    named = "g" if (found := given(bare)) and not all(one.oblique for one in found) else "o" if found else ""
    tongue = _TONGUES[family][0]
    placed = ("c" if any(one.kind == "country" for one in where) else "p") if (where := starts(bare, tongue)) else ""
    placed = placed or ("P" if not named and sounds(bare) else "")
    ending = "r" if lower.endswith(_PATRONYMIC) else "s" if lower.endswith(_SURNAME) else ""
    plain = (
        "d" if family == "en" and (bare.lower() in _ordinary() or bare.lower().removesuffix("s") in _ordinary()) else ""
    )
    return named + placed + triggers(family).get(lower, "") + ending + plain


def _lowly(lower: str, form: str, family: str) -> str:
    if trigger := triggers(family).get(lower):
        return trigger
    if len(form) < 4:
        return form
    if lower.endswith(_ADJECTIVE[family]):
        return "a"
    return "v" if lower.endswith(_PAST[family]) else ""


def gap(text: str, start: int, end: int) -> str:
    """What stands between two words, as one sign."""
    between = text[start:end]
    if between == " ":
        return "_"
    plain = between.strip()
    if plain[:2] == ".,":
        return ","
    if not plain:
        return "n" if "\n" in between else "_"
    if plain[0] in "-–—" and between[0].isspace():
        return "="
    for sign, marks in (
        ("q", '«“„"'),
        ("Q", "»”"),
        ("(", "()[]"),
        (",", ",;"),
        (":", ":"),
        (".", ".!?…"),
        ("-", "-–—"),
    ):
        if plain[0] in marks:
            return sign if sign != "q" or between[0] != '"' else "Q"
    return "x"


def features(sentence: Sentence, text: str, common: frozenset[str]) -> list[list[str]]:
    """All features of each word of a sentence, by name: what training learns from and `tagger` adds up."""
    family = FAMILIES.get(sentence.language.partition("-")[0], "en")
    seen = [traits(word.text, family) for word in sentence.words]
    gaps = gaps_of(sentence.words, text)
    found = []
    for at, one in enumerate(seen):
        row = [f"0{trait}" for trait in one.own]
        for offset, sign, kind in ((-1, "-", 4), (1, "+", 4), (-2, "<", 5), (2, ">", 5)):
            beside = seen[at + offset] if 0 <= at + offset < len(seen) else EDGE
            row += [sign + trait for trait in beside[kind]]
        before = seen[at - 1] if at else EDGE
        after = seen[at + 1] if at + 1 < len(seen) else EDGE
        row += pairs(before, one, after, gaps[at : at + 2])
        word = sentence.words[at]
        row += flags(one.sort, word.first, word.capital and word.text.lower() in common)
        found.append(row)
    return found


EDGE = Traits("^", "^", "", (), ("w^",), ("w^",))


def gaps_of(words: Sequence[Word], text: str) -> list[str]:
    """The gap before each word and after the last."""
    if not words:
        return []
    first = text[max(0, words[0].start - 1) : words[0].start]
    last = words[-1].end
    inner = [
        "_" if text[one.end : other.start] == " " else gap(text, one.end, other.start) for one, other in pairwise(words)
    ]
    return ["q" if first and first in '«“„"' else "^", *inner, gap(text, last, last + 2) if last < len(text) else "^"]


def pairs(before: Traits, one: Traits, after: Traits, gaps: Sequence[str]) -> Iterable[str]:
    """The features of a word together with its neighbours."""
    return (
        *around(before.sort, gaps[0], one.sort, gaps[1], after.sort),
        *beside(before.kind, gaps[0], one.sort, gaps[1], after.kind),
        f"f{before.form}|{one.sort}",
        f"g{one.sort}|{after.form}",
        f"m{before.kind}|{one.kind}",
    )


def around(before: str, opens: str, sort: str, closes: str, after: str) -> tuple[str, str, str]:
    """The features of a word's sort with the gaps on both sides and the sorts beyond them."""
    return (f"a{before}|{opens}|{sort}", f"b{sort}|{closes}|{after}", f"t{before}|{opens}|{sort}|{closes}|{after}")


def beside(before: str, opens: str, sort: str, closes: str, after: str) -> tuple[str, str]:
    """The features of a word's sort with the gaps on both sides and the coarse classes beyond them."""
    return (f"i{before}|{opens}|{sort}", f"j{sort}|{closes}|{after}")


def flags(sort: str, first: bool, common: bool) -> tuple[str, ...]:
    """Whether a word of this sort opens a sentence, and whether the text has it in lower case too."""
    sign = "1" if first else "2"
    return (f"{sign}{sort}", f"3{sort}{sign}") if common else (f"{sign}{sort}",)
