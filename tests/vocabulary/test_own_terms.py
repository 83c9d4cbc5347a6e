"""An organisation adds its own terms to the lists, and changes nothing that is shipped."""

from collections.abc import Iterator

import pytest

from khronika.vocabulary import terms
from khronika.vocabulary.errors import WrongTerms
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.values import clean

DOXXING = "# ours\nact_type.doxxing\tDoxxing\tДоксінг\tДоксинг\n\nmethod.cold_cell\tCold cell\n"


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """No test leaves its terms to another."""
    yield
    terms.own("")


def test_an_own_term_is_a_value_like_any_other_and_has_its_words() -> None:
    assert terms.own(DOXXING) == 2
    assert clean(CLAIMS["ActDetails"], {"victim": "x", "act_type": "doxxing"})["act_type"] == "doxxing"
    assert terms.label("act_type.doxxing", "be") == "Доксінг"
    assert terms.label("method.cold_cell", "ru") == "Cold cell", "a label that is missing shows in English"
    assert terms.members("act_type")[-1] == "doxxing"


def test_what_was_taken_before_is_gone_with_the_next() -> None:
    terms.own(DOXXING)
    terms.own("")
    assert "doxxing" not in terms.members("act_type")
    assert terms.label("act_type.arrest") == "Arrest"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("act_type.arrest\tSomething else", "'act_type.arrest' is"),
        ("status.certain\tCertain", "a key of a list of terms"),
        ("nonsense.one\tOne", "a key of a list of terms"),
        ("act_type.Two Words\tTwo", "a key of a list of terms"),
        ("act_type.bare", "labels in the order en, be, ru"),
        ("act_type.many\ta\tb\tc\td", "labels in the order en, be, ru"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_and_nothing_is_taken(line: str, said: str) -> None:
    with pytest.raises(WrongTerms, match=r"line 2 of the own terms") as told:
        terms.own(f"act_type.doxxing\tDoxxing\n{line}\n")
    assert said in str(told.value)
    assert "doxxing" not in terms.members("act_type")


def test_own_terms_can_be_carried_and_taken_again() -> None:
    terms.own(DOXXING)
    carried = terms.added()
    terms.own("")
    assert terms.added() == ""
    assert terms.own(carried) == 2
    assert terms.label("act_type.doxxing", "ru") == "Доксинг" and terms.added() == carried
