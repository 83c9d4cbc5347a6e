"""Who and what the sample chronicle speaks of, and how its claims are made."""

from khronika.edition.claims import detail
from khronika.edition.model import Citation, Claim, Ref, Title
from khronika.pages.called import titled
from khronika.pages.render import LANGUAGES

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
    names = ("valid_from", "valid_until", *(() if kind == "StatusDetermination" else ("status",)))
    header = {name: values.pop(name) for name in names if name in values}
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
ARREST = Ref(
    "a-arrest",
    "Act",
    "acts/arrest-ales-bialiatski-4-august-2011",
    titled("Act", "arrest", whose=ALES.titles, start="2011-08-04", languages=LANGUAGES),
)
CASE = Ref(
    "r-case",
    "Proceeding",
    "proceedings/criminal-case-ales-bialiatski-2011",
    titled("Proceeding", "criminal", whose=ALES.titles, start="2011-08", languages=LANGUAGES),
)
SPELL = Ref("k-spell", "DetentionSpell", ALES.address, ALES.titles)
RALLY = Ref("e-rally", "Event", "events/rally", (Title("Rally of an invented union", "en"), Title("Мітынг", "be")))
RAID = Ref("e-raid", "Event", "events/raid", (Title("Raid after the rally", "en"),))
COLONY = Ref(
    "o-colony",
    "Organization",
    "organizations/colony",
    (Title("Colony No 2 of an invented town", "en"), Title("Калонія № 2", "be"), Title("Колония № 2", "ru")),
)
POST = Ref("h-post", "Post", "", (Title("Chair of the board", "en"),))
CROWD = Ref("g-crowd", "Group", "", (Title("People at the rally", "en"),))
