"""Claims read as sentences, and no field is lost."""

import pytest

from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import members
from khronika.workspace.wording import period, say


def named(value: object) -> str:
    return f"<{value}>"


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        (
            "SentenceComponent",
            {"sentence_type": "imprisonment", "amount": "4.5", "unit": "years"},
            "Imprisonment, 4.5 years",
        ),
        (
            "SentenceComponent",
            {"sentence_type": "fine", "amount": "1500000.0000", "unit": "BYR"},
            "Fine, 1,500,000 Belarusian rubles (2000–2016)",
        ),
        ("SentenceComponent", {"sentence_type": "death_penalty"}, "Death penalty"),
        ("Membership", {"organization": "o", "role": "chairwoman"}, "chairwoman, <o>"),
        ("Signatory", {"person": "p", "organization": "o", "role": "chair"}, "<p>, chair, <o>"),
        (
            "ReportedCount",
            {"value": "18", "bound": "more_than", "counted": "countries"},
            "more than 18 countries and territories",
        ),
        ("Text", {"role": "title", "text": "A call", "language": "en"}, "Title – A call"),
    ],
)
def test_a_claim_reads_as_a_sentence(kind, values, sentence):
    assert str(say(kind, values, named)) == sentence


def test_what_no_frame_mentions_is_shown_with_its_label():
    said = say("ProceedingDetails", {"defendant": "p", "proceeding_kind": "criminal", "case_number": "12-3"}, named)
    assert ("Case number", "12-3") in said.extras


@pytest.mark.parametrize("kind", list(CLAIMS))
def test_every_kind_can_be_said_with_all_its_fields(kind):
    example = {FieldType.INTEGER: "7", FieldType.DECIMAL: "7.5"}
    values = {
        field.name: members(field.terms)[0] if field.type is FieldType.TERM else example.get(field.type, "x")
        for field in CLAIMS[kind].fields
    }
    said = say(kind, values, named)
    assert str(said) or said.extras


def test_a_long_text_is_cut_at_a_word():
    said = say("Text", {"role": "body", "language": "en", "text": "word " * 500}, named)
    assert str(said).endswith("word …")
    assert len(str(said)) < 500


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2012", "2014", "2012 – 2014"),
        ("2012", "..", "since 2012"),
        ("", "2014", "until 2014"),
        ("2012-08", "", "August 2012"),
        ("", "", ""),
    ],
)
def test_dates_are_shown_as_they_were_said(start, end, words):
    assert period(start, end) == words
