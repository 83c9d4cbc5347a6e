"""Recommendations and demands of a report: what was asked, of whom, where it stands, and every assessment with its notes."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from khronika.edition.model import Claim, Record, Ref
from khronika.pages.report.cases import sure
from khronika.pages.report.model import Block, Line, Material, Said, Style
from khronika.pages.timeline import dated
from khronika.pages.titles import choose, written
from khronika.pages.when import day, sortable
from khronika.pages.words import Words, words
from khronika.vocabulary.fulfilment import Assessed, standing
from khronika.vocabulary.terms import label

_WORDING = ("recommendation", "demand", "title", "description", "body")
_GONE = ("denied", "withdrawn", "overturned")


def recommendations(material: Material) -> Iterator[Block]:
    """Each under its topic, in the order of the numbers."""
    last = None
    for record in sorted(material.recommendations, key=_place):
        topic = topic_of(record)
        if topic and topic != last:
            key = hashlib.sha256(topic.casefold().encode()).hexdigest()[:12]
            yield Block(f"topic.{key}", (Line(Style.HEADING, (Said(topic),)),), free=True)
        last = topic
        yield recommendation(record, material)


def topic_of(record: Record) -> str:
    """What a recommendation is about; empty where nobody said it."""
    return next((str(each) for claim in record.of("RecommendationDetails") if (each := _at(claim, "topic"))), "")


def recommendation(record: Record, material: Material) -> Block:
    """A recommendation: its words, who made it, the answer of the state, and how far it is put into practice."""
    spoken = words(material.language)
    details = next(iter(record.of("RecommendationDetails")), None)
    answers = dated(record.of("RecommendationResponse"))
    known = [_called(_at(details, "recommending"), spoken), _called(_at(details, "session"), spoken)]
    known += [_term("recommendation_response", each, spoken) for each in answers[-1:]]
    number = str(_at(details, "number") or "")
    name = spoken.gettext("Recommendation %(number)s", number=number) if number else label(
        "record.Recommendation", spoken.language
    )  # fmt: skip
    besides = "; ".join(filter(None, known))
    first = [
        Said(
            f"{sure(details, spoken)}{name}" + (f" ({besides})" if besides else ""),
            material.notes(details, *answers[-1:]),
        )
    ]
    first += _words(record, material, spoken)
    lines = [Line(Style.NUMBERED, tuple(first))]
    rated = dated(record.of("Implementation"))
    if rated:
        lines.append(Line(Style.NUMBERED, tuple(_rated(rated, material, spoken))))
    lines += [Line(Style.ITEM, (each,)) for each in _linked(record, material, spoken)]
    return Block(f"recommendation.{record.ref.id}", tuple(lines))


def _rated(rated: Sequence[Claim], material: Material, spoken: Words) -> Iterator[Said]:
    """How far it is put into practice: the latest rating, then the earlier ones."""
    yield Said(spoken.gettext("How far it is put into practice:"))
    for place, claim in enumerate(reversed(rated)):
        said = [_term("implementation", claim, spoken), day(claim.valid_from, spoken)]
        said.append(_called(_at(claim, "assessed_by"), spoken))
        whole = sure(claim, spoken) + ", ".join(filter(None, said))
        yield Said(("; " if place else " ") + whole, material.notes(claim))
    yield Said(".")


def _linked(record: Record, material: Material, spoken: Words) -> Iterator[Said]:
    """What a recommendation or a demand is about, and what is about it."""
    for claim in record.of("Concern"):
        about = _called(_at(claim, "record"), spoken)
        if about:
            yield Said(spoken.gettext("It concerns: %(what)s", what=about), material.notes(claim))
    for claim in record.pointed("Concern"):
        about = _called(claim.subject, spoken)
        if about:
            yield Said(f"{label(f'record.{claim.subject.kind}', spoken.language)}: {about}", material.notes(claim))


def demands(material: Material) -> Iterator[Block]:
    """Each demand, in the order in which they were made."""
    for record in sorted(material.demands, key=lambda each: _made(each, material)):
        yield demand(record, material)


def demand(record: Record, material: Material) -> Block:
    """A demand: when, where and of whom it was asked, its words, where it stands, and every assessment."""
    spoken = words(material.language)
    details = next(iter(record.of("DemandDetails")), None)
    lines = [Line(Style.NUMBERED, (*_asked(record, details, material, spoken), *_words(record, material, spoken)))]
    assessed = [each for each in record.of("DemandAssessment") if each.status not in _GONE]
    lines.append(Line(Style.NUMBERED, tuple(_stands(record, assessed, material, spoken))))
    lines += [Line(Style.ITEM, (_assessed(each, material, spoken),)) for each in dated(assessed)]
    lines += [Line(Style.ITEM, (each,)) for each in _carried(record, material, spoken)]
    lines += [Line(Style.ITEM, (each,)) for each in _linked(record, material, spoken)]
    return Block(f"demand.{record.ref.id}", tuple(lines))


def _asked(record: Record, details: Claim | None, material: Material, spoken: Words) -> Iterator[Said]:
    """'Demand 3 of “…” (12 March 2010), addressed to …; needs no change of law'."""
    statement, number = _at(details, "statement"), _at(details, "number")
    name = label("record.Demand", spoken.language) + (f" {number}" if number is not None else "")
    title = _called(statement, spoken)
    date = day(material.dates.get(statement.id, ""), spoken) if isinstance(statement, Ref) else ""
    said = f"{sure(details, spoken)}{name}"
    if title:
        said = spoken.gettext("%(demand)s of “%(statement)s”", demand=said, statement=title)
    yield Said(said + (f" ({date})" if date else ""), material.notes(details))
    addressees = record.of("Addressee")
    if addressees:
        names = ", ".join(filter(None, (_called(_at(each, "party"), spoken) for each in addressees)))
        yield Said("; " + spoken.gettext("addressed to: %(whom)s", whom=names), material.notes(*addressees))
    if scope := _at(details, "scope"):
        yield Said("; " + label(f"scope.{scope}", spoken.language).lower())


def _words(record: Record, material: Material, spoken: Words) -> list[Said]:
    """': “the words”' in the report's language where they are known in it, else as they were said."""
    found = (written(record.claims, role, spoken.language) for role in _WORDING)
    claim = next(filter(None, found), None)
    text = str(_at(claim, "text") or "") if claim else _called(record.ref, spoken)
    return [Said(f": “{text.strip()}”", material.notes(claim))] if text else [Said(".")]


def _stands(record: Record, assessed: Sequence[Claim], material: Material, spoken: Words) -> Iterator[Said]:
    """Where the demand stands on the day the report is known of; of its beneficiaries so many as are named here."""
    named = {party.id for claim in record.of("Beneficiary") if isinstance(party := _at(claim, "party"), Ref)}
    told = [
        Assessed(str(_at(each, "assessment")), each.valid_from, party.id if isinstance(party, Ref) else "", place)
        for place, each in enumerate(assessed)
        for party in [_at(each, "beneficiary")]
    ]
    found = standing(told, named)
    date = day(material.known, spoken)
    if not found.state:
        yield Said(spoken.gettext("Nothing that came of it is known as of %(date)s.", date=date))
        return
    state = label(f"assessment.{found.state}", spoken.language).lower()
    yield Said(spoken.gettext("Where it stands as known on %(date)s: %(state)s.", date=date, state=state))
    if found.of:
        said = spoken.ngettext(
            "It is met for %(met)s of the %(count)s who is named here.",
            "It is met for %(met)s of the %(count)s who are named here.",
            found.of,
            met=found.met,
        )
        yield Said(f" {said}", material.notes(*record.of("Beneficiary")))


def _assessed(claim: Claim, material: Material, spoken: Words) -> Said:
    what = _term("assessment", claim, spoken)
    whom, event = _called(_at(claim, "beneficiary"), spoken), _called(_at(claim, "event"), spoken)
    by = _called(_at(claim, "assessed_by"), spoken)
    parts = [what if not whom else f"{what} – {whom}", event, by]
    said = sure(claim, spoken) + "; ".join(filter(None, parts))
    date = day(claim.valid_from, spoken)
    return Said(f"{date}: {said}" if date else said, material.notes(claim))


def _carried(record: Record, material: Material, spoken: Words) -> Iterator[Said]:
    for claim in record.of("CarriedDemand"):
        if title := _called(_at(claim, "earlier"), spoken):
            yield Said(spoken.gettext("The same was asked before: %(what)s", what=title), material.notes(claim))
    for claim in record.pointed("CarriedDemand"):
        if title := _called(claim.subject, spoken):
            yield Said(spoken.gettext("The same was asked again: %(what)s", what=title), material.notes(claim))


def _made(record: Record, material: Material) -> tuple[str, str, int, str]:
    details: Iterable[Claim] = record.of("DemandDetails")
    for claim in details:
        statement, number = _at(claim, "statement"), _at(claim, "number")
        key = statement.id if isinstance(statement, Ref) else ""
        return sortable(material.dates.get(key, "")), key, number if isinstance(number, int) else 0, record.ref.id
    return "9999", "", 0, record.ref.id


def _place(record: Record) -> tuple[str, tuple[tuple[int, int, str], ...], str]:
    """By topic, those without one last; then by number, '9' before '10'."""
    number = next((str(each) for claim in record.of("RecommendationDetails") if (each := _at(claim, "number"))), "")
    parts = number.replace("-", ".").split(".")
    ranked = tuple((0, int(each), "") if each.isdecimal() else (1, 0, each) for each in parts)
    topic = topic_of(record)
    return (topic.casefold() if topic else "\uffff"), ranked, record.ref.id


def _at(claim: Claim | None, field: str) -> object:
    return getattr(claim.detail, field, None) if claim else None


def _term(field: str, claim: Claim, spoken: Words) -> str:
    return label(f"{field}.{_at(claim, field)}", spoken.language)


def _called(ref: object, spoken: Words) -> str:
    return choose(ref.titles, spoken.language).text if isinstance(ref, Ref) else ""
