"""Names to judge at the desk: the words around, who may be meant, one answer or many, nothing typed is lost."""

from types import SimpleNamespace

import pytest

from khronika.desk.claims.models import Alarm, Decision
from khronika.press.answers import Question, Seen
from khronika.workspace.press import alarms
from tests.desk.making import kept, record

SCREEN = "/admin/press/alarms/"


@pytest.fixture
def waiting(desk, monkeypatch, tmp_path) -> list[Question]:
    """Two texts that wait, one of them in a file only."""
    version = kept(title="A letter")
    who = record(version, ("Person", "Ivan Zakharchanka"))
    source = version.capture.source_id
    found = [
        Question("a" * 64, (f"source {source}",), (who,), (Seen("a letter to ", "Zakharchanka", " of spring"),)),
        Question("b" * 64, ("file data/terms.tsv",), (who,), (Seen("", "Zakharchanka", ""),)),
    ]
    monkeypatch.setattr(alarms, "current", lambda: SimpleNamespace(folder=tmp_path))
    monkeypatch.setattr("khronika.press.alarms.pending", lambda home, at: tuple(found))
    return found


def test_each_name_is_shown_with_its_words_place_and_person(desk, waiting):
    page = desk.get(SCREEN).content.decode()
    assert "a letter to <mark>Zakharchanka</mark> of spring" in page
    assert "Ivan Zakharchanka" in page
    assert "A letter" in page
    assert "data/terms.tsv" in page
    assert page.count('data-key="f"') == 2
    assert page.count('data-key="r"') == 1


def test_one_is_answered_by_its_button(desk, waiting):
    answer = desk.post(SCREEN, {"answer": f"false {waiting[0].key}", "reason": "a painter"}, follow=True)
    assert "1 text is judged" in answer.content.decode()
    assert Alarm.objects.get().answer == "false"
    assert Decision.objects.get(deed="alarm").reason == "a painter"


def test_all_that_are_marked_are_answered_at_once(desk, waiting):
    desk.post(SCREEN, {"answer": "false", "key": [each.key for each in waiting], "reason": "both"})
    assert Alarm.objects.count() == 2
    assert Decision.objects.filter(deed="alarm").count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"answer": "false"},
        {"answer": "perhaps", "all": True},
        {"answer": "replace", "all": True},
        {"answer": "false nosuch"},
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_typed_is_lost(desk, waiting, sent):
    keys = [each.key for each in waiting] if sent.pop("all", False) else []
    answer = desk.post(SCREEN, {**sent, "key": keys, "reason": "what I typed"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "what I typed" in page
    assert page.count(" checked>") == len(keys)
    assert not Alarm.objects.exists()


def test_with_nothing_to_judge_the_screen_says_so(desk, waiting):
    waiting.clear()
    assert "No name waits to be judged." in desk.get(SCREEN).content.decode()


def test_names_are_looked_up_in_bulk(desk, waiting, django_assert_max_num_queries):
    desk.get(SCREEN)
    waiting.extend(Question(f"{n:064x}", (f"file {n}",), waiting[0].records, (Seen("", "x", ""),)) for n in range(40))
    with django_assert_max_num_queries(25):
        desk.get(SCREEN)
