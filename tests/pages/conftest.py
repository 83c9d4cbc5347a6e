"""A small chronicle: public facts about Ales Bialiatski and a joint statement, and invented people for the rest."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from khronika.edition.model import Entry, Front, Moved, Passage, Record, Ref, Source, Title
from khronika.pages.numbers.solidarity import coming, running
from khronika.pages.render import Renderer
from khronika.pages.sections import LISTED
from tests.pages.listed import COUNTS, listed
from tests.pages.matters import MATTERS, RELEASE, tracked
from tests.pages.sample import (
    ALES,
    ARREST,
    ARTICLE,
    BAN,
    CASE,
    COLONY,
    COUNTRY,
    COURT,
    CROWD,
    GOVERNMENT,
    MINSK,
    OTHER,
    PAGE,
    POST,
    RAID,
    RALLY,
    SIGNED,
    SPELL,
    STATEMENT,
    VIASNA,
    claim,
    named,
)
from tests.pages.solidary import SOLIDARY, TOLD, solidary
from tests.pages.written import ARTICLES, TOPICS, written

ACT = claim(
    "ActDetails",
    ARREST,
    4,
    victim=ALES,
    act_type="arrest",
    place=MINSK,
    method="threat",
    event=RALLY,
    proceeding=CASE,
    provision=ARTICLE,
    attribution="state",
    stated_reason="tax evasion",
    reason_stated_by=GOVERNMENT,
    valid_from="2011-08-04",
    valid_until="2011-08-04",
)
VERDICT = claim("Judgment", CASE, 5, instance="first", court=COURT, verdict="convicted", valid_from="2011-11-24")
PENALTY = claim(
    "SentenceComponent",
    CASE,
    5,
    sentence_type="imprisonment",
    amount=Decimal("4.5"),
    unit="years",
    valid_from="2011-11-24",
)
CHAIR = claim("Membership", ALES, 3, organization=VIASNA, role="chairman", valid_from="1996~", valid_until="..")


INVOLVED = claim("Involvement", ARREST, 4, perpetrator=GOVERNMENT, degree="ordered", status="alleged")
JUDGED = claim("CourtRole", CASE, 5, person=OTHER, court_role="judge", instance="first")
STAGES = (
    claim("ProceedingDetails", CASE, 5, defendant=ALES, proceeding_kind="criminal", case_number="1-17", event=RALLY),
    claim("Charge", CASE, 5, provision=ARTICLE, charge_status="brought", valid_from="2011-08"),
    JUDGED,
    claim(
        "Hearing", CASE, 5, court=COURT, instance="first", time="10:00", hearing_outcome="held", valid_from="2011-11-02"
    ),
    VERDICT,
    PENALTY,
    claim("Judgment", CASE, 6, instance="appeal", verdict="upheld", valid_from="2012-01-24"),
    claim(
        "SentenceChange",
        CASE,
        6,
        change="reduced",
        sentence_type="imprisonment",
        amount=Decimal(3),
        unit="years",
        court=COURT,
        valid_from="2012-07",
    ),
    claim("Rehabilitation", CASE, 6, rehabilitation="refused", authority=COURT, valid_from="2015"),
)
HELD = (
    claim(
        "SpellDetails",
        SPELL,
        4,
        person=ALES,
        ground="sentence",
        proceeding=CASE,
        end_ground="released",
        valid_from="2011-08-04",
        valid_until="2014-06-21",
    ),
    claim("Custody", SPELL, 4, facility=COLONY, regime="reinforced", valid_from="2012-02", valid_until="2014-06-21"),
    claim("Contact", SPELL, 4, contact="letters", allowed="limited", valid_from="2012-05"),
    claim(
        "PunishmentCell", SPELL, 4, cell="shizo", days=10, stated_reason="an unbuttoned collar", valid_from="2012-09"
    ),
)
LIFE = (
    claim(
        "PersonDetails", ALES, 1, gender="man", birth="1962-09-25", birth_place=MINSK, death="2099", death_place=MINSK
    ),
    claim("Citizenship", ALES, 1, country=COUNTRY, valid_from="1991"),
    claim("Occupation", ALES, 1, text="literary scholar", language="en"),
    claim("Relationship", ALES, 1, other=OTHER, relationship="colleague"),
    *(
        claim(
            "StatusDetermination",
            ALES,
            passage,
            status="political_prisoner",
            criterion="guidelines_3_1_b",
            determined_by=by,
            statement=STATEMENT,
            demanded="release",
            end_ground="released",
            valid_from="2011-08-12",
            valid_until="2014-06-21",
        )
        for passage, by in ((6, VIASNA), (7, GOVERNMENT))
    ),
    claim("Rehabilitation", ALES, 7, rehabilitation="partial", authority=COURT, valid_from="2016"),
)
MET = claim("EventDetails", RALLY, 1, event_type="protest", place=MINSK, valid_from="2011-07-03")
LINKED = claim("EventLink", RAID, 1, other=RALLY, link="reprisal")


def demand(number: int, scope: str, text: str, **more: object) -> Record:
    ref = Ref(f"d{number}{scope[0]}", "Demand", STATEMENT.address, STATEMENT.titles)
    provision = more.pop("provision", None)
    claims = [
        claim("DemandDetails", ref, 2, statement=STATEMENT, number=number, scope=scope, provision=provision),
        claim("Text", ref, 2, role="demand", language="en", text=text),
    ]
    claims += [claim("Beneficiary", ref, 2, party=party) for party in more.get("parties", ())]
    return Record(ref, tuple(claims))


DEMANDS = (
    demand(
        1,
        "no_change_of_law",
        "close the politically motivated criminal cases and review the others in a public trial",
        parties=(ALES, OTHER),
    ),
    demand(2, "no_change_of_law", "lift the ban on entry imposed on a human rights defender"),
    demand(3, "no_change_of_law", "register the Human Rights Center “Viasna” and others who apply", parties=(VIASNA,)),
    demand(4, "no_change_of_law", "put an end to the persecution of journalists"),
    demand(5, "no_change_of_law", "introduce a moratorium on executions"),
    demand(1, "change_of_law", "repeal Article 193.1 of the Criminal Code", provision=BAN),
    demand(2, "change_of_law", "bring the law on human rights in line with international standards"),
)

RECORDS = {
    "person": Record(
        ALES,
        (
            *named(ALES),
            claim(
                "Text",
                ALES,
                1,
                role="description",
                language="en",
                text="A human rights defender and literary scholar; he received the Nobel Peace Prize in 2022.",
            ),
            CHAIR,
            *LIFE,
            claim("Membership", ALES, 4, organization=GOVERNMENT, role="adviser", valid_until="1999", status="denied"),
        ),
        (*SIGNED[:1], *(claim("Beneficiary", part.ref, 2, party=ALES) for part in DEMANDS[:1])),
        (
            Record(
                ARREST,
                (ACT, claim("Involvement", ARREST, 4, perpetrator=GOVERNMENT, degree="ordered", status="alleged")),
            ),
            Record(CASE, STAGES),
            Record(SPELL, HELD),
            Record(POST, (*named(POST), claim("PostDetails", POST, 3, organization=VIASNA, place=MINSK))),
            Record(
                Ref("a-out", "Act", "", ()),
                (
                    claim(
                        "ActDetails",
                        Ref("a-out", "Act", "", ()),
                        7,
                        victim=ALES,
                        act_type="release",
                        valid_from="2014-06-21",
                        status="asserted",
                    ),
                ),
            ),
        ),
        articles=tuple(Entry(each.ref, each.kind, each.date) for each in ARTICLES) * 4,
    ),
    "organization": Record(
        VIASNA,
        (
            *named(VIASNA),
            claim("OrganizationDetails", VIASNA, 1, organization_kind="ngo", seat=MINSK),
            claim("RegistrationState", VIASNA, 6, state="registered", authority=GOVERNMENT, valid_from="1999-06-15"),
            claim(
                "RegistrationState",
                VIASNA,
                6,
                state="liquidated",
                authority=COURT,
                provision=BAN,
                valid_from="2003-10-28",
            ),
        ),
        (
            *(each for each in LIFE if each.kind == "StatusDetermination" and each.detail.determined_by is VIASNA),
            CHAIR,
            *SIGNED[:1],
            claim("StatementDetails", STATEMENT, 1, publisher=VIASNA, valid_from="2015-09"),
            claim("Beneficiary", DEMANDS[2].ref, 2, party=VIASNA),
        ),
    ),
    "court": Record(
        COURT, named(COURT), (VERDICT, *(each for each in STAGES if each.kind in ("Hearing", "SentenceChange")))
    ),
    "colony": Record(
        COLONY,
        (*named(COLONY), claim("OrganizationDetails", COLONY, 1, organization_kind="detention_facility", seat=MINSK)),
        (HELD[1],),
    ),
    "event": Record(RALLY, (*named(RALLY), MET), (ACT, STAGES[0], LINKED)),
    "raid": Record(RAID, (*named(RAID), LINKED)),
    "act": Record(
        ARREST,
        (ACT, INVOLVED, claim("Text", ARREST, 4, role="description", language="en", text="Taken from his flat.")),
        (),
        (
            Record(
                ARTICLE,
                (
                    *named(ARTICLE),
                    claim(
                        "ProvisionDetails",
                        ARTICLE,
                        5,
                        law="Criminal Code",
                        article="243",
                        part="2",
                        version="2011",
                        previous=BAN,
                    ),
                ),
            ),
            Record(
                CROWD, (*named(CROWD), claim("GroupDetails", CROWD, 4, counting_unit="persons", size=40, bound="about"))
            ),
        ),
    ),
    "proceeding": Record(CASE, STAGES, (ACT, HELD[0])),
    "place": Record(
        MINSK,
        (
            *named(MINSK),
            claim(
                "PlaceDetails",
                MINSK,
                1,
                place_kind="town",
                within=COUNTRY,
                latitude=Decimal("53.9"),
                longitude=Decimal("27.5667"),
            ),
        ),
        (ACT, MET, LIFE[0], claim("StatementDetails", STATEMENT, 1, place=MINSK, valid_from="2015-09")),
    ),
    "country": Record(
        COUNTRY,
        (*named(COUNTRY), claim("PlaceDetails", COUNTRY, 1, place_kind="country")),
        (claim("PlaceDetails", MINSK, 1, place_kind="town", within=COUNTRY),),
    ),
    "statement": Record(
        STATEMENT,
        (
            claim("Text", STATEMENT, 1, role="title", language="en", text=STATEMENT.titles[0].text),
            claim(
                "Text",
                STATEMENT,
                1,
                role="preamble",
                language="en",
                text="We, who stand up for human rights, ask that these measures be taken in the near future.",
            ),
            claim("StatementDetails", STATEMENT, 1, publisher=VIASNA, place=MINSK, valid_from="2015-09"),
            claim("Addressee", STATEMENT, 1, party=GOVERNMENT),
            *SIGNED,
        ),
        (),
        DEMANDS,
    ),
}
RECORDS |= MATTERS
RECORDS |= SOLIDARY
SOURCE = Source(
    "src-1",
    PAGE,
    "Human rights defenders call on government",
    "en",
    "Human Rights House Foundation",
    "https://example.org/defenders",
    "2015-09",
    "2026-11-20",
    "0" * 64,
    "text/html",
    (
        Passage("pas4", "arrested on 4 August 2011", "The chairman was ", " in Minsk.", 2, (ACT,)),
        Passage("pas5", "four and a half years", "The court sentenced him to ", " in prison.", 0, (PENALTY, VERDICT)),
        Passage("pas3", "Ales Bialiatski, chairman of the Human Rights Center “Viasna”", "", "", 0, (SIGNED[0], CHAIR)),
    ),
)
FRONT = Front(
    number=12,
    pressed="2026-11-21",
    true_at="2026-11-20",
    organisation="Rights House of Example",
    languages=("en", "be", "ru"),
    demonstration=True,
    previous="ab" * 32,
    figures={"people": 21, "organizations": 14, "statements": 2, "demands": 11, "claims": 1374, "sources": 20},
    new=(Entry(ALES, "sentence added", "2011-11-24"), Entry(STATEMENT, "", "2015-09")),
    statements=(Entry(STATEMENT, "", "2015-09"),),
    counts=COUNTS,
    moved=(Moved(RELEASE, "partly_met", 3, 7), Moved(STATEMENT, "", new=True)),
    running=tuple(running(TOLD)),
    coming=tuple(coming(TOLD)),
    topics=TOPICS,
    latest=ARTICLES,
)


@pytest.fixture(scope="session")
def chronicle() -> SimpleNamespace:
    """The sample's records, source and front."""
    return SimpleNamespace(
        records=RECORDS, source=SOURCE, front=FRONT, claim=claim, ales=ALES, statement=STATEMENT, minsk=MINSK
    )


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer(FRONT)


def pages(renderer: Renderer) -> dict[str, bytes]:
    """Every page of the sample in every language by its path in the edition, styles included."""
    made: dict[str, bytes] = dict(renderer.styles()) | {"site/index.html": renderer.door()}
    for language in renderer.languages:
        made |= dict(renderer.fixed(language))
        made |= {
            f"site/{language}/{record.ref.address}.html": renderer.record(record, language)
            for record in RECORDS.values()
        }
        made[f"site/{language}/{SOURCE.address}.html"] = renderer.source(SOURCE, language)
        made[f"site/{language}/missing.html"] = renderer.missing(language)
        for kind in (each for each in LISTED if each != "Demand"):
            refs = [record.ref for record in RECORDS.values() if record.ref.kind == kind]
            refs += (
                [OTHER]
                if kind == "Person"
                else [Ref("src-1", "Source", PAGE, (Title(SOURCE.title, "en"),))]
                if kind == "Source"
                else []
            )
            made |= dict(renderer.listings(kind, [Entry(ref) for ref in refs], language))
        made |= listed(renderer, language) | tracked(renderer, language) | solidary(renderer, language)
        made |= written(renderer, language)
    return made


@pytest.fixture(scope="session")
def site(renderer: Renderer) -> dict[str, bytes]:
    """The whole sample site."""
    return pages(renderer)
