"""What protects people: consent, embargo, pseudonyms, names that were judged, and the deeds that call things back.

Every row exists by a decision. What somebody agreed to is never inferred from what somebody else decided.
"""

from django.db import models

from khronika.desk.claims.models.chain import Claim, Decision, Record
from khronika.desk.sources.models import Source, identifier


class Consent(models.Model):
    """What a person, or who may speak for them, agreed to have said, and to whom; `withdrawn` is the decision that ended it.

    `topic` is one of the vocabulary's guarded topics, or empty for the name itself. `given_by` says who agreed.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="consent")
    record = models.ForeignKey(Record, models.PROTECT, related_name="consents")
    topic = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=20)
    given_by = models.CharField(max_length=300)
    given_on = models.CharField(max_length=40)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    withdrawn = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="ended_consent")

    def __str__(self) -> str:
        return f"consent {self.decision_id} of {self.record_id}"


class Embargo(models.Model):
    """The first day on which a thing may go out, by decision; the latest holds, and None lifts it."""

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="embargo")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="embargoes")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="embargoes")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="embargoes")
    public_from = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="embargo_on_one_thing",
                condition=models.Q(record__isnull=False, claim=None, source=None)
                | models.Q(record=None, claim__isnull=False, source=None)
                | models.Q(record=None, claim=None, source__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"embargo until {self.public_from}"


class Pseudonym(models.Model):
    """What a record is called before an audience that may not know its name, under an id of its own; the latest holds.

    `alias` is that id: it is never the record's, and an empty `text` ends the pseudonym.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="pseudonym")
    record = models.ForeignKey(Record, models.PROTECT, related_name="pseudonyms")
    audience = models.CharField(max_length=20)
    text = models.CharField(max_length=200, blank=True)
    alias = models.CharField(max_length=12, default=identifier, unique=True)

    def __str__(self) -> str:
        return f"pseudonym of {self.record_id}"


class Alarm(models.Model):
    """What an editor said of a name that the sweep found in a passage, source or claim: not them, replace it, or withhold it.

    `place` says what the text is of and `digest` is a keyed digest of the text, so that other words raise the alarm anew.
    """

    class Answer(models.TextChoices):
        FALSE = "false"
        REPLACE = "replace"
        WITHHOLD = "withhold"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="alarms")
    place = models.CharField(max_length=100, db_index=True)
    digest = models.CharField(max_length=64)
    record = models.ForeignKey(Record, models.PROTECT, related_name="alarms")
    answer = models.CharField(max_length=10, choices=Answer.choices)

    class Meta:
        indexes = (models.Index(fields=("digest", "record"), name="alarm_of_text"),)

    def __str__(self) -> str:
        return f"{self.answer}: {self.record_id} in {self.place}"


class Withdrawal(models.Model):
    """A record that was hidden, withdrawn or erased. A hiding is confirmed by a second person, or lifted by two.

    `confirmed` is the second person's decision on a hiding; `lifted` the one that ended it.
    """

    class Deed(models.TextChoices):
        HIDE = "hide"
        WITHDRAW = "withdraw"
        ERASE = "erase"

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="withdrawal")
    record = models.ForeignKey(Record, models.PROTECT, related_name="withdrawals")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    confirmed = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="+")
    lifted = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.deed} {self.record_id}"


class Tombstone(models.Model):
    """What was erased, without a word of what it was: its kind and the keyed digests by which a restored backup finds it again."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="tombstones")
    what = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"erased {self.what}"


class Recall(models.Model):
    """An address that hosts and mirrors are asked to remove: a keyed digest of its path, never the path."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="recalls")
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.digest[:12]


class Handover(models.Model):
    """An export that was given to somebody: to whom, what for, about whom, so that they can be told when it must go."""

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="handover")
    recipient = models.CharField(max_length=300)
    audience = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    rows = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    records = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"export {self.decision_id} to {self.recipient}"
