"""A list of recommendations at the import screen: known by its headings, one session for all rows, broken rows kept aside. It is invented."""

import csv
import io

import pytest

from khronika import home as homes
from khronika.desk import opened as homed
from khronika.desk.advocacy.mechanisms.recommendations import recommendations
from khronika.desk.register.models import Name
from tests.workspace.test_imports import filled, handed

HEAD = ["№", "Рекомендация", "Рекомендующее государство", "Позиция", "Тема"]
ROWS = [
    ["138.1", "Отменить смертную казнь", "Exampleia", "Принята к сведению", "Смертная казнь"],
    ["138.2", "Регистрировать объединения", "Exampleia; Sampleland", "Поддержана", "Объединения"],
    ["138.3", "Освободить всех", "Sampleland", "кто знает", "Заключение"],
]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> homes.Home:
    made = homes.create(tmp_path / "home", "a long passphrase")
    monkeypatch.setattr(homed, "_home", [made])
    return made


def tried(desk, address: str, **more: str):
    """The table tried with what the form shows and with `more`."""
    return desk.post(address, {**filled(desk, address), **more})


def test_the_list_is_known_and_asks_for_the_session_that_no_column_names(desk):
    context = desk.get(handed(desk, ROWS, head=HEAD)).context
    assert context["chosen"].main == "Recommendation"
    assert [each.token.split("|")[2] for each in context["columns"]] == [
        "number",
        "text",
        "recommending",
        "recommendation_response",
        "topic",
    ]
    asks = {each.name.rsplit("|", 1)[1]: each.needed for each in context["asks"]}
    assert asks["session"] is False
    assert asks["role"] is True


def test_a_word_that_is_no_answer_is_asked_for_and_may_be_left_out(desk):
    address = handed(desk, ROWS, head=HEAD)
    (answers,) = [each for each in desk.get(address).context["columns"] if each.name == "Позиция"]
    assert {word.theirs: word.ours for word in answers.words if word.known} == {
        "Принята к сведению": "noted",
        "Поддержана": "supported",
    }
    refused = tried(desk, address)
    assert refused.status_code == 422
    assert "Позиция" in " ".join(refused.context["lacks"])


def test_the_session_that_is_written_below_holds_for_every_row_that_is_good(desk):
    address = handed(desk, [*ROWS[:2], ["", *ROWS[2][1:3], "Поддержана", ""]], head=HEAD)
    answer = tried(desk, address, **{"fixed-Recommendation|RecommendationDetails|session": "36th session"})
    assert answer.status_code == 302, answer.context["lacks"]
    done = answer.headers["Location"]
    shown = desk.get(done)
    assert (shown.context["done"]["rows"], shown.context["done"]["good"]) == (3, 2)
    desk.post(f"{done}run/", {"deed": "accept", "reason": "an invented list"})
    found = recommendations()
    assert [(each.number, each.response) for each in found] == [("138.1", "noted"), ("138.2", "supported")]
    (session,) = Name.objects.filter(text="36th session", claim__known_until=None)
    assert {each.session for each in found} == {session.claim.subject_id}
    assert len(found[1].recommending) == 2
    left = list(csv.reader(io.StringIO(desk.get(f"{done}errors.csv").content.decode("utf-8-sig"))))
    assert [line[1] for line in left[1:]] == ["Освободить всех"]
