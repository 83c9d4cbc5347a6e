"""What a paper says, in the language of its wording: the statement, its digest, and how to answer. The forms only lay it out.

Nobody who is hidden or withdrawn is named on a paper, neither in the words nor as the one who is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from khronika.desk.advocacy.models import DraftVersion, Invitation, StatementDraft
from khronika.desk.advocacy.signon.draft import frozen, wording
from khronika.desk.advocacy.signon.shut import demand_open, shut
from khronika.desk.advocacy.signon.wording import Numbered
from khronika.desk.claims.errors import ClaimsError

SPOKEN = ("be", "ru")  # what else a statement is written in, its form is in English
SHORT = 16  # characters of the digest that an answer repeats
_GAP = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, whole. `fields` are a label and what stands after it, empty to be written in; `answering` are sentences."""

    language: str
    name: str
    title: str
    paragraphs: tuple[str, ...]
    demanding: str
    demands: tuple[Numbered, ...]
    signing: str
    fields: tuple[tuple[str, str], ...]
    answering: tuple[str, ...]
    digest: str
    mark: str
    date: str = ""
    address: str = ""
    reply_to: str = ""
    subject: str = ""
    letter: str = ""


def paper(draft: StatementDraft, row: DraftVersion, invitation: Invitation | None = None) -> Paper:
    """The paper of a frozen wording, for one who is asked or for anybody. Raises ClaimsError for what may not leave the desk."""
    if row.frozen_at is None:
        raise ClaimsError(_("Freeze the version first: a paper is made of words that do not change any more."))
    made = wording(row)
    demand_open(draft, [made])
    if invitation and not shut().isdisjoint({invitation.person_id, invitation.organization_id}):
        raise ClaimsError(
            _("‘%(name)s’ is hidden or withdrawn; no paper is made for them.") % {"name": str(invitation)}
        )
    tongue = row.language.split("-")[0]
    with translation.override(tongue if tongue in SPOKEN else "en"):
        mark = grouped(row.digest[:SHORT])
        return Paper(
            language=row.language,
            name=f"statement-{row.number}-{row.language}" + (f"-{invitation.number:03}" if invitation else ""),
            title=made.title,
            paragraphs=tuple(" ".join(each.split("\n")) for each in _GAP.split(made.body) if each.strip()),
            demanding=_("We demand:"),
            demands=made.demands,
            signing=_("Signature"),
            fields=_fields(invitation),
            answering=_answering(draft, mark),
            digest=_("Version %(number)d, digest (SHA-256): %(digest)s")
            % {"number": row.number, "digest": grouped(row.digest, 8)},
            mark=mark,
            date=row.frozen_at.date().isoformat(),
            address=invitation.address if invitation else "",
            reply_to=draft.reply_to,
            subject=_("Please sign: %(title)s") % {"title": made.title},
            letter=_letter(draft, made.title, invitation, mark),
        )


def best(draft: StatementDraft, invitation: Invitation | None = None, *, version: int = 0) -> DraftVersion:
    """The wording that somebody is sent: their language where it is there, else the first. Raises ClaimsError where none is frozen."""
    rows = frozen(draft)
    if version:
        rows = list(draft.versions.filter(number=version).exclude(frozen_at=None).order_by("pk"))
    if not rows:
        raise ClaimsError(_("Freeze the version first: a paper is made of words that do not change any more."))
    wanted = invitation.language if invitation else ""
    return next((each for each in rows if each.language == wanted), rows[0])


def grouped(digest: str, size: int = 4) -> str:
    """A digest as people read it out.

    >>> grouped("0123456789ab")
    '0123 4567 89ab'
    """
    return " ".join(digest[at : at + size] for at in range(0, len(digest), size))


def _fields(invitation: Invitation | None) -> tuple[tuple[str, str], ...]:
    given = (invitation.organization_name, invitation.person_name, invitation.role) if invitation else ("", "", "")
    labels = (_("Organisation"), _("Name"), _("Role"))
    return (*zip(labels, given, strict=True), (_("Date"), ""), (_("Signature"), ""))


def _answering(draft: StatementDraft, mark: str) -> tuple[str, ...]:
    said = [_("If you sign, answer with your organisation, your name and your role, and these characters: %s.") % mark]
    if draft.reply_to:
        said.append(_("Answer to %s.") % draft.reply_to)
    if draft.due:
        said.append(_("Answer until %s; later signatures are added as such.") % draft.due)
    said.append(
        _("Write ‘unnamed’ if you sign and shall not be named in public. You can withdraw your signature later.")
    )
    return tuple(said)


def _letter(draft: StatementDraft, title: str, invitation: Invitation | None, mark: str) -> str:
    hello = _("Dear %s:") % invitation.person_name if invitation and invitation.person_name else _("Dear colleagues:")
    ask = _("we ask you to sign the statement ‘%s’. It is attached.") % title
    return "\n\n".join(_lines([hello, ask, *_answering(draft, mark)]))


def _lines(parts: Iterable[str]) -> list[str]:
    return [each for each in parts if each]
