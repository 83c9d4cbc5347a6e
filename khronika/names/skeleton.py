"""A skeleton keeps what all spellings of a word share: two forms of one word get one skeleton, whatever the script.

Phones: b v h(г ґ х) d z(з ж дж) k l m n p r s(с ш) t(т ц) c(ч) f; vowels a(а о е я ё) i(і и ы й) u. Softness, double
letters, akanne, dzekanne, tsekanne and ў are lost. A word that can be read in several ways has as many skeletons.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from khronika.names.script import APOSTROPHES, LONGEST, repair
from khronika.names.spelling import readings
from khronika.names.tables import pairs, rows

_SETS = {row[0]: dict(pairs(row[1])) for row in rows("letters")}
_GROUPS = _SETS["groups"]
_DIGRAPHS = _SETS["digraphs"]


class _Phones(dict[int, str]):
    """Letters with their phones; a letter with a mark it does not know is read without the mark."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFKD", letter)[0]
        self[code] = found = self.get(ord(base), letter) if letter.isalpha() else ""
        return found


_PHONES = _Phones()
for _name in ("cyrillic", "georgian", "armenian", "greek", "latin"):
    _PHONES.update((ord(key), value.strip("_")) for key, value in _SETS[_name].items())

_GROUP = re.compile("|".join(sorted(_GROUPS, key=lambda key: (-len(key), key))))
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_GLIDE = re.compile(r"[ij]+(?=[aiu])")
_SHORT_U = re.compile(r"(?<=a)u(?![aiuj])")
_DOUBLE = re.compile(r"(.)\1+")
_DROPPED = str.maketrans("", "", APOSTROPHES + "_")
_BULGARIAN = re.compile(r"(?<=[бвгджзклмнпрстфхцчш])ъ(?=[бвгджзклмнпрстфхцчш])")
_UZBEK = re.compile(r"(?<=[бвгґджзйклмнпрстфхцчшщғқҳ])ў")

_ENDINGS = re.compile(
    r"(?<=...)(?:aha|amu|ami|imi|am|im|ah|ih|ai|au|a|i|u)$|(?<=....)(?:as|is|us)$|(?<=..[aiu][vn])s$|(?<=...[rld])s$|(?<=..[ai]v)ava$",
)


def _phones(word: str) -> str:
    return _GROUP.sub(lambda found: _GROUPS[found[0]], word).translate(_PHONES)


def _reduce(phones: str) -> str:
    phones = phones.replace("ts", "t").replace("dz", "d").replace("dsk", "dk")
    if "au" in phones:
        phones = _SHORT_U.sub("v", phones)
    return _DOUBLE.sub(r"\1", _GLIDE.sub("", phones).replace("j", "i"))


def _others(word: str) -> list[str]:
    """The readings of a word that is not in Latin letters: Bulgarian 'ъ' and Uzbek 'ў' are vowels, and Belarusian 'Ў' at the start may be."""
    word = _DIGRAPH.sub(lambda found: _DIGRAPHS[found[0]], word)
    if "а" <= word[0] <= "ӿ":
        if word[0] == "ў":
            return ["у" + word[1:], "о" + word[1:], "в" + word[1:]]
        word = _UZBEK.sub("о", word) if "ў" in word else word
        return [_BULGARIAN.sub("а", word)] if "ъ" in word else [word]
    if word[0] == "ո":
        return ["վ" + word]
    if word[0] == "հ" and word.endswith("յան"):
        return [word, word[1:].replace("վհ", "վ")]
    return [word, word.replace("ფ", "ჶ")] if "ფ" in word else [word]


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
    if folded[0] <= "ʯ" or "Ḁ" <= folded[0] <= "ỿ":
        found = dict.fromkeys([_reduce(_phones(form)) for form in readings(folded)])
    else:
        found = dict.fromkeys([_reduce(form.translate(_PHONES)) for form in _others(folded)])
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
