"""Decisions from a file, for scripts and rehearsals: the same deeds that a person does at the desk, written down beforehand.

A file is a list in YAML (or JSON); each entry is about one source:

    - source: report.html            # its place, title, address, id or SHA-256
      link: {"Алесь Беляцкий": "Ales Bialiatski"}   # who is meant: a name the register has, a record's id, 'new' …
      refuse: [{kind: Membership, about: Ales Bialiatski}]
      change: [{kind: SentenceComponent, values: {amount: "4.5"}}]
      propose: [{kind: Membership, subject: {kind: Person, name: …}, values: {…}, quote: …}]
      accept: all                    # or a list like the one of refuse
      clear: {level: public, reason: …, whole: false}
      reason: …

Someone named who is not under `link` is the best candidate of the register if the names are the same, else new.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from khronika.desk.accounts.models import User
from khronika.desk.claims.clear import Target, clear, resting
from khronika.desk.claims.decide import NEW, Answer, decide
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Mention, Proposal
from khronika.desk.claims.propose import Fact, Mentioned, propose
from khronika.desk.claims.record import ATTESTED
from khronika.desk.register.candidates import candidates
from khronika.desk.register.entry import KEYS as KEYS
from khronika.desk.register.entry import check
from khronika.desk.register.likeness import likely
from khronika.desk.register.models import Name
from khronika.desk.register.pointed import pointed
from khronika.desk.sources.models import Source, TextVersion
from khronika.languages import script
from khronika.vocabulary.kind import FieldType, Level
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.values import kind_of

SAME = {
    "Person": 0.9,
    "Place": 0.97,
    "LegalProvision": 1.0,
}  # a candidate this like is the same; by kind, since places and bodies are often alike
SAME_THING = 0.95


@dataclass(frozen=True, slots=True)
class Done:
    """What was decided about one source: numbers of proposals, and who was linked to whom."""

    source: str
    accepted: int
    refused: int
    cleared: str
    linked: tuple[tuple[str, str], ...] = field(default=())


def follow(by: User, entry: Mapping[str, Any]) -> Done:
    """Do what one entry of a file says. Raises ClaimsError, naming the entry, with nothing of a refused step written."""
    source = find(str(entry.get("source", "")))
    check(source.title, entry)
    _propose(by, source, entry.get("propose") or (), entry.get("link") or {})
    decided: list[Answer] = []
    linked: list[tuple[str, str]] = []
    for reading in _waiting(source):  # one decision a reading: who is new in one is known in the next
        answers = _answers(reading, entry, linked)
        if answers:
            decide(by, answers, reason=str(entry.get("reason") or ""))
            decided += answers
    refused = sum(answer.outcome == Proposal.State.REFUSED for answer in decided)
    return Done(source.title, len(decided) - refused, refused, _clear(by, source, entry.get("clear")), tuple(linked))


def _waiting(source: Source) -> list[int]:
    """The readings of a source that still propose something, oldest first."""
    waiting = Proposal.objects.filter(reading__version__capture__source=source, state=Proposal.State.PENDING)
    return sorted(set(waiting.values_list("reading_id", flat=True)))


def find(word: str) -> Source:
    """The source that a place, title, address, id or SHA-256 names; ClaimsError if none or several do."""
    by_place = Source.objects.filter(captures__origin__endswith="/" + word) | Source.objects.filter(
        captures__origin=word
    )
    by_itself = Source.objects.filter(id=word) | Source.objects.filter(title=word) | Source.objects.filter(url=word)
    found = (by_place | by_itself | Source.objects.filter(captures__sha256=word)).distinct()
    if not word or found.count() != 1:
        raise ClaimsError(f"Expected one source called {word!r}; {found.count()} are. Name it by its id.")
    return found.get()


def _propose(by: User, source: Source, written: Sequence[Mapping[str, Any]], links: Mapping[str, Any]) -> None:
    """A person's own proposals, each on a quote of the text; together they are one reading."""
    version = TextVersion.objects.filter(capture__source=source).order_by("-number").first()
    mentions: dict[str, Mentioned] = {}
    facts: list[Fact] = []
    for each in written:
        quote = str(each.get("quote", ""))
        start = version.text.find(quote) if version and quote else -1
        if version is None or start < 0:
            told = f"{source.title!r}: the quote {quote[:80]!r} is not in the text"
            raise ClaimsError(f"{told}; copy it as it stands there.")
        fact = _fact(each, (start, start + len(quote)), mentions, links)
        spoken = [fact.subject, *(key for value in fact.values.values() if (key := _mentioned(value)))]
        named = [mentions[key] for key in spoken if RECORDS[mentions[key].kind].named and fact.kind != "Name"]
        known = {(name.subject, name.kind) for name in facts}
        facts += [_name(name, version, fact.spans) for name in named if (name.key, "Name") not in known]
        facts.append(fact)
    if version is not None and facts:
        propose(version, mentions.values(), facts, reader="person", by=by)


def _fact(
    written: Mapping[str, Any], span: tuple[int, int], mentions: dict[str, Mentioned], links: Mapping[str, Any]
) -> Fact:
    kind = kind_of(str(written.get("kind", "")))

    def mention(of: object, kinds: Sequence[str]) -> str:
        given = of if isinstance(of, Mapping) else {"kind": kinds[0], "name": of}
        if not {"kind", "name"} <= given.keys() or given["kind"] not in RECORDS:
            raise ClaimsError(f"{kind.name}: expected a record as {{kind: …, name: …}}; got {of!r}.")
        key = f"{given['kind']}:{given['name']}"
        mentions[key] = Mentioned(key, str(given["kind"]), str(given["name"]))
        return key

    subject = mention(written.get("subject", {}), kind.subjects)
    values: dict[str, object] = {}
    for name, value in dict(written.get("values", {})).items():
        declared = kind.by_name.get(name)
        is_record = declared is not None and declared.type is FieldType.RECORD
        values[name] = (
            _pointing(mentions[mention(value, declared.kinds)], links) if declared and is_record else str(value)
        )
    if written.get("on"):
        values[ATTESTED] = str(written["on"])
    dates = (str(written.get("from", "")), str(written.get("until", "")))
    return Fact(kind.name, subject, values, (span,), *dates, str(written.get("status", "asserted")))


def _pointing(mention: Mentioned, links: Mapping[str, Any]) -> Mapping[str, str]:
    """The value of a field that points to a record: a mention, or what has no name and is linked, so that no proposal names it."""
    if not RECORDS[mention.kind].named and mention.name in links:
        return {"record": pointed(mention.kind, links[mention.name])}
    return {"mention": mention.key}


def _mentioned(value: object) -> str:
    """The key of the mention that a proposed value points to, if it does."""
    return str(value.get("mention", "")) if isinstance(value, Mapping) else ""


def _name(mention: Mentioned, version: TextVersion, span: tuple[tuple[int, int], ...]) -> Fact:
    """The name by which a person's proposal speaks of somebody, as a reading would propose it."""
    language = version.capture.source.language
    values = {"text": mention.name, "language": language, "script": script(mention.name), "name_kind": "usual"}
    return Fact("Name", mention.key, values, span)


def _answers(reading: int, entry: Mapping[str, Any], linked: list[tuple[str, str]]) -> list[Answer]:
    waiting = Proposal.objects.filter(reading_id=reading, state=Proposal.State.PENDING)
    answers: list[Answer] = []
    refused: set[int] = set()
    meant: dict[int, str] = {}
    for proposal in waiting.select_related("subject").order_by("number"):
        change = next((each for each in entry.get("change") or () if _fits(proposal, each)), None)
        if (
            any(_fits(proposal, each) for each in entry.get("refuse") or ())
            or proposal.subject_id in refused
            or _speaks_of(proposal, refused)
        ):
            answers.append(Answer(proposal.id, Proposal.State.REFUSED))
            if proposal.kind == "Name" or proposal.kind.endswith("Details"):  # what is nobody has nothing said about it
                refused.add(proposal.subject_id)
        elif change is not None or _accepted(proposal, entry.get("accept")):
            who = _meant(proposal, entry.get("link") or {}, meant, linked)
            values = {**proposal.values, **change["values"]} if change else None
            outcome = Proposal.State.CHANGED if change else Proposal.State.ACCEPTED
            answers.append(Answer(proposal.id, outcome, values=values, meant=who))
    return answers


def _accepted(proposal: Proposal, accept: object) -> bool:
    if accept == "all":
        return True
    return isinstance(accept, list) and any(_fits(proposal, each) for each in accept)


def _fits(proposal: Proposal, selector: Mapping[str, Any]) -> bool:
    """Whether a selector means this proposal: kind of claim, kind of record it is `of`, name it is `about`, values `where`."""
    if selector.get("kind", proposal.kind) != proposal.kind:
        return False
    if selector.get("of", proposal.subject.kind) != proposal.subject.kind:
        return False
    if "about" in selector and selector["about"] != proposal.subject.name:
        return False
    return all(str(_plain(proposal, name)) == str(value) for name, value in dict(selector.get("where", {})).items())


def _plain(proposal: Proposal, name: str) -> object:
    value = proposal.values.get(name)
    if isinstance(value, Mapping) and "mention" in value:
        return Mention.objects.get(reading_id=proposal.reading_id, key=value["mention"]).name
    return value


def _speaks_of(proposal: Proposal, refused: set[int]) -> bool:
    keys = [key for value in proposal.values.values() if (key := _mentioned(value))]
    return (
        bool(keys and refused)
        and Mention.objects.filter(pk__in=refused, reading_id=proposal.reading_id, key__in=keys).exists()
    )


def _meant(proposal: Proposal, links: Mapping[str, Any], meant: dict[int, str], linked: list[tuple[str, str]]) -> str:
    """The record a proposal's subject means: as linked, as decided before, as the register has it, or a new one."""
    mention = proposal.subject
    if mention.pk in meant or mention.record_id:
        return ""
    has_name = RECORDS[mention.kind].named
    if has_name and proposal.kind != "Name":
        return ""
    if mention.name and mention.name in links:
        chosen = pointed(mention.kind, links[mention.name])
    elif not has_name:
        chosen = likely(mention, lambda value: _resolved(proposal, value, meant)) or NEW
    else:
        best = next(iter(candidates(mention.kind, mention.name, limit=1)), None)
        chosen = best.record if best and best.score >= SAME.get(mention.kind, SAME_THING) else NEW
    meant[mention.pk] = chosen
    if chosen != NEW and mention.name:
        shown = Name.objects.filter(claim__subject_id=chosen, claim__known_until=None).first()
        linked.append((mention.name, shown.text if shown else chosen))
    return chosen


def _resolved(proposal: Proposal, value: object, meant: Mapping[int, str]) -> str | None:
    """The record that a proposed value points to, as far as it is decided."""
    if not isinstance(value, Mapping):
        return None
    mention = Mention.objects.filter(reading_id=proposal.reading_id, key=value.get("mention")).first()
    chosen = None if mention is None else mention.record_id or meant.get(mention.pk)
    return None if chosen == NEW else chosen


def _clear(by: User, source: Source, wanted: Mapping[str, Any] | None) -> str:
    if not wanted:
        return ""
    level = Level(str(wanted.get("level", "public")))
    targets = [
        Target(each.what, each.id, whole=bool(wanted.get("whole")) and each.what == "source")
        for each in resting(source)
    ]
    clear(by, targets, level, reason=str(wanted.get("reason", "")))
    return level.value
