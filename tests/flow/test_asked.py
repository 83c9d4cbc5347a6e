"""What was asked, of whom, and what came of it, read off the public edition: from the project's own documents through `khronika demo`,
and from the documents beside the project through the same commands where they are.
"""

import re

import pytest

from khronika.vault import sandbox

pytestmark = pytest.mark.skipif(
    sandbox.available() is None, reason="bubblewrap does not work on this machine, and no document is read without it"
)
SIGNATORIES = {
    "Ales Bialiatski": ("chairman", "Human Rights Center “Viasna”"),
    "Aleh Hulak": ("chairman", "Belarusian Helsinki Committee"),
    "Andrei Bastunets": ("chairman", "Belarusian Association of Journalists"),
    "Alena Tankachova": ("chair of the board", "Center for Legal Transformation"),
    "Raisa Mikhailouskaya": ("chair", "Belarusian Documentation Center"),
    "Inna Kulei": ("chair", "Committee of Assistance to the Repressed “Salidarnasts”"),
    "Tatsiana Reviaka": ("president", "Barys Zvozskau Belarusian Human Rights House"),
}


# What both tell


def test_the_statement_has_its_demands_by_scope_its_addressee_and_its_beneficiaries(either):
    path = either.page("statements", "Addressee Government of Belarus", "Alena Tankachova")
    main = either.tree(path)
    counts = {
        " ".join(section.xpath("string(.//h2)").split()): len(section.xpath("./ol/li | .//ol[not(ancestor::ol)]/li"))
        for section in main.xpath(".//section")
    }
    assert [count for name, count in counts.items() if name.startswith("Needs no change of law")] == [5]
    assert [count for name, count in counts.items() if name.startswith("Needs a change of law")] == [2]
    told = either.words(path)
    for word in ("Mikhail Zhamchuzhny", "Human Rights Center “Viasna”", "Radio Racyja", "193.1", "moratorium"):
        assert word in told


def test_seven_signed_it_each_with_role_and_organisation(either):
    main = either.tree(either.page("statements", "Addressee Government of Belarus", "Alena Tankachova"))
    rows = [" ".join(" ".join(row.itertext()).split()) for row in main.xpath(".//tbody/tr")]
    assert len(rows) == 7
    for name, (role, organisation) in SIGNATORIES.items():
        (row,) = [row for row in rows if name in row]
        assert role in row.lower()
        assert organisation in row


def test_every_demand_of_it_has_a_page_that_leads_back(either):
    path = either.page("statements", "Addressee Government of Belarus", "Alena Tankachova")
    linked = {href.rpartition("/")[2] for href in either.tree(path).xpath(".//a/@href") if "/demands/" in href}
    assert len(linked) >= 7
    for name in linked:
        page = next(each for each in (path.parents[1] / "demands").glob(f"{name.removesuffix('.html')}.html"))
        assert any("/statements/" in href for href in either.tree(page).xpath(".//a/@href"))


def test_the_report_of_the_parliament_has_its_rapporteur_its_committee_and_its_critics(either):
    told = either.read("motions", "Justas Paleckis", "rapporteur")
    for word in (
        "European Parliament",
        "Committee on Foreign Affairs",
        "Olga Zakharova",
        "Yuri Dzhibladze",
        "Criticises",
    ):
        assert word in told
    assert re.search(r"risks encouraging (a )?dictator", told)


def test_the_commissioner_set_a_condition_and_met_two_people(either):
    said = either.read("people", "Said in public", "European Commissioner", "pre-condition")
    assert "Štefan Füle" in said
    assert "Sets a condition" in said
    met = either.read("interventions", "Štefan Füle", "Brussels")
    for name in ("Valiantsin Stefanovich", "Zhana Litvina"):
        assert name in met


def test_the_working_group_is_tied_to_the_entry_ban_of_its_initiator(either):
    told = either.read("interventions", "Andrei Yurov", "initiator")
    assert "Working group" in told
    assert "Entry ban" in told
    assert "November 2012" in told
    assert "Entry ban" in either.read("people", "Andrei Yurov")


def test_the_report_of_the_coalition_belongs_to_a_session_of_the_third_cycle(either):
    path = either.page("submissions", "October 2019", "Belarus")
    told = either.words(path)
    assert re.search(r"[Cc]oalition|[Кк]ааліцы", told)
    session = either.read("sessions", "36", "Due")
    assert "Cycle 3" in session
    assert "4 May 2020 – 15 May 2020" in session


def test_special_rapporteurs_were_informed(either):
    told = either.read("interventions", "nforming a mechanism")
    assert "pressure on journalists and human rights defenders" in told


def test_54_organisations_spoke_on_a_candidacy(either):
    told = either.read("statements", "54 international and Venezuelan organisations")
    assert "11 October 2019" in told
    assert "General Assembly" in told
    assert "integrity of the" in told


def test_the_lawyer_has_his_award_and_his_former_post(either):
    told = either.read("people", "Pavel Sapelka", "Minsk City Bar")
    assert "Human Rights Award 2012" in told
    assert "Council of Bars and Law Societies of Europe" in told
    assert re.search(r"member of the [Pp]resid", told)


@pytest.mark.parametrize("language", ["be", "ru"])
def test_all_of_it_has_a_page_in_every_language(either, language):
    sections = ("statements", "demands", "motions", "interventions", "submissions", "sessions", "mechanisms")
    for section in sections:
        english, other = (either.edition / "site" / each / section for each in ("en", language))
        assert {path.name for path in english.iterdir()} == {path.name for path in other.iterdir()}, section


def test_what_is_told_leads_to_a_passage_of_a_kept_source(either):
    for section in ("demands", "motions", "interventions", "submissions", "sessions"):
        for path in (either.edition / "site" / "en" / section).glob("*.html"):
            cited = either.tree(path).xpath(".//span[@class='marks']/a/@href")
            assert cited or path.stem == "index", path
            for href in cited:
                place, _, passage = href.partition("#")
                assert f'id="{passage}"' in (path.parent / place).read_text("utf-8"), f"{path.name}: {href}"


# What the demonstration tells besides


def test_a_demand_is_followed_through_the_years_to_what_came_of_it(demo):
    told = demo.read("demands", "Demand 6", "Repeal Article 193.1")
    assert told.count("Met, then reversed") >= 2
    for word in ("19 July 2019 Partly met", "22 January 2022 Met, then reversed", "April 2013"):
        assert word in told
    for year in ("24 July 2007", "24 October 2014", "2016"):
        assert year in demo.read("demands", "Demand 3", "all other non-profit")


def test_a_demand_for_two_people_is_met_for_one_of_them(demo):
    told = demo.read("demands", "Kastus Luhavets", "Volha Krushyna", "Partly met")
    assert "met for 1 of the 2 named" in told
    assert "20 December 2025 Met Volha Krushyna" in told


def test_a_refusal_and_a_ban_that_ran_out_are_no_success(demo):
    told = demo.read("demands", "Lift the entry ban")
    assert "21 March 2017" in told
    assert "Overtaken by events" in told


def test_signatures_that_were_late_withdrawn_or_unnamed_show_as_such(demo):
    told = demo.read("statements", "Yustyna Zhytko", "Taisa Run", "withdrawn on 2 March 2026")
    assert "signed later" in told
    assert re.search(r"\b2 signatories", told)
    assert "31 December 2026" in told


def test_recommendations_have_the_answer_of_the_state_and_what_became_of_them(demo):
    session = demo.read("sessions", "22nd session")
    assert "A/HRC/30/3" in session
    ratified = demo.read("recommendations", "Ratify the Convention on the Rights of Persons with Disabilities")
    assert "Supported" in ratified
    assert "Implemented" in ratified
    assert "Noted" in demo.read("recommendations", "Cooperate with the Special Rapporteur")
    moratorium = demo.read("recommendations", "first step towards abolishing")
    assert "Declare a moratorium on executions" in moratorium
    assert "Not implemented" in moratorium


def test_the_vote_of_the_committee_and_the_award_in_oslo_are_on_record(demo):
    assert "For: 55 Against: 1 Abstained: 5" in demo.read("motions", "Justas Paleckis")
    prize = demo.words(demo.edition / "site" / "en" / "people" / "ales-bialiatski.html")
    assert "Нобелеўская прэмія міру" in prize
    assert "Natallia Pinchuk" in prize


def test_the_seat_was_given_all_the_same(demo):
    told = demo.read("demands", "Safeguard the integrity")
    assert "17 October 2019 Not met" in told
