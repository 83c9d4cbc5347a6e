"""An article of the law has one name in each language, whatever the sources write."""

import pytest

from khronika.edition.model import Record
from khronika.pages.laws import described, titled
from khronika.pages.render import LANGUAGES, Renderer
from tests.pages.sample import ARREST, ARTICLE, claim, named


@pytest.mark.parametrize(
    "law", ["Criminal Code", "the Criminal Code", "Уголовного кодекса", "Крымінальнага кодэкса", "УК"]
)
def test_every_form_gives_the_same_name(law: str) -> None:
    assert [title.text for title in titled(law, "342", "1", LANGUAGES)] == [
        "Criminal Code, Article 342, part 1",
        "Крымінальны кодэкс, артыкул 342, частка 1",
        "Уголовный кодекс, статья 342, часть 1",
    ]


@pytest.mark.parametrize(
    "law", ["Уголовного кодекса Российской Федерации", "Criminal Code of Lithuania", "", "Hausordnung"]
)
def test_a_law_that_is_not_surely_known_keeps_its_own_words(law: str) -> None:
    assert titled(law, "1", "", LANGUAGES) == ()


def test_what_the_name_says_is_not_said_again_and_no_citation_is_lost(renderer: Renderer) -> None:
    said = [
        claim("ProvisionDetails", ARTICLE, 1, law="Criminal Code", article="243", part="2"),
        claim("ProvisionDetails", ARTICLE, 2, law="Уголовного кодекса", article="243", part="2"),
        claim("ProvisionDetails", ARTICLE, 3, law="Criminal Code", article="243", part="2", version="2011"),
    ]
    assert [[each.passage for each in one.citations] for one in described(said)] == [["pas1", "pas2"], ["pas3"]]
    act = claim("ActDetails", ARREST, 4, victim=ARTICLE, act_type="arrest", provision=ARTICLE)
    page = renderer.record(Record(ARREST, (act,), (), (Record(ARTICLE, (*named(ARTICLE), *said)),)), "ru").decode()
    assert "Уголовного кодекса" not in page and "Criminal Code</" not in page
