"""Only what is public is asked, however the way there winds."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from khronika.vault import fetch as module
from khronika.vault.errors import Refused, TooLarge, Unreachable
from khronika.vault.fetch import Limits, fetch


class Site(BaseHTTPRequestHandler):
    """A small web server; its path says what it answers."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.seen.append(dict(self.headers))
        getattr(self, "on_" + self.path.strip("/").split("/")[0].split("?")[0])()

    seen: list[dict[str, str]] = []

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def on_page(self) -> None:
        self.answer(b"<html>words</html>", content_type="text/html; charset=windows-1251", set_cookie="spy=1")

    def on_gone(self) -> None:
        self.answer(b"not here", 404)

    def on_turn(self) -> None:
        left = int(self.path.rsplit("/", 1)[1])
        self.answer(b"", 302, location=f"/turn/{left - 1}" if left else "/page", set_cookie="spy=1")

    def on_inside(self) -> None:
        self.answer(b"", 302, location="http://127.0.0.1/admin")

    def on_strange(self) -> None:
        self.answer(b"", 302, location="file:///etc/passwd")

    def on_large(self) -> None:
        self.answer(b"x" * 300_000)

    def on_bomb(self) -> None:
        self.answer(gzip.compress(b"x" * 3_000_000), content_encoding="gzip")

    def on_packed(self) -> None:
        self.answer(b"????", content_encoding="br")

    def on_slow(self) -> None:
        try:
            for letter in b"HTTP/1.1 200 OK\r\nx: " + b"y" * 100:
                self.wfile.write(bytes([letter]))
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def on_cut(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "1000")
        self.end_headers()
        self.wfile.write(b"part")
        self.close_connection = True

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_page_comes_with_where_and_when_it_was_found(site: str) -> None:
    found = fetch(f"{site}/turn/2", allow_private=True)
    assert found.data == b"<html>words</html>"
    assert (found.url, found.final_url) == (f"{site}/turn/2", f"{site}/page")
    assert (found.media_type, found.charset, found.status) == ("text/html", "windows-1251", 200)
    assert found.fetched_at.tzinfo is not None


def test_the_site_does_not_learn_who_asks(site: str) -> None:
    fetch(f"{site}/turn/1", allow_private=True)
    for headers in Site.seen:
        names = {name.lower() for name in headers}
        assert not names & {"cookie", "referer", "authorization"}
        assert "hronika" not in str(headers)
        assert "python" not in str(headers).lower()


def test_an_error_page_is_handed_on_with_its_status(site: str) -> None:
    assert fetch(f"{site}/gone", allow_private=True).status == 404


def test_five_redirects_are_followed_and_a_sixth_is_not(site: str) -> None:
    assert fetch(f"{site}/turn/4", allow_private=True).status == 200
    with pytest.raises(Refused) as error:
        fetch(f"{site}/turn/5", allow_private=True)
    assert str(error.value) == 'At most 5 redirects were expected from "127.0.0.1"; capture the final address.'


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
    ],
)
def test_no_private_address_is_asked_in_any_spelling(url: str) -> None:
    with pytest.raises((Refused, Unreachable)) as error:
        fetch(url, limits=Limits(seconds=5))
    if isinstance(error.value, Unreachable):
        assert "No address was found" in str(error.value)  # a resolver without IPv6 knows no such address


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "8.8.8.8"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert module._public(address)


def test_a_redirect_inside_is_refused_at_the_second_hop(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = site.rsplit(":", 1)[1]
    real = module._allow

    def outside(address: str, host: str, allow_private: bool) -> None:
        if host != "public.example":
            real(address, host, allow_private)

    async def resolve(url: str, allow_private: bool) -> str:
        host, _port = module._checked(url)
        module._allow("127.0.0.1", host, allow_private)
        return "127.0.0.1"

    monkeypatch.setattr(module, "_allow", outside)
    monkeypatch.setattr(module, "_resolve", resolve)
    with pytest.raises(Refused) as error:
        fetch(f"http://public.example:{port}/inside")
    assert str(error.value) == (
        'A public address was expected, but "127.0.0.1" leads to "127.0.0.1", inside this machine or its network; '
        "save the page and capture the file, or allow private addresses explicitly."
    )


def test_a_name_that_changes_its_mind_does_not_lead_inside(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def deceived(_url: str, _allow_private: bool) -> str:
        return "127.0.0.1"

    monkeypatch.setattr(module, "_resolve", deceived)
    with pytest.raises(Refused, match=r'"rebound\.example" leads to "127\.0\.0\.1"'):
        fetch(f"http://rebound.example:{site.rsplit(':', 1)[1]}/page")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://example.org/x", 'begins with http:// or https:// was expected, not "ftp://example.org/x"'),
        ("file:///etc/passwd", 'not "file:///etc/passwd"'),
        ("http://", "was expected"),
        ("http://[::1", "was expected"),
        ("http://user:word@example.org/", "holds a user name or password"),
        ("http://example.org:99999999/", "was expected"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str, says: str) -> None:
    with pytest.raises(Refused) as error:
        fetch(url)
    assert says in str(error.value)


def test_a_redirect_to_a_file_is_refused(site: str) -> None:
    with pytest.raises(Refused, match="http:// or https://"):
        fetch(f"{site}/strange", allow_private=True)


@pytest.mark.parametrize("path", ["large", "bomb"])
def test_a_body_over_the_limit_is_not_read_to_its_end(site: str, path: str) -> None:
    with pytest.raises(TooLarge, match=r"At most \d+ MB were expected"):
        fetch(f"{site}/{path}", allow_private=True, limits=Limits(size=200_000))


def test_a_server_that_dawdles_is_left(site: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unreachable, match="did not answer within 1 seconds"):
        fetch(f"{site}/slow", allow_private=True, limits=Limits(seconds=1))
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("path", ["cut", "packed"])
def test_a_broken_answer_is_no_answer(site: str, path: str) -> None:
    with pytest.raises(Unreachable):
        fetch(f"{site}/{path}", allow_private=True)


def test_nobody_at_home_is_said() -> None:
    with pytest.raises(Unreachable, match=r'"127\.0\.0\.1" could not be reached'):
        fetch("http://127.0.0.1:9/", allow_private=True, limits=Limits(seconds=5))
