"""Whom a pronoun, a role noun or nothing at all stands for: the one spoken of, told by gender, number and role."""

import re

from khronika.reading.page import Occurrence, Page
from khronika.reading.scene import Scene, whole_chain
from khronika.reading.sentences import Sentence

_BACK = 900
_SENTENCES = 6
_PAIR = 2
_FEW = 6
_NOUN = 45
"""Characters beside a name in which the noun for that person may stand."""
_STEM = 6


def referred(scene: Scene, match: re.Match[str], at: int) -> list[Occurrence]:
    """Whom a pronoun stands for: the last one spoken of with a fitting gender, or several for 'they'."""
    kind = next(name for name in "fmpi" if match[name])
    if kind == "i":
        return speaker(scene)
    held = topic(scene, at, kind)
    return _several(scene, at, held) if kind == "p" and len({one.key for one in held}) < _PAIR else held


def _several(scene: Scene, at: int, held: list[Occurrence]) -> list[Occurrence]:
    """Whom 'all three' stands for where no sentence names several: those of the paragraph so far."""
    page, paragraph = scene.page, scene.sentence.paragraph
    first = next((one.start for one in page.sentences if one.paragraph == paragraph), at)
    found = {one.key: one for one in page.within(max(first, at - _BACK), at, "Person") if not scene.weight(one)}
    return [*found.values()] if _PAIR <= len(found) <= _FEW else held


def speaker(scene: Scene) -> list[Occurrence]:
    """Who says 'I': the person who gives a name, or the one spoken of."""
    page = scene.page
    for one in page.occurrences:
        if one.kind == "Person" and scene.grammar.pattern("victims.speaker").search(
            page.text[max(0, one.start - 20) : one.start]
        ):
            return [one]
    return topic(scene, scene.sentence.start) or page.main


def role(scene: Scene, start: int, end: int) -> list[Occurrence]:
    """Whom a noun for a person stands for: 'the blogger' is the one who was called a blogger, 'the woman' the last
    woman spoken of.
    """
    low, high = max(start, scene.sentence.start), min(end, scene.sentence.end)
    for match in scene.grammar.pattern("pronouns.roles").finditer(scene.page.text, low, high):
        gender = str(match.lastgroup or "").replace("a", "")
        word = match[match.lastgroup or 0].split()[-1][:_STEM].lower()
        held = _called(scene, match.start(), word, gender) or topic(scene, match.start(), gender)
        if held:
            return held
    return []


def _called(scene: Scene, at: int, word: str, gender: str) -> list[Occurrence]:
    """The last person before a place whom the text calls by a word."""
    page, paragraph = scene.page, scene.sentence.paragraph
    for one in reversed(page.within(0, at, "Person")):
        sentence = page.sentence(one.start)
        if page.apart(paragraph, sentence.paragraph):
            break
        if gender and page.by_key[one.key].gender not in ("", gender):
            continue
        beside = page.text[max(sentence.start, one.start - _NOUN) : min(sentence.end, one.end + _NOUN)].lower()
        if word in beside and Scene(page, sentence).free(one):
            return [one]
    return []


def topic(scene: Scene, at: int, gender: str = "") -> list[Occurrence]:
    """The one spoken of: the first person of the same sentence, or of the nearest one before in this part of the
    text.
    """
    page, number = scene.page, scene.page.places.at(scene.sentence.start)
    unsure: list[Occurrence] = []
    for back in range(_SENTENCES):
        if back > number or scene.sentence.start - page.sentences[number - back].start > _BACK:
            break
        sentence = page.sentences[number - back]
        if page.apart(scene.sentence.paragraph, sentence.paragraph):
            break
        here = Scene(page, sentence)
        end = at if back == 0 else sentence.end
        people = here.people(sentence.start, end)
        if kept := _fitting(here, people, gender):
            return kept if back == 0 or gender == "p" else _foremost(here, kept, gender)
        unsure = unsure or [one for one in people if here.weight(one)][:1]
    main = _fitting(scene, page.main, gender)[:1] if not page.digest else []
    if unsure and gender != "p" and not (gender and main and page.by_key[main[0].key].gender):
        return unsure
    return main


def _foremost(scene: Scene, kept: list[Occurrence], gender: str) -> list[Occurrence]:
    """The main person of the text instead of one who is named beside them in the same paragraph."""
    main = _fitting(scene, scene.page.main, gender)
    if not main or scene.page.digest or main[0].key == kept[0].key:
        return kept
    paragraph = scene.sentence.paragraph
    spans = scene.page.by_key[main[0].key].spans
    return main if any(scene.page.sentence(one.start).paragraph == paragraph for one in spans) else kept


def _fitting(scene: Scene, people: list[Occurrence], gender: str) -> list[Occurrence]:
    people = [one for one in people if not scene.weight(one)]
    if gender == "p":
        several = whole_chain(scene, people[0]) if people else []
        return several or people
    if gender:
        people = [one for one in people if scene.page.by_key[one.key].gender in ("", gender)]
        people = [one for one in people if scene.page.by_key[one.key].gender] or people
    silent = [one for one in people if not scene.telling(one)]
    return silent[:1] or people[:1]


def group(page: Page, sentence: Sentence) -> list[Occurrence]:
    """Those whom 'each' stands for when the sentence names nobody: the persons of the nearest sentence before that
    names several.
    """
    number = page.places.at(sentence.start)
    for at in range(number - 1, max(-1, number - 4), -1):
        earlier = page.sentences[at]
        named = Scene(page, earlier).people(earlier.start, earlier.end)
        if len({one.key for one in named}) > 1 and sentence.paragraph - earlier.paragraph < 2:
            return named
    return []
