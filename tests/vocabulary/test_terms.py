"""Everything that is declared has words in every language of the interface."""

import pytest

from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS, RECORDS, claims_about
from khronika.vocabulary.terms import code, keys, label, languages, members

DECLARED = (
    *(f"record.{name}" for name in RECORDS),
    *(f"claim.{name}" for name in CLAIMS),
    *(f"field.{name}.{field.name}" for name, kind in CLAIMS.items() for field in kind.fields),
)
LISTS = sorted({field.terms for kind in CLAIMS.values() for field in kind.fields if field.type is FieldType.TERM})
CYRILLIC = frozenset("абвгдежзклмнопрстуфхцчшыьэюя")


def words(key: str, language: str) -> str:
    """The label in that very language; empty where only the English one would show."""
    found = label(key, language)
    return "" if language != "en" and found == label(key) and not found.isascii() else found


def test_the_interface_speaks_english_belarusian_and_russian() -> None:
    assert languages() == ("en", "be", "ru")


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_everything_declared_has_a_label_in_every_language(language: str) -> None:
    assert [key for key in DECLARED if words(key, language) in ("", key)] == []


@pytest.mark.parametrize("language", ["be", "ru"])
def test_no_label_is_left_in_english(language: str) -> None:
    """Labels of other languages hold Cyrillic letters, codes of scripts and titles of rights apart."""
    left = [key for key in keys() if not CYRILLIC & set(label(key, language).lower())]
    assert left == []


@pytest.mark.parametrize("terms", LISTS)
def test_every_list_of_terms_has_at_least_two_members(terms: str) -> None:
    assert len(members(terms)) >= 2
    assert len(set(members(terms))) == len(members(terms))


def test_no_term_is_left_over_from_what_is_no_longer_declared() -> None:
    prefixes = {"record", "claim", "field"}
    assert {key for key in keys() if key.partition(".")[0] in prefixes} == set(DECLARED)


def test_what_is_unknown_shows_its_key_and_has_no_code() -> None:
    assert label("claim.Nonsense", "be") == "claim.Nonsense"
    assert code("claim.Nonsense") == ""
    assert members("nonsense") == ()


def test_a_language_without_a_label_shows_the_english_one() -> None:
    assert label("claim.Name", "uk") == label("claim.Name", "en") == "Name"


@pytest.mark.parametrize("kind", CLAIMS.values(), ids=lambda kind: kind.name)
def test_a_kind_speaks_of_declared_records_only(kind) -> None:
    assert set(kind.subjects) <= RECORDS.keys()
    for field in kind.fields:
        assert set(field.kinds) <= RECORDS.keys()
        assert bool(field.kinds) == (field.type is FieldType.RECORD)
        assert bool(field.terms) == (field.type is FieldType.TERM)


@pytest.mark.parametrize("kind", CLAIMS.values(), ids=lambda kind: kind.name)
def test_an_esf_number_of_a_field_has_four_digits_and_stands_in_both_places(kind) -> None:
    for field in kind.fields:
        assert field.esf == code(f"field.{kind.name}.{field.name}")
        assert not field.esf or (field.esf.isdigit() and len(field.esf) == 4)


def test_nothing_starts_public() -> None:
    assert {kind.level.value for kind in (*RECORDS.values(), *CLAIMS.values())} <= {"team", "restricted"}


def test_every_named_kind_may_have_names_and_no_other_kind() -> None:
    assert set(CLAIMS["Name"].subjects) == {name for name, kind in RECORDS.items() if kind.named}


def test_the_claims_about_a_record_are_those_that_may_have_it_as_subject() -> None:
    about = [kind.name for kind in claims_about("Person")]
    assert about[:5] == ["Name", "Text", "PersonDetails", "Citizenship", "Occupation"]
    assert "ActDetails" not in about
    assert claims_about("Nonsense") == ()
