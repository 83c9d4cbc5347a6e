"""What the next edition would contain, without pressing it: what comes, what may change, what goes, what is withheld and why.

Made by the same draft that the press makes; nothing is written, not even an address is allotted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from khronika.desk.accounts.models import Organisation
from khronika.desk.ledger.append import head
from khronika.edition.reader import newest
from khronika.home import Home
from khronika.press import state
from khronika.press.answers import Answers, Question
from khronika.press.draft import Draft
from khronika.press.gate import Withheld
from khronika.press.people import sweep
from khronika.press.why import answer

NAMED = 2_000  # records whose pages are made to see which names would be replaced


@dataclass(frozen=True, slots=True)
class Withholding:
    """A claim that stays inside: about which record, of which kind, and why."""

    claim: str
    record: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The next edition against the newest one. Ids of records, in the order of their kind and address.

    `whole` is true where every page would be made anew (a first edition, or a new version of the program). `compared` is
    false where nobody remembers what the newest edition holds: then what is added, changed and removed is not known.
    `reasons` counts withheld claims, of which `withheld` has the first; `replaced` is None where too much changed to look.
    `questions` must be answered before it can be pressed.
    """

    number: int
    entries: int
    whole: bool
    compared: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    sources: tuple[int, int]
    records: int
    reasons: Mapping[str, int]
    withheld: tuple[Withholding, ...]
    replaced: tuple[str, ...] | None
    questions: tuple[Question, ...] = ()


def preview(home: Home, at: date, *, shown: int = 200) -> Preview:
    """Draft the next edition and tell what is in it. Raises an edition error if the newest one cannot be read."""
    organisation, number = Organisation.objects.first(), newest(home.editions)
    ledger, searching, swept = head()[0], *sweep(at=at)
    made = state.made(organisation.name if organisation else "", home.demonstration)
    with closing(state.load(home)) as memory, transaction.atomic():
        mark = memory.mark
        whole = not number or (mark.number, mark.made, mark.swept) != (number, made, swept)
        draft = Draft(state.State() if whole else memory, searching, at, Answers.of(home))
        draft.everything() if whole else draft.since(mark.ledger)
        found = _told(draft, memory, shown, whole=whole)
        few = sum(map(bool, map(draft.things.get, draft.wanted))) <= NAMED
        questions = draft.questions() if few else ()
        replaced = tuple(draft.redacted) if few else None
        transaction.set_rollback(True)
    return Preview(number + 1, ledger - mark.ledger, whole, mark.number == number, *found, replaced, questions)


def _told(
    draft: Draft, memory: state.State, shown: int, *, whole: bool
) -> tuple[
    tuple[str, ...],
    tuple[str, ...],
    tuple[str, ...],
    tuple[int, int],
    int,
    Mapping[str, int],
    tuple[Withholding, ...],
]:
    def ordered(things: Iterable[state.Thing]) -> tuple[str, ...]:
        refs = sorted((thing.ref for thing in things), key=lambda ref: (ref.kind, ref.address, ref.id))
        return tuple(dict.fromkeys(behind.get(ref.id, ref.id) for ref in refs if ref.kind != "Source"))

    behind = draft.projection.facts.aliases.behind  # the desk knows records, and nobody under a pseudonym
    now = {key: thing for key, thing in draft.things.items() if thing}
    then = {key: thing for key in (memory.ids() if whole else draft.things) if (thing := memory.get(key))}
    came, gone = ([one[key] for key in one.keys() - other.keys()] for one, other in ((now, then), (then, now)))
    sources = [sum(thing.ref.kind == "Source" for thing in each) for each in (came, gone)]
    kept = 0 if whole else sum(count for kind, (count, _) in memory.counts().items() if kind != "Source")
    standing = len(ordered(now.values())) if whole else kept + len(ordered(came)) - len(ordered(gone))
    withheld = _withheld(draft)
    added, removed = ordered(came), ordered(gone)
    both = tuple(each for each in added if each in removed)
    return (
        tuple(each for each in added if each not in both),
        (*ordered(now[key] for key in now.keys() & then.keys()), *both),
        tuple(each for each in removed if each not in both),
        (sources[0], sources[1]),
        standing,
        dict(Counter(each.reason for each in withheld).most_common()),
        tuple(withheld[:shown]),
    )


def _withheld(draft: Draft) -> list[Withholding]:
    projection = draft.projection
    behind = projection.facts.aliases.behind
    rows = sorted(projection.facts.rows.values(), key=lambda row: (row.kind, row.known_from, row.id))
    answers = ((row, answer(projection, row)) for row in rows)
    return [
        Withholding(row.id, behind.get(row.subject, row.subject), row.kind, said.reason)
        for row, said in answers
        if isinstance(said, Withheld)
    ]
