"""A joint statement is split into its demands, and what stands around the list is none."""

import pytest

from khronika.reading import Reading, read


def test_demands_are_split_by_whether_a_law_must_change(statement: Reading) -> None:
    assert statement.kind == "statement"
    found = [(demand.number, demand.scope) for demand in statement.demands]
    assert found == [(1, "no_change_of_law"), (2, "no_change_of_law"), (3, "change_of_law")]


def test_every_demand_has_its_exact_words(statement: Reading) -> None:
    assert statement.demands[2].text == "repeal Article 130.2 of the Criminal Code"
    assert all(demand.span.of(statement.text) == demand.text for demand in statement.demands)


def test_a_demand_names_whom_it_addresses_and_whom_it_helps(statement: Reading) -> None:
    first, second, _ = statement.demands
    assert statement.entity(first.addressee).name == "government"
    assert [statement.entity(key).name for key in first.beneficiaries] == ["Kastus Luhavets", "Hanna Azierka"]
    assert [statement.entity(key).name for key in second.beneficiaries] == ["Reading Center “Zakladka”"]


def test_signatures_give_person_role_and_organisation(statement: Reading) -> None:
    found = [
        (statement.entity(s.person).name, s.role, statement.entity(s.organization).name) for s in statement.signatories
    ]
    assert found == [
        ("Alena Rachnaya", "chair", "Reading Center “Zakladka”"),
        ("Symon Dubrovin", "President", "Committee of Free Libraries"),
    ]


def test_the_preamble_begins_with_those_who_speak(statement: Reading) -> None:
    assert statement.statement is not None and statement.statement.preamble is not None
    assert statement.statement.preamble.of(statement.text).startswith("We, representatives")


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        (
            "Сумесная заява\n\nМеры, якія не патрабуюць змены законаў\n\n"
            "Мы патрабуем ад урада:\n- Вызваліць Івана Купчыка.\n"
            "- Вярнуць кнігі.\n\nМеры, якія патрабуюць змены законаў\n\n- Змяніць артыкул 130 Крымінальнага кодэкса.\n",
            ["no_change_of_law", "no_change_of_law", "change_of_law"],
        ),
        (
            "Совместное заявление\n\nМы требуем от правительства:\n1. Освободить Ивана Купчика.\n2. Вернуть книги.\n\n"
            "Источники:\n- Газета\n- Канал\n",
            ["", ""],
        ),
    ],
)
def test_statements_in_belarusian_and_russian_are_split_too(text: str, scopes: list[str]) -> None:
    assert [demand.scope for demand in read(text).demands] == scopes


def test_a_call_to_readers_is_no_demand() -> None:
    assert read("We call on you to do this:\n- Write a letter.\n- Hold a meeting.\n").demands == ()


def test_wrapped_items_are_put_together_again() -> None:
    text = (
        "Мы требуем от правительства:\n1. Выдать Ивану Купчику все письма, пришедшие с первого октября этого\n"
        "тяжёлого года.\n2. Вернуть книги."
    )
    assert [demand.number for demand in read(text).demands] == [1, 2]
    assert read(text).demands[0].text.endswith("года")


def test_organisations_alone_may_sign() -> None:
    text = (
        "We demand that the library opens:\n- Open the library.\n\n"
        "Signed by\n- Committee of Free Libraries\n- Society of Readers\n"
    )
    reading = read(text)
    assert [reading.entity(one.organization).name for one in reading.signatories] == [
        "Committee of Free Libraries",
        "Society of Readers",
    ]
