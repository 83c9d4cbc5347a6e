"""Whom the sweep looks for: every person whose record is not cleared to the public, by all names the register knows."""

from collections import defaultdict

from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Clearance
from khronika.desk.register.models import Name
from khronika.press.sweep import Person, Sweep
from khronika.vocabulary.kind import Level


def sweep(audience: Level = Level.PUBLIC) -> tuple[Sweep, str]:
    """A sweep for everybody who is withheld from an audience now, and a digest that changes when it would find anything else."""
    levels: dict[str, str] = dict(
        Clearance.objects.filter(record__kind="Person").order_by("decision_id", "pk").values_list("record_id", "level")
    )
    standing = same()
    names: dict[str, list[str]] = defaultdict(list)
    live = Name.objects.filter(claim__subject__kind="Person", claim__known_until=None).order_by("claim_id")
    for record, text in live.values_list("claim__subject_id", "text").iterator(chunk_size=20_000):
        names[record].append(text)
    closed = {record for record in names if Level(levels.get(record, Level.TEAM)).width > audience.width}
    roots = {standing.get(record, record) for record in closed}
    withheld = [
        Person(record, tuple(names[record])) for record in sorted(names) if standing.get(record, record) in roots
    ]
    withheld_ids = {person.record for person in withheld}
    published = (
        [Person(record, tuple(names[record])) for record in sorted(names) if record not in withheld_ids]
        if withheld
        else []
    )
    found = Sweep(withheld, published)
    return found, found.digest()
