"""Press an edition: what changed is projected, rendered and written, the rest is taken from the edition before, and all of it is signed.

Whether everything is made anew or only what changed, the bytes are the same. A press that is killed leaves the old edition standing.
"""

import hashlib
import heapq
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from khronika.desk.accounts.models import Organisation, User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.backup import erasures
from khronika.desk.backup.errors import BackupError
from khronika.desk.claims.alarm import Said
from khronika.desk.ledger.append import append, head
from khronika.edition.header import Header
from khronika.edition.mend import Mender
from khronika.edition.model import Entry, Front, Ref
from khronika.edition.publish import publish, stage
from khronika.edition.reader import Edition, newest, open_edition
from khronika.edition.signing import sign_edition
from khronika.edition.writer import Writer
from khronika.home import Home
from khronika.pages.render import LANGUAGES
from khronika.press import alarms, state
from khronika.press.answers import Answers, Question
from khronika.press.before import Before
from khronika.press.draft import Draft
from khronika.press.errors import PressError
from khronika.press.keys import working
from khronika.press.listed import Lists
from khronika.press.people import sweep
from khronika.press.recalls import clear, listed
from khronika.press.render import Printer, software
from khronika.press.searched import Search
from khronika.press.sweep import Sweep

Progress = Callable[[str, int, int], None]
UNATTENDED = "pressed with '--replace'"
LINKED = 30_000  # files of which a whole copy is made, so that the edition before the last stays too


@dataclass(frozen=True, slots=True)
class Report:
    """What a press did: counts of records and sources, places where a name was replaced, files in all."""

    number: int
    digest: str
    added: int
    changed: int
    removed: int
    files: int
    bytes: int
    redacted: tuple[str, ...]
    everything: bool


def press(
    home: Home,
    *,
    by: User | None = None,
    at: datetime | None = None,
    full: bool = False,
    replace: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Press the next edition as of `at` (now, without it).

    `full` makes every page anew. `replace` answers names that nobody has judged by replacing them, as a decision. Raises
    NotAllowed, Alarmed where names must be judged, PressError or an edition error; the edition before then remains the newest.
    """
    if by is not None:
        demand(by, Deed.PRESS)
    at = at or timezone.now()
    organisation = Organisation.objects.first()
    if organisation is None:
        raise PressError("Expected the organisation's name, which every edition carries; set it with 'khronika init'.")
    wanted = _Wanted(home, organisation.name, by, at, full)
    try:
        return _found(wanted, progress or _quiet)
    except alarms.Alarmed as stopped:
        if not replace or by is None or any(each.filed for each in stopped.questions):
            raise
        alarms.answer(by, stopped.questions, Said.REPLACE, reason=UNATTENDED, right=(Deed.CLEAR, Deed.PRESS))
        return _found(wanted, progress or _quiet)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to press."""

    home: Home
    organisation: str
    by: User | None
    at: datetime
    full: bool


def _found(wanted: _Wanted, progress: Progress) -> Report:
    """The same, all anew where what was remembered is lost."""
    try:
        return _press(wanted, progress)
    except state.Lost:
        state.forget(wanted.home)
        return _press(wanted, progress)


def _press(wanted: _Wanted, progress: Progress) -> Report:
    home, at = wanted.home, wanted.at
    with stage(home.editions) as folder, closing(state.load(home)) as memory, ExitStack() as lent:
        (ledger, ledger_digest), number = head(), newest(home.editions)
        previous = open_edition(home.editions / str(number)) if number else None
        searching, swept = sweep(at=at.date())
        made, day = state.made(wanted.organisation, home.demonstration), at.date().isoformat()
        after = state.Mark(number + 1, ledger, made, swept, day=day)
        same = (memory.mark.number, memory.mark.made, memory.mark.swept) == (number, after.made, swept)
        known = previous if same and not wanted.full else None
        draft = lent.enter_context(_drafted(wanted, memory, searching, known=known is not None))
        before = Before(known.folder, draft.then(), Lists(memory, draft.things)) if known else None
        news = _news(draft, set(before.things) if before else memory.ids())
        _remember(memory, draft, anew=before is None)
        front = _front(wanted, after, memory, previous.digest if previous else "", news=news)
        writer = _mender(folder, before.folder, memory.mark) if before else Writer(folder)
        printer = Printer(front, draft, writer, before=before, was=previous.folder if previous else None)
        printer.run(progress)
        memory.write(printer.news.kept)
        finished = writer.finish(_header(wanted, after, ledger_digest, before=previous))
        progress("last search", 0, 1)
        search = Search(searching, draft.answers, draft.allowed)
        _demand(wanted.home, search.run(folder, writer.written(), before.folder if before else None))
        progress("last search", 1, 1)
        keys = working(home)
        publish(
            folder,
            home.editions,
            number + 1,
            seal=lambda place: sign_edition(home.editions / "tuf", keys, place, at=at, recalled=listed(home, place)),
        )
        draft.allotted.clear()
        memory.keep(changed(after, files=finished.files, bytes=finished.bytes))
    with transaction.atomic():
        append("press", {"number": number + 1, "digest": finished.digest, "by": wanted.by.pk if wanted.by else None})
    clear(home)
    with suppress(BackupError):  # a folder above the home that cannot be written stops no press
        erasures.leave(home)
    redacted = tuple(draft.redacted)
    return Report(after.number, finished.digest, *news.counts, finished.files, finished.bytes, redacted, before is None)


@contextmanager
def _drafted(wanted: _Wanted, memory: state.State, searching: Sweep, *, known: bool) -> Iterator[Draft]:
    """What the edition says; raises Alarmed where names in it must be judged first. Its addresses are lent until it stands."""
    draft = Draft(memory if known else state.State(), searching, wanted.at.date(), Answers.of(wanted.home))
    with draft.lent():
        draft.since(memory.mark.ledger) if known else draft.everything()
        if questions := draft.questions():
            raise alarms.Alarmed(questions)
        yield draft


def _demand(home: Home, found: Sequence[Question]) -> None:
    """Raise Alarmed for what was found in files; it is kept, so that an editor can judge it."""
    if found:
        alarms.keep(home, found)
        raise alarms.Alarmed(found)
    alarms.forget(home)


def _remember(memory: state.State, draft: Draft, *, anew: bool) -> None:
    if anew:
        memory.clear()
        memory.fill({key: thing for key, thing in draft.things.items() if thing})
    else:
        memory.put(draft.things)


def _mender(folder: Path, previous: Path, mark: state.Mark) -> Mender:
    """The edition before the last is made into the next where all of it would have to be linked: that takes long."""
    older = previous.with_name(str(mark.number - 1))
    if mark.files > LINKED and older.is_dir():
        folder.rmdir()
        older.rename(folder)
    return Mender(folder, previous, files=mark.files, size=mark.bytes)


@dataclass(frozen=True, slots=True)
class _News:
    """The records that were not there before, and how many records and sources came, changed and went."""

    refs: list[Ref]
    counts: tuple[int, int, int]


def _news(draft: Draft, known: set[str]) -> _News:
    """`known` are the ids of what was there before."""
    now = {key for key, thing in draft.things.items() if thing}
    refs = [
        thing.ref for key, thing in draft.things.items() if thing and key not in known and thing.ref.kind != "Source"
    ]
    return _News(refs, (len(now - known), len(now & known), len(known - now)))


def _header(wanted: _Wanted, after: state.Mark, ledger_digest: str, *, before: Edition | None) -> Header:
    return Header(
        after.number,
        wanted.at.date(),
        wanted.organisation,
        LANGUAGES,
        after.ledger,
        ledger_digest,
        before.digest if before else None,
        software(),
        wanted.home.demonstration,
    )


_COUNTED = {
    "people": "Person",
    "organizations": "Organization",
    "places": "Place",
    "events": "Event",
    "acts": "Act",
    "proceedings": "Proceeding",
    "statements": "JointStatement",
}


def _front(wanted: _Wanted, after: state.Mark, memory: state.State, previous: str, *, news: _News) -> Front:
    counts, day = memory.counts(), wanted.at.date().isoformat()
    figures = {name: counts.get(kind, (0, 0))[0] for name, kind in _COUNTED.items()}
    figures |= {"demands": sum(tally for _, tally in counts.values()), "sources": counts.get("Source", (0, 0))[0]}
    return Front(
        after.number,
        day,
        day,
        wanted.organisation,
        LANGUAGES,
        wanted.home.demonstration,
        previous,
        figures,
        tuple(Entry(ref) for ref in heapq.nsmallest(12, news.refs, key=_weight)),
        tuple(Entry(entry.ref) for entry in memory.first("JointStatement", 12)),
    )


_NEWS = ("JointStatement", "Event", "Person", "Organization", "Place", "Proceeding", "Act")


def _weight(ref: Ref) -> tuple[int, str]:
    place = _NEWS.index(ref.kind) if ref.kind in _NEWS else len(_NEWS)
    return place, hashlib.sha256(ref.id.encode()).hexdigest()


def _quiet(what: str, done: int, of: int) -> None:
    """Show nothing."""
