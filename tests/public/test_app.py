"""What the public server answers, and what it never does."""

import gzip
import logging
from collections.abc import Callable
from pathlib import Path

import brotli
import httpx
import pytest

from khronika.public.app import Public, create
from khronika.public.errors import Unservable
from khronika.public.headers import language

Ask = Callable[..., httpx.Response]


def test_a_page_answers_with_and_without_its_ending(ask: Ask, editions: Path) -> None:
    kept = (editions / "7/site/be/people/vera-zorka.html").read_bytes()
    assert ask("GET", "/be/people/vera-zorka").content == kept
    assert ask("GET", "/be/people/vera-zorka.html").content == kept


@pytest.mark.parametrize(
    ("accepted", "used"),
    [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0, gzip", "gzip"), ("", None)],
)
def test_a_page_comes_in_the_best_encoding_taken(ask: Ask, accepted: str, used: str | None) -> None:
    answer = ask("GET", "/en/method", headers={"accept-encoding": accepted})
    assert answer.headers.get("content-encoding") == used
    assert answer.headers["vary"] == "accept-encoding"
    assert "Method" in answer.text


def test_compressed_bytes_are_the_page(public: Public, editions: Path) -> None:
    page = public._files.find("/en/method")
    assert page is not None
    plain = (editions / "7/site/en/method.html").read_bytes()
    assert gzip.decompress(page.body("gzip")[1]) == brotli.decompress(page.body("br")[1]) == plain


def test_who_has_a_page_gets_it_not_again(ask: Ask) -> None:
    first = ask("GET", "/en/people/vera-zorka")
    again = ask("GET", "/en/people/vera-zorka", headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert ask("GET", "/en/people/vera-zorka", headers={"if-none-match": '"other"'}).status_code == 200


def test_head_is_get_without_its_body(ask: Ask) -> None:
    head, get = ask("HEAD", "/en/people/vera-zorka"), ask("GET", "/en/people/vera-zorka")
    assert head.content == b"" and head.headers == get.headers


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/en/people/vera-zorka", "/en/nobody", "/en/search?q=zorka", "/edition.json", "/health"]
)
def test_every_answer_is_strict_and_sets_no_cookie(ask: Ask, path: str) -> None:
    headers = ask("GET", path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer" and headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] in ("no-cache", "no-store")
    assert "set-cookie" not in headers and "server" not in headers


def test_the_door_leads_to_the_language_of_the_reader(ask: Ask) -> None:
    answer = ask("GET", "/", headers={"accept-language": "pl, be-BY;q=0.9, en;q=0.3"})
    assert (answer.status_code, answer.headers["location"], answer.headers["cache-control"]) == (307, "be/", "no-store")
    assert language(b"", ("en", "be")) == language(b"q=;;;,,", ("en", "be")) == "en"


def test_folders_lead_to_their_list(ask: Ask) -> None:
    assert ask("GET", "/en/people").headers["location"] == "people/"
    assert ask("GET", "/en").headers["location"] == "en/"
    assert ask("GET", "/en/people/").status_code == 200


def test_what_is_hidden_answers_like_what_never_was(ask: Ask) -> None:
    one, other = ask("GET", "/be/people/hidden"), ask("GET", "/be/people/never-was.html")
    assert one.status_code == 404
    assert (one.content, one.headers) == (other.content, other.headers)
    assert 'href="../people/index.html"' in one.text


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.json",
        "/%2e%2e/secret.json",
        "/tuf/../secret.json",
        "/tuf/..%2fsecret.json",
        "/..%5csecret.json",
        "//etc/passwd",
        "/site/en/index.html",
        "/en/%00",
        "/en/people/vera-zorka.html/",
        "/" + "a/" * 3000,
        "/tuf/missing.json",
    ],
)
def test_only_what_the_edition_lists_is_served(ask: Ask, path: str) -> None:
    answer = ask("GET", path)
    assert answer.status_code == 404 and b"secret" not in answer.content


def test_a_mirror_gets_all_it_needs_to_check(ask: Ask, editions: Path) -> None:
    for path in ("edition.json", "manifests/_.json", "data/records/00.jsonl"):
        assert ask("GET", f"/{path}").content == (editions / "7" / path).read_bytes()
    assert ask("GET", "/tuf/timestamp.json").content == b"{}"


def test_health_says_ok(ask: Ask) -> None:
    assert ask("GET", "/health").text == "ok\n"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_pages_are_only_read(ask: Ask, method: str) -> None:
    answer = ask(method, "/en/people/vera-zorka")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_quiet_build_is_stored_nowhere(editions: Path, asking: Callable[[Public], Ask]) -> None:
    assert asking(create(editions / "7", quiet=True))("GET", "/en/").headers["cache-control"] == "no-store"


def test_a_changed_file_is_not_served_and_nothing_is_told(
    tmp_path: Path, making: Callable[[Path], Path], asking: Callable[[Public], Ask], caplog: pytest.LogCaptureFixture
) -> None:
    folder = making(tmp_path / "1")
    page = folder / "site/en/method.html"
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().replace(b"Method", b"Mothed"))
    with caplog.at_level(logging.DEBUG):
        answer = asking(create(folder))("GET", "/en/method?q=canary")
    assert answer.status_code == 500
    assert "Mothed" not in answer.text and "Altered" not in answer.text
    told = [record.getMessage() for record in caplog.records if record.name.startswith("khronika")]
    assert told == ["An answer failed: EditionError."]


def test_no_query_is_ever_logged(ask: Ask, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG, logger="khronika"):
        ask("GET", "/en/search?q=canarybird")
        ask("POST", "/en/search", data={"q": "canarybird"})
    out, err = capfd.readouterr()
    assert (
        "canarybird" not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("khronika")) + out + err
    )


def test_a_folder_that_is_no_edition_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(Unservable, match="Expected an edition that can be served in"):
        create(tmp_path)


def test_an_edition_works_below_a_prefix(public: Public, asking: Callable[[Public], Ask]) -> None:
    async def mounted(scope, receive, send):  # type: ignore[no-untyped-def]
        await public({**scope, "root_path": "/copies/7"}, receive, send)

    ask = asking(mounted)  # type: ignore[arg-type]
    assert ask("GET", "/copies/7/en/people/vera-zorka").status_code == 200
    assert ask("GET", "/copies/7/en").headers["location"] == "en/"
