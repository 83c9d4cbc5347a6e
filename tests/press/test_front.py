"""What a press tells readers first, and the words that it brings along."""

from collections.abc import Iterator

import pytest

from khronika.vocabulary import terms
from tests.desk.making import ANNA, Said, named, subject
from tests.press.telling import ACT, ARREST, PLACE, told
from tests.press.test_prisoners import NOON, three

ARTICLE = ("LegalProvision", "часть 1, статья 342 Уголовного кодекса")
LAW = Said("ProvisionDetails", ARTICLE, {"law": "Уголовного кодекса", "article": "342", "part": "1"})


@pytest.fixture
def own() -> Iterator[None]:
    """An organisation's own term, gone after the test."""
    terms.own("act_type.doxxing\tDoxxing\tДоксінг\tДоксинг\n")
    yield
    terms.own("")


def test_the_home_page_has_the_figure_of_the_list_in_every_edition(house):
    proposals = three()
    house.press(at=NOON, full=True)
    told(named(ANNA), named(PLACE), ARREST, title="An arrest", meant={ANNA: subject(proposals[0])})
    house.press(at=NOON)
    for number in (1, 2):
        files = house.files(number)
        said = files["site/en/prisoners/index.html"].decode().split('<p class="lead">')[1].split("</p>")[0]
        assert "held as" in said
        assert f"<h1>{said}</h1>" in files["site/en/index.html"].decode()
    house.press(at=NOON, full=True)
    assert house.files(3)["data/statistics.json"] == house.files(2)["data/statistics.json"]


def test_an_article_of_the_law_has_its_name_in_each_language(house):
    act = Said("ActDetails", ACT, {**ARREST.values, "provision": ARTICLE}, start="2021-01-01")
    told(named(ANNA), named(PLACE), named(ARTICLE, language="ru"), LAW, act)
    house.press()
    texts = house.texts(1)
    for language, said in (
        ("en", "Criminal Code, Article 342, part 1"),
        ("be", "Крымінальны кодэкс, артыкул 342, частка 1"),
        ("ru", "Уголовный кодекс, статья 342, часть 1"),
    ):
        assert any(said in text for path, text in texts.items() if path.startswith(f"site/{language}/acts/")), language
    records = [text for path, text in texts.items() if path.startswith("data/records/")]
    assert any(ARTICLE[1] in text for text in records), "what the source wrote is kept"


def test_own_terms_go_along_and_leave_again(house, own):
    told(named(ANNA), named(PLACE), ARREST)
    house.press()
    assert house.files(1)["data/terms.tsv"].decode() == "act_type.doxxing\tDoxxing\tДоксінг\tДоксинг\n"
    terms.own("")
    house.press()
    assert "data/terms.tsv" not in house.files(2)
