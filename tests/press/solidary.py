"""A letter marathon, a day of solidarity and what was done in them: invented people in countries that there are."""

from dataclasses import replace

from tests.desk.making import Said, named, subject
from tests.press.telling import told

MARATHON, DAY, LEAP = (
    ("Campaign", "Letter marathon"),
    ("Observance", "Day of the Sample Three"),
    ("Observance", "Leap Day"),
)
RALLY, MARCH, SOMEDAY = (("SolidarityAction", name) for name in ("rally", "march", "some day"))
CALL, FREE, LAW = ("JointStatement", "call"), ("Demand", "free"), ("Demand", "law")
ANNA, BORIS = ("Person", "Anna Sample"), ("Person", "Boris Sample")
HOSTS, COLONY = ("Organization", "Example House"), ("Place", "Colony No. 2")
SPELL = ("DetentionSpell", "spell")
POLAND, WARSAW, FIJI, TUVALU, SPAIN, MADRID = (
    ("Place", name) for name in ("Poland", "Warsaw", "Fiji", "Tuvalu", "Spain", "Madrid")
)
TEXT = "The letter marathon and the day. " + ". ".join(
    each[1] for each in (MARATHON, DAY, LEAP, ANNA, BORIS, HOSTS, COLONY, POLAND, WARSAW, FIJI, TUVALU, SPAIN, MADRID)
)
TEXT += ". They march on Monday. They sing some day. They stand again."
TO_COME = {MARCH: "march on Monday", SOMEDAY: "sing some day"}


def text(about, role: str, words: str) -> Said:
    """A text about something."""
    return Said("Text", about, {"role": role, "language": "en", "text": words})


def counted(about, value: str, what: str, *, bound: str = "", start: str = "", **more: object) -> Said:
    """A count as it was reported."""
    return Said("ReportedCount", about, {"value": value, "counted": what, "bound": bound, **more}, start=start)


def acted(about, what: str, place=None, *, start: str = "", until: str = "", **part: object) -> Said:
    """What an action was, where and when."""
    where = {"place": place} if place else {}
    return Said("SolidarityActionDetails", about, {"action_type": what, **where, **part}, start=start, until=until)


PLACES = (
    Said("PlaceDetails", POLAND, {"place_kind": "country", "code": "PL"}),
    Said("PlaceDetails", WARSAW, {"place_kind": "town", "within": POLAND}),
    Said("PlaceDetails", FIJI, {"place_kind": "country", "code": "FJ"}),
    Said("PlaceDetails", TUVALU, {"place_kind": "country", "code": "TV", "latitude": "-8.52", "longitude": "179.2"}),
    Said("PlaceDetails", SPAIN, {"place_kind": "country", "code": "ES"}),
    Said("PlaceDetails", MADRID, {"place_kind": "town", "within": SPAIN}),
)
ASKED = (
    text(CALL, "title", "A call of the houses"),
    Said("StatementDetails", CALL, start="2012-08"),
    Said("DemandDetails", FREE, {"statement": CALL, "number": "1"}),
    text(FREE, "demand", "Release the three of them"),
    Said("Beneficiary", FREE, {"party": ANNA}),
    Said("DemandDetails", LAW, {"statement": CALL, "number": "2"}),
    text(LAW, "demand", "Repeal the article on associations"),
)
CAMPAIGN = (
    Said(
        "CampaignDetails",
        MARATHON,
        {"campaign_type": "letters", "take_part": "abroad", "country": POLAND},
        start="2012-12-07",
    ),
    Said("Beneficiary", MARATHON, {"party": ANNA}),
    text(MARATHON, "asks", "Free Anna Sample."),
    text(MARATHON, "participation", "Write a letter every day."),
    counted(MARATHON, "104731", "actions", start="2012-12"),
    counted(MARATHON, "100000", "people", start="2012-12"),
    counted(MARATHON, "100", "people", bound="order", start="2012-12", said="hundreds took part"),
    Said("EndingCondition", MARATHON, {"demand": FREE}),
    *(Said("Territory", MARATHON, {"place": each}, start="2012-12") for each in (POLAND, FIJI, TUVALU)),
)
OBSERVED = (
    Said("ObservanceDetails", DAY, {"month": "8", "day": "4", "take_part": "abroad", "country": POLAND}, start="2012"),
    text(DAY, "manifesto", "We stand for those who stood for us."),
    Said("Occurrence", DAY, {"year": "2012", "number": "1", "occurrence_state": "held"}),
    Said("Occurrence", DAY, {"year": "2013", "number": "2", "occurrence_state": "announced"}),
    counted(DAY, "18", "countries", bound="more_than", start="2012"),
    counted(DAY, "15", "countries", start="2013"),
    Said("EndingCondition", DAY, {"demand": FREE}),
    Said("EndingCondition", DAY, {"demand": LAW}),
    Said("ObservanceDetails", LEAP, {"month": "2", "day": "29"}),
    acted(RALLY, "rally", WARSAW, start="2012-12-10", campaign=MARATHON),
    counted(RALLY, "100", "people", bound="order"),
    Said("Host", RALLY, {"organization": HOSTS}),
    Said("Participant", RALLY, {"person": BORIS}),
    acted(MARCH, "march", MADRID, start="2026-08-10", observance=DAY),
    text(MARCH, "title", "March of the coming week"),
    acted(SOMEDAY, "concert", MADRID, campaign=MARATHON),
    text(SOMEDAY, "title", "Concert of an unknown day"),
)
HELD = (
    Said("SpellDetails", SPELL, {"person": ANNA, "ground": "sentence"}, start="2025-09-01", until=".."),
    Said("Custody", SPELL, {"facility": COLONY}, start="2025-10-01", until=".."),
    Said("FacilityAddress", COLONY, {"address": "Colony Street\n213800 Sampletown", "language": "en"}),
    text(COLONY, "letter_rules", "Two sheets at most."),
)
NAMED = tuple(
    named(each)
    for each in (ANNA, BORIS, HOSTS, COLONY, MARATHON, DAY, LEAP, POLAND, WARSAW, FIJI, TUVALU, SPAIN, MADRID)
)
ALL = (*NAMED, *PLACES, *ASKED, *CAMPAIGN, *OBSERVED, *HELD)


def _quote(fact: Said) -> str:
    return fact.about[1] if fact.kind == "Name" else TO_COME.get(fact.about, "The letter marathon")


def solidarity(*further: Said, meant=None):
    """All of it on one source, and further facts: who and what each of them is."""
    facts = [each if each.quote else replace(each, quote=_quote(each)) for each in (*ALL, *further)]
    _, proposals = told(*facts, title="The marathon and the day", text=TEXT, meant=meant)
    return {each.about: subject(found) for each, found in zip(facts, proposals, strict=True)}
