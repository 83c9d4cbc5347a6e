"""Records: found in any spelling, shown with what they rest on, cleared and judged by decision."""

import pytest

from khronika.desk.claims.clear import resting
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Clearance, Judgement, Record
from tests.workspace.laid import lay, record_of


@pytest.fixture
def anna(decided) -> str:
    return record_of(decided)


def test_records_are_listed_by_kind(desk, anna):
    answer = desk.get("/admin/records/?kind=Person")
    assert [(row.id, row.name, row.claims) for row in answer.context["rows"]] == [(anna, "Anna Sample", 2)]
    assert desk.get("/admin/records/?kind=Proceeding").context["rows"][0].name == "Proceeding · Anna Sample"


def test_a_record_is_found_in_another_script(desk, anna):
    rows = desk.get("/admin/records/", {"q": "Анна Сампле"}).context["rows"]
    assert rows[0].id == anna
    assert rows[0].reason


def test_a_record_whose_decisions_were_undone_is_not_listed(desk, decided):
    last = desk.get(f"/admin/sources/{decided.source.id}/review/").context["sheet"].last
    desk.post(f"/admin/sources/{decided.source.id}/review/undo/", {"decision": last.decision})
    assert desk.get("/admin/records/?kind=Person").context["rows"] == []


def test_a_record_shows_its_claims_with_the_passages_they_rest_on(desk, decided, anna):
    known = desk.get(f"/admin/records/{anna}/").context["known"]
    lines = {line.kind: line for section in (*known.own, *known.parts) for line in section.lines}
    assert str(lines["SentenceComponent"].said) == "Imprisonment, 4.5 years"
    assert [cite.quote for cite in lines["SentenceComponent"].cites] == ["sentenced to four years in prison"]
    page = desk.get(f"/admin/records/{anna}/").content.decode()
    assert f"/admin/sources/{decided.source.id}/review/#passage-{lines['SentenceComponent'].cites[0].passage}" in page


@pytest.mark.parametrize(
    ("day", "certain"), [("2021-03-04", "certain"), ("2020-01-01", "no"), ("2024-01-01", "possible")]
)
def test_a_record_shows_what_was_so_on_a_day(desk, anna, day, certain):
    known = desk.get(f"/admin/records/{anna}/?at={day}").context["known"]
    assert next(line for line in known.parts[0].lines if line.kind == "SentenceComponent").certain == certain


def test_the_page_of_a_record_takes_at_most_25_questions(desk, anna, django_assert_max_num_queries):
    desk.get(f"/admin/records/{anna}/")
    with django_assert_max_num_queries(25):
        assert desk.get(f"/admin/records/{anna}/").status_code == 200


def test_a_day_that_is_none_gets_a_sentence(desk, anna):
    page = desk.get(f"/admin/records/{anna}/?at=yesterday").content.decode()
    assert "Expected a day such as 2013-08-04" in page


def test_the_history_says_who_decided(desk, anna):
    (happening,) = desk.get(f"/admin/records/{anna}/").context["known"].history
    assert happening.by == "Vera"
    assert happening.what == "accepted 4 claims"


def test_the_level_of_a_record_is_set_with_a_reason(desk, anna):
    desk.post(f"/admin/records/{anna}/clear/", {"level": "public", "reason": "She asked for it."})
    assert Clearance.objects.get().level == "public"
    assert desk.get(f"/admin/records/{anna}/").context["level"].level == "public"


@pytest.mark.parametrize("given", [{"level": "public", "reason": " "}, {"level": "everybody", "reason": "why"}])
def test_a_level_without_reason_or_meaning_is_refused(desk, anna, given):
    answer = desk.post(f"/admin/records/{anna}/clear/", given, follow=True)
    assert "Expected a" in answer.content.decode()
    assert not Clearance.objects.exists()


def test_two_records_are_judged_the_same_and_shown_as_one(desk, vera, anna):
    other = lay(title="Second report")
    decide(vera, [Answer(other.anna, meant="new")])
    twin = record_of(other)
    assert [each.record for each in desk.get(f"/admin/records/{anna}/").context["similar"]] == [twin]
    desk.post(f"/admin/records/{anna}/judge/", {"other": twin, "verdict": "same", "reason": "same trial"})
    assert set(same()) == {max(anna, twin)}
    assert [row.id for row in desk.get("/admin/records/?kind=Person").context["rows"]] == [min(anna, twin)]
    assert desk.get(f"/admin/records/{anna}/").context["known"].merged[0][0] == twin


def test_a_record_cannot_be_judged_with_itself_or_another_kind(desk, anna, decided):
    for other in (anna, record_of(decided, "organization-1"), "nothing", ""):
        answer = desk.post(f"/admin/records/{anna}/judge/", {"other": other, "verdict": "same"}, follow=True)
        assert "Expected two different records of one kind" in answer.content.decode()
    assert not Judgement.objects.exists()


def test_a_source_is_cleared_with_everything_that_rests_on_it(desk, decided):
    page = desk.get(f"/admin/sources/{decided.source.id}/clear/")
    records = [each.id for each in page.context["records"]]
    given = {"level": "public", "reason": "Published by the organisation.", "record": records, "whole": "on"}
    desk.post(f"/admin/sources/{decided.source.id}/clear/", given)
    assert Clearance.objects.filter(level="public").count() == len(resting(decided.source))
    assert Clearance.objects.get(source=decided.source).whole


def test_a_record_that_is_not_ticked_stays_as_it_was(desk, decided, anna):
    desk.post(f"/admin/sources/{decided.source.id}/clear/", {"level": "public", "reason": "why", "record": []})
    assert not Clearance.objects.filter(record=anna).exists()
    assert not Clearance.objects.get(source=decided.source).whole


def test_clearing_without_a_reason_keeps_what_was_ticked(desk, decided, anna):
    answer = desk.post(
        f"/admin/sources/{decided.source.id}/clear/", {"level": "public", "reason": "", "record": [anna]}
    )
    assert "Expected a reason" in answer.content.decode()
    assert answer.context["kept"] == {anna}


@pytest.mark.parametrize("kind", ["Person", "Act", "JointStatement"])
def test_an_empty_record_has_a_page(desk, kind):
    record = Record.objects.create(kind=kind)
    assert "Nothing is claimed of this record" in desk.get(f"/admin/records/{record.id}/").content.decode()
