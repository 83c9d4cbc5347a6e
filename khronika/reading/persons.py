"""A person is a run of capitalised words with a reason to be one: a given name, a title before, a role after, or a
surname's ending.

Surnames and given names that stand alone join the person of the same text who has them; two spellings with one
skeleton are one person.
"""

import re
from collections.abc import Sequence
from functools import cache
from types import MappingProxyType

from khronika.reading.atlas import starts
from khronika.reading.gathering import PATRONYMIC, Sighting
from khronika.reading.grammar import Grammar, load
from khronika.reading.inflection import CYRILLIC, Given, alone, forms, given, person
from khronika.reading.places import bare
from khronika.reading.sentences import Sentence, Word
from khronika.reading.sifting import honoured
from khronika.reading.tagger import Tagged, tags
from khronika.reading.traits import FAMILIES

_LAST_WORD = re.compile(r"[\s,“\"«]*([^\W\d_]+(?:[-’'][^\W\d_]+)*)")
"""The last word of a text that is read backwards."""
_NEXT_WORD = re.compile(r"[’'s]{0,2}\s*,?\s*([^\W\d_]+)")

_SURE = MappingProxyType({"be": 200, "en": 50, "pl": 50})
"""The margin that a mark of the tagger needs on one word, where its model has met little of the language."""
_UNSURE = 150
_MOST_BESIDE, _MOST_WORDS = 3, 5
_COMMON = re.compile(r"(?:[ое]в|[аоеё]ў|[иі]н)$")
"""Endings of surnames that plurals have, too: at the start of a sentence 'Студентов' is nobody."""
_ARTICLES = frozenset(
    ["al", "el", "as", "ad", "ash", "an", "ar", "at", "az", "аль", "эль", "ас", "ад", "аш", "ан", "ар", "ат", "аз"]
)


def runs(sentence: Sentence, text: str, taken: bytearray) -> list[tuple[Word, ...]]:
    """The stretches of capitalised words that stand side by side, particles between them included."""
    particles = load(sentence.language).words("persons.particles")
    found: list[list[Word]] = []
    for word in sentence.words:
        proper = (word.capital or _hyphened(word.text)) and not taken[word.start] and not word.text[0].isdigit()
        if not proper and not (found and found[-1]):
            continue
        gap = text[found[-1][-1].end : word.start] if found and found[-1] else "|"
        beside = (gap.isspace() and gap.count("\n") < 2) or (
            found and found[-1] and len(found[-1][-1].text) == 1 and gap in (".", ". ")
        )
        if proper and beside and len(found[-1]) < 8:
            found[-1].append(word)
        elif proper:
            found.append([word])
        elif not (
            beside
            and found[-1]
            and word.text in particles
            and len(found[-1]) < 4
            and found[-1][-1].text not in particles
        ):
            found.append([])
        else:
            found[-1].append(word)
    return [tuple(_trailing(run, particles)) for run in found if run]


def _hyphened(word: str) -> bool:
    article, hyphen, name = word.partition("-")
    return bool(hyphen) and article.lower() in _ARTICLES and name[:1].isupper()


def _trailing(run: list[Word], particles: frozenset[str]) -> list[Word]:
    while run and run[-1].text in particles:
        run = run[:-1]
    return run


def sightings(
    sentence: Sentence, text: str, known: tuple[bytearray, frozenset[str]], marks: Sequence[Tagged]
) -> tuple[list[Sighting], list[tuple[Word, bool]]]:
    """The persons a sentence names by more than one word, and single words that may be surnames (with True: has a
    reason of its own). `known` are the letters already taken and the words the text also has in lower case.
    """
    grammar = load(sentence.language)
    taken, common = known
    full: list[Sighting] = []
    single: list[tuple[Word, bool]] = []
    model = tags(sentence.language)
    marked = [sentence.words[first:last] for first, last in _widened(grammar, sentence, text, marks)]
    marked = [words for words in marked if not any(taken[word.start] for word in words)]
    starts = {word.start for words in marked for word in words}
    for run in runs(sentence, text, taken):
        for part in _parts(grammar, run, common):
            words = tuple(part)
            if honoured(sentence, sentence.words.index(words[0])):
                continue
            other = _full(grammar, words, text) if len(words) > 1 else None
            inside = any(word.start in starts for word in words)
            if other and (not model or (other.confidence > 0.8 and not inside)):
                full.append(other)
            elif len(words) == 1 and words[0].start not in starts:
                single.append((words[0], _has_reason(grammar, words[0], text)))
            else:
                single.extend((word, False) for word in words if word.start not in starts)
    for words in marked:
        _marked(grammar, words, full, single)
    return full, single


def _widened(grammar: Grammar, sentence: Sentence, text: str, marks: Sequence[Tagged]) -> list[tuple[int, int]]:
    """The marks of persons with the initials and particles before them, and 'al-Karim' after them; marks that a particle
    divides are one.
    """
    words, particles = sentence.words, grammar.words("persons.particles")
    found: list[tuple[int, int]] = []
    for one in marks:
        if one.kind != "Person" or not _sure(sentence, one):
            continue
        first, lowest = one.first, found[-1][1] if found else 0
        while first > lowest and _belongs(words[first - 1], text[words[first - 1].end : words[first].start], particles):
            first -= 1
        first = _leftwards(grammar, words, text, first, lowest)
        last = _rightwards(grammar, words, text, one.last, first)
        if found and first < one.first and first == lowest and text[words[first - 1].end : words[first].start] == " ":
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _leftwards(grammar: Grammar, words: Sequence[Word], text: str, first: int, lowest: int) -> int:
    """Where a marked name begins that goes on to its left: 'Ём Сын [Гын]', 'Йохан ван дер [Эльст]'."""
    particles, start = grammar.words("persons.particles"), first
    while first > lowest and start - first < _MOST_BESIDE:
        at = first - 1
        while at > lowest and words[at].text in particles and text[words[at].end : words[at + 1].start] == " ":
            at -= 1
        if at < lowest or not _goes_on(grammar, words[at]) or text[words[at].end : words[at + 1].start] != " ":
            break
        if words[at].first and not given(words[at].text):
            break
        first = at
    return first


def _rightwards(grammar: Grammar, words: Sequence[Word], text: str, last: int, first: int) -> int:
    """Where a marked name ends that goes on to its right: '[Чо Хтет] Лин', '[Жаныл] Абдылдабек кызы', '[Айпин] Л.'."""
    kin = grammar.words("persons.kin")
    while last < len(words) and last - first < _MOST_WORDS and text[words[last - 1].end : words[last].start] == " ":
        word = words[last]
        initial = len(word.text) == 1 and word.capital and text[word.end : word.end + 1] == "."
        if not (_hyphened(word.text) or word.text in kin or initial or _goes_on(grammar, word)):
            break
        last += 1
    return last


def _goes_on(grammar: Grammar, word: Word) -> bool:
    """Whether a word beside a marked name is a part of it: it has a capital and is no title, place or acronym."""
    lower = bare(word.text).lower()
    if not word.capital or word.text.isupper() or len(word.text) < 2 or lower[0].isdigit():
        return False
    if lower in _strangers(grammar.tag):
        return False
    return bool(given(bare(word.text))) or not any(
        len(entry.words) == 1 for entry in starts(bare(word.text), grammar.tag)
    )


@cache
def _strangers(language: str) -> frozenset[str]:
    """The words that are no part of a name though they have a capital: titles, heads of bodies, and those that never are."""
    grammar = load(language)
    words = grammar.words("persons.titles") | grammar.words("organizations.heads") | grammar.words("persons.stop")
    words |= grammar.words("places.never") | {word.partition(":")[0] for word in grammar.words("places.nouns")}
    return frozenset(form for word in words for form in forms(word, language)) | grammar.words("persons.stop")


@cache
def _titles(language: str) -> frozenset[str]:
    """The titles in every form."""
    words = load(language).words("persons.titles")
    return words | frozenset(form for word in words for form in forms(word, language))


def _belongs(word: Word, gap: str, particles: frozenset[str]) -> bool:
    """Whether a word before a name is its initial or particle."""
    initial = len(word.text) == 1 and word.capital and gap in (".", ". ", ".\u00a0")
    return initial or (gap == " " and word.text in particles)


def _sure(sentence: Sentence, one: Tagged) -> bool:
    """Whether a mark stands: a word alone needs more than a word beside others."""
    words = sentence.words[one.first : one.last]
    least = _SURE.get(sentence.language[:2], -_UNSURE)
    if len(words) == 1 and not any(not reading.oblique for reading in given(bare(words[0].text))):
        least = max(least, _UNSURE if words[0].first else least)
        return one.margin > least
    return one.margin > (-2 if FAMILIES.get(sentence.language[:2]) == "cyrillic" else -1) * _UNSURE


def _marked(grammar: Grammar, words: tuple[Word, ...], full: list[Sighting], single: list[tuple[Word, bool]]) -> None:
    """A person whom the tagger marked."""
    titles = _titles(grammar.tag) | grammar.words("persons.stop")
    while (
        len(words) > 1
        and words[0].text.lower() in titles
        and not (given(words[0].text) or (len(words[0].text) == 1 and len(words[1].text) == 1))
    ):
        words = words[1:]
    if len(words) > 1 and _foreign(grammar, words):
        words = words[1:]
    if len(words) == 1:
        single.append((words[0], True))
        return
    readings = [given(bare(word.text)) for word in words]
    at = next((i for i, found in enumerate(readings) if found), -1)
    initial = next((i for i, word in enumerate(words) if len(word.text) == 1), -1)
    full.append(_sighting(grammar, words[:5], at if at >= 0 else initial, 0.85))


def _foreign(grammar: Grammar, words: tuple[Word, ...]) -> bool:
    """Whether the word before a given name is none of the name: the first of a sentence, or a country."""
    word = bare(words[0].text)
    if given(word) or len(word) == 1 or not given(bare(words[1].text)):
        return False
    if grammar.pattern("persons.surname", 0).search(word):
        return False
    return words[0].first or any(one.plain and len(one.words) == 1 for one in starts(word, grammar.tag))


def _parts(grammar: Grammar, run: tuple[Word, ...], common: frozenset[str]) -> list[list[Word]]:
    """The run cut at words that are no names: titles, stop words, ordinary words at the start of a sentence."""
    stop, titles = grammar.words("persons.stop"), grammar.words("persons.titles")
    parts: list[list[Word]] = [[]]
    for word in run:
        lower = bare(word.text).lower()
        ordinary = lower in common and not given(lower) and not _hyphened(word.text)
        ordinary = ordinary or (len(word.text) > 1 and word.text.isupper())
        titled = lower in titles and not given(lower)
        if lower in stop or titled or ordinary or (not lower.isalpha() and any(map(str.isdigit, lower))):
            parts.append([])
        elif (
            len(parts[-1]) > 1
            and given(lower)
            and any(given(bare(other.text)) for other in parts[-1][:-1])
            and not PATRONYMIC.search(lower)
        ):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _full(grammar: Grammar, words: tuple[Word, ...], text: str) -> Sighting | None:
    readings = [given(bare(word.text)) for word in words]
    at = next((i for i, found in enumerate(readings) if found), -1)
    initial = next((i for i, word in enumerate(words) if len(word.text) == 1), -1)
    if at > 0 and initial < 0:
        words, at = _before_given(grammar, words, readings, at)
    if at < 0 and initial < 0:
        if 1 < len(words) < 5 and _hyphened(words[-1].text):
            return _sighting(grammar, words, 0, 0.85)
        if len(words) > 3 or not _unknown(grammar, words, text):
            return None
        return _sighting(grammar, words, -1, 0.6)
    if len(words) < 2:
        return None
    return _sighting(grammar, words[:4], at if at >= 0 else initial, 0.9)


def _before_given(
    grammar: Grammar, words: tuple[Word, ...], readings: list[tuple[Given, ...]], at: int
) -> tuple[tuple[Word, ...], int]:
    """Drop what stands before the given name unless it is a surname put first."""
    surname_first = at == len(words) - 1 or (at == len(words) - 2 and PATRONYMIC.search(words[-1].text))
    if surname_first and grammar.pattern("persons.surname", 0).search(bare(words[at - 1].text)):
        return words[at - 1 :], 1
    return (words[at:], 0) if at < len(words) - 1 else (words[at - 1 :], 1)


def _sighting(grammar: Grammar, words: tuple[Word, ...], at: int, confidence: float) -> Sighting:
    texts = tuple(bare(word.text) for word in words)
    at = at if at < len(words) else -1
    bases, gender = person(texts, at, grammar.tag) if at >= 0 and len(texts[at]) > 1 else (_agreed(texts, grammar), "")
    surname = _surname(bases, at)
    end = words[-1].start + len(texts[-1])
    wavers = gender == "f" and any(one.oblique and one.gender == "m" for one in given(texts[at]))
    return Sighting(words[0].start, end, bases, at, gender, grammar.tag, surname, confidence, wavers)


def _agreed(texts: tuple[str, ...], grammar: Grammar) -> tuple[str, ...]:
    """The words of a name with initials, the surname in its base form; other names without a known given name stay."""
    if grammar.tag not in CYRILLIC:
        return texts
    long = [place for place, word in enumerate(texts) if len(word) > 1]
    if len(long) == 1:
        base = alone(texts[long[0]], grammar.tag)[0]
        return tuple(base if place == long[0] else word for place, word in enumerate(texts))
    return texts


def _surname(bases: tuple[str, ...], at: int) -> str:
    rest = [base for place, base in enumerate(bases) if place != at and len(base) > 1]
    if len(rest) > 1:
        rest = [base for base in rest if not PATRONYMIC.search(base)] or rest
    return rest[-1] if rest else bases[-1]


def _unknown(grammar: Grammar, words: tuple[Word, ...], text: str) -> bool:
    """Whether two or three capitalised words without a known given name are a person."""
    titled = _titled(grammar, words[0], text)
    after = _NEXT_WORD.match(text, words[-1].end)
    ending = bool(grammar.pattern("persons.surname", 0).search(bare(words[-1].text))) and len(words[-1].text) > 4
    verb = after is not None and after[1].lower() in grammar.words("persons.verbs")
    apposition = bool(grammar.pattern("persons.apposition").match(text, words[-1].end))
    return titled or apposition or (ending and not words[0].first) or (verb and len(words) == 2 and not words[0].first)


def _titled(grammar: Grammar, word: Word, text: str) -> bool:
    return _word_before(text, word.start) in grammar.words("persons.titles")


def _word_before(text: str, at: int) -> str:
    """The word before a place, in lower case."""
    before = _LAST_WORD.match(text[max(0, at - 30) : at][::-1])
    return before[1][::-1].lower() if before else ""


def _has_reason(grammar: Grammar, word: Word, text: str) -> bool:
    if len(word.text) < 4 or word.text.isupper():
        return False
    strong = grammar.pattern("persons.strong", 0).search(bare(word.text))
    strong = strong if not (word.first and _COMMON.search(word.text)) else None
    titled = _word_before(text, word.start) in grammar.words("persons.single_titles")
    after = _NEXT_WORD.match(text, word.end)
    acting = (
        after is not None
        and after[1].lower() in grammar.words("persons.verbs")
        and text[word.end : word.end + 1] == " "
    )
    ending = grammar.pattern("persons.surname", 0).search(bare(word.text))
    return bool(strong) or titled or (acting and bool(ending) and not word.first and grammar.tag != "en")
