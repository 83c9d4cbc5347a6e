"""A passage is found again by what it says, not only by where it stood.

An anchor is a W3C Web Annotation pair: a position, and a quote with what came before and after it. Offsets count
Unicode characters, as Python does.
"""

import re
from dataclasses import dataclass

from khronika.vault.errors import Misplaced

_LONG_ENOUGH = 12  # characters of a quote that may stand alone, with nothing around it that is remembered
_ENOUGH_AROUND = 6  # characters around a quote that make it the one that was meant
_LOOSE = re.compile(r"[\s\-\u00ad\u2010\u2011\u200b\ufffe]+")


@dataclass(frozen=True)
class Anchor:
    """A stretch of a text: `start` to `end`, the `quote` there, and up to 40 characters on each side."""

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


def anchor(text: str, start: int, end: int, context: int = 40) -> Anchor:
    """The anchor of `text[start:end]`; raises `Misplaced` if that is no stretch of the text.

    >>> anchor("sentenced to four years", 13, 23, context=3)
    Anchor(start=13, end=23, quote='four years', prefix='to ', suffix='')
    """
    if not 0 <= start < end <= len(text):
        raise Misplaced(f'A passage inside a text of {len(text)} characters was expected, not "{start} to {end}".')
    return Anchor(start, end, text[start:end], text[max(0, start - context) : start], text[end : end + context])


def locate(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """Where the anchor's passage stands in `text`, which may be another version than it was made of, or None.

    First the exact place, then the quote by what surrounds it, then the same without regard to white space and
    hyphens at line ends. Several equal passages that nothing tells apart are no answer.

    >>> locate("He was sentenced to four\\nyears.", anchor("sentenced to four years", 13, 23))
    (20, 30)
    """
    if not anchor.quote:
        return None
    if _agrees(text, anchor):
        return anchor.start, anchor.end
    exact = _choose(text, anchor)
    if exact is not None:
        return exact
    return _loosely(text, anchor)


def _agrees(text: str, anchor: Anchor) -> bool:
    if text[anchor.start : anchor.end] != anchor.quote:
        return False
    before = text[max(0, anchor.start - len(anchor.prefix)) : anchor.start]
    return before == anchor.prefix and text.startswith(anchor.suffix, anchor.end)


def _choose(text: str, anchor: Anchor) -> tuple[int, int] | None:
    """The occurrence of the quote whose surroundings fit best; the nearest of those that fit equally well."""
    places = _occurrences(text, anchor.quote)
    if not places:
        return None
    scores = {place: _fit(text, place, anchor) for place in places}
    best = max(scores.values())
    alone = len(places) == 1 and len(anchor.quote) >= _LONG_ENOUGH
    if not alone and best < _needed(anchor):
        return None
    place = min((place for place in places if scores[place] == best), key=lambda place: abs(place - anchor.start))
    return place, place + len(anchor.quote)


def _needed(anchor: Anchor) -> int:
    """How many characters around a quote must agree before it is believed to be the same one."""
    return min(_ENOUGH_AROUND, len(anchor.prefix) + len(anchor.suffix)) or 1


def _occurrences(text: str, quote: str) -> list[int]:
    places, place = [], text.find(quote)
    while place >= 0:
        places.append(place)
        place = text.find(quote, place + 1)
    return places


def _fit(text: str, place: int, anchor: Anchor) -> int:
    """How many characters next to the quote are those that the anchor remembers; a remembered edge counts as one."""
    end = place + len(anchor.quote)
    before = text[max(0, place - len(anchor.prefix) - 1) : place]
    after = text[end : end + len(anchor.suffix) + 1]
    edges = (not anchor.prefix and not before) + (not anchor.suffix and not after)
    return _common(before[::-1], anchor.prefix[::-1]) + _common(after, anchor.suffix) + edges


def _common(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _loosely(text: str, anchor: Anchor) -> tuple[int, int] | None:
    loose, places = _squeezed(text)
    quote = _LOOSE.sub("", anchor.quote)
    if not quote:
        return None
    start = len(_LOOSE.sub("", text[: anchor.start]))
    found = _choose(
        loose,
        Anchor(start, start + len(quote), quote, _LOOSE.sub("", anchor.prefix), _LOOSE.sub("", anchor.suffix)),
    )
    return None if found is None else (places[found[0]], places[found[1] - 1] + 1)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text without white space and hyphens, and for each of its characters where it stood."""
    places = [place for place, character in enumerate(text) if not _LOOSE.match(character)]
    return "".join(text[place] for place in places), places
