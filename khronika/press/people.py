"""Whom the sweep looks for: every person whose name may not go out to an audience, by all names the register knows.

That is who is not cleared, called back, under embargo, unwilling, a child for whom nobody agreed, or under a pseudonym: the gate
is asked, as for every claim that speaks of them.
"""

from collections import defaultdict
from datetime import date

from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Clearance
from khronika.desk.register.models import Name
from khronika.press.alias import aliases
from khronika.press.gate import closed
from khronika.press.shield import shield
from khronika.press.sweep import Person, Sweep
from khronika.vocabulary.kind import Level


def sweep(audience: Level = Level.PUBLIC, at: date | None = None) -> tuple[Sweep, str]:
    """A sweep for everybody who is withheld from an audience on a day (today), and a digest that changes when it would find
    anything else."""
    names: dict[str, list[str]] = defaultdict(list)
    live = Name.objects.filter(claim__subject__kind="Person", claim__known_until=None).order_by("claim_id")
    for record, text in live.values_list("claim__subject_id", "text").iterator(chunk_size=20_000):
        names[record].append(text)
    away = withheld(set(names), audience, at or date.today())
    published = [Person(record, tuple(names[record])) for record in sorted(names.keys() - away)] if away else []
    found = Sweep([Person(record, tuple(names[record])) for record in sorted(away)], published)
    return found, found.digest()


def withheld(people: set[str], audience: Level, at: date) -> set[str]:
    """Those of some people who may not be named before an audience on a day."""
    levels: dict[str, str] = dict(
        Clearance.objects.filter(record__kind="Person").order_by("decision_id", "pk").values_list("record_id", "level")
    )
    standing = same()
    members: dict[str, set[str]] = defaultdict(set)
    for record in people:
        members[standing.get(record, record)].add(record)
    shielded, veiled = shield(standing), aliases(standing, audience).standing
    found: set[str] = set()
    for its in members.values():
        level = max((Level(levels.get(each, Level.TEAM)) for each in its), key=lambda each: each.width)
        spoken = shielded.spoken(its, "Person", level, audience, at)
        if its & veiled.keys() or closed(spoken, audience, at) or shielded.nameless(spoken, audience):
            found |= its
    return found
