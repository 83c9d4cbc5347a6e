"""The page editor in a real browser: '@' where a word begins asks the register, and what is chosen is kept as a link to the record."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import SECRETS
from tests.workspace.served import PASSWORD
from tests.workspace.test_keys import await_answer, free

pytestmark = pytest.mark.browser


@pytest.fixture
def served(template_home: Path, tmp_path: Path):
    """The address of a desk."""
    folder, port = tmp_path / "home", free()
    shutil.copytree(template_home, folder)
    command = [sys.executable, "-m", "tests.workspace.served", str(folder), SECRETS["KHRONIKA_PASSPHRASE"], str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(command, env=environment)
    try:
        await_answer(f"http://127.0.0.1:{port}/admin/login/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def test_an_at_sign_asks_the_register_and_the_answer_becomes_a_link(browser, served):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{served}/admin/login/")
    page.fill("[name=username]", "browser")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    page.goto(f"{served}/admin/newsroom/?of=topic")
    page.click(".k-nr-add >> text=English")
    page.fill("[name=title]", "Written here")
    page.get_by_title("Insert a block").first.click()
    page.get_by_role("option", name="Text").first.click()
    words = page.locator(".public-DraftEditor-content").first
    words.click()
    window = page.locator("dialog.k-nr-ask")
    page.keyboard.type("Mail to a@b.org of @")
    expect(window).to_be_visible()
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(words).to_contain_text("Mail to a@b.org of @")
    found = '<button type="button" class="k-candidate" role="option" data-record="k3xw7m2p9q4a" data-name="Anna Sample">Anna</button>'
    page.route("**/admin/adding/find/**", lambda route: route.fulfill(body=found, content_type="text/html"))
    page.keyboard.type(" and @")
    expect(window).to_be_visible()
    page.keyboard.type("anna")
    page.keyboard.press("Enter")
    expect(window).to_be_hidden()
    expect(words.locator(".TooltipEntity")).to_have_text("Anna Sample")
    page.keyboard.type(" here")
    page.wait_for_timeout(600)  # the editor hands its text to the form a moment after the last key
    page.click("button:has-text('Save draft')")
    expect(page.locator(".messages")).to_contain_text("Written here")
    page.goto(page.url)
    again = page.locator(".public-DraftEditor-content").first
    expect(again.locator(".TooltipEntity")).to_have_text("Anna Sample")
    expect(again).to_contain_text("and Anna Sample here")
    assert faults == []
