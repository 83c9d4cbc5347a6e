"""Press an edition: what changed is projected, rendered and written, the rest is taken from the edition before, and all of it is signed.

Whether everything is made anew or only what changed, the bytes are the same. A press that is killed leaves the old edition standing.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from khronika.desk.accounts.models import Organisation, User
from khronika.desk.ledger.append import append, head
from khronika.edition.header import Header
from khronika.edition.model import Entry, Front, Ref
from khronika.edition.publish import publish, stage
from khronika.edition.reader import Edition, newest, open_edition
from khronika.edition.signing import sign_edition
from khronika.edition.writer import Finished, Writer
from khronika.home import Home
from khronika.pages.render import LANGUAGES
from khronika.press import state
from khronika.press.draft import Draft
from khronika.press.errors import PressError
from khronika.press.keys import working
from khronika.press.people import sweep
from khronika.press.render import Printer, software

Progress = Callable[[str, int, int], None]


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
    progress: Progress | None = None,
) -> Report:
    """Press the next edition as of `at` (now, without it).

    `full` makes every page anew. Raises PressError or an edition error; the edition before then remains the newest.
    """
    at = at or timezone.now()
    organisation = Organisation.objects.first()
    if organisation is None:
        raise PressError("Expected the organisation's name, which every edition carries; set it with 'khronika init'.")
    before, (ledger, ledger_digest) = state.load(home), head()
    made = state.made(organisation.name, home.demonstration)
    searching, swept = sweep()
    with stage(home.editions) as folder:
        number = newest(home.editions)
        previous = open_edition(home.editions / str(number)) if number else None
        everything = full or previous is None or (before.number, before.made, before.swept) != (number, made, swept)
        old = state.State() if everything else before
        draft = Draft(old, searching, at.date())
        draft.everything() if everything else draft.since(old.ledger)
        after = state.State(
            number + 1, ledger, made, swept, draft.refs, tallies=draft.tallies, dates=draft.dates, sources=draft.sources
        )
        front = _front(organisation.name, home, after, at, previous.digest if previous else "", before)
        writer = Writer(folder, previous.folder if previous else None)
        made_anew = Printer(front, draft, writer, None if everything or previous is None else previous.folder).run(
            progress or _quiet
        )
        header = _header(organisation.name, home, after, at, ledger_digest, before=previous)
        finished = writer.finish(header)
        keys = working(home)
        publish(
            folder,
            home.editions,
            number + 1,
            seal=lambda place: sign_edition(home.editions / "tuf", keys, place, at=at),
        )
    state.save(home, after)
    with transaction.atomic():
        append("press", {"number": number + 1, "digest": finished.digest, "by": by.pk if by else None})
    return _report(before, after, finished, made_anew, redacted=draft.redacted, everything=everything)


def _header(
    organisation: str, home: Home, after: state.State, at: datetime, ledger_digest: str, *, before: Edition | None
) -> Header:
    return Header(
        after.number,
        at.date(),
        organisation,
        LANGUAGES,
        after.ledger,
        ledger_digest,
        before.digest if before else None,
        software(),
        home.demonstration,
    )


def _report(
    before: state.State,
    after: state.State,
    finished: Finished,
    made_anew: set[str],
    *,
    redacted: list[str],
    everything: bool,
) -> Report:
    known, standing = set(before.refs) | set(before.sources), set(after.refs) | set(after.sources)
    return Report(
        after.number,
        finished.digest,
        len(standing - known),
        len(made_anew & known & standing),
        len(known - standing),
        finished.files,
        finished.bytes,
        tuple(redacted),
        everything,
    )


def _front(
    organisation: str, home: Home, after: state.State, at: datetime, previous: str, before: state.State
) -> Front:
    kinds = [ref.kind for ref in after.refs.values()]
    figures = {
        "people": kinds.count("Person"),
        "organizations": kinds.count("Organization"),
        "places": kinds.count("Place"),
        "events": kinds.count("Event"),
        "acts": kinds.count("Act"),
        "proceedings": kinds.count("Proceeding"),
        "statements": kinds.count("JointStatement"),
        "demands": sum(after.tallies.values()),
        "sources": len(after.sources),
    }
    new = sorted((ref for key, ref in after.refs.items() if key not in before.refs), key=_weight)[:12]
    statements = sorted(
        (ref for ref in after.refs.values() if ref.kind == "JointStatement"), key=lambda ref: ref.address
    )
    day = at.date().isoformat()
    return Front(
        after.number,
        day,
        day,
        organisation,
        LANGUAGES,
        home.demonstration,
        previous,
        figures,
        tuple(Entry(ref) for ref in new),
        tuple(Entry(ref) for ref in statements[:12]),
    )


def _weight(ref: Ref) -> tuple[int, str]:
    order = ("JointStatement", "Event", "Person", "Organization", "Place", "Proceeding", "Act")
    return order.index(ref.kind), hashlib.sha256(ref.id.encode()).hexdigest()


def _quiet(what: str, done: int, of: int) -> None:
    """Show nothing."""
