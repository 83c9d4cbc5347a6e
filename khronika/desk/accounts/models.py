"""People who work at the desk, what was done to their accounts and when they came in; and the organisation a home belongs to.

Who may do what is in `roles`. Every change of an account is a row with its entry in the ledger; nothing here is removed.
"""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac

from khronika.desk.accounts.roles import Role, roles
from khronika.desk.accounts.saved import SavedFilter
from khronika.desk.ledger.models import Entry

ENTRANCE = "wagtailadmin.access_admin"
__all__ = ("Change", "Login", "Organisation", "SavedFilter", "User")


class User(AbstractUser):
    """An account. `held` are its roles; raising `epoch` ends every session of it for good."""

    held = models.CharField(max_length=120, blank=True, default="")
    epoch = models.PositiveIntegerField(default=0)

    @property
    def roles(self) -> frozenset[Role]:
        """What this account is at the desk."""
        return roles(self)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Any role opens the desk; what is within is guarded by roles."""
        return (perm == ENTRANCE and bool(self.roles)) or bool(super().has_perm(perm, obj))

    def get_session_auth_hash(self) -> str:
        """What a session must carry to go on: it ends with a new password, a freeze, and a reset factor."""
        return str(salted_hmac("khronika session", f"{self.password}:{self.epoch}", algorithm="sha256").hexdigest())


class Organisation(models.Model):
    """The organisation whose home this is; one row. Its name appears on every edition it signs."""

    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """Something done to an account, with its ledger entry; `payload` and `salt` prove the entry."""

    class Deed(models.TextChoices):
        ADDED = "added"
        ROLES = "roles"
        ALARM = "alarm"
        FROZEN = "frozen"
        THAWED = "thawed"
        ENROLLED = "enrolled"
        RESET = "reset"

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True)
    deed = models.CharField(max_length=20, choices=Deed.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(User, models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    held = models.CharField(max_length=120, blank=True)
    salt = models.BinaryField(max_length=32)
    payload = models.TextField()

    def __str__(self) -> str:
        return f"{self.deed} {self.entry_id}"


class Login(models.Model):
    """One attempt to come in to an account that is there. No address is kept: the desk is on this machine."""

    class Outcome(models.TextChoices):
        IN = "in"
        RECOVERY = "recovery"
        WRONG_PASSWORD = "wrong password"
        WRONG_CODE = "wrong code"
        THROTTLED = "throttled"

    account = models.ForeignKey(User, models.PROTECT, related_name="logins")
    at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)

    class Meta:
        indexes = (models.Index(fields=("account", "-id"), name="logins_of_account"),)

    def __str__(self) -> str:
        return f"{self.outcome} {self.account_id}"
