"""Many records at once: what would happen is told first, and is what happens; kept lists and the way to any record."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django.test import Client

from khronika.desk.accounts.models import SavedFilter
from khronika.desk.claims import second
from khronika.desk.claims.models import Clearance, Decision, Handover, Judgement, Prepared, Risk
from khronika.desk.ledger.models import Entry
from khronika.vocabulary.kind import Level
from khronika.workspace.records import indexes
from tests.desk.making import Said, accept, account, kept, lay, level, record

QUERY = "kind=Person"


@pytest.fixture
def three(db) -> list[str]:
    version = kept()
    ids = [record(version, ("Person", f"Person {name}")) for name in ("Alpha", "Beta", "Gamma")]
    facts = lay(
        version,
        Said("Relationship", ("Person", "Person Alpha"), {"other": {"record": ids[2]}, "relationship": "parent"}),
    )
    accept(facts, {("Person", "Person Alpha"): ids[0]})
    return ids


def sent(desk, deed: str, *, ids=(), **given) -> object:
    """Look at a deed, then send its form."""
    asked = {"deed": deed, "query": QUERY, "record": list(ids), **given}
    page = desk.get("/admin/records/bulk/?" + urlencode(asked, doseq=True))
    form = {"digest": page.context["digest"], "seen": page.context["seen"], "reason": "because it was asked for"}
    return desk.post("/admin/records/bulk/", {**asked, **form, **given})


def test_a_level_is_set_for_all_of_a_list_by_one_decision(desk, three):
    before = Decision.objects.count()
    answer = sent(desk, "clear", all="1", level="public", claims="1")
    assert answer.status_code == 302
    assert Decision.objects.count() == before + 1
    assert set(Clearance.objects.filter(record__isnull=False).values_list("record_id", flat=True)) == set(three)
    assert Clearance.objects.filter(claim__isnull=False).count() == 4


def test_looking_at_a_deed_does_nothing_and_says_what_it_would(desk, three):
    second.mark(account(), three[2], reason="danger")
    before = Entry.objects.count()
    page = desk.get(f"/admin/records/bulk/?deed=clear&all=1&level=public&claims=1&query={QUERY}")
    plan = page.context["plan"]
    assert [line.state for line in plan.lines] == ["now", "waits"]
    assert {each.id for each in plan.waiting if each.what == "record"} == {three[2]}
    assert (
        len([each for each in plan.waiting if each.what == "claim"]) == 2
    )  # her name, and what is said of her by another
    assert Entry.objects.count() == before


def test_what_is_at_risk_waits_for_a_second_person_and_the_rest_does_not(desk, three):
    second.mark(account(), three[2], reason="danger")
    sent(desk, "clear", ids=three, level="public")
    assert set(Clearance.objects.values_list("record_id", flat=True)) == set(three[:2])
    assert Prepared.objects.get().order["targets"] == [["record", three[2], False]]


def test_a_level_within_the_team_needs_nobody_else(desk, three):
    second.mark(account(), three[2], reason="danger")
    sent(desk, "clear", ids=three, level="restricted")
    assert Clearance.objects.filter(level="restricted").count() == 3
    assert not Prepared.objects.exists()


def test_a_list_that_changed_since_is_shown_anew_and_nothing_is_done(desk, three):
    page = desk.get(f"/admin/records/bulk/?deed=clear&all=1&level=public&query={QUERY}")
    record(kept(), ("Person", "Person Delta"))
    form = {"deed": "clear", "all": "1", "level": "public", "query": QUERY, "reason": "why"}
    answer = desk.post("/admin/records/bulk/", {**form, "digest": page.context["digest"]})
    assert answer.status_code == 422
    assert "changed since" in answer.content.decode()
    assert answer.context["reason"] == "why"
    assert not Clearance.objects.exists()


def test_without_a_reason_nothing_is_done_and_the_choice_is_kept(desk, three):
    answer = sent(desk, "clear", ids=three[:2], level="partners", reason=" ")
    assert answer.status_code == 422
    assert answer.context["ids"] == three[:2]
    assert answer.context["level"] == "partners"
    assert not Clearance.objects.exists()


def test_records_are_marked_once_and_those_marked_are_left(desk, three):
    second.mark(account(), three[0], reason="danger")
    sent(desk, "mark", ids=three)
    assert Risk.objects.count() == 3
    again = desk.get("/admin/records/bulk/?" + urlencode({"deed": "mark", "query": QUERY, "record": three}, doseq=True))
    assert not again.context["plan"].possible


def test_two_are_judged_and_not_one_or_three(desk, three):
    for ids in (three[:1], three):
        page = desk.get(
            "/admin/records/bulk/?" + urlencode({"deed": "judge", "query": QUERY, "record": ids}, doseq=True)
        )
        assert not page.context["plan"].possible
        assert "exactly two" in page.content.decode()
    sent(desk, "judge", ids=three[:2], verdict="different")
    assert Judgement.objects.get().verdict == "different"
    assert sent(desk, "judge", ids=three[:2], verdict="perhaps").status_code == 422


def test_a_table_has_what_the_team_may_see_and_the_ledger_knows_of_it(desk, three):
    level("record", three[1], Level.RESTRICTED)
    assert sent(desk, "export", all="1", format="csv").status_code == 422  # nobody gets it
    answer = sent(desk, "export", all="1", format="csv", recipient="the lawyer")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["Name.text"] for row in rows} == {"Person Alpha", "Person Gamma"}
    assert "attachment" in answer["Content-Disposition"]
    assert Entry.objects.order_by("number").last().deed == "decision.handover"
    assert Handover.objects.get().records == sorted([three[0], three[2]])


def test_a_table_of_many_people_waits_for_a_second_person_and_is_given_once(desk, three, monkeypatch):
    monkeypatch.setattr("khronika.desk.claims.handover.MANY", 2)
    monkeypatch.setattr("khronika.workspace.records.plan.MANY", 2)
    answer = sent(desk, "export", all="1", format="csv", recipient="the lawyer")
    assert (answer.status_code, answer.url) == (302, "/admin/records/given/")
    number = Prepared.objects.get().pk
    assert sent(desk, "export", all="1", format="csv", recipient="the lawyer").status_code == 302
    assert Prepared.objects.count() == 1
    second.confirm(account("rita"), number)
    assert "the lawyer" in desk.get("/admin/records/given/").content.decode()
    assert sent(desk, "export", all="1", format="csv", recipient="the lawyer").status_code == 200
    assert sent(desk, "export", all="1", format="csv", recipient="the lawyer").status_code == 302
    page = desk.get("/admin/records/given/?record=" + three[0]).content.decode()
    assert "the lawyer" in page and "3 rows" in page
    assert "the lawyer" in desk.get(f"/admin/ledger/{Handover.objects.get().pk}/").content.decode()


def test_too_many_are_refused_with_a_sentence(desk, three, monkeypatch):
    monkeypatch.setattr("khronika.workspace.records.plan.MOST", 2)
    page = desk.get(f"/admin/records/bulk/?deed=clear&all=1&level=public&query={QUERY}")
    assert not page.context["plan"].possible
    assert "Narrow the list down" in page.content.decode()


@pytest.mark.parametrize("given", [{"deed": "burn"}, {}])
def test_a_deed_that_there_is_not_is_not_found(desk, given):
    assert desk.get("/admin/records/bulk/", given).status_code == 404


def test_a_researcher_may_not_clear_many(three):
    from khronika.desk.accounts.models import User

    browser = Client()
    browser.force_login(User.objects.create_user("rita", password="a long password", held="researcher"))
    answer = sent(browser, "clear", ids=three, level="public")
    assert answer.status_code == 422
    assert not Clearance.objects.exists()


def test_a_list_is_kept_with_its_columns_renamed_and_deleted(desk, vera, three):
    query = "kind=Person&gender=woman&col=level&col=count&sort=count"
    desk.post("/admin/records/save/", {"name": " Women ", "query": query + "&page=3&nothing=1"})
    kept_one = SavedFilter.objects.get()
    assert (kept_one.user, kept_one.kind, kept_one.name, kept_one.query) == (vera, "Person", "Women", query)
    page = desk.get("/admin/records/?" + kept_one.query)
    assert [head.label for head in page.context["heads"]] == ["Who may see it", "Claims"]
    desk.post(f"/admin/records/saved/{kept_one.pk}/", {"deed": "rename", "name": "All women", "query": query})
    assert SavedFilter.objects.get().name == "All women"
    desk.post(f"/admin/records/saved/{kept_one.pk}/", {"deed": "delete", "query": query})
    assert not SavedFilter.objects.exists()


def test_a_kept_list_is_its_owners_alone_and_names_do_not_clash(desk, pavel, three):
    his = SavedFilter.objects.create(user=pavel, kind="Person", name="Mine", query=QUERY)
    assert desk.post(f"/admin/records/saved/{his.pk}/", {"deed": "delete"}).status_code == 404
    assert desk.get("/admin/records/?kind=Person").context["saved"] == []
    for name in ("One", "Two"):
        desk.post("/admin/records/save/", {"name": name, "query": QUERY})
    two = SavedFilter.objects.get(name="Two")
    answer = desk.post(
        f"/admin/records/saved/{two.pk}/", {"deed": "rename", "name": "One", "query": QUERY}, follow=True
    )
    assert "Another of your lists" in answer.content.decode()


@pytest.mark.parametrize("words", ["Персон Альфа", "person alpha", "Alph"])
def test_a_record_is_gone_to_by_any_spelling(desk, three, words):
    found = desk.get("/admin/go/", {"q": words, "piece": "1"}).context["found"]
    assert found[0].address == f"/admin/records/{three[0]}/"
    assert found[0].kind == "Person"
    assert found[0].why
    assert len(found) <= 12


def test_a_record_is_gone_to_by_its_id_and_a_source_by_words_of_its_title(desk, three):
    answer = desk.get("/admin/go/", {"q": three[1].upper(), "open": "1"})
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/records/{three[1]}/")
    kept(title="Суд у Прыкладаве")
    assert [each.kind for each in desk.get("/admin/go/", {"q": "прыкладаве СУД"}).context["found"]] == ["Source"]
    assert not desk.get("/admin/go/", {"q": "прыкладаве вязніца"}).context["found"]


def test_the_index_of_a_large_register_is_made_aside(desk, three, monkeypatch):
    begun = []
    monkeypatch.setattr(indexes, "SMALL", 1)
    monkeypatch.setattr(indexes, "made", lambda kind: False)
    monkeypatch.setattr(
        indexes, "Thread", lambda **given: begun.append(given["args"]) or type("", (), {"start": lambda _: None})()
    )
    answer = desk.get("/admin/go/", {"q": "Person Al"})
    assert "index of names is being made" in answer.content.decode()
    assert [each.name for each in answer.context["found"]] == ["Person Alpha"]
    assert begun == [("Person",)]
    indexes._at_work.clear()


def test_what_was_typed_is_shown_as_it_was_and_never_as_a_page(desk, three):
    page = desk.get("/admin/go/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
