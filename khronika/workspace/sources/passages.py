"""The text of a portion with its passages marked, and what was claimed on each of them; in a fixed number of questions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khronika.desk.claims.models import Citation, Claim, Proposal
from khronika.desk.register.told import said, spoken
from khronika.desk.sources.models import Passage, TextVersion
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.levels import Cleared, levels
from khronika.workspace.naming import Names
from khronika.workspace.review.marks import Piece, Stretch, pieces, state
from khronika.workspace.sources.portions import PASSAGES, Portion
from khronika.workspace.wording import Said, period, say


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim that rests on a passage: what it says, when, of which record, and who may see it."""

    label: str
    said: Said
    period: str
    record: str
    name: str
    level: Cleared


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage: its words, what state its proposals are in, how many wait, and the claims that rest on it."""

    id: str
    quote: str
    state: str
    waiting: int
    level: Cleared | None
    claims: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A portion of a text with its passages; `more` of them begin here and are not shown."""

    pieces: tuple[Piece, ...]
    passages: tuple[Marked, ...]
    more: int


def shown(version: TextVersion, portion: Portion) -> Shown:
    """A portion of a text to look at."""
    inside = Passage.objects.filter(version=version, start__lt=portion.end, end__gt=portion.start)
    known = list(inside.order_by("start", "-end")[: 2 * PASSAGES + 1])
    kept = known[: 2 * PASSAGES]
    states = _states([each.id for each in kept])
    stretches = [_stretch(each, portion, states) for each in kept]
    spans = [
        (number, start - portion.start, end - portion.start)
        for number, start, end in version.pages
        if portion.start <= start < portion.end
    ]
    text = version.text[portion.start : portion.end]
    more = inside.count() - len(kept) if len(known) > len(kept) else 0
    return Shown(tuple(pieces(text, stretches, spans)), tuple(_marked(kept, states)), more)


def _stretch(passage: Passage, portion: Portion, states: Mapping[str, Mapping[str, str]]) -> Stretch:
    """A passage where it stands in the portion, cut where it goes beyond it."""
    start = max(0, passage.start - portion.start)
    end = min(portion.end, passage.end) - portion.start
    return Stretch(passage.id, start, end, (passage.id,), frozenset(states[passage.id].values()) or frozenset({"none"}))


def _states(passages: Sequence[str]) -> dict[str, dict[str, str]]:
    """By passage its proposals with their states."""
    rests = Proposal.passages.through.objects.filter(passage__in=passages)
    found: dict[str, dict[str, str]] = {each: {} for each in passages}
    for passage, proposal, held in rests.values_list("passage_id", "proposal_id", "proposal__state"):
        found[passage][proposal] = held
    return found


def _marked(passages: Sequence[Passage], states: Mapping[str, Mapping[str, str]]) -> list[Marked]:
    claims = _claims({proposal for held in states.values() for proposal in held})
    cleared = levels("passage", [each.id for each in passages])
    found = []
    for each in passages:
        held = states[each.id]
        stated = {claim.pk: told for proposal in held for claim, told in claims.get(proposal, ())}
        level = cleared[each.id]
        waits = sum(its == Proposal.State.PENDING for its in held.values())
        word = state(frozenset(held.values())) if held else "none"
        found.append(Marked(each.id, each.quote, word, waits, level if level.decided else None, tuple(stated.values())))
    return found


def _claims(proposals: set[str]) -> dict[str, list[tuple[Claim, Stated]]]:
    """The live claims that rest on proposals."""
    cited = Citation.objects.filter(proposal__in=proposals, known_until=None, claim__known_until=None)
    rests = list(cited.select_related("claim").order_by("claim__known_from", "claim_id"))
    claims = {each.claim_id: each.claim for each in rests}
    values, names = said(list(claims.values())), Names(language())
    names.learn({*spoken(claims.values(), values), *(each.subject_id for each in claims.values())})
    cleared = levels("claim", list(claims))
    found: dict[str, list[tuple[Claim, Stated]]] = defaultdict(list)
    for each in rests:
        stated = _stated(each.claim, values[each.claim_id], names, cleared[each.claim_id])
        found[each.proposal_id].append((each.claim, stated))
    return found


def _stated(claim: Claim, values: Mapping[str, object], names: Names, level: Cleared) -> Stated:
    return Stated(
        label(f"claim.{claim.kind}", names.language),
        say(claim.kind, values, lambda value: names(str(value)), language=names.language),
        period(claim.valid_from, claim.valid_until),
        claim.subject_id,
        names(claim.subject_id),
        level,
    )
