"""The screens of solidarity: an action in one line, counts in words, pasted territories, the year that is proposed, letters. All invented."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from khronika.desk.accounts.change import add
from khronika.desk.accounts.roles import Role
from khronika.desk.claims.amend import said
from khronika.desk.claims.models import Claim, Proposal, Record
from khronika.desk.solidarity.answers import everything
from khronika.desk.solidarity.territories import called
from khronika.desk.solidarity.territories import code as code_of
from khronika.desk.sources import note as notes
from khronika.workspace.adding.kinds import BEGINS, choices
from khronika.workspace.mechanisms.due import today
from khronika.workspace.solidarity.calendar import ics
from tests.desk.demanding import assess, demanded
from tests.desk.making import Said, accept, kept, lay, named, subject

DAY, MARATHON, LAND, ANNA = (
    ("Observance", "Lantern Day"),
    ("Campaign", "Lantern letters"),
    ("Place", "Exampleia"),
    ("Person", "Anna Sample"),
)
JAIL, SPELL, HOUSE = ("Place", "Prison No. 9"), ("DetentionSpell", "spell"), ("Organization", "Example House")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An opened home, as the desk's process has it."""
    opened = SimpleNamespace(folder=tmp_path, derive=lambda purpose: purpose.encode().ljust(32, b"-"))
    (tmp_path / "vault").mkdir()
    monkeypatch.setattr(notes, "current", lambda: opened)
    return opened


@pytest.fixture
def made(desk) -> dict[str, str]:
    """A day of solidarity with two ending demands of which one is met, a campaign, somebody held in a prison."""
    demands = [demanded("Release everyone", "2012-08-04"), demanded("Guarantee freedoms", "2012-08-05", number=2)]
    assess(demands[0], "met", "2014-06-21")
    proposals = lay(
        kept(title="The manifesto"),
        named(DAY),
        named(MARATHON),
        named(LAND),
        named(ANNA),
        named(JAIL),
        named(HOUSE),
        Said("PlaceDetails", LAND, {"place_kind": "country", "code": "ES"}),
        Said("PlaceDetails", JAIL, {"place_kind": "facility", "within": LAND}),
        Said("ObservanceDetails", DAY, {"month": 8, "day": 4}, start="2012"),
        Said("Occurrence", DAY, {"year": 2013, "number": 2, "occurrence_state": "held"}),
        *(Said("EndingCondition", DAY, {"demand": {"record": each}}) for each in demands),
        Said("CampaignDetails", MARATHON, {"campaign_type": "letters", "take_part": "abroad"}, start="2012-12"),
        Said("ReportedCount", MARATHON, {"value": 104_731, "counted": "actions"}, start="2012-12"),
        Said("ReportedCount", MARATHON, {"value": 90_000, "counted": "actions"}, start="2012-12"),
        Said("SpellDetails", SPELL, {"person": ANNA, "ground": "sentence"}, start="2020-01-01", until=".."),
        Said("Custody", SPELL, {"facility": JAIL}, start="2020-01-01", until=".."),
    )
    accept(proposals)
    found = {each.subject.name: subject(each) for each in proposals}
    return found | {"demands": " ".join(demands)}


def page(desk, path: str = "", **asked: str) -> str:
    answer = desk.get(f"/admin/solidarity/{path}", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def act(desk, **more: str):
    given = {
        "SolidarityActionDetails.when": "12 June 2013",
        "SolidarityActionDetails.v-action_type": "march",
        "SolidarityActionDetails.v-place": "Madrid",
        "country": "Іспанія",
        "record": "one",
    }
    return desk.post("/admin/solidarity/actions/add/", {**given, **more})


def test_the_screen_shows_what_runs_why_it_lives_on_and_the_counts_side_by_side(desk, made):
    shown = page(desk)
    assert "of 2 demands that would end it 1 are met wholly" in shown
    assert "Next: 4 August" in shown
    for each in ("Release everyone", "Guarantee freedoms", "104,731", "90,000", "Lantern letters"):
        assert each in shown
    assert "194,731" not in shown


def test_disagreement_is_said_on_the_page_of_a_campaign(desk, made):
    shown = page(desk, f"{made[MARATHON[1]]}/")
    assert "1 source says: 104,731 · 90,000" in shown
    assert "Take part: not from inside the country" in shown


def test_an_action_is_entered_in_one_go_and_its_new_town_placed_in_its_country(desk, made):
    more = {
        "Host.v-organization": "Example House",
        "ReportedCount.v-value": "hundreds of people",
        "SolidarityActionDetails.v-observance-record": made[DAY[1]],
    }
    assert act(desk, **more).status_code == 302
    (found,) = everything().actions.values()
    assert (found.kind, found.start, found.code) == ("march", "2013-06-12", "ES")
    assert (found.country, found.hosts, found.observance) == (made[LAND[1]], (made[HOUSE[1]],), made[DAY[1]])
    (figure,) = found.figures
    count = figure.count
    assert (count.value, count.bound, count.counted, count.said) == (100, "order", "people", "hundreds of people")
    assert figure.start == "2013-06-12"
    shown = page(desk, "actions/")
    assert "March, Madrid" in shown
    assert "hundreds of people" in shown


def test_the_next_action_keeps_what_was_chosen(desk, made):
    answer = act(desk, **{"record": "more", "SolidarityActionDetails.v-observance-record": made[DAY[1]]})
    form = desk.get(answer.headers["Location"]).content.decode()
    assert f'<option value="{made[DAY[1]]}" selected>' in form
    assert 'value="12 June 2013"' in form


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"SolidarityActionDetails.v-place": "вул. Леніна, 5"}, "never a street"),
        ({"Text.v-text": "Picket at 5 Lantern Street"}, "never a street"),
        ({"SolidarityActionDetails.v-place": "Prison No. 9"}, "is a building"),
        ({"ReportedCount.v-value": "very many"}, "Expected a count such as"),
        ({"ReportedCount.v-value": "300"}, "What was counted"),
        ({"country": "Atlantis"}, "‘Atlantis’"),
        ({"country": ""}, "the country in which ‘Madrid’ lies"),
        ({"SolidarityActionDetails.v-place": "", "country": ""}, "Expected the town"),
        ({"SolidarityActionDetails.when": ""}, "can never go out"),
        ({"SolidarityActionDetails.when": "31.2.2013"}, "31.2.2013"),
        ({"SolidarityActionDetails.v-action_type": ""}, "Kind of action"),
    ],
)
def test_an_action_that_cannot_be_recorded_comes_back_as_typed_and_nothing_is_written(desk, made, more, sentence):
    answer = act(desk, **more)
    assert answer.status_code == 422
    assert sentence in answer.context["problem"]
    shown = answer.content.decode()
    assert all(f'value="{each}"' in shown for each in more.values() if each)
    assert not everything().actions
    assert not Claim.objects.filter(kind="PlaceDetails").exclude(subject__in=(made[LAND[1]], made[JAIL[1]])).exists()


def test_a_town_that_may_be_another_is_asked_and_chosen_without_script(desk, made):
    act(desk)
    answer = act(desk, **{"SolidarityActionDetails.v-place": "Madryd"})
    assert answer.status_code == 422
    assert answer.context["unclear"] == "SolidarityActionDetails.v-place"
    town = answer.context["candidates"][0].record
    again = {"SolidarityActionDetails.v-place": "Madryd", "unclear": answer.context["unclear"], "chosen": town}
    assert act(desk, **again).status_code == 302
    assert {each.place for each in everything().actions.values()} == {town}


def test_what_a_count_means_is_shown_while_it_is_typed(desk, made):
    assert "more than 18 countries and territories" in page(desk, "count/", q="больш за 18 краін")
    assert "Expected a count" in page(desk, "count/", q="many")


def say(desk, made, which, **given: str):
    return desk.post(f"/admin/solidarity/{made[which[1]]}/say/", given)


def test_a_count_is_recorded_as_it_was_said(desk, made):
    given = {"ReportedCount.v-value": "more than 18 countries", "ReportedCount.when": "4.8.2012", "count": "1"}
    assert say(desk, made, DAY, **given).status_code == 302
    (claim,) = Claim.objects.filter(kind="ReportedCount", subject=made[DAY[1]])
    values = said(claim)
    assert (values["value"], values["bound"], values["counted"]) == (18, "more_than", "countries")
    assert values["said"] == "more than 18 countries"
    assert "more than 18" in page(desk, f"{made[DAY[1]]}/")


def test_a_count_that_is_none_comes_back(desk, made):
    answer = say(desk, made, DAY, **{"ReportedCount.v-value": "200-300 people", "count": "1"})
    assert answer.status_code == 422
    assert "is a span" in answer.context["problem"]
    assert 'value="200-300 people"' in answer.content.decode()


def test_two_hundred_territories_are_pasted_once_and_again(desk, made):
    from khronika.desk.solidarity.territories import _codes

    codes = sorted(_codes() - {"ES"})[:199]
    text = "\n".join(called(each, ("en", "be", "ru")[at % 3]) for at, each in enumerate(codes)) + "\nИспания"
    assert say(desk, made, MARATHON, territories=text, spread="1", **{"territories-when": "2012"}).status_code == 302
    (found,) = everything().campaigns
    assert {each.code for each in found.territories} == {*codes, "ES"}
    assert {each.place for each in found.territories if each.code == "ES"} == {made[LAND[1]]}
    before = Record.objects.filter(kind="Place").count()
    say(desk, made, MARATHON, territories=text, spread="1", **{"territories-when": "2012"})
    assert Record.objects.filter(kind="Place").count() == before
    assert Claim.objects.filter(kind="Territory").count() == 200
    assert "200 territories" in page(desk, f"{made[MARATHON[1]]}/")


def test_a_country_that_was_recorded_without_its_code_gets_it(desk, made):
    proposals = lay(
        kept(), named(("Place", "Польшча")), Said("PlaceDetails", ("Place", "Польшча"), {"place_kind": "country"})
    )
    accept(proposals)
    assert say(desk, made, DAY, territories="Poland", spread="1", **{"territories-when": "2013"}).status_code == 302
    ((found,),) = [each.territories for each in everything().observances]
    assert (found.place, found.code) == (subject(proposals[0]), "PL")


def test_what_is_no_territory_is_named_back_and_nothing_is_written(desk, made):
    answer = say(desk, made, DAY, territories="Poland\nAtlantis\nUkrane", spread="1")
    assert answer.status_code == 422
    assert "2 names are of no country" in answer.context["problem"]
    assert "‘Ukrane’ (perhaps Ukraine)" in answer.context["problem"]
    assert "Atlantis" in answer.content.decode().split("<textarea")[1]
    assert not Claim.objects.filter(kind="Territory").exists()
    assert code_of("Poland") == "PL"


def test_the_proposed_year_is_accepted_on_the_screen(desk, made):
    (pending,) = Proposal.objects.filter(kind="Occurrence", state="pending")
    assert "Proposed: the year" in page(desk)
    assert say(desk, made, DAY, year=pending.pk, answer="accept").status_code == 302
    following = everything().observances[0].next(today())
    assert everything().observances[0].years[0].year == following.year
    assert "Proposed: the year" not in page(desk)


def test_a_proposed_year_of_another_is_refused(desk, made):
    (pending,) = Proposal.objects.filter(kind="Occurrence", state="pending")
    assert say(desk, made, MARATHON, year=pending.pk, answer="accept").status_code == 422


def test_the_calendar_is_narrowed_and_shows_a_month(desk, made):
    act(desk)
    act(desk, **{"SolidarityActionDetails.when": "August 2013", "SolidarityActionDetails.v-place": "", "country": "ES"})
    assert desk.get("/admin/solidarity/actions/", {"country": "ES", "year": "2013"}).context["count"] == 2
    assert desk.get("/admin/solidarity/actions/", {"country": "PL"}).context["count"] == 0
    assert desk.get("/admin/solidarity/actions/", {"kind": "march"}).context["count"] == 2
    june = desk.get("/admin/solidarity/actions/", {"month": "2013-06"}).context["month"]
    (twelfth,) = [each for week in june.weeks for each in week if each.day.isoformat() == "2013-06-12"]
    assert [each.name for each in twelfth.actions] == ["March, Madrid"]
    august = desk.get("/admin/solidarity/actions/", {"month": "2013-08"}).context["month"]
    assert len(august.within) == 1
    assert [each.observances for week in august.weeks for each in week if each.observances] == [
        ((made[DAY[1]], "Lantern Day"),)
    ]
    assert page(desk, "actions/", month="no month")


def test_the_calendar_file_has_titles_only_where_they_are_asked_for(desk, made):
    act(desk, **{"Text.v-text": "March for Anna Sample"})
    plain = desk.get("/admin/solidarity/solidarity.ics").content.decode().replace("\r\n ", "")
    assert "Anna Sample" not in plain
    assert "March · Madrid" in plain
    assert plain.count("SUMMARY:Lantern Day") == 2
    assert "Anna Sample" in desk.get("/admin/solidarity/solidarity.ics", {"titles": "1"}).content.decode().replace(
        "\r\n ", ""
    )
    assert ics(today(), titles=True) == ics(today(), titles=True)


def test_a_coming_action_says_that_it_is_to_come(desk, made):
    act(desk, **{"SolidarityActionDetails.when": (today() + timedelta(days=9)).isoformat()})
    assert "Actions to come" in page(desk)
    assert "They go out on the day after they are over" in page(desk)


def test_letters_are_reported_and_the_address_given(desk, made):
    address = f"/admin/solidarity/letters/{made[ANNA[1]]}/"
    sent = {"deed": "LetterCount", "LetterCount.v-letters": "sent", "LetterCount.v-value": "сотні"}
    assert desk.post(address, sent).status_code == 302
    welcome = {"deed": "LettersWelcome", "LettersWelcome.v-letters_welcome": "yes", "LettersWelcome.v-language": "be"}
    assert desk.post(address, welcome).status_code == 302
    given = {"deed": "FacilityAddress", "FacilityAddress.v-address": "PO box 9\nExampleia"}
    assert desk.post(address, given).status_code == 302
    assert Claim.objects.get(kind="FacilityAddress").subject_id == made[JAIL[1]]
    shown = desk.get(address).content.decode()
    for each in ("PO box 9", "hundreds", "Prison No. 9"):
        assert each in shown
    assert "Anna Sample" in page(desk, "letters/")


def test_a_count_of_letters_that_is_none_comes_back(desk, made):
    given = {"deed": "LetterCount", "LetterCount.v-letters": "sent", "LetterCount.v-value": "lots"}
    answer = desk.post(f"/admin/solidarity/letters/{made[ANNA[1]]}/", given)
    assert answer.status_code == 422
    assert 'value="lots"' in answer.content.decode()


def test_new_kinds_begin_by_hand_in_groups_with_their_labels(desk, made):
    assert {"Campaign", "Observance", "SolidarityAction"} <= set(BEGINS)
    groups = {str(heading): [kind for kind, _label in its] for heading, its in choices("Observance", "en")}
    assert {"Occurrence", "Territory", "ReportedCount"} <= set(groups["When, where, how many"])
    assert not groups.get("Further")
    form = desk.get("/admin/adding/about/", {"kind": "Observance"}).content.decode()
    for each in ("Day of the month", "In memory of", "Ending condition"):
        assert each in form
    given = {
        "about": made[DAY[1]],
        "what": "ReportedCount",
        "ReportedCount.v-value": "каля 300 чалавек",
        "record": "one",
    }
    assert desk.post("/admin/adding/about/", given).status_code == 302
    assert said(Claim.objects.get(kind="ReportedCount", subject=made[DAY[1]]))["bound"] == "about"


def test_who_only_looks_enters_nothing(desk, made, vera):
    desk.force_login(add(vera, "nina", {Role.RESEARCHER}, "a long password of nina"))
    assert act(desk).status_code == 403
    assert say(desk, made, DAY, count="1").status_code == 403
    assert desk.post(f"/admin/solidarity/letters/{made[ANNA[1]]}/", {"deed": "LetterCount"}).status_code == 403
    assert "Enter an action" not in page(desk)
    assert "Record the count" not in page(desk, f"{made[DAY[1]]}/")


def test_the_screen_asks_as_much_whatever_there_is(desk, made, django_assert_max_num_queries):
    for day in range(1, 8):
        act(desk, **{"SolidarityActionDetails.when": f"{day} June 2014", "country": "" if day > 1 else "ES"})
    page(desk)
    with django_assert_max_num_queries(60):
        page(desk)
