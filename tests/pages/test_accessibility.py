"""axe finds nothing on any page, and no page is wider than a small phone, in a real browser."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from khronika.edition.held import Held
from khronika.edition.model import Entry, Record, Ref, Title
from khronika.pages.numbers.prisoners import Prisoners, Roll
from khronika.pages.render import LANGUAGES, Renderer
from tests.pages.listed import PEOPLE, TODAY
from tests.pages.sample import named

AXE = Path(os.environ.get("KHRONIKA_AXE") or Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js")
LOOK = [
    "color-contrast",
    "target-size",
    "link-in-text-block",
    "scrollable-region-focusable",
    "valid-lang",
    "html-has-lang",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AUDIT = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(report => report.violations)"
PAGES = (
    "index",
    "edition",
    "method",
    "search",
    "missing",
    "people/index",
    "people/ales-bialiatski",
    "organizations/viasna",
    "organizations/colony",
    "places/minsk",
    "events/rally",
    "acts/index",
    "acts/arrest-ales-bialiatski-4-august-2011",
    "proceedings/criminal-case-ales-bialiatski-2011",
    "statements/defenders-call",
    "demands/index",
    "demands/release",
    "tracker/standing-partly_met",
    "mechanisms/upr",
    "sessions/upr-36",
    "recommendations/abolish",
    "submissions/report",
    "communications/letter",
    "motions/report",
    "interventions/meeting",
    "sources/defenders-call",
    "campaigns/letter-marathon",
    "observances/day-of-solidarity",
    "actions/letter-evening",
    "actions/index",
    "people/held",
    "solidarity/index",
    "solidarity/year-2012",
    "solidarity/in-pl",
    "articles/day",
    "articles/job",
    "topics/index",
    "topics/solidarity",
    "news/index",
    "news/in-be",
    "prisoners/index",
    "prisoners/2011-09",
    "prisoners/find",
    "prisoners/found",
    "statistics",
    "corrections",
    "data",
    "dictionary",
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(site: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition")
    for path, data in site.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / "site"


def test_axe_finds_nothing(browser: Browser, folder: Path) -> None:
    """Every page in one of the languages, light and wide by all rules, then dark and narrow by those that hang on its look."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: run 'npm install', or name its axe.min.js in KHRONIKA_AXE")
    context = browser.new_context()
    for number, each in enumerate(PAGES):
        page = context.new_page()
        for scheme, width, rules in (("light", 1280, RULES), ("dark", 320, LOOK)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 800})
            if rules is RULES:
                page.goto(f"file://{folder}/{LANGUAGES[number % len(LANGUAGES)]}/{each}.html")
                page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate(AUDIT, rules)
            assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], (each, scheme)
        page.close()
    context.close()


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_no_page_is_wider_than_a_small_phone(browser: Browser, folder: Path, language: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    for each in PAGES:
        page.goto(f"file://{folder}/{language}/{each}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, each
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{folder}/en/people/ales-bialiatski.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_a_mark_opens_its_passage(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{folder}/en/people/ales-bialiatski.html")
    page.click('a[href$="#p-pas5"]')
    assert page.locator(".passage:target mark").inner_text() == "four and a half years"
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_name_of_three_hundred_letters_fits(browser: Browser, renderer: Renderer, folder: Path, width: int) -> None:
    long = Ref("p-long", "Person", "people/long", (Title("Ы" * 300, "ru"), Title("\u202eW" + "w" * 299, "en")))
    crowd = [Held(long, PEOPLE[0].spans, stays=PEOPLE[0].stays)]
    made = {
        "people/long": renderer.record(Record(long, named(long)), "en"),
        "people/long-list": renderer.listing("Person", None, [Entry(long)], "en"),
        "prisoners/long": dict(Prisoners(renderer, "en", Roll(crowd), ()).today(TODAY))["site/en/prisoners/index.html"],
    }
    page = browser.new_page(viewport={"width": width, "height": 800})
    for place, data in made.items():
        (folder / "en" / f"{place}.html").write_bytes(data)
        page.goto(f"file://{folder}/en/{place}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
    page.close()


def test_a_name_that_turns_the_direction_turns_nothing_but_itself(renderer: Renderer) -> None:
    ref = Ref("p-turn", "Person", "people/turn", (Title("\u202eVera", "en"),))
    page = renderer.record(Record(ref, named(ref)), "en").decode()
    assert "<title>\u2068\u202eVera\u2069 · " in page and "<bdi>\u202eVera</bdi>" in page


def test_a_case_file_on_paper_is_no_narrow_column(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 670, "height": 950})  # the width of A4 within its margins
    page.goto(f"file://{folder}/en/people/ales-bialiatski.html")
    page.emulate_media(media="print")
    widths = "Array.from(document.querySelectorAll('.events .what')).map(each => each.clientWidth)"
    assert min(page.evaluate(widths)) > 350
    assert not page.is_visible(".sections") and not page.is_visible(".search")
    page.close()


def test_what_has_the_focus_can_be_seen(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    for each in ("index", "people/ales-bialiatski", "prisoners/find"):
        page.goto(f"file://{folder}/en/{each}.html")
        for _ in range(25):
            page.keyboard.press("Tab")
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style == "solid", page.evaluate("document.activeElement.outerHTML")
    page.close()
