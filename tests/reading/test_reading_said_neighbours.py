"""What Ukrainian and Polish say of people: acts with those concerned, dates and penalties."""

import pytest

from khronika.reading import read

UKRAINIAN = {
    "Поліція затримала Івана Купчика 4 травня 2023 року.": "detention",
    "Івана Купчика заарештували у Мінську.": "arrest",
    "Іван Купчик перебуває в СІЗО.": "arrest",
    "Суд засудив Івана Купчика до п'яти років позбавлення волі.": "conviction",
    "Івана Купчика засуджено до 7 років ув'язнення.": "conviction",
    "Івана Купчика оштрафували на 3400 гривень.": "fine",
    "Івану Купчику дали 15 діб арешту.": "administrative_detention",
    "У квартирі Івана Купчика провели обшук.": "search",
    "Івану Купчику повідомили про підозру.": "criminal_charge",
    "Почався суд над Іваном Купчиком.": "trial",
    "Іван Купчик відбуває покарання в колонії.": "imprisonment",
    "Іван Купчик помер у колонії.": "death_in_custody",
    "Івана Купчика катували.": "torture_ill_treatment",
    "Івана Купчика побили в камері.": "beating",
    "Ольга Рачна вийшла на волю.": "release",
    "Іван Купчик зник безвісти.": "enforced_disappearance",
    "Суд виправдав Івана Купчика.": "acquittal",
    "Івана Купчика відрахували з університету.": "expulsion_from_university",
}
POLISH = {
    "Policja zatrzymała Jana Kowalskiego 4 maja 2023 roku.": "detention",
    "Jan Kowalski został aresztowany w Mińsku.": "arrest",
    "Jan Kowalski przebywa w areszcie śledczym.": "arrest",
    "Sąd skazał Jana Kowalskiego na pięć lat więzienia.": "conviction",
    "Anna Nowak została skazana na 7 lat kolonii karnej.": "conviction",
    "Jan Kowalski został ukarany grzywną w wysokości 500 złotych.": "fine",
    "Anna Nowak dostała 15 dni aresztu.": "administrative_detention",
    "W mieszkaniu Anny Nowak przeprowadzono przeszukanie.": "search",
    "Jan Kowalski usłyszał zarzuty.": "criminal_charge",
    "Ruszył proces Jana Kowalskiego.": "trial",
    "Jan Kowalski odsiaduje wyrok w kolonii.": "imprisonment",
    "Jan Kowalski zmarł w więzieniu.": "death_in_custody",
    "Jana Kowalskiego torturowano.": "torture_ill_treatment",
    "Jana Kowalskiego pobito w celi.": "beating",
    "Jan Kowalski wyszedł na wolność.": "release",
    "Jan Kowalski zaginął w maju.": "enforced_disappearance",
    "Sąd uniewinnił Jana Kowalskiego.": "acquittal",
    "Anna Nowak została relegowana z uczelni.": "expulsion_from_university",
}


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [("uk", text, kind) for text, kind in UKRAINIAN.items()] + [("pl", text, kind) for text, kind in POLISH.items()],
)
def test_an_act_is_found_with_the_one_concerned(lang: str, text: str, kind: str) -> None:
    found = [act for act in read(text, lang=lang).acts if act.status == "asserted"]
    assert [act.type for act in found] == [kind]
    assert len(found[0].victims) == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Євросоюз засудив арешт активістів."),
        ("uk", "Івана Купчика не затримали."),
        ("uk", "Боксер побив рекорд міста."),
        ("pl", "Pociąg zatrzymał się na stacji."),
        ("pl", "Jan Kowalski nie został aresztowany."),
        ("pl", "Biegaczka pobiła rekord Polski."),
    ],
)
def test_what_did_not_happen_is_not_found(lang: str, text: str) -> None:
    found = [act.type for act in read(text, lang=lang).acts if act.status == "asserted" and act.victims]
    assert found == []


@pytest.mark.parametrize(
    ("lang", "text", "amount", "unit"),
    [
        ("uk", "Суд засудив Івана Купчика до п'яти років позбавлення волі.", 5, "years"),
        ("uk", "Івану Купчику дали 15 діб арешту.", 15, "days"),
        ("uk", "Івана Купчика оштрафували на 3400 гривень.", 3400, "UAH"),
        ("pl", "Sąd skazał Jana Kowalskiego na pięć lat więzienia.", 5, "years"),
        ("pl", "Anna Nowak dostała 15 dni aresztu.", 15, "days"),
        ("pl", "Jan Kowalski został ukarany grzywną w wysokości 500 złotych.", 500, "PLN"),
    ],
)
def test_a_penalty_has_its_amount(lang: str, text: str, amount: int, unit: str) -> None:
    assert [(one.amount, one.unit) for one in read(text, lang=lang).penalties] == [(amount, unit)]


@pytest.mark.parametrize(
    ("lang", "text", "date"),
    [
        ("uk", "Поліція затримала Івана Купчика 4 травня 2023 року.", "2023-05-04"),
        ("uk", "Суд над Іваном Купчиком почався 12 листопада 2022 року.", "2022-11-12"),
        ("pl", "Policja zatrzymała Jana Kowalskiego 4 maja 2023 roku.", "2023-05-04"),
        ("pl", "Jan Kowalski zaginął 30 września 2021 r.", "2021-09-30"),
    ],
)
def test_an_act_has_its_date(lang: str, text: str, date: str) -> None:
    assert date in {act.date for act in read(text, lang=lang).acts}
