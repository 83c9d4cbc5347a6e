"""A small edition on disk, with invented people, and a client that asks the application without a network."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from khronika.edition.claims import detail
from khronika.edition.codec import to_json
from khronika.edition.header import Header
from khronika.edition.model import Claim, Entry, Front, Passage, Record, Ref, Source, Title
from khronika.edition.writer import Writer
from khronika.pages.render import Renderer
from khronika.public.app import Public, create

VERA = Ref("p1", "Person", "people/vera-zorka", (Title("Vera Zorka", "en"), Title("Вера Зорка", "be")))
HOUSE = Ref("o1", "Organization", "organizations/open-house", (Title("Open House of Rights", "en"),))
TOWN = Ref("l1", "Place", "places/hrodna", (Title("Hrodna", "en"), Title("Гродна", "be")))
CALL = Ref("s1", "JointStatement", "statements/call", (Title("A call for a moratorium", "en"),))
DEMAND = Ref("d1", "Demand", "statements/call", CALL.titles)
Ask = Callable[..., httpx.Response]


def _text(subject: Ref, role: str, text: str) -> Claim:
    return Claim(
        f"c-{subject.id}-{role}", "Text", subject, detail("Text", {"role": role, "language": "en", "text": text})
    )


RECORDS = (
    Record(VERA, (_text(VERA, "description", "A teacher who kept a library of banned books."),)),
    Record(HOUSE),
    Record(TOWN),
    Record(
        CALL,
        (_text(CALL, "title", "A call for a moratorium"),),
        (),
        (Record(DEMAND, (_text(DEMAND, "demand", "introduce a moratorium on executions"),)),),
    ),
)
SOURCE = Source(
    "src1",
    "sources/src1",
    "Новая заява",
    "be",
    "",
    "",
    "2015",
    "2026-11-20",
    "0" * 64,
    "text/html",
    (Passage("q1", "зачыніць крымінальныя справы", "Мы патрабуем ", "."),),
)


def write(folder: Path) -> Path:
    """The sample edition in a folder."""
    renderer = Renderer(Front(7, "2026-11-21", "2026-11-20", "Open House", ("en", "be", "ru"), True))
    writer = Writer(folder)
    for language in renderer.languages:
        for path, data in renderer.fixed(language):
            writer.add(path, data)
        for record in RECORDS:
            writer.add(f"site/{language}/{record.ref.address}.html", renderer.record(record, language))
        writer.add(f"site/{language}/sources/src1.html", renderer.source(SOURCE, language))
        for path, data in renderer.listings("Person", [Entry(VERA)], language):
            writer.add(path, data)
    for path, data in {"site/index.html": renderer.door(), **renderer.styles()}.items():
        writer.add(path, data)
    writer.add("data/records/00.jsonl", b"".join(to_json(record) + b"\n" for record in RECORDS))
    writer.add("data/sources/00.jsonl", to_json(SOURCE) + b"\n")
    writer.finish(
        Header(
            7, date(2026, 11, 21), "Open House", ("en", "be", "ru"), 5, "1" * 64, previous="0" * 64, demonstration=True
        )
    )
    return folder


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of editions with number 7 in it, and signatures beside."""
    folder = tmp_path_factory.mktemp("editions")
    write(folder / "7")
    (folder / "tuf").mkdir()
    (folder / "tuf" / "timestamp.json").write_bytes(b"{}")
    (folder / "secret.json").write_bytes(b"secret")
    return folder


@pytest.fixture(scope="session")
def public(editions: Path) -> Public:
    return create(editions / "7")


def client(app: Public) -> Ask:
    """A function that asks an application: ask("GET", "/en/")."""

    def ask(method: str, path: str, **more: object) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app, raise_app_exceptions=True)
            async with httpx.AsyncClient(transport=transport, base_url="http://edition.invalid") as client:
                return await client.request(method, path, **more)  # type: ignore[arg-type]

        return asyncio.run(once())

    return ask


@pytest.fixture
def ask(public: Public) -> Iterator[Ask]:
    yield client(public)


@pytest.fixture
def asking() -> Callable[[Public], Ask]:
    """Makes the asking function of any application."""
    return client


@pytest.fixture
def making() -> Callable[[Path], Path]:
    """Writes the sample edition into a folder."""
    return write
