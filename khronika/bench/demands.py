"""A tracker of many demands: the desk's list as it is asked for, after decisions, and what the public pages of it weigh."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from khronika.bench.asof import percentile
from khronika.bench.figure import Figure, clocked, median, timed
from khronika.bench.home import make
from khronika.home import Home

SIZE = 5_000
RUNS = 25
_ASKED = ("", "?state=partly_met", "?year=2014", "?last=1", "?state=open&page=7", "?scope=no_change_of_law&page=20")


def measure(folder: Path, size: int) -> Iterator[Figure]:
    """Fill, ask, decide and ask again, press."""
    home = make(folder)
    from khronika.bench.asking import statements
    from khronika.bench.register import Rows, editor

    rows = Rows(editor())
    _, seconds = timed(lambda: _fill(rows, statements(size)))
    yield Figure("filled", seconds, "s")
    yield from _told()
    yield from _listed()
    yield from _assessed()
    yield from _changed()
    yield from _pressed(home)


def _fill(rows, pages) -> None:  # type: ignore[no-untyped-def]
    from django.db import transaction

    for number, page in enumerate(pages):
        with transaction.atomic():
            rows.add(page)
            if number % 50 == 0:
                rows.insert()
    with transaction.atomic():
        rows.insert()


def _told() -> Iterator[Figure]:
    from khronika.desk.advocacy.demands import fresh

    found = fresh()
    yield Figure("demands", len(found.rows))
    yield Figure("in a chain of repetitions", sum(each.asked > 1 for each in found.rows.values()))
    wall, processor = clocked(fresh)
    yield Figure("all worked out at once", wall * 1000, "ms")
    yield Figure("all worked out at once, of the processor", processor * 1000, "ms")


def _listed() -> Iterator[Figure]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from khronika.bench.register import editor

    browser = Client(headers={"host": "localhost"})
    browser.force_login(editor())

    def page(query: str) -> None:
        if (answer := browser.get(f"/admin/demands/{query}")).status_code != 200:
            raise RuntimeError(f"Expected the list of demands; got status {answer.status_code}.")

    page("")
    deeds = [partial(page, each) for _ in range(RUNS) for each in _ASKED]
    yield from percentile("a list of the desk", deeds, "≤ 200 ms")
    with CaptureQueriesContext(connection) as captured:
        page("")
    yield Figure("questions to the database for a list", len(captured))
    yield Figure("the years", timed(partial(page, "years/"))[1] * 1000, "ms")


def _assessed() -> Iterator[Figure]:
    """One assessment after another, each followed by a look at the tracker."""
    from khronika.bench.register import assess, editor
    from khronika.desk.advocacy.demands import tracked

    some = sorted(tracked())[:RUNS]
    times = []
    for each in some:
        assess(editor(), each)
        times.append(clocked(tracked)[0])
    yield Figure("the tracker after an assessment, median", median(times) * 1000, "ms")


def _changed() -> Iterator[Figure]:
    from khronika.desk.advocacy.demands import changes
    from khronika.desk.ledger.append import head

    then = head()[0] - RUNS
    found, first = timed(lambda: changes(then))
    yield Figure("changed since an entry", len(found))
    yield Figure("changed since an entry, first asked", first * 1000, "ms")
    yield Figure("changed since an entry, asked again", timed(lambda: changes(then))[1] * 1000, "ms")


def _pressed(home: Home) -> Iterator[Figure]:
    """What the pages of the public tracker weigh."""
    from khronika.bench.register import editor
    from khronika.edition.reader import latest
    from khronika.pages.numbers.demands import LISTS
    from khronika.press.press import press

    _, seconds = timed(lambda: press(home, by=editor(), replace=True))
    yield Figure("a press of it all", seconds, "s")
    pages = list(latest(home.editions).rglob(f"{LISTS}/*.html"))
    pages += latest(home.editions).rglob("demands/index.html")
    yield Figure("pages of the public tracker", len(pages))
    yield Figure("the largest of them", max((each.stat().st_size for each in pages), default=0) / 1000, "kB", "≤ 60 kB")
