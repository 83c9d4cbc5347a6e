"""A wording as one plain text, by which it is known again: title, body, numbered demands, and the SHA-256 of all that.

The text says neither version nor day, so that a wording which did not change keeps its digest from version to version.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khronika.desk.claims.errors import ClaimsError
from khronika.vault.jobs.clean import clean

Numbered = tuple[int, str]
LONGEST = 200_000  # characters of one wording
_BEGINS = re.compile(r"^\s*([0-9]{1,3})[.)]\s+(?=\S)")
_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a statement says in one language."""

    language: str
    title: str
    body: str
    demands: tuple[Numbered, ...] = ()

    @property
    def text(self) -> str:
        """All of it as one plain text, the same for the same words."""
        parts = [self.title, self.body, "\n".join(f"{number}. {words}" for number, words in self.demands)]
        return "\n\n".join(each for each in parts if each)

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, as sixty-four characters."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def place(self, words: str) -> tuple[int, int]:
        """Where some of its words stand in the text; all of it where they do not."""
        at = self.text.find(words) if words else -1
        return (at, at + len(words)) if at >= 0 else (0, len(self.text))


def worded(language: str, title: str, body: str, demands: Iterable[Numbered]) -> Wording:
    """A wording from what was typed. Raises ClaimsError for demands of one number, or more than anybody reads."""
    numbered = tuple((number, _tidy(words)) for number, words in demands)
    made = Wording(language, _tidy(title)[:500], _tidied(body), numbered)
    if len(made.text) > LONGEST:
        raise ClaimsError(
            _("Expected a statement of at most %(limit)d characters; this one has %(length)d. Shorten it.")
            % {"limit": LONGEST, "length": len(made.text)}
        )
    twice = [number for number, count in Counter(number for number, _words in numbered).items() if count > 1]
    if twice:
        raise ClaimsError(
            _("Two demands have the number %(number)d. Give one of them another number.") % {"number": twice[0]}
        )
    return made


def numbered(text: str) -> tuple[Numbered, ...]:
    """Demands from a text in which each begins with its number; without any numbers, one for each paragraph or line.

    Raises ClaimsError for words before the first number.

    >>> numbered("1. Free them.\\n2) Repeal\\nthe article.")
    ((1, 'Free them.'), (2, 'Repeal the article.'))
    >>> numbered("Free them.\\nRepeal the article.")
    ((1, 'Free them.'), (2, 'Repeal the article.'))
    """
    lines = clean(text).replace("\r\n", "\n").split("\n")
    if not any(_BEGINS.match(line) for line in lines):
        parts = _BLANK.split(text.strip()) if _BLANK.search(text.strip()) else lines
        return tuple(enumerate(filter(None, map(_tidy, parts)), 1))
    found: list[tuple[int, list[str]]] = []
    for line in filter(str.strip, lines):
        begun = _BEGINS.match(line)
        if begun:
            found.append((int(begun[1]), [line[begun.end() :]]))
        elif found:
            found[-1][1].append(line)
        else:
            raise ClaimsError(
                _("Expected a number before each demand; none stands before ‘%(words)s’. Write one such as ‘1.’.")
                % {"words": line.strip()[:60]}
            )
    return tuple((number, _tidy(" ".join(words))) for number, words in found)


def listed(demands: Iterable[Numbered]) -> str:
    """Demands as the text in which they are written.

    >>> listed([(1, "Free them."), (2, "Repeal the article.")])
    '1. Free them.\\n2. Repeal the article.'
    """
    return "\n".join(f"{number}. {words}" for number, words in demands)


def _tidy(words: str) -> str:
    return unicodedata.normalize("NFC", " ".join(clean(words).split()))


def _tidied(words: str) -> str:
    """Paragraphs as they are, without what no eye sees."""
    lines = [" ".join(line.split()) for line in clean(words).replace("\r\n", "\n").split("\n")]
    return unicodedata.normalize("NFC", re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())
