"""The same register gives the same bytes, whether all is made anew or only what changed."""

import pytest

from khronika.desk.claims.judge import judge
from khronika.desk.claims.models import Record
from khronika.desk.claims.undo import undo
from khronika.edition.verify import State, verify
from khronika.vocabulary.kind import Level
from tests.desk.making import Said, accept, account, claim, kept, lay, level, named, publish, subject
from tests.press.conftest import NOON
from tests.press.telling import (
    ACT,
    ANNA,
    ARREST,
    COURT,
    DETAILS,
    HOUSE,
    JUDGMENT,
    PLACE,
    POSITION,
    PROVISION,
    TRIAL,
    told,
    trial,
)

BORIS, EVENT, SPELL = ("Person", "Boris Second"), ("Event", "Rally"), ("DetentionSpell", "held")
POST, CROWD, BEATEN = ("Post", "Chair"), ("Group", "Crowd"), ("Act", "beating")
FURTHER = [
    *map(named, (BORIS, EVENT, POST, CROWD)),
    Said("EventDetails", EVENT, {"event_type": "protest"}, start="2020-08-09"),
    Said("CourtRole", TRIAL, {"person": BORIS, "court_role": "judge"}),
    Said("Involvement", ACT, {"perpetrator": BORIS}),
    Said("ActDetails", BEATEN, {"victim": CROWD, "act_type": "beating", "event": EVENT}, start="2020-08"),
    Said("GroupDetails", CROWD, {"counting_unit": "persons", "size": "40"}),
    Said("SpellDetails", SPELL, {"person": ANNA, "proceeding": TRIAL}, start="2025-11-01", until="2026"),
    Said("Contact", SPELL, {"contact": "letters", "allowed": "no"}),
    Said("StatusDetermination", ANNA, {"status": "political_prisoner"}, start="2025-12"),
    Said("Membership", BORIS, {"organization": HOUSE, "post": POST}),
    Said("PostDetails", POST, {"organization": HOUSE}),
]


def same_bytes(house) -> None:
    """The next press makes only what changed; one that makes all anew gives the same bytes."""
    report = house.press()
    assert not report.everything
    _same(house, report)


def same_bytes_whatever(house) -> None:
    """The same, whether all is made or not."""
    _same(house, house.press())


def _same(house, report) -> None:
    again = house.press(full=True)
    assert again.everything
    made, anew = house.texts(report.number), house.texts(again.number)
    assert made.keys() == anew.keys()
    assert [path for path in made if made[path] != anew[path]] == []


# The same input, the same bytes


def test_the_same_register_gives_the_same_bytes(house):
    trial()
    house.press(full=True)
    house.press(full=True)
    assert house.texts(1) == house.texts(2)


def test_an_edition_after_nothing_happened_makes_nothing_anew(house):
    trial()
    house.press()
    report = house.press()
    assert (report.everything, report.added, report.changed, report.removed) == (False, 0, 0, 0)
    assert house.texts(1) == house.texts(2)


def changes() -> dict:
    """Things that happen between two editions, by what they are called."""

    def another_source(version, proposals):
        meant = {ANNA: subject(proposals[0]), HOUSE: subject(proposals[1])}
        told(named(ANNA), named(HOUSE), named(("Person", "Boris Second")), POSITION, title="Another", meant=meant)

    def another_name(number):
        def give(version, proposals):
            who = [ANNA, HOUSE, COURT, PLACE, PROVISION][number]
            told(named(who, f"Another {number}", language="be"), title="Names", meant={who: subject(proposals[number])})

        return give

    def claim_withheld(number):
        return lambda version, proposals: level("claim", claim(proposals[number]).id, Level.TEAM)

    def record_withheld(number):
        return lambda version, proposals: level("record", subject(proposals[number]), Level.TEAM)

    def passage_withheld(version, proposals):
        level("passage", proposals[5].passages.get().id, Level.TEAM)

    def undone(version, proposals):
        undo(account(), claim(proposals[0]).decision)

    def merged(version, proposals):
        _, others = told(named(ANNA, "Hanna Sample"), named(HOUSE), POSITION, title="Twice")
        judge(account(), subject(others[0]), subject(proposals[0]), verdict="same")

    return {
        "another source": another_source,
        **{
            f"a further name of {who}": another_name(number)
            for number, who in enumerate(("a person", "an organisation", "a court", "a place", "a provision"))
        },
        **{f"claim {number} is withheld": claim_withheld(number) for number in (0, 1, 4, 5, 6, 7, 9, 10)},
        **{
            f"{who} is withheld": record_withheld(number)
            for number, who in (
                (0, "the person"),
                (2, "the court"),
                (3, "the place"),
                (4, "the provision"),
                (6, "the trial"),
                (10, "the act"),
            )
        },
        "a passage is withheld": passage_withheld,
        "all of it is undone": undone,
        "two people are one": merged,
        "the source is withheld": lambda version, proposals: level("source", version.capture.source_id, Level.TEAM),
        "the text is cleared whole": lambda version, proposals: publish(version, whole=True),
    }


def chained() -> list[tuple[str, ...]]:
    """Changes of one kind come one after the other, each with an edition of its own; what would hide the others comes last."""
    names = changes()
    further = tuple(each for each in names if each.startswith("a further name"))
    claims = tuple(each for each in names if each.startswith("claim "))
    records = ("the provision", "the place", "the court", "the act", "the trial", "the person")
    withheld = tuple(f"{each} is withheld" for each in records)
    return [further, claims, withheld, *((each,) for each in names if each not in {*further, *claims, *withheld})]


@pytest.mark.parametrize("chain", chained(), ids=lambda chain: chain[0])
def test_pressing_what_changed_gives_the_same_bytes_as_pressing_all(house, chain):
    version, proposals = trial()
    others = {
        ANNA: subject(proposals[0]),
        TRIAL: subject(proposals[6]),
        PROVISION: subject(proposals[4]),
        ACT: subject(proposals[10]),
        HOUSE: subject(proposals[1]),
    }
    said = [
        Said("Charge", TRIAL, {"provision": PROVISION}, quote="sentenced"),
        named(PROVISION),
        named(ANNA),
        named(HOUSE),
        Said("Involvement", ACT, {"perpetrator": ANNA}, quote="March"),
        *FURTHER,
    ]
    told(*said, title="Told elsewhere", meant=others)
    told(named(("Person", "Unrelated Third")), title="Unrelated")
    house.press(full=True)
    for change in chain:
        changes()[change](version, proposals)
        report = house.press()
    again = house.press(full=True)
    made, anew = house.texts(report.number), house.texts(again.number)
    assert made.keys() == anew.keys()
    assert [path for path in made if made[path] != anew[path]] == []


def test_three_records_that_become_one_and_part_again_give_the_same_bytes(house):
    people = []
    for which in "bca":
        (proposal,) = lay(version := kept(title=which), named(("Person", f"Anna {which}")))
        Record.objects.create(id=which, kind="Person")
        accept([proposal], {("Person", f"Anna {which}"): which})
        publish(version)
        people.append(which)
    house.press()
    judge(account(), "b", "c", verdict="same")
    same_bytes(house)
    judge(account(), "a", "c", verdict="same")
    same_bytes(house)
    judge(account(), "b", "c", verdict="different")
    same_bytes(house)


def test_a_case_that_gets_its_date_later_is_called_by_it_on_every_page(house):
    _, proposals = told(
        named(ANNA), DETAILS, named(BORIS), Said("CourtRole", TRIAL, {"person": BORIS, "court_role": "judge"})
    )
    house.press()
    assert "Criminal case: Anna Sample<" in house.texts(1)["site/en/people/boris-second.html"]
    told(named(COURT), JUDGMENT, title="Later", meant={TRIAL: subject(proposals[1])})
    same_bytes(house)
    assert "Criminal case: Anna Sample, 2021<" in house.texts(2)["site/en/people/boris-second.html"]
    assert "2021" in house.texts(2)["site/en/proceedings/index.html"]


def test_a_person_who_is_two_records_gives_a_new_name_to_all_their_acts(house):
    _, first = told(named(ANNA), ARREST, named(PLACE))
    _, second = told(
        named(ANNA, "Hanna Sample", language="ru"),
        Said("ActDetails", BEATEN, {"victim": ANNA, "act_type": "beating"}, start="2022"),
        named(BORIS),
        Said("Involvement", BEATEN, {"perpetrator": BORIS}),
        title="Twice",
    )
    judge(account(), subject(first[0]), subject(second[0]), verdict="same")
    house.press()
    told(named(ANNA, "Nina Sample"), title="Named", meant={ANNA: subject(first[0])})
    undo(account(), claim(first[0]).decision)
    same_bytes(house)
    assert "Beating: Nina Sample, 2022" in house.texts(2)["site/en/people/boris-second.html"]


def test_an_act_is_told_on_its_own_page_and_on_its_victims(house):
    trial()
    house.press()
    texts = house.texts(1)
    page = texts["site/en/acts/arrest-anna-sample-1-january-2021.html"]
    assert "Arrest: Anna Sample, 1 January 2021" in page and "Sampletown" in page
    assert "../acts/arrest-anna-sample-1-january-2021.html" in texts["site/en/people/anna-sample.html"]
    assert "Узяцце пад варту" in texts["site/be/acts/index.html"]


def test_an_act_whose_victim_is_withheld_has_no_page(house):
    _, proposals = trial()
    told(
        *(named(BORIS), Said("Involvement", ACT, {"perpetrator": BORIS})),
        title="Other",
        meant={ACT: subject(proposals[10])},
    )
    house.press()
    assert house.holding(1, "acts/arrest-anna")
    level("record", subject(proposals[0]), Level.TEAM)
    house.press()
    assert house.holding(2, "acts/arrest") == house.holding(2, "Anna Sample") == set()
    assert not any(path.startswith("site/en/acts/a") for path in house.texts(2))


def test_a_lost_state_costs_time_and_no_byte(house):
    trial()
    house.press()
    (house.home.folder / "cache/press.state").unlink()
    report = house.press()
    assert report.everything
    assert house.texts(1) == house.texts(2)


def test_a_state_that_was_altered_is_not_believed(house):
    trial()
    house.press()
    path = house.home.folder / "cache/press.state"
    data = bytearray(path.read_bytes())
    data[100::4096] = bytes(255 - each for each in data[100::4096])  # one byte of every page
    path.write_bytes(data)
    assert house.press().everything
    assert not house.press().everything


@pytest.mark.parametrize("page", range(1, 12))
def test_a_state_that_was_altered_in_one_place_gives_the_same_bytes(house, page):
    """What is altered is either not read or noticed when it is."""
    trial()
    house.press()
    path = house.home.folder / "cache/press.state"
    data = bytearray(path.read_bytes())
    data[page * 4096 + 100 : page * 4096 + 101] = (
        b"\0" if data[page * 4096 + 100 : page * 4096 + 101] != b"\0" else b"x"
    )
    path.write_bytes(data)
    told(named(("Person", "Boris Second")))
    same_bytes_whatever(house)


def test_what_is_remembered_between_presses_is_sealed(house):
    trial()
    house.press()
    data = (house.home.folder / "cache/press.state").read_bytes()
    assert b"Anna" not in data and b"people" not in data


def test_a_large_edition_is_made_of_the_one_before_the_last_and_the_bytes_are_the_same(house, monkeypatch):
    monkeypatch.setattr("khronika.press.press.LINKED", 0)
    trial()
    house.press()
    for number, name in enumerate(("Boris Second", "Carla Third", "Dana Fourth"), 2):
        told(named(("Person", name)), title=name)
        assert house.press().number == number
        editions = {path.name for path in house.home.editions.iterdir() if path.name.isdigit()}
        assert editions == {str(number - 1), str(number)}
        assert verify(house.home.editions, at=NOON).state is State.GENUINE
    same_bytes(house)
