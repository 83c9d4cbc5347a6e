"""Campaigns, observances, actions and letters as they are recorded, and the next year that the desk proposes. All is invented."""

from datetime import date

import pytest

from khronika.desk.claims.decide import Answer, decide
from khronika.desk.claims.models import Claim, Proposal
from khronika.desk.register.against import Told, against
from khronika.desk.solidarity.answers import everything
from khronika.desk.solidarity.errors import TooNear
from khronika.desk.solidarity.letters import letters, written_to
from khronika.desk.solidarity.places import street
from khronika.desk.solidarity.territories import called, code, understand
from khronika.desk.solidarity.yearly import catch_up, coming, waiting
from tests.desk.demanding import assess, demanded
from tests.desk.making import Said, accept, account, kept, lay, named, subject

pytestmark = pytest.mark.django_db
DAY, MARATHON = ("Observance", "Lantern Day"), ("Campaign", "Lantern letters")
LAND, TOWN, JAIL = ("Place", "Exampleia"), ("Place", "Sampletown"), ("Place", "Prison No. 9")
RALLY, ANNA = ("SolidarityAction", "rally"), ("Person", "Anna Sample")
AT = date(2013, 9, 1)


def observed(*more: Said, month: int = 8, day: int = 4, demands: tuple[str, ...] = ()) -> str:
    """Record an observance that ends when some demands are met; its id."""
    proposals = lay(
        kept(f"Lantern Day is kept. {more}"),
        named(DAY),
        Said("ObservanceDetails", DAY, {"month": month, "day": day}, start="2012"),
        *(Said("EndingCondition", DAY, {"demand": {"record": each}}) for each in demands),
        *more,
    )
    accept(proposals)
    return subject(proposals[0])


def year(number: int, which: int | None = None, state: str = "held") -> Said:
    values = {"year": number, "occurrence_state": state, **({"number": which} if which else {})}
    return Said("Occurrence", DAY, values)


def counted(who, value: int, unit: str, start: str = "", **values: object) -> Said:
    return Said("ReportedCount", who, {"value": value, "counted": unit, **values}, start=start)


def test_the_years_of_an_observance_are_those_of_all_that_is_told_of_it():
    observed(
        year(2012, 1),
        named(LAND),
        Said("PlaceDetails", LAND, {"place_kind": "country", "code": "XK"}),
        Said("Territory", DAY, {"place": LAND}, start="2013"),
        counted(DAY, 18, "countries", "2012-08-04", bound="more_than", said="more than 18"),
        counted(DAY, 15, "countries", "2014-08-04"),
        Said(
            "SolidarityActionDetails", RALLY, {"action_type": "rally", "place": LAND, "observance": DAY}, start="2015"
        ),
    )
    (found,) = everything().observances
    assert [each.year for each in found.years] == [2015, 2014, 2013, 2012]
    assert [len(each.actions) for each in found.years] == [1, 0, 0, 0]
    assert found.years[2].territories[0].code == "XK"
    assert found.years[3].figures[0].count.said == "more than 18"
    assert (found.years[3].number, found.years[3].state) == (1, "held")


def test_counts_of_one_unit_and_time_that_cannot_both_be_true_are_marked():
    proposals = lay(
        kept(),
        named(MARATHON),
        counted(MARATHON, 104_731, "actions", "2012-12"),
        counted(MARATHON, 100_000, "people", "2012-12"),
        counted(MARATHON, 90_000, "actions", "2012-12"),
    )
    accept(proposals)
    (found,) = everything().campaigns
    assert [(each.count.value, each.opposed) for each in found.figures] == [
        (104_731, True),
        (100_000, False),
        (90_000, True),
    ]
    assert found.figures[0].cites[0].title == "Court in Sampletown"


def test_a_count_joins_one_that_fits_and_stands_against_one_that_cannot():
    proposals = lay(kept(), named(MARATHON), counted(MARATHON, 18, "countries", "2012", bound="more_than"))
    accept(proposals)
    its = subject(proposals[0])

    def beside(value: int, unit: str = "countries", when: str = "2012") -> int:
        told = Told("p", "ReportedCount", its, {"value": value, "counted": unit}, when)
        return len(against([told])["p"].other) if "p" in against([told]) else 0

    assert [beside(20), beside(15), beside(15, "towns"), beside(15, when="2013")] == [0, 1, 0, 0]


def test_an_action_lies_in_the_country_of_its_town():
    accept(
        lay(
            kept(),
            named(LAND),
            named(TOWN),
            Said("PlaceDetails", LAND, {"place_kind": "country", "code": "ES"}),
            Said("PlaceDetails", TOWN, {"place_kind": "town", "within": LAND}),
            Said("SolidarityActionDetails", RALLY, {"action_type": "march", "place": TOWN}, start="2013-06-12"),
        )
    )
    (found,) = everything().actions.values()
    assert (found.code, found.kind, found.year) == ("ES", "march", 2013)


def test_an_action_at_a_building_is_refused_by_whichever_door():
    proposals = lay(
        kept(),
        named(JAIL),
        Said("PlaceDetails", JAIL, {"place_kind": "facility"}),
        Said("SolidarityActionDetails", RALLY, {"action_type": "picket", "place": JAIL}, start="2013"),
    )
    with pytest.raises(TooNear, match=r"‘Prison No\. 9’ is a building"):
        accept(proposals)
    assert not Claim.objects.filter(kind="SolidarityActionDetails").exists()


def test_a_street_in_the_title_of_an_action_is_refused():
    title = {"role": "title", "language": "en", "text": "Picket at 5 Lantern Street"}
    proposals = lay(
        kept(), Said("SolidarityActionDetails", RALLY, {"action_type": "picket"}), Said("Text", RALLY, title)
    )
    with pytest.raises(TooNear, match="never a street"):
        accept(proposals)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("вул. Леніна, 5", True),
        ("Пікет на вуліцы Кірава", True),
        ("ул. Советская 12", True),
        ("Friedrichstraße 12", True),
        ("12 Example Street, Vilnius", True),
        ("Minsk, 12", True),
        ("Rally in Madrid", False),
        ("Street theatre for Anna", False),
        ("St. Petersburg", False),
        ("Photo action, 4 August 2013", False),
        ("Human Rights House", False),
    ],
)
def test_streets_and_houses_are_told_from_towns(words, near):
    assert bool(street(words)) is near


def test_the_next_year_is_proposed_once_and_waits():
    its = observed(year(2012, 1), year(2013, 2))
    Proposal.objects.filter(kind="Occurrence", state="pending").delete()
    assert catch_up(AT) == 1
    assert catch_up(AT) == 0
    (proposal,) = waiting([its])[its].values()
    assert proposal.values == {"year": 2014, "number": 3, "occurrence_state": "announced"}
    decide(account(), [Answer(proposal.pk, meant=its)])
    assert catch_up(AT) == 0
    (found,) = everything().observances
    assert next((each.year, each.number, each.state) for each in found.years) == (2014, 3, "announced")


def test_a_refused_year_is_not_proposed_again():
    its = observed(year(2013, 2))
    Proposal.objects.filter(kind="Occurrence", state="pending").delete()
    catch_up(AT)
    (proposal,) = waiting([its])[its].values()
    decide(account(), [Answer(proposal.pk, "refused")])
    assert catch_up(AT) == 0


def test_recording_an_observance_proposes_its_next_year_by_itself():
    its = observed()
    assert len(waiting([its])[its]) == 1


def test_an_observance_ends_only_when_every_demand_is_met_and_lives_again_when_one_is_reversed():
    first, second = demanded("Release everyone", "2012-08-04"), demanded("Guarantee freedoms", "2012-08-05", number=2)
    its = observed(year(2013, 2), demands=(first, second))
    assess(first, "met", "2014-06-21")
    (found,) = everything().observances
    assert (found.going.state, found.going.met, found.going.of) == ("partly", 1, 2)
    assert found.next(date(2014, 7, 1)) == date(2014, 8, 4)
    assert waiting([its])[its]
    assess(second, "met", "2015-01-01")
    (found,) = everything().observances
    assert (found.going.lives, found.next(AT)) == (False, None)
    assert not waiting([its])[its]
    assess(second, "reversed", "2016-01-01")
    assert everything().observances[0].going.lives
    assert waiting([its])[its]


def test_the_29th_of_february_comes_every_year():
    observed(month=2, day=29)
    (found,) = everything().observances
    assert (found.next(date(2012, 12, 1)), found.next(date(2015, 12, 1)), found.moves) == (
        date(2013, 2, 28),
        date(2016, 2, 29),
        True,
    )
    assert coming(found, date(2012, 12, 1)).year == 2013


def test_two_hundred_territories_in_any_language_are_understood():
    from khronika.desk.solidarity.territories import _codes

    codes = sorted(_codes())[:200]
    text = "\n".join(called(each, ("en", "be", "ru")[at % 3]) for at, each in enumerate(codes))
    assert [each.code for each in understand(text)] == codes


def test_a_list_keeps_each_place_once_and_names_back_what_is_none():
    found = understand("1. Poland, Польшча; Германия and Lithuania\n- Atlantis\n• Ukrane\nUSA – 12")
    assert [each.code for each in found if each.known] == ["PL", "DE", "LT", "US"]
    assert [(each.typed, each.near) for each in found if not each.known] == [("Atlantis", ()), ("Ukrane", ("Ukraine",))]
    assert code("Trinidad and Tobago") == "TT"


def test_a_place_that_is_recorded_is_taken_by_its_code_or_its_name():
    proposals = lay(
        kept(),
        named(("Place", "Польшча")),
        Said("PlaceDetails", ("Place", "Польшча"), {"place_kind": "country"}),
        named(LAND),
        named(("Place", "Sampleland")),
        Said("PlaceDetails", ("Place", "Sampleland"), {"place_kind": "country", "code": "DE"}),
    )
    accept(proposals)
    poland, land, germany = subject(proposals[0]), subject(proposals[2]), subject(proposals[3])
    assert [each.record for each in understand("Poland, Exampleia, Германия")] == [poland, land, germany]


def test_a_town_that_is_called_as_a_country_is_not_taken_for_it():
    town = ("Place", "Luxembourg")
    accept(lay(kept(), named(town), Said("PlaceDetails", town, {"place_kind": "town"})))
    (found,) = understand("Luxembourg")
    assert (found.code, found.record) == ("LU", "")


def test_letters_go_to_the_facility_where_somebody_certainly_is():
    spell = ("DetentionSpell", "spell")
    proposals = lay(
        kept(),
        named(ANNA),
        named(JAIL),
        named(("Place", "Colony No. 2")),
        Said("SpellDetails", spell, {"person": ANNA, "ground": "sentence"}, start="2011-08-04", until="2014-06-21"),
        Said("Custody", spell, {"facility": JAIL}, start="2011-08-04"),
        Said("Custody", spell, {"facility": ("Place", "Colony No. 2")}, start="2012-03-01"),
        Said("FacilityAddress", JAIL, {"address": "Old road"}, start="2010"),
        Said("FacilityAddress", ("Place", "Colony No. 2"), {"address": "PO box 2", "language": "en"}, start="2010"),
        Said("Text", ("Place", "Colony No. 2"), {"role": "letter_rules", "language": "en", "text": "In one language."}),
        Said("LettersWelcome", ANNA, {"letters_welcome": "yes", "language": "be"}),
        Said(
            "LetterCount", ANNA, {"letters": "sent", "value": 100, "bound": "order", "said": "hundreds"}, start="2012"
        ),
        Said("LetterCount", ANNA, {"letters": "blocked", "value": 40}, start="2012"),
    )
    accept(proposals)
    anna, colony = subject(proposals[0]), subject(proposals[2])
    found = letters(anna, date(2013, 8, 4))
    assert (found.facility, [each.text for each in found.addresses]) == (colony, ["PO box 2"])
    assert (found.welcome, found.language, found.rules) == ("yes", "be", {"en": "In one language."})
    assert [(each.letters, each.count.said, each.opposed) for each in found.counts] == [
        ("sent", "hundreds", False),
        ("blocked", "", False),
    ]
    assert letters(anna, date(2015, 1, 1)).facility == ""
    assert written_to(date(2013, 8, 4)) == [anna]


def test_all_of_it_takes_as_many_questions_whatever_there_is(django_assert_max_num_queries):
    facts = [named(LAND), named(DAY), Said("ObservanceDetails", DAY, {"month": 8, "day": 4})]
    for number in range(60):
        its = ("SolidarityAction", f"a{number}")
        values = {"action_type": "rally", "place": LAND, "observance": DAY}
        facts.append(Said("SolidarityActionDetails", its, values, start=f"{2000 + number % 20}-08-04"))
        facts.append(counted(its, number, "people", f"{2000 + number % 20}-08-04"))
    accept(lay(kept(), *facts))
    everything()
    with django_assert_max_num_queries(25):
        assert len(everything().actions) == 60
