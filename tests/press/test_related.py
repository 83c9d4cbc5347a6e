"""What articles are about the same: records, names in any script, days, figures; the related ones of the second seed come out."""

import pytest

from khronika.press.newsroom.related import Traits, related, traits

CENTRE, STATEMENT = "Human Rights Center “Viasna”", "statement of 2016"


@pytest.mark.parametrize(
    "said",
    (
        "On 10 December 2012 letters came to Ales Bialiatski: 104,731 in all.",
        "10 снежня 2012 года лісты прыйшлі Алесю Бяляцкаму: усяго 104 731.",
        "10 декабря 2012 года письма пришли Алесю Беляцкому: всего 104.731.",
    ),
)
def test_the_same_is_found_in_every_language(said: str) -> None:
    assert {"d12-10", "f104731", "nbalatk", "nalas"} <= traits([said]).all


@pytest.mark.parametrize("said", ("In 2012 it was so.", "Nobody came.", "it was may and two came", "Monday. Yes.", ""))
def test_years_and_words_that_begin_a_sentence_tell_nothing(said: str) -> None:
    assert traits([said]).all == frozenset()


def _all(**articles: tuple[str, str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return related({key: (traits([text], records), date) for key, (text, date, records) in articles.items()})


def test_the_related_articles_of_the_second_seed_come_out() -> None:
    found = _all(
        urgent=("Seven heads call for the release of Mikhail Zhamchuzhny.", "2016-01-01", (STATEMENT, CENTRE)),
        prisoner=("Organisations named one more political prisoner.", "2016-01-01", (STATEMENT, CENTRE)),
        rapporteurs=("The Special Rapporteurs of the United Nations know.", "2016-01-01", (STATEMENT,)),
        sudalenka=("The home of Leanid Sudalenka was searched in Homel.", "2015-04-14", (CENTRE,)),
        venezuela=("In all, 54 organisations wrote about Venezuela.", "2019-10-11", ()),
        vacancy=("Патрэбны каардынатар.", "2019-10-14", ()),
    )
    assert set(found["urgent"]) == {"prisoner", "rapporteurs", "sudalenka"}
    assert found["urgent"][0] == "prisoner" and found["urgent"][-1] == "sudalenka"
    assert found["venezuela"] == found["vacancy"] == ()


def test_a_text_and_its_account_in_another_language_are_related_without_any_record() -> None:
    found = _all(
        en=("On 7 December 2012 the marathon began; 104,731 wrote to Ales Bialiatski.", "2013-01-31", ()),
        be=("7 снежня 2012 года пачаўся марафон; 104 731 напісаў Алесю Бяляцкаму.", "2013-02-01", ()),
        other=("They marched in Madrid on 15 June 2013.", "2013-06-16", ()),
    )
    assert found == {"en": ("be",), "be": ("en",), "other": ()}


def test_what_everybody_has_tells_nothing_and_a_rare_thing_much() -> None:
    articles = {f"a{number}": ("They met in Minsk.", "2013-01-01", ()) for number in range(40)}
    articles |= {"x": ("They met in Minsk.", "2013-01-01", ("rare",)), "y": ("They wrote.", "2012-01-01", ("rare",))}
    found = _all(**articles)
    assert found["x"] == ("y",) and found["a1"] == ()


def test_five_at_most_the_nearest_and_newest_first_whatever_the_order() -> None:
    articles = {f"a{number}": ("", f"2013-01-{number + 1:02}", ("r",)) for number in range(9)}
    found = _all(**articles)
    assert found["a0"] == ("a8", "a7", "a6", "a5", "a4")
    assert found == _all(**dict(reversed(articles.items())))


def test_traits_are_remembered_as_they_were() -> None:
    made = traits(["Ales Bialiatski, 104,731."], ["r1"])
    assert Traits.of(made.kept()) == made
