"""Who is asked to sign: one by one or a pasted list, each once; whom a name means is chosen, or looked up when the statement is recorded."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.advocacy.models import Invitation, StatementDraft
from khronika.desk.advocacy.signon.draft import dated
from khronika.desk.claims.errors import ClaimsError
from khronika.desk.claims.models import Record
from khronika.vault.jobs.clean import single

MOST = 1_000
COLUMNS = ("organization_name", "person_name", "role", "address", "language")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to ask: an organisation, a person, or one for the other. Records are ids, where it is known who is meant."""

    organization_name: str = ""
    person_name: str = ""
    role: str = ""
    address: str = ""
    language: str = ""
    channel: str = Invitation.Channel.MAIL
    organization: str = ""
    person: str = ""


def invite(by: User, draft: StatementDraft, many: Sequence[Asked]) -> list[Invitation]:
    """Put people on the list; those who are on it already are passed over.

    Raises ClaimsError, with nobody put on it, for one without a name or with an address that is none.
    """
    demand(by, Deed.PROPOSE)
    checked = [_checked(each, place) for place, each in enumerate(many, 1)]
    with transaction.atomic():
        there = {_key(each) for each in draft.invitations.all()}
        last = draft.invitations.aggregate(last=Max("number"))["last"] or 0
        if last + len(checked) > MOST:
            raise ClaimsError(_("Expected at most %(most)d to be asked for one statement.") % {"most": MOST})
        made: list[Invitation] = []
        for each in checked:
            row = Invitation(draft=draft, number=last + len(made) + 1, **_columns(each))
            if _key(row) not in there:
                there.add(_key(row))
                made.append(row)
        Invitation.objects.bulk_create(made)
    return made


def change(by: User, invitation: Invitation, asked: Asked) -> None:
    """Say otherwise who is asked, and how. Raises ClaimsError for another signatory where somebody answered already."""
    demand(by, Deed.PROPOSE)
    checked = _checked(asked, invitation.number)
    was = invitation.organization_name, invitation.person_name
    if invitation.answers.exists() and was != (checked.organization_name, checked.person_name):
        raise ClaimsError(
            _("‘%(name)s’ has answered: who answered is not renamed. Put the other one on the list as well.")
            % {"name": str(invitation)}
        )
    for name, value in _columns(checked).items():
        setattr(invitation, name, value)
    invitation.save()


def sent(by: User, draft: StatementDraft, numbers: Sequence[str], version: int, on: str) -> int:
    """Note that these were sent a version, on a day; how many that are."""
    demand(by, Deed.PROPOSE)
    return Invitation.objects.filter(draft=draft, id__in=numbers).update(sent=version, sent_on=dated(on))


def listed(text: str) -> list[Asked]:
    """People from a pasted list, a line each: organisation; person; role; address; language. Tabs and commas part as well.

    Raises ClaimsError with the line that cannot be read.
    """
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    found = []
    for place, line in enumerate(lines, 1):
        mark = next((each for each in ("\t", ";", ",") if each in line), ";")
        cells = [single(each) or "" for each in next(csv.reader(io.StringIO(line.strip()), delimiter=mark), [])]
        if len(cells) > len(COLUMNS):
            raise ClaimsError(
                _("Line %(line)d has %(count)d columns; expected organisation; person; role; address; language.")
                % {"line": place, "count": len(cells)}
            )
        found.append(Asked(**dict(zip(COLUMNS, cells, strict=False))))
    if not found:
        raise ClaimsError(_("Expected a list, a line for each who is asked; there was none."))
    return found


def _checked(each: Asked, place: int) -> Asked:
    each = replace(each, **{name: " ".join(getattr(each, name).split()) for name in COLUMNS})
    if not each.organization_name and not each.person_name:
        raise ClaimsError(_("Line %(line)d names neither an organisation nor a person.") % {"line": place})
    if each.channel not in Invitation.Channel.values:
        raise ClaimsError(_("Expected mail, paper or talk as the way to reach somebody."))
    if each.address and each.channel == Invitation.Channel.MAIL and not _ADDRESS.fullmatch(each.address):
        raise ClaimsError(
            _("Line %(line)d: ‘%(address)s’ is no e-mail address. Mend it, or leave it empty.")
            % {"line": place, "address": each.address[:80]}
        )
    for record, kind in ((each.organization, "Organization"), (each.person, "Person")):
        if record and not Record.objects.filter(id=record, kind=kind).exists():
            raise ClaimsError(
                _("Line %(line)d: ‘%(record)s’ is no record that fits.") % {"line": place, "record": record}
            )
    return each


def _columns(each: Asked) -> dict[str, str | None]:
    return {
        "organization_name": each.organization_name[:500],
        "organization_id": each.organization or None,
        "person_name": each.person_name[:500],
        "person_id": each.person or None,
        "role": each.role[:1000],
        "channel": each.channel,
        "address": each.address[:300],
        "language": each.language[:20],
    }


def _key(row: Invitation) -> tuple[str, str]:
    return row.organization_name.casefold(), row.person_name.casefold()
