"""Sentences of the rooms below the screens in the reader's language, at the one edge where a screen shows them.

Those rooms know no Django and speak English; what they stored, such as why a capture failed, is English too. A sentence is known
by its template in `locale/*/LC_MESSAGES/errors.po`, which `raised` sees to be whole; its values stay as they are, but for one
that is such a sentence itself. A sentence without a template stays in English: nothing is ever lost on the way to a screen.
"""

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from babel.messages.pofile import read_po

from khronika.workspace.language import ERRORS, ORIGINAL, catalogue, language

LONGEST = 4000  # characters; more is no sentence of ours
_DEEPEST = 4
_HOLE = re.compile(r"\{(\d+)\}|\{\{|\}\}")
_BETWEEN = re.compile(r"(?<=[.?]) ")


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with holes: how it begins and ends, the pattern of the whole, and its translation."""

    first: str
    last: str
    pattern: re.Pattern[str]
    names: tuple[int, ...]
    words: str

    def read(self, text: str) -> dict[int, str] | None:
        """The values that stand in the holes; None where the text is another sentence."""
        if not (text.startswith(self.first) and text.endswith(self.last)):
            return None
        found = self.pattern.fullmatch(text)
        return dict(zip(self.names, found.groups(), strict=True)) if found else None


def told(error: object) -> str:
    """An error, or the text of one, in the language of the request."""
    text, tag = str(error), language()
    return text if tag == ORIGINAL or len(text) > LONGEST else _told(text, templates(tag), 0)


@cache
def templates(tag: str) -> tuple[Template, ...]:
    """The templates of a language; the one with the most words of its own first, for it says most."""
    entries = [each for each in read_po(BytesIO(catalogue(tag, ERRORS)), locale=tag) if each.id and each.string]
    entries.sort(key=lambda each: len(_HOLE.sub("", str(each.id))), reverse=True)
    return tuple(template(str(each.id), str(each.string)) for each in entries)


def template(sentence: str, words: str) -> Template:
    """A template from a sentence of the catalogue, in which a number in braces is a hole and a doubled brace is a brace."""
    literals, names, place = [""], [], 0
    for hole in _HOLE.finditer(sentence):
        literals[-1] += sentence[place : hole.start()] + ("" if hole[1] else hole[0][0])
        if hole[1]:
            names.append(int(hole[1]))
            literals.append("")
        place = hole.end()
    literals[-1] += sentence[place:]
    pattern = re.compile("(.*?)".join(map(re.escape, literals)), re.DOTALL)
    return Template(literals[0], literals[-1], pattern, tuple(names), words)


def _told(text: str, known: tuple[Template, ...], deep: int) -> str:
    """A text with every sentence in it that is known; the white space around it stays."""
    inner = text.strip()
    if not inner or deep > _DEEPEST:
        return text
    found = _whole(inner, known, deep) or _several(inner, known, deep) or _named(inner, known, deep)
    return text.replace(inner, found, 1) if found else text


def _whole(text: str, known: tuple[Template, ...], deep: int) -> str:
    """A text that is one sentence; where a value seems to have swallowed the next sentence, other readings go first."""
    doubtful = ""
    for each in known:
        values = each.read(text)
        if values is None:
            continue
        said = {number: _told(value, known, deep + 1) for number, value in values.items()}
        if not any(_BETWEEN.search(value) and said[number] == value for number, value in values.items()):
            return filled(each.words, said)
        doubtful = doubtful or filled(each.words, said)
    return doubtful and (_several(text, known, deep) or doubtful)


def _several(text: str, known: tuple[Template, ...], deep: int) -> str:
    """A text that is one sentence after another, of which the first is known."""
    for end in _BETWEEN.finditer(text):
        head, rest = text[: end.start()], text[end.end() :]
        if any(each.read(head) is not None for each in known):
            said = _told(rest, known, deep + 1)
            if said != rest:
                return f"{_told(head, known, deep + 1)} {said}"
    return ""


def _named(text: str, known: tuple[Template, ...], deep: int) -> str:
    """A sentence after what it is about and a colon: 'Name: …'."""
    head, mark, rest = text.partition(": ")
    said = _told(rest, known, deep + 1)
    return f"{head}{mark}{said}" if mark and said != rest else ""


def filled(words: str, values: dict[int, str]) -> str:
    """A translation with its values in their places."""
    return _HOLE.sub(lambda hole: values[int(hole[1])] if hole[1] else hole[0][0], words)
