"""The reference page of the vocabulary follows from the declaration."""

from pathlib import Path

from khronika.vocabulary.document import document
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import keys

PAGE = Path(__file__).parents[2] / "docs/reference/vocabulary.md"


def test_the_page_is_what_the_declaration_gives():
    again = "python -m khronika.vocabulary.document > docs/reference/vocabulary.md"
    assert PAGE.read_text(encoding="utf-8") == document(), f"The declaration changed; write the page anew: {again}"


def test_the_page_names_every_kind_field_and_term():
    page = document()
    fields = {field.name for kind in CLAIMS.values() for field in kind.fields}
    terms = {key.partition(".")[2] for key in keys() if not key.startswith("field.")}
    for name in {*RECORDS, *CLAIMS, *fields, *terms}:
        assert f"`{name}`" in page


def test_the_page_has_a_list_for_every_field_that_holds_a_term():
    page = document()
    for terms in {field.terms for kind in CLAIMS.values() for field in kind.fields if field.terms}:
        assert f"\n### `{terms}`\n" in page
