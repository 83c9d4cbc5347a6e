"""A skeleton keeps what all spellings of a word share: two forms of one word get one skeleton, whatever the script.

Phones: b v h(г ґ х) d z(з ж) k l m n p r s(с ш) t(т ц) c(ч) f q(дж); vowels a(а о е я ё) i(і и ы й) u. Softness, double
letters, akanne, dzekanne, tsekanne and ў are lost. A Latin word that can be read in two ways ('ch', 'ou') has two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from khronika.names.script import APOSTROPHES, LONGEST, repair
from khronika.names.tables import pairs, rows

_ALL = {key: value for row in rows("letters") if row[0] != "lookalikes" for key, value in pairs(row[1])}
_LETTERS = re.compile("|".join(sorted(_ALL, key=lambda key: (-len(key), key))) + r"|[^\W\d_]")
_POLISH_RZ = re.compile(r"(^|[^aeiouyr])rz(?=[aeiouyąęó]|$)")
_FOREIGN_CK = re.compile(r"ck(?![iaouyeę])")
_SLAVIC_CH = re.compile(r"[čšžśźćńłŭżąęěřůj]|sz|cz|w(?!h)|cki|ie")
_ENGLISH_CH = re.compile(r"sh|zh|kh|ts|ya|yu|yo|iu")
_GERMAN_Z = re.compile(r"^(?!.*(?:[csrd]z|zh|[żźž]))(?=.*(?:w|sch|jaz)).*z")
_FRENCH_OU = re.compile(r"ou(?!s|n|$|[aeiouy])")
_GLIDE = re.compile(r"[ij]+(?=[aiu])")
_SHORT_U = re.compile(r"(?<=a)u(?![aiuj])")
_DOUBLE = re.compile(r"(.)\1+")
_DROPPED = str.maketrans("", "", APOSTROPHES + "_")

_ENDINGS = re.compile(
    r"(?<=...)(?:aha|amu|ami|imi|am|im|ah|ih|ai|au|a|i|u)$|(?<=....)(?:as|is|us)$|(?<=..[aiu][vn])s$",
)


def _readings(word: str) -> list[str]:
    """The ways a Latin word can be read, the likeliest first."""
    word = _POLISH_RZ.sub(r"\1r", word)
    found = [_FOREIGN_CK.sub("k", word)]
    if word.endswith(("vic", "wic")):
        found = [word[:-1] + "č"]
    rest = re.sub(r"schtsch|shch|chtch|tsch|tch|sch", "", word)
    if "ch" in rest:
        found = _read_ch(found[0])
    if _FRENCH_OU.search(word):
        french = re.sub(r"(?<!t)ch", "š", word).replace("ou", "u")
        found = [found[0], french, *(form.replace("ou", "u") for form in found)]
    if "oe" in word:
        found += [word.replace("oe", "u")]
    if re.search(r"c(?:[aou]|[lrt]|$)", re.sub(r"ch|cz|ck|sc", "", word)):
        found += [re.sub(r"c(?=[aoulrt]|$)", "k", word)]
    if _GERMAN_Z.search(word):
        found += [re.sub(r"(?<!t)z", "t", found[0])]
    if word[0] == "j":
        found += ["dž" + word[1:]]
    return found[:4]


def _read_ch(word: str) -> list[str]:
    single = re.compile(r"(?<!s)(?<!t)ch|(?<=[aeiouy]s)ch(?=[aeiouy]t)")
    slavic, english = single.sub("kh", word), single.sub("č", word)
    if _ENGLISH_CH.search(word) or word.endswith(("vich", "wich")):
        return [english]
    return [slavic, english] if _SLAVIC_CH.search(word) else [english, slavic]


def _phones(word: str) -> str:
    return "".join([_ALL.get(letter) or _decomposed(letter) for letter in _LETTERS.findall(word)])


def _decomposed(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    return _ALL.get(base, base)


def _reduce(phones: str) -> str:
    phones = phones.replace("_", "").replace("ts", "t").replace("dz", "d")
    phones = _GLIDE.sub("", _SHORT_U.sub("v", phones)).replace("j", "i")
    return _DOUBLE.sub(r"\1", phones)


@lru_cache(maxsize=1 << 17)
def skeletons(word: str) -> tuple[str, ...]:
    """The skeletons of one word, the likeliest first; digits stay as they are, and nothing raises.

    >>> skeletons("Бяляцкі") == skeletons("Bialiatski") == skeletons("Беляцкий")
    True
    """
    if word.isdigit():
        return (word,)
    folded = repair(word[:LONGEST]).lower().translate(_DROPPED)
    if not folded:
        return (word,)
    latin = "a" <= folded[0] <= "ɏ"
    forms = _readings(folded) if latin else [folded.replace("дз", "д").replace("дж", "џ").replace("ου", "у")]
    found = dict.fromkeys(_reduce(_phones(form)) for form in forms)
    return tuple(found) if all(found) else (folded,)


@lru_cache(maxsize=1 << 17)
def strip(skeleton: str) -> str:
    """The skeleton without the endings of case and gender."""
    while (shorter := _ENDINGS.sub("", skeleton)) != skeleton:
        skeleton = shorter
    return skeleton


def stem(word: str) -> str:
    """The stem that all cases and both genders of a surname share, in skeleton letters.

    >>> stem("Бяляцкага") == stem("Беляцкий") == stem("Bialiackaja")
    True
    """
    return strip(skeletons(word)[0])


def bones(skeleton: str) -> str:
    """The consonants of a skeleton: what a slip of a vowel leaves."""
    return skeleton.translate(_VOWELS)


_VOWELS = str.maketrans("", "", "aiu")
