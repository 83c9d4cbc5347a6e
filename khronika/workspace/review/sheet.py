"""Put together what the review screen shows of one text, with a handful of questions however many proposals it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark

from khronika.desk.accounts.models import User
from khronika.desk.claims.models import Decision, Mention, Proposal, Ruling
from khronika.desk.sources.models import Capture, Source, TextVersion
from khronika.reading.wording import rule, sure, word
from khronika.vocabulary.kinds import RECORDS
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names, part_name, parts, plain
from khronika.workspace.outcomes import ruled
from khronika.workspace.review.beside import beside
from khronika.workspace.review.marks import Stretch, pieces
from khronika.workspace.review.meant import Guide
from khronika.workspace.review.model import NEW, Card, Group, Last, Place, Ruled, Sheet, Waiting
from khronika.workspace.wording import period, say

WHO = "who"
GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (WHO, mark("Who and what is meant"), ("Name",)),
    ("statement", mark("Statement"), ("StatementDetails", "Text", "Addressee", "Beneficiary")),
    ("demands", mark("Demands"), ("DemandDetails", "CarriedDemand", "DemandAssessment")),
    ("signatories", mark("Signatories"), ("Signatory",)),
    ("positions", mark("Positions"), ("Membership",)),
    (
        "proceedings",
        mark("Proceedings and penalties"),
        ("ProceedingDetails", "Charge", "Judgment", "SentenceComponent"),
    ),
    ("acts", mark("What was done"), ("ActDetails", "Involvement")),
    ("places", mark("Places and laws"), ("PlaceDetails", "ProvisionDetails")),
    ("figures", mark("Figures"), ("ReportedCount",)),
    ("other", mark("Other"), ()),
)
_GROUP_OF = {kind: key for key, _, kinds in GROUPS for kind in kinds}


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the proposals to show: all, waiting or decided ones, words they must contain, and of which text ('' is the newest)."""

    show: str = "all"
    words: str = ""
    text: str = ""

    def passes(self, card: Card) -> bool:
        """Whether a card is shown."""
        if (self.show == "waiting" and not card.pending) or (self.show == "decided" and card.pending):
            return False
        looked = " ".join((card.label, str(card.said), card.about, *(place.quote for place in card.places))).casefold()
        return all(word in looked for word in self.words.casefold().split())


def newest(source: Source) -> TextVersion | None:
    """The text to review: the newest version of the newest capture that was kept."""
    found = TextVersion.objects.filter(
        capture__source=source, capture__outcome=Capture.Outcome.KEPT, capture__joined=False
    )
    return found.select_related("capture__source").order_by("-capture__obtained_at", "-number").first()


def asked(source: Source, text: str) -> TextVersion | None:
    """The text that an address asks for, written as the capture's id and the text's number; the newest without one."""
    capture, _, number = text.partition(".")
    if not (capture and number.isdecimal() and len(number) < 9):
        return newest(source)
    found = TextVersion.objects.filter(capture__source=source, capture=capture, number=int(number))
    return found.select_related("capture__source").first() or newest(source)


def place(version: TextVersion) -> str:
    """A text as an address asks for it."""
    return f"{version.capture_id}.{version.number}"


def elsewhere(version: TextVersion) -> tuple[Waiting, ...]:
    """The other texts of the source on which proposals wait, newest first."""
    waiting = Proposal.objects.filter(
        reading__version__capture__source=version.capture.source_id, state=Proposal.State.PENDING
    )
    its = "reading__version__capture", "reading__version__number", "reading__version__capture__obtained_at"
    rows = (
        waiting.exclude(reading__version=version).values_list(*its).annotate(Count("id")).order_by(f"-{its[2]}", its[1])
    )
    return tuple(Waiting(f"{capture}.{number}", f"{at:%Y-%m-%d}", count) for capture, number, at, count in rows)


def sheet(version: TextVersion, by: User, filtered: Filter) -> Sheet:
    """Everything to show of one text to one person."""
    proposals = _proposals(version)
    desk = _Desk(proposals, Names(language()))
    cards = beside([desk.card(each) for each in proposals], proposals, desk)
    groups = _groups([card for card in cards if filtered.passes(card)], desk)
    source = version.capture.source
    return Sheet(
        source=source.id,
        title=source.title,
        facts=_facts(version),
        version=version.pk,
        language=source.language,
        pieces=tuple(pieces(version.text, _stretches(proposals), version.pages)),
        groups=groups,
        pending=sum(card.pending for card in cards),
        decided=sum(not card.pending for card in cards),
        ready=batch((card for group in groups for card in group.cards), names_too=True),
        last=_last(proposals, by),
        elsewhere=elsewhere(version),
    )


def _proposals(version: TextVersion) -> list[Proposal]:
    rulings = Ruling.objects.select_related("decision__by").order_by("decision_id")
    found = Proposal.objects.filter(reading__version=version).select_related("subject", "reading__by")
    return list(
        found.prefetch_related("passages", Prefetch("rulings", queryset=rulings)).order_by("reading_id", "number")
    )


def _facts(version: TextVersion) -> tuple[str, ...]:
    source, capture = version.capture.source, version.capture
    at, by = f"{capture.obtained_at:%Y-%m-%d %H:%M} UTC", capture.obtained_by
    captured = _("captured %(at)s by %(by)s") if by else _("captured %(at)s")
    found = (
        source.publisher,
        _("published %(day)s") % {"day": source.published} if source.published else "",
        source.url,
        source.language,
        captured % {"at": at, "by": by},
    )
    return tuple(each for each in found if each)


def _stretches(proposals: Sequence[Proposal]) -> list[Stretch]:
    found: dict[str, tuple[int, int, list[str], set[str]]] = {}
    for proposal in proposals:
        for passage in proposal.passages.all():
            *_, ids, states = found.setdefault(passage.id, (passage.start, passage.end, [], set()))
            ids.append(proposal.id)
            states.add(proposal.state)
    return [Stretch(key, start, end, tuple(ids), frozenset(states)) for key, (start, end, ids, states) in found.items()]


def batch(cards: Iterable[Card], *, names_too: bool = False) -> tuple[str, ...]:
    """The tokens of cards that can be accepted together.

    Of two unknown mentions with one name only the first is taken, or they would become two records. With `names_too` a
    claim counts as ready when the batch itself decides who is meant.
    """
    cards = list(cards)
    tokens: dict[str, str] = {}
    new: set[tuple[str, str]] = set()
    settled: set[int] = set()
    for card in (each for each in cards if each.meant is not None and each.ready):
        key = (card.about_kind, card.about.casefold())
        is_new = card.meant is not None and card.meant.what == NEW and card.mention not in settled
        if is_new and key in new:
            continue
        new |= {key} if is_new else set()
        tokens[card.id] = f"{card.id}:" if card.mention in settled else card.token
        settled.add(card.mention)
    for card in (each for each in cards if each.meant is None and each.pending and not each.differs):
        if card.ready or (names_too and all(decider in tokens for _, decider in card.waits)):
            tokens[card.id] = card.token
    return tuple(tokens.values())


class _Desk:
    """What is looked up once for all cards of a text."""

    def __init__(self, proposals: Sequence[Proposal], names: Names) -> None:
        self.names, self.guide = names, Guide(names)
        readings = {each.reading_id for each in proposals}
        mentions = Mention.objects.filter(reading_id__in=readings)
        self.mentions = {(each.reading_id, each.key): each for each in mentions}
        self.deciders = {
            each.subject_id: each.id for each in reversed(proposals) if each.kind == "Name" and each.state == "pending"
        }
        self.derived = self._derive(proposals)
        final = [value for each in proposals for ruling in each.rulings.all() for value in ruling.values.values()]
        ids = {each.record_id for each in self.mentions.values()} | {value for value in final if len(str(value)) == 12}
        names.learn(each for each in ids if each)
        decisions = {ruling.decision_id for each in proposals for ruling in each.rulings.all()}
        rows = Ruling.objects.filter(decision_id__in=decisions).values_list("decision_id").annotate(Count("id"))
        self.covered: dict[int, int] = dict(rows)

    def _derive(self, proposals: Sequence[Proposal]) -> dict[int, tuple[Mapping[str, str], object] | str]:
        """For mentions without a name: what they are part of, or the title the text gives them."""
        found: dict[int, tuple[Mapping[str, str], object] | str] = {}
        for each in proposals:
            kind, pointer = parts().get(each.subject.kind, (None, None))
            if kind and pointer and each.kind == kind.name and pointer.name in each.values:
                found[each.subject_id] = (plain(each.values[pointer.name]), each.values.get("number"))
            elif each.kind == "Text" and each.values.get("role") == "title":
                found[each.subject_id] = str(each.values.get("text", ""))
        return found

    def name(self, reading: int, value: object) -> str:
        """The name of what a value points to, by decision or as the text has it."""
        points = plain(value)
        if "record" in points:
            return self.names(points["record"])
        mention = self.mentions.get((reading, points.get("mention", "")))
        return self.title(mention) if mention else ""

    def title(self, mention: Mention) -> str:
        """What to call a mention: its record, or what it is a part of, or its name in the text."""
        derived = self.derived.get(mention.pk)
        if isinstance(derived, tuple):
            return part_name(
                mention.kind, self.name(mention.reading_id, derived[0]), derived[1], language=self.names.language
            )
        if mention.record_id and RECORDS[mention.kind].named:
            return self.names(mention.record_id)
        return mention.name or derived or label(f"record.{mention.kind}", self.names.language)

    def waits(self, proposal: Proposal) -> tuple[tuple[str, str], ...]:
        """Those of whom a claim speaks and about whom nobody has decided, with the card that decides it."""
        keys = [plain(value).get("mention") for value in proposal.values.values() if isinstance(value, Mapping)]
        spoken = [proposal.subject, *(self.mentions.get((proposal.reading_id, key or "")) for key in keys)]
        open_ = {each.pk: each for each in spoken if each and not each.record_id and RECORDS[each.kind].named}
        return tuple((each.name, self.deciders.get(pk, "")) for pk, each in open_.items())

    def card(self, proposal: Proposal) -> Card:
        """One proposal as a card."""
        ruling = next((each for each in reversed(proposal.rulings.all()) if each.decision.undone_by_id is None), None)
        ruling = ruling if proposal.state != "pending" else None
        values = ruling.values if ruling and ruling.outcome == "changed" else proposal.values
        mention = self.mentions[proposal.reading_id, proposal.subject.key]
        is_name = proposal.kind == "Name"
        return Card(
            id=proposal.id,
            kind=proposal.kind,
            label=label(f"claim.{proposal.kind}", self.names.language),
            said=say(
                proposal.kind, values, lambda value: self.name(proposal.reading_id, value), language=self.names.language
            ),
            about=self.title(mention),
            about_kind=mention.kind,
            mention=mention.pk,
            state=proposal.state,
            status="" if proposal.status == "asserted" else label(f"status.{proposal.status}", self.names.language),
            period=period(proposal.valid_from, proposal.valid_until),
            places=tuple(
                Place(each.id, each.quote) for each in sorted(proposal.passages.all(), key=lambda each: each.start)
            ),
            sure=int(proposal.confidence * 100),
            rule=proposal.rule,
            origin=str(proposal.reading.by or "") if proposal.reading.by_id else "",
            grounds=self.grounds(proposal),
            meant=self.guide.meant(mention) if is_name and (proposal.state == "pending" or mention.record_id) else None,
            waits=self.waits(proposal) if proposal.state == "pending" and not is_name else (),
            ruled=self.ruled(ruling) if ruling else None,
        )

    def record(self, proposal: Proposal, value: object) -> str:
        """The record that a value points to, as decided or as only one fits; empty where that is open."""
        points = plain(value)
        if "record" in points:
            return points["record"]
        mention = self.mentions.get((proposal.reading_id, points.get("mention", "")))
        meant = self.guide.meant(mention) if mention else None
        return meant.record if meant else ""

    def grounds(self, proposal: Proposal) -> str:
        """How the text puts it, how sure the reader is, and what told it, in words; nothing of what a person typed."""
        if proposal.reading.by_id or not proposal.rule:
            return ""
        language = self.names.language
        return " · ".join(
            (word(f"status.{proposal.status}", language), sure(proposal.confidence), rule(proposal.rule, language))
        )

    def ruled(self, ruling: Ruling) -> Ruled:
        """Who decided it."""
        decision = ruling.decision
        by = decision.by.get_full_name() or decision.by.get_username()
        return Ruled(
            decision.pk,
            by,
            decision.at,
            ruling.outcome,
            ruling.reason or decision.reason,
            self.covered.get(decision.pk, 1),
        )


def _groups(cards: Sequence[Card], desk: _Desk) -> tuple[Group, ...]:
    first: dict[int, int] = {}
    for position, card in enumerate(cards):
        first.setdefault(card.mention, position)
    found = []
    for key, title, _kinds in GROUPS:
        its = [card for card in cards if _key(card) == key]
        its.sort(key=lambda card: first[card.mention])
        if its:
            found.append(Group(key, str(title), tuple(its), batch(its)))
    return tuple(found)


def _key(card: Card) -> str:
    """The group of a card: the text of a demand stands with its demand, of an act with the act."""
    if card.kind in ("Text", "Addressee", "Beneficiary"):
        return {"Demand": "demands", "Act": "acts", "JointStatement": "statement"}.get(card.about_kind, "other")
    return _GROUP_OF.get(card.kind, "other")


def _last(proposals: Sequence[Proposal], by: User) -> Last | None:
    """The newest decision of this person on this text that can be undone."""
    ids = {ruling.decision_id for each in proposals for ruling in each.rulings.all()}
    found = (
        Decision.objects.filter(pk__in=ids, by=by, deed=Decision.Deed.RULING, undone_by=None).order_by("-pk").first()
    )
    if found is None:
        return None
    return Last(found.pk, ruled(found.rulings.order_by().values_list("outcome").annotate(Count("id"))), found.at)
