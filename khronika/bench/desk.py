"""How many keys and seconds a morning at the desk takes, pressed in a real browser by a hand that does not rest.

Thirty messages into the day sheet, the same from messages that were read, and one verdict with its sentence by hand. Keys
are what counts: the seconds are the machine's alone, for nobody thinks or reads here.
"""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from khronika.bench import people
from khronika.bench.figure import Figure
from khronika.bench.hand import Hand
from khronika.bench.home import make
from khronika.bench.statement import statement

SIZE = 30
LONGEST_ROW = 12
PATIENCE = 20_000  # milliseconds for one answer
RESULTS = ("10d", "20b", "15d", "f500", "p14:00", "p15.12", "acq", "10d20b")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def measure(folder: Path, size: int) -> Iterator[Figure]:
    """Lay out a day of `size` hearings, half of them told in messages that were read, and work through it."""
    make(folder)
    day = datetime.now(UTC).date()
    cookie, told = _lay(day, size)
    port = _serve()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": f"http://127.0.0.1:{port}"}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        for work in (
            _sheet(page, port, day, size),
            _read(page, port, told),
            _verdict(page, port),
            statement(page, port),
        ):
            yield from work
        browser.close()


def _lay(day: date, size: int) -> tuple[tuple[str, str], date]:
    """Hearings of a day and messages of the day before, all of invented people; the cookie of somebody logged in."""
    from django.test import Client

    from khronika.bench import morning
    from khronika.bench.register import editor

    by = editor()
    told = morning.lay(by, day, size)
    client = Client()
    client.force_login(by)
    session = client.cookies["khronika_desk"]
    return (session.key, session.value), told


def _serve() -> int:
    """The desk on a free port, in this process; the port."""
    import waitress
    from django.core.wsgi import get_wsgi_application

    server = waitress.create_server(get_wsgi_application(), listen="127.0.0.1:0", threads=4, ident=None)
    threading.Thread(target=server.run, daemon=True).start()
    return int(server.effective_port)


def _timed(hand: Hand, deed: Callable[[], None]) -> tuple[int, float]:
    before, started = hand.keys, time.perf_counter()
    deed()
    return hand.keys - before, time.perf_counter() - started


def _sheet(page: Page, port: int, day: date, size: int) -> Iterator[Figure]:
    """Messages in an order of their own, heard or read elsewhere: each is found by the first letters of the surname."""
    page.goto(f"http://127.0.0.1:{port}/admin/day/{day}/")
    hand, longest = Hand(page), 0
    started = time.perf_counter()
    for number in sorted(range(size), key=lambda each: each * 7 % size):
        name = people.person(number).be
        before = hand.keys
        page.wait_for_function("document.activeElement.matches('input')")
        hand.press("/")
        hand.type(name.split()[-1][:3].lower())
        page.wait_for_selector(f'#whom-found [data-name="{name}"]')
        shown = page.locator("#whom-found [role=option]").evaluate_all("all => all.map(each => each.dataset.name)")
        hand.press(*["ArrowDown"] * shown.index(name))  # where others begin alike
        hand.press("Enter")
        page.wait_for_function("document.activeElement.matches('[data-result]')")
        hand.type(RESULTS[number % len(RESULTS)])
        hand.press("Enter")
        hand.settled()
        longest = max(longest, hand.keys - before)
    seconds = time.perf_counter() - started
    done = page.locator(".k-recorded").count()
    yield Figure(f"{size} messages typed into the day sheet, keys", hand.keys, "", f"≤ {size * LONGEST_ROW}")
    yield Figure("  the longest row, keys", longest, "", f"≤ {LONGEST_ROW}")
    yield Figure("  rows recorded", done, "", str(size))
    yield Figure("  seconds without a pause", seconds, "s")


def _read(page: Page, port: int, told: date) -> Iterator[Figure]:
    """Messages that were read: each row is filled in, and Enter records it."""
    page.goto(f"http://127.0.0.1:{port}/admin/day/{told}/")
    hand, rows = Hand(page), int(page.locator("[data-open]").inner_text())

    def work() -> None:
        for _row in range(rows):
            page.wait_for_function("document.activeElement.matches('[data-result]')")
            hand.press("Enter")
            hand.settled()

    keys, seconds = _timed(hand, work)
    yield Figure(f"{rows} messages that were read, keys", keys, "", f"≤ {rows * 2}")
    yield Figure("  rows recorded", int(page.locator("[data-done]").inner_text()), "", str(rows))
    yield Figure("  seconds without a pause", seconds, "s")


def _verdict(page: Page, port: int) -> Iterator[Figure]:
    """One verdict with its sentence, by hand, for somebody who is known, on a note."""
    page.goto(f"http://127.0.0.1:{port}/admin/adding/")
    hand = Hand(page)

    def work() -> None:
        hand.type(people.person(3).be.split()[-1][:4].lower())
        page.wait_for_selector(".k-suggest__found [role=option]:not(.k-candidate--new)")
        hand.press("Enter", "Tab")
        hand.type("Verd")
        page.wait_for_selector("#result")
        page.wait_for_function("document.activeElement.id === 'result'")
        hand.type("2y6m")
        hand.press("Tab", "Tab", "Tab")
        hand.type("4.8.2012")
        hand.press("Enter")
        page.wait_for_url("**/records/**")

    keys, seconds = _timed(hand, work)
    yield Figure("one verdict with its sentence by hand, keys", keys)
    yield Figure("  seconds without a pause", seconds, "s")
