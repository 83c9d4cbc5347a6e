"""What an erasure would take away, worked out and not touched: ids only, so that it can be shown first and done after.

With a person go the acts, proceedings, detentions and deliberations about them, every claim on these or pointing to these, and
what was proposed and mentioned of them. A source that speaks of nobody else goes whole; of any other the name is taken out.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Citation, Claim, Mention, Proposal, Reading, Ruling
from khronika.desk.claims.portions import portions
from khronika.desk.claims.tables import table, tables
from khronika.desk.erasure.finder import Finder
from khronika.desk.sources.models import Capture, Passage, Source, TextVersion
from khronika.desk.sources.snapshot import OFFICIAL
from khronika.vocabulary.kind import FieldType
from khronika.vocabulary.kinds import CLAIMS

ABOUT = frozenset({("DeliberationDetails", "person")})  # no part of a person's page, and about them all the same
IDS = re.compile(r"(?<![a-z0-9])[a-z0-9]{12}(?![a-z0-9])")
_WORD = re.compile(r"[^\W_][\w/.-]*")
_TELLING = 4  # letters; shorter words tell nothing of anybody
_KEPT_KINDS = (OFFICIAL, "mapping")


@dataclass(slots=True)
class Plan:
    """Ids of all that goes. `whole` sources go with their texts, of `blanked` ones only the name; `unread` of these nobody has read."""

    records: set[str]
    names: tuple[str, ...] = ()
    parts: set[str] = field(default_factory=set)
    claims: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    proposals: set[str] = field(default_factory=set)
    mentions: set[int] = field(default_factory=set)
    passages: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    blanked: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    @property
    def finder(self) -> Finder:
        """What finds the person in a text."""
        return Finder(self.names)

    def doomed(self) -> set[str]:
        """The person's records and those about them."""
        return self.records | self.parts

    def claim_ids(self) -> set[str]:
        """All claims that go."""
        return set().union(*self.claims.values())

    def ids(self) -> set[str]:
        """Every id by which a payload may speak of what goes."""
        return self.doomed() | self.claim_ids() | self.proposals | self.passages


def plan(records: Collection[str], *, whole: Collection[str] = (), spare: Collection[str] = ()) -> Plan:
    """What goes with some records that are one person.

    `whole` are sources that go whole though they name others, `spare` those left as they are. Raises ClaimsError for a source
    to go whole on which what is known of others rests.
    """
    made = Plan(set(records))
    made.parts = _parts(made.records)
    made.names = names(made.doomed())
    _claims(made)
    _proposals(made)
    _passages(made)
    _sources(made, set(whole), set(spare))
    return made


def names(records: Iterable[str]) -> tuple[str, ...]:
    """Every name that people have had here, in claims that ended too, and as sources called them."""
    people = set(records)
    found = table("Name").objects.filter(claim__subject__in=people, claim__subject__kind="Person")
    said = Mention.objects.filter(record__in=people, kind="Person")
    return tuple(sorted({*found.values_list("text", flat=True), *said.values_list("name", flat=True)}))  # type: ignore[attr-defined]


def _parts(records: set[str]) -> set[str]:
    """Records that say of themselves that they are about these, and what is part of those in turn."""
    found: set[str] = set()
    fresh = set(records)
    while fresh:
        new: set[str] = set()
        for name, kind in CLAIMS.items():
            for reference in kind.references:
                if reference.part_of or (name, reference.name) in ABOUT:
                    rows = table(name).objects.filter(**{f"{reference.name}_id__in": fresh})
                    new.update(rows.values_list("claim__subject_id", flat=True))
        fresh = new - found - records
        found |= fresh
    return found


def _claims(made: Plan) -> None:
    gone = made.doomed()
    for group in portions(gone):
        for claim, kind in Claim.objects.filter(subject__in=group).values_list("id", "kind"):
            made.claims[kind].add(claim)
        for name, kind in CLAIMS.items():
            for reference in kind.references:
                rows = table(name).objects.filter(**{f"{reference.name}_id__in": group})
                made.claims[name].update(rows.values_list("claim_id", flat=True))


def _proposals(made: Plan) -> None:
    """Those the claims rest on, those about the person or pointing to them, and those nobody decided yet of one so called."""
    finder = made.finder
    for group in portions(made.claim_ids()):
        made.proposals |= ids(Citation.objects.filter(claim__in=group), "proposal_id")
    open_ones = Mention.objects.filter(record=None, kind="Person").values_list("pk", "name")
    made.mentions = {pk for pk, name in open_ones.iterator() if finder.names(name)}
    made.mentions |= ids(Mention.objects.filter(record__in=made.doomed()), "pk")
    made.proposals |= ids(Proposal.objects.filter(subject__in=made.mentions), "pk")
    keys: dict[int, set[str]] = defaultdict(set)
    for reading, key in Mention.objects.filter(pk__in=made.mentions).values_list("reading_id", "key"):
        keys[reading].add(key)
    gone = made.doomed()
    for proposal, reading, values in Proposal.objects.values_list("pk", "reading_id", "values").iterator():
        if any(_points(value, gone, keys.get(reading, set())) for value in values.values()):
            made.proposals.add(proposal)
    for proposal, values in Ruling.objects.values_list("proposal_id", "values").iterator():
        if not gone.isdisjoint(map(str, values.values())):
            made.proposals.add(proposal)


def _points(value: Any, records: set[str], keys: set[str]) -> bool:
    if not isinstance(value, Mapping):
        return False
    return value.get("record") in records or value.get("mention") in keys


def _passages(made: Plan) -> None:
    """Passages on which nothing else rests go; those shared with others stay, without the name."""
    through = Proposal.passages.through.objects
    mine: set[str] = set()
    for group in portions(made.proposals):
        mine |= ids(through.filter(proposal__in=group), "passage_id")
    for group in portions(mine):
        for passage, proposal in through.filter(passage__in=group).values_list("passage_id", "proposal_id"):
            if proposal not in made.proposals:
                made.shared.add(passage)
    made.passages = mine - made.shared


def _sources(made: Plan, whole: set[str], spare: set[str]) -> None:
    finder = made.finder
    cited = ids(Passage.objects.filter(pk__in=made.passages | made.shared), "version__capture__source_id")
    cited |= ids(Mention.objects.filter(pk__in=made.mentions), "reading__version__capture__source_id")
    found = cited | _naming(finder, cited)
    unknown = (whole | spare) - set(Source.objects.filter(pk__in=whole | spare).values_list("pk", flat=True))
    if unknown:
        raise ClaimsError(f"Expected the id of a source; {min(unknown)!r} is none. The list before has them.")
    for source in sorted((found | whole) - spare):
        others = _others(made, source)
        if source in whole and others == "claims":
            raise ClaimsError(
                f"Expected a source on which nothing of others rests; on {source!r} rests what is known of somebody else. "
                "Leave it to have only the name taken out."
            )
        (made.whole if source in whole or not others else made.blanked).add(source)
        if source not in whole and others == "unread":
            made.unread.add(source)
    _containers(made, spare)


def _containers(made: Plan, spare: set[str]) -> None:
    """An archive or a chat export goes with what came out of it: whole, where all of that goes whole."""
    fresh = made.whole | made.blanked
    while fresh:
        digests = ids(Capture.objects.filter(source__in=fresh), "within") - {""}
        fresh = ids(Capture.objects.filter(sha256__in=digests), "source_id") - made.whole - made.blanked - spare
        for source in fresh:
            inner = Capture.objects.filter(within__in=ids(Capture.objects.filter(source=source), "sha256") - {""})
            (made.whole if ids(inner, "source_id") <= made.whole else made.blanked).add(source)


def _naming(finder: Finder, but: set[str]) -> set[str]:
    """Sources whose text, title or address has the name."""
    found = set[str]()
    for source, *texts in Source.objects.exclude(pk__in=but).values_list("pk", "title", "publisher", "url").iterator():
        if any(map(finder.names, texts[:2])) or finder.reaches(texts[2]):
            found.add(source)
    rows = TextVersion.objects.values_list("capture__source_id", "text")
    for source, text in rows.iterator(chunk_size=200):
        if source not in but and source not in found and finder.names(text):
            found.add(source)
    return found


def _others(made: Plan, source: str) -> str:
    """What else a source speaks of: 'claims' of others rest on it, other 'people' are named, nobody has 'read' it; '' for nothing."""
    here = Q(reading__version__capture__source=source)
    if _resting(made, Proposal.objects.filter(here).exclude(pk__in=made.proposals)):
        return "claims"
    if Source.objects.filter(pk=source, kind__in=_KEPT_KINDS).exists():
        return "people"
    if Mention.objects.filter(here, kind="Person").exclude(pk__in=made.mentions).exists():
        return "people"
    return "" if Reading.objects.filter(version__capture__source=source).exists() else "unread"


def _resting(made: Plan, proposals: QuerySet[Proposal]) -> bool:
    """Whether a claim that stays would be left with no source."""
    theirs = ids(proposals, "pk")
    claims = ids(Citation.objects.filter(proposal__in=theirs), "claim_id") - made.claim_ids()
    elsewhere = Citation.objects.filter(claim__in=claims, known_until=None).exclude(
        proposal__in=theirs | made.proposals
    )
    return bool(claims - ids(elsewhere, "claim_id"))


def said(made: Plan) -> set[str]:
    """The words of the claims that go, one by one: of an occupation, a number of a case, a reason as it was stated."""
    found = set[str]()
    for kind, gone in made.claims.items():
        free = [each.name for each in CLAIMS[kind].fields if each.type in (FieldType.TEXT, FieldType.LINE)]
        for group in portions(gone if free else ()):
            for row in tables()[kind].objects.filter(claim__in=group).values_list(*free):
                found.update(word for each in row if each for word in _WORD.findall(each) if len(word) > _TELLING)
    return found


def ids(rows: Any, column: str) -> set[Any]:
    """One column of some rows, what is empty left out."""
    return {each for each in rows.values_list(column, flat=True) if each is not None}
