"""From a file on disk to a signed public page, decided by a browser at the desk: the whole flow as its user walks it.

It runs on the documents that lie beside the project, and on the project's own where there are none.
"""

import re
import shutil
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from khronika.demo.browser import browser
from tests.conftest import SECRETS, Command

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
DEMO = ROOT / "khronika" / "demo" / "documents"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


@dataclass(frozen=True)
class Material:
    """Documents that tell the same facts: a sentence, and a statement with five demands, two more, and seven signatories."""

    files: tuple[Path, ...]
    sentence: str
    statement: str


MATERIALS = {
    "own": Material(
        (DEMO / "01-sentence-2011.en.html", DEMO / "06-call-2016.en.html"),
        "Ales Bialiatski sentenced to four and a half years in prison, 24 November 2011",
        "Joint statement of 2016: five measures at once, two by law",
    ),
    "seeds": Material(
        (SEEDS / "solidarity_with_civil_society.txt", SEEDS / "defenders_call_on_government.txt"),
        "Solidarity with the civil society",
        "Human rights defenders call on government to take urgent restorative measures",
    ),
}
SIGNATORIES = {
    "Ales Bialiatski": "Human Rights Center “Viasna”",
    "Aleh Hulak": "Belarusian Helsinki Committee",
    "Andrei Bastunets": "Belarusian Association of Journalists",
    "Alena Tankachova": "Center for Legal Transformation",
    "Raisa Mikhailouskaya": "Belarusian Documentation Center",
    "Inna Kulei": "Committee of Assistance to the Repressed “Salidarnasts”",
    "Tatsiana Reviaka": "Barys Zvozskau Belarusian Human Rights House",
}


@pytest.fixture(scope="module")
def material() -> Material:
    return MATERIALS["seeds" if SEEDS.is_dir() else "own"]


@pytest.fixture(scope="module")
def chromium():
    path = browser()
    if path is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def khronika(template_home: Path, tmp_path_factory, material) -> Command:
    """A home that has captured and read the material."""
    folder = tmp_path_factory.mktemp("flow") / "home"
    shutil.copytree(template_home, folder)
    settings = folder / "khronika.toml"
    settings.write_text(
        "second_factor = false\n" + settings.read_text("utf-8"), "utf-8"
    )  # how one comes in is tried elsewhere
    command = Command(folder)
    command("capture", *material.files)
    command("read")
    return command


class Served:
    """A verb that serves, on a free port, until left."""

    def __init__(self, khronika: Command, verb: str, path: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address, self.path = f"http://localhost:{port}" if verb == "desk" else f"http://127.0.0.1:{port}", path
        self.process = khronika.start(verb, "--port", port, stdout=subprocess.DEVNULL)

    def __enter__(self) -> str:
        for _ in range(200):
            assert self.process.poll() is None, "the server ended"
            try:
                urllib.request.urlopen(self.address + self.path, timeout=5).close()
                return self.address
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the server did not answer")

    def __exit__(self, *error) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def log_in(page: Page, desk: str) -> None:
    page.goto(f"{desk}/admin/login/")
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", SECRETS["KHRONIKA_PASSWORD"])
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")


def settle(page: Page) -> None:
    """Wait until the screen has answered."""
    page.wait_for_load_state()
    expect(page.locator(".k-review[aria-busy]")).to_have_count(0)


def accept(page: Page) -> None:
    """Accept all that is left; who is like several in the register waits for a person's word, and is new here."""
    for _ in range(20):
        settle(page)
        if page.locator(".k-count").inner_text().startswith("0 waiting"):
            return
        rest = page.get_by_text("Accept all that is left")
        unsure = page.get_by_role("button", name=re.compile("^New: ")).filter(visible=True)
        if rest.count():
            rest.click()
            page.get_by_role("button", name=re.compile("^Accept all [0-9]+")).click()
        elif unsure.count():
            unsure.first.click()
        page.wait_for_timeout(200)


def decide(page: Page, desk: str, title: str) -> None:
    """Accept everything a source proposes, then clear it for the public."""
    page.goto(f"{desk}/admin/sources/")
    page.get_by_role("link", name=title).first.click()
    accept(page)
    expect(page.locator(".k-count")).to_contain_text("0 waiting")
    page.get_by_text("Clear for publication").first.click()
    page.select_option("#level", "public")
    page.fill("#reason", "Published in full by its publisher")
    page.get_by_role("button", name="Clear", exact=True).click()
    page.wait_for_load_state()


@pytest.fixture(scope="module")
def pressed(khronika: Command, chromium, material: Material) -> Command:
    """The home after a person decided at the desk and pressed there."""
    with Served(khronika, "desk", "/admin/login/") as desk:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        log_in(page, desk)
        decide(page, desk, material.sentence)
        decide(page, desk, material.statement)
        page.goto(f"{desk}/admin/press/")
        page.get_by_role("button", name=re.compile("^Press edition 1")).click()
        expect(page.get_by_text("Edition 1 is pressed and signed")).to_be_visible(timeout=120_000)
        page.close()
    return khronika


@pytest.fixture(scope="module")
def public(pressed: Command):
    with Served(pressed, "serve", "/health") as address:
        yield address


@pytest.fixture
def page(chromium):
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    assert all(url.startswith(("http://127.0.0.1:", "http://localhost:", "data:")) for url in asked)
    opened.close()


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_the_sentence_on_his_page_leads_to_the_marked_passage(public, page, language):
    page.goto(f"{public}/{language}/people/ales-bialiatski")
    amount = {"en": "4.5 years", "be": "4,5 года", "ru": "4,5 года"}[language]
    penalty = page.locator("li, dd").filter(has=page.locator("strong", has_text=amount)).last
    expect(penalty).to_be_visible()
    penalty.get_by_role("link", name=re.compile(r"\[[0-9]+\]")).first.click()
    passage = page.url.partition("#")[2]
    assert passage.startswith("p-")
    assert f"/{language}/sources/" in page.url
    marked = page.locator(f"#{passage} mark, mark#{passage}").first
    expect(marked).to_be_in_viewport()
    expect(marked).to_contain_text("four and a half years")


def test_the_statement_shows_demands_by_scope_addressee_and_signatories(public, page, material):
    page.goto(f"{public}/en/statements/")
    page.get_by_role("link", name=material.statement).click()
    for heading, count in (("Needs no change of law", 5), ("Needs a change of law", 2)):
        section = page.locator("section").filter(has=page.get_by_role("heading", name=heading))
        expect(section.locator("ol > li")).to_have_count(count)
    expect(page.get_by_role("link", name="government").first).to_be_visible()
    rows = page.get_by_role("row")
    for name, organisation in SIGNATORIES.items():
        row = rows.filter(has_text=name)
        expect(row).to_contain_text(organisation)
        expect(row).to_contain_text(re.compile("chair|president", re.IGNORECASE))


def test_search_finds_him_in_another_spelling(public, page):
    page.goto(f"{public}/en/")
    page.fill("input[name=q]", "Беляцкого")
    page.press("input[name=q]", "Enter")
    expect(page.get_by_role("main").get_by_role("link", name="Ales Bialiatski").first).to_be_visible()


def test_one_changed_byte_is_named_by_verify(pressed, tmp_path):
    editions = pressed.home / "editions"
    assert "GENUINE" in pressed("verify", editions)
    copy = tmp_path / "editions"
    shutil.copytree(editions, copy)
    target = copy / "1" / "site" / "en" / "people" / "ales-bialiatski.html"
    data = bytearray(target.read_bytes())
    data[100] ^= 1
    target.chmod(0o644)
    target.write_bytes(bytes(data))
    told = pressed("verify", copy, code=1)
    assert "ALTERED" in told
    assert "site/en/people/ales-bialiatski.html" in told


def test_a_person_set_to_team_is_gone_from_the_next_edition(pressed, chromium):
    with Served(pressed, "desk", "/admin/login/") as desk:
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        log_in(page, desk)
        page.goto(f"{desk}/admin/records/?q=Mikhailouskaya&kind=Person")
        page.get_by_role("link", name="Raisa Mikhailouskaya").first.click()
        page.select_option("#level", "team")
        page.fill("[name=reason]", "She asked for it")
        page.get_by_role("button", name="Set level").click()
        page.wait_for_load_state()
        page.close()
    assert "Edition 2 is pressed" in pressed("press", "--replace")
    assert "GENUINE" in pressed("verify", pressed.home / "editions")
    edition = pressed.home / "editions" / "2"
    naming = [path for path in edition.rglob("*") if path.is_file() and b"ikhailouskay" in path.read_bytes()]
    assert naming == []
    assert not list(edition.rglob("raisa-mikhailouskaya*"))
    first = pressed.home / "editions" / "1" / "site" / "en" / "people" / "raisa-mikhailouskaya.html"
    assert first.exists()
