"""Sample articles and topics, with all that a text may have."""

from khronika.edition.articles import Article, Block, Cited, Span, Topic, Written
from khronika.edition.model import Ref, Title
from khronika.edition.pictures import Picture
from khronika.pages.newsroom import article
from khronika.pages.newsroom.lists import Lists, around
from khronika.pages.render import Renderer

WHO = Ref("p-ales", "Person", "people/ales-bialiatski", (Title("Ales Bialiatski", "en"), Title("Алесь Бяляцкі", "be")))
DAY = Ref("a-day", "Article", "articles/day", (Title("Join the day of solidarity", "en"), Title("Далучайцеся", "be")))
JOB = Ref("a-job", "Article", "articles/job", (Title("Вакансія каардынатара", "be"),))
TOPIC = Ref("t-1", "Topic", "topics/solidarity", (Title("Solidarity with the civil society", "en"),))
PICTURE = Picture("i1", "i1.webp", "i1-small.webp", 1280, 800, (("en", "Placards with red palms"),), "A. Sample", "CC0")


def block(kind: str, *spans: Span | str, picture: Picture | None = None) -> Block:
    """A block of stretches of text."""
    return Block(kind, tuple(each if isinstance(each, Span) else Span(each) for each in spans), picture)


BLOCKS = (
    block("paragraph", "On 4 August ", Span("Ales Bialiatski", bold=True, ref=WHO), " was arrested."),
    block("heading", "Where"),
    block("item", "Armenia"),
    block("item", "Georgia"),
    block("numbered", Span("the report", url="https://example.org/report")),
    block("quote", Span("We will observe this day every year.", italic=True)),
    block("picture", "The square", picture=PICTURE),
)
ARTICLES = (
    Article(
        JOB,
        "vacancy",
        "2019-10-14",
        (Written("be", "Вакансія каардынатара", "Патрэбны каардынатар.", blocks=(block("paragraph", "Пішыце нам."),)),),
        "Дом правоў",
        related=(DAY,),
    ),
    Article(
        DAY,
        "announcement",
        "2013-07-30",
        (
            Written("en", "Join the day of solidarity", "It will be held again.", "By a witness", "A square", BLOCKS),
            Written("be", "Далучайцеся", "Ён пройдзе зноў.", blocks=BLOCKS[:1], original=False, stale=True),
        ),
        "Example House",
        PICTURE,
        (TOPIC,),
        (WHO,),
        (Cited("Manifesto", "https://example.org/manifesto"), Cited("A letter")),
        (JOB,),
    ),
)
TOPICS = (
    Topic(TOPIC, (Written("en", "Solidarity with the civil society", blocks=BLOCKS[:1]),), 1, (DAY,)),
    Topic(Ref("t-2", "Topic", "topics/upr", (Title("UPR", "en"),)), (Written("en", "UPR"),), 2),
)


def written(renderer: Renderer, language: str) -> dict[str, bytes]:
    """Every page and feed of them by its path in the edition."""
    made = [article.page(renderer, each, near, language) for each, near in around(ARTICLES)]
    return {each.path: each.make() for each in (*made, *Lists(renderer, language, ARTICLES, TOPICS).files())}
