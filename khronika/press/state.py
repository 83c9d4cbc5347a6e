"""What a press remembers for the next one: how every published record and source was pointed to, and where lists have it.

A small encrypted database in the home's cache, of which a press reads and writes only what a change touches. Losing it
costs time and nothing else: the next press then makes every page anew. Nothing is remembered before `keep`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from khronika import __version__
from khronika.edition.model import Entry, Ref, Title
from khronika.home import Home
from khronika.press.errors import PressError
from khronika.press.filed import Place, places

FILE = "press.state"
ROOMS = ("edition", "pages", "vocabulary", "press")
FORM = 2
_TOGETHER = 500
_SCHEMA = (
    "CREATE TABLE mark (said TEXT NOT NULL)",
    """CREATE TABLE things (id TEXT PRIMARY KEY, kind TEXT NOT NULL, address TEXT NOT NULL, entry TEXT NOT NULL,
    tally INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX kinds ON things (kind, tally)",
    "CREATE INDEX addresses ON things (kind, address)",
    """CREATE TABLE places (kind TEXT, language TEXT, label TEXT, key TEXT, id TEXT, part TEXT,
    PRIMARY KEY (kind, language, label, key, id)) WITHOUT ROWID""",
    "CREATE TABLE written (path TEXT PRIMARY KEY, print TEXT NOT NULL, line BLOB, traits TEXT) WITHOUT ROWID",
    f"PRAGMA user_version = {FORM}",
)


class Lost(PressError):
    """What was remembered cannot be read; everything has to be made anew."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a press ended: with edition `number` at ledger entry `ledger`, as of `day`. `made` digests what made the pages,
    `swept` whom the sweep looked for; `files` and `bytes` are those of the edition."""

    number: int = 0
    ledger: int = 0
    made: str = ""
    swept: str = ""
    files: int = 0
    bytes: int = 0
    day: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of a file or an article of the newsroom: a digest of what it was made of, its line, its traits."""

    print: str
    line: bytes = b""
    traits: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A published record or source as lists have it; `tally` is how many demands are on its page."""

    entry: Entry
    tally: int = 0

    @property
    def ref(self) -> Ref:
        """What others point to."""
        return self.entry.ref


class State:
    """What is remembered; changes are seen at once and kept by `keep` only."""

    def __init__(self, path: Path | None = None, key: bytes = b"") -> None:
        """Without a path: nothing is remembered, and nothing will be."""
        self._path, self._known = path, dict[str, Thing | None]()
        try:
            self._database = _connect(path, key)
            said = self.ask("SELECT said FROM mark").fetchone()
            self.mark = Mark(**json.loads(said[0])) if said else Mark()
        except (dbapi2.DatabaseError, Lost, ValueError, TypeError) as error:
            raise _lost() from error

    def ask(self, query: str, values: Iterable[Any] = ()) -> Any:
        """Rows of the database; Lost where it cannot be read."""
        try:
            return self._database.execute(query, tuple(values))
        except dbapi2.DatabaseError as error:
            raise _lost() from error

    def get(self, key: str) -> Thing | None:
        """A thing by its id."""
        if key not in self._known:
            row = self.ask("SELECT kind, address, entry, tally, id FROM things WHERE id = ?", (key,)).fetchone()
            self._known[key] = _thing(row) if row else None
        return self._known[key]

    def ids(self) -> set[str]:
        """The ids of all things."""
        return {row[0] for row in self.ask("SELECT id FROM things")}

    def things(self, rows: Iterable[tuple[str, ...]]) -> Iterator[Thing]:
        """The things of some rows that begin with an id, in their order."""
        for key, *_ in rows:
            found = self.get(key)
            if found:
                yield found

    def of(self, kind: str) -> list[Entry]:
        """All entries of a kind."""
        found = self.ask("SELECT kind, address, entry, tally, id FROM things WHERE kind = ?", (kind,))
        return [_thing(row).entry for row in found]

    def first(self, kind: str, many: int) -> list[Entry]:
        """The first entries of a kind by their address."""
        order = "SELECT id FROM things WHERE kind = ? ORDER BY address LIMIT ?"
        return [thing.entry for thing in self.things(self.ask(order, (kind, many)).fetchall())]

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many things there are of each kind, and the sum of their tallies."""
        found = self.ask("SELECT kind, count(*), sum(tally) FROM things GROUP BY kind")
        return {kind: (count, tally) for kind, count, tally in found}

    def clear(self) -> None:
        """Forget every thing."""
        self._known.clear()
        self.ask("DELETE FROM things")
        self.ask("DELETE FROM places")

    def put(self, changes: Mapping[str, Thing | None]) -> None:
        """Remember some things and forget others (None)."""
        for key, thing in changes.items():
            old = self.get(key)
            if old == thing:
                continue
            if old:
                self._drop(key, old)
            if thing:
                self._enter(key, thing)
            self._known[key] = thing

    def fill(self, things: Mapping[str, Thing]) -> None:
        """Remember things where none is known."""
        for key, thing in things.items():
            self._enter(key, thing)

    def _drop(self, key: str, thing: Thing) -> None:
        self.ask("DELETE FROM things WHERE id = ?", (key,))
        for place in places(thing.entry):
            where = (thing.ref.kind, place.language, place.label, place.key, key)
            self.ask("DELETE FROM places WHERE (kind, language, label, key, id) = (?, ?, ?, ?, ?)", where)

    def _enter(self, key: str, thing: Thing) -> None:
        ref = thing.ref
        row = (key, ref.kind, ref.address, _plain(thing.entry), thing.tally)
        self.ask("INSERT INTO things (id, kind, address, entry, tally) VALUES (?, ?, ?, ?, ?)", row)
        for place in places(thing.entry):
            self.ask("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?)", _row(ref, place))

    def written(self) -> dict[str, Kept]:
        """What is remembered of the newsroom, by the path of the file or the key of the article."""
        rows = self.ask("SELECT path, print, line, traits FROM written").fetchall()
        return {path: Kept(made, bytes(line or b""), traits or "") for path, made, line, traits in rows}

    def write(self, now: Mapping[str, Kept]) -> None:
        """Remember this of the newsroom and nothing else."""
        before = self.written()
        for path in before.keys() - now.keys():
            self.ask("DELETE FROM written WHERE path = ?", (path,))
        for path, kept in now.items():
            if before.get(path) != kept:
                row = (path, kept.print, kept.line, kept.traits)
                self.ask("INSERT OR REPLACE INTO written VALUES (?, ?, ?, ?)", row)

    def keep(self, mark: Mark) -> None:
        """Make what was changed lasting."""
        self.ask("DELETE FROM mark")
        self.ask("INSERT INTO mark VALUES (?)", (json.dumps(asdict(mark)),))
        self.ask("COMMIT")
        self.mark = mark

    def close(self) -> None:
        """Let go of the database; what was not kept is as it was before."""
        with suppress(dbapi2.DatabaseError):
            self._database.rollback()
        self._database.close()


def made(*more: object) -> str:
    """Digest of the code, templates, terms and settings that decide what pages look like."""
    digest = hashlib.sha256(repr((__version__, more)).encode())
    for room in ROOMS:
        root = Path(str(resources.files(f"khronika.{room}")))
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def load(home: Home) -> State:
    """What the last press remembered; nothing where there is none or it cannot be read (then it is thrown away)."""
    path, key = home.folder / "cache" / FILE, home.derive("press state")
    try:
        return State(path, key)
    except Lost:
        forget(home)
        return State(path, key)


def forget(home: Home) -> None:
    """Throw away what was remembered."""
    for ending in ("", "-wal", "-shm", "-journal"):
        (home.folder / "cache" / f"{FILE}{ending}").unlink(missing_ok=True)


def _connect(path: Path | None, key: bytes) -> Any:
    database = dbapi2.connect(str(path or ":memory:"), isolation_level=None, timeout=60)
    if path:
        database.execute("PRAGMA cipher_log_level = NONE")
        database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA cache_size = -65536")
    found = database.execute("PRAGMA user_version").fetchone()[0]
    if found not in (0, FORM):
        raise _lost()
    database.execute("BEGIN")
    for line in _SCHEMA if found == 0 else ():
        database.execute(line)
    return database


def _lost() -> Lost:
    return Lost(
        "Expected what the last press remembered, but it cannot be read; press all anew ('khronika press --full')."
    )


def _thing(row: tuple[Any, ...]) -> Thing:
    kind, address, entry, tally, key = row
    titles, line, date = json.loads(entry)
    return Thing(Entry(Ref(key, kind, address, tuple(Title(*each) for each in titles)), line, date), tally)


def _plain(entry: Entry) -> str:
    titles = [(each.text, each.language, each.script, each.kind) for each in entry.ref.titles]
    return json.dumps((titles, entry.line, entry.date), ensure_ascii=False)


def _row(ref: Ref, place: Place) -> tuple[str, ...]:
    return ref.kind, place.language, place.label, place.key, ref.id, place.part
