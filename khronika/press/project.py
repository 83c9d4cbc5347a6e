"""From facts to what an edition says. Every claim passes the gate here, every text passes the sweep; pages see nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from khronika.desk.sources.models import Capture
from khronika.edition.claims import detail
from khronika.edition.model import Citation, Claim, Passage, Record, Ref, Source, Title, Value
from khronika.pages import laws
from khronika.pages.called import NAMELESS, UNTITLED, composed, titled
from khronika.pages.render import LANGUAGES
from khronika.pages.when import sortable
from khronika.press.answers import Answers
from khronika.press.around import around as surrounding
from khronika.press.around import now
from khronika.press.asked import DEMAND, asked, beside
from khronika.press.cleaning import Cleaner
from khronika.press.coming import coming, untold
from khronika.press.gate import Answer, Basis, Chain, Shown, Spoken, Thing, Withheld, release
from khronika.press.latin import readable
from khronika.press.load import INLINE, Facts, Quote, Row
from khronika.press.pictures import PICTURE, Pictures
from khronika.press.sentence import around
from khronika.press.sweep import Sweep
from khronika.vocabulary.kind import FieldType, Level
from khronika.vocabulary.kinds import CLAIMS, RECORDS, SOURCE_LEVEL

ORDER = {name: position for position, name in enumerate(CLAIMS)}
TITLES = ("title", "demand", "recommendation")
DATED = {
    "Event": ("EventDetails",),
    "Campaign": ("CampaignDetails",),
    **{kind: naming.dated for kind, naming in NAMELESS.items()},
    **{kind: naming.dated for kind, naming in UNTITLED.items()},
}


@dataclass
class Projection:
    """What may be shown of some facts to an audience on a day."""

    facts: Facts
    sweep: Sweep
    at: date
    audience: Level = Level.PUBLIC
    answers: Answers = field(default_factory=Answers.now)
    # one thing is shown in many places: made once, addresses being allotted before the first is asked for
    _refs: dict[str, Ref] = field(default_factory=dict)
    _titles: dict[str, tuple[Title, ...]] = field(default_factory=dict)
    _claims: dict[str, Claim] = field(default_factory=dict)
    _citations: dict[str, Citation] = field(default_factory=dict)
    _quotes: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    _spoken: dict[str, Spoken] = field(default_factory=dict)

    @cached_property
    def cleaner(self) -> Cleaner:
        """What takes withheld names out of every text."""
        return Cleaner(self.sweep, self.answers)

    @cached_property
    def pictures(self) -> Pictures:
        """What says which pictures go out."""
        return Pictures(self.facts, self.at, self.audience, self.clean)

    @property
    def redacted(self) -> list[str]:
        """Places where a withheld name was replaced."""
        return self.cleaner.replaced

    @cached_property
    def shown(self) -> Mapping[str, tuple[str, ...]]:
        """Claims that go out, each with the passages that may be shown for it."""
        passed = {row.id: chains for row in self.facts.rows.values() if (chains := self._released(row)) is not None}
        passed.update(dict.fromkeys(self.facts.unnamed & passed.keys(), ()))  # their words would name them
        named = {self.facts.rows[claim].subject for claim in passed if self.facts.rows[claim].kind == "Name"}
        named |= self.facts.aliases.held.keys()

        def visible(record: str) -> bool:
            return record in named or not RECORDS[self.facts.kinds[record]].named

        return {
            claim: chains for claim, chains in passed.items() if all(map(visible, self.facts.rows[claim].records()))
        }

    @cached_property
    def resting(self) -> Mapping[str, Mapping[str, list[Row]]]:
        """What goes out of each source: its passages with the claims that rest on them."""
        found: dict[str, dict[str, list[Row]]] = {}
        for claim, passages in self.shown.items():
            for passage in passages:
                source = found.setdefault(self.facts.quotes[passage].source, {})
                source.setdefault(passage, []).append(self.facts.rows[claim])
        return found

    def _released(self, row: Row) -> tuple[str, ...] | None:
        """The passages that may be shown for a claim, none where its sources are withheld; None where it stays inside."""
        answer, passages = self.answer(row), self.facts.chains.get(row.id, ())
        return tuple(passages[n] for n in answer.chains) if isinstance(answer, Shown) else None

    def answer(self, row: Row) -> Answer:
        """What the gate says of a claim."""
        facts, kind = self.facts, CLAIMS[row.kind]
        veiled = facts.veiled(row)
        if reason := self.pictures.kept_in(row, veiled):
            return Withheld(reason)
        thing = Thing(
            facts.level("claim", row.id, kind.level),
            tuple(self._speaks(record) for record in row.records()),
            tuple(self._chain(facts.quotes[passage], veiled) for passage in facts.chains.get(row.id, ())),
            embargo=facts.shield.embargoes.get(("claim", row.id)),
            topic=kind.guard.topic if kind.guard and kind.guard.holds(row.values) else None,
            bases=frozenset(facts.bases.get(row.id, ())),
            naming=row.kind == "Name" and row.subject in facts.aliases.held,
        )
        return release(thing, self.audience, self.at)

    def _chain(self, quote: Quote, veiled: Iterable[str]) -> Chain:
        facts = self.facts
        levels = facts.level("source", quote.source, SOURCE_LEVEL), facts.level("passage", quote.id, Level.PUBLIC)
        naming = any((alias, quote.source) in facts.telling for alias in veiled)
        embargo = date.max if self._tells(quote) else facts.shield.embargoes.get(("source", quote.source))
        return Chain(levels, embargo, naming)

    @cached_property
    def _untold(self) -> Mapping[int, list[tuple[int, int]]]:
        """Where in texts actions are told of that are still to come; nowhere before the team."""
        outside = self.audience.width < Level.TEAM.width
        facts = self.facts
        return untold(coming(facts.shield.acted, facts.standing, self.at)) if outside else {}

    def _tells(self, quote: Quote) -> bool:
        """Whether what would be shown of a passage tells of an action that is still to come."""
        spans = self._untold.get(quote.version)
        if not spans:
            return False
        before, after = around(self.facts.texts[quote.version].text, quote.start, quote.end)
        first, last = quote.start - len(before), quote.end + len(after)
        return any(start < last and first < end for start, end in spans)

    def _speaks(self, record: str) -> Spoken:
        if record not in self._spoken:
            facts, kind = self.facts, RECORDS[self.facts.kinds[record]]
            level = facts.level("record", record, kind.level) if kind.leaves else Level.RESTRICTED
            members = facts.members.get(record, {record})
            self._spoken[record] = facts.shield.spoken(members, kind.name, level, self.audience, self.at)
        return self._spoken[record]

    def published(self, record: str) -> bool:
        """Whether a record goes out: something released is about it; of what has no name, what says whose it is."""
        naming = NAMELESS.get(self.facts.kinds.get(record, ""))
        rows = self.facts.about.get(record, ())
        return any(row.id in self.shown and (naming is None or row.kind == naming.claim) for row in rows)

    def owner(self, record: str) -> str:
        """The record on whose page this one is described; itself if it has its own page."""
        if RECORDS[self.facts.kinds[record]].section:
            return record
        for row in self.facts.about.get(record, ()):
            if row.id in self.shown:
                for reference in CLAIMS[row.kind].references:
                    if reference.part_of and row.values.get(reference.name):
                        return str(row.values[reference.name])
        return record

    def ref(self, record: str) -> Ref:
        """A record as others point to it; one that is described on another's page has that page's address, and its titles if it has none."""
        if record not in self._refs:
            owner = self.owner(record)
            address = self._address(owner) if self.published(owner) else ""
            titles = self.titles(record) or (self.titles(owner) if owner != record else ())
            self._refs[record] = Ref(record, self.facts.kinds[record], address, titles)
        return self._refs[record]

    def _address(self, record: str) -> str:
        """The address of a record's page; made of its id where the allotted one names somebody who is withheld now."""
        address, kind = self.facts.addresses.get(record, ""), self.facts.kinds[record]
        titles = tuple(title.text for title in self.titles(record)) if kind != "Person" else ()
        if kind == "Person" or self.cleaner.address(address, titles):
            return address
        return f"{RECORDS[kind].section}/{record}"

    def titles(self, record: str) -> tuple[Title, ...]:
        """What a record is called."""
        if record not in self._titles:
            self._titles[record] = self._title(record)
        return self._titles[record]

    def _title(self, record: str) -> tuple[Title, ...]:
        """Names of a record, the titles of a statement, or the words of a demand, oldest first, each once; an act or a case
        is called by what it says."""
        kind, aliases = self.facts.kinds[record], self.facts.aliases.held
        if kind in NAMELESS:
            return self._called(record, kind)
        if record in aliases:
            return readable(kind, (Title(aliases[record].text, kind="pseudonym"),))
        found: dict[tuple[str, str], Title] = {}
        for row in self._sorted(self.facts.about.get(record, ())):
            values = row.values
            if row.kind == "Name" or (row.kind == "Text" and values.get("role") in TITLES):
                plain = [str(values.get(name, "")) for name in ("text", "language", "script", "name_kind")]
                title = Title(self._worded(plain[0], row), *plain[1:])
                found.setdefault((title.text, title.language), title)
        proper = self._law(record) if kind == "LegalProvision" else ()
        return (*proper, *readable(kind, tuple(found.values()))) or self._composed(record, kind)

    def _composed(self, record: str, kind: str) -> tuple[Title, ...]:
        """What has no title of its own is called by its sort, its number, what it is part of, and its date."""
        naming = UNTITLED.get(kind)
        rows = self._sorted(self.facts.about.get(record, ())) if naming else []
        row = next((row for row in rows if naming and row.kind == naming.claim), None)
        if naming is None or row is None:
            return ()
        said = {name: self._worded(str(row.values.get(name, "")), row) for name in (naming.sort, naming.number) if name}
        whole = self.titles(str(row.values[naming.whole])) if row.values.get(naming.whole) else ()
        return composed(kind, said, whole=whole, start=self.dated(record), languages=LANGUAGES)

    def _law(self, record: str) -> tuple[Title, ...]:
        """What an article of the law is called, where what goes out of it names a code that is known."""
        for row in self._sorted(self.facts.about.get(record, ())):
            if row.kind == "ProvisionDetails":
                law, article, part = (self._worded(str(row.values.get(name, "")), row) for name in laws.TOLD)
                if found := laws.titled(law, article, part, LANGUAGES):
                    return found
        return ()

    def _called(self, record: str, kind: str) -> tuple[Title, ...]:
        naming = NAMELESS[kind]
        rows = [row for row in self._sorted(self.facts.about.get(record, ())) if row.kind == naming.claim]
        if not rows:
            return ()
        main = max(rows, key=lambda row: (len(row.values), bool(row.valid_from)))
        whose = self.titles(str(main.values[naming.whose]))
        start = main.valid_from if kind == "Act" else self.dated(record)
        return titled(kind, str(main.values[naming.what]), whose=whose, start=start, languages=LANGUAGES)

    def dated(self, record: str) -> str:
        """When an event, an act, a case or what was done in answer began, as far as what goes out says so; empty for other kinds."""
        kinds = DATED.get(self.facts.kinds[record], ())
        if self.facts.kinds[record] == DEMAND:
            return asked(self.facts, record, self._goes)
        rows = (row for row in self.facts.about.get(record, ()) if row.kind in kinds and row.id in self.shown)
        dates = {row.valid_from for row in rows} - {""}
        return min(dates, key=lambda date: (sortable(date), date), default="")

    def _goes(self, row: Row) -> bool:
        return row.id in self.shown

    def _sorted(self, rows: Iterable[Row]) -> list[Row]:
        """Those that go out: by kind, number, date, and then in the order in which their source says them."""
        return sorted((row for row in rows if row.id in self.shown), key=self._rank)

    def _rank(self, row: Row) -> tuple[int, int, str, int, int, str]:
        number = row.values.get("number", 0)
        first = min((self.facts.quotes[passage].start for passage in self.shown[row.id][:1]), default=0)
        return ORDER[row.kind], number if isinstance(number, int) else 0, row.valid_from, row.known_from, first, row.id

    def claim(self, row: Row) -> Claim:
        """One claim as it is published, with the citations that may be shown."""
        if row.id not in self._claims:
            self._claims[row.id] = self._claim(row)
        return self._claims[row.id]

    def _claim(self, row: Row) -> Claim:
        values: dict[str, Value] = {}
        for column in CLAIMS[row.kind].fields:
            if column.name in row.values:
                values[column.name] = self._value(column.type, row.values[column.name], row)
        citations = tuple(self._citation(self.facts.quotes[passage]) for passage in self.shown[row.id])
        dates = (row.valid_from, row.valid_until)
        basis = "" if citations else Basis.SOURCE_WITHHELD.value
        ref, said = self.ref(row.subject), detail(row.kind, values)
        return Claim(row.out or row.id, row.kind, ref, said, *dates, row.status, citations, basis)

    def _value(self, kind: FieldType, value: object, row: Row) -> Value:
        if kind is FieldType.RECORD:
            return self.ref(str(value))
        if isinstance(value, str):
            return self._worded(value, row)
        assert not isinstance(value, bool)
        return value  # type: ignore[return-value]

    def _worded(self, text: str, row: Row) -> str:
        """A claim's words without withheld names; people who go out have their own name whoever else bears it."""
        own = row.kind == "Name" and self.facts.kinds[row.subject] == "Person"
        return text if own else self.clean(text, f"claim {row.id}")

    def clean(self, text: str, place: str) -> str:
        """A text without withheld names; what was replaced is noted with its place."""
        return self.cleaner.clean(text, place)

    def quoted(self, quote: Quote) -> tuple[str, str, str]:
        """What is shown of a passage: the words before, the quote and the words after, without withheld names."""
        if quote.id not in self._quotes:
            before, after = around(self.facts.texts[quote.version].text, quote.start, quote.end)
            self._quotes[quote.id] = self.cleaner.quote((before, quote.quote, after), f"passage {quote.id}")
        return self._quotes[quote.id]

    def _citation(self, quote: Quote) -> Citation:
        if quote.id not in self._citations:
            self._citations[quote.id] = self._cite(quote)
        return self._citations[quote.id]

    def _cite(self, quote: Quote) -> Citation:
        source = self.facts.sources[quote.source]
        title = self.clean(source.title, f"source {source.id}")
        return Citation(source.id, f"sources/{source.id}", quote.id, self.quoted(quote)[1], title)

    def record(self, record: str, *, whole: bool = True) -> Record:
        """A record with the claims about it, those that point to it, and its parts; a part that has its own page comes
        without what points to it. On a page of its own (`whole`) stands too what has no page and is spoken of there."""
        about, pointing = (
            self._sorted(self.facts.about.get(record, ())),
            self._sorted(self.facts.pointing.get(record, ())),
        )
        parts = dict.fromkeys(
            row.subject
            for row in pointing
            for reference in CLAIMS[row.kind].references
            if reference.part_of and row.values.get(reference.name) == record
        )
        incoming = [row for row in pointing if row.subject not in parts]
        if not whole and RECORDS[self.facts.kinds[record]].section:
            incoming, parts = [], {}
        inline = self._inline((*about, *incoming)) if whole else []
        near = beside(self.facts, record, incoming, self._goes) if whole else []
        near += surrounding(self.facts, record, incoming, self._goes, self.at) if whole else []
        return Record(
            self.ref(record),
            tuple(self.claim(row) for row in about),
            tuple(self.claim(row) for row in incoming if row.subject not in inline),
            (*(self.record(part, whole=False) for part in parts), *map(self._described, inline)),
            tuple(map(self.claim, near)),
            self.pictures.of([row for row in about if row.kind == PICTURE]),
            now(self.facts, record, self._goes, self.at) if whole else "",
        )

    def _inline(self, rows: Iterable[Row]) -> list[str]:
        """Records without a page anywhere that some claims speak of and of which more than a name goes out."""
        near = dict.fromkeys(each for row in rows for each in row.records() if self.facts.kinds[each] in INLINE)
        about = self.facts.about
        return [
            each for each in near if any(row.id in self.shown and row.kind != "Name" for row in about.get(each, ()))
        ]

    def _described(self, record: str) -> Record:
        return Record(self.ref(record), tuple(self.claim(row) for row in self._sorted(self.facts.about[record])))

    def source(self, source_id: str) -> Source:
        """What is public of a source that something published rests on."""
        facts, resting = self.facts, self.resting[source_id]
        source, capture = facts.sources[source_id], facts.captures[source_id]
        order = sorted(
            resting,
            key=lambda passage: (facts.quotes[passage].version, facts.quotes[passage].start, facts.quotes[passage].end),
        )
        version = facts.quotes[order[0]].version
        whole = source_id in facts.whole and capture.outcome == Capture.Outcome.KEPT and version not in self._untold
        text = facts.texts[version].text
        place = f"source {source.id}"
        return Source(
            id=source.id,
            address=f"sources/{source.id}",
            title=self.clean(source.title, place),
            language=source.language,
            publisher=self.clean(source.publisher, place),
            url=self.clean(source.url, place),
            published=source.published,
            captured=capture.obtained_at.date().isoformat(),
            sha256=capture.sha256,
            media_type=capture.media_type,
            passages=tuple(self._passage(facts.quotes[passage], resting[passage]) for passage in order),
            whole=self.clean(text, f"text {source.id}") if whole else "",
        )

    def _passage(self, quote: Quote, rows: list[Row]) -> Passage:
        version = self.facts.texts[quote.version]
        number = next((page for page, start, end in version.pages if start <= quote.start < end), 0)
        before, said, after = self.quoted(quote)
        claims = tuple(self.claim(row) for row in self._sorted(rows))
        return Passage(quote.id, said, before, after, number, claims)
