"""From what is printed of a person to the times in which they held a status. Only claims that go out are ever looked at.

The answer is that of `desk.register.status`, given the claims that an audience may see: the same function completes them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from khronika.dates import Interval, PartialDate, parse
from khronika.desk.claims.models import Claim as Kept
from khronika.desk.register.pieces import DETERMINED, Piece
from khronika.desk.register.status import intervals
from khronika.desk.register.totals import Penalty, penalties
from khronika.edition.held import Held, Sentence, Span, Stay
from khronika.edition.model import Claim, Record, Ref
from khronika.press.load import Facts
from khronika.press.project import Projection

DETAINED = ("detained", "imprisoned")
STATUSES = (*DETERMINED, *DETAINED)
PENALTIES = ("imprisonment", "restriction_of_freedom", "administrative_detention", "fine")
SHOWN = PENALTIES[:2]  # what a list of prisoners says of the sentence
_DATED = ("StatusDetermination", "SpellDetails")
_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Beside:
    """What the record itself does not say: when claims were last vouched for, and penalties as they stand, by proceeding."""

    attested: Mapping[str, date] = field(default_factory=dict)
    penalties: Mapping[str, tuple[Penalty, ...]] = field(default_factory=dict)


def beside(projection: Projection, *, everything: bool) -> Beside:
    """Ask for it once, for all records of a projection."""
    facts, shown = projection.facts, projection.shown
    dated = {row.id: row.out or row.id for row in facts.rows.values() if row.kind in _DATED and row.id in shown}
    trials = None if everything else _trials(facts)
    found: dict[str, list[Penalty]] = {}
    for penalty in penalties(None, PENALTIES, proceedings=trials, shown=lambda claims: claims & shown.keys()):
        found.setdefault(facts.standing.get(penalty.proceeding, penalty.proceeding), []).append(penalty)
    return Beside(_attested(dated), {trial: tuple(sorted(its, key=_rank)) for trial, its in found.items()})


def _rank(penalty: Penalty) -> tuple[str, str]:
    return penalty.type, penalty.claim


def _trials(facts: Facts) -> set[str]:
    """Every proceeding of which claims were loaded, and those that are judged the same as one of them."""
    found = {row.subject for row in facts.rows.values() if facts.kinds.get(row.subject) == "Proceeding"}
    return found | {record for record, root in facts.standing.items() if root in found}


def _attested(claims: Mapping[str, str]) -> dict[str, date]:
    """The last day on which each claim was vouched for, by the id that it goes out under."""
    found: dict[str, date] = {}
    asked = list(claims)
    for start in range(0, len(asked), _BATCH):
        rows = Kept.objects.filter(id__in=asked[start : start + _BATCH], attested_on__isnull=False)
        found.update((claims[claim], day) for claim, day in rows.values_list("id", "attested_on") if day)
    return found


def held(record: Record, known: Beside) -> dict[str, Held]:
    """The statuses that a person held at any time, each with its times; empty for most people."""
    spells = [part for part in record.parts if part.ref.kind == "DetentionSpell"]
    determined = record.of("StatusDetermination")
    if not determined and not spells:
        return {}
    died = [
        parse(day)
        for claim in record.of("PersonDetails")
        if claim.status == "asserted"
        if (day := _said(claim, "death"))
    ]
    found: dict[str, Held] = {}
    for status in STATUSES:
        pieces = _detained(record, spells, known) if status in DETAINED else _determined(record, status, known)
        spans = _spans(status, pieces, died, determined)
        if spans:
            found[status] = Held(record.ref, spans, _gender(record), *_more(record, spells, known))
    return found


def _determined(record: Record, status: str, known: Beside) -> list[Piece]:
    claims = [claim for claim in record.of("StatusDetermination") if _said(claim, "status") == status]
    return [_piece(record.ref.id, claim, status, known) for claim in claims]


def _detained(record: Record, spells: list[Record], known: Beside) -> list[Piece]:
    return [
        _piece(record.ref.id, claim, _said(claim, "ground"), known)
        for spell in spells
        for claim in spell.of("SpellDetails")
    ]


def _piece(person: str, claim: Claim, ground: str, known: Beside) -> Piece:
    by = getattr(claim.detail, "determined_by", None)
    dates = (claim.valid_from, claim.valid_until, known.attested.get(claim.id))
    own = (claim.status, ground, _said(claim, "end_ground"))
    return Piece(claim.id, person, claim.subject.id, *dates, *own, by.id if by else None, 0)


def _spans(status: str, pieces: list[Piece], died: list[PartialDate], determined: Iterable[Claim]) -> tuple[Span, ...]:
    by_claim = {piece.claim: piece for piece in pieces}
    bodies: dict[str, Ref | None] = {claim.id: getattr(claim.detail, "determined_by", None) for claim in determined}
    found = []
    for claim, interval, sure in intervals(status, pieces, died):
        piece = by_claim[claim]
        asserted = piece.status == "asserted"
        found.append(Span(claim, interval, sure, asserted, piece.valid_until, piece.end_ground, bodies.get(claim)))
    return tuple(sorted(found, key=lambda span: (span.claim, not span.sure)))


def _gender(record: Record) -> str:
    return next((said for claim in record.of("PersonDetails") if (said := _said(claim, "gender"))), "")


def _more(
    record: Record, spells: list[Record], known: Beside
) -> tuple[tuple[Stay, ...], tuple[Sentence, ...], tuple[Ref, ...]]:
    """Where somebody was held, what the sentences are, and under which articles."""
    trials = [part for part in record.parts if part.ref.kind == "Proceeding"]
    charges = [claim for trial in trials for claim in trial.of("Charge") if claim.status == "asserted"]
    provisions = {ref.id: ref for claim in charges if (ref := getattr(claim.detail, "provision", None))}
    sentences = {
        (each.type, each.amount, each.unit, each.day): Sentence(each.type, each.amount, each.unit, each.day)
        for trial in trials
        for each in known.penalties.get(trial.ref.id, ())
        if each.type in SHOWN and each.sure
    }
    stays = {(stay.facility.id, stay.interval): stay for spell in spells for stay in _stays(spell)}
    return tuple(stays.values()), tuple(sentences.values()), tuple(provisions[each] for each in sorted(provisions))


def _stays(spell: Record) -> Iterable[Stay]:
    details = [claim for claim in spell.of("SpellDetails") if claim.status == "asserted"]
    start = min((claim.valid_from for claim in details if claim.valid_from), default="")
    until = max((claim.valid_until for claim in details if claim.valid_until), default="")
    for claim in spell.of("Custody"):
        if claim.status == "asserted":
            interval = Interval(parse(claim.valid_from or start), parse(claim.valid_until or until))
            yield Stay(claim.detail.facility, interval)  # type: ignore[attr-defined]  # made from the declaration


def _said(claim: Claim, name: str) -> str:
    return getattr(claim.detail, name, None) or ""
