"""Claims exist only through accepted decisions on cited passages; the database refuses any other.

A claim is known from one ledger entry and, once superseded, until another: `known_until` is set once, nothing else of it
changes. Its kind's own columns stand in a typed table of the owning app, keyed by the claim.
"""

from django.db import models

from khronika.desk.accounts.models import User
from khronika.desk.ledger.models import Entry
from khronika.desk.sources.models import Passage, Source, TextVersion, identifier


class Record(models.Model):
    """Identity only."""

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    kind = models.CharField(max_length=40, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Reading(models.Model):
    """One pass over a text that proposed something: by a reader (a name with its version) or a person at the desk."""

    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="readings")
    reader = models.CharField(max_length=100)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reader} on {self.version_id}"


class Mention(models.Model):
    """Something a reading speaks of. Which record is meant is decided by a person: `record` mirrors the latest such decision."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="mentions")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=500)
    record = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="mentions")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reading", "key"), name="one_mention_a_key"),)

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """'This passage says this', in plain values; a value that points to a record is {"mention": key} or {"record": id}."""

    class State(models.TextChoices):
        PENDING = "pending"
        ACCEPTED = "accepted"
        CHANGED = "changed"
        REFUSED = "refused"

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    subject = models.ForeignKey(Mention, models.PROTECT, related_name="proposals")
    values = models.JSONField()
    valid_from = models.CharField(max_length=40, blank=True)
    valid_until = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, default="asserted")
    confidence = models.FloatField(default=1.0)
    rule = models.CharField(max_length=100, blank=True)
    passages = models.ManyToManyField(Passage, related_name="proposals")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING, db_index=True)

    class Meta:
        ordering = ("reading", "number")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Decision(models.Model):
    """Who decided what, when and why. One row, one ledger entry, maybe many rulings; `payload` and `salt` prove the entry."""

    class Deed(models.TextChoices):
        RULING = "ruling"
        UNDO = "undo"
        CLEARANCE = "clearance"
        JUDGEMENT = "judgement"
        MARK = "mark"  # a record is at risk
        UNMARK = "unmark"
        PREPARATION = "preparation"  # waits for a second person; nothing took effect
        REFUSAL = "refusal"
        REVIEW = "review"  # what somebody did alone in danger was looked at
        CONSENT = "consent"
        EMBARGO = "embargo"
        PSEUDONYM = "pseudonym"
        ALARM = "alarm"  # a name that the sweep found was judged
        HIDE = "hide"
        LIFT = "lift"  # a hiding ends
        WITHDRAW = "withdraw"
        ERASE = "erase"
        HANDOVER = "handover"  # an export was given to somebody

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True)
    deed = models.CharField(max_length=20, choices=Deed.choices)
    by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    salt = models.BinaryField(max_length=32)
    payload = models.TextField()
    undone_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="undoes")

    def __str__(self) -> str:
        return f"{self.deed} {self.entry_id}"


class Ruling(models.Model):
    """What one decision made of one proposal; `values` are the final ones, with record ids."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="rulings")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="rulings")
    outcome = models.CharField(max_length=10, choices=Proposal.State.choices)
    values = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.outcome} {self.proposal_id}"


class Claim(models.Model):
    """The header that all kinds share. Dates are EDTF with the first and last day they may mean."""

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    kind = models.CharField(max_length=40)
    subject = models.ForeignKey(Record, models.PROTECT, related_name="claims")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="claims")
    valid_from = models.CharField(max_length=40, blank=True)
    from_earliest = models.DateField(null=True)
    from_latest = models.DateField(null=True)
    valid_until = models.CharField(max_length=40, blank=True)
    until_earliest = models.DateField(null=True)
    until_latest = models.DateField(null=True)
    attested_on = models.DateField(null=True)
    status = models.CharField(max_length=20, default="asserted")
    known_from = models.PositiveBigIntegerField()
    known_until = models.PositiveBigIntegerField(null=True)

    class Meta:
        indexes = (
            # each has all that decides whether a claim held on a day, so that those that did not are passed over in the index
            models.Index(
                fields=("subject", "kind", "known_until", "until_latest", "from_earliest", "id"),
                name="claim_of_subject",
            ),
            models.Index(
                fields=("kind", "known_until", "until_latest", "from_earliest", "known_from", "id", "subject"),
                name="claim_of_kind",
            ),
            models.Index(fields=("known_from",)),
            models.Index(fields=("known_until",)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Citation(models.Model):
    """A claim rests on a proposal's passages, by a decision; further sources join later, an undone one ends."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="citations")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="citations")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="citations")
    known_from = models.PositiveBigIntegerField()
    known_until = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("claim", "proposal", "decision"), name="one_citation_a_decision"),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} on {self.proposal_id}"


class Judgement(models.Model):
    """Whether two records are the same: decided, reversible, and never a move of claims."""

    class Verdict(models.TextChoices):
        SAME = "same"
        DIFFERENT = "different"
        UNSURE = "unsure"

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True)
    left = models.ForeignKey(Record, models.PROTECT, related_name="+")
    right = models.ForeignKey(Record, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)

    def __str__(self) -> str:
        return f"{self.left_id} {self.verdict} {self.right_id}"


class Clearance(models.Model):
    """Who may see a thing, by decision; the latest holds. `whole` clears the full text of a source, not only its quotes.

    `basis` is what lets a guarded claim or one on withheld sources out, always decided by two: see `Basis`. `where` cites it.
    """

    class Basis(models.TextChoices):
        NONE = "", "–"
        MADE_PUBLIC = "made public"  # by the person themselves; `where` says in which source
        SOURCE_WITHHELD = "source withheld"  # the claim goes out though no source that it rests on may

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="clearances")
    level = models.CharField(max_length=20)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="clearances")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="clearances")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="clearances")
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, related_name="clearances")
    whole = models.BooleanField(default=False)
    basis = models.CharField(max_length=20, blank=True, choices=Basis.choices, default=Basis.NONE)
    where = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="clears_one_thing",
                condition=models.Q(record__isnull=False, claim=None, source=None, passage=None)
                | models.Q(record=None, claim__isnull=False, source=None, passage=None)
                | models.Q(record=None, claim=None, source__isnull=False, passage=None)
                | models.Q(record=None, claim=None, source=None, passage__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.level


class Risk(models.Model):
    """Whether a record is at risk, by decision; the latest holds."""

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True)
    record = models.ForeignKey(Record, models.PROTECT, related_name="risks")
    marked = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.record_id} {'at risk' if self.marked else 'no longer at risk'}"


class Prepared(models.Model):
    """A deed on a record at risk that waits for a second person: `deed` and `order` say what would be done.

    `answer` is the decision that confirmed, refused or, after somebody acted alone, reviewed it; `effect` is the deed itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        CONFIRMED = "confirmed"
        REFUSED = "refused"
        ALONE = "alone"  # done by one person in danger, not reviewed yet
        REVIEWED = "reviewed"

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="prepared")
    deed = models.CharField(max_length=20, choices=Decision.Deed.choices)
    order = models.JSONField()
    records = models.ManyToManyField(Record, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    answer = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="answers")
    effect = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="effects")

    def __str__(self) -> str:
        return f"{self.deed} {self.state} {self.decision_id}"


class Address(models.Model):
    """A public address, allotted once and never given to another record."""

    path = models.CharField(primary_key=True, max_length=200)
    record = models.OneToOneField(Record, models.PROTECT, related_name="address")

    def __str__(self) -> str:
        return self.path


class Detail(models.Model):
    """What every typed table starts with: the claim it belongs to, as its key."""

    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="+")

    class Meta:
        abstract = True
