"""Add accounts, give and take roles, freeze and thaw: each with a reason and an entry in the ledger.

At least one administrator can always work. Two colleagues together may freeze an account; only an administrator thaws it.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from khronika.desk.accounts.errors import AccountsError
from khronika.desk.accounts.models import Change, User
from khronika.desk.accounts.roles import Deed, Role, called, demand, may
from khronika.desk.ledger.append import append

TOGETHER = timedelta(days=1)  # two alarms within it freeze an account


def add(by: User, name: str, held: Iterable[Role], password: str, *, called: str = "") -> User:
    """A new account with its roles and a first password, which its person changes.

    Raises NotAllowed, or AccountsError for a name that is taken or none, no role, or a weak password.
    """
    demand(by, Deed.ACCOUNTS)
    wanted, name = _ordered(held), name.strip()
    _demand_name(name)
    made = User(username=name, held=" ".join(wanted), first_name=called.strip()[:150])
    try:
        validate_password(password, made)
    except ValidationError as error:
        raise AccountsError(" ".join(error.messages)) from error
    made.set_password(password)
    with transaction.atomic():
        made.save()
        enter(by, made, Change.Deed.ADDED)
    return made


def _demand_name(name: str) -> None:
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError as error:
        sentence = _("Expected a name of letters, digits and @ . + - _ without spaces; got {name!r}.")
        raise AccountsError(sentence.format(name=name[:60])) from error
    if len(name) > 150 or User.objects.filter(username__iexact=name).exists():
        raise AccountsError(_("Expected a name that no account has; {name!r} is taken.").format(name=name[:60]))


def assign(by: User, account: User, held: Iterable[Role], *, reason: str) -> Change:
    """Set the roles of an account. Raises NotAllowed, or AccountsError without a reason, a role, or another administrator."""
    demand(by, Deed.ACCOUNTS)
    wanted, why = _ordered(held), said(reason)
    with transaction.atomic():
        account = User.objects.get(pk=account.pk)
        if account.is_superuser:
            raise AccountsError(
                _("{name} is a superuser and has all roles; they cannot be set one by one.").format(
                    name=called(account)
                )
            )
        if Role.ADMINISTRATOR not in wanted:
            _demand_another(account)
        account.held = " ".join(wanted)
        account.save(update_fields=["held"])
        return enter(by, account, Change.Deed.ROLES, why)


def freeze(by: User, account: User, *, reason: str) -> Change:
    """Freeze an account at once and end its sessions, by an administrator; by others, call for it: the second call freezes.

    Raises NotAllowed, or AccountsError without a reason, for oneself, for a frozen account or the last administrator.
    """
    demand(by, Deed.ACCOUNTS, Deed.ALARM)
    why = said(reason)
    with transaction.atomic():
        account = User.objects.get(pk=account.pk)
        _demand_freezable(by, account)
        if not may(by, Deed.ACCOUNTS):
            called_for = enter(by, account, Change.Deed.ALARM, why)
            if len(alarms(account)) < 2:
                return called_for
        end_sessions(account, is_active=False)
        return enter(by, account, Change.Deed.FROZEN, why)


def _demand_freezable(by: User, account: User) -> None:
    if account.pk == by.pk:
        raise AccountsError(_("Expected another account to freeze; this is your own. To leave, log out."))
    if not account.is_active:
        raise AccountsError(_("The account {name} is frozen already.").format(name=called(account)))
    if by.pk in {each.by_id for each in alarms(account)} and not may(by, Deed.ACCOUNTS):
        raise AccountsError(
            _("You have called for this already. A second colleague or an administrator must do the same within a day.")
        )
    _demand_another(account)


def alarms(account: User) -> list[Change]:
    """The calls to freeze an account that count now: one a colleague, of the last day, after it was last thawed."""
    thawed = account.changes.filter(deed=Change.Deed.THAWED).order_by("-pk").values_list("pk", flat=True).first()
    recent = account.changes.filter(deed=Change.Deed.ALARM, at__gte=timezone.now() - TOGETHER, pk__gt=thawed or 0)
    found = {each.by_id: each for each in recent.select_related("by") if each.by and each.by.is_active}
    return list(found.values())


def thaw(by: User, account: User, *, reason: str) -> Change:
    """Let a frozen account work again; its person logs in anew. Raises NotAllowed or AccountsError."""
    demand(by, Deed.ACCOUNTS)
    why = said(reason)
    with transaction.atomic():
        if User.objects.get(pk=account.pk).is_active:
            raise AccountsError(_("The account {name} is not frozen.").format(name=called(account)))
        end_sessions(account, is_active=True)
        return enter(by, account, Change.Deed.THAWED, why)


def end_sessions(account: User, **more: bool) -> None:
    """End every session of an account for good."""
    User.objects.filter(pk=account.pk).update(epoch=F("epoch") + 1, **more)
    account.refresh_from_db()


def enter(by: User | None, account: User, deed: str, reason: str = "") -> Change:
    """Write a change with its ledger entry; within the caller's transaction."""
    at_hand = {"by": by.pk if by else None, "account": account.pk, "held": account.held, "reason": reason}
    appended = append(f"account.{deed}", at_hand)
    return Change.objects.create(
        entry=appended.entry,
        deed=deed,
        by=by,
        account=account,
        at=appended.entry.at,
        reason=reason,
        held=account.held,
        salt=appended.salt,
        payload=appended.payload,
    )


def said(reason: str) -> str:
    """The reason. Raises AccountsError without one."""
    if not reason.strip():
        raise AccountsError(_("Expected a reason; it is kept with the entry in the ledger. Say why."))
    return reason.strip()[:1000]


def _ordered(held: Iterable[Role]) -> list[Role]:
    wanted = set(held)
    if not wanted:
        raise AccountsError(_("Expected at least one role; tick what this person does. To shut somebody out, freeze."))
    return [role for role in Role if role in wanted]


def _demand_another(account: User) -> None:
    """Raise unless somebody else stays who can administer accounts."""
    others = User.objects.filter(is_active=True).exclude(pk=account.pk)
    if may(account, Deed.ACCOUNTS) and not any(may(each, Deed.ACCOUNTS) for each in others):
        raise AccountsError(
            _("{name} is the only administrator. Make somebody else one first.").format(name=called(account))
        )
