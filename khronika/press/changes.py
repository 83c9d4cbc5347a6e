"""What may look different since a ledger entry: records and sources touched by decisions after it, and nothing else."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from khronika.desk.claims import alarm
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import (
    Citation,
    Claim,
    Clearance,
    Consent,
    Embargo,
    Judgement,
    Pseudonym,
    Record,
    Withdrawal,
)
from khronika.desk.claims.tables import tables
from khronika.desk.sources.models import Passage, Source
from khronika.press import shield
from khronika.press.coming import beside
from khronika.press.load import QUIET
from khronika.press.many import groups, ids
from khronika.press.pictures import changed, showing, standing
from khronika.press.reached import demanding, joining, turned
from khronika.press.repeated import repeated
from khronika.vocabulary.kinds import CLAIMS, RECORDS


@dataclass(slots=True)
class Touched:
    """Ids of records and sources."""

    records: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


def since(entry: int, day: str, at: date) -> Touched:
    """All that decisions after a ledger entry touch, and the days since the `day` of the edition before."""
    claims = ids(Claim.objects.filter(Q(known_from__gt=entry) | Q(known_until__gt=entry)), "id")
    claims |= ids(Citation.objects.filter(Q(known_from__gt=entry) | Q(known_until__gt=entry)), "claim_id")
    cleared, embargoed = Clearance.objects.filter(decision_id__gt=entry), _embargoed(entry, day, at)
    claims |= ids(cleared.filter(claim__isnull=False), "claim_id") | ids(embargoed, "claim_id")
    sources = ids(cleared.filter(source__isnull=False), "source_id") | ids(embargoed, "source_id")
    judged_claims, judged_sources = alarm.since(entry)
    claims, sources = claims | judged_claims, sources | judged_sources
    passages = ids(cleared.filter(passage__isnull=False), "passage_id")
    sources |= ids(Passage.objects.filter(id__in=passages), "version__capture__source_id")
    claims |= ids(Citation.objects.filter(proposal__passages__version__capture__source_id__in=sources), "claim_id")
    judged = Judgement.objects.filter(Q(decision_id__gt=entry) | Q(decision__undone_by__gt=entry))
    records = ids(cleared.filter(record__isnull=False), "record_id") | ids(judged, "left_id") | ids(judged, "right_id")
    records |= _protected(entry, day, at, claims) | shield.cluster(ids(embargoed, "record_id"), same())
    claims |= standing(changed(entry) | showing(records))
    claims |= involving(records)
    claims = joining(spread(claims | beside(claims)))
    return Touched(records | spoken(claims), sources | citing(claims))


def _embargoed(entry: int, day: str, at: date) -> QuerySet[Embargo]:
    """Embargoes that were set or lifted, and those that begin or ran out between two days."""
    first, last = sorted((date.fromisoformat(day), at)) if day else (at, at)
    return Embargo.objects.filter(Q(decision_id__gt=entry) | Q(public_from__gt=first, public_from__lte=last))


def _protected(entry: int, day: str, at: date, claims: set[str]) -> set[str]:
    """Records of which something else may be said now, with all that are judged the same and all that is part of them."""
    found = ids(Consent.objects.filter(Q(decision_id__gt=entry) | Q(withdrawn_id__gt=entry)), "record_id")
    found |= ids(Pseudonym.objects.filter(decision_id__gt=entry), "record_id")
    found |= ids(Withdrawal.objects.filter(Q(decision_id__gt=entry) | Q(lifted_id__gt=entry)), "record_id")
    found |= _grown(day, at) | _born(claims) | turned(day, at)
    found = shield.cluster(found, same()) if found else found
    return found | {part for _, part in shield.parts(found, ever=True)}


def _grown(day: str, at: date) -> set[str]:
    """Who came of age between two days."""
    first, last = sorted((date.fromisoformat(day), at)) if day else (at, at)
    days = ((record, shield.adult(birth)) for record, birth in shield.births()) if first < last else ()
    return {record for record, adult in days if adult and first < adult <= last}


def _born(claims: set[str]) -> set[str]:
    """Who may be a child, or no longer be taken for one, by some claims that came or went."""
    found: set[str] = set()
    for group in groups(claims):
        rows = tables()["PersonDetails"].objects.filter(claim_id__in=group).values_list("claim__subject_id", "birth")
        found.update(record for record, birth in rows if birth >= shield.young())
    return found


def involving(records: set[str]) -> set[str]:
    """Every claim that is about some records or points to them: what changes when they may no longer be spoken of."""
    found = ids(Claim.objects.filter(subject_id__in=records), "id")
    for name, kind in CLAIMS.items():
        for reference in kind.references:
            found |= ids(tables()[name].objects.filter(**{f"{reference.name}_id__in": records}), "claim_id")
    return found


def spread(claims: set[str]) -> set[str]:
    """The claims, and all that speak of their subjects without a page: those show by title, and on whose page, in other places."""
    done: set[str] = set()
    pageless = [name for name, kind in RECORDS.items() if not kind.section]
    while True:
        subjects = ids(Claim.objects.filter(id__in=claims, subject__kind__in=pageless), "subject_id") - done
        if not subjects:
            return claims
        done |= subjects
        claims = claims | involving(subjects)


def spoken(claims: set[str]) -> set[str]:
    """Every record on whose page some claims may stand."""
    found = ids(Claim.objects.filter(id__in=claims), "subject_id")
    for name, kind in CLAIMS.items():
        for reference in kind.references:
            if (name, reference.name) not in QUIET:
                found |= ids(tables()[name].objects.filter(claim_id__in=claims), f"{reference.name}_id")
    return found


def citing(claims: set[str]) -> set[str]:
    """Every source that some claims rest on or rested on."""
    return ids(Source.objects.filter(captures__versions__readings__proposals__citations__claim_id__in=claims), "pk")


def neighbours(records: set[str]) -> Touched:
    """Records that claims connect with these, themselves included, and the sources of those claims: all places where
    their names show."""
    claims = joining(spread(involving(records)))
    return Touched(records | spoken(claims), citing(claims))


def parts(owners: set[str]) -> set[str]:
    """Records that are described on the pages of these."""
    found: set[str] = set()
    for name, kind in CLAIMS.items():
        for reference in kind.references:
            if reference.part_of:
                found |= ids(tables()[name].objects.filter(**{f"{reference.name}_id__in": owners}), "claim__subject_id")
    return found


def pages(records: set[str]) -> set[str]:
    """The records on whose pages these show: themselves, those they are or were part of, for demands all that repeat
    them, whoever they are for or of, and what ends when they are met."""
    demands = repeated(_demands(records)) if records else set()
    return paged(records | demands | _owners(records | demands) | _named(demands) | demanding(demands))


def paged(records: set[str]) -> set[str]:
    """Those of some records that are there and have a page of their own."""
    kinds = {name for name, kind in RECORDS.items() if kind.section}
    return ids(Record.objects.filter(id__in=records, kind__in=kinds), "id")


def _demands(records: set[str]) -> set[str]:
    """The demands among some records, and those that stand in one of them."""
    own = ids(Record.objects.filter(id__in=records, kind="Demand"), "id")
    rows = tables()["DemandDetails"].objects.filter(statement_id__in=records)
    return own | ids(rows, "claim__subject_id")


def _named(demands: set[str]) -> set[str]:
    """Whoever demands are for, of or about: what came of them is told on those pages."""
    found: set[str] = set()
    for name in ("Addressee", "Beneficiary", "Concern", "DemandDetails"):
        for reference in CLAIMS[name].references:
            rows = tables()[name].objects.filter(claim__subject_id__in=demands)
            found |= ids(rows, f"{reference.name}_id")
    return found


def _owners(records: set[str]) -> set[str]:
    found: set[str] = set()
    for name, kind in CLAIMS.items():
        for reference in kind.references:
            if reference.part_of:
                found |= ids(tables()[name].objects.filter(claim__subject_id__in=records), f"{reference.name}_id")
    return found
