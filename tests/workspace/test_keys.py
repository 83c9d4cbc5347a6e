"""A source is decided from its first proposal to its last without touching the mouse, in a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect, sync_playwright

from tests.conftest import SECRETS
from tests.workspace.served import PASSWORD

pytestmark = pytest.mark.browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


def free() -> int:
    """A port nobody listens on."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return opened.getsockname()[1]


@pytest.fixture(scope="module")
def served(template_home: Path, tmp_path_factory):
    """The address of a desk with two sources to decide."""
    folder, port = tmp_path_factory.mktemp("served") / "home", free()
    shutil.copytree(template_home, folder)
    command = [sys.executable, "-m", "tests.workspace.served", str(folder), SECRETS["KHRONIKA_PASSPHRASE"], str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(command, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        await_answer(f"{address}/admin/login/", process)
        yield address
    finally:
        process.kill()
        process.wait()


def await_answer(address: str, process: subprocess.Popen, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the desk ended before it answered"
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the desk did not answer within {seconds} seconds")


@pytest.fixture
def page(served: str):
    """A page in Debian's chromium, else in Playwright's own, logged in."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        except Error as error:
            pytest.skip(f"needs a browser: {str(error).splitlines()[0]}")
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{served}/admin/login/")
        page.fill("[name=username]", "browser")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/admin/")
        yield page
        browser.close()
        assert faults == []


def press(page: Page, *keys: str) -> None:
    """Press keys one after another, each when the screen has answered the one before."""
    for key in keys:
        expect(page.locator(".k-review[aria-busy]")).to_have_count(0)
        page.keyboard.press(key)
    expect(page.locator(".k-review[aria-busy]")).to_have_count(0)


def current(page: Page):
    return page.locator(".k-card--current .k-card__said")


def count(page: Page, waiting: int, decided: int) -> None:
    expect(page.locator(".k-count")).to_have_text(f"{waiting} waiting · {decided} decided")


def test_a_source_is_decided_by_keyboard_alone(page):
    page.get_by_role("link", name="5 Court in Sampletown").click()
    count(page, 5, 0)
    expect(current(page)).to_contain_text("Anna Sample")
    expect(page.locator("mark.k-lit").first).to_have_text("Anna Sample")

    press(page, "j")
    expect(current(page)).to_contain_text("Example House")
    press(page, "k", "a")  # a new person
    count(page, 4, 1)
    expect(page.locator(".k-notice")).to_have_text("Accepted: 1 proposal.")
    expect(current(page)).to_contain_text("Example House")

    press(page, "j", "a")  # the position speaks of the house: first decide what that is
    expect(current(page)).to_contain_text("Name · organisation")
    press(page, "l", "n")
    count(page, 3, 2)

    press(page, "x")
    page.keyboard.type("She left in 2020.")
    press(page, "Enter")
    count(page, 2, 3)
    press(page, "u")  # that was too quick
    count(page, 3, 2)
    expect(current(page)).to_contain_text("chairwoman")

    press(page, "e")
    page.fill("[name=v-role]", "head")
    page.keyboard.press("Enter")
    count(page, 2, 3)
    expect(page.locator(".k-card--changed")).to_contain_text("head, Example House")

    press(page, "A")  # the proceeding and its penalty
    count(page, 0, 5)
    expect(page.locator(".k-card--accepted", has_text="Imprisonment, 4.5 years")).to_contain_text("Accepted by browser")


def test_a_second_source_is_linked_to_what_is_recorded(page):
    page.goto(page.url + "sources/?q=second")
    page.get_by_role("link", name="Second report").click()
    expect(page.locator(".k-card--current [data-key=a]")).to_contain_text("Accept: Anna Sample")
    press(page, "l", "1")
    expect(page.locator(".k-notice")).to_have_text("Accepted: 1 proposal.")
    press(page, "/")
    page.keyboard.type("house")
    press(page, "Enter")
    expect(page.locator(".k-card")).to_have_count(2)
    press(page, "?")
    expect(page.locator("dialog[open]")).to_contain_text("next, previous proposal")
    page.keyboard.press("Escape")
    page.get_by_text("Accept all that is left").click()
    expect(page.locator(".k-all button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".k-notice")).to_have_text("Accepted: 2 proposals.")


def test_words_marked_with_the_mouse_can_become_a_claim(page):
    page.goto(page.url + "sources/?q=court")
    page.get_by_role("link", name="Court in Sampletown").click()
    if "/review/" not in page.url:  # all of it is decided already: the list leads to the source itself
        page.get_by_role("link", name="Review").click()
    page.get_by_text("Court in Sampletown sentences").first.dblclick(position={"x": 10, "y": 10})
    page.get_by_text("Add a claim from these words").click()
    expect(page.locator("blockquote")).to_have_text("Court")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_is_wider_than_the_window(page, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    base = page.url
    review = page.get_by_role("link", name="Court").first
    screens = ["", "sources/", "sources/add/", "records/", "records/?q=Sample", "ledger/", "press/"]
    for screen in screens:
        page.goto(base + screen)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, screen
    page.goto(base + "sources/?q=court")
    review = page.get_by_role("link", name="Court").first
    review.click()
    expect(page.locator(".k-text")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_question_mark_opens_one_list_of_keys(page, served):
    for place in ("duplicates/", "day/"):
        page.goto(f"{served}/admin/{place}")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.activeElement.blur()")
        for _ in range(2):
            page.keyboard.press("?")
            expect(page.locator("dialog[open]")).to_have_count(1)
            expect(page.locator("#keyboard-shortcuts-dialog[aria-hidden=true]")).to_have_count(1)
