"""Which pages an edition has and which of them must be made: the state before, what decisions touched since, and the two together."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property

from khronika.desk.claims.models import Address, Alarm
from khronika.edition.model import Entry, Record, Ref, Source, Title
from khronika.press import changes
from khronika.press.allot import allot
from khronika.press.answers import Answers, Question
from khronika.press.load import Facts, Loader
from khronika.press.newsroom.articles import Newsroom
from khronika.press.project import Projection
from khronika.press.state import State, Thing
from khronika.press.sweep import Hit, Sweep
from khronika.vocabulary.kinds import RECORDS

DATING = ("JointStatement", "Intervention", "Submission", "Communication", "Motion")  # demands are as old as these
MANY = 20_000  # records touched from which making everything anew is quicker


class Draft:
    """The next edition's content: the `things` that are made or go (None), and what pages of them say."""

    def __init__(self, before: State, sweep: Sweep, at: date, answers: Answers | None = None) -> None:
        """`answers` are what was said of names that the sweep found; those of the opened home without it."""
        self.before, self.sweep, self.at = before, sweep, at
        self.answers = answers or Answers.now()
        self.allotted: set[str] = set()
        self.things: dict[str, Thing | None] = {}
        self.wanted: set[str] = set()
        self.wanted_sources: set[str] = set()
        self.projection = Projection(Facts(), sweep, at, answers=self.answers)

    def now(self, key: str) -> Thing | None:
        """A record or source as the next edition has it; None where it does not."""
        return self.things[key] if key in self.things else self.before.get(key)

    def then(self) -> dict[str, Thing]:
        """The things that are made or go as the edition before has them; to be asked before anything is remembered."""
        return {key: thing for key in self.things if (thing := self.before.get(key))}

    def ref(self, key: str) -> Ref | None:
        """What others point to."""
        thing = self.now(key)
        return thing.ref if thing else None

    @cached_property
    def newsroom(self) -> Newsroom:
        """Its articles and topics; to be asked for when the rest is drafted."""
        judged = Alarm.objects.filter(decision_id__gt=self.before.mark.ledger).exists()
        return Newsroom(self.projection, self.ref, self.before.written(), anew=judged)

    @property
    def redacted(self) -> list[str]:
        """Places where a withheld name was replaced."""
        return sorted(set(self.projection.redacted))

    def questions(self) -> tuple[Question, ...]:
        """Texts of what is made in which somebody withheld may be named, and of which nobody has said what to do."""
        for record in sorted(self.wanted):
            if self.things[record]:
                self.projection.record(record)
        for source in sorted(self.wanted_sources):
            self.source(source)
        self.newsroom.read()
        return tuple(sorted(self.projection.cleaner.questions.values(), key=lambda each: (each.places, each.digest)))

    def allowed(self) -> Iterator[Mapping[str, Iterable[Hit]]]:
        """Names in texts that may stay there: in what is made, and in the titles and addresses of everything else."""
        cleaner = self.projection.cleaner
        yield cleaner.allowed
        for key in self.before.ids() - self.things.keys():
            thing = self.before.get(key)
            for text in (*(title.text for title in thing.ref.titles), thing.entry.line) if thing else ():
                cleaner.clean(text, f"list {key}")
            if thing:
                cleaner.address(thing.ref.address, tuple(title.text for title in thing.ref.titles))
        self.newsroom.again()
        yield cleaner.allowed

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Addresses are lent until the edition stands: where it does not come about they are given back."""
        try:
            yield
        except BaseException:
            Address.objects.filter(record_id__in=self.allotted).delete()
            raise

    def everything(self) -> None:
        """Make every page."""
        facts = Loader().everything()
        paged = {record for record, kind in facts.kinds.items() if RECORDS[kind].section}
        self._take(facts, paged, set(facts.sources))

    def since(self, entry: int) -> None:
        """Make the pages that decisions after a ledger entry may have changed."""
        touched = changes.since(entry, self.before.mark.day, self.at)
        if len(touched.records) > MANY:
            self.everything()
            self.things |= dict.fromkeys(self.before.ids() - self.things.keys())
            return
        wanted, sources, done = changes.pages(touched.records), touched.sources, set[str]()
        written = self.before.written()
        while True:
            loader = Loader()
            wanted = loader.spread(wanted)
            self._take(loader.some(wanted, sources), wanted, sources)
            renamed = {each for each in wanted if self._renamed(each)} - done
            more, near = set[str](), set[str]()
            if renamed:
                renamed = loader.spread(renamed)
                renamed |= changes.parts(renamed)  # what they are part of may call them by its name
                found = changes.neighbours(renamed)
                more, near = loader.spread(changes.pages(found.records)), found.sources
            if more <= wanted and near <= sources:
                more |= loader.spread(changes.paged(self.newsroom.moved(written)))
            if more <= wanted and near <= sources:
                return
            done, wanted, sources = done | renamed, wanted | more, sources | near

    def _take(self, facts: Facts, wanted: set[str], sources: set[str]) -> None:
        self.projection = Projection(facts, self.sweep, self.at, answers=self.answers)
        self.__dict__.pop("newsroom", None)  # it says what the one before it said of records
        self.wanted, self.wanted_sources = wanted, sources
        self._allot(wanted)
        for record in wanted:
            stands = facts.standing.get(record, record) == record and self.projection.published(record)
            self.things[record] = self._thing(record) if stands else None
        resting = self.projection.resting
        for source in sources:
            self.things[source] = Thing(self._entry(source)) if source in resting else None

    def _thing(self, record: str) -> Thing:
        entry = Entry(self.projection.ref(record), date=self.projection.dated(record))
        return Thing(entry, self._demands(record))

    def _renamed(self, record: str) -> bool:
        old = self.before.get(record)
        new = self.things.get(record)
        if self.ref(record) != (old.ref if old else None):
            return True
        return bool(old and new and old.ref.kind in DATING and old.entry.date != new.entry.date)

    def _allot(self, wanted: set[str]) -> None:
        facts, projection = self.projection.facts, self.projection
        lacking: dict[str, tuple[str, tuple[Title, ...]]] = {}
        for record in sorted(wanted - facts.addresses.keys()):
            section = RECORDS[facts.kinds[record]].section if record in facts.kinds else ""
            if section and projection.published(record):
                lacking[record] = section, projection.titles(record)
        fresh = allot(lacking)
        self.allotted |= fresh.keys()
        facts.addresses.update(fresh)

    def _demands(self, record: str) -> int:
        rows = self.projection.facts.pointing.get(record, ())
        return sum(row.kind == "DemandDetails" and row.id in self.projection.shown for row in rows)

    def record(self, record: str) -> Record:
        """A record to make a page of."""
        return self.projection.record(record)

    def _entry(self, source: str) -> Entry:
        kept, capture = self.projection.facts.sources[source], self.projection.facts.captures[source]
        title = Title(self.projection.clean(kept.title, f"source {source}"), kept.language)
        ref = Ref(kept.id, "Source", f"sources/{kept.id}", (title,))
        return Entry(
            ref,
            self.projection.clean(kept.publisher, f"source {source}"),
            kept.published or capture.obtained_at.date().isoformat(),
        )

    def source(self, source: str) -> Source | None:
        """A source to make a page of, or None if nothing public rests on it."""
        return self.projection.source(source) if self.things.get(source) else None
