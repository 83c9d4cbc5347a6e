"""The pages of lists and figures of the sample: who held a status when, counts, downloads."""

from datetime import date
from decimal import Decimal

from khronika.dates import Interval, parse
from khronika.edition.corrected import Change, Correction
from khronika.edition.held import Held, Sentence, Span, Stay
from khronika.pages import corrections
from khronika.pages.numbers import dictionary, statistics
from khronika.pages.numbers.prisoners import Asked, Month, Prisoners, Roll
from khronika.pages.render import Renderer
from tests.pages.sample import ALES, ARTICLE, COLONY, OTHER, VIASNA

TODAY = date(2014, 9, 20)


def held(start: str, until: str, **more: object) -> Held:
    return Held(ALES, (Span("c-status", Interval(parse(start), parse(until)), by=VIASNA),), **more)  # type: ignore[arg-type]


PEOPLE = (
    held(
        "2011-08-04",
        "2014-06-21",
        gender="man",
        stays=(Stay(COLONY, Interval(parse("2012"), parse(".."))),),
        sentences=(Sentence("imprisonment", Decimal("4.5"), "years", parse("2011-11-24")),),
        provisions=(ARTICLE,),
    ),
    Held(OTHER, (Span("c-other", Interval(parse("2011-09"), parse(""))),)),
)
MONTHS = (Month("2011-08", 1, 0), Month("2011-09", 2, 0), Month("2012-01", 1, 1))
COUNTS = {
    "at": TODAY.isoformat(),
    "now": {"certain": 1, "possible": 1},
    "stock": [{"month": each.key, "certain": each.certain, "possible": each.possible} for each in MONTHS],
    "flow": [
        {
            "year": "2014",
            "began": {"certain": 0, "possible": 0},
            "ended": {"certain": 1, "possible": 2},
            "grounds": [
                {"ground": "pardoned", "certain": 1, "possible": 0},
                {"ground": "unsaid", "certain": 0, "possible": 2},
            ],
        }
    ],
    "cumulative": [{"year": "2011", "certain": 2, "possible": 0}],
    "withdrawn": 5,
    "acts": [
        {"year": "2011", "type": "arrest", "certain": 1, "possible": 1},
        {"year": "", "type": "fine", "certain": 1, "possible": 0},
    ],
    "fines": [{"unit": "BYR", "year": "2011", "certain": "700000", "possible": "0", "fines": 1, "people": 1}],
}
FILES = (dictionary.File("people", "People", (("CSV", "data/people.csv"), ("XLSX", "data/people.xlsx"))),)
CORRECTIONS = (
    Correction(
        "2014-09-20",
        ALES,
        "Membership",
        (
            Change("role", "chairman", "a word " * 60),
            Change("organization", VIASNA, None),
            Change("when", "2011/..", None),
            Change("status", "asserted", "disputed"),
        ),
    ),
    Correction("2014-08-01", ALES, "SentenceComponent", (Change("amount", None, Decimal("4.5")),)),
    Correction("2014-08-01", ALES, "PersonDetails", (Change("birth", "1962", "1962-09-25"),)),
    Correction("2014-08-01", ALES, "Name", (Change("name_kind", "alias", "birth"), Change("language", "be", "ru"))),
)
BARE = (
    "data/corrections.jsonl",
    "data/articles.csv",
    "data/articles.jsonl",
    "data/people.csv",
    "data/people.xlsx",
    "data/statuses.csv",
    "api/openapi.json",
)  # what these pages lead to


def listed(renderer: Renderer, language: str) -> dict[str, bytes]:
    """These pages in a language by their path in the edition, and something at the end of each of their links."""
    made = Prisoners(renderer, language, Roll(PEOPLE), MONTHS)
    pages = {place: page for month in MONTHS for place, page in made.month(month)} | dict(made.today(TODAY))
    pages[f"site/{language}/prisoners/found.html"] = made.asked(Asked(date(2011, 9, 30), name="a", years=1))
    pages |= dict([statistics.page(renderer, language, COUNTS)]) | dict(dictionary.pages(renderer, language, FILES))
    pages |= dict([corrections.page(renderer, language, CORRECTIONS)])
    return pages | {f"site/{place}": b"" for place in BARE}
