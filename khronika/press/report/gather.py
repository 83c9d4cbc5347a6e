"""What a report is worded from: what the gate lets out today of what was known on its day, and texts without withheld names.

Known is frozen, protection is not: who is hidden after the day on which facts are known is in no later making.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from khronika.dates import parse
from khronika.desk.accounts.models import Organisation
from khronika.desk.claims.asof import known_at, live, reaching
from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Claim as Kept
from khronika.desk.claims.portions import portions
from khronika.desk.ledger.append import head
from khronika.desk.register.figures import Figure, cumulative, flow, stock
from khronika.desk.register.models import ActDetails
from khronika.desk.register.pieces import DETERMINED
from khronika.desk.register.totals import ARREST, FINE, totals
from khronika.edition.model import Citation, Claim, Record, Ref
from khronika.pages.report.model import Count, Figures, Material, Note, Status, Sum
from khronika.pages.report.notes import withheld
from khronika.pages.words import words
from khronika.press.answers import Question
from khronika.press.load import Facts, Loader
from khronika.press.people import sweep
from khronika.press.project import Projection
from khronika.press.report.asked import Plan
from khronika.press.sweep import Sweep
from khronika.vocabulary.kind import Level

_GONE = ("denied", "withdrawn", "overturned")
_ORDER = ("recommendations", "demands", "cases")


class Then(Loader):
    """Loads facts as they were known after a ledger entry; None for now."""

    def __init__(self, entry: int | None) -> None:
        super().__init__(Level.PUBLIC)
        self.entry = entry

    def claims(self, wanted: Collection[str]) -> Facts:
        """Some claims, with what their records are called."""
        for group in portions(wanted):
            self._claims(Kept.objects.filter(pk__in=group))
        self._neighbours(set())
        self._finish(set(self.facts.rows))
        return self.facts


@dataclass(slots=True)
class Gathered:
    """The material, the sweep that cleaned it, where names were replaced, and what nobody has judged yet."""

    material: Material
    sweep: Sweep
    projection: Projection
    missing: tuple[str, ...] = ()

    @property
    def redacted(self) -> list[str]:
        """Places where a withheld name was replaced."""
        return sorted(set(self.projection.redacted))

    @property
    def questions(self) -> tuple[Question, ...]:
        """Texts in which withheld people may be named, and of which nobody has said what to do; the names are replaced."""
        return tuple(self.projection.cleaner.questions.values())


@dataclass(slots=True)
class Gate:
    """Which claims may go out; asked by figures. It remembers how many it let through."""

    entry: int | None
    sweep: Sweep
    today: date
    shown: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)

    def __call__(self, claims: set[str]) -> Collection[str]:
        """Those of some claims that may be counted."""
        fresh = claims - self.asked
        if fresh:
            facts = Then(self.entry).claims(fresh)
            self.shown |= fresh & Projection(facts, self.sweep, self.today).shown.keys()
            self.asked |= fresh
        return claims & self.shown


def gather(plan: Plan, today: date) -> Gathered:
    """Read what a report says. `missing` are records that were chosen and do not go out, or not any more."""
    asked = plan.asked
    known = date.fromisoformat(asked.known) if asked.known else today
    entry = known_at(known) if known < today else None
    finding, _ = sweep(Level.PUBLIC, today)
    loader = Then(entry)
    projection = Projection(loader.some(asked.records(), set()), finding, today)
    reader = _Reader(loader, projection)
    chosen = {name: tuple(reader.records(getattr(asked, name))) for name in _ORDER}
    session = next(reader.records((asked.session,)), None)
    mechanism = next(reader.records((asked.mechanism,)), None)
    figures = _figures(Gate(entry, finding, today), plan, known if entry is not None else None)
    spoken = words(plan.language)
    organisation = Organisation.objects.first()
    records = (*(each for its in chosen.values() for each in its), *filter(None, (session,)))
    material = Material(
        projection.clean(plan.title.strip(), "title"),
        plan.language,
        organisation.name if organisation else "",
        asked.since,
        asked.until,
        known.isoformat(),
        head()[0] if entry is None else entry,
        mechanism.ref if mechanism else None,
        session,
        figures=figures,
        passages=reader.notes(records),
        dates=reader.dates(chosen["demands"]),
        withheld=withheld(spoken),
        **chosen,
    )
    return Gathered(material, finding, projection, tuple(reader.missing))


class _Reader:
    """Records of a projection, and the notes of what they cite."""

    def __init__(self, loader: Loader, projection: Projection) -> None:
        self.loader, self.projection, self.missing = loader, projection, list[str]()

    def records(self, ids: Iterable[str]) -> Iterator[Record]:
        """Those that go out, each once, in their order."""
        met = set[str]()
        for each in filter(None, ids):
            root = self.loader.stands(each)
            if root in met:
                continue
            met.add(root)
            if root in self.projection.facts.kinds and self.projection.published(root):
                yield self.projection.record(root)
            else:
                self.missing.append(each)

    def notes(self, records: Iterable[Record]) -> dict[str, Note]:
        """The note of each passage that is cited."""
        found: dict[str, Note] = {}
        for record in records:
            for claim in _all(record):
                found.update((each.passage, self._note(each)) for each in claim.citations if each.passage not in found)
        return found

    def _note(self, citation: Citation) -> Note:
        facts, clean = self.projection.facts, self.projection.clean
        quote, source = facts.quotes[citation.passage], facts.sources[citation.source]
        version, place = facts.texts[quote.version], f"source {source.id}"
        number = next((page for page, start, end in version.pages if start <= quote.start < end), 0)
        capture = version.capture
        return Note(
            clean(source.title, place),
            citation.quote,
            source.language,
            clean(source.publisher, place),
            clean(source.url, place),
            source.published,
            capture.obtained_at.date().isoformat(),
            capture.sha256,
            number,
        )

    def dates(self, demands: Iterable[Record]) -> dict[str, str]:
        """When the statements of some demands were made, as far as that goes out."""
        facts, shown = self.projection.facts, self.projection.shown
        found: dict[str, str] = {}
        for claim in (claim for record in demands for claim in record.of("DemandDetails")):
            statement = getattr(claim.detail, "statement", None)
            if isinstance(statement, Ref):
                rows = (row for row in facts.about.get(statement.id, ()) if row.id in shown and row.kind != "Name")
                dates = {row.valid_from for row in rows if row.kind.endswith("Details")} - {""}
                found[statement.id] = min(dates, default="")
        return found


def _all(record: Record) -> Iterator[Claim]:
    yield from (*record.claims, *record.incoming)
    for part in record.parts:
        yield from _all(part)


def _figures(gate: Gate, plan: Plan, known: date | None) -> Figures:
    since, until = parse(plan.asked.since).earliest, parse(plan.asked.until).latest
    assert since is not None and until is not None  # a plan is checked before
    until = min(until, gate.today)
    if until < since:
        return Figures()
    statuses = [_status(status, (since, until), known, gate) for status in DETERMINED]
    acts, sums = _acts(since, until, gate), _sums(since, until, known, gate)
    return Figures(tuple(filter(None, statuses)), acts, sums, len(gate.shown))


def _status(status: str, period: tuple[date, date], known: date | None, gate: Gate) -> Status | None:
    since, until = period
    ever = _count(cumulative(status, until, known, shown=gate))
    if not ever.certain and not ever.possible:
        return None
    moved = flow(status, since, until, known, shown=gate)
    held = _count(stock(status, until, known, shown=gate))
    return Status(status, held, _count(moved.began), _count(moved.ended), ever)


def _count(figures: Iterable[Figure]) -> Count:
    told = list(figures)
    return Count(sum(each.certain for each in told), sum(each.possible for each in told))


def _acts(since: date, until: date, gate: Gate) -> tuple[tuple[str, Count], ...]:
    """Acts by type that certainly or possibly began in the period; each once, whoever tells of it."""
    rows = ActDetails.objects.filter(live(gate.entry, of="claim__"), reaching(since, until, of="claim__"))
    columns = ("claim_id", "claim__subject_id", "act_type", "claim__valid_from", "claim__status")
    told = list(rows.exclude(claim__status__in=_GONE).exclude(claim__valid_from="").values_list(*columns))
    shown, standing = gate({row[0] for row in told}), same(gate.entry)
    found: dict[tuple[str, str], bool] = {}
    for claim, act, what, day, status in told:
        first, last = parse(day).earliest, parse(day).latest
        if claim in shown and first and last and first <= until and last >= since:
            sure = status == "asserted" and since <= first and last <= until
            key = standing.get(act, act), what
            found[key] = found.get(key, False) or sure
    certain = Counter(what for (_, what), sure in found.items() if sure)
    possible = Counter(what for (_, what), sure in found.items() if not sure)
    kinds = sorted(certain.keys() | possible.keys(), key=lambda each: (-certain[each], -possible[each], each))
    return tuple((each, Count(certain[each], possible[each])) for each in kinds)


def _sums(since: date, until: date, known: date | None, gate: Gate) -> tuple[Sum, ...]:
    told = totals(since, until, known, shown=gate)
    return tuple(
        Sum(kind, f"{each.certain:f}", each.unit, each.penalties, each.people)
        for kind, its in ((FINE, told.fines), (ARREST, told.arrests))
        for each in its
        if each.certain
    )
