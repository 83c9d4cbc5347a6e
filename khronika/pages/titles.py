"""Which of many spellings a reader sees first: one in their language, else in their script, else the original.

Every other spelling stays on the page: no name of a person is dropped, one is only put first.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from khronika.edition.model import Claim, Title

NOBODY = Title("")
_FIRST_KINDS = ("usual", "", "birth", "transliteration", "alias", "pseudonym", "maiden", "acronym")
_TURNING = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")
_CYRILLIC = ("be", "ru", "uk", "bg", "sr", "mk", "kk", "ky", "tg", "mn")


def base(language: str) -> str:
    """A tag's language without script or region.

    >>> base("be-Latn")
    'be'
    """
    return language.split("-")[0].lower()


def choose(titles: Iterable[Title], language: str) -> Title:
    """The spelling to put first for a reader of a language; NOBODY where there is none.

    >>> choose((Title("Алесь Бяляцкі", "be"), Title("Ales Bialiatski", "en")), "en").text
    'Ales Bialiatski'
    """
    return min(titles, key=lambda title: _distance(title, language), default=NOBODY)


def written(claims: Iterable[Claim], role: str, language: str) -> Claim | None:
    """The Text claim of a role (title, preamble, demand …) in the reader's language, else the original, else any."""
    texts = [claim for claim in claims if claim.kind == "Text" and getattr(claim.detail, "role", "") == role]
    return min(texts, key=lambda claim: _strangeness(claim, language), default=None)


def writings(claims: Iterable[Claim], role: str, language: str) -> list[Claim]:
    """All Text claims of a role that are in the language of the one to put first."""
    texts = [claim for claim in claims if claim.kind == "Text" and getattr(claim.detail, "role", "") == role]
    first = written(texts, role, language)
    return [claim for claim in texts if first and _strangeness(claim, language) == _strangeness(first, language)]


def _strangeness(claim: Claim, language: str) -> tuple[bool, bool, bool]:
    tongue, translates = getattr(claim.detail, "language", ""), getattr(claim.detail, "translates", "")
    return base(tongue or "") != language, bool(translates), tongue != "en"


def _distance(title: Title, language: str) -> tuple[int, int]:
    kind = _FIRST_KINDS.index(title.kind) if title.kind in _FIRST_KINDS else len(_FIRST_KINDS)
    usual = script(title.text) == ("cyrillic" if language in _CYRILLIC else "latin")
    if title.language == language:
        return (0 if usual else 1), kind
    if not usual:
        return 4, kind
    order = ("be", "ru", "en", "")
    return (1, kind) if base(title.language) == language else (2 + (base(title.language) not in order), kind)


def isolated(text: str) -> str:
    """A text for a place that no tag can mark: what runs from right to left, or turns the direction, stays inside it.

    >>> isolated("Vera"), len(isolated("\u202eVera"))
    ('Vera', 7)
    """
    return f"\u2068{text}\u2069" if _TURNING.search(text) else text


def unusual(language: str, script: str) -> bool:
    """Whether a language is not commonly written in a script, so that a reader is told.

    >>> unusual("be", "latin"), unusual("be", "cyrillic")
    (True, False)
    """
    common = "cyrillic" if base(language) in _CYRILLIC else "latin"
    return script not in ("", common)


@lru_cache(maxsize=65536)
def script(text: str) -> str:
    """The script most of a text is in: 'cyrillic', 'latin' or 'other'."""
    cyrillic = sum("\u0400" <= letter <= "\u052f" for letter in text)
    latin = sum(letter.isalpha() and letter < "\u0250" for letter in text)
    if cyrillic or latin:
        return "cyrillic" if cyrillic >= latin else "latin"
    return "other"
