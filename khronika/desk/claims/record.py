"""Write a claim and its citation, or join a citation to the claim that says the same already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from khronika.dates import DateError, PartialDate, ordered, parse
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Citation, Claim, Decision, Proposal, Record
from khronika.desk.claims.tables import table
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS

ATTESTED = "attested_on"
"""Among a proposal's values: the day on which a source says that it was so, which is no value of the kind's own."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a claim says: the subject's record id, clean values (records as ids), dates and status.

    `attested` is the last day (2014-05-05) on which it certainly was so, where the source says one.
    """

    kind: str
    subject: str
    values: Mapping[str, object]
    valid_from: str = ""
    valid_until: str = ""
    status: str = "asserted"
    attested: str = ""


def record(content: Content, proposal: Proposal, decision: Decision) -> Claim:
    """The claim that says this, now resting on the proposal too.

    Raises ClaimsError for dates that cannot be.
    """
    try:
        claim = _same(content) or _new(content, decision)
    except DateError as error:
        raise ClaimsError(f"{content.kind}: {error}") from error
    Citation.objects.create(claim=claim, proposal=proposal, decision=decision, known_from=decision.entry_id)
    return claim


def columns(content: Content) -> dict[str, object]:
    """The typed table's columns for these values; what was not said is empty or null."""
    columns: dict[str, object] = {}
    for field in CLAIMS[content.kind].fields:
        value = content.values.get(field.name)
        if field.type is FieldType.RECORD:
            columns[f"{field.name}_id"] = value
        else:
            columns[field.name] = (
                value if value is not None or field.type in (FieldType.INTEGER, FieldType.DECIMAL) else ""
            )
    return columns


def day(text: str) -> date | None:
    """A whole day; None where there is none. Raises DateError for what is less exact."""
    found = parse(text)
    if text and (found.earliest is None or found.earliest != found.latest):
        raise DateError(f"Expected one day such as 2014-05-05 on which it was so; got {text!r}.")
    return found.earliest


def vouched(start: PartialDate, end: PartialDate, attested: str) -> date | None:
    """The day on which it was so; raises DateError unless the dates are in their order."""
    ordered(start, end)
    on = day(attested)
    if on and ((start.earliest and on < start.earliest) or (end.latest and on > end.latest)):
        raise DateError(
            f"Expected a day from the start to the end; got {attested!r} for {start.text!r} to {end.text!r}."
        )
    return on


def _same(content: Content) -> Claim | None:
    """A live claim that says exactly this."""
    looked_for = {name: value for name, value in columns(content).items() if value is not None}
    empty = {f"{name}__isnull": True for name, value in columns(content).items() if value is None}
    found = table(content.kind).objects.filter(
        claim__subject_id=content.subject,
        claim__known_until=None,
        claim__valid_from=content.valid_from,
        claim__valid_until=content.valid_until,
        claim__status=content.status,
        claim__attested_on=day(content.attested),
        **looked_for,
        **empty,
    )
    first = found.select_related("claim").first()
    return first.claim if first else None


def _new(content: Content, decision: Decision) -> Claim:
    start, end = parse(content.valid_from), parse(content.valid_until)
    attested = vouched(start, end, content.attested)
    claim = Claim.objects.create(
        kind=content.kind,
        subject=Record.objects.get(id=content.subject),
        decision=decision,
        valid_from=start.text,
        from_earliest=start.earliest,
        from_latest=start.latest,
        valid_until=end.text,
        until_earliest=end.earliest,
        until_latest=end.latest,
        attested_on=attested,
        status=content.status,
        known_from=decision.entry_id,
    )
    table(content.kind).objects.create(claim=claim, **columns(content))
    return claim
