"""axe finds nothing on any page, and no page is wider than a small phone, in a real browser."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

AXE = Path(os.environ.get("KHRONIKA_AXE") or Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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
    "sources/defenders-call",
    "prisoners/index",
    "prisoners/2011-09",
    "prisoners/find",
    "prisoners/found",
    "statistics",
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


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("en", "light", 1280), ("be", "dark", 320), ("ru", "light", 320)]
)
def test_axe_finds_nothing(browser: Browser, folder: Path, language: str, scheme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not here: run 'npm install', or name its axe.min.js in KHRONIKA_AXE")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    for each in PAGES:
        page = context.new_page()
        page.goto(f"file://{folder}/{language}/{each}.html")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        report = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert [(found["id"], found["nodes"][0]["html"]) for found in report["violations"]] == [], each
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
