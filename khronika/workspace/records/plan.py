"""What a deed on many records would do, before anybody does it: what takes effect at once, what waits for a second person, what is left."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khronika.desk.claims import guard
from khronika.desk.claims.clear import Target
from khronika.desk.claims.handover import MANY
from khronika.desk.claims.models import Claim, Record
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import table
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS, RECORDS
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.levels import levels
from khronika.workspace.naming import Names

MOST = 5000  # records in one decision
MARKED = 200  # marks at once: each is a decision of its own, so that each can be taken away by itself
NAMED = 5
NOW, WAITS, LEFT = "now", "waits", "left"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a plan, and whether that happens now, waits, or is left as it is."""

    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen: `now` and `waiting` are what would be cleared, or `records` what else would be done to."""

    lines: tuple[Line, ...]
    now: tuple[Target, ...] = ()
    waiting: tuple[Target, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether anything would happen at all."""
        return bool(self.now or self.waiting or self.records)


def digest(ids: Collection[str]) -> str:
    """What tells whether a list still holds the same records."""
    return hashlib.sha256(" ".join(sorted(ids)).encode()).hexdigest()[:16]


def too_many(ids: Sequence[str], most: int) -> Plan:
    """The plan for more than can be done at once: nothing."""
    sentence = _("{count} records are more than {most}, which is what one step takes. Narrow the list down.")
    return Plan((Line(LEFT, sentence.format(count=len(ids), most=most)),))


def clearing(ids: Sequence[str], level: Level, standing: Mapping[str, str], *, claims: bool) -> Plan:
    """Set the level of records, with those they stand for, and perhaps of all that is claimed of them."""
    if len(ids) > MOST:
        return too_many(ids, MOST)
    chosen = set(ids)
    whole = [*ids, *(each for each, root in standing.items() if root in chosen)]
    risky = guard.at_risk() if level.width < Level.TEAM.width else set()
    at = _already("record", whole, level)
    targets = [Target("record", each) for each in whole if each not in at]
    held = {each.id for each in targets} & risky
    if claims:
        found = _claims(whole)
        for each in _already("claim", found, level):
            del found[each]
        targets += [Target("claim", each) for each in found]
        held |= _near(found, risky)
    now = tuple(each for each in targets if each.id not in held)
    waiting = tuple(each for each in targets if each.id in held)
    return Plan(_cleared(now, waiting, at, level), now, waiting)


def _already(what: str, ids: Collection[str], level: Level) -> set[str]:
    """Those that a decision has given this level."""
    return {
        each
        for group in portions(ids)
        for each, its in levels(what, group).items()
        if its.decided and its.level == level
    }


def _claims(records: Collection[str]) -> dict[str, tuple[str, str]]:
    """The live claims about records, with their kinds and subjects."""
    return {
        claim: (kind, subject)
        for group in portions(records)
        for claim, kind, subject in Claim.objects.filter(subject__in=group, known_until=None).values_list(
            "id", "kind", "subject_id"
        )
    }


def _near(claims: Mapping[str, tuple[str, str]], risky: set[str]) -> set[str]:
    """Those claims that are about a record at risk, or refer to one."""
    if not risky:
        return set()
    found = {claim for claim, (_kind, subject) in claims.items() if subject in risky}
    for kind in {kind for kind, _subject in claims.values()}:
        refers = Q(pk__in=())
        for each in CLAIMS[kind].references:
            refers |= Q(**{f"{each.name}__in": sorted(risky)})
        for group in portions(claim for claim, (its, _subject) in claims.items() if its == kind):
            found.update(table(kind).objects.filter(refers, claim_id__in=group).values_list("claim_id", flat=True))
    return found


def _cleared(now: Sequence[Target], waiting: Sequence[Target], at: Collection[str], level: Level) -> tuple[Line, ...]:
    lines, said = [], label(f"level.{level.value}", language())
    if now:
        lines.append(
            Line(
                NOW,
                _("At once, by one decision, to the level ‘{level}’: {what}.").format(level=said, what=_counted(now)),
            )
        )
    if waiting:
        sentence = _(
            "At risk, so a second person must confirm it; it is prepared as one and nothing takes effect before: {what}."
        )
        lines.append(Line(WAITS, sentence.format(what=_counted(waiting))))
    if at:
        sentence = ngettext(
            "{count} record has this level by a decision already.",
            "{count} records have this level by a decision already.",
            len(at),
        )
        lines.append(Line(LEFT, sentence.format(count=len(at))))
    return tuple(lines)


def _counted(targets: Sequence[Target]) -> str:
    records = sum(each.what == "record" for each in targets)
    claims = len(targets) - records
    parts = [ngettext("{count} record", "{count} records", records).format(count=records)] if records else []
    parts += [ngettext("{count} claim", "{count} claims", claims).format(count=claims)] if claims else []
    return ", ".join(parts)


def marking(ids: Sequence[str]) -> Plan:
    """Mark records at risk."""
    if len(ids) > MARKED:
        return too_many(ids, MARKED)
    done = guard.marked()
    fresh = tuple(each for each in ids if each not in done)
    lines = []
    if fresh:
        sentence = ngettext(
            "{count} record is marked at risk at once; it then takes two people to bring it out.",
            "{count} records are marked at risk at once, each so that its mark can be taken away by itself; it then takes two people to bring them out.",
            len(fresh),
        )
        lines.append(Line(NOW, sentence.format(count=len(fresh))))
    if left := len(ids) - len(fresh):
        sentence = ngettext("{count} record is marked already.", "{count} records are marked already.", left)
        lines.append(Line(LEFT, sentence.format(count=left)))
    return Plan(tuple(lines), records=fresh)


def judging(ids: Sequence[str], names: Names) -> Plan:
    """Judge two records."""
    if len(ids) != 2:
        sentence = _("Expected exactly two ticked records to judge; {count} are.")
        return Plan((Line(LEFT, sentence.format(count=len(ids))),))
    names.learn(ids)
    pair = tuple(sorted(ids))
    lines = [
        Line(
            NOW,
            _("One judgement on {left} and {right}; it can be taken back.").format(
                left=names(pair[0]), right=names(pair[1])
            ),
        )
    ]
    if guard.at_risk().intersection(pair):
        lines.append(
            Line(WAITS, _("One of them is at risk: if they are judged the same, a second person must confirm it."))
        )
    return Plan(tuple(lines), records=pair)


def exporting(ids: Sequence[str], kind: str) -> Plan:
    """Write records into a table for the team."""
    if len(ids) > MOST:
        return too_many(ids, MOST)
    if not RECORDS[kind].leaves:
        return Plan((Line(LEFT, _("What is of this kind stays inside, whatever is decided.")),))
    restricted = {
        each
        for group in portions(ids)
        for each, its in levels("record", group).items()
        if its.level == Level.RESTRICTED
    }
    out = tuple(each for each in ids if each not in restricted)
    sentence = ngettext(
        "{count} record goes into the table, as far as the team may see it.",
        "{count} records go into the table, as far as the team may see them.",
        len(out),
    )
    lines = [Line(NOW, sentence.format(count=len(out)))] if out else []
    if kind == "Person" and len(out) > MANY:
        told = _("These are more than {most} people: a second person confirms first, then you ask for the same again.")
        lines.append(Line(WAITS, told.format(most=MANY)))
    if restricted:
        sentence = ngettext(
            "{count} record is restricted and stays out.",
            "{count} records are restricted and stay out.",
            len(restricted),
        )
        lines.append(Line(LEFT, sentence.format(count=len(restricted))))
    return Plan(tuple(lines), records=out)


def ticked(ids: Sequence[str], kind: str) -> list[str]:
    """Those of some ids that are records of a kind, in their order."""
    there = {
        each
        for group in portions(ids)
        for each in Record.objects.filter(id__in=group, kind=kind).values_list("id", flat=True)
    }
    return [each for each in dict.fromkeys(ids) if each in there]
