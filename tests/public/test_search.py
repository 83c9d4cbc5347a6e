"""Any spelling finds a name, any form finds a word, and nothing that is typed can break it."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from khronika.public.app import Public, create
from khronika.public.query import LONGEST, clean, excerpt, stem, words

Ask = Callable[..., httpx.Response]


def found(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200
    main = answer.text.split("<main")[1]
    return re.findall(r'href="((?:people|organizations|places|statements|sources)/(?!index)[^"]+)\.html', main)


@pytest.mark.parametrize("name", ["Vera Zorka", "Вера Зорка", "Веры Зорки", "Viera Zorka", "ZORKA"])
def test_a_person_is_found_in_any_spelling(ask: Ask, name: str) -> None:
    assert found(ask("GET", "/en/search", params={"q": name}))[0] == "people/vera-zorka"


def test_get_and_post_answer_alike(ask: Ask) -> None:
    assert ask("GET", "/be/search?q=Zorka").content == ask("POST", "/be/search", data={"q": "Zorka"}).content


@pytest.mark.parametrize(
    ("query", "where", "marked"),
    [
        ("moratorium executions", "statements/call", "<mark>moratorium</mark> on <mark>executions</mark>"),
        ("execution", "statements/call", "<mark>executions</mark>"),
        ("крымінальная справа", "sources/src1", "<mark>крымінальныя</mark> <mark>справы</mark>"),
        ("banned books", "people/vera-zorka", "library of <mark>banned</mark> <mark>books</mark>"),
    ],
)
def test_texts_are_found_by_any_form_of_their_words(ask: Ask, query: str, where: str, marked: str) -> None:
    answer = ask("GET", "/en/search", params={"q": query})
    assert where in found(answer) and marked in answer.text


def test_results_say_why_they_are_there(ask: Ask) -> None:
    assert "by the name <bdi>Вера Зорка</bdi>" in ask("GET", "/en/search", params={"q": "Вера Зорка"}).text


def test_results_are_grouped_by_kind(ask: Ask) -> None:
    page = ask("GET", "/en/search", params={"q": "Hrodna"}).text
    assert re.findall(r'<h2 id="found-1">([^<]+)', page) == ["Places"]


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '"(a AND',
        "text:*",
        "-",
        "[a TO b]",
        "a" * 100_000,
        "\x00\x1b\u202e",
        "*?^~:\\/",
        "'; --",
        "{{7*7}}",
        "<script>",
        "🙂",
        "\ud800",
        "و ه",
        "a " * 5000,
    ],
)
def test_nothing_that_is_typed_breaks_it(ask: Ask, query: str) -> None:
    raw = query.encode("utf-8", "surrogatepass")[:15_000]
    for method, more in (
        ("GET", {"params": {"q": raw.decode("utf-8", "replace")[:4000]}}),
        ("POST", {"content": b"q=" + raw}),
    ):
        answer = ask(method, "/en/search", **more)
        assert answer.status_code in (200, 413)
        assert "<script>" not in answer.text.replace('<script type="application/ld+json">', "")


def test_a_form_that_is_too_long_is_told_so(ask: Ask) -> None:
    assert ask("POST", "/en/search", content=b"q=" + b"a" * 1_000_000).status_code == 413


@pytest.mark.parametrize("path", ["/en/search", "/en/search?q=", "/en/search.html?q=%20", "/en/search?x=1"])
def test_without_a_query_the_lists_show(ask: Ask, path: str) -> None:
    assert "these lists stand in for search" in ask("GET", path).text


def test_results_are_stored_nowhere(ask: Ask) -> None:
    assert ask("GET", "/en/search?q=zorka").headers["cache-control"] == "no-store"


def test_indexes_are_kept_by_the_editions_digest_and_older_ones_removed(
    editions: Path, tmp_path: Path, asking: Callable[[Public], Ask]
) -> None:
    old = tmp_path / ("0" * 32)
    old.mkdir()
    (tmp_path / "mine").mkdir()
    for _ in range(2):
        assert found(asking(create(editions / "7", cache=tmp_path))("GET", "/en/search?q=zorka")) == [
            "people/vera-zorka"
        ]
    assert not old.exists() and (tmp_path / "mine").exists()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_broken_cache_is_made_anew(editions: Path, tmp_path: Path, asking: Callable[[Public], Ask]) -> None:
    asking(create(editions / "7", cache=tmp_path))("GET", "/en/search?q=zorka")
    kept = next(tmp_path.iterdir())
    (kept / "person.names").write_bytes(b"rubbish")
    assert found(asking(create(editions / "7", cache=tmp_path))("GET", "/en/search?q=zorka")) == ["people/vera-zorka"]


def test_a_query_is_one_short_line() -> None:
    assert clean(" a\x00b\n\t c\u202e ") == "a b c"
    assert len(clean("я" * 10_000)) == LONGEST


def test_words_and_stems() -> None:
    assert words("Ab ab, c-d_e") == ["ab", "c", "d", "e"]
    assert (stem("суд"), stem("справа"), stem("2015")) == ("суд", "спра", "2015")
    assert excerpt("nothing here", ["other"]) == excerpt("text", []) == ()
