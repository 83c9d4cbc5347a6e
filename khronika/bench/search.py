"""How long a reader waits for what a search finds, in several spellings, at the function that answers and through HTTP."""

import http.client
import random
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from khronika.bench import people
from khronika.bench.figure import Figure, median, share, timed
from khronika.bench.sample import many
from khronika.bench.server import HOST, serving
from khronika.edition.reader import open_edition
from khronika.public.files import Files
from khronika.public.query import clean
from khronika.public.search import Search

SIZE = 100_000
QUERIES = 300
Asked = tuple[str, str, str]  # how it is spelled, the language, the query


def measure(folder: Path, size: int) -> Iterator[Figure]:
    """Search among `size` records."""
    many(folder / "1", size)
    edition = open_edition(folder / "1")
    search = Search(Files(edition), edition.digest, folder / "cache")
    _, building = timed(search.prepare)
    yield Figure("to build the index", building, "s")
    asked = list(_queries(size))
    found = sum(bool(search.find(clean(query), language)) for _, language, query in asked[:50])
    yield Figure("of the first 50 queries found something", found)
    times = [_find(search, language, query) for _, language, query in asked]
    for spelling in dict.fromkeys(each[0] for each in asked):
        some = [taken for each, taken in zip(asked, times, strict=True) if each[0] == spelling]
        yield Figure(f"95th percentile, {spelling}", share(some, 0.95), "ms")
    yield Figure("a search, median", median(times), "ms")
    yield Figure("a search, 95th percentile", share(times, 0.95), "ms", "≤ 10 ms")
    yield from _over_http(folder, asked)


def _over_http(folder: Path, asked: list[Asked]) -> Iterator[Figure]:
    with serving("public", folder / "1", folder / "cache") as port:
        line = http.client.HTTPConnection(HOST, port, timeout=600)
        times = [_ask(line, language, query) for _, language, query in asked][10:]
    yield Figure("through HTTP, median", median(times), "ms")
    yield Figure("through HTTP, 95th percentile", share(times, 0.95), "ms", "≤ 10 ms")


def _find(search: Search, language: str, query: str) -> float:
    return timed(lambda: search.find(clean(query), language))[1] * 1000


def _ask(line: http.client.HTTPConnection, language: str, query: str) -> float:
    started = time.perf_counter()
    line.request("GET", f"/{language}/search?q={quote(query)}")
    answer = line.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"Expected an answer to the search; got status {answer.status}.")
    return (time.perf_counter() - started) * 1000


def _queries(size: int) -> Iterator[Asked]:
    dice = random.Random("queries")
    for turn in range(QUERIES):
        number = dice.randrange(size)
        names = people.person(number - (number % 20 > 17) * 2)
        spelled = (
            ("Belarusian", "be", names.be),
            ("Russian", "ru", names.ru),
            ("English", "en", names.en),
            ("surname alone", "en", names.en.split()[-1]),
            ("one letter wrong", "be", _misspelled(names.be, dice)),
            ("words of a text", "en", f"detained {people.place(number % 100).en}"),
        )
        yield spelled[turn % len(spelled)]


def _misspelled(name: str, dice: random.Random) -> str:
    place = dice.randrange(1, len(name) - 1)
    return name[:place] + dice.choice("аоеыі") + name[place + 1 :]
