"""Who appears under a pseudonym before an audience: another name, under other ids and addresses, that lead nowhere else.

All ids of a person's parts and of claims on them are made from the pseudonym's own with a secret of its decision, so that nobody
can tell them from chance, and none is met again when the pseudonym ends.
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from khronika.desk.claims.models import Pseudonym
from khronika.desk.register.models import Name
from khronika.desk.sources.models import ALPHABET, Source, TextVersion
from khronika.press.shield import cluster, parts
from khronika.press.sweep import Person, Sweep
from khronika.vocabulary.kind import Level


@dataclass(frozen=True, slots=True)
class Alias:
    """One pseudonym: the id it appears under, its words, and the secret from which further ids are made."""

    id: str
    text: str
    secret: bytes

    def derive(self, what: str) -> str:
        """The id under which something of the person appears."""
        number = int.from_bytes(hmac.digest(self.secret, what.encode(), hashlib.sha256))
        letters = ""
        for _ in range(12):
            number, rest = divmod(number, len(ALPHABET))
            letters += ALPHABET[rest]
        return letters


@dataclass(slots=True)
class Aliases:
    """For an audience: `standing` gives the id under which a record appears, `behind` the record of an id that was ever used.

    `whose` says of an id whose pseudonym it belongs to; `former` has all ids that a record may once have appeared under.
    """

    held: dict[str, Alias] = field(default_factory=dict)
    standing: dict[str, str] = field(default_factory=dict)
    whose: dict[str, str] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)
    former: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    people: dict[str, set[str]] = field(default_factory=dict)

    def enter(self, root: str, given: str) -> None:
        """Remember that a record appears, or appeared, under an id."""
        self.behind[given] = root
        self.former[root].add(given)


def aliases(standing: Mapping[str, str], audience: Level) -> Aliases:
    """The pseudonyms that hold before an audience; `standing` has the records that are judged the same as another."""
    found = Aliases()
    columns = ("record_id", "audience", "text", "alias", "decision__salt")
    rows = list(Pseudonym.objects.order_by("decision_id").values_list(*columns))
    if not rows:
        return found
    latest: dict[tuple[str, str], Alias] = {}
    ever: dict[str, list[Alias]] = defaultdict(list)
    for record, wanted, text, given, salt in rows:
        alias = Alias(given, text, bytes(salt))
        latest.pop((record, wanted), None)  # the latest comes last
        latest[record, wanted] = alias
        ever[standing.get(record, record)].append(alias)
    now = {
        standing.get(record, record): alias
        for (record, wanted), alias in latest.items()
        if _holds(alias, wanted, audience)
    }
    _spread(found, now, ever, standing)
    return found


def _holds(alias: Alias, wanted: str, audience: Level) -> bool:
    """A pseudonym is meant for its audience and for every wider one."""
    return bool(alias.text) and audience.width <= Level(wanted).width and audience.width < Level.TEAM.width


def _spread(
    found: Aliases, now: Mapping[str, Alias], ever: Mapping[str, list[Alias]], standing: Mapping[str, str]
) -> None:
    """Give ids to people and to the parts of theirs."""
    given: dict[str, tuple[str, Alias]] = {}
    for root, its in ever.items():
        for alias in its:
            found.enter(root, alias.id)
        if root in now:
            given[root] = now[root].id, now[root]
            found.people[now[root].id] = cluster({root}, standing)
    for owner, part in sorted(parts(cluster(set(ever), standing), ever=True)):
        root, whose = standing.get(part, part), standing.get(owner, owner)
        for alias in ever[whose]:
            found.enter(root, alias.derive(root))
        if whose in now and root not in given:
            given[root] = now[whose].derive(root), now[whose]
    for root, (name, alias) in given.items():
        found.held[alias.id] = alias
        found.whose[name] = alias.id
        found.standing.update(dict.fromkeys(cluster({root}, standing), name))


def telling(cited: Mapping[str, set[str]], found: Aliases) -> set[tuple[str, str]]:
    """Of sources by the pseudonyms for which they may be cited, each pair of which the source names the person somewhere."""
    named: set[tuple[str, str]] = set()
    for alias, sources in cited.items():
        names = Name.objects.filter(claim__subject_id__in=found.people[alias]).values_list("text", flat=True)
        looking = Sweep([Person(alias, tuple(sorted(set(names))))], [])
        named.update((alias, source) for source, text in _texts(sources) if looking.hits(text))
    return named


def _texts(sources: set[str]) -> Iterable[tuple[str, str]]:
    """Every text that a reader may find at a source, its address read as words."""
    for each in Source.objects.filter(id__in=sources):
        yield each.id, " . ".join((each.title, each.publisher, "".join(c if c.isalnum() else " " for c in each.url)))
    yield from TextVersion.objects.filter(capture__source_id__in=sources).values_list("capture__source_id", "text")
