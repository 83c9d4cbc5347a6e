"""Recommendations as they stand: to whom, by whom, what the state answered, and how far they are put into practice by our own rating.

All of them are held in short form and follow the ledger, so that a list of ten thousand is asked again for the price of what changed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from django.db.models import Q

from khronika.desk.advocacy.mechanisms.rows import Rows
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim
from khronika.desk.claims.tables import table
from khronika.desk.ledger.append import head
from khronika.desk.ledger.models import Entry

KIND = "Recommendation"
UNANSWERED, UNRATED = "unanswered", "unrated"
"""Asked for in place of a term: those of which no answer of the state, or no rating, is recorded."""
_ROLES = ("recommendation", "description", "body", "summary", "title")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation in short: terms for the state's last response and our last rating, empty where there is none.

    `recommending` are the states or bodies that made it, `concerns` the demands, cases and people it is linked with.
    """

    record: str
    number: str = ""
    session: str = ""
    mechanism: str = ""
    about: str = ""
    recommending: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    response: str = ""
    responded: str = ""
    rating: str = ""
    rated: str = ""
    raters: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; empty means any. `words` stand in the text, the number or the topic."""

    session: str = ""
    mechanism: str = ""
    response: str = ""
    rating: str = ""
    recommending: str = ""
    topic: str = ""
    concern: str = ""
    words: str = ""


@dataclass(slots=True)
class _Held:
    """All recommendations as they stood at a ledger entry."""

    entry: tuple[int, str] = (0, "")
    standing: Mapping[str, str] = field(default_factory=dict)
    found: dict[str, Recommendation] = field(default_factory=dict)
    ordered: tuple[Recommendation, ...] = ()
    sessions: dict[str, str] = field(default_factory=dict)


_held = _Held()
_lock = Lock()


def recommendations(asked: Asked | None = None) -> list[Recommendation]:
    """Those that are asked for, by session and number."""
    wanted, (found, standing) = asked or Asked(), _everything()
    plain = {name: standing.get(getattr(wanted, name), getattr(wanted, name)) for name in ("session", "mechanism")}
    said = _saying(wanted.words, standing) if wanted.words.strip() else None
    return [
        each
        for each in found
        if _fits(each, wanted)
        and all(not value or getattr(each, name) == value for name, value in plain.items())
        and (said is None or each.record in said or _says(each, wanted.words))
    ]


def _fits(each: Recommendation, asked: Asked) -> bool:
    """Whether a recommendation is one of those asked for, its session and words aside."""
    if asked.response and each.response != ("" if asked.response == UNANSWERED else asked.response):
        return False
    if asked.rating and each.rating != ("" if asked.rating == UNRATED else asked.rating):
        return False
    if asked.recommending and asked.recommending not in each.recommending:
        return False
    if asked.concern and asked.concern not in each.concerns:
        return False
    return not asked.topic or asked.topic.casefold() in (one.casefold() for one in each.topics)


def tally(found: Iterable[Recommendation]) -> dict[tuple[str, str], int]:
    """How many have each response (term) and each rating (term), both empty where there is none."""
    return dict(Counter((each.response, each.rating) for each in found))


def each_of(name: str) -> Counter[str]:
    """How many there are of each session or mechanism (`name`), under the empty id those that belong to none."""
    return Counter(str(getattr(each, name)) for each in _everything()[0])


def texts(records: Collection[str], language: str = "") -> dict[str, str]:
    """The words of some recommendations, in a language where there are any in it, else as they were told first."""
    best: dict[str, tuple[bool, int, str]] = {}
    for record, role, tongue, text in Rows().of("Text", records, "role", "language", "text"):
        rank = (tongue != language, _ROLES.index(role) if role in _ROLES else len(_ROLES), text)
        if record not in best or rank[:2] < best[record][:2]:
            best[record] = rank
    return {record: text for record, (_, _, text) in best.items()}


def topics() -> list[str]:
    """Every topic, in the order of letters."""
    return sorted({one for each in _everything()[0] for one in each.topics}, key=str.casefold)


def _natural(number: str) -> tuple[tuple[int, int, str], ...]:
    """'138.9' before '138.10'."""
    words = number.replace("-", ".").replace("/", ".").split(".")
    return tuple((0, int(word), "") if word.isdecimal() else (1, 0, word) for word in words[:4])


def _says(each: Recommendation, words: str) -> bool:
    sought = words.casefold().strip()
    return each.number.casefold().startswith(sought) or any(sought in one.casefold() for one in each.topics)


def _saying(words: str, standing: Mapping[str, str]) -> set[str]:
    """Recommendations whose text has all the words; the database knows small and large letters of Latin script only."""
    so = Q(claim__known_until=None, claim__subject__kind=KIND)
    for word in words.split()[:8]:
        so &= Q(text__icontains=word) | Q(text__contains=word.lower()) | Q(text__contains=word.capitalize())
    rows = table("Text").objects.filter(so).order_by().values_list("claim__subject_id", flat=True)
    return {standing.get(each, each) for each in rows}


def _everything() -> tuple[tuple[Recommendation, ...], Mapping[str, str]]:
    """All of them now, by session and number, and who stands for whom."""
    newest, standing = head(), same()
    with _lock:
        if _held.entry != newest or _held.standing != standing:
            rows = Rows(standing)
            sessions = {record: its for record, its in rows("SessionDetails", "mechanism") if its}
            moved = sessions != _held.sessions or standing != _held.standing
            touched = None if moved or not _follows(_held.entry) else _touched(_held.entry[0])
            fresh = _read(touched, rows, sessions)
            _held.found = fresh if touched is None else _joined(_held.found, touched, fresh)
            if fresh or touched:
                ordered = sorted(
                    _held.found.values(), key=lambda each: (each.session, *_natural(each.number), each.record)
                )
                _held.ordered = tuple(ordered)
            elif touched is None:
                _held.ordered = ()
            _held.entry, _held.standing, _held.sessions = newest, standing, sessions
        return _held.ordered, standing


def _follows(entry: tuple[int, str]) -> bool:
    """Whether the ledger goes on from an entry: another chain is read anew."""
    return entry[0] > 0 and Entry.objects.filter(number=entry[0], digest=entry[1]).exists()


def _touched(since: int) -> set[str]:
    new = Claim.objects.filter(Q(known_from__gt=since) | Q(known_until__gt=since), subject__kind=KIND)
    return set(new.order_by().values_list("subject_id", flat=True))


def _joined(
    old: Mapping[str, Recommendation], touched: set[str], fresh: Mapping[str, Recommendation]
) -> dict[str, Recommendation]:
    """What was held, with what was touched as it is now; what has no live claim any more is gone."""
    gone = touched - fresh.keys()
    return {**{record: each for record, each in old.items() if record not in gone}, **fresh}


def _read(ids: set[str] | None, rows: Rows, sessions: Mapping[str, str]) -> dict[str, Recommendation]:
    """Some recommendations, or all of them, as the register has them."""

    def told(kind: str, *columns: str) -> Iterable[tuple[Any, ...]]:
        if ids is None:
            return rows(kind, *columns, so=Q(claim__subject__kind=KIND))
        return rows.of(kind, {rows.root(each) for each in ids}, *columns)

    plain: dict[str, dict[str, str]] = defaultdict(dict)
    several: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    names = ("number", "session", "mechanism", "about")
    for record, recommending, topic, *values in told("RecommendationDetails", "recommending", "topic", *names):
        plain[record].update({name: value for name, value in zip(names, values, strict=True) if value})
        _note(several[record], recommending=recommending, topics=topic)
    for (record,) in told("Text"):
        plain[record].setdefault("number", "")
    for record, (response, when, _) in _last(told("RecommendationResponse", "recommendation_response", *_WHEN)).items():
        plain[record].update(response=response, responded=when)
    for record, (rating, when, rater) in _last(told("Implementation", "implementation", *_WHEN, "assessed_by")).items():
        plain[record].update(rating=rating, rated=when)
        _note(several[record], raters=rater)
    for record, concern in told("Concern", "record"):
        _note(several[record], concerns=concern)
    return {record: _made(record, its, several[record], sessions) for record, its in plain.items()}


_LISTS = ("recommending", "topics", "raters", "concerns")
_WHEN = ("claim__valid_from", "claim__from_latest", "claim__known_from")


def _note(its: Mapping[str, dict[str, None]], **values: str) -> None:
    for name, value in values.items():
        if value:
            its[name][value] = None


def _last(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[str, str, str]]:
    """The last word of each: by its day, where two have the same or none by when it was recorded."""
    found: dict[str, tuple[tuple[date, int], tuple[str, str, str]]] = {}
    for record, term, when, day, known, *more in rows:
        rank = (day or date.min, known)
        if record not in found or rank >= found[record][0]:
            found[record] = rank, (term, when, more[0] if more else "")
    return {record: told for record, (_, told) in found.items()}


def _made(
    record: str, plain: Mapping[str, str], several: Mapping[str, Mapping[str, None]], sessions: Mapping[str, str]
) -> Recommendation:
    values: dict[str, Any] = {name: tuple(several.get(name, ())) for name in _LISTS}
    mechanism = plain.get("mechanism") or sessions.get(plain.get("session", ""), "")
    return Recommendation(record, **{**plain, **values, "mechanism": mechanism})
