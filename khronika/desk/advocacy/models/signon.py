"""How a joint statement comes about: drafts, the wordings people signed, who was asked, what they answered. Private, never pressed.

A wording that was frozen is kept as a source and never changes; an answer is bound to the digest of the one that was signed.
What becomes public of all this are claims, which rest on the captured answers.
"""

from django.db import models

from khronika.desk.accounts.models import User
from khronika.desk.claims.models import Claim, Decision, Record
from khronika.desk.sources.models import Capture, identifier


class StatementDraft(models.Model):
    """A statement in the making: who will publish it, of whom it asks something, until when one can sign it in time.

    `statement` is the record that it became, by `decision`.
    """

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    title = models.CharField(max_length=500)
    publisher = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    addressees = models.ManyToManyField(Record, related_name="+")
    on = models.CharField(max_length=40, blank=True)
    due = models.CharField(max_length=40, blank=True)
    reply_to = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    statement = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class DraftVersion(models.Model):
    """One wording in one language. `demands` is a list of [number, text]; `capture` is what was kept when it was frozen.

    The digest is of the wording alone: a wording that is the same in a later version has the same one.
    """

    draft = models.ForeignKey(StatementDraft, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=20)
    title = models.CharField(max_length=500, blank=True)
    wording = models.TextField(blank=True)
    demands = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "number", "language"), name="one_wording_a_language"),)

    def __str__(self) -> str:
        return f"{self.number} {self.language}"


class DraftDemand(models.Model):
    """What is known of a numbered demand beside its wording; `record` is the demand that it became."""

    draft = models.ForeignKey(StatementDraft, models.PROTECT, related_name="demands")
    number = models.PositiveIntegerField()
    scope = models.CharField(max_length=60, blank=True)
    provision = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    deadline = models.CharField(max_length=40, blank=True)
    earlier = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    addressees = models.ManyToManyField(Record, related_name="+")
    beneficiaries = models.ManyToManyField(Record, related_name="+")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="one_demand_a_number"),)

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"


class Invitation(models.Model):
    """Who is asked to sign, how they are reached, and which version they were sent last."""

    class Channel(models.TextChoices):
        MAIL = "mail"
        PAPER = "paper"
        TALK = "talk"  # in person, by telephone, by a messenger

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    draft = models.ForeignKey(StatementDraft, models.PROTECT, related_name="invitations")
    number = models.PositiveIntegerField()
    organization = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    organization_name = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=500, blank=True)
    role = models.CharField(max_length=1000, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.MAIL)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=20, blank=True)
    sent = models.PositiveIntegerField(null=True)
    sent_on = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "number"), name="one_invitation_a_number"),)

    def __str__(self) -> str:
        return self.organization_name or self.person_name


class Answer(models.Model):
    """What somebody who was asked answered: the captured answer, and the wording that they signed by its digest.

    `version` is empty where they declined. `manner` is a term of 'signing'. The latest answer to an invitation holds.
    """

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="answers")
    version = models.ForeignKey(DraftVersion, models.PROTECT, null=True, related_name="answers")
    digest = models.CharField(max_length=64, blank=True)
    manner = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=1000, blank=True)
    capture = models.ForeignKey(Capture, models.PROTECT, related_name="+")
    answered_on = models.CharField(max_length=40)
    withdrawn_on = models.CharField(max_length=40, blank=True)
    withdrawal = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.manner or 'declined'}"
