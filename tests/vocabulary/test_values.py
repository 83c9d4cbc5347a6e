"""Values fit their declaration or are refused with a sentence; nothing is guessed."""

import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khronika.edition import claims as details
from khronika.vocabulary import document
from khronika.vocabulary.errors import InvalidValues, UnknownKind
from khronika.vocabulary.kind import ClaimKind, Field, FieldType
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.values import LONGEST, clean, kind_of

PENALTY = CLAIMS["SentenceComponent"]
COUNT = CLAIMS["ReportedCount"]
DATED = ClaimKind("Award", "register", ("Person",), (Field("given_on", FieldType.DATE),))


def problem(kind: ClaimKind, **values: object) -> dict[str, str]:
    with pytest.raises(InvalidValues) as caught:
        clean(kind, values)
    assert caught.value.kind == kind.name
    return caught.value.problems


def amount(text: str) -> object:
    return clean(PENALTY, {"sentence_type": "fine", "amount": text})["amount"]


def test_clean_values_are_typed_and_in_the_declared_order() -> None:
    given_values = {"unit": "years", "amount": " 4,5 ", "sentence_type": "imprisonment"}
    cleaned = clean(PENALTY, given_values)
    assert cleaned == {"sentence_type": "imprisonment", "amount": Decimal("4.5"), "unit": "years"}
    assert list(cleaned) == ["sentence_type", "amount", "unit"]


def test_empty_values_are_left_out() -> None:
    assert clean(PENALTY, {"sentence_type": "fine", "amount": None, "unit": "  "}) == {"sentence_type": "fine"}


def test_every_wrong_field_gets_a_sentence_of_its_own() -> None:
    problems = problem(PENALTY, sentence_type="", amount="many", unit="parsecs", colour="red")
    assert problems["sentence_type"] == "sentence_type is needed and was empty."
    assert problems["amount"] == "amount expects a number; got 'many'."
    assert problems["unit"].startswith("unit expects one of ")
    assert problems["unit"].endswith("; got 'parsecs'.")
    assert problems["colour"] == "SentenceComponent has no field 'colour'."


def test_the_error_as_a_whole_names_the_kind() -> None:
    with pytest.raises(InvalidValues, match=r"^SentenceComponent: sentence_type is needed and was empty\.$"):
        clean(PENALTY, {})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1500000", 1500000),
        ("1 500 000", 1500000),
        ("1\u00a0500", 1500),
        ("0.5", Decimal("0.5")),
        ("100", 100),
        ("0", 0),
    ],
)
def test_a_number_is_the_one_that_was_written(text: str, number: Decimal) -> None:
    assert amount(text) == number
    assert str(amount(text)) == f"{number}"


@pytest.mark.parametrize(
    "text", ["1,000", "104,731", "1.500,5", "1_000", "NaN", "sNaN", "Infinity", "-1", "1e12", "4.5 years", "٤,٥٠٠"]
)
def test_a_number_that_can_be_read_in_two_ways_or_none_is_refused(text: str) -> None:
    assert text in problem(PENALTY, sentence_type="fine", amount=text)["amount"]


def test_more_decimals_than_are_stored_are_refused_and_not_rounded() -> None:
    assert amount("0.1234") == Decimal("0.1234")
    assert "four decimals" in problem(PENALTY, sentence_type="fine", amount="0.12345")["amount"]


def test_a_count_is_a_whole_number() -> None:
    assert clean(COUNT, {"value": "104731", "counted": "actions"})["value"] == 104731
    assert problem(COUNT, value="1.5", counted="actions")["value"] == "value expects a whole number; got '1.5'."
    assert "1,000" in problem(COUNT, value="1,000", counted="actions")["value"]


def test_a_date_is_kept_as_it_was_said_or_refused_with_an_example() -> None:
    assert clean(DATED, {"given_on": " 2013-08 "}) == {"given_on": "2013-08"}
    assert "given_on: Expected a date such as 2012" in problem(DATED, given_on="31.02")["given_on"]


def test_a_text_of_unreasonable_length_is_refused() -> None:
    assert clean(CLAIMS["Name"], {"text": "x" * 1000})["text"] == "x" * 1000
    assert (
        f"longer than {LONGEST}"
        in problem(CLAIMS["Text"], role="title", language="en", text="x" * (LONGEST + 1))["text"]
    )


def test_a_line_that_its_column_cannot_hold_is_refused() -> None:
    assert "longer than 1000" in problem(CLAIMS["Name"], text="x" * 1001)["text"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{7*7}}", "'; DROP TABLE claims_claim; --", "\u202eavoN\u202c", "Я" * 300]
)
def test_hostile_text_is_kept_as_it_was_written(text: str) -> None:
    assert clean(CLAIMS["Name"], {"text": text}) == {"text": text}


def test_an_unknown_kind_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownKind, match="got 'Gossip'; known kinds are Name, Text, PersonDetails"):
        kind_of("Gossip")


ANY = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text()
    | st.lists(st.integers(), max_size=2)
)


@given(st.sampled_from(list(CLAIMS.values())), st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_values_are_cleaned_or_refused_and_cleaning_again_changes_nothing(
    kind: ClaimKind, data: st.DataObject
) -> None:
    values = data.draw(st.dictionaries(st.sampled_from([*kind.by_name, "other"]), ANY))
    try:
        cleaned = clean(kind, values)
    except InvalidValues as error:
        assert error.problems
        assert all(sentence.endswith(".") for sentence in error.problems.values())
        return
    assert clean(kind, cleaned) == cleaned
    assert cleaned.keys() <= kind.by_name.keys()


# One more field is three files: its declaration, its column (compared in tests/desk/test_models.py) and its terms.


@pytest.fixture
def further(monkeypatch: pytest.MonkeyPatch) -> ClaimKind:
    """A kind with one more field than is declared, its term, and nothing else."""
    kind = replace(PENALTY, fields=(*PENALTY.fields, Field("currency", FieldType.LINE, esf="9999")))
    label = document.label
    words = {"field.SentenceComponent.currency": {"en": "Currency", "be": "Валюта", "ru": "Валюта денег"}}
    monkeypatch.setattr(
        document, "label", lambda key, language="en": words.get(key, {}).get(language) or label(key, language)
    )
    monkeypatch.setattr(document, "CLAIMS", {**CLAIMS, kind.name: kind})
    return kind


def test_a_field_that_is_added_to_the_declaration_is_cleaned(further: ClaimKind) -> None:
    values = {"sentence_type": "fine", "currency": " BYB "}
    assert clean(further, values) == {"sentence_type": "fine", "currency": "BYB"}
    assert problem(PENALTY, **values) == {"currency": "SentenceComponent has no field 'currency'."}


def test_a_field_that_is_added_is_in_the_edition(further: ClaimKind) -> None:
    made = details._detail(further)
    assert made(sentence_type="fine", currency="BYB").currency == "BYB"
    assert not hasattr(details.DETAILS["SentenceComponent"](), "currency")
    assert made.__module__ in sys.modules


def test_a_field_that_is_added_is_in_the_documentation(further: ClaimKind) -> None:
    assert "| `currency` | Currency | Валюта | Валюта денег | a line |  | 9999 |" in document.document()
