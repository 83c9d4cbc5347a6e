"""Lists of records: each filter finds whom it should and nobody else, all go together, and a page takes few questions."""

from urllib.parse import urlencode

import pytest
from django.utils import timezone

from khronika.desk.claims import second
from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Record
from khronika.vocabulary.kind import Level
from khronika.workspace.records.columns import SHOWN, columns
from khronika.workspace.records.filters import filters
from khronika.workspace.records.listing import SORTED
from tests.desk.making import Said, accept, account, kept, lay, level, named, record

ANNA, BELA, HOUSE = ("Person", "Anna Sample"), ("Person", "Bela Example"), ("Organization", "Example House")
CASE, SPELL, COURT = ("Proceeding", "case"), ("DetentionSpell", "spell"), ("Organization", "Court of Sampletown")
ARTICLE, JAIL, TOWN = ("LegalProvision", "Code 342"), ("Place", "Sample prison"), ("Place", "Sampletown")
ACT = ("Act", "arrest")


@pytest.fixture
def register(db) -> dict[str, str]:
    """Anna is in prison since 2021 on an article, in a prison of the town; of Bela only the name is known, in two languages."""
    version = kept()
    ids = {who[1]: record(version, who) for who in (ANNA, HOUSE, COURT, ARTICLE, JAIL, TOWN)}
    ids["Bela Example"] = record(kept(), BELA)
    record(kept(), ("Person", "Бэла Прыклад"), of=ids["Bela Example"], language="be")

    def of(who: tuple[str, str]) -> dict[str, str]:
        return {"record": ids[who[1]]}

    facts = lay(
        version,
        Said("PersonDetails", ANNA, {"gender": "woman", "birth": "1980"}),
        Said("StatusDetermination", ANNA, {"status": "political_prisoner"}, start="2021-03-04", until="2023-05-06"),
        Said("SpellDetails", SPELL, {"person": of(ANNA), "ground": "sentence"}, start="2021-03-04", until="2023-05-06"),
        Said("Custody", SPELL, {"facility": of(JAIL)}, start="2021-04-01", until="2022-01-01"),
        Said("PlaceDetails", JAIL, {"place_kind": "facility", "within": of(TOWN)}),
        Said("ProceedingDetails", CASE, {"defendant": of(ANNA), "proceeding_kind": "criminal"}),
        Said("Charge", CASE, {"provision": of(ARTICLE)}, start="2021-02-01"),
        Said("Judgment", CASE, {"court": of(COURT), "verdict": "convicted"}, start="2021-03-04"),
        Said("ActDetails", ACT, {"victim": of(ANNA), "act_type": "arrest", "place": of(TOWN)}, start="2021-02-01"),
        Said("OrganizationDetails", HOUSE, {"organization_kind": "ngo"}),
        Said("RegistrationState", HOUSE, {"state": "registered"}, start="2000", until="2021-07-01"),
        Said("RegistrationState", HOUSE, {"state": "liquidated"}, start="2021-07-01"),
    )
    meant = {who: ids[who[1]] for who in (ANNA, HOUSE, COURT, ARTICLE, JAIL, TOWN)}
    accept(facts, meant)
    return ids


def listed(desk, kind: str, **query: object) -> list[str]:
    """The names in a list."""
    answer = desk.get("/admin/records/?" + urlencode({"kind": kind, **query}, doseq=True))
    assert answer.status_code == 200
    return [row.name for row in answer.context["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Anna Sample", "Bela Example"]),
        ({"gender": "woman"}, ["Anna Sample"]),
        ({"gender": "man"}, []),
        ({"status": "political_prisoner", "at": "2022-01-01"}, ["Anna Sample"]),
        ({"status": "political_prisoner", "at": "2020-01-01"}, []),
        ({"status": "imprisoned", "at": "2022-01-01", "sure": "certain"}, ["Anna Sample"]),
        ({"status": "imprisoned", "at": "2022-01-01", "sure": "possible"}, []),
        ({"detained": "2021"}, ["Anna Sample"]),
        ({"detained": "2022"}, []),
        ({"level": "team"}, ["Anna Sample", "Bela Example"]),
        ({"level": "public"}, []),
        ({"lacking": "public"}, ["Anna Sample", "Bela Example"]),
        ({"risk": "1"}, []),
        ({"disputed": "1"}, []),
        ({"changed": "2100-01-01"}, []),
        ({"facility": "Sample prison", "at": "2021-05-01"}, ["Anna Sample"]),
        ({"facility": "Sampletown", "at": "2021-05-01"}, ["Anna Sample"]),
        ({"facility": "Sample prison", "at": "2022-05-01"}, []),
        ({"provision": "Code 342"}, ["Anna Sample"]),
        ({"provision": "Code 342", "gender": "man"}, []),
    ],
)
def test_a_filter_of_people_finds_whom_it_is_true_of(desk, register, query, found):
    assert listed(desk, "Person", **query) == found


@pytest.mark.parametrize(
    ("kind", "query", "count"),
    [
        ("Act", {"act_type": "arrest", "place": "Sampletown", "from": "2021-01-01", "until": "2021-12-31"}, 1),
        ("Act", {"from": "2021-02-02"}, 0),
        ("Proceeding", {"proceeding_kind": "criminal", "verdict": "convicted", "year": "2021"}, 1),
        ("Proceeding", {"court": "Court of Sampletown"}, 1),
        ("Proceeding", {"year": "2020"}, 0),
        ("Organization", {"state": "liquidated", "at": "2022-01-01"}, 1),
        ("Organization", {"state": "liquidated", "at": "2020-01-01"}, 0),
        ("Place", {"within": "Sampletown"}, 1),
    ],
)
def test_each_kind_has_its_own_filters(desk, register, kind, query, count):
    assert len(listed(desk, kind, **query)) == count


@pytest.mark.parametrize("kind", ["Person", "Event", "Act", "Proceeding", "Organization", "Place", "DetentionSpell"])
def test_every_filter_and_column_that_is_offered_answers(desk, register, kind):
    values = {"tick": "1", "day": "2021-01-01", "year": "2021", "record": "Sampletown"}
    for each in filters(kind):
        value = each.choices[0][0] if each.choices else values[each.widget]
        assert desk.get("/admin/records/", {"kind": kind, each.name: value}).status_code == 200, each.name
    keys = list(columns(kind))
    for start in range(0, len(keys), SHOWN):
        assert desk.get("/admin/records/", {"kind": kind, "col": keys[start : start + SHOWN]}).status_code == 200


def test_what_is_cleared_marked_or_disputed_is_found(desk, register):
    anna, bela = register["Anna Sample"], register["Bela Example"]
    level("record", anna, Level.PUBLIC)
    second.mark(account(), bela, reason="her relatives are at home")
    accept(lay(kept(), Said("PersonDetails", ANNA, {"gender": "man"})), {ANNA: anna})
    assert listed(desk, "Person", level="public") == ["Anna Sample"]
    assert listed(desk, "Person", level="team") == ["Bela Example"]
    assert listed(desk, "Person", risk="1") == ["Bela Example"]
    assert listed(desk, "Person", disputed="1") == ["Anna Sample"]
    level("record", anna, Level.RESTRICTED)
    assert listed(desk, "Person", level="public") == []


def test_a_source_for_the_public_is_not_lacking(desk, register):
    source = kept()
    twin = record(source, ("Person", "Cela Third"))
    level("source", source.capture.source.id, Level.PUBLIC)
    assert listed(desk, "Person", lacking="public") == ["Anna Sample", "Bela Example"]
    judge(account(), twin, register["Bela Example"], verdict="same")
    assert listed(desk, "Person", lacking="public") == ["Anna Sample"]


def test_what_is_true_of_one_is_true_of_the_record_that_stands_for_both(desk, register):
    judge(account(), register["Anna Sample"], register["Bela Example"], verdict="same")
    (row,) = desk.get("/admin/records/?kind=Person&gender=woman&col=count&col=PersonDetails.gender").context["rows"]
    assert row.id == min(register["Anna Sample"], register["Bela Example"])
    assert [cell.values for cell in row.cells][1] == ("Woman",)
    assert row.claims == 5
    assert listed(desk, "Person", detained="2021") == [row.name]


def test_a_part_that_changed_changes_the_whole(desk, register):
    today = timezone.now().date().isoformat()
    assert listed(desk, "Person", changed=today) == ["Anna Sample", "Bela Example"]


def test_the_day_before_the_calendar_begins_is_no_error(desk, register):
    assert listed(desk, "Person", changed="0001-01-01", at="0001-01-01") == ["Anna Sample", "Bela Example"]


@pytest.mark.parametrize(
    "query",
    [
        {"gender": "nobody"},
        {"detained": "twenty"},
        {"detained": "99999"},
        {"changed": "yesterday"},
        {"at": "2021-13-01"},
        {"facility": "Nowhere at all"},
        {"sort": "nothing", "col": "nothing", "page": "-4"},
    ],
)
def test_what_cannot_be_meant_is_left_out_with_a_sentence(desk, register, query):
    answer = desk.get("/admin/records/", {"kind": "Person", **query})
    assert [row.name for row in answer.context["rows"]] == ["Anna Sample", "Bela Example"]
    said = " ".join(map(str, answer.context["messages"]))
    assert ("left out" in said) == ("sort" not in query)
    assert next(iter(query.values())) in answer.content.decode() or "sort" in query


def test_names_are_in_the_language_of_the_desk(desk, register):
    desk.cookies["khronika_language"] = "be"
    assert listed(desk, "Person") == ["Anna Sample", "Бэла Прыклад"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"sort": "name", "down": "1"}, ["Bela Example", "Anna Sample"]),
        ({"sort": "count", "down": "1"}, ["Anna Sample", "Bela Example"]),
        ({"sort": "count"}, ["Bela Example", "Anna Sample"]),
        ({"sort": "PersonDetails.birth", "down": "1"}, ["Anna Sample", "Bela Example"]),
    ],
)
def test_a_list_is_sorted_by_a_column_and_what_says_nothing_comes_last(desk, register, query, found):
    assert listed(desk, "Person", **query) == found


def test_columns_say_what_was_so_on_the_day(desk, register):
    query = {"kind": "Person", "col": ["held", "charged", "since", "verdict"]}
    rows = desk.get("/admin/records/", {**query, "at": "2021-05-01"}).context["rows"]
    assert [cell.values for cell in rows[0].cells] == [
        ("Sample prison",),
        ("Code 342",),
        ("2021-03-04",),
        ("Convicted",),
    ]
    rows = desk.get("/admin/records/", {**query, "at": "2022-05-01"}).context["rows"]
    assert rows[0].cells[0].values == ()


def test_a_column_leads_through_the_case_to_the_person(desk, register):
    rows = desk.get("/admin/records/?kind=Person&col=verdict&at=2021-03-04").context["rows"]
    assert [row.cells[0].values for row in rows] == [("Convicted",), ()]


def test_a_search_goes_together_with_a_filter(desk, register):
    assert listed(desk, "Person", q="Белла Экзампл") == ["Bela Example"]
    assert listed(desk, "Person", q="Бэла Прыклад", gender="woman") == []


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ("", 24),
        ("&gender=woman&level=team&lacking=public&detained=2021&at=2022-01-01", 26),
        ("&status=imprisoned&at=2022-01-01&sort=held", 34),
    ],
)
def test_a_page_takes_few_questions_however_many_people_there_are(
    desk, register, django_assert_max_num_queries, query, most
):
    version = kept()
    for number in range(8):
        record(version, ("Person", f"Person Number {number}"))
    desk.get(f"/admin/records/?kind=Person{query}")
    with django_assert_max_num_queries(most):
        assert desk.get(f"/admin/records/?kind=Person{query}").status_code == 200


def test_counts_follow_the_ledger_and_do_not_outlive_it(desk, register):
    def count() -> int:
        return next(tab.count for tab in desk.get("/admin/records/").context["tabs"] if tab.kind == "Person")

    assert count() == 2
    made = accept(lay(kept(), named(("Person", "Dela Fourth"))))
    assert count() == 3
    desk.post("/admin/records/bulk/")
    from khronika.desk.claims.undo import undo

    undo(account(), made)
    assert count() == 2


def test_a_long_list_has_the_newest_first_and_knows_how_long_it_is(desk, register, monkeypatch):
    monkeypatch.setattr("khronika.workspace.records.listing.SORTED", 1)
    answer = desk.get("/admin/records/?kind=Person&sort=name")
    assert [row.name for row in answer.context["rows"]] == ["Bela Example", "Anna Sample"]
    assert answer.context["page"].count == 2
    assert "narrow it down" in answer.content.decode()
    assert SORTED > 1


def test_a_record_without_a_live_claim_is_not_in_a_long_list(desk, register, monkeypatch):
    monkeypatch.setattr("khronika.workspace.records.listing.SORTED", 1)
    Record.objects.create(kind="Person")
    assert listed(desk, "Person") == ["Bela Example", "Anna Sample"]
