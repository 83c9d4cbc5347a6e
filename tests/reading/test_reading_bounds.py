"""No text makes the reader raise, invent words or take long."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.reading import propose, read
from khronika.reading.grammar import LANGUAGES, load
from khronika.reading.model import Span

SENTENCE = "Ivan Kupchyk, head of the Spring Center, was sentenced to nine years in prison in Minsk on 3 May 2021. "
PIECES = (
    "Ivan Kupchyk was sentenced to nine years Article 130 of the Criminal Code ( ) “ ” « » , . : ; \n - 1. "
    "Суд прызначыў "
    "Івану Купчыку дзевяць гадоў пазбаўлення волі артыкул приговорил Ивана к семи годам штраф 1 000 000 0 "
    "рублёў We call on "
    "the government to: Committee цэнтр May мая 2021 31 \u202e \x00 \ud83d İ ß ǅ"
)
WORDS = st.sampled_from(PIECES.split(" "))


def spans(text: str) -> list[Span]:
    reading = read(text)
    proposals = propose(reading)
    return [
        *(span for mention in proposals.mentions for span in mention.spans),
        *(span for claim in proposals.claims for span in claim.spans),
        *(
            one.span
            for one in (*reading.demands, *reading.acts, *reading.penalties, *reading.figures, *reading.interventions)
        ),
    ]


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_no_text_raises_and_every_span_stands_for_words_of_it(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in spans(text))
    found = read(text).as_dict()
    for person in found["persons"]:  # type: ignore[attr-defined]
        assert all(mention in text for mention in person["mentions"])


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 4_000,
        "(" * 10_000 + ")" * 10_000,
        "Іван Iван " * 20_000,
        "a" * 1_000_000,
        "nine, " * 50_000 + "years in prison",
        "“" * 20_000,
        "1 000 " * 50_000,
        " " * 500_000,
        "\n- Ivan\n" * 20_000,
    ],
    ids=["one-line", "brackets", "mixed", "one-word", "numbers", "quotes", "digits", "spaces", "items"],
)
def test_a_very_long_text_of_anything_is_read_to_its_end(text: str) -> None:
    found = read(text)
    assert all(text[span.start : span.end].strip() for finding in found.entities for span in finding.spans)
    assert propose(found).claims is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_of_a_grammar_compiles(language: str) -> None:
    grammar = load(language)
    for section in ("statement", "penalties", "persons", "provisions", "roles", "campaigns", "places", "organizations"):
        for key, value in grammar.get(section).items():
            if isinstance(value, str):
                grammar.pattern(f"{section}.{key}")


def test_all_languages_have_the_same_sections() -> None:
    sections = {
        language: set(load(language).get("penalties.types")) | set(load(language).get("status"))
        for language in LANGUAGES
    }
    assert len({frozenset(found) for found in sections.values()}) == 1
