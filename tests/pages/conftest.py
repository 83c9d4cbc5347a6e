"""A small chronicle: public facts about Ales Bialiatski and a joint statement, and invented people for the rest."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from khronika.edition.claims import detail
from khronika.edition.model import Citation, Claim, Entry, Front, Passage, Record, Ref, Source, Title
from khronika.pages.render import Renderer

ALES = Ref(
    "p-ales",
    "Person",
    "people/ales-bialiatski",
    (Title("Ales Bialiatski", "en"), Title("Алесь Бяляцкі", "be", "cyrillic", "usual"), Title("Алесь Беляцкий", "ru")),
)
OTHER = Ref("p-other", "Person", "people/vera-zorka", (Title("Vera Zorka", "en"), Title("Вера Зорка", "be")))
VIASNA = Ref(
    "o-viasna",
    "Organization",
    "organizations/viasna",
    (
        Title("Human Rights Center “Viasna”", "en"),
        Title("Праваабарончы цэнтр «Вясна»", "be"),
        Title("Правозащитный центр «Весна»", "ru"),
    ),
)
GOVERNMENT = Ref(
    "o-gov",
    "Organization",
    "organizations/government",
    (Title("Government of Belarus", "en"), Title("Урад Беларусі", "be")),
)
COURT = Ref(
    "o-court",
    "Organization",
    "organizations/pershamaiski-court",
    (Title("Pershamaiski District Court of Minsk", "en"), Title("Суд Першамайскага раёна Мінска", "be")),
)
COUNTRY = Ref(
    "l-by", "Place", "places/belarus", (Title("Belarus", "en"), Title("Беларусь", "be"), Title("Беларусь", "ru"))
)
MINSK = Ref("l-minsk", "Place", "places/minsk", (Title("Minsk", "en"), Title("Мінск", "be"), Title("Минск", "ru")))
ARTICLE = Ref(
    "v-243",
    "LegalProvision",
    "",
    (Title("Criminal Code, Article 243, part 2", "en"), Title("Крымінальны кодэкс, артыкул 243, частка 2", "be")),
)
BAN = Ref(
    "v-193",
    "LegalProvision",
    "",
    (Title("Criminal Code, Article 193.1", "en"), Title("Крымінальны кодэкс, артыкул 193.1", "be")),
)
STATEMENT = Ref(
    "s-call",
    "JointStatement",
    "statements/defenders-call",
    (Title("Human rights defenders call on the government to take urgent restorative measures", "en"),),
)
PAGE = "sources/defenders-call"


def cited(number: int, *, address: str = PAGE) -> tuple[Citation, ...]:
    return (
        Citation(
            "src-1", address, f"pas{number}", f"words of passage {number}", "Human rights defenders call on government"
        ),
    )


def claim(kind: str, subject: Ref, passage: int = 1, /, **values: object) -> Claim:
    header = {name: values.pop(name) for name in ("valid_from", "valid_until", "status") if name in values}
    identity = f"c-{kind}-{subject.id}-{passage}-{len(values)}-{'-'.join(str(value)[:12] for value in values.values())}"
    return Claim(identity, kind, subject, detail(kind, values), citations=cited(passage), **header)


def named(subject: Ref) -> tuple[Claim, ...]:
    return tuple(
        claim(
            "Name",
            subject,
            number,
            text=title.text,
            language=title.language or None,
            script=title.script or None,
            name_kind=title.kind or None,
        )
        for number, title in enumerate(subject.titles, 1)
    )


SIGNATORIES = (
    (ALES, VIASNA, "chairman"),
    (OTHER, GOVERNMENT, "member of an invented committee"),
)
SIGNED = tuple(
    claim(
        "Signatory",
        STATEMENT,
        3,
        person=person,
        organization=organization,
        role=role,
        number=number,
        valid_from="2015-09",
    )
    for number, (person, organization, role) in enumerate(SIGNATORIES, 1)
)
ARREST = Ref("a-arrest", "Act", ALES.address, ALES.titles)
ACT = claim(
    "ActDetails",
    ARREST,
    4,
    victim=ALES,
    act_type="arrest",
    place=MINSK,
    stated_reason="tax evasion",
    reason_stated_by=GOVERNMENT,
    valid_from="2011-08-04",
    valid_until="2011-08-04",
)
CASE = Ref("r-case", "Proceeding", ALES.address, ALES.titles)
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
            claim("Membership", ALES, 4, organization=GOVERNMENT, role="adviser", valid_until="1999", status="denied"),
        ),
        (*SIGNED[:1], *(claim("Beneficiary", part.ref, 2, party=ALES) for part in DEMANDS[:1])),
        (
            Record(
                ARREST,
                (ACT, claim("Involvement", ARREST, 4, perpetrator=GOVERNMENT, degree="ordered", status="alleged")),
            ),
            Record(
                CASE,
                (
                    claim("ProceedingDetails", CASE, 5, defendant=ALES, proceeding_kind="criminal"),
                    claim("Charge", CASE, 5, provision=ARTICLE, valid_from="2011-08"),
                    VERDICT,
                    PENALTY,
                    claim("Judgment", CASE, 6, instance="appeal", verdict="upheld", valid_from="2012-01-24"),
                ),
            ),
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
    ),
    "organization": Record(
        VIASNA,
        named(VIASNA),
        (
            CHAIR,
            *SIGNED[:1],
            claim("StatementDetails", STATEMENT, 1, publisher=VIASNA, valid_from="2015-09"),
            claim("Beneficiary", DEMANDS[2].ref, 2, party=VIASNA),
        ),
    ),
    "court": Record(COURT, named(COURT), (VERDICT,)),
    "place": Record(
        MINSK,
        (*named(MINSK), claim("PlaceDetails", MINSK, 1, place_kind="town", within=COUNTRY)),
        (ACT, claim("StatementDetails", STATEMENT, 1, place=MINSK, valid_from="2015-09")),
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
        for kind in ("Person", "Organization", "Place", "JointStatement", "Source"):
            refs = [record.ref for record in RECORDS.values() if record.ref.kind == kind]
            refs += (
                [OTHER]
                if kind == "Person"
                else [Ref("src-1", "Source", PAGE, (Title(SOURCE.title, "en"),))]
                if kind == "Source"
                else []
            )
            made |= dict(renderer.listings(kind, [Entry(ref) for ref in refs], language))
    return made


@pytest.fixture(scope="session")
def site(renderer: Renderer) -> dict[str, bytes]:
    """The whole sample site."""
    return pages(renderer)
