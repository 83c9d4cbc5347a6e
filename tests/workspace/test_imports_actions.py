"""A table of solidarity actions at the import screen: known by its headings, counts as they are written, broken rows kept aside. Invented."""

import pytest

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.register.imports import acted
from khronika.desk.solidarity.answers import everything
from tests.workspace.test_imports import filled, handed

HEAD = ["Дата", "Від акцыі", "Горад", "Хто праводзіў", "Колькі людзей"]
ROWS = [
    ["04.08.2013", "пікет", "Варшава", "Дом прыкладу", "больш за 50"],
    ["04.08.2013", "фотаакцыя", "Вільня", "", "сотні"],
    ["12.06.2013", "шэсце", "Мадрыд", "Дом прыкладу", "шмат"],
]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> homes.Home:
    made = homes.create(tmp_path / "home", "a long passphrase")
    monkeypatch.setattr(homed, "_home", [made])
    return made


def test_a_table_of_actions_is_known_by_its_headings_and_no_other_is():
    assert acted.acted(HEAD) == dict(zip(("when", "action_type", "place", "host", "count"), HEAD, strict=True))
    assert acted.acted(["Date", "Kind of action", "Town", "How many"]) is not None
    assert acted.acted(["Date", "Name", "Town"]) is None
    assert acted.acted(["Імя", "Дата затрымання", "Артыкул", "Горад"]) is None


def test_actions_come_in_with_their_counts_and_what_is_no_count_stays_out_whole(desk):
    address = handed(desk, ROWS, head=HEAD)
    assert desk.get(address).context["chosen"].main == "SolidarityAction"
    answer = desk.post(address, {**filled(desk, address), "dates": "dd.mm.yyyy"})
    assert answer.status_code == 302, answer.context["lacks"]
    done = answer.headers["Location"]
    shown = desk.get(done)
    assert (shown.context["done"]["rows"], shown.context["done"]["good"]) == (3, 2)
    assert "шмат" in shown.content.decode()
    desk.post(f"{done}run/", {"deed": "accept", "reason": "an invented table"})
    found = {each.kind: each for each in everything().actions.values()}
    assert found.keys() == {"picket", "photo_action"}
    (fifty,), (hundreds,) = found["picket"].figures, found["photo_action"].figures
    assert (fifty.count.value, fifty.count.bound, fifty.count.said) == (50, "more_than", "больш за 50")
    assert (hundreds.count.value, hundreds.count.bound, hundreds.start) == (100, "order", "2013-08-04")
    assert len(found["picket"].hosts) == 1
