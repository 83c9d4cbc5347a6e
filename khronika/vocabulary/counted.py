"""A count as people say it, in English, Belarusian and Russian: a number, its bound, what was counted, and the words themselves.

Nothing is guessed: 'hundreds' is of the order of a hundred and never three hundred, and a span of two numbers is asked back.
Two counts agree where one number can fit both: 'more than 18' and '20' do, 'hundreds' and '100 000' do not.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from khronika.dates import DateError, overlaps, parse
from khronika.vocabulary.errors import VocabularyError

LONGEST = 200
MOST = 10**12
MORE, LESS, LEAST, ABOUT, ORDER, EXACT = "more_than", "less_than", "at_least", "about", "order", "exact"
_BOUNDS: tuple[tuple[str, str], ...] = (
    (
        LEAST,
        r"at least|no(?:t)? (?:fewer|less) than|minimum|≥|>=|не менш(?: за| чым)?|прынамсі|мінімум"
        r"|не (?:менее|меньше)(?: чем)?|(?:как )?минимум",
    ),
    (
        MORE,
        r"(?:many |much )?more than|over|above|>|больш(?: за| чым)?|болей(?: за| чым)?|звыш"
        r"|больше(?: чем)?|более(?: чем)?|свыше",
    ),
    (
        LESS,
        r"less than|fewer than|under|below|<|менш(?: за| чым)?|меней за|менее(?: чем)?|меньше(?: чем)?",
    ),
    (
        ABOUT,
        r"about|around|approximately|approx\.?|circa|ca\.?|roughly|nearly|almost|some|~|≈"
        r"|каля|прыкладна|прыблізна|амаль|около|ок\.|примерно|приблизительно|почти|порядка",
    ),
    (EXACT, r"exactly|precisely|just|=|роўна|дакладна|ровно|точно"),
)
_AT_MOST = re.compile(
    r"(?:up to|at most|no more than|not more than|≤|<=|да|не больш(?: за| чым)?|до|не более(?: чем)?|не больше(?: чем)?)\s"
)
_MAGNITUDES: tuple[tuple[int, str], ...] = (
    (100_000_000, r"hundreds of millions|сотні мільёнаў|сотни миллионов"),
    (10_000_000, r"tens of millions|дзясяткі мільёнаў|десятки миллионов"),
    (100_000, r"hundreds of thousands|сотні тысяч|сотни тысяч"),
    (10_000, r"tens of thousands|дзясяткі тысяч|десятки тысяч"),
    (1_000_000, r"millions|мільёны|миллионы"),
    (1_000, r"thousands|тысячы|тысячи"),
    (100, r"hundreds|сотні|сотняў|сотни|сотен"),
    (10, r"tens|dozens|дзясяткі|дзясяткаў|десятки|десятков"),
)
_SEVERAL = r"(?:(?:several|many|some|a few|некалькі|шмат|многія|несколько|много|многие)\s+)?"
_TIMES: tuple[tuple[int, str], ...] = (
    (1_000_000, r"millions?|mln\.?|m|мільён(?:ы|аў|а)?|миллион(?:а|ов)?|млн\.?"),
    (1_000, r"thousands?|k|тысяч[аыиі]?|тысячу|тыс\.?|т\.?"),
    (100, r"hundreds?|сотн[яюі]|сотни|сто|ста"),
    (12, r"dozen|дюжин[аы]|тузін"),
)
_ONES = {
    word: number
    for number, words in enumerate(
        (
            "zero none нуль ноль ніводнага",
            "one адзін адна один одна одного аднаго",
            "two два дзве две двух двух",
            "three тры три трёх трох",
            "four чатыры четыре четырёх чатырох",
            "five пяць пять пяти пяці",
            "six шэсць шесть шести шасці",
            "seven сем семь семи сямі",
            "eight восем восемь восьми васьмі",
            "nine дзевяць девять девяти дзевяці",
            "ten дзесяць десять десяти дзесяці",
            "eleven адзінаццаць одиннадцать",
            "twelve дванаццаць двенадцать",
            "thirteen трынаццаць тринадцать",
            "fourteen чатырнаццаць четырнадцать",
            "fifteen пятнаццаць пятнадцать",
            "sixteen шаснаццаць шестнадцать",
            "seventeen сямнаццаць семнадцать",
            "eighteen васямнаццаць восемнадцать",
            "nineteen дзевятнаццаць девятнадцать",
            "twenty дваццаць двадцать",
        )
    )
    for word in words.split()
}
_COUNTED: tuple[tuple[str, str], ...] = (
    ("countries", r"countr\w*|territor\w*|краін\w*|стран\w*|тэрыторы\w*|территори\w*|дзяржав\w*|государств\w*"),
    ("people", r"people|persons?|participants?|men and women|людзей|чалавек\w*|асоб|удзельні\w*|человек\w*|людей|участник\w*"),
    ("letters", r"letters?|postcards?|ліст\w*|паштов\w+|пис(?:ем|ьм)\w*|открыт\w+"),
    ("signatures", r"signatures?|подпіс\w*|подпис\w*"),
    ("actions", r"actions?|дзеянн\w*|дзей|действи\w*"),
    ("events", r"events?|rall(?:y|ies)|падзе\w*|мерапрыемств\w*|акцы\w*|событи\w*|мероприяти\w*|акци\w*"),
    ("towns", r"towns?|cities|city|гарад\w*|город\w*"),
    ("organizations", r"organi[sz]ations?|арганізацы\w*|организаци\w*"),
)  # fmt: skip
_FIGURES = re.compile(r"[0-9]{1,3}(?:([ ,.'’])[0-9]{3}(?:\1[0-9]{3})*)(?![0-9])|[0-9]+(?:[.,][0-9]{1,2})?(?![0-9])")
_SPAN = re.compile(r"[0-9]\s*(?:[-–—]|to|да|до|ці|или|or|або)\s*[0-9]")
_AFTER = re.compile(r"\s*(?:\+|or more|and more|і больш|і болей|ці больш|и более|и больше|или больше)")


class CountError(VocabularyError):
    """Words that are no count, or more than one."""


@dataclass(frozen=True, slots=True)
class Count:
    """What was understood: the number, a term of 'bound' (empty for a number as it stands), a term of 'counted', the words."""

    value: int
    bound: str = ""
    counted: str = ""
    said: str = ""

    @property
    def range(self) -> tuple[int, int | None]:
        """The least and the greatest number that it may mean; None where there is no greatest."""
        value = self.value
        about = max(value * 15 // 100, 1)
        return {
            MORE: (value + 1, None),
            LEAST: (value, None),
            LESS: (0, max(value - 1, 0)),
            ABOUT: (value - about, value + about),
            ORDER: (value, value * 10 - 1),
        }.get(self.bound, (value, value))


def understand(text: str) -> Count:
    """What a count means. Raises CountError with what to do.

    >>> understand("more than 18 countries")
    Count(value=18, bound='more_than', counted='countries', said='more than 18 countries')
    >>> understand("сотні людзей").bound, understand("104 731").value
    ('order', 104731)
    """
    said = " ".join(unicodedata.normalize("NFKC", text).split())
    rest = said.casefold()
    if not rest:
        raise CountError("Expected a count such as 300, hundreds or more than 18; nothing is written.")
    if len(said) > LONGEST:
        raise CountError("Expected a count in a few words; this is too long. Write the story as a note.")
    if _SPAN.search(rest):
        raise CountError(f"Expected one number; '{said}' is a span. Write the lower one, as in: at least 200.")
    if _AT_MOST.match(f"{rest} ") and any(each.isdigit() for each in rest):
        raise CountError(
            f"Expected how many there were; '{said}' says only how many at most. Write: less than so many."
        )
    bound, rest = _bound(rest)
    found = _order(rest, bound, said) or _number(rest, bound, said)
    if found is None:
        raise CountError(f"Expected a count such as 300, hundreds, more than 18 or about 1.5 thousand; got '{said}'.")
    if found.value > MOST:
        raise CountError(f"Expected a count below {MOST:,}; '{said}' is more. Look into the source.")
    return found


def _bound(rest: str) -> tuple[str, str]:
    """The bound with which a text begins, and what is left."""
    for term, pattern in _BOUNDS:
        found = re.match(rf"(?:{pattern})(?=[\s0-9])\s*", rest)
        if found:
            return term, rest[found.end() :]
    return "", rest


def _order(rest: str, bound: str, said: str) -> Count | None:
    """'hundreds', 'tens of thousands of people': of that order, whatever bound stands before."""
    for value, pattern in _MAGNITUDES:
        found = re.match(rf"{_SEVERAL}(?:{pattern})(?!\w)", rest)
        if found:
            counted = _counted(rest[found.end() :], said)
            return Count(value, ORDER if bound in ("", ABOUT, EXACT) else bound, counted, said)
    return None


def _number(rest: str, bound: str, said: str) -> Count | None:
    taken = _amount(rest)
    if taken is None:
        return None
    amount, rest = taken
    times = re.match(rf"\s*(?:({')|('.join(pattern for _value, pattern in _TIMES)}))(?!\w)", rest)
    if times and times.lastindex:
        amount, rest = amount * _TIMES[times.lastindex - 1][0], rest[times.end() :]
    if amount != int(amount):
        raise CountError(f"Expected a whole number; got '{said}'. Take the part behind the point away.")
    if after := _AFTER.match(rest):
        bound, rest = bound or LEAST, rest[after.end() :]
    return Count(int(amount), "" if bound == EXACT else bound, _counted(rest, said), said)


def _amount(rest: str) -> tuple[Decimal, str] | None:
    """The number with which a text begins; 'a hundred' and 'сто' are one of them."""
    if figures := _FIGURES.match(rest):
        written = figures[0]
        if figures[1]:
            written = written.replace(figures[1], "")
        return Decimal(written.replace(",", ".")), rest[figures.end() :]
    if word := re.match(r"[^\W\d]+", rest):
        if word[0] in _ONES:
            return Decimal(_ONES[word[0]]), rest[word.end() :]
        one = re.match(rf"(?:a\s+)?(?=(?:{'|'.join(pattern for _value, pattern in _TIMES)})(?!\w))(?=\w{{3}})", rest)
        if one:
            return Decimal(1), rest[one.end() :]
    return None


def _counted(rest: str, said: str) -> str:
    """What was counted, by the words behind the number; they are kept whatever they are, unless they are another number."""
    rest = re.sub(r"^[\s.,;:]*(?:of|different|various|розных|разных)?\s*", "", rest)
    if re.search(r"[0-9]", rest):
        raise CountError(f"Expected one count; '{said}' has more than one number. Write each on its own.")
    for term, pattern in _COUNTED:
        if re.match(rf"(?:{pattern})(?!\w)", rest):
            return term
    return ""


def taken(text: str, counted: str = "", bound: str = "") -> Count:
    """A count as typed, with what a form says beside it, which goes before what its words say. Raises CountError."""
    found = understand(text)
    return replace(found, counted=counted or found.counted, bound=bound or found.bound)


def agree(one: Count, other: Count) -> bool:
    """Whether one number can fit both.

    >>> agree(Count(18, "more_than"), Count(20)), agree(Count(100, "order"), Count(100_000))
    (True, False)
    """
    (low, high), (least, most) = one.range, other.range
    return (most is None or low <= most) and (high is None or least <= high)


def opposed(counts: Sequence[tuple[Count, str]]) -> frozenset[int]:
    """The places of those counts, each with its date (EDTF), that another of the same unit and time cannot agree with."""
    found: set[int] = set()
    for (a, (one, when)), (b, (other, then)) in combinations(enumerate(counts), 2):
        if one.counted == other.counted and not agree(one, other) and _meet(when, then):
            found |= {a, b}
    return frozenset(found)


def _meet(when: str, then: str) -> bool:
    """Whether two dates may be the same; one that is not known is of no certain time, and speaks of the whole."""
    if not when or not then:
        return when == then
    try:
        return overlaps(parse(when), parse(then))
    except DateError:
        return when == then
