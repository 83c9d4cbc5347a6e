"""What the register says beside each proposal that waits: the same claim, which it would join, or one that says otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from khronika.desk.claims.models import Claim, Proposal
from khronika.desk.register.against import Found, Told, against
from khronika.desk.register.told import resting, spoken
from khronika.vocabulary.kinds import CLAIMS
from khronika.vocabulary.terms import label
from khronika.workspace.naming import Names
from khronika.workspace.review.model import Card, Recorded
from khronika.workspace.wording import period, say


class Knows(Protocol):
    """What is asked of the desk: names, and which record a value of a proposal points to."""

    names: Names

    def record(self, proposal: Proposal, value: object) -> str:
        """The record's id, empty where nobody has decided it."""


def beside(cards: Sequence[Card], proposals: Sequence[Proposal], desk: Knows) -> list[Card]:
    """The cards with what the register says already."""
    told = [one for each in proposals if each.state == "pending" and (one := _told(each, desk)) is not None]
    found = against(told) if told else {}
    if not found:
        return list(cards)
    claims = {each.id: each for one in found.values() for each in _claims(one)}
    values = {id_: its for one in found.values() for id_, its in one.values.items()}
    desk.names.learn(spoken(claims.values(), values))
    sources = {id_: tuple(dict.fromkeys(cite.title for cite in cites)) for id_, cites in resting(claims).items()}
    shown = {id_: _recorded(claim, values[id_], sources.get(id_, ()), desk.names) for id_, claim in claims.items()}
    return [_with(card, found[card.id], shown) if card.id in found else card for card in cards]


def _told(proposal: Proposal, desk: Knows) -> Told | None:
    """A proposal with records in place of mentions; None where it is open whom it is about."""
    subject = desk.record(proposal, {"mention": proposal.subject.key})
    if not subject:
        return None
    values: dict[str, object] = {}
    for name, value in proposal.values.items():
        points = isinstance(value, Mapping)
        values[name] = desk.record(proposal, value) if points else value
        if points and not values[name] and CLAIMS[proposal.kind].by_name[name].required:
            return None
    return Told(proposal.id, proposal.kind, subject, values, proposal.valid_from, proposal.valid_until, proposal.status)


def _claims(found: Found) -> list[Claim]:
    return [*([found.same] if found.same else []), *found.other]


def _with(card: Card, found: Found, shown: Mapping[str, Recorded]) -> Card:
    return replace(
        card,
        joins=shown[found.same.id] if found.same else None,
        differs=tuple(shown[each.id] for each in found.other),
    )


def _recorded(claim: Claim, values: Mapping[str, object], sources: tuple[str, ...], names: Names) -> Recorded:
    return Recorded(
        say(claim.kind, values, lambda value: names(str(value)), language=names.language),
        period(claim.valid_from, claim.valid_until),
        "" if claim.status == "asserted" else label(f"status.{claim.status}", names.language),
        sources,
    )
