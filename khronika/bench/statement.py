"""One statement with its demands and signatories, from 'Add sources' to everything accepted and cleared, in three ways.

One by one is how it was at first; by groups and all at once is what the screens offer now. The same text each time: what
was decided in one way is taken back before the next.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Page

from khronika.bench.figure import Figure
from khronika.bench.hand import Hand

T = TypeVar("T")
_ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (
    _ROOT.parent / "shared" / "seeds" / "defenders_call_on_government.txt",
    _ROOT / "khronika" / "demo" / "documents" / "06-call-2016.en.html",
)
REASON = "Published by its authors"
MOST = 400  # deeds of one way


def document() -> Path:
    """The joint statement where it lies beside the project, else the call of 2016 that the demonstration brings."""
    return next(each for each in DOCUMENTS if each.exists())


def statement(page: Page, port: int) -> Iterator[Figure]:
    """Keys, clicks, seconds and decisions of each way."""
    hand, file = Hand(page), document()
    kept = _timed(hand, lambda: _add(page, hand, port, file))
    source = page.url.split("/sources/")[1].split("/")[0]
    yield Figure(f"{file.name}: proposals", _counted(source)[0])
    ways = {"all that is left": _together, "by groups": _grouped, "one by one": _singly}
    for name, way in ways.items():
        before = _counted(source)[1]
        page.goto(f"http://127.0.0.1:{port}/admin/sources/{source}/review/")
        worked = _timed(hand, lambda way=way: way(page, hand))  # type: ignore[misc]  # the way of this turn
        left, made = _counted(source)
        keys, clicks, seconds = (a + b for a, b in zip(kept, worked, strict=True))
        yield Figure(f"  decided {name}, decisions", made - before)
        yield Figure("    keys", keys)
        yield Figure("    clicks", clicks)
        yield Figure("    seconds without a pause", seconds, "s")
        yield Figure("    left undecided", left, "", "0")
        if way is not _singly:
            _undo(source)
    cleared = _timed(hand, lambda: _clear(page, hand))
    for what, value in zip(("keys", "clicks"), cleared, strict=False):
        yield Figure(f"  cleared, {what} more", value)
    yield Figure("    seconds without a pause", cleared[2], "s")


def _timed(hand: Hand, deed: Callable[[], None]) -> tuple[float, float, float]:
    keys, clicks, started = hand.keys, hand.clicks, time.perf_counter()
    deed()
    return hand.keys - keys, hand.clicks - clicks, time.perf_counter() - started


def _add(page: Page, hand: Hand, port: int, file: Path) -> None:
    """Choose the file, see what became of it, and go to its review."""
    page.goto(f"http://127.0.0.1:{port}/admin/sources/add/")
    with page.expect_file_chooser() as chosen:
        hand.click(page.locator("#files"))
    chosen.value.set_files(file)  # what is pressed in the system's own window is not counted
    page.wait_for_selector("[data-sent] .k-good")
    hand.click(page.locator("[data-after] a"))
    hand.click(page.locator(".k-results a").first)
    page.wait_for_selector(".k-review")


def _settled(page: Page) -> None:
    page.wait_for_function("!document.querySelector('.k-review[aria-busy]')")


def _left(page: Page) -> int:
    _settled(page)
    return page.locator(".k-card--pending").count()


def _singly(page: Page, hand: Hand) -> None:
    """A key for each proposal: accept it, or say that who is meant is new."""
    for _ in range(MOST):
        if not _left(page):
            return
        own = page.locator(".k-card--current.k-card--pending")
        unsure = own.locator(".k-ask").count()
        hand.press(("n" if unsure else "a") if own.count() else "j")


def _grouped(page: Page, hand: Hand) -> None:
    """A key for each group that is ready, and one for each card that is not."""
    for _ in range(MOST):
        if not _left(page):
            return
        group = page.locator(".k-group:has(.k-card--current) [data-key='A']")
        if group.count():
            hand.press("A")
        elif page.locator(".k-card--current .k-ask").count():
            hand.press("n")
        else:
            hand.press("a" if page.locator(".k-card--current.k-card--pending").count() else "j")


def _together(page: Page, hand: Hand) -> None:
    """Look at all that is ready and accept it; decide the rest one by one."""
    for _ in range(MOST):
        if not _left(page):
            return
        ready = page.locator(".k-left a")
        if not ready.count():
            _singly(page, hand)
            return
        hand.click(ready)
        page.wait_for_selector(".k-all")
        hand.press("Enter")  # the button that accepts them has the focus
        page.wait_for_selector(".k-all", state="detached")


def _clear(page: Page, hand: Hand) -> None:
    """Clear it for the public."""
    hand.click(page.get_by_text("Clear for publication").first)
    page.wait_for_selector("#level")
    page.select_option("#level", "public")
    hand.keys += 2  # to the field, and the first letter of the level
    hand.press("Tab")
    hand.click(page.locator("#reason"))
    hand.type(REASON)
    hand.press("Enter")
    page.wait_for_selector("#level", state="detached")


def _counted(source: str) -> tuple[int, int]:
    """How many proposals of a source wait, and how many decisions there are in all."""
    from khronika.desk.claims.models import Decision, Proposal

    waiting = Proposal.objects.filter(reading__version__capture__source=source, state=Proposal.State.PENDING)
    return _aside(lambda: (waiting.count(), Decision.objects.count()))


def _undo(source: str) -> None:
    """Take back what was decided on a source, the last first."""
    from khronika.bench.register import editor
    from khronika.desk.claims.models import Decision
    from khronika.desk.claims.undo import undo

    made = Decision.objects.filter(
        rulings__proposal__reading__version__capture__source=source, deed=Decision.Deed.RULING, undone_by=None
    )
    _aside(lambda: [undo(editor(), decision) for decision in made.distinct().order_by("-pk")])


def _aside(deed: Callable[[], T]) -> T:
    """Ask the database in a thread of its own: a browser is driven in this one, where Django refuses to."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(deed).result()
