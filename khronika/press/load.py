"""The register as plain values, read in a few wide queries: all of it, or just what some records and sources need.

Records judged the same appear under the one that stands for them, who has a pseudonym before the audience under that; their own
ids are then nowhere in the facts. Nothing is decided here; `project` asks the gate.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Q, QuerySet

from khronika.desk.claims.asof import live
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Address, Citation, Claim, Clearance, Proposal, Record
from khronika.desk.claims.tables import tables
from khronika.desk.sources.models import Capture, Passage, Source, TextVersion
from khronika.edition.asked import DATING
from khronika.pages.called import NAMELESS
from khronika.press.alias import Aliases, aliases, telling
from khronika.press.gate import Basis
from khronika.press.repeated import repeated
from khronika.press.shield import Shield, shield
from khronika.vocabulary.kind import Level
from khronika.vocabulary.kinds import CLAIMS, RECORDS

BATCH = 20_000
_OWNING = tuple(name for name, kind in CLAIMS.items() if any(reference.part_of for reference in kind.references))
# what says how a record is called, whose it is, and that it has a page
TELLING = (
    "Name", "Text", *_OWNING, *(kind for each in NAMELESS.values() for kind in each.dated), *DATING, "Step",
    "MechanismDetails", "RecommendationDetails", "DemandAssessment",
    "Addressee", "SolidarityActionDetails", "PlaceDetails", "ReportedCount", "Host", "FacilityAddress",
)  # fmt: skip
_WHOM = ("Beneficiary", "CarriedDemand")  # told of every demand that is spoken of
# kinds that have no page and are no part of another's: what goes out of them stands wherever they are spoken of
INLINE = tuple(
    name
    for name, kind in RECORDS.items()
    if not kind.section and kind.leaves and not any(name in CLAIMS[owning].subjects for owning in _OWNING)
)
# too many point here to be of use to a reader: they stand on the page of whom they are about
QUIET = (("Citizenship", "country"), ("RecommendationDetails", "about"))
UNNAMED = {"Signatory": ("signing", "unnamed", ("person", "organization", "role", "version"))}
"""What somebody asked not to be named in: the field and term that say so, and what then stays inside."""
T = TypeVar("T")


@dataclass(slots=True)
class Row:
    """A claim with its columns; records are ids. It is published under `out`."""

    id: str
    kind: str
    subject: str
    valid_from: str
    valid_until: str
    status: str
    known_from: int
    values: dict[str, object] = field(default_factory=dict)
    out: str = ""

    def records(self) -> Iterable[str]:
        """Every record it speaks of, the subject first."""
        yield self.subject
        for reference in CLAIMS[self.kind].references:
            if self.values.get(reference.name):
                yield str(self.values[reference.name])


@dataclass(slots=True)
class Quote:
    """A passage with the text around it; `number` is the page in the source."""

    id: str
    source: str
    version: int
    start: int
    end: int
    quote: str


@dataclass(slots=True)
class Facts:
    """Everything that a projection needs to know."""

    kinds: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    about: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    pointing: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    quotes: dict[str, Quote] = field(default_factory=dict)
    chains: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    levels: dict[tuple[str, str], Level] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    sources: dict[str, Source] = field(default_factory=dict)
    captures: dict[str, Capture] = field(default_factory=dict)
    texts: dict[int, TextVersion] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    standing: dict[str, str] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    bases: dict[str, set[tuple[Basis, Level]]] = field(default_factory=dict)
    shield: Shield = field(default_factory=Shield)
    aliases: Aliases = field(default_factory=Aliases)
    telling: set[tuple[str, str]] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)

    def veiled(self, row: Row) -> set[str]:
        """The pseudonyms of the people whom a claim is about, or about whose acts and cases it is."""
        return {self.aliases.whose[each] for each in row.records() if each in self.aliases.whose}

    def level(self, what: str, which: str, default: Level) -> Level:
        """The decided level of a thing, else the default."""
        return self.levels.get((what, which), default)


class Loader:
    """Loads facts; asking twice for the same records costs nothing. `past` are claims that ended and are loaded all the same;
    with `entry`, what was known after that ledger entry is loaded instead of what is known now."""

    past: frozenset[str] = frozenset()
    entry: int | None = None

    def __init__(self, audience: Level = Level.PUBLIC) -> None:
        """Whoever appears under a pseudonym before the audience is loaded so."""
        self._outside = audience.width < Level.TEAM.width
        joined = same()
        known = aliases(joined, audience)
        standing = {**joined, **known.standing}
        self.members: dict[str, set[str]] = defaultdict(set)
        for record in standing.keys() | joined.keys() | set(joined.values()):
            self.members[standing.get(record, record)].add(record)
        self.facts = Facts(standing=standing, members=self.members, shield=shield(joined), aliases=known)

    def stands(self, record: str) -> str:
        """The record that stands for this one."""
        return self.facts.standing.get(record, record)

    def everything(self) -> Facts:
        """Load all there is."""
        self._claims(Claim.objects.all())
        self._finish(None)
        return self.facts

    def some(self, records: set[str], sources: set[str]) -> Facts:
        """Load what the pages of some records and sources need: their parts, their claims, and whom those speak of."""
        wanted = repeated(self.spread(records), self.spread)
        parts = self._parts(wanted)
        while parts - wanted:
            wanted |= parts
            parts = self._parts(wanted)
        self._claims(Claim.objects.filter(subject_id__in=wanted))
        self._claims(Claim.objects.filter(pk__in=self._pointing(wanted)))
        citing = Citation.objects.filter(live(self.entry), proposal__passages__version__capture__source_id__in=sources)
        self._claims(Claim.objects.filter(pk__in=set(citing.values_list("claim_id", flat=True))))
        self._neighbours(wanted)
        self._finish(set(self.facts.rows))
        return self.facts

    def spread(self, records: set[str]) -> set[str]:
        """These records and all that are judged the same as one of them."""
        behind, former = self.facts.aliases.behind, self.facts.aliases.former
        roots = {self.stands(behind.get(record, record)) for record in records}
        real = records.union(*(self.members.get(root, set()) for root in roots))
        return real.union(roots, *(former[record] for record in real & former.keys()))

    def _parts(self, owners: set[str]) -> set[str]:
        found: set[str] = set()
        for name, kind in CLAIMS.items():
            for reference in kind.references:
                if reference.part_of:
                    rows = tables()[name].objects.filter(
                        live(self.entry, of="claim__"), **{f"{reference.name}_id__in": owners}
                    )
                    found.update(rows.values_list("claim__subject_id", flat=True))
        return found

    def _pointing(self, records: set[str]) -> set[str]:
        found: set[str] = set()
        for name, kind in CLAIMS.items():
            if kind.references:
                either = Q()
                for reference in kind.references:
                    if (name, reference.name) not in QUIET:
                        either |= Q(**{f"{reference.name}_id__in": records})
                if either:
                    rows = tables()[name].objects.filter(either, live(self.entry, of="claim__"))
                    found.update(rows.values_list("claim_id", flat=True))
        return found

    def _neighbours(self, wanted: set[str]) -> None:
        """Names and owners of every record that the loaded claims speak of, so that links have titles and addresses."""
        for _ in range(3):
            near = {record for row in self.facts.rows.values() for record in row.records()} - wanted
            telling = Q(kind__in=TELLING) | Q(subject__kind__in=INLINE) | Q(subject__kind="Demand", kind__in=_WHOM)
            self._claims(Claim.objects.filter(telling, subject_id__in=self.spread(near)))

    def _claims(self, found: QuerySet[Claim]) -> None:
        columns = ("id", "kind", "subject_id", "valid_from", "valid_until", "status", "known_from")
        fresh: dict[str, list[Row]] = defaultdict(list)
        for values in (
            found.filter(live(self.entry) | Q(pk__in=self.past)).values_list(*columns).iterator(chunk_size=BATCH)
        ):
            if values[0] not in self.facts.rows:
                row = Row(*values)
                row.subject = self.stands(row.subject)
                self.facts.rows[row.id] = row
                fresh[row.kind].append(row)
        for kind, rows in fresh.items():
            self._columns(kind, rows)

    def _columns(self, kind: str, rows: list[Row]) -> None:
        declared = CLAIMS[kind]
        references = {f"{field.name}_id": field.name for field in declared.references}
        names = [f"{field.name}_id" if f"{field.name}_id" in references else field.name for field in declared.fields]
        for batch in _batches(rows):
            by_id = {row.id: row for row in batch}
            for claim_id, *values in (
                tables()[kind].objects.filter(claim_id__in=list(by_id)).values_list("claim_id", *names)
            ):
                for name, value in zip(names, values, strict=True):
                    if value not in (None, ""):
                        plain = references.get(name, name)
                        by_id[claim_id].values[plain] = self.stands(value) if name in references else value
            if kind in UNNAMED and self._outside:
                self._unname(kind, batch)

    def _unname(self, kind: str, rows: Iterable[Row]) -> None:
        """Who is known to the publishers and wants no name in public is a number outside, and nothing else."""
        column, term, inside = UNNAMED[kind]
        for row in rows:
            if row.values.get(column) == term:
                self.facts.unnamed.add(row.id)
                for name in inside:
                    row.values.pop(name, None)

    def _finish(self, claims: set[str] | None) -> None:
        facts = self.facts
        for row in facts.rows.values():
            facts.about[row.subject].append(row)
            for reference in CLAIMS[row.kind].references:
                if row.values.get(reference.name) and (row.kind, reference.name) not in QUIET:
                    pointed = facts.pointing[str(row.values[reference.name])]
                    if not pointed or pointed[-1] is not row:
                        pointed.append(row)
        self._citations(claims)
        self._levels()
        self._veil()
        behind = facts.aliases.behind
        records = {record for row in facts.rows.values() for record in row.records()}
        for batch in _batches(sorted({behind.get(record, record) for record in records})):
            facts.kinds.update(Record.objects.filter(id__in=batch).values_list("id", "kind"))
            facts.addresses.update(Address.objects.filter(record_id__in=batch).values_list("record_id", "path"))
        for record in records & behind.keys():
            facts.kinds[record] = kind = facts.kinds.pop(behind[record])
            facts.addresses.pop(behind[record], "")
            facts.addresses[record] = f"{RECORDS[kind].section}/{record}"

    def _veil(self) -> None:
        """Give claims on people with a pseudonym another id, and find which of the sources name them."""
        facts, cited = self.facts, defaultdict[str, set[str]](set)
        for row in facts.rows.values() if facts.aliases.held else ():
            for alias in sorted(facts.veiled(row)):
                row.out = row.out or facts.aliases.held[alias].derive(row.id)
                cited[alias].update(facts.quotes[passage].source for passage in facts.chains.get(row.id, ()))
        facts.telling = telling(cited, facts.aliases)

    def _citations(self, claims: set[str] | None) -> None:
        found = Citation.objects.filter(live(self.entry) | Q(claim__in=self.past))
        ids: list[str] | None = None if claims is None else sorted(claims)
        pairs: list[tuple[str, str]] = []
        for batch in [None] if ids is None else _batches(ids):
            part = found if batch is None else found.filter(claim_id__in=batch)
            pairs.extend(part.order_by("pk").values_list("claim_id", "proposal_id"))
        passages: dict[str, list[str]] = defaultdict(list)
        through = Proposal.passages.through.objects.order_by("pk")
        for group in _batches(sorted({proposal for _, proposal in pairs})):
            for proposal, passage in through.filter(proposal_id__in=group).values_list("proposal_id", "passage_id"):
                passages[proposal].append(passage)
        for claim, proposal in pairs:
            chain = self.facts.chains[claim]
            chain.extend(passage for passage in passages[proposal] if passage not in chain)
        self._passages({passage for group in passages.values() for passage in group})

    def _passages(self, wanted: set[str]) -> None:
        facts = self.facts
        columns = ("id", "version__capture__source_id", "version_id", "start", "end", "quote")
        for batch in _batches(sorted(wanted)):
            for values in Passage.objects.filter(id__in=batch).values_list(*columns):
                facts.quotes[values[0]] = Quote(*values)
        facts.sources = Source.objects.in_bulk({quote.source for quote in facts.quotes.values()})
        facts.texts = TextVersion.objects.select_related("capture").in_bulk(
            {quote.version for quote in facts.quotes.values()}
        )
        for version in facts.texts.values():
            facts.captures[version.capture.source_id] = version.capture

    def _levels(self) -> None:
        facts = self.facts
        records = {record for row in facts.rows.values() for record in row.records()}
        things = {
            "record": self.spread(records),
            "claim": set(facts.rows),
            "source": set(facts.sources),
            "passage": set(facts.quotes),
        }
        for what, wanted in things.items():
            for batch in _batches(sorted(wanted)):
                found = Clearance.objects.filter(**{f"{what}_id__in": batch}).order_by("decision_id", "pk")
                for which, level, whole, basis in found.values_list(f"{what}_id", "level", "whole", "basis"):
                    facts.levels[what, which] = Level(level)
                    if what == "claim":
                        self._decided(which, Level(level), basis)
                    if what == "source":
                        (facts.whole.add if whole and level == Level.PUBLIC else facts.whole.discard)(which)
        self._joined()

    def _joined(self) -> None:
        """Of records judged the same, the narrowest level holds for all."""
        levels = self.facts.levels
        for root, members in self.members.items():
            held = [levels.get(("record", each), Level.TEAM) for each in members]
            levels["record", root] = max(held, key=lambda each: each.width)

    def _decided(self, claim: str, level: Level, basis: str) -> None:
        """What two people decided of a claim holds until it is withheld from the audience that they decided it for."""
        held = {each for each in self.facts.bases.get(claim, ()) if each[1].width >= level.width}
        self.facts.bases[claim] = held | ({(Basis(basis), level)} if basis else set())


def _batches(items: list[T]) -> Iterable[list[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
