"""The page of a record: in the order of time, contradictions together, what waits, what is public and why, as known on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from khronika.desk.claims.amend import Amended, amend
from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.judge import verdicts
from khronika.desk.claims.models import Claim
from khronika.desk.claims.propose import Fact, Mentioned, propose
from tests.workspace.laid import everywhere, lay, record_of, text_version


@pytest.fixture
def anna(decided) -> str:
    return record_of(decided)


def told(anna: str, values: dict[str, str], *, title: str, status: str = "asserted") -> str:
    """A proposal of a source of its own about Anna's life dates."""
    words = f"Anna Sample was born in {values['birth']}."
    version = text_version(words, title)
    fact = Fact("PersonDetails", "p", values, everywhere(words, words), status=status)
    return propose(version, [Mentioned("p", "Person", "Anna Sample")], [fact], reader=title).proposals.get().pk


def known(desk, anna: str, **asked: str):
    return desk.get(f"/admin/records/{anna}/", asked).context["known"]


@pytest.fixture
def disputed(vera, anna) -> str:
    for year in ("1961", "1972"):
        proposal = told(anna, {"birth": year}, title=f"Report of {year}")
        decide(vera, [Answer(proposal, meant=anna)])
    return anna


def test_two_sources_that_say_otherwise_stand_together(desk, disputed):
    found = known(desk, disputed)
    (group,) = [each for section in found.own for each in section.groups if each.sources]
    assert group.sources == 2
    assert {str(dict(line.said.extras)["Born"]) for line in group.lines} == {"1961", "1972"}
    assert "2 sources say otherwise" in desk.get(f"/admin/records/{disputed}/").content.decode()


def test_sources_that_agree_are_no_dispute(desk, vera, anna):
    for title in ("One", "Two"):
        decide(vera, [Answer(told(anna, {"birth": "1961"}, title=title), meant=anna)])
    assert known(desk, anna).disputed == ()


def test_the_order_of_time_has_what_is_undated_last(desk, vera, anna):
    moments = known(desk, anna).timeline
    assert moments[0].when == "4 March 2021"
    assert [line.kind for line in moments[0].lines] == ["SentenceComponent"]
    assert moments[-1].when == ""
    assert "Membership" in {line.kind for line in moments[-1].lines}
    assert "Name" not in {line.kind for moment in moments for line in moment.lines}


def test_the_page_as_known_on_a_day_forgets_what_came_later(desk, vera, anna):
    yesterday = (datetime.now(UTC).date() - timedelta(days=1)).isoformat()
    then = known(desk, anna, known=yesterday)
    assert not then.own
    assert not then.parts
    assert not then.history
    assert (
        "Nothing was known of this record then"
        in desk.get(f"/admin/records/{anna}/?known={yesterday}").content.decode()
    )
    today = date.today().isoformat()
    assert known(desk, anna, known=today).own


def test_what_was_corrected_is_not_offered_for_correction_again(desk, vera, anna):
    claim = Claim.objects.get(kind="SentenceComponent")
    values = {"sentence_type": "imprisonment", "amount": "4", "unit": "years"}
    amend(vera, claim.id, Amended(values, claim.valid_from, claim.valid_until), reason="typing error")
    page = desk.get(f"/admin/records/{anna}/").content.decode()
    assert f"/admin/adding/correct/{claim.id}/" not in page
    assert "/admin/adding/correct/" in page


def test_what_waits_is_shown_with_the_way_to_decide_it(desk, vera, anna, decided):
    first = desk.get(f"/admin/records/{anna}/")
    assert first.context["waits_here"] == []
    other = lay(title="Second report")
    by_name = desk.get(f"/admin/records/{anna}/?named=1")
    assert {each.source for each in by_name.context["waits_here"]} == {other.source.id}
    assert not any(each.meant for each in by_name.context["waits_here"])
    decide(vera, [Answer(other.anna, meant=anna)])
    page = desk.get(f"/admin/records/{anna}/")
    (position,) = page.context["waits_here"]
    assert position.meant
    assert f"/admin/sources/{other.source.id}/review/#proposal-{other.position}" in page.content.decode()


def test_what_is_public_is_asked_only_on_demand_and_said_of_each_claim(desk, anna):
    assert known(desk, anna).public is None
    found = known(desk, anna, public="1")
    assert not found.public.page
    assert found.public.out == 0
    lines = [line for section in (*found.own, *found.parts) for line in section.lines]
    assert found.public.stays == len(lines)
    assert all(line.out and not line.out.goes for line in lines)
    assert {line.out.reason for line in lines if not line.out.reason.endswith(".")} == set()
    assert "It has no page in the next edition" in desk.get(f"/admin/records/{anna}/?public=1").content.decode()


def test_what_was_cleared_goes_out(desk, decided, anna):
    page = desk.get(f"/admin/sources/{decided.source.id}/clear/")
    records = [each.id for each in page.context["records"]]
    desk.post(f"/admin/sources/{decided.source.id}/clear/", {"level": "public", "reason": "why", "record": records})
    found = known(desk, anna, public="1")
    assert found.public.page
    assert found.public.out > 0


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_an_answer_on_a_similar_record_is_one_press_and_one_back(desk, vera, anna, verdict):
    other = lay(title="Second report")
    decide(vera, [Answer(other.anna, meant="new")])
    twin = record_of(other)
    desk.post(f"/admin/records/{anna}/judge/", {"other": twin, "verdict": verdict})
    (judged,) = desk.get(f"/admin/records/{anna}/").context["judged"]
    assert judged.verdict == verdict
    desk.post(f"/admin/records/{anna}/judge/undo/", {"decision": judged.decision})
    assert verdicts() == {}


@pytest.mark.parametrize("number", ["", "0", "x", "9" * 40])
def test_taking_back_what_is_not_there_gets_a_sentence(desk, anna, number):
    answer = desk.post(f"/admin/records/{anna}/judge/undo/", {"decision": number})
    assert answer.status_code == 422
    assert "Expected a judgement on this record" in answer.content.decode()


def test_the_page_with_all_of_it_takes_at_most_25_questions(desk, disputed, django_assert_max_num_queries):
    lay(title="Second report")
    desk.get(f"/admin/records/{disputed}/")
    with django_assert_max_num_queries(25):
        assert desk.get(f"/admin/records/{disputed}/").status_code == 200
