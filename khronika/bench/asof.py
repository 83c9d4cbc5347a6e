"""A large register asked as people ask it: who on a day, all of one record, who may be meant, a table taken in, a press after a change."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from khronika.bench import people, table
from khronika.bench.figure import Figure, clocked, median, share, timed
from khronika.bench.home import invented, make
from khronika.cli.opening import passphrase as secret
from khronika.cli.show import SHOWN
from khronika.desk.start import start
from khronika.home import FILE, Home, unlock

SIZE = 100_000
PUBLIC = 10  # of so many people the public edition tells of one
ASKED, RUNS = 100, 5
STATUSES = ("political_prisoner", "imprisoned")
_FILL = """
import os, sys
from pathlib import Path
from khronika.bench.asof import PUBLIC
from khronika.bench.home import made
made(Path(sys.argv[1]), Path(sys.argv[2]), os.environ["KHRONIKA_PASSPHRASE"])
from khronika.bench.register import editor, fill
size = int(sys.argv[3])
fill(editor(), size, public=size // PUBLIC)
"""
_BRING = """
import json, resource, sys, time
from pathlib import Path
from khronika.cli.opening import account, begin
home, file, mapping = map(Path, sys.argv[1:])
home = begin(home)
from khronika.desk.register.imports import bring
from khronika.desk.register.imports.mapping import load
from khronika.desk.register.imports.running import Order
from khronika.desk.sources.capture import vault
from khronika.vault.table import Look, open_table
def peak():
    try:
        status = open("/proc/self/status").read().splitlines()
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
def clock():
    return time.perf_counter(), time.process_time()
told, plan = {}, load(mapping)
began = clock()
table = open_table(file, Look())
read = bring.reader_of(table, plan)
told["bad dry"] = sum(bool(line.problems) for line in bring.check(table, read))
ended = clock()
told["dry"] = [b - a for a, b in zip(began, ended)]
told["sandbox"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
told["peak dry"] = peak()
began = clock()
report = bring.bring(vault(home), table, read, Order(account(None), True, "invented"))
left = bring.left(file, table, report.problems)
ended = clock()
told["recorded"] = [b - a for a, b in zip(began, ended)]
told.update(rows=report.rows, good=report.good, accepted=report.accepted, created=report.created, linked=report.linked)
told.update(doubts=len(report.doubts), left=left.read_text("utf-8-sig").count("\\n") - 1 if left else 0)
told["reasons"] = len({problem.row for problem in report.problems if problem.reason})
told["peak"] = peak()
print(json.dumps(told))
"""


def measure(folder: Path, size: int, *, home: Path | None = None) -> Iterator[Figure]:
    """Ask a register of `size` invented people; of a `home` that was filled before, or is filled now, a copy is asked."""
    passphrase, filling = invented(), 0.0
    if home is not None:
        passphrase = secret()
        if not (home / FILE).exists():
            _, filling = timed(lambda: _apart(_FILL, passphrase, home, folder / "root-keys", size))
        opened = _copied(home, folder / "home", passphrase)
    else:
        opened = make(folder, passphrase)
        from khronika.bench.register import editor, fill

        _, filling = timed(lambda: fill(editor(), size, public=size // PUBLIC))
    if filling:
        yield Figure("to fill the register, in bulk", filling, "s")
    yield from _counted()
    size = _people()
    yield from _days()
    yield from _meant(size)
    yield from _records()
    yield from _pressed(opened, size)
    yield from _brought(folder, opened, size, passphrase)


def _copied(home: Path, folder: Path, passphrase: str) -> Home:
    """A copy of a filled home, opened: measuring changes it."""
    shutil.copytree(home, folder)
    opened = unlock(folder, passphrase)
    start(opened)
    return opened


def _apart(script: str, passphrase: str, *given: object) -> str:
    """What a process of its own prints: a process has one home."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, given)],
        env={**os.environ, "KHRONIKA_PASSPHRASE": passphrase},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def _people() -> int:
    from khronika.desk.claims.models import Record

    return Record.objects.filter(kind="Person").count()


def _counted() -> Iterator[Figure]:
    from khronika.desk.claims.models import Claim
    from khronika.desk.sources.models import Passage

    yield Figure("people", _people())
    yield Figure("claims", Claim.objects.count())
    yield Figure("passages", Passage.objects.count())


def _days() -> Iterator[Figure]:
    """Whole lists of who had a status on random days, as known now and as known then."""
    from khronika.desk.register.status import people as holding

    dice = random.Random("days")
    days = [date(2010, 1, 1) + timedelta(dice.randrange(6_000)) for _ in range(ASKED)]
    for status in STATUSES:
        holding(status, days[0])
        many = [len(holding(status, day)) for day in days[:20]]
        yield Figure(f"{status} on a day, people in the list, median", median(many))
        yield from percentile(f"{status} on a day", [partial(holding, status, day) for day in days], "≤ 100 ms")
        then = [partial(holding, status, day, date.today()) for day in days[:20]]
        yield from percentile(f"{status} on a day, as known on a day", then)


def percentile(name: str, deeds: Sequence[Callable[[], object]], goal: str = "") -> Iterator[Figure]:
    """How long deeds take: the middle one, and the 95th of a hundred."""
    times = [clocked(deed) for deed in deeds]
    walls, processor = [each[0] for each in times], [each[1] for each in times]
    yield Figure(f"{name}, median", median(walls) * 1000, "ms")
    yield Figure(f"{name}, 95th percentile", share(walls, 0.95) * 1000, "ms", goal)
    yield Figure(f"{name}, 95th percentile of the processor", share(processor, 0.95) * 1000, "ms")


def _meant(size: int) -> Iterator[Figure]:
    """Who may be meant by names that are known, and by new ones."""
    from khronika.desk.register.candidates import candidates

    _, building = timed(lambda: candidates("Person", people.person(0).be))
    yield Figure("index of names, first made", building, "s")
    dice = random.Random("names")
    for what, since in (("known", 0), ("new", size)):
        names = [
            people.person(since + dice.randrange(size)).within(dice.choice(people.LANGUAGES)) for _ in range(ASKED)
        ]
        deeds = [partial(candidates, "Person", name) for name in names]
        yield from percentile(f"candidates for a {what} name", deeds, "≤ 20 ms")


def _records() -> Iterator[Figure]:
    """Random people, and the one with most claims: as the command tells them and as the desk shows them."""
    from django.db.models import Count
    from django.test import Client

    from khronika.bench.register import editor
    from khronika.desk.claims.models import Record
    from khronika.desk.register.models import Membership
    from khronika.desk.register.told import Window, tell

    ids = sorted(Record.objects.filter(kind="Person").values_list("id", flat=True))
    some = random.Random("records").sample(ids, min(ASKED, len(ids)))
    richest = Record.objects.filter(kind="Person").annotate(n=Count("claims")).order_by("-n", "id")[0].id
    browser = Client(headers={"host": "localhost"})
    browser.force_login(editor())

    def page(record: str) -> None:
        if (answer := browser.get(f"/admin/records/{record}/")).status_code != 200:
            raise RuntimeError(f"Expected the page of a record; got status {answer.status_code}.")

    first = partial(tell, window=Window(SHOWN))
    pointed = (
        Membership.objects.values_list("organization").annotate(n=Count("pk")).order_by("-n", "organization")[0][0]
    )
    for what, deed in (("told", first), ("page of the desk", page)):
        yield from _asked(f"a record, {what}", deed, some, richest)
        yield Figure(f"a record, {what}, the one most pointed to", timed(partial(deed, pointed))[1] * 1000, "ms")


def _asked(name: str, deed: Callable[[str], object], some: Sequence[str], richest: str) -> Iterator[Figure]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    deed(some[0])
    yield from percentile(name, [partial(deed, each) for each in some], "≤ 50 ms")
    yield Figure(f"{name}, the one with most claims", timed(lambda: deed(richest))[1] * 1000, "ms")
    asked = []
    for each in (richest, *some[:20]):
        with CaptureQueriesContext(connection) as captured:
            deed(each)
        asked.append(len(captured))
    yield Figure(f"{name}, questions to the database at most", max(asked), "", "≤ 25")


def _pressed(home: Home, size: int) -> Iterator[Figure]:
    from khronika.bench.register import correct, editor
    from khronika.press.press import press

    by = editor()
    _, first = timed(lambda: press(home, by=by, replace=True))
    yield Figure(f"first press of {size // PUBLIC:,} people", first, "s")
    times = [timed(lambda: press(home, by=by, replace=True))[1] for run in range(RUNS) if correct(by, run)]
    yield Figure(f"press after one person changed, median of {RUNS}", median(times), "s", "≤ 3 s")


def _brought(folder: Path, home: Home, size: int, passphrase: str) -> Iterator[Figure]:
    """A table of as many rows in a process of its own: what was taken, what was left out, how quickly, and the memory."""
    file, mapping = table.write(folder, size)
    told = json.loads(_apart(_BRING, passphrase, home.folder, file, mapping).splitlines()[-1])
    yield Figure("rows of a table taken in", told["good"], "", f"{size - table.bad(size):,}")
    yield Figure("bad rows left out, dry run", told["bad dry"], "", f"{table.bad(size):,}")
    yield Figure("bad rows left out with a reason, in the file of errors", min(told["left"], told["reasons"]))
    for what in ("accepted", "created", "linked", "doubts"):
        yield Figure(f"  {what}", told[what])
    for what, goal in (("dry", 2_000), ("recorded", 500)):
        wall, processor = told[what]
        yield Figure(f"rows a second, {what}", size / wall, "rows/s", f"≥ {goal:,}")
        yield Figure(f"rows a second of the processor, {what}", size / processor, "rows/s")
    yield Figure("memory at most, dry; all", told["peak dry"], "MB")
    yield Figure("memory at most, recorded", told["peak"], "MB")
    yield Figure("memory at most, reader in the sandbox", told["sandbox"], "MB")
