"""The page of a reading in a real browser: axe finds nothing, it fits a small phone, and its notes open without a script."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from khronika.cli.reading.page import page
from khronika.reading import read
from tests.pages.test_accessibility import AXE, RULES

TEXT = {
    "en": "The District Court of Sampletown sentenced Anna Sample, head of the Committee of Free Libraries, to four years "
    "in prison under Article 130 of the Criminal Code on 4 March 2021.\n\nIvan Kupchyk was allegedly beaten in Minsk. "
    'The "<script>Reading</script> Center" calls on the government to release her. More than 300 people came to a rally.',
    "be": "Мінскі гарадскі суд 17 лістапада 2022 года прызначыў Івану Купчыку чатыры гады калоніі і штраф.\n\nПраваабарончы "
    "цэнтр «Закладка» патрабуе неадкладна вызваліць яго. Каля 300 чалавек выйшлі на мітынг у Вільні.\nשלום Ivan",
    "ru": "10:00, суд Советского района Минска, судья Пётр Орлов — Иван Купчик, ст. 342 УК\n\nИвана Купчика, Петра Заречного "
    "и Олега Полевого приговорили к 9, 7 и 5 годам лишения свободы соответственно. Сообщается, что их избили.",
}
pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path, language: str) -> str:
    path = tmp_path / "a.html"
    path.write_text(page("a.txt", read(TEXT[language]), language=language), encoding="utf-8")
    return f"file://{path}"


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("en", "light", 1280), ("en", "dark", 320), ("be", "dark", 1280), ("ru", "light", 320)],
)
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, address: str, scheme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not here: run 'npm install', or name its axe.min.js in KHRONIKA_AXE")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    opened = context.new_page()
    opened.goto(address)
    opened.evaluate(AXE.read_text(encoding="utf-8"))
    report = opened.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(found["id"], found["nodes"][0]["html"]) for found in report["violations"]] == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("language", ["en"])
def test_a_note_opens_by_hover_and_by_focus_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=True, viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    mark = opened.locator("a.name.persons").first
    note = opened.locator(".hold", has=mark).locator(".tip").first
    assert not note.is_visible()
    mark.hover()
    assert note.is_visible()
    assert "asserted, sure" in note.inner_text()
    opened.mouse.move(0, 0)
    mark.focus()
    assert note.is_visible()
    assert asked == [address]
    context.close()


@pytest.mark.parametrize("language", ["en"])
def test_a_sort_of_marks_can_be_put_away(browser: Browser, address: str) -> None:
    opened = browser.new_page()
    opened.goto(address)
    tag = opened.locator(".tag.penalties").first
    assert tag.is_visible()
    opened.uncheck("#show-penalties")
    assert not tag.is_visible()
    opened.close()
