"""An organisation is a head word ('committee', 'суд') with what belongs to it on both sides, a known name, or a
quoted name beside a head.

What one place of a text says in full ('Human Rights Center “Spring”', 'Council of Bars (CB)') is known by its
short form in the rest of it.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from khronika.languages import script
from khronika.names.tables import rows
from khronika.reading.atlas import starts
from khronika.reading.grammar import Grammar, load
from khronika.reading.inflection import CYRILLIC, agreeing, forms, gender_of_noun, given, headed
from khronika.reading.numbered import numbered
from khronika.reading.places import Found
from khronika.reading.sentences import Sentence, Word

_QUOTED = re.compile(r"\s?[“\"«„]([^”\"»“\n]{2,70})[”\"»“]")
_ACRONYM = re.compile(r"\s?\(([A-ZА-ЯЁЎІ][A-Za-zА-Яа-яЁёЎўІі]{1,11})\)")
_BODY = re.compile(r"^(?!.*Republic(?:$| of)|Soviet Union|United States)[A-Z]|police|inspectorate|response")
"""What an acronym stands for when it is a body and not a country or a common noun."""
_GAP = re.compile(r"[’']?\s\s?$")
_REGION = re.compile(
    r"\s(?:по|па)\s(?:г\.\s?)?[А-ЯЁІЎ][\w-]+(?:ому|аму|ой|ай|ому|им|ім)\s(?:области|краю|республике|району|округу"
    r"|вобласц[іi]|вобласьці|раёну|гораду|городу)"
)
_UNBENT = ("бюро", "радио", "радіо", "радыё", "радыо", "кафе")
_MANY = re.compile(r"(?:ые|ие|ыя|ія|ых|их|іх|ыми|ими|ымі|імі)$")
"""Adjectives in the plural: what follows is told of many, and is no name."""
_GENITIVE = re.compile(
    r"(?:[бвгджзклмнпрстфхцчшщ]ов|ев|[аеи]ний|істаў|нтаў|тараў|лагаў|ыкаў|цаў|ания|ения|ства|ции|сти|ики|ння|ньня|ння|нняў|цыі|сці|сьці|огии|огіі"
    r"|ого|его|ага|яга|ых|их|іх|культуры|обороны|абароны|спорту|спорта|транспорта|транспарту|[аеы]йнай|льнай|ьной|енной"
    r"|ннай|скай|ской|[ыі]кі|нікаў|насьці|насці|анства|авы|[иоеё]дов)$"
)
_DATIVE = re.compile(r"(?:ам|ям|ым|им|ім|ой|ей|ай|яй|ию|ии|ству|нию|нню|ньню|ом|бе|цы|це|дзе)$")
_LEADING = ("по", "па", "против", "супраць")
_LEFT, _RIGHT, _MORE = 6, 9, 4


@cache
def heads(language: str) -> Mapping[str, str]:
    """Every form of a head word and its base form."""
    found: dict[str, str] = {}
    for base in str(load(language).get("organizations.heads")).split("|"):
        for form in forms(base, language):
            found.setdefault(form, base)
    return MappingProxyType(found)


@cache
def _openings(language: str) -> frozenset[str]:
    """The words that may be the head of a name."""
    return frozenset(heads(language)) | load(language).words("organizations.prefixes")


@cache
def _weak(language: str) -> frozenset[str]:
    """Every form of the heads that say little alone."""
    words = load(language).words("organizations.weak")
    return frozenset(form for word in words for form in forms(word, language))


@cache
def _known(language: str) -> re.Pattern[str]:
    names: dict[str, str] = {}
    for language_name in (language, "en"):
        for name in str(load(language_name).get("organizations.known")).split("|"):
            names[name] = name
    names |= dict.fromkeys(_acronyms() if language in CYRILLIC else (), "")
    parts = sorted((_bent(name, language) for name in names if name), key=len, reverse=True)
    first = "".join(sorted({re.escape(form[0]) for name in names if name for form in _openers(name, language)}))
    return re.compile(rf"(?=[{first}])(?<![\w-])(?:" + "|".join(parts) + r")(?![\w-])")


@cache
def _acronyms() -> frozenset[str]:
    """The acronyms of bodies in Cyrillic but the shortest, which stand for much else."""
    cells = (word for short, long in rows("acronyms") if _BODY.search(long) for word in short.split())
    return frozenset(word for word in cells if len(word) > 2 and word[0] > "\u0300" and sum(map(str.isupper, word)) > 2)


def _openers(name: str, language: str) -> tuple[str, ...]:
    """The forms of the first word of a name."""
    return (name,) if _stays(name) else forms(name.split()[0], language)


def _stays(name: str) -> bool:
    return script(name) == "latin" or name.isupper()


def _bent(name: str, language: str) -> str:
    if _stays(name):
        return re.escape(name)
    return r"\s".join("(?:" + "|".join(map(re.escape, forms(word, language))) + ")" for word in name.split())


@lru_cache(maxsize=1 << 12)
def _known_base(written: str, language: str) -> str:
    """The base form of a known name in some case."""
    size = written.count(" ")
    for name in str(load(language).get("organizations.known")).split("|"):
        if name[:2] == written[:2] and name.count(" ") == size and re.fullmatch(_bent(name, language), written):
            return name
    return written


def organizations(sentence: Sentence, text: str, taken: bytearray) -> list[Found]:
    """The organisations that a sentence names."""
    grammar = load(sentence.language)
    found: list[Found] = []
    until = 0
    openings, houses = _openings(grammar.tag), numbered(sentence, text)
    known = list(_known(grammar.tag).finditer(text, sentence.start, sentence.end))
    spans = [(one.start, one.end) for one in houses] + [(one.start() + 1, one.end()) for one in known]
    taken_by = {word.start for word in sentence.words if any(a <= word.start < b for a, b in spans)} if spans else ()
    for number, lower in enumerate(() if openings.isdisjoint(sentence.lowers) else sentence.lowers):
        if lower not in openings:
            continue
        word = sentence.words[number]
        if word.start < until or taken[word.start] or word.start in taken_by:
            continue
        if one := _around(grammar, sentence.words, number, text):
            found = [other for other in found if other.end <= one.start]
            found.append(one)
            until = one.end
    found += [one for one in houses if not any(one.start < other.end and other.start < one.end for other in found)]
    found += _introduced(grammar, sentence, text, found)
    covered = [(one.start, one.end) for one in found]
    for match in known:
        if not any(match.start() < end and match.end() > start for start, end in covered):
            found.append(_well_known(match, text, sentence))
    never = grammar.words("organizations.never")
    return sorted((one for one in found if one.name.lower() not in never), key=lambda one: one.start)


def _well_known(match: re.Match[str], text: str, sentence: Sentence) -> Found:
    """A known name with the country or region it is told of: 'МИД Китая', 'УФСИН по Пермскому краю', 'PEN Ukraine'."""
    tag, end = load(sentence.language).tag, match.end()
    name = _known_base(" ".join(match.group().split()), tag)
    follows = _REGION.match(text, end) if tag in CYRILLIC else None
    after = next((word for word in sentence.words if word.start >= end), None)
    if follows:
        end = follows.end()
    elif after and after.capital and text[end : after.start] == " " and name.isupper() and _of_country(after.text, tag):
        end = after.end
    rest = " ".join(text[match.end() : end].split())
    return Found(match.start(), end, f"{name} {rest}" if rest else name, "Organization", "known")


def _of_country(word: str, language: str) -> bool:
    """Whether a word is a country, in Cyrillic not in the nominative."""
    return any(
        one.kind == "country" and len(one.words) == 1 and (language == "en" or one.name != word)
        for one in starts(word, language)
    )


def _introduced(grammar: Grammar, sentence: Sentence, text: str, found: list[Found]) -> list[Found]:
    more = []
    for match in grammar.pattern("organizations.introduced", 0).finditer(text, sentence.start, sentence.end):
        group = str(match.lastgroup)
        start, end = match.span(group)
        if not any(start < one.end and end > one.start for one in found):
            more.append(Found(start, end, match[group], "Organization", "introduced"))
    return more


def _around(grammar: Grammar, words: tuple[Word, ...], number: int, text: str) -> Found | None:
    word = words[number]
    lower = word.text.lower()
    if grammar.tag == "en" and not word.capital:
        return None
    left = _left(grammar, words, number, text)
    if left < number and grammar.tag in CYRILLIC and _MANY.search(words[left].text):
        return None
    right, quoted = _right(grammar, words, number, text)
    end = right
    if not quoted and not _enough(grammar, words, left, number, right):
        return None
    if quoted and left == number and not word.capital and lower in grammar.words("organizations.generic"):
        start = text.find(quoted, word.end, end)
        return Found(start, start + len(quoted), quoted, "Organization", "quoted", quoted)
    start = words[left].start
    return Found(
        start, end, _base(grammar, words, left, number, text[word.end : end]), "Organization", "head-word", quoted
    )


def _left(grammar: Grammar, words: tuple[Word, ...], number: int, text: str) -> int:
    stop, weak = grammar.words("organizations.left_stop"), grammar.pattern("organizations.adjective", 0)
    left = best = number
    while left > 0 and number - left < _LEFT:
        before = words[left - 1]
        if not _GAP.fullmatch(text[before.end : words[left].start]) or before.text.lower() in stop:
            break
        if grammar.tag == "en":
            if not before.capital:
                break
        elif not weak.search(before.text) or (given(before.text) and before.capital):
            break
        left -= 1
        best = left if before.capital else best
    if words[best].first and best < number and words[best].text.lower() in grammar.words("organizations.trimmed"):
        best += 1
    return best


def _right(grammar: Grammar, words: tuple[Word, ...], number: int, text: str) -> tuple[int, str]:
    end, place, steps = words[number].end, number + 1, 0
    firm = words[number].capital
    while place < len(words) and steps < _RIGHT:
        size = _step(grammar, words, place, text, inside=steps > 0)
        if not size and firm and grammar.tag in CYRILLIC:
            size = _further(grammar, words, place)
        if not size or not text[end : words[place].start].isspace():
            break
        place, steps = place + size, steps + size
        end = words[place - 1].end
    quoted = ""
    if match := _QUOTED.match(text, end):
        quoted, end = match[1], match.end()
    return end, quoted


def _step(grammar: Grammar, words: tuple[Word, ...], place: int, text: str, *, inside: bool) -> int:
    """How many words from `place` go on with the name: 0 when it ends there."""
    word = words[place]
    lower = word.text.lower()
    if grammar.tag != "en":
        return _step_cyrillic(grammar, words, place)
    connectors = grammar.words("organizations.connectors")
    if lower in connectors or (inside and lower == "and"):
        following = place + 1
        if following < len(words) and words[following].text == "the":
            following += 1
        if following >= len(words) or not words[following].capital or text[word.end : word.end + 1] != " ":
            return 0
        if lower == "and" and (given(words[following].text) or starts(words[following].text, "en")):
            return 0
        return following - place + 1 if not given(words[following].text) or lower == "of" else 0
    if inside and _person_follows(grammar, words, place):
        return 0
    opened = (
        inside
        or _lone(words, place)
        or (place and words[place - 1].text.lower() in grammar.words("organizations.prefixes"))
    )
    return (
        1
        if opened
        and word.capital
        and not _GAP.fullmatch(lower)
        and lower not in grammar.words("organizations.left_stop")
        else 0
    )


def _person_follows(grammar: Grammar, words: tuple[Word, ...], place: int) -> bool:
    """Whether two capitalised words from here end a run like a person's name: 'Association of Journalists Iryna
    Novik'.
    """
    pair = words[place : place + 2]
    surname = grammar.pattern("persons.surname", 0)
    return (
        len(pair) == 2
        and pair[1].capital
        and bool(surname.search(pair[1].text))
        and not (len(words) > place + 2 and words[place + 2].capital)
    )


def _lone(words: tuple[Word, ...], place: int) -> bool:
    """A single capitalised word right after a head is its proper name: 'Human Rights Center Spring'."""
    alone = len(words) == place + 1 or not words[place + 1].capital
    following = place > 0 and words[place - 1].text.lower() in (
        "center",
        "centre",
        "organization",
        "organisation",
        "agency",
        "house",
    )
    return alone and following and not given(words[place].text) and not starts(words[place].text, "en")


def _step_cyrillic(grammar: Grammar, words: tuple[Word, ...], place: int) -> int:
    word, complements = words[place], grammar.words("organizations.complements")
    lower = word.text.lower()
    if lower in complements or starts(word.text, grammar.tag) or lower in grammar.words("organizations.acronyms"):
        return 1
    following = words[place + 1].text.lower() if place + 1 < len(words) else ""
    if lower in grammar.words("organizations.connectors") and following in complements:
        return 2
    genitive = grammar.pattern("organizations.genitive", 0)
    if genitive.search(word.text) and (following in complements or following in grammar.words("organizations.units")):
        return 2
    return 0


def _further(grammar: Grammar, words: tuple[Word, ...], place: int) -> int:
    """How many words in small letters go on with a name whose head has a capital: 'Управление по контролю', 'Гильдия
    киноведов'.
    """
    word = words[place]
    if word.capital:
        return 0
    if word.text not in _LEADING:
        return 1 if _GENITIVE.search(word.text) else 0
    after = [other for other in words[place + 1 : place + 3] if not other.capital and _DATIVE.search(other.text)]
    return 1 + len(after) if after and after[0] is words[place + 1] else 0


def _enough(grammar: Grammar, words: tuple[Word, ...], left: int, number: int, right: int) -> bool:
    more = right > words[number].end
    if grammar.tag == "en":
        return left < number or (more and words[number].capital)
    if left < number:
        return words[left].capital
    if words[number].text.lower() in _weak(grammar.tag):
        inside = [word for word in words[number + 1 :] if word.start < right]
        if words[number].capital and len(inside) > int(words[number].first):
            return True
        return more and any(word.capital for word in words[number + 1 :] if word.start < right)
    return more or (
        words[number].capital
        and not words[number].first
        and words[number].text.lower() in grammar.words("organizations.alone")
    )


def _base(grammar: Grammar, words: tuple[Word, ...], left: int, number: int, rest: str) -> str:
    rest = " ".join(rest.split())
    if grammar.tag == "en":
        return " ".join([*(w.text for w in words[left:number]), words[number].text]) + (f" {rest}" if rest else "")
    return " ".join(
        [upright(tuple(word.text for word in words[left : number + 1]), grammar.tag), *([rest] if rest else [])]
    )


def upright(words: tuple[str, ...], language: str) -> str:
    """The head of a name with the adjectives before it, in the nominative."""
    base = heads(language).get(words[-1].lower(), "")
    bends = language in CYRILLIC and base and not base.endswith("ь") and not base.endswith(_UNBENT)
    gender = gender_of_noun(base)
    before = [agreeing(word, language, gender) for word in words[:-1]] if bends else headed(words, language)[:-1]
    return " ".join([*before, (base.capitalize() if words[-1][0].isupper() else base) or words[-1]])


def spelled(words: tuple[Word, ...], first: int, last: int, text: str) -> int:
    """Where a name ends whose last words the acronym in brackets after them stands for; 0 when it says nothing."""
    for end in range(last + 1, min(last + _MORE, len(words)) + 1):
        if text[words[end - 2].end : words[end - 1].start] != " ":
            return 0
        letters, _ = acronym(text, words[end - 1].end)
        if letters:
            initials = "".join(word.text[0] for word in words[first:end] if len(word.text) > 1)
            return end if initials.lower() == letters.lower() else 0
    return 0


def acronym(text: str, end: int) -> tuple[str, int]:
    """The acronym in brackets right after a name and where its bracket ends; ('', end) without one."""
    match = _ACRONYM.match(text, end)
    return (match[1], match.end()) if match and sum(map(str.isupper, match[1])) > 1 else ("", end)
