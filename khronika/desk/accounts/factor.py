"""The second factor: a time code from a phone (TOTP), and recovery codes for the day the phone is lost.

Codes are django-allauth's; where they are asked for is ours. No address is sent to anybody, and a lost factor is reset by an
administrator, with a reason that stays in the ledger.
"""

from io import BytesIO

import qrcode
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from khronika.desk.accounts.change import end_sessions, enter, said
from khronika.desk.accounts.errors import AccountsError
from khronika.desk.accounts.models import Change, User
from khronika.desk.accounts.roles import DECIDING, Deed, called, demand

KIND = Authenticator.Type.TOTP
ISSUER = "Khronika"


def secret() -> str:
    """A new secret, which the phone and the desk share."""
    return str(generate_totp_secret())


def address(user: User, shared: str) -> str:
    """What the picture says to the phone: an otpauth address, understood by every authenticator."""
    return f"otpauth://totp/{ISSUER}:{user.get_username()}?secret={shared}&issuer={ISSUER}"


def picture(text: str) -> str:
    """A QR code as an SVG element, made here; its size is given by the style."""
    drawn = qrcode.make(text, image_factory=SvgPathImage, border=2)
    written = BytesIO()
    drawn.save(written)
    return written.getvalue().decode().partition("?>")[2].strip()


def held(user: User) -> bool:
    """Whether an account has a second factor."""
    return bool(Authenticator.objects.filter(user=user, type=KIND).exists())


def needed(user: User) -> bool:
    """Whether an account must have one: by its roles, unless the home does without (settings.SECOND_FACTOR)."""
    return bool(settings.SECOND_FACTOR) and not user.roles.isdisjoint(DECIDING)


def enrol(user: User, shared: str, code: str) -> list[str]:
    """Take a factor on after its first code; the recovery codes, each good for one login.

    Raises AccountsError for a wrong code or where there is a factor already.
    """
    if not validate_totp_code(shared, plain(code)):
        raise AccountsError(
            _(
                "This code does not fit. Type the six digits that the phone shows now, and check that its clock is right."
            )
        )
    with transaction.atomic():
        if held(user):
            raise AccountsError(_("This account has a second factor already. An administrator can reset it."))
        TOTP.activate(user, shared)
        codes = RecoveryCodes.activate(user).get_unused_codes()
        enter(user, user, Change.Deed.ENROLLED)
    return [spaced(each) for each in codes]


def verify(user: User, code: str) -> Authenticator.Type | None:
    """Which kind of code this is for the account: a time code or a recovery code; None if it is neither, or was used."""
    for each in Authenticator.objects.filter(user=user):
        if each.wrap().validate_code(plain(code)):
            each.record_usage()
            return Authenticator.Type(each.type)
    return None


def left(user: User) -> int:
    """How many recovery codes were not used yet."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(found.wrap().get_unused_codes()) if found else 0


def reset(by: User, account: User, *, reason: str) -> Change:
    """Take a colleague's factor away and end their sessions; at the next login a new one is taken on.

    Raises NotAllowed, or AccountsError without a reason, for one's own or where there is none.
    """
    demand(by, Deed.ACCOUNTS)
    why = said(reason)
    if by.pk == account.pk:
        raise AccountsError(_("Expected a colleague's account; another administrator resets your own."))
    with transaction.atomic():
        if not Authenticator.objects.filter(user=account).delete()[0]:
            raise AccountsError(_("The account {name} has no second factor.").format(name=called(account)))
        end_sessions(account)
        return enter(by, account, Change.Deed.RESET, why)


def plain(code: str) -> str:
    """A code as it was typed, without the spaces people put between its digits."""
    return "".join(code.split()).replace("-", "")


def spaced(code: str) -> str:
    """A code in two halves, easier to copy by hand."""
    middle = len(code) // 2
    return f"{code[:middle]} {code[middle:]}"
