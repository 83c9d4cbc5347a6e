"""An answer is a source like any other, and bound to the digest of the wording that was signed; the latest of several holds.

Which wording that is, the answer may say itself: the papers made here carry the digest, and its first characters are enough.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from khronika.dates import parse
from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.advocacy.models import Answer, DraftVersion, Invitation, StatementDraft
from khronika.desk.advocacy.signon.draft import dated
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.sources.capture import Order, keep_all
from khronika.desk.sources.errors import SourceError
from khronika.desk.sources.models import Capture
from khronika.desk.sources.note import note, opened
from khronika.vault.intake import Taken, received
from khronika.vocabulary.terms import members

DECLINED = "declined"
UNNAMED, LATE, ON_TIME = "unnamed", "late", "on_time"
_DIGEST = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{4}[ \u00a0-]?){3,16}(?![0-9a-f])", re.IGNORECASE)
_ENOUGH = 12  # characters of a digest that tell one wording of a draft from another


@dataclass(frozen=True, slots=True)
class Given:
    """What an answer says: the wording by its number in the table or its digest, the manner, the day, the role at signing."""

    version: str = ""
    manner: str = ""
    on: str = ""
    role: str = ""
    language: str = ""


def typed(by: User, invitation: Invitation, text: str) -> Capture:
    """Keep an answer that was pasted, or noted down after a talk; its title names nobody. Raises ClaimsError for one without words."""
    demand(by, Deed.CAPTURE)
    title = _("Answer %(number)d: %(title)s") % {"number": invitation.number, "title": invitation.draft.title}
    try:
        return note(by, text, title=title[:200])
    except SourceError as error:
        raise ClaimsError(str(error)) from error


def uploaded(by: User, name: str, data: bytes) -> Capture:
    """Keep an answer that came as a file: a mail, a scan, a PDF. Raises ClaimsError for one that cannot be taken."""
    demand(by, Deed.CAPTURE)
    return kept(by, received(name, data))


def kept(by: User, given: Iterable[Taken]) -> Capture:
    """Keep what was taken; of a mail with attachments the mail is the answer."""
    found = [each for each in given if not each.container]
    if not found:
        raise ClaimsError(_("Expected a file with an answer in it; it was empty."))
    captures = [each.capture for each in keep_all(opened(), found, Order(by.get_username(), join=False))]
    if not captures[0].object_name:
        raise ClaimsError(_("The answer could not be kept: %(problem)s") % {"problem": captures[0].problem})
    return captures[0]


def answer(by: User, invitation: Invitation, capture: Capture, given: Given) -> Answer:
    """Bind a captured answer to the wording that was signed; the same answer once more is the one that is there.

    Raises ClaimsError where the wording is not clear, was not frozen, or the day cannot be.
    """
    demand(by, Deed.CAPTURE)
    on = dated(given.on) or _day(capture)
    manner = given.manner
    if manner and manner != DECLINED and manner not in members("signing"):
        raise ClaimsError(_("Expected how it was signed, or that it was declined; choose it from the list."))
    version = None if manner == DECLINED else signed(invitation, text(capture), given)
    late = invitation.draft.due and _after(on, invitation.draft.due)
    said = "" if manner == DECLINED else manner or (LATE if late else ON_TIME)
    last = invitation.answers.order_by("at", "id").last()
    if last and (last.capture_id, last.version_id, last.manner) == (capture.pk, version and version.pk, said):
        return last
    return Answer.objects.create(
        invitation=invitation,
        version=version,
        digest=version.digest if version else "",
        manner=said,
        role=" ".join((given.role or invitation.role).split())[:1000],
        capture=capture,
        answered_on=on,
        by=by,
        at=datetime.now(UTC),
    )


def withdraw(by: User, invitation: Invitation, capture: Capture, *, on: str = "") -> Answer:
    """Note that somebody took their signature back, on what evidence and on which day.

    Raises ClaimsError where nothing was signed, or it was taken back already.
    """
    demand(by, Deed.CAPTURE)
    last = invitation.answers.order_by("at", "id").last()
    if last is None or last.version_id is None:
        raise ClaimsError(_("‘%(name)s’ has not signed; there is nothing to withdraw.") % {"name": str(invitation)})
    if last.withdrawn_on:
        raise ClaimsError(_("‘%(name)s’ has withdrawn the signature already.") % {"name": str(invitation)})
    day = dated(on) or _day(capture)
    if _after(last.answered_on, day):
        raise ClaimsError(
            _("Expected a day after the signature of %(signed)s; got %(day)s.")
            % {"signed": last.answered_on, "day": day}
        )
    last.withdrawn_on, last.withdrawal = day, capture
    last.save()
    return last


def signed(invitation: Invitation, words: str, given: Given) -> DraftVersion:
    """The wording that was signed: the one that is named, else the one whose digest the answer has, else the one that was sent."""
    rows = list(_frozen(invitation.draft))
    if not rows:
        raise ClaimsError(_("Nobody can have signed yet: no version of this statement is frozen. Freeze one first."))
    if given.version:
        return _named(rows, given.version.strip(), given.language or invitation.language)
    if found := told(rows, words):
        return found
    if invitation.sent:
        return _named(rows, str(invitation.sent), given.language or invitation.language)
    raise ClaimsError(
        _(
            "Expected which version was signed: the answer does not say its digest, and none was noted as sent. Choose it."
        )
    )


def told(rows: Iterable[DraftVersion], words: str) -> DraftVersion | None:
    """The one wording whose digest stands in a text, the newest version of it; None where there is none, or two."""
    said = ["".join(c for c in each if c.isalnum()).lower() for each in _DIGEST.findall(words)]
    hits = {r.digest: r for r in rows if r.digest and any(r.digest.startswith(s) for s in said if len(s) >= _ENOUGH)}
    return next(iter(hits.values())) if len(hits) == 1 else None


def text(capture: Capture) -> str:
    """The text of a capture, empty where it has none."""
    return str(capture.versions.order_by("-number").values_list("text", flat=True).first() or "")


def _named(rows: list[DraftVersion], which: str, language: str) -> DraftVersion:
    """The row with a key, a digest or a version number; of several languages the one that was read, else the first."""
    exact = [r for r in rows if str(r.pk) == which.removeprefix("row-") and which.startswith("row-")]
    digest = [r for r in rows if len(which) >= _ENOUGH and r.digest.startswith(which.lower())]
    numbers = [r for r in rows if str(r.number) == which]
    found = exact or digest or numbers
    if not found:
        known = ", ".join(sorted({str(each.number) for each in rows}))
        raise ClaimsError(
            _("There is no frozen version ‘%(which)s’ of this statement; there are: %(known)s.")
            % {"which": which[:70], "known": known}
        )
    return next((each for each in found if each.language == language), found[0])


def _frozen(draft: StatementDraft) -> Iterable[DraftVersion]:
    return draft.versions.exclude(frozen_at=None).order_by("number", "pk")


def _day(capture: Capture) -> str:
    return capture.published[:10] or capture.obtained_at.date().isoformat()


def _after(one: str, other: str) -> bool:
    """Whether a day certainly lies after another."""
    first, last = parse(one).earliest, parse(other).latest
    return bool(first and last and first > last)
