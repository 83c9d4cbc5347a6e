"""Twenty people at work at one desk: how long each screen lets them wait, what the desk holds in memory, and that nothing is lost.

The desk is a process of its own, served as `khronika desk` serves it; it tells with each answer the processor's time that the
answer took. Who works is a thread here, pauses as a person does, and goes from screen to screen by what the screens show.
"""

import http.client
import os
import random
import re
import shutil
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

from khronika.bench.figure import Figure, median, share
from khronika.bench.home import invented, make
from khronika.bench.served import HOST, memory, serving
from khronika.cli.opening import passphrase as secret
from khronika.desk.start import start
from khronika.home import unlock

SIZE = 2_000  # people in the register, where no home is named
WORKERS, SECONDS = 20, 120
PACES = {
    "a screen every ten seconds each": (3.0, 15.0),
    "every four": (1.0, 5.0),
}  # seconds between two deeds of one person
EACH, ROWS, SHARED = 24, 12, 10  # proposals and rows of the day sheet a person has, and proposals that two have
PATIENCE, TOKEN = 600.0, "k" * 32
GOALS = {"a decision": 300}
_PROPOSAL = re.compile(r'value="([a-z2-9]{12}):')
_ROW = re.compile(r'<tr class="k-row k-row--.*?</tr>', re.DOTALL)
_FIELD = re.compile(
    r'form="f-[^"]*" name="([a-z-]+)" value="([^"]*)"|<input type="hidden" name="([a-z]+)" value="([^"]*)"'
)
_MESSAGES = re.compile(r'<div class="messages".*?</ul>', re.DOTALL)
_RECORD = re.compile(r'href="/admin/records/([a-z2-9]{12})/')


@dataclass(frozen=True, slots=True)
class Place:
    """What one person works with: a session, a source of one's own, one that a colleague has too, and a day."""

    session: str
    source: str
    shared: str
    day: date
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk answered, the seconds it took, and of the processor."""

    status: int
    text: str
    seconds: float
    processor: float


@dataclass(slots=True)
class Times:
    """What was measured of each screen by all; `errors` are answers that are none."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    processor: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def note(self, screen: str, answer: Answer, *good: int) -> None:
        """Note an answer; anything but a good one is an error."""
        self.seconds[screen].append(answer.seconds * 1000)
        self.processor[screen].append(answer.processor)
        if answer.status not in (good or (200,)):
            self.errors.append(f"{screen}: {answer.status}")


class Browser:
    """One person's browser: one kept connection, a session and its form token."""

    def __init__(self, port: int, session: str) -> None:
        """Logged in."""
        self.port, self.cookies = port, {"khronika_desk": session, "csrftoken": TOKEN}
        self.kept = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)

    def get(self, path: str) -> Answer:
        """A screen."""
        return self._ask("GET", path)

    def post(self, path: str, **more: str) -> Answer:
        """A form; where it leads is not followed."""
        return self._ask("POST", path, urlencode(more))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        sent = {"Cookie": "; ".join(map("=".join, self.cookies.items())), "Accept": "text/html"}
        if body is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN, "X-Part": "row"}
        began = time.perf_counter()
        self.kept.request(method, path, body, sent)
        answer = self.kept.getresponse()
        text = answer.read().decode()
        seconds = time.perf_counter() - began
        for each in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = each.partition(";")[0].partition("=")
            if name == "messages":  # what is said on the next screen
                self.cookies[name] = value
        told = answer.headers.get("Server-Timing", "0").rpartition("=")[2]
        return Answer(answer.status, text, seconds, float(told))


class Person:
    """Somebody at work: each deed is one screen, or a form and the screen it leads to."""

    def __init__(self, port: int, place: Place, times: Times, seed: int) -> None:
        """At the desk on a port."""
        self.browser, self.place, self.times, self.chance = (
            Browser(port, place.session),
            place,
            times,
            random.Random(seed),
        )
        self.waiting: list[str] = []
        self.records: list[str] = []

    def deeds(self) -> dict[Callable[[], None], int]:
        """What there is to do, and how often beside the others."""
        return {
            self.home: 2, self.sources: 2, self.review: 2, self.decide: 6, self.listing: 3, self.found: 2, self.record: 4,
            self.switch: 6, self.sheet: 2, self.save: 3, self.press: 1, self.ledger: 1,
        }  # fmt: skip

    def work(self, until: float, pauses: tuple[float, float]) -> None:
        """Go on until a time, pausing before each deed: nobody begins in the same moment as everybody else."""
        deeds = self.deeds()
        time.sleep(self.chance.uniform(0, pauses[1]))
        while time.monotonic() < until:
            self.act(self.chance.choices(list(deeds), list(deeds.values()))[0])
            time.sleep(self.chance.uniform(*pauses))

    def act(self, deed: Callable[[], None]) -> None:
        """One deed; a connection that breaks is an error and no end."""
        try:
            deed()
        except (OSError, http.client.HTTPException, IndexError) as error:
            self.times.errors.append(f"{deed.__name__}: {error!r}")
            self.browser.kept.close()

    def _look(self, screen: str, path: str) -> str:
        answer = self.browser.get(path)
        self.times.note(screen, answer)
        return answer.text

    def home(self) -> None:
        """The first page."""
        self._look("home", "/admin/")

    def sources(self) -> None:
        """The list of sources, those that wait."""
        self._look("sources that wait", "/admin/sources/?show=waiting")

    def review(self) -> None:
        """The person's own source, with what is still to decide."""
        text = self._look("review of a source", f"/admin/sources/{self.place.source}/review/?show=waiting")
        self.waiting = list(dict.fromkeys(_PROPOSAL.findall(text)))

    def decide(self) -> None:
        """Accept one proposal, and see the screen it leads to."""
        if not self.waiting:
            self.review()
        if self.waiting:
            proposal = self.waiting.pop(0)
            answer = self.browser.post(f"/admin/sources/{self.place.source}/review/rule/", answers=f"{proposal}:new")
            self.times.note("a decision", answer, 302)
            self.times.decided.append(proposal)
            self.review()

    def contest(self, proposal: str) -> None:
        """Accept a proposal that a colleague accepts at the same moment; one of the two is told."""
        path = f"/admin/sources/{self.place.shared}/review/"
        answer = self.browser.post(path + "rule/", answers=f"{proposal}:new")
        self.times.note("a decision two make at once", answer, 302)
        if 'class="error"' in _MESSAGES.findall(self.browser.get(path).text)[0]:
            self.times.told.append(proposal)

    def listing(self) -> None:
        """A list of records, some page of it."""
        kind = self.chance.choice(("Person", "Person", "Proceeding", "Organization"))
        text = self._look("list of records", f"/admin/records/?kind={kind}&page={self.chance.randint(1, 9)}")
        self.records = _RECORD.findall(text) or self.records

    def found(self) -> None:
        """What a search in the records finds."""
        name = self.chance.choice(self.place.names)
        self.records = (
            _RECORD.findall(self._look("search in records", f"/admin/records/?q={quote(name)}")) or self.records
        )

    def record(self) -> None:
        """One of the records that were listed last."""
        if not self.records:
            self.listing()
        self._look("page of a record", f"/admin/records/{self.chance.choice(self.records)}/")

    def switch(self) -> None:
        """The list that follows the keys."""
        surname = self.chance.choice(self.place.names).split()[-1]
        words = quote(surname[: self.chance.randint(3, len(surname))])
        self._look("names while typing", f"/admin/adding/find/?kind=Person&q={words}")

    def sheet(self) -> None:
        """The person's day sheet."""
        self._look("day sheet", f"/admin/day/{self.place.day}/")

    def save(self) -> None:
        """Save the next row of which nothing is recorded."""
        text = self._look("day sheet", f"/admin/day/{self.place.day}/")
        row = next((each for each in _ROW.findall(text) if "k-row__done" not in each), "")
        given = {one or two: value or other for one, value, two, other in _FIELD.findall(row)}
        if given:
            given |= {"result": self.chance.choice(("10d", "20b", "f500", "acq"))}
            self.times.note("a row saved", self.browser.post(f"/admin/day/{self.place.day}/save/", **given))
            self.times.saved.append(given["key"])

    def press(self) -> None:
        """The press, which is at rest."""
        self._look("press", "/admin/press/")

    def ledger(self) -> None:
        """The newest entries."""
        self._look("ledger", "/admin/ledger/")


def measure(folder: Path, size: int, *, home: Path | None = None) -> Iterator[Figure]:
    """Let twenty people work for two minutes at each pace in a register of `size` people, or in a copy of a filled `home`."""
    places, key = _laid(folder, size, home)
    with serving(folder / "home", key) as (port, process):
        times = Times()
        first = Times()
        newcomer = Person(port, places[0], first, 0)
        for deed in newcomer.deeds():
            newcomer.act(deed)
        paced = {pace: Times() for pace in PACES}
        for pace, here in paced.items():
            _at_work(port, places, here, PACES[pace])
        contested = _contested(port, places, here)
        held = memory(process.pid)
    for pace, here in paced.items():
        yield Figure(f"TWENTY PEOPLE, {pace.upper()}: answers", sum(map(len, here.seconds.values())))
        yield from _figures(first, here)
        times.decided += here.decided
        times.saved += here.saved
        times.told += here.told
    yield Figure("the desk process in memory, at the end", held["VmRSS"], "MB", "≤ 350 MB")
    yield Figure("  at most", held["VmHWM"], "MB")
    yield from _kept([*first.decided, *times.decided], [*first.saved, *times.saved], contested, times)


def _laid(folder: Path, size: int, home: Path | None) -> tuple[list[Place], str]:
    """The home with work for twenty people in it; their places, and what opens it."""
    key = secret() if home else invented()
    if home is None:
        make(folder, key)
    else:
        shutil.copytree(home, folder / "home")
        start(unlock(folder / "home", key))
    from django.test import Client

    from khronika.bench import morning, people
    from khronika.bench.register import editor, fill, prepare
    from khronika.desk.accounts.models import User
    from khronika.desk.accounts.roles import Role
    from khronika.desk.claims.models import Proposal, Record

    by = User.objects.order_by("pk")[0]
    if home is None:
        fill(editor(), size)
    many = Record.objects.filter(kind="Person").count() or 1
    shares = prepare(WORKERS + WORKERS // 2, EACH)
    sources = [Proposal.objects.get(id=share[0]).reading.version.capture.source_id for share in shares]
    today, places = datetime.now(UTC).date(), []
    for number in range(WORKERS):
        day = today - timedelta(days=number)
        morning.hearings(by, (day,), range(number * ROWS, (number + 1) * ROWS))
        account = User.objects.create_user(f"person{number}", held=" ".join(Role))
        client = Client()
        client.force_login(account)
        names = tuple(people.person(random.Random(number + each).randrange(many)).be for each in range(0, 2_000, 100))
        session = client.cookies["khronika_desk"].value
        places.append(Place(session, sources[number], sources[WORKERS + number // 2], day, names))
    return places, key


def _at_work(port: int, places: list[Place], times: Times, pauses: tuple[float, float]) -> None:
    """All of them for a while."""
    until = time.monotonic() + SECONDS
    people = [Person(port, place, times, number) for number, place in enumerate(places, 1)]
    threads = [threading.Thread(target=person.work, args=(until, pauses)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _contested(port: int, places: list[Place], times: Times) -> list[str]:
    """Two people accept the same proposals at once; the proposals."""
    made = []
    for one, two in zip(places[::2], places[1::2], strict=True):
        pair = [Person(port, one, times, 0), Person(port, two, times, 0)]
        text = pair[0].browser.get(f"/admin/sources/{one.shared}/review/?show=waiting").text
        proposal = _PROPOSAL.findall(text)[0]
        threads = [threading.Thread(target=person.contest, args=(proposal,)) for person in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        made.append(proposal)
    return made


def _figures(first: Times, times: Times) -> Iterator[Figure]:
    """What each screen took, beside its goal."""
    for screen, taken in sorted(times.seconds.items(), key=lambda each: -share(each[1], 0.95)):
        processor = times.processor[screen]
        beside = {
            "median": median(taken),
            "of the processor, 95th percentile": share(processor, 0.95),
            "of the processor, median": median(processor),
            "times asked": len(taken),
            "the first after a start": first.seconds[screen][0] if first.seconds[screen] else 0.0,
        }
        goal = GOALS.get(screen, 400)
        yield Figure(f"{screen}, 95th percentile", share(taken, 0.95), "ms", f"≤ {goal} ms", beside)
    yield Figure("answers that are none", len(first.errors) + len(times.errors), "", "0")
    for told in sorted({*first.errors, *times.errors}):
        yield Figure(f"  {told[:100]}", (first.errors + times.errors).count(told))
    yield Figure("work on the machine, of one core (load)", os.getloadavg()[0])


def _kept(decided: list[str], saved: list[str], contested: list[str], times: Times) -> Iterator[Figure]:
    """Whether what was answered is in the register."""
    from khronika.bench.register import sound
    from khronika.desk.claims.models import Proposal, Reading, Ruling

    accepted = set(Proposal.objects.filter(state="accepted").values_list("id", flat=True))
    rulings = list(Ruling.objects.filter(proposal__in=contested).values_list("proposal", flat=True))
    rows = Reading.objects.filter(reader__startswith="day sheet").count()
    yield Figure("decisions that were answered", len(decided))
    yield Figure("  and are not in the register", sum(each not in accepted for each in decided), "", "0")
    yield Figure("rows that were answered", len(saved))
    yield Figure("  and are not in the register", max(0, len(saved) - rows), "", "0")
    yield Figure("proposals that two decided at once", len(contested))
    yield Figure("  decided just once", len(rulings), "", str(len(contested)))
    yield Figure("  of which the other one was told", len(times.told), "", str(len(contested)))
    yield Figure("breaks in the ledger", sound()[1], "", "0")
