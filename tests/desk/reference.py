"""Registers of invented people made at random, and the plainest way to ask them, for comparing."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from hypothesis import strategies as st

from khronika.dates import Certainty, parse
from khronika.desk.claims.decide import enter
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim, Decision, Mention, Proposal, Reading, Record, Ruling
from khronika.desk.claims.tables import table
from khronika.desk.register.pieces import DETAINED, Piece
from khronika.desk.register.status import judged
from tests.desk.making import account, kept

DAYS = st.integers(0, 3000).map(lambda n: date.fromordinal(date(2010, 1, 1).toordinal() + n))
WHOLE = DAYS.map(date.isoformat)
DATES = st.one_of(WHOLE, WHOLE.map(lambda day: day[:7]), WHOLE.map(lambda day: day[:4]))


@dataclass(frozen=True)
class Row:
    """One claim: about which person, of which kind, with which dates."""

    person: int
    kind: str
    said: str
    start: str
    until: str
    status: str = "asserted"
    end_ground: str = ""


@st.composite
def rows(draw, dates=DATES, ends=("", "..")) -> list[Row]:
    """A few claims about three people, most of whom are told of more than once."""
    found = []
    for _ in range(draw(st.integers(1, 8))):
        start, until = draw(dates), draw(st.one_of(dates, st.sampled_from(ends)))
        if until not in ("", "..") and parse(until).latest < parse(start).earliest:
            start, until = until, start
        start = draw(st.sampled_from([start, start, start, ""])) if "" in ends else start
        kind = draw(st.sampled_from(["StatusDetermination", "SpellDetails"]))
        grounds = ["pretrial", "sentence", "administrative", ""]
        said = draw(st.sampled_from(grounds)) if kind == "SpellDetails" else "political_prisoner"
        ends_by = draw(st.sampled_from(["", "released", "withdrawn"])) if until not in ("", "..") else ""
        status = (
            draw(st.sampled_from(["asserted"] * 4 + ["alleged", "denied", "overturned"])) if "" in ends else "asserted"
        )
        found.append(Row(draw(st.integers(0, 2)), kind, said, start, until, status, ends_by))
    return found


def decision() -> Decision:
    """A decision that accepted something, on which claims can rest."""
    reading = Reading.objects.create(version=kept(), reader="test", at=timezone.now())
    mention = Mention.objects.create(reading=reading, key="it", kind="Person", name="it")
    proposal = Proposal.objects.create(reading=reading, number=1, kind="Name", subject=mention, values={})
    made = enter(account(), Decision.Deed.RULING, {})
    Ruling.objects.create(decision=made, proposal=proposal, outcome="accepted")
    return made


def claim(by: Decision, subject: Record, kind: str, start: str = "", until: str = "", **values) -> Claim:
    """A claim written as it is; `status` is the assertion's, unless the kind has a field of that name."""
    first, last = parse(start), parse(until)
    made = Claim.objects.create(
        kind=kind,
        subject=subject,
        decision=by,
        valid_from=start,
        from_earliest=first.earliest,
        from_latest=first.latest,
        valid_until=until,
        until_earliest=last.earliest,
        until_latest=last.latest,
        status=values.pop("assertion", "asserted"),
        known_from=by.pk,
    )
    table(kind).objects.create(claim=made, **values)
    return made


def write(told: list[Row]) -> list[Record]:
    """Put rows into the register, each claim of detention about a detention of its own; the people in their order."""
    people, by = [Record.objects.create(kind="Person") for _ in range(3)], decision()
    for row in told:
        person = people[row.person]
        common = {"assertion": row.status, "end_ground": row.end_ground}
        if row.kind == "SpellDetails":
            spell = Record.objects.create(kind="DetentionSpell")
            claim(by, spell, row.kind, row.start, row.until, person=person, ground=row.said, **common)
        else:
            claim(by, person, row.kind, row.start, row.until, status=row.said, **common)
    return people


def plain(status: str, at: date) -> dict[str, Certainty]:
    """Everybody with a status on a day, found by looking at every claim of every person."""
    kind, standing, by_person = "SpellDetails" if status in DETAINED else "StatusDetermination", same(), {}
    for row in table(kind).objects.select_related("claim").filter(claim__known_until=None):
        held = row.claim
        person = row.person_id if status in DETAINED else held.subject_id
        if status not in DETAINED and row.status != status:
            continue
        said = row.ground if status in DETAINED else row.status
        by = None if status in DETAINED else row.determined_by_id
        dates = (held.valid_from, held.valid_until, held.attested_on)
        piece = Piece(held.id, person, held.subject_id, *dates, held.status, said, row.end_ground, by, held.known_from)
        by_person.setdefault(standing.get(person, person), []).append(piece)
    found = {person: judged(status, its, at)[0] for person, its in by_person.items()}
    return {person: certainty for person, certainty in found.items() if certainty is not Certainty.NO}
