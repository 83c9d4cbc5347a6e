"""A Latin word says nothing of its language: where its letters can be read in two ways, both readings are kept.

A reading is written in letters that have one sound each (š č ž, ħ for kh and ķ for k; ž is also the dž of Dzhafarov), the likeliest reading first.
"""

from __future__ import annotations

import re
from collections.abc import Callable

MOST = 4
"""Readings of one word."""

Doubt = Callable[[str], str]

_PLAIN = str.maketrans("éèêëēėěâàáãāäăîíìïīôóòõōöőûúùůūüűýỳñňķ", "eeeeeeeaaaaaaaiiiiiooooooouuuuuuuyynnk")
_TURKIC = re.compile(r"[əǝığ]|ş(?!.*ţ)")
_POLISH = re.compile(r"[łśżźćńęąčšžěřŭ]|sz|cz|rz|v|sh|zh|kh|[cs]k[ia]")
_ENGLISH = re.compile(r"sh|zh|kh|gh|ts|ya|yu|yo|iu|[wv]ich$")
_CZECH = re.compile(r"[čšžśźćńłŭżąęřůj]|sz|cz|w(?!h)|cki|ie|ovova$")
_FRENCH = re.compile(r"ou(?!s(?![slty])|n(?!i)|$|[aeiouy])|[éïç]")
_GERMAN_Z = re.compile(r"^(?!.*(?:[csrd]z|zh|[żźž]))(?:(?=.*(?:w|sch|jaz)).*z|.*zk)")
_GERMAN_S = re.compile(r"[oe]wa?$|sch|kyj$|wili$")

_DOUBTFUL = re.compile(
    r"[xqjąę]|c(?!z|s)|sch|w.*z|z.*w|[oe]wa?$|jaz|zk|tj|ou|oe|oo|ee|ic$|ić$|off?$|eff$|rz|ah$|kyj$|^h.*[iy]an$"
)
_SINGLE_CH = re.compile(r"(?<!s)(?<!t)ch|(?<=[aeiouy]s)ch(?=[aeiouy]t)")
_OTHER_CH = re.compile(r"dsch|schtsch|shch|chtch|tsch|tch|sch")
_FRENCH_CH = re.compile(r"(?<![ts])ch(?!t?sch)")
_SOFT = re.compile(r"tch|enko$|ian$|ine$")
_RZ = re.compile(r"(?<![aeiouyr])rz(?=[aeiouyąęó]|$)")
_DSE = re.compile(r"dse$")
_FF = re.compile(r"(?<=o)ff$|(?<=[^s]e)ff$|(?<=[nrkv]o)f$")
_VIC = re.compile(r"(?<=[vw]i)c$|(?<=i)ć$")
_CK = re.compile(r"ck(?![iaouyeę])|(?<=[üö])ck")
_HARD_C = re.compile(r"c(?=[aoulrtdmn]|$)")
_SOUND_C = re.compile(r"c(?=[aeiouy])")
_GLIDE = re.compile(r"(?:(?<=^)|(?<=[aeiouy]))j(?=[aeiou])|(?<=[rnml])j(?=[ao]n)|^j|(?<=[yie])j(?=[knd])")
_HARD_J = re.compile(
    r"^j(?!.*(?:[čšžćłŭśźńż]|sz|cz|[oe]wa?$))"
    r"|^(?!.*(?:[čšžćłŭśźńż]|sz|cz|[oe]wa?$|ski|wicz|sch|j[ae]?$|ij)).*(?:[aeiouy]j[aeiou]|[rnml]j[ao]n|[yi]jk|ej[nd])"
    r"|kh.*j|adij[ae]$"
)
_SOFT_S = re.compile(r"(?<![a-z])s(?=[aeiouyj])|(?<=[aeiouy])s(?=[aeiouyj])|(?<=[aeiouy])s(?=[nd])")
_SOFT_SCH = re.compile(r"(?<!t)sch(?!t)")
_LIPS = re.compile(r"[ęą](?=[bp])")
_NOSE = re.compile(r"[ęą](?=[^\Wbpmnlł])")
_NASALS = {"ę": "e", "ą": "o"}


def _nasal(word: str) -> str:
    """Polish nasal vowels before another sound: 'em' and 'om' before lips, else 'en' and 'on'."""
    word = _LIPS.sub(lambda found: _NASALS[found[0]] + "m", word)
    return _NOSE.sub(lambda found: _NASALS[found[0]] + "n", word)


def _both(forms: list[str], doubt: Doubt) -> list[str]:
    """The forms, then what each of them becomes when the doubt is decided the other way."""
    return list(dict.fromkeys([*forms, *map(doubt, forms)]))


def readings(word: str) -> list[str]:
    """The ways a Latin word in lower case can be read, at most four.

    >>> readings("japarov")
    ['japarov', 'žaparov']
    """
    if not _DOUBTFUL.search(word):
        return [word]
    forms = _turkic(word) if _TURKIC.search(word) else _west(word)
    return list(dict.fromkeys(forms))[:MOST]


def _turkic(word: str) -> list[str]:
    word = word.replace("c", "ž").replace("j", "ž").replace("x", "ħ")
    return [word.replace("q", "g"), word] if "q" in word else [word]


def _west(word: str) -> list[str]:
    french = bool(_FRENCH.search(word))
    word = _CK.sub("k", word)
    plain = word.translate(_PLAIN)
    forms = [_start(plain)]
    if "ę" in word or "ą" in word:
        forms = [_start(_nasal(word)), *forms]
    if "ch" in word:
        forms = _read_ch(forms[0], french)
    if french and "ou" in word:
        forms = list(dict.fromkeys([*(form.replace("ou", "u") for form in forms), forms[-1]]))
    for sign, doubt in _DOUBTS:
        if sign.search(plain):
            forms = _both(forms, doubt)
    return _german(forms, word)


def _start(word: str) -> str:
    """What is read in one way, once the neighbours are seen."""
    word = _FF.sub("v", _DSE.sub("dze", word))
    word = _VIC.sub("č", word) if word[-1] in "cć" else word
    return _RZ.sub("r", word) if "rz" in word else word


def _read_ch(word: str, french: bool) -> list[str]:
    if "chvili" in word:
        return [word.replace("chvili", "švili")]
    rest = _OTHER_CH.sub("", word)
    if "ch" not in rest:
        return [word]
    slavic, english, soft = _SINGLE_CH.sub("ħ", word), _SINGLE_CH.sub("č", word), _FRENCH_CH.sub("š", word)
    if _ENGLISH.search(rest) or word.endswith(("vich", "wich")):
        return [english]
    found = [slavic, english] if _CZECH.search(word) else [english, slavic]
    if french:
        return [soft, *found]
    return [*found, soft] if _SOFT.search(word) else found


def _german(forms: list[str], word: str) -> list[str]:
    sharp = forms
    if _GERMAN_Z.search(word):
        sharp = [re.sub(r"(?<!t)z", "t", form) for form in forms]
    if not _GERMAN_S.search(word) or _POLISH.search(word):
        return [*forms[:2], *sharp]
    soft = [_SOFT_S.sub("z", form) for form in sharp]
    return [*forms[:2], *sharp[:1], *([_SOFT_SCH.sub("ž", form) for form in sharp] if soft == sharp else soft), *sharp]


_DOUBTS: tuple[tuple[re.Pattern[str], Doubt], ...] = (
    (
        re.compile(
            r"^(?!.*(?:[čšžćłŭw]|ch|ck|cz|k[ai]))(?=.....).*c[aeiouy].*(?:[eo]va?|[aeiu][lndrt]|zade|ep|l[iı])$"
        ),
        lambda w: _SOUND_C.sub("ž", w),
    ),
    (re.compile(r"c(?:[aoulrtdmn]|$)"), lambda w: _HARD_C.sub("k", w)),
    (re.compile(r"^(?!.*(?:alex|maxi|fel[ií]x|[or]oxa)|max$|lex).*x"), lambda w: w.replace("x", "ħ")),
    (re.compile(r"q(?!u[aeio])"), lambda w: w.replace("q", "g")),
    (_HARD_J, lambda w: _GLIDE.sub("ž", w)),
    (re.compile(r"oe"), lambda w: w.replace("oe", "u")),
    (re.compile(r"oo"), lambda w: w.replace("oo", "u")),
    (re.compile(r"ee"), lambda w: w.replace("ee", "i")),
    (re.compile(r"ah$"), lambda w: w[:-1]),
    (re.compile(r"^h.*[iy]an$"), lambda w: w[1:].replace("vh", "v")),
    (re.compile(r"[^vw]ic$"), lambda w: w[:-1] + "č"),
    (re.compile(r"dj[aeiou]"), lambda w: w.replace("dj", "ž")),
    (re.compile(r"tj[aeiouy]"), lambda w: w.replace("tj", "č")),
)
