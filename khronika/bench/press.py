"""How long a press takes: everything, after one change, and whether both ways lead to the same bytes."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from khronika.bench.figure import Figure, median, timed
from khronika.bench.home import make
from khronika.edition.reader import latest, open_edition
from khronika.edition.verify import State, verify
from khronika.home import Home

SIZE = 10_000
RUNS = 5
_DATED = ("index.html", "edition.html")  # pages that carry the edition's number


def measure(folder: Path, size: int) -> Iterator[Figure]:
    """Press a register of `size` invented people."""
    home = make(folder)
    from khronika.bench.register import correct, editor, fill, recognise, rename
    from khronika.press.press import press

    by = editor()
    _, filling = timed(lambda: fill(by, size))
    yield Figure("to fill the register, in bulk", filling, "s")
    report, first = timed(lambda: press(home, by=by, replace=True))
    pages = report.added * 3
    yield Figure("pages of records and sources", pages)
    yield Figure("bytes in the edition", report.bytes)
    yield Figure("first press, addresses allotted", first, "s")
    yield Figure("pages a second", pages / first, "pages/s")
    press(home, by=by, replace=True)  # links the first whole copy; every later one mends the edition before the last
    runs = min(RUNS, max(1, size // 20))
    for what, deed in {"claim changed": correct, "person was renamed": rename, "recognition came": recognise}.items():
        times = [timed(lambda: press(home, by=by, replace=True))[1] for run in range(runs) if deed(by, run)]
        yield Figure(f"press after one {what}, median of {runs}", median(times), "s", "≤ 3 s")
    verdict, checking = timed(lambda: verify(home.editions, at=datetime.now(UTC)))
    yield Figure(f"verify ({verdict.state})", checking, "s")
    yield from _compared(home, lambda: timed(lambda: press(home, by=by, full=True, replace=True))[1])


def _compared(home: Home, again: Callable[[], float]) -> Iterator[Figure]:
    bit_by_bit, seconds = _files(home), again()
    anew = _files(home)
    yield Figure("press of everything anew", seconds, "s")
    differing = sum(bit_by_bit.get(path) != anew.get(path) for path in bit_by_bit.keys() | anew.keys())
    yield Figure("files compared between the two", len(anew))
    yield Figure("files that differ", differing, "", "0")
    whole = verify(home.editions, at=datetime.now(UTC)).state is State.GENUINE
    yield Figure("both editions verified", float(whole), "", "1")


def _files(home: Home) -> dict[str, str]:
    """Every file of the newest edition by its digest, besides the pages that carry its number."""
    edition = open_edition(latest(home.editions))
    dated = {f"site/{language}/{name}" for language in edition.header.languages for name in _DATED}
    return {file.path: file.sha256 for file in edition.files() if file.path not in dated}
