"""Write a claim and its citation, or join a citation to the claim that says the same already."""

from collections.abc import Mapping
from dataclasses import dataclass

from khronika.dates import DateError, ordered, parse
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Citation, Claim, Decision, Proposal, Record
from khronika.desk.claims.tables import table
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS


@dataclass(frozen=True, slots=True)
class Content:
    """What a claim says: the subject's record id, clean values (records as ids), dates and status."""

    kind: str
    subject: str
    values: Mapping[str, object]
    valid_from: str = ""
    valid_until: str = ""
    status: str = "asserted"


def record(content: Content, proposal: Proposal, decision: Decision) -> Claim:
    """The claim that says this, now resting on the proposal too.

    Raises ClaimsError for dates that cannot be.
    """
    claim = _same(content) or _new(content, decision)
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
        **looked_for,
        **empty,
    )
    first = found.select_related("claim").first()
    return first.claim if first else None


def _new(content: Content, decision: Decision) -> Claim:
    try:
        start, end = parse(content.valid_from), parse(content.valid_until)
        ordered(start, end)
    except DateError as error:
        raise ClaimsError(f"{content.kind}: {error}") from error
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
        status=content.status,
        known_from=decision.entry_id,
    )
    table(content.kind).objects.create(claim=claim, **columns(content))
    return claim
