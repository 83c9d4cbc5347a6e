"""Bad input and bad moments, with real requests to a desk that runs as `khronika desk` runs it: nothing is lost or doubled, and somebody is told."""

import html
import http.client
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.conftest import SECRETS, Command
from tests.vault.conftest import _paper, _written
from tests.vault.making import export

TOKEN, BOUNDARY = "t" * 32, "between-parts"
WAIT = 240  # seconds at most for what goes on in the background
FACT = "On 4 March 2021 {} was sentenced to four years in prison in Sampletown."


class Desk:
    """A desk as a process, with two people who have accounts."""

    def __init__(self, command: Command, port: int) -> None:
        self.port, self.process = port, command.start("desk", "--port", port, stdout=subprocess.DEVNULL)

    def wait(self) -> None:
        for _ in range(300):
            assert self.process.poll() is None, "the desk ended"
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the desk did not answer")

    def memory(self) -> float:
        """What the process holds, in MB."""
        held = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())
        return int(held[1]) / 1024


class Browser:
    """Somebody logged in, with the cookies of a browser and nothing else of it."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk, self.cookies = desk, {"csrftoken": TOKEN}
        status, _text = self.post("/admin/login/", username=name, password=SECRETS["KHRONIKA_PASSWORD"], next="/admin/")
        assert (status, "khronika_desk" in self.cookies) == (302, True)

    def head(self, path: str, kind: str, length: int) -> bytes:
        """The lines that come before a form."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookies}", f"X-CSRFToken: {TOKEN}"]
        return "\r\n".join([*lines, f"Content-Type: {kind}", f"Content-Length: {length}", "", ""]).encode()

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str]:
        """The status and the text of an answer; where a form leads is asked for at once."""
        link = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=WAIT)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": cookies, "X-CSRFToken": TOKEN, **({"Content-Type": kind} if kind else {})}
        link.request(method, path, body, sent)
        answer = link.getresponse()
        text = answer.read().decode()
        for each in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.cookies["csrftoken"] = TOKEN
        link.close()
        self.place = (answer.headers.get("Location") or path).partition("#")[0]
        return answer.status, html.unescape(text)

    def get(self, path: str) -> str:
        status, text = self.ask("GET", path)
        assert status == 200, f"{path}: {status}"
        return text

    def post(self, path: str, **given: str) -> tuple[int, str]:
        return self.ask("POST", path, urlencode(given).encode(), "application/x-www-form-urlencoded")

    def done(self, path: str, **given: str) -> str:
        """A form, and the screen it leads to."""
        assert self.post(path, **given)[0] == 302
        return self.get(self.place)

    def upload(self, name: str, data: bytes) -> str:
        """Add a file; the page that says what became of it."""
        status, _ = self.ask(
            "POST", "/admin/sources/add/", form(name, data), f"multipart/form-data; boundary={BOUNDARY}"
        )
        assert status == 302
        return self.place

    def kept(self, batch: str) -> str:
        """What became of a batch, when nothing of it goes on any more."""
        until = time.monotonic() + WAIT
        while "data-busy" in (text := self.get(batch)) and time.monotonic() < until:
            time.sleep(0.5)
        assert "data-busy" not in text
        return text

    def source(self, data: str | bytes, name: str = "news.txt") -> str:
        """Add a file; the address of its review."""
        batch = self.upload(name, data.encode() if isinstance(data, str) else data)
        return re.search(r"/admin/sources/[a-z0-9]{12}/review/", self.kept(batch))[0]


def form(name: str, data: bytes) -> bytes:
    """A file as a browser sends it."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


def told(text: str) -> list[str]:
    """How what a screen says is meant, error or success; not the empty forms behind it, in which a script would say something."""
    found = re.search(r'<div class="messages".*?</ul>', text, re.DOTALL)
    return re.findall(r'<li class="(\w+)', found[0]) if found else []


def cut_off(browser: Browser, path: str, kind: str, body: bytes, *, length: int = 0) -> None:
    """A form whose sender is gone before the answer; with a length, before its end."""
    with socket.create_connection(("127.0.0.1", browser.desk.port)) as link:
        link.sendall(browser.head(path, kind, length or len(body)) + body)


@pytest.fixture(scope="module")
def desk(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk at which a password is enough: how one comes in is tried elsewhere."""
    folder = tmp_path_factory.mktemp("load") / "home"
    shutil.copytree(template_home, folder)
    with (folder / "khronika.toml").open("r+", encoding="utf-8") as settings:
        text = settings.read()
        settings.seek(0)
        settings.write("second_factor = false\n" + text)
    command = Command(folder)
    command("user", "add", "colleague", "--role", "researcher", "--role", "reviewer", "--role", "editor")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    opened = Desk(command, port)
    try:
        opened.wait()
        yield opened
    finally:
        opened.process.terminate()
        opened.process.wait(timeout=30)


@pytest.fixture
def vera(desk: Desk) -> Browser:
    return Browser(desk, "editor")


@pytest.fixture
def pavel(desk: Desk) -> Browser:
    return Browser(desk, "colleague")


def ready(text: str) -> str:
    """All that can be accepted as it is, from the screen that asks."""
    return re.search(r'name="answers" value="([^"]+ [^"]+)"', text)[1]


def waiting(text: str) -> int:
    return int(re.search(r"<b>(\d+)</b> waiting", text)[1])


def test_of_two_who_decide_the_same_at_once_one_is_told(vera, pavel):
    review = vera.source(FACT.format("Anna Sample"))
    answers, together = ready(vera.get(f"{review}?all=1")), threading.Barrier(2)
    said: list[list[str]] = []

    def decide(browser: Browser) -> None:
        together.wait()
        said.append(told(browser.done(f"{review}rule/", answers=answers)))

    both = [threading.Thread(target=decide, args=(each,)) for each in (vera, pavel)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(said) == [["error"], ["success"]]
    assert waiting(vera.get(review)) == 0


def test_a_browser_closed_before_the_answer_has_decided(vera):
    review = vera.source(FACT.format("Boris Example"))
    answers = ready(vera.get(f"{review}?all=1"))
    body = urlencode({"answers": answers}).encode()
    cut_off(vera, f"{review}rule/", "application/x-www-form-urlencoded", body)
    until = time.monotonic() + 30
    while (left := waiting(vera.get(review))) and time.monotonic() < until:
        time.sleep(0.2)
    assert left == 0
    assert told(vera.done(f"{review}rule/", answers=answers)) == ["error"]


def test_an_upload_that_breaks_off_keeps_nothing_and_may_be_sent_again(vera):
    whole = form("broken.txt", (FACT.format("Clara Specimen") + "\n").encode() * 2_000)
    cut_off(vera, "/admin/sources/add/", f"multipart/form-data; boundary={BOUNDARY}", whole[:20_000], length=len(whole))
    assert "broken.txt" not in vera.get("/admin/sources/")
    cut_off(vera, "/admin/sources/add/", f"multipart/form-data; boundary={BOUNDARY}", whole[:-40])
    assert "Clara" not in vera.get("/admin/sources/")
    assert "Kept" in vera.kept(vera.upload("broken.txt", FACT.format("Clara Specimen").encode()))


def test_two_megabytes_are_pasted_and_kept_message_by_message(vera):
    text = "\n---\n".join(f"Message {number}: " + "word " * 2_000 for number in range(200))
    assert len(text) > 2_000_000
    status, shown = vera.post("/admin/sources/add/", paste=text)
    assert (status, "Keep 200 messages" in shown) == (200, True)
    assert vera.post("/admin/sources/add/paste/", text=text, way="cuts", keep="1")[0] == 302
    batch = vera.place
    assert "200" in vera.kept(batch)


def test_five_hundred_pages_come_to_review_and_the_desk_stays_small(desk, vera):
    pages = [f"Page {number}. " + FACT.format(f"Dora Example {number}") for number in range(500)]
    before = desk.memory()
    review = vera.source(_paper(*(_written([page]) for page in pages)), "report.pdf")
    until = time.monotonic() + WAIT
    while not waiting(text := vera.get(review)) and time.monotonic() < until:
        time.sleep(2)  # so long a text is read in the background
    assert "Page 499" in text
    assert waiting(text) > 0
    assert desk.memory() - before < 200


def test_a_thousand_messages_of_a_chat_are_kept_while_the_desk_answers(desk, vera, pavel):
    data = export(*({"text": f"{number}. " + FACT.format("Egor Model")} for number in range(1_000)))
    batch = vera.upload("result.json", data)
    assert "Ledger" in pavel.get("/admin/ledger/")
    text = vera.kept(batch)
    assert re.search(r"1,?000", text)
    assert desk.memory() < 500
    again = vera.kept(vera.upload("result.json", data))
    assert "Here already" in again or "1000" in again
