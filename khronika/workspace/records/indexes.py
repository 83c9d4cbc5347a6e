"""Finding by name without waiting for it: the index of a large register's names is made aside, and until then the answer says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock, Thread

from django.db import connections

from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Record
from khronika.desk.register.candidates import Candidate, candidates, known, made
from khronika.desk.register.models import Name
from khronika.desk.register.starting import starting
from khronika.workspace.language import language

SMALL = 2000  # records of a kind whose index is made while somebody waits
_at_work: set[str] = set()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, by which of its names, and why it was."""

    record: str
    name: str
    percent: int
    reason: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first; `making` says that an index is being made, so that only names as written were looked for."""

    found: tuple[Hit, ...]
    making: bool


def search(kinds: Sequence[str], words: str, *, limit: int) -> Hits:
    """Records of some kinds that words may mean, in any spelling of any script; those judged the same once."""
    standing, best = same(), dict[str, Hit]()
    here = [each for each in kinds if _ready(each)]
    for kind in here:
        for each in (*candidates(kind, words, limit=limit, language=language()), *starting(kind, words, limit=limit)):
            hit = _hit(each, standing.get(each.record, each.record))
            best.setdefault(hit.record, hit)
    rest = [each for each in kinds if each not in here]
    for record, text in _written(rest, words, limit) if rest else ():
        best.setdefault(standing.get(record, record), Hit(standing.get(record, record), text, 100, ""))
    ordered = sorted(best.values(), key=lambda each: -each.percent)
    return Hits(tuple(ordered[:limit]), bool(rest))


def _hit(found: Candidate, record: str) -> Hit:
    """One that only starts so, without a reason, comes after those that are like the whole of it."""
    return Hit(record, found.name, int(found.score * 100) if found.reason else 50, found.reason)


def _written(kinds: Sequence[str], words: str, limit: int) -> list[tuple[str, str]]:
    rows = Name.objects.filter(claim__subject__kind__in=kinds, claim__known_until=None, text__startswith=words)
    return list(rows.order_by().values_list("claim__subject_id", "text")[:limit])


def _ready(kind: str) -> bool:
    """Whether a kind can be searched at once; if not, its index is begun beside the desk's work."""
    if made(kind) or Record.objects.filter(kind=kind)[SMALL : SMALL + 1].count() == 0:
        return True
    with _lock:
        if kind not in _at_work:
            _at_work.add(kind)
            Thread(target=_make, args=(kind,), daemon=True).start()
    return False


def _make(kind: str) -> None:
    try:
        known(kind)
        starting(kind, "a", limit=1)
    finally:
        _at_work.discard(kind)
        connections.close_all()
