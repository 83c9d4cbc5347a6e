"""A draft is written in several languages side by side until it is frozen; what was frozen never changes, the next words are a new version.

Freezing keeps each wording as a source, so that what people sign is proved by the ledger and can be cited.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from khronika.dates import DateError, parse
from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.advocacy.models import DraftDemand, DraftVersion, StatementDraft
from khronika.desk.advocacy.signon import shut
from khronika.desk.advocacy.signon.wording import Wording, worded
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Record
from khronika.desk.sources.capture import Order, keep_all
from khronika.desk.sources.note import opened
from khronika.vault import text as texts
from khronika.vault.intake import Taken
from khronika.vocabulary.terms import label, members

KIND = "statement"
PARTIES = ("Person", "Organization", "Group")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a statement beside its words. Records are ids, dates EDTF."""

    title: str
    publisher: str = ""
    addressees: tuple[str, ...] = ()
    on: str = ""
    due: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a demand beside its words."""

    scope: str = ""
    provision: str = ""
    deadline: str = ""
    earlier: str = ""
    addressees: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = field(default=())


def begin(by: User, about: About) -> StatementDraft:
    """A new draft. Raises ClaimsError without a title, for a date that is none, or a record of the wrong kind."""
    demand(by, Deed.PROPOSE)
    with transaction.atomic():
        made = StatementDraft.objects.create(title=_titled(about), by=by, at=datetime.now(UTC))
        change(by, made, about)
    return made


def change(by: User, draft: StatementDraft, about: About) -> None:
    """Say otherwise what is known of a statement."""
    demand(by, Deed.PROPOSE)
    addressees = [_record(each, PARTIES) for each in about.addressees]
    publisher = _record(about.publisher, ("Organization",)) if about.publisher else None
    draft.title, draft.publisher_id = _titled(about), publisher
    draft.on, draft.due = dated(about.on), dated(about.due)
    draft.reply_to = " ".join(about.reply_to.split())[:300]
    draft.save()
    draft.addressees.set(addressees)


def write(by: User, draft: StatementDraft, wordings: Sequence[Wording], *, seen: str = "") -> int:
    """Write wordings into the version that is open, or a new one after the last was frozen; the version's number.

    A language that has no words any more is left out. `seen` is what `mark` answered when they were read: raises ClaimsError
    where somebody wrote something else meanwhile.
    """
    demand(by, Deed.PROPOSE)
    with transaction.atomic():
        if seen and seen != mark(draft):
            raise ClaimsError(
                _("Somebody changed this draft meanwhile. What you wrote is below; compare it and save once more.")
            )
        there = {each.language: each for each in latest(draft)}
        before = {each.language: wording(each) for each in there.values()}
        if all(before.get(each.language, Wording(each.language, "", "")) == each for each in wordings):
            return number(draft)
        fresh = {**before, **{each.language: each for each in wordings}}
        frozen = any(each.frozen_at for each in there.values())
        which = number(draft) + 1 if frozen or not there else number(draft)
        for each in fresh.values():
            _put(draft, which, each)
    return which


def freeze(by: User, draft: StatementDraft) -> int:
    """End the writing of the open version and keep each of its wordings as a source; the version's number.

    Raises ClaimsError where it has no words, or demands that are not the same in number in every language.
    """
    demand(by, Deed.CAPTURE)
    open_ones = [each for each in latest(draft) if not each.frozen_at]
    if not open_ones:
        raise ClaimsError(_("There is nothing to freeze: the last version is frozen, and nothing was written since."))
    made = [wording(each) for each in open_ones]
    _demand_whole(made)
    shut.demand_open(draft, made)
    kept = keep_all(opened(), [_taken(each) for each in made], Order(by.get_username(), {"kind": KIND}, join=False))
    with transaction.atomic():
        for row, each, one in zip(open_ones, made, kept, strict=True):
            row.digest, row.capture, row.frozen_at = each.digest, one.capture, datetime.now(UTC)
            row.save()
        for which, _words in made[0].demands:
            DraftDemand.objects.get_or_create(draft=draft, number=which)
    return open_ones[0].number


def tell(by: User, draft: StatementDraft, which: int, beside: Beside) -> DraftDemand:
    """Say what is known of a demand beside its words."""
    demand(by, Deed.PROPOSE)
    if beside.scope and beside.scope not in members("scope"):
        raise ClaimsError(_("Expected a scope from the list; got ‘%(scope)s’.") % {"scope": beside.scope[:60]})
    with transaction.atomic():
        row, _made = DraftDemand.objects.get_or_create(draft=draft, number=which)
        row.scope, row.deadline = beside.scope, dated(beside.deadline)
        row.provision_id = _record(beside.provision, ("LegalProvision",)) if beside.provision else None
        row.earlier_id = _record(beside.earlier, ("Demand",)) if beside.earlier else None
        row.save()
        row.addressees.set([_record(each, PARTIES) for each in beside.addressees])
        row.beneficiaries.set([_record(each, PARTIES) for each in beside.beneficiaries])
    return row


def number(draft: StatementDraft) -> int:
    """The number of the newest version; 0 where nothing was written."""
    return DraftVersion.objects.filter(draft=draft).aggregate(last=Max("number"))["last"] or 0


def latest(draft: StatementDraft) -> list[DraftVersion]:
    """The newest version, a row for each language."""
    return list(DraftVersion.objects.filter(draft=draft, number=number(draft)).order_by("pk"))


def frozen(draft: StatementDraft) -> list[DraftVersion]:
    """The newest version that was frozen, a row for each language."""
    rows = DraftVersion.objects.filter(draft=draft).exclude(frozen_at=None).order_by("pk")
    last = max((each.number for each in rows), default=0)
    return [each for each in rows if each.number == last]


def wording(row: DraftVersion) -> Wording:
    """What a row of a version says."""
    return Wording(row.language, row.title, row.wording, tuple((int(each), str(words)) for each, words in row.demands))


def mark(draft: StatementDraft) -> str:
    """A digest of all that is written in the newest version: another as soon as somebody writes."""
    said = "\n".join(f"{each.number} {each.language} {wording(each).digest}" for each in latest(draft))
    return hashlib.sha256(said.encode()).hexdigest()


def dated(text: str) -> str:
    """A date as EDTF. Raises ClaimsError for what is none."""
    try:
        return parse(text.strip()).text
    except DateError as error:
        raise ClaimsError(str(error)) from error


def _put(draft: StatementDraft, which: int, made: Wording) -> None:
    if not made.text:
        DraftVersion.objects.filter(draft=draft, number=which, language=made.language).delete()
        return
    said = {"title": made.title, "wording": made.body, "demands": [list(each) for each in made.demands]}
    DraftVersion.objects.update_or_create(draft=draft, number=which, language=made.language, defaults=said)


def _demand_whole(made: Sequence[Wording]) -> None:
    """Raise ClaimsError for a wording without a title, and for demands that one language has and another has not."""
    first = made[0]
    for each in made:
        if not each.title:
            raise ClaimsError(_("The wording ‘%(language)s’ has no title. Write one.") % {"language": each.language})
        worded(each.language, each.title, each.body, each.demands)
        if [which for which, _words in each.demands] != [which for which, _words in first.demands]:
            raise ClaimsError(
                _("The demands are numbered %(first)s in ‘%(one)s’ and %(second)s in ‘%(other)s’. Make them the same.")
                % {
                    "first": _numbers(first),
                    "one": first.language,
                    "second": _numbers(each),
                    "other": each.language,
                }
            )


def _numbers(made: Wording) -> str:
    return ", ".join(str(which) for which, _words in made.demands) or "0"


def _taken(made: Wording) -> Taken:
    now, data = datetime.now(UTC), made.text.encode()
    version = texts.TextVersion(made.text, (), made.title, None, None, "statement 1", texts.Outcome.READ, None)
    return Taken(KIND, data, "text/plain", made.digest, now, version, None, made.title[:200])


def _titled(about: About) -> str:
    title = " ".join(about.title.split())[:500]
    if not title:
        raise ClaimsError(_("Expected a working title for the statement; write one."))
    return title


def _record(given: str, kinds: Iterable[str]) -> str:
    """The id of a record of one of these kinds. Raises ClaimsError for what is none."""
    if not Record.objects.filter(id=given, kind__in=tuple(kinds)).exists():
        names = ", ".join(label(f"record.{each}", "en") for each in kinds)
        raise ClaimsError(
            _("Expected a record of kind %(kinds)s; got ‘%(given)s’.") % {"kinds": names, "given": given[:40]}
        )
    return given
