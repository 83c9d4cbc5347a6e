"""The words of a name stand in one case and one gender: the base form is what all its words agree on.

No word is decided alone. 'Казлова' is a woman beside 'Алена' and a man in the genitive beside 'Андрэя'; where nothing
tells the cases apart the name stays as it is, since a wrong base form is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from khronika.names.model import Kind
from khronika.names.paradigms import LANGUAGES, Base, bases
from khronika.names.script import LONGEST, script, words
from khronika.names.tables import rows

_SCRIPT = {"be": "Cyrl", "ru": "Cyrl", "uk": "Cyrl", "pl": "Latn"}
_AND = re.compile(r"\s+(?:и|і|й|ды|та|i|oraz)\s+")
_QUOTE = re.compile(r"[«»„“”\"(\[]")
_MOST = 16
_UNFIT, _STILL, _UNKNOWN, _SECOND, _CALLED = -0.4, 0.15, 0.2, 0.5, -0.2
_NAMESAKE, _STRANGE, _RARER = 0.7, 0.65, -0.02


def nominative(text: str, lang: str, kind: Kind = "person") -> str:
    """The base form of a name in 'be', 'ru', 'uk' or 'pl'; a name in another language comes back unchanged.

    Of a place or an organisation the head bends back with its adjectives, what follows it stays:

    >>> nominative("Алеся Бяляцкага", "be")
    'Алесь Бяляцкі'
    >>> nominative("Магілёўскай вобласці", "be", "place")
    'Магілёўская вобласць'
    """
    lang = lang.partition("-")[0]
    if lang not in LANGUAGES:
        return text
    head, rest = text[:LONGEST], text[LONGEST:]
    if kind != "person":
        return _headed(head, lang, kind) + rest
    parts = _AND.split(head)
    joints = _AND.findall(head)
    straight = [_straight(part, lang) for part in parts]
    return "".join(a + b for a, b in zip(straight, [*joints, ""], strict=True)) + rest


def agree(found: Sequence[str], lang: str, kind: Kind = "person") -> tuple[tuple[str, ...], str, str]:
    """The words of one name in their base forms, the gender and the case they agree on; both '' when none is known.

    A word that has no form in that gender and case stays as it is: a woman's surname that ends in a consonant.

    >>> agree(["Наталлі", "Пінчук"], "be")
    (('Наталля', 'Пінчук'), 'f', 'gen')
    """
    readings = _weighed([bases(word, lang, kind) for word in found])
    totals: dict[tuple[str, str], float] = {}
    for key in dict.fromkeys((one.gender, one.case) for word in readings for one in word):
        totals[key] = sum(_best(word, key)[0] for word in readings)
    if not totals:
        return tuple(found), "", ""
    still = _STILL if any(one.role == "given" for word in readings for one in word) else _STILL + _UNKNOWN
    extra = {"nom": still, "voc": _CALLED, "loc": _RARER}
    gender, case = max(totals, key=lambda key: totals[key] + extra.get(key[1], 0.0))
    chosen = [_best(word, (gender, case))[1] or text for word, text in zip(readings, found, strict=True)]
    return tuple(chosen) if case != "nom" else tuple(found), gender, case


def _weighed(readings: list[tuple[Base, ...]]) -> list[tuple[Base, ...]]:
    """Only one word is the given name, the first listed one, and what else it might be counts for less; where none is
    listed the first may be one, and endings of surnames say less of it.
    """
    named = next((i for i, word in enumerate(readings) if any(one.role == "given" for one in word)), -1)
    out = []
    for i, word in enumerate(readings):
        if i == named:
            word = tuple(o if o.role == "given" else o._replace(weight=o.weight * _SECOND) for o in word)
        elif named >= 0:
            word = tuple(o._replace(weight=_NAMESAKE) if o.role == "given" else o for o in word)
        elif not i and len(readings) > 1:
            word = tuple(o if o.role == "noun" else o._replace(weight=min(o.weight, _STRANGE)) for o in word)
        out.append(word)
    return out


def _best(word: tuple[Base, ...], key: tuple[str, str]) -> tuple[float, str]:
    fitting = [one for one in word if (one.gender, one.case) == key]
    if not fitting:
        return _UNFIT, ""
    best = max(fitting, key=lambda one: one.weight)
    return best.weight, best.text


def _straight(text: str, lang: str) -> str:
    places = [(word, start, end) for word, start, end in words(text) if _bends(word, text, end, lang)][:_MOST]
    based, _, _ = agree([word for word, _, _ in places], lang)
    return _put(text, places, based)


def _put(text: str, places: list[tuple[str, int, int]], based: Sequence[str]) -> str:
    out, last = [], 0
    for (_, start, end), base in zip(places, based, strict=True):
        out += [text[last:start], base]
        last = end
    return "".join(out) + text[last:]


def _bends(word: str, text: str, end: int, lang: str) -> bool:
    """Initials, particles, words of another script and ordinary words between the names do not bend."""
    if len(word) < 2 or word.isdigit() or script(word) != _SCRIPT[lang] or word.lower() in _particles():
        return False
    if word[0].isupper() or text.islower():
        return not (text[end : end + 1] == "." and len(word) < 3)
    return any(one.role == "noun" for one in bases(word, lang))


@cache
def _particles() -> frozenset[str]:
    return frozenset(word for row in rows("heads") if row[1] == "-" for word in row[2].split())


def _headed(text: str, lang: str, kind: Kind) -> str:
    """The adjectives and the noun at the start, up to the first quotation mark, are one phrase."""
    quote = _QUOTE.search(text)
    places = [place for place in words(text[: quote.start()] if quote else text) if script(place[0]) == _SCRIPT[lang]]
    phrase = []
    for place in places[:_MOST]:
        found = bases(place[0], lang, kind)
        phrase.append(place)
        if not found or found[0].role == "noun":
            break
    based, _, _ = agree([word for word, _, _ in phrase], lang, kind)
    return _put(text, phrase, based)
