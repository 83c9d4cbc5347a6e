"""Places are looked up in every case form among those whose names mean little else; a place it does not know needs a word for its kind
before it.
"""

from dataclasses import dataclass

from khronika.reading.atlas import Entry, stands, starts
from khronika.reading.grammar import Grammar, load
from khronika.reading.inflection import given
from khronika.reading.sentences import Sentence, Word


@dataclass(frozen=True, slots=True)
class Found:
    """A sighting of a thing before its mentions are joined: place in the text, base name, kind, and the rule."""

    start: int
    end: int
    name: str
    kind: str
    rule: str
    detail: str = ""


def places(sentence: Sentence, text: str, taken: bytearray) -> list[Found]:
    """The places a sentence names, those inside other names left out."""
    language = load(sentence.language).tag
    grammar, words = load(language), sentence.words
    found, skip = [], 0
    for number in sentence.capitals:
        word = words[number]
        if number < skip or taken[word.start]:
            continue
        if entry := _match(words, number, language, text):
            skip = number + len(entry.words)
            found.append(Found(word.start, words[skip - 1].end, entry.name, "Place", "gazetteer", entry.kind))
        elif place := _described(grammar, words, number, text):
            found.append(place)
    return found


def _match(words: tuple[Word, ...], number: int, language: str, text: str) -> Entry | None:
    for entry in starts(bare(words[number].text), language):
        size = len(entry.words)
        if number + size > len(words):
            continue
        written = [bare(word.text) for word in words[number : number + size]]
        if entry.plain and stands(written, entry, language) and not _is_person(words, number, size, text):
            return entry
    return None


def _is_person(words: tuple[Word, ...], number: int, size: int, text: str) -> bool:
    after = number + size
    before = words[number - 1] if number else None
    if size == 1 and before and before.capital and text[before.end : words[number].start] == " " and given(before.text):
        return True
    follows = after < len(words) and words[after].capital and text[words[after - 1].end : words[after].start] == " "
    return size == 1 and follows and bool(given(words[number].text)) and not words[after].text.isupper()


def _described(grammar: Grammar, words: tuple[Word, ...], number: int, text: str) -> Found | None:
    word = words[number]
    if word.first or not grammar.pattern("places.before").search(text[max(0, word.start - 30) : word.start]):
        return None
    if (
        given(word.text)
        or word.text.isupper()
        or word.text != bare(word.text)
        or word.text.lower() in grammar.words("persons.stop") | grammar.words("places.never")
    ):
        return None
    following = words[number + 1] if number + 1 < len(words) else None
    if following and following.capital and text[word.end : following.start] == " ":
        return None
    base = forms_back(word.text, grammar.tag)
    return Found(word.start, word.start + len(bare(word.text)), base, "Place", "word-before", "")


def forms_back(word: str, language: str) -> str:
    """The base form of a place that the gazetteer lacks, as far as its ending tells."""
    for ending, base in load(language).get("names.locative") or ():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: len(word) - len(ending)] + str(base)
    return bare(word)


def bare(word: str) -> str:
    """The word without an English possessive ending."""
    return word[:-2] if word.endswith(("’s", "'s")) else word
