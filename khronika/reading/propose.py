"""From a reading to proposals: mentions that a reviewer links to records, and claims about them, each fact once,
each with what it rests on.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, groupby

from khronika.languages import script
from khronika.reading.model import (
    PROPOSED,
    Act,
    Demand,
    Entity,
    Finding,
    Mention,
    Penalty,
    Proposals,
    Proposed,
    Reading,
    Span,
    Value,
)
from khronika.vocabulary.terms import members

_JUDGED = {"conviction": "convicted", "acquittal": "acquitted"}
_OF_PERSONS = frozenset({"other"})
_OPEN = ".."
_AMNESTY = re.compile("amnest|амніст|амнист", re.IGNORECASE)

_REGIONS = "region republic district вобласць вобласьць раён область край округ автономия район obwód województwo"
_FACILITIES = "facility калонія калёнія лагер сіза турма ізалятар изолятор колония лагерь сизо тюрьма колонія тюрма kolonia więzienie"
_PLACE_KINDS = {
    "country": "country",
    **dict.fromkeys(_REGIONS.split(), "region"),
    **dict.fromkeys(("town", "village", "city"), "town"),
    **dict.fromkeys(_FACILITIES.split(), "facility"),
}
"""The vocabulary's kinds of place by what the reader calls them; of a street or a square nothing is proposed."""


def propose(reading: Reading) -> Proposals:
    """The mentions and claims of a reading; planned, threatened and demanded things are none.

    >>> from khronika.reading.reader import read
    >>> [claim.kind for claim in propose(read("Ivan Kupchyk was arrested in Minsk.")).claims][:1]
    ['Name']
    """
    draft = Draft(reading)
    for entity in reading.entities:
        draft.entity(entity)
    for position in reading.positions:
        values: dict[str, Value] = {"organization": draft.ref(position.organization), "role": position.role}
        draft.claim("Membership", position.person, values, position)
    draft.statement()
    draft.acts()
    draft.proceedings()
    draft.counts()
    return draft.done()


@dataclass
class Draft:
    """Proposals while they are being gathered."""

    reading: Reading
    mentions: dict[str, Mention] = field(default_factory=dict)
    claims: dict[tuple[object, ...], Proposed] = field(default_factory=dict)
    numbers: dict[str, "count[int]"] = field(default_factory=dict)

    def ref(self, key: str) -> Mapping[str, str]:
        """A value that points to a mention."""
        return {"mention": key}

    def new(self, kind: str, spans: tuple[Span, ...]) -> str:
        """A mention of a thing that has no name."""
        prefix = kind.lower()
        number = next(self.numbers.setdefault(prefix, count(1)))
        key = f"{prefix}-{number}"
        self.mentions[key] = Mention(key, kind, "", spans)
        return key

    def claim(
        self, kind: str, subject: str, values: Mapping[str, Value], found: Finding, *, dates: tuple[str, str] = ("", "")
    ) -> None:
        """Add a claim once; a later one that says the same adds its span."""
        status = "asserted" if found.status == "demanded" else found.status
        first, last = ("" if "X" in date else date for date in dates)
        dates = (first, last)
        if subject not in self.mentions or status not in PROPOSED:
            return
        kept = {name: value for name, value in values.items() if value not in ("", None, {"mention": ""})}
        mark = (kind, subject, dates, *((name, str(value)) for name, value in kept.items()))
        if earlier := self.claims.get(mark):
            spans = tuple(dict.fromkeys((*earlier.spans, found.span)))
            self.claims[mark] = Proposed(
                kind, subject, kept, spans, *dates, status, max(earlier.confidence, found.confidence), earlier.rule
            )
            return
        self.claims[mark] = Proposed(kind, subject, kept, (found.span,), *dates, status, found.confidence, found.rule)

    def done(self) -> Proposals:
        """What was gathered."""
        return Proposals(tuple(self.mentions.values()), tuple(self.claims.values()))

    def entity(self, entity: Entity) -> None:
        """A mention and its name, and what its name alone says."""
        language = entity.language or self.reading.language
        self.mentions[entity.key] = Mention(entity.key, entity.kind, entity.name, entity.spans)
        said = [span for span in entity.spans if span.of(self.reading.text) == entity.name] or list(entity.spans)
        found = Finding(said[0], "asserted", entity.confidence, entity.rule)
        values: dict[str, Value] = {
            "text": entity.name,
            "language": language,
            "script": script(entity.name),
            "name_kind": "usual",
        }
        self.claim("Name", entity.key, values, found)
        details = entity.details
        if kind := _PLACE_KINDS.get(details.get("place_kind", "")):
            self.claim("PlaceDetails", entity.key, {"place_kind": kind}, found)
        if details.get("law") and details.get("article"):
            self.claim(
                "ProvisionDetails", entity.key, {n: details.get(n, "") for n in ("law", "article", "part")}, found
            )

    def statement(self) -> None:
        """The joint statement with its texts, demands, addressees and signatories."""
        frame, reading = self.reading.statement, self.reading
        if frame is None:
            return
        key = self.new("JointStatement", (frame.title,))
        self._text(key, "title", frame.title)
        if frame.preamble:
            self._text(key, "preamble", frame.preamble)
        for party, span in frame.addressees:
            self.claim("Addressee", key, {"party": self.ref(party)}, Finding(span, "asserted", 0.8, "addressee"))
        self._demands(key)
        for one in reading.signatories:
            values: dict[str, Value] = {
                "person": self.ref(one.person),
                "organization": self.ref(one.organization),
                "role": one.role,
                "number": one.number,
            }
            self.claim("Signatory", key, values, one)

    def _text(self, subject: str, role: str, span: Span, text: str = "") -> None:
        words = " ".join((text or span.of(self.reading.text)).split())
        found = Finding(span, "asserted", 0.9, f"text-{role}")
        if words:
            self.claim("Text", subject, {"role": role, "language": self.reading.language, "text": words}, found)

    def _demands(self, statement: str) -> None:
        for demand in _items(self.reading.demands):
            key = self.new("Demand", (demand.span,))
            provision = demand.provisions[0] if demand.provisions else ""
            values: dict[str, Value] = {
                "statement": self.ref(statement),
                "number": demand.number,
                "scope": demand.scope,
                "provision": self.ref(provision),
            }
            self.claim("DemandDetails", key, values, demand)
            self._text(key, "demand", demand.span)
            if demand.addressee and demand.addressed:
                addressed = Finding(demand.addressed, "asserted", 0.75, "addressee")
                self.claim("Addressee", key, {"party": self.ref(demand.addressee)}, addressed)
            for party in demand.beneficiaries:
                inside = [s for s in self.mentions[party].spans if demand.span.start <= s.start < demand.span.end]
                self.claim(
                    "Beneficiary",
                    key,
                    {"party": self.ref(party)},
                    Finding(inside[0], "asserted", 0.7, "named-in-demand"),
                )

    def acts(self) -> None:
        """One act a victim."""
        for act in self.reading.acts:
            if act.status not in PROPOSED or act.type not in members("act_type") or act.type in _OF_PERSONS:
                continue
            for victim in act.victims:
                key = self.new("Act", (act.span,))
                values: dict[str, Value] = {
                    "victim": self.ref(victim),
                    "act_type": self._deed(act),
                    "place": self.ref(act.place),
                }
                self.claim("ActDetails", key, values, act, dates=(act.date, ""))

    def _deed(self, act: Act) -> str:
        """The vocabulary's term for an act: an amnesty is no pardon."""
        freed = act.type in ("pardon", "release") and _AMNESTY.search(act.span.of(self.reading.text))
        return "amnesty" if freed else act.type

    def proceedings(self) -> None:
        """A proceeding for each person and verdict: details, judgment, charges and the parts of the sentence."""
        held: dict[str, list[tuple[str, str]]] = {}
        for penalty in sorted(self.reading.penalties, key=lambda one: not one.date):
            if penalty.person and penalty.status in PROPOSED:
                self._sentence(self._proceeding(held, penalty), penalty)
        for charge in self.reading.charges:
            if charge.person in held:
                near = min(
                    held[charge.person], key=lambda one: abs(self.mentions[one[1]].spans[0].start - charge.span.start)
                )
                self.claim("Charge", near[1], {"provision": self.ref(charge.provision)}, charge)

    def _proceeding(self, held: dict[str, list[tuple[str, str]]], penalty: Penalty) -> str:
        mine = held.setdefault(penalty.person, [])
        kind = "administrative" if penalty.type == "administrative_detention" or self._small(penalty) else "criminal"
        for date, key in mine:
            if date in (penalty.date, "") or not penalty.date:
                return key
        key = self.new("Proceeding", (penalty.span,))
        mine.append((penalty.date, key))
        values: dict[str, Value] = {"defendant": self.ref(penalty.person), "proceeding_kind": kind}
        self.claim("ProceedingDetails", key, values, penalty)
        return key

    def _small(self, penalty: Penalty) -> bool:
        """Whether a fine stands alone: with no other penalty of the person it is taken for an administrative one."""
        types = {one.type for one in self.reading.penalties if one.person == penalty.person}
        criminal = any(
            "riminal" in self.mentions[key].name or "рымінальн" in self.mentions[key].name for key in penalty.provisions
        )
        return types <= {"fine", "administrative_detention"} and not criminal and "головн" not in self._laws(penalty)

    def _laws(self, penalty: Penalty) -> str:
        return " ".join(self.mentions[key].name for key in penalty.provisions)

    def _sentence(self, key: str, penalty: Penalty) -> None:
        unit = penalty.unit if penalty.unit in members("unit") else ""
        amount = penalty.amount if penalty.amount is not None else ""
        values: dict[str, Value] = {"sentence_type": penalty.type, "amount": amount, "unit": unit}
        if penalty.suspended:
            values["served"] = "suspended"
        self.claim("SentenceComponent", key, values, penalty)
        if penalty.date or penalty.court:
            judged: dict[str, Value] = {"court": self.ref(penalty.court), "verdict": penalty.verdict}
            self.claim("Judgment", key, judged, penalty, dates=(penalty.date, ""))

    def counts(self) -> None:
        """Reported counts of campaigns, where it is said what was counted."""
        ordered = sorted(self.reading.figures, key=lambda one: not one.counted_by)
        told: set[tuple[str, int, str]] = set()
        for figure in ordered:
            mark = (figure.campaign, int(figure.number), figure.counted)
            if mark in told and not figure.counted_by:
                continue
            told.add(mark)
            if figure.campaign and figure.counted and figure.number == int(figure.number):
                values: dict[str, Value] = {
                    "value": int(figure.number),
                    "bound": figure.bound,
                    "counted": figure.counted,
                    "counted_by": self.ref(figure.counted_by),
                }
                self.claim("ReportedCount", figure.campaign, values, figure, dates=(figure.as_of, ""))


def _items(demands: Iterable[Demand]) -> list[Demand]:
    """The demands as their statement numbers them: what one item of a list asks for is one demand."""
    found = []
    listed = [demand for demand in demands if demand.rule == "list-item"]
    for item, parts in groupby(listed, key=lambda demand: demand.item):
        first, *more = parts
        last = more[-1] if more else first
        every = (first, *more)
        found.append(
            replace(
                first,
                span=Span(first.span.start, last.span.end),
                number=item,
                beneficiaries=tuple(dict.fromkeys(key for one in every for key in one.beneficiaries)),
                provisions=tuple(dict.fromkeys(key for one in every for key in one.provisions)),
            )
        )
    return found
