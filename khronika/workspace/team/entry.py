"""One entry of the ledger opened: who did what and why, in words with links, and whether what is kept still matches its digest.

Who may not look at records is told how many things an entry is about, and not their names.
"""

import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark
from django.utils.translation import ngettext

from khronika.desk.accounts.models import Change, User
from khronika.desk.accounts.roles import Deed, called, may
from khronika.desk.claims.models import Decision, Handover, Prepared
from khronika.desk.ledger import chain
from khronika.desk.ledger.models import Entry
from khronika.desk.sources.models import Capture
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.team import told
from khronika.workspace.team.people import happened

MOST = 200  # lines shown of one entry
DEEDS: Mapping[str, str] = MappingProxyType(
    {
        "decision.ruling": mark("decided on proposals"),
        "decision.undo": mark("took a decision back"),
        "decision.clearance": mark("set who may see something"),
        "decision.judgement": mark("judged whether records are the same"),
        "decision.mark": mark("marked a record at risk"),
        "decision.unmark": mark("took the mark ‘at risk’ away"),
        "decision.preparation": mark("prepared something for a second person"),
        "decision.refusal": mark("refused what was prepared"),
        "decision.review": mark("reviewed what was done alone"),
        "decision.consent": mark("recorded or ended a consent"),
        "decision.embargo": mark("set or lifted an embargo"),
        "decision.pseudonym": mark("gave or ended a pseudonym"),
        "decision.hide": mark("hid a record, or confirmed it"),
        "decision.lift": mark("let out again what was hidden or withdrawn"),
        "decision.withdraw": mark("withdrew a record"),
        "decision.erase": mark("decided to erase a person, or carried it out"),
        "decision.alarm": mark("judged names that were found"),
        "decision.handover": mark("gave an export to somebody, or confirmed one"),
        "capture": mark("kept a source"),
        "join": mark("joined a text to a source"),
        "apart": mark("kept two texts apart"),
        "unseal": mark("opened who told us"),
        "graphic": mark("said what pictures show"),
        "image": mark("made or described a clean copy of a picture"),
        "press": mark("pressed an edition"),
        "report": mark("made a report"),
        "export": mark("exported records"),
        "restore": mark("was restored from a backup"),
        "account.added": mark("added an account"),
        "account.roles": mark("set the roles of an account"),
        "account.alarm": mark("called for an account to be frozen"),
        "account.frozen": mark("froze an account"),
        "account.thawed": mark("let a frozen account work again"),
        "account.enrolled": mark("took on a second factor"),
        "account.reset": mark("reset a second factor"),
        "init": mark("made the home"),
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that an entry did: what, and a link to what it is about."""

    what: str
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry with what it stands for. `proved` is None where nothing is kept that its digest could be compared with."""

    number: int
    at: datetime
    deed: str
    code: str
    by: str
    reason: str
    lines: tuple[Line, ...]
    more: int
    proved: bool | None
    payload_digest: str
    previous: str
    digest: str


def word(deed: str) -> str:
    """A deed in words; one that is not known here as the chain has it."""
    return str(DEEDS.get(deed, deed))


def opened(entry: Entry, user: User) -> Opened:
    """Open one entry for somebody."""
    made: Decision | Change | Capture | None = (
        Decision.objects.select_related("by", "undone_by").filter(pk=entry.number).first()
        or Change.objects.select_related("by", "account").filter(pk=entry.number).first()
        or Capture.objects.select_related("source").filter(entry=entry.number).first()
    )
    lines = tuple(_lines(made, may(user, Deed.LOOK)))
    by = made.obtained_by if isinstance(made, Capture) else called(made.by) if made and made.by else ""
    return Opened(
        entry.number,
        entry.at,
        word(entry.deed),
        entry.deed,
        by,
        getattr(made, "reason", ""),
        lines[:MOST],
        max(0, len(lines) - MOST),
        _proved(entry, made),
        entry.payload_digest,
        entry.previous,
        entry.digest,
    )


def _proved(entry: Entry, made: Decision | Change | Capture | None) -> bool | None:
    if made is None or not made.payload:
        return None
    return hmac.compare_digest(chain.salted(made.payload, bytes(made.salt)), entry.payload_digest)


def _lines(made: Decision | Change | Capture | None, looks: bool) -> Iterator[Line]:
    if isinstance(made, Change):
        yield Line(happened(made), called(made.account), reverse("team_account", args=[made.account_id]))
    elif isinstance(made, Capture):
        yield _source(made.source_id, made.source.title) if looks else Line(_("a source"))
    elif made is not None:
        yield from _SAID.get(Decision.Deed(made.deed), _nothing)(made, looks)
        yield from _around(made)


def _nothing(decision: Decision, looks: bool) -> Iterator[Line]:
    yield from ()


def _ruled(decision: Decision, looks: bool) -> Iterator[Line]:
    found = decision.rulings.select_related("proposal__subject", "proposal__reading__version__capture__source")
    rulings, names = list(found.order_by("pk")), Names(language())
    words = {"accepted": _("accepted"), "changed": _("changed and accepted"), "refused": _("refused")}
    if not looks:
        yield Line(ngettext("{count} proposal", "{count} proposals", len(rulings)).format(count=len(rulings)))
        return
    names.learn(each.proposal.subject.record_id for each in rulings)
    for source in {each.proposal.reading.version.capture.source for each in rulings}:
        yield _source(source.id, source.title)
    for each in rulings:
        kind = label(f"claim.{each.proposal.kind}", language())
        record = each.proposal.subject.record_id
        what = f"{words.get(each.outcome, each.outcome)}: {kind}"
        yield _record(what, record, names) if record else Line(what, each.proposal.subject.name)


def _cleared(decision: Decision, looks: bool) -> Iterator[Line]:
    found = list(decision.clearances.select_related("claim", "source", "passage__version__capture__source"))
    if found:
        yield Line(_("to the level ‘{level}’").format(level=told.level(found[0].level)))
    if not looks:
        yield Line(ngettext("{count} thing", "{count} things", len(found)).format(count=len(found)))
        return
    names = Names(language())
    names.learn(each.record_id or (each.claim.subject_id if each.claim else None) for each in found)
    for each in found:
        if each.record_id:
            yield _record(_("record"), each.record_id, names)
        elif each.claim:
            yield _record(label(f"claim.{each.claim.kind}", language()), each.claim.subject_id, names)
        else:
            source = each.source or each.passage.version.capture.source
            yield _source(source.id, source.title)


def _judged(decision: Decision, looks: bool) -> Iterator[Line]:
    judgement, names = decision.judgement, Names(language())
    yield Line(told.verdict(judgement.verdict))
    for record in (judgement.left_id, judgement.right_id) if looks else ():
        yield _record(_("record"), record, names)


def _undid(decision: Decision, looks: bool) -> Iterator[Line]:
    for undone in decision.undoes.values_list("pk", flat=True):
        yield _entry(_("took back"), undone)


def _risk(decision: Decision, looks: bool) -> Iterator[Line]:
    if looks:
        yield _record(_("record"), decision.risk.record_id, Names(language()))


def _prepared(decision: Decision, looks: bool) -> Iterator[Line]:
    prepared = Prepared.objects.filter(decision=decision).first()
    if prepared is None:  # it was about somebody who was erased
        return
    yield Line(told.order(prepared))
    yield Line(told.state(prepared.state))
    for each in told.about([prepared], Names(language()))[prepared.pk] if looks else ():
        yield Line(_("record"), each.name, reverse("record", args=[each.id]))
    for answer in sorted({each for each in (prepared.answer_id, prepared.effect_id) if each}):
        yield _entry(_("answered by"), answer)


def _protected(decision: Decision, looks: bool) -> Iterator[Line]:
    what = json.loads(decision.payload) if looks and decision.payload else {}
    if what:
        yield Line(told.protected(decision.deed, what))
    if "record" in what:
        yield _record(_("record"), what["record"], Names(language()))


def _handed(decision: Decision, looks: bool) -> Iterator[Line]:
    given = Handover.objects.filter(decision=decision).first()
    if given is None:
        yield Line(_("confirmed, not given yet"))
        return
    yield Line(_("to {recipient}").format(recipient=given.recipient), _("what was given"), reverse("handovers"))
    yield Line(ngettext("{count} person", "{count} people", given.people).format(count=given.people))
    yield Line(f"SHA-256 {given.sha256}")


_SAID: Mapping[str, Callable[[Decision, bool], Iterator[Line]]] = MappingProxyType(
    {
        Decision.Deed.RULING: _ruled,
        Decision.Deed.CLEARANCE: _cleared,
        Decision.Deed.JUDGEMENT: _judged,
        Decision.Deed.UNDO: _undid,
        Decision.Deed.MARK: _risk,
        Decision.Deed.UNMARK: _risk,
        Decision.Deed.PREPARATION: _prepared,
        **dict.fromkeys((Decision.Deed.CONSENT, Decision.Deed.EMBARGO, Decision.Deed.PSEUDONYM), _protected),
        Decision.Deed.HANDOVER: _handed,
    }
)


def _around(decision: Decision) -> Iterator[Line]:
    """What belongs to a decision: what took it back, and for whom it was the second person."""
    if decision.undone_by_id:
        yield _entry(_("taken back by"), decision.undone_by_id)
    for prepared in Prepared.objects.filter(effect=decision) | Prepared.objects.filter(answer=decision):
        yield _entry(_("prepared as"), prepared.pk)


def _record(what: str, record: str, names: Names) -> Line:
    return Line(what, names(record), reverse("record", args=[record]))


def _source(source: str, title: str) -> Line:
    return Line(_("source"), title, reverse("review", args=[source]))


def _entry(what: str, number: int) -> Line:
    return Line(what, str(number), reverse("ledger_entry", args=[number]))
