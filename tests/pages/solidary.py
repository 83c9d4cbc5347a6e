"""Solidarity in the sample chronicle: public facts on a letter marathon and a day of solidarity, and invented actions."""

from decimal import Decimal

from khronika.edition.model import Record, Ref, Title
from khronika.edition.solidarity import told
from khronika.pages import ics
from khronika.pages.numbers.solidarity import CALENDAR, Calendar
from khronika.pages.render import Renderer
from tests.pages.matters import RELEASE
from tests.pages.sample import ALES, COLONY, COUNTRY, OTHER, RALLY, VIASNA, claim, named

MARATHON = Ref(
    "k-marathon",
    "Campaign",
    "campaigns/letter-marathon",
    (Title("Letter marathon for Ales Bialiatski", "en"), Title("Марафон лістоў за Алеся Бяляцкага", "be")),
)
DAY = Ref(
    "v-day",
    "Observance",
    "observances/day-of-solidarity",
    (
        Title("International Day of Solidarity with the Civil Society of Belarus", "en"),
        Title("Міжнародны дзень салідарнасці з грамадзянскай супольнасцю Беларусі", "be"),
    ),
)
EVENING = Ref("a-evening", "SolidarityAction", "actions/letter-evening", (Title("Letter evening: Warsaw", "en"),))
MARCH = Ref("a-march", "SolidarityAction", "actions/march-of-palms", (Title("An invented march of palms", "en"),))
POLAND, SPAIN, TUVALU = (
    Ref(f"l-{code}", "Place", f"places/{code}", (Title(name, "en"),))
    for code, name in (("pl", "Poland"), ("es", "Spain"), ("tv", "Tuvalu"))
)
WARSAW = Ref("l-warsaw", "Place", "places/warsaw", (Title("Warsaw", "en"),))
PLACED = (
    claim("PlaceDetails", POLAND, 1, place_kind="country", code="PL"),
    claim("PlaceDetails", SPAIN, 1, place_kind="country", code="ES"),
    claim("PlaceDetails", TUVALU, 1, code="TV", latitude=Decimal("-8.52"), longitude=Decimal("179.2")),
    claim("PlaceDetails", WARSAW, 1, place_kind="town", within=POLAND),
)
ACTED = (
    claim(
        "SolidarityActionDetails",
        EVENING,
        1,
        action_type="letter_evening",
        place=WARSAW,
        campaign=MARATHON,
        valid_from="2012-12-10",
    ),
    claim(
        "SolidarityActionDetails", MARCH, 1, action_type="march", place=SPAIN, observance=DAY, valid_from="2013-06-13"
    ),
)
COUNTED = claim("ReportedCount", EVENING, 1, value=100, bound="order", counted="people", said="hundreds of people")
HOSTED = claim("Host", EVENING, 1, organization=VIASNA)
SOLIDARY = {
    "marathon": Record(
        MARATHON,
        (
            *named(MARATHON),
            claim(
                "CampaignDetails",
                MARATHON,
                1,
                campaign_type="letters",
                take_part="abroad",
                country=COUNTRY,
                valid_from="2012-12-07",
            ),
            claim("Beneficiary", MARATHON, 1, party=ALES),
            claim("Text", MARATHON, 1, role="asks", language="en", text="That he be released at once."),
            claim("Text", MARATHON, 1, role="participation", language="en", text="Write one letter.\nSend it."),
            claim("EndingCondition", MARATHON, 1, demand=RELEASE),
            claim("ReportedCount", MARATHON, 1, value=104731, counted="actions", counted_by=VIASNA, method="by hand"),
            claim("ReportedCount", MARATHON, 1, value=100000, counted="people", said="100,000 people"),
            claim("ReportedCount", MARATHON, 4, value=100, bound="order", counted="people", said="hundreds"),
            *(claim("Territory", MARATHON, 1, place=each, valid_from="2012-12") for each in (POLAND, SPAIN, TUVALU)),
            claim("HostPerson", MARATHON, 1, person=OTHER, role="coordinator"),
        ),
        (ACTED[0],),
        (),
        (COUNTED, HOSTED, *PLACED),
    ),
    "day": Record(
        DAY,
        (
            *named(DAY),
            claim("ObservanceDetails", DAY, 1, month=8, day=4, origin=RALLY, take_part="abroad", country=COUNTRY),
            claim("Text", DAY, 1, role="manifesto", language="en", text="We stand with those who stood up for others."),
            claim("Occurrence", DAY, 1, year=2012, number=1, occurrence_state="held"),
            claim("Occurrence", DAY, 1, year=2013, number=2, occurrence_state="announced"),
            claim("ReportedCount", DAY, 1, value=18, bound="more_than", counted="countries", valid_from="2012-08-04"),
            claim("ReportedCount", DAY, 1, value=15, counted="countries", valid_from="2013-08-04"),
            claim("Territory", DAY, 1, place=POLAND, valid_from="2012-08-04"),
            claim("EndingCondition", DAY, 1, demand=RELEASE),
        ),
        (ACTED[1],),
        (),
        PLACED,
        now="2027-08-04",
    ),
    "evening": Record(EVENING, (ACTED[0], COUNTED, HOSTED), (), (), PLACED),
    "march": Record(
        MARCH,
        (ACTED[1], claim("Text", MARCH, 1, role="title", language="en", text="An invented march of palms")),
        beside=PLACED,
    ),
    **{
        place.id: Record(place, (*named(place), *(each for each in PLACED if each.subject == place)))
        for place in (POLAND, SPAIN, TUVALU, WARSAW)
    },
    "held": Record(
        Ref("p-held", "Person", "people/held", (Title("Someone Invented, held", "en"),)),
        (
            claim(
                "LettersWelcome",
                Ref("p-held", "Person", "people/held", (Title("Someone Invented, held", "en"),)),
                1,
                letters_welcome="yes",
                language="ru",
            ),
            claim(
                "LetterCount",
                Ref("p-held", "Person", "people/held", (Title("Someone Invented, held", "en"),)),
                1,
                letters="blocked",
                value=12,
                bound="at_least",
            ),
        ),
        beside=(
            claim("FacilityAddress", COLONY, 1, address="Colony Street\n213800 Babruisk", language="en"),
            claim("Text", COLONY, 1, role="letter_rules", language="en", text="Two sheets at most."),
        ),
    ),
}
TOLD = tuple(found for record in SOLIDARY.values() if (found := told(record)))


def solidary(renderer: Renderer, language: str) -> dict[str, bytes]:
    """The lists and calendars of solidarity."""
    made = dict(Calendar(renderer, language, TOLD).pages())
    words, publisher = renderer.words(language), renderer.front.organisation
    made[f"site/{language}/{CALENDAR}"] = ics.calendar(TOLD, words, publisher)
    for each in ics.upcoming(TOLD):
        made[f"site/{language}/{each.ref.address}.ics"] = ics.calendar((each,), words, publisher)
    return made
