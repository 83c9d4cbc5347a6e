"""Duplicates: pairs side by side with reasons, answered with one press, taken back with another; nothing is lost."""

import pytest

from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.judge import same, verdicts
from khronika.desk.claims.models import Claim, Judgement
from khronika.workspace.duplicates import find
from tests.workspace.laid import lay, record_of

SCREEN = "/admin/duplicates/"


@pytest.fixture
def twins(decided, vera) -> tuple[str, str]:
    """Two records of one name, from two sources."""
    other = lay(title="Second report")
    decide(vera, [Answer(other.anna, meant="new"), Answer(other.house, meant="new"), Answer(other.position)])
    return tuple(sorted((record_of(decided), record_of(other))))


def given(twins, verdict: str, **more: str) -> dict[str, str]:
    return {"left": twins[0], "right": twins[1], "verdict": verdict, **more}


def test_two_of_one_name_stand_side_by_side_with_reasons_and_sources(desk, twins):
    answer = desk.get(SCREEN)
    (pair,) = answer.context["pairs"]
    assert (pair.left.record, pair.right.record) == twins
    assert pair.reasons
    assert {title for side in pair.sides for _, title in side.sources} == {"Court in Sampletown", "Second report"}
    assert any("chairwoman" in text for text in (*pair.both, *pair.left.only, *pair.right.only))
    assert pair.claims == pair.left.claims + pair.right.claims
    assert "A wrong answer loses nothing" in answer.content.decode()


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_an_answer_is_one_press_and_taking_it_back_another(desk, twins, verdict):
    claims = set(Claim.objects.filter(known_until=None).values_list("id", flat=True))
    desk.post(f"{SCREEN}judge/", given(twins, verdict))
    assert verdicts()[twins] == verdict
    assert desk.get(SCREEN).context["pairs"] == []
    last = desk.get(SCREEN).context["last"]
    desk.post(f"{SCREEN}undo/", {"decision": last.decision})
    assert twins not in verdicts()
    assert [pair.left.record for pair in desk.get(SCREEN).context["pairs"]] == [twins[0]]
    assert set(Claim.objects.filter(known_until=None).values_list("id", flat=True)) == claims


def test_the_next_pair_is_shown_after_an_answer(desk, twins):
    answer = desk.post(f"{SCREEN}judge/", given(twins, "unsure", page="2", place="3", kind="Person"))
    assert answer.headers["Location"] == f"{SCREEN}?kind=Person&page=2#pair-3"


def test_joining_what_is_joined_already_says_how_many_become_one(desk, vera, twins):
    third = lay(title="Third report")
    decide(vera, [Answer(third.anna, meant="new")])
    desk.post(f"{SCREEN}judge/", given(twins, "same"))
    (pair,) = desk.get(SCREEN).context["pairs"]
    assert pair.records == 3
    assert "3 records become one page" in desk.get(SCREEN).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"verdict": "perhaps"}, {"left": "nothing"}, {"right": ""}, {"verdict": ""}, {"left": "", "right": ""}]
)
def test_a_wrong_answer_gets_a_sentence_and_judges_nothing(desk, twins, wrong):
    answer = desk.post(f"{SCREEN}judge/", {**given(twins, "same"), **wrong}, follow=True)
    assert "Expected" in answer.content.decode()
    assert not Judgement.objects.exists()


def test_sending_an_answer_twice_by_the_back_button_changes_nothing_more(desk, twins):
    seen = str(desk.get(SCREEN).context["seen"])
    desk.post(f"{SCREEN}judge/", given(twins, "same", seen=seen))
    answer = desk.post(f"{SCREEN}judge/", given(twins, "different", seen=seen), follow=True)
    assert set(same()) == {twins[1]}
    assert Judgement.objects.count() == 1
    assert answer.status_code == 200


@pytest.mark.parametrize("number", ["", "0", "x", "9" * 30])
def test_taking_back_what_was_never_judged_gets_a_sentence(desk, twins, number):
    answer = desk.post(f"{SCREEN}undo/", {"decision": number}, follow=True)
    assert "Expected a judgement of yours" in answer.content.decode()


def test_nobody_takes_back_from_here_what_another_judged(desk, pavel, twins):
    desk.post(f"{SCREEN}judge/", given(twins, "same"))
    number = Judgement.objects.get().decision_id
    desk.force_login(pavel)
    desk.post(f"{SCREEN}undo/", {"decision": number})
    assert twins in verdicts()


class TestLarge:
    """A register that is too large to be compared while one waits."""

    @pytest.fixture(autouse=True)
    def _large(self, monkeypatch):
        monkeypatch.setattr(find, "AT_ONCE", 0)

    def test_the_screen_says_that_it_is_being_made_and_asks_only_once(self, desk, twins):
        for _ in range(3):
            assert "for the first time" in desk.get(SCREEN).content.decode()
        assert find.DBTaskResult.objects.filter(task_path=find.compare.module_path).count() == 1

    def test_what_was_found_is_shown_and_said_to_be_old_when_names_come(self, desk, vera, twins):
        desk.get(SCREEN)
        found = find.DBTaskResult.objects.get(task_path=find.compare.module_path)
        found.set_successful(find.compare.func(**found.args_kwargs["kwargs"]))
        answer = desk.get(SCREEN)
        assert len(answer.context["pairs"]) == 1
        assert not answer.context["found"].stale
        decide(vera, [Answer(lay(title="Third report").anna, meant="new")])
        assert "Names came or went" in desk.get(SCREEN).content.decode()
        desk.post(f"{SCREEN}renew/", {"kind": "Person"})
        assert desk.get(SCREEN).context["found"].busy


def test_a_page_of_pairs_takes_a_bounded_number_of_questions(desk, vera, twins, django_assert_max_num_queries):
    for number in range(3):
        decide(vera, [Answer(lay(title=f"Report {number}").anna, meant="new")])
    desk.get(SCREEN)
    with django_assert_max_num_queries(45):
        assert len(desk.get(SCREEN).context["pairs"]) == 5
