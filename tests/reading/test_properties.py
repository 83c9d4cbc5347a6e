"""Whatever the text is: reading it never raises, every span stands for the words it claims, and the same text gives the
same findings. How much is found is bounded by the text; no time is measured here.
"""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khronika.cli.reading.findings import findings
from khronika.cli.reading.marks import pieces
from khronika.cli.reading.page import page
from khronika.cli.reading.record import record
from khronika.cli.reading.table import table
from khronika.reading import Reading, propose, read

LANGUAGES = (None, "en", "be", "be-tarask", "ru", "uk", "pl", "und")
PIECES = (
    "Ivan Kupchyk|Ганна Азёрка|Ивана Купчика|was sentenced to|приговорили к|асудзілі на|nine|девяти годам|чатыры гады|"
    "years in prison|лишения свободы|Article 130 of the Criminal Code|ст. 342 УК|the Committee of Free Libraries|"
    "Праваабарончы цэнтр «Закладка»|in Minsk|ў Гродне|3 May 2021|12 мая|1.|–|•|\n|\n\n|,|.|(|)|“|”|«|»|call on the government to|"
    "патрабуем|more than 300 people|10:00|allegedly|не|\u202e|\u200f|\u00a0|\u0301|ß|İ|ǅ|😀|\x00|\ud83d|١٢٣|שלום|中文|#|@x|https://a.b/c"
)
WORDS = st.lists(st.sampled_from(PIECES.split("|")), max_size=40).map(" ".join)
ANY = st.one_of(st.text(max_size=400), WORDS, st.text("Iі1. \n«»(", max_size=200))
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def spans(reading: Reading) -> list[tuple[int, int]]:
    return [(span.start, span.end) for one in findings(reading) for span in one.spans]


@given(ANY, st.sampled_from(LANGUAGES), st.sampled_from((None, "2021-05-04", "2021", "")))
@FEW
def test_no_text_raises_in_any_language(text: str, language: str | None, published: str | None) -> None:
    reading = read(text, lang=language, published=published)
    propose(reading)
    assert all(0 <= start < end <= len(text) for start, end in spans(reading))


@given(ANY)
@FEW
def test_every_claimed_passage_stands_in_the_text(text: str) -> None:
    told: dict[str, Any] = read(text).as_dict()
    for field in ("acts", "penalties", "interventions", "figures"):
        assert all(one["evidence"] in text for one in told[field])
    for field in ("persons", "organizations", "places"):
        assert all(mention in text for one in told[field] for mention in one["mentions"])
    assert all(one["text"] in text for one in told["demands"])


@given(ANY)
@FEW
def test_the_same_text_gives_the_same_record_and_it_is_json(text: str) -> None:
    first, second = (json.dumps(record("a", read(text)), sort_keys=True) for _ in range(2))
    assert first == second
    assert json.loads(first)["text"] == text


@given(ANY)
@FEW
def test_every_confidence_is_a_share_and_every_reference_is_a_finding(text: str) -> None:
    found = findings(read(text))
    ids = {one.id for one in found}
    assert len(ids) == len(found)
    assert all(0 < one.confidence <= 1 and one.rule and one.status for one in found)
    refs = [ref for one in found for value in one.values.values() if isinstance(value, tuple) for ref in value]
    assert all(ref.id in ids for ref in refs)


@given(ANY)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_was_read_can_be_shown(text: str) -> None:
    reading = read(text)
    cut = pieces(len(text), findings(reading))
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    assert "\x1b[2J" not in table("a", reading)
    assert "<script" not in page("a", reading).casefold()


LONG = {
    "one line": "Ivan Kupchyk was sentenced to nine years in Minsk on 3 May 2021, and " * 3_000,
    "a megabyte of one word": "a" * 1_000_000,
    "a megabyte of spaces": " " * 1_000_000,
    "brackets": "(" * 10_000 + ")" * 10_000,
    "mixed brackets": "([{«“" * 2_000,
    "mixed scripts": "Іvаn Ивaн Купчык Kупчик שלום 中文 " * 2_000,
    "marks of direction": "\u202e\u200fIvan\u2067 Kupchyk\u2069 " * 2_000,
    "numbers": "1 000 000, 9, 7 и 5 " * 3_000,
    "initials": "И. И. " * 5_000,
    "items": "\n- Ivan Kupchyk, head of the Committee\n" * 1_000,
    "quotes": "“Ivan” «Іван " * 3_000,
    "combining": "Ива\u0301н " * 5_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_text_is_read_and_its_findings_are_bounded_by_its_words(text: str) -> None:
    reading = read(text)
    assert all(0 <= start < end <= len(text) for start, end in spans(reading))
    assert len(findings(reading)) <= 2 * len(text.split()) + 10


def test_twice_the_text_has_no_more_than_twice_the_findings() -> None:
    text = "Ivan Kupchyk was sentenced to nine years in prison in Minsk on 3 May 2021.\n\n"
    once, twice = (len(spans(read(text * times))) for times in (200, 400))
    assert twice <= 2 * once + 10
