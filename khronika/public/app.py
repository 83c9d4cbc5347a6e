"""One edition, served to readers who may be watched: no cookie, no log of visits, no query written anywhere.

Everything is served from a list of what the edition vouches for. Search is the one thing that is computed. A failure
shows as a failure and nothing else.
"""

import asyncio
import gc
import logging
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

import uvicorn

from khronika.edition.errors import EditionError
from khronika.edition.model import Front
from khronika.edition.reader import Edition, open_edition
from khronika.pages.errors import PagesError
from khronika.pages.numbers.prisoners import FIND
from khronika.pages.render import Renderer
from khronika.public.answers import HTML, TEXT, Answer, Receive, Scope, Send, answer, moved
from khronika.public.api import HOME, Api
from khronika.public.errors import Unservable
from khronika.public.files import BROTLI, GZIP, PLAIN, Files, Page
from khronika.public.headers import header, language, media, weights
from khronika.public.lists import Lists, Unclear
from khronika.public.query import LONGEST, clean
from khronika.public.search import Search
from khronika.public.signatures import Signatures
from khronika.vocabulary.errors import WrongTerms
from khronika.vocabulary.terms import own

LARGEST_FORM = 16 * 1024
SEARCH = ("search", "search.html")
ASKED = (FIND, f"{FIND}.html", "prisoners", "prisoners/", "prisoners/index", "prisoners/index.html")
_READY = 4096  # answers that are looked up at once
_LONG = 200  # bytes of an Accept-Encoding header that no browser sends
_log = logging.getLogger("khronika.public")


def create(edition_folder: Path, *, cache: Path | None = None, quiet: bool = False) -> "Public":
    """The ASGI application that serves the edition in a folder.

    cache: a folder for the search indexes, keyed by the edition's digest; without one they are made in memory.
    quiet: browsers are told to store nothing, for readers whose devices are searched.
    """
    try:
        return Public(open_edition(edition_folder), cache=cache, quiet=quiet)
    except (EditionError, PagesError) as error:
        raise Unservable(f"Expected an edition that can be served in {edition_folder.name!r}: {error}") from error


class Public:
    """An ASGI application over one edition."""

    def __init__(self, edition: Edition, *, cache: Path | None, quiet: bool) -> None:
        about = edition.header
        front = Front(
            about.number, about.pressed_on.isoformat(), "", about.organisation, about.languages, about.demonstration
        )
        self.languages, self._quiet = tuple(about.languages), quiet
        self._renderer = Renderer(front, self.languages)
        self._files = Files(edition)
        _understand(self._files)
        self._signatures = Signatures(edition.folder.parent)
        self._search = Search(self._files, edition.digest, cache)
        self._lists = Lists(self._files, self._renderer)
        self._api = Api(self._lists, self._search.find, self.languages, version=str(about.number), kept=not quiet)
        self._ready: dict[tuple[str, bytes], Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: pages seen before at once, all else by looking for it."""
        if scope["type"] != "http":
            await self._live(scope, receive, send)
            return
        known = accepted = b""
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                accepted = value
            elif name == b"if-none-match":
                known = value
        found = None if scope.get("query_string") else self._ready.get((scope["path"], accepted))
        if found is None or scope["method"] not in ("GET", "HEAD"):
            found = await self._answer(scope, receive, accepted)
        await found.send(scope["method"], known, send)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1000})
        while scope["type"] == "lifespan":
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._warming = asyncio.create_task(asyncio.to_thread(self._warm))
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    def _warm(self) -> None:
        self._search.prepare()
        gc.freeze()  # the indexes stay as they are: looking through them for garbage would pause readers

    async def _answer(self, scope: Scope, receive: Receive, accepted: bytes) -> Answer:
        try:
            return await self._look(scope, receive, accepted)
        except Exception as error:  # the reporting edge: what failed is told without what was asked
            _log.error("An answer failed: %s.", type(error).__name__)
            return answer(b"This page cannot be shown at the moment.\n", TEXT, status=500, kept=False)

    async def _look(self, scope: Scope, receive: Receive, accepted: bytes) -> Answer:
        root = scope.get("root_path", "")
        path = scope["path"].removeprefix(root) or "/"
        tongue, _, rest = path[1:].partition("/")
        if tongue in self.languages and rest in SEARCH:
            sought = await self._sought(scope, receive)
            if sought is None:
                return answer(b"This form is too long.\n", TEXT, status=413, kept=False)
            if sought:
                results = await asyncio.to_thread(self._search.find, sought, tongue)
                return answer(self._renderer.search(sought, results, tongue), HTML, kept=False)
            path = f"/{tongue}/search.html"
            scope["method"] = "HEAD" if scope["method"] == "HEAD" else "GET"
        if scope["method"] not in ("GET", "HEAD"):
            allowed = [(b"allow", b"GET, HEAD")]
            if path.startswith(HOME):
                return answer(b'{"error":"Ask with GET."}\n', media("x.json"), status=405, more=allowed, kept=False)
            return answer(b"Ask for this page with GET.\n", TEXT, status=405, more=allowed, kept=False)
        if path.startswith(HOME):
            return await asyncio.to_thread(self._api.answer, path, _values(scope))
        if tongue in self.languages and rest in ASKED and (values := _values(scope)):
            return await asyncio.to_thread(self._listed, tongue, values)
        return self._found(path, scope, accepted)

    def _listed(self, tongue: str, values: dict[str, str]) -> Answer:
        """The list that a reader asked for."""
        try:
            return answer(self._lists.prisoners(tongue, values), HTML, kept=False)
        except Unclear:
            return answer(self._lists.unclear(tongue, values), HTML, status=400, kept=False)

    def _found(self, path: str, scope: Scope, accepted: bytes) -> Answer:
        page = self._files.find(path)
        if page is not None and path != "/":
            made = self._page(page, encoding(accepted))
            if page.path.rpartition("/")[2] not in SEARCH and len(accepted) < _LONG:
                self._remember((scope["path"], accepted), made)
            return made
        if path == "/":
            chosen = language(header(scope["headers"], b"accept-language"), self.languages)
            return moved(f"{chosen}/")
        if path == "/health":
            return answer(b"ok\n", TEXT, kept=False)
        if self._files.folder(path):
            return moved(f"{path.rpartition('/')[2]}/")
        proof = self._files.proof(path) or self._signatures.read(path)
        return answer(proof, media(path)) if proof is not None else self._missing(path, scope)

    def _remember(self, key: tuple[str, bytes], made: Answer) -> None:
        if len(self._ready) >= _READY:
            self._ready.clear()
        self._ready[key] = made

    def _page(self, page: Page, wanted: str) -> Answer:
        used, body = page.body(wanted)
        more = [(b"vary", b"accept-encoding")]
        if used != PLAIN:
            more.append((b"content-encoding", used.encode()))
        tag = f'"{page.sha256[:32]}-{used}"'.encode()
        return answer(body, media(page.path), tag=tag, more=more, kept=not self._quiet)

    def _missing(self, path: str, scope: Scope) -> Answer:
        tongue, _, rest = path[1:].partition("/")
        if tongue not in self.languages:
            tongue, rest = "", path[1:]
        chosen = tongue or language(header(scope["headers"], b"accept-language"), self.languages)
        above = min(rest.count("/"), 20)
        return answer(self._lost(chosen, above if tongue else above - 1), HTML, status=404, kept=False)

    def _lost(self, chosen: str, above: int) -> bytes:
        return self._renderer.missing(chosen, above)

    async def _sought(self, scope: Scope, receive: Receive) -> str | None:
        """The cleaned query, empty where there is none, None where the form is longer than any honest one."""
        form: bytes | None = scope.get("query_string", b"")[:LARGEST_FORM]
        if scope["method"] == "POST":
            form = await _form(receive)
        if form is None:
            return None
        values = parse_qs(form.decode("latin-1"), encoding="utf-8", errors="replace", max_num_fields=None)
        return clean(values.get("q", [""])[0][: LONGEST * 4])


def serve(folder: Path, host: str, port: int, *, cache: Path | None = None, quiet: bool = False) -> None:
    """Serve the edition in a folder until stopped, in one process. It writes no line about any visit."""
    app = create(folder, cache=cache, quiet=quiet)
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False, log_level="warning", workers=1)


def _understand(files: Files) -> None:
    """Take the terms that the edition's organisation added; what cannot be taken shows by its key."""
    page = files.find("/data/terms.tsv")
    try:
        own(page.body(PLAIN)[1].decode() if page else "")
    except (WrongTerms, UnicodeDecodeError):
        own("")


def _values(scope: Scope) -> dict[str, str]:
    """What was asked in an address, each name once."""
    form = scope.get("query_string", b"")[:LARGEST_FORM].decode("latin-1")
    found = parse_qs(form, encoding="utf-8", errors="replace", max_num_fields=None)
    return {name: values[0] for name, values in found.items()}


async def _form(receive: Receive) -> bytes | None:
    parts: list[bytes] = []
    while sum(map(len, parts)) <= LARGEST_FORM:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
    return None


@lru_cache(maxsize=256)
def encoding(accepted: bytes) -> str:
    """The best encoding a browser takes: Brotli, gzip or none.

    >>> encoding(b"gzip, deflate, br;q=0")
    'gzip'
    """
    liked = weights(accepted)
    for choice in (BROTLI, GZIP):
        if liked.get(choice, 0.0) > 0:
            return choice
    return PLAIN
