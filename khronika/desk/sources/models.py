"""A source is kept before it is read: bytes in the vault, and here what was captured, when, how, and as which text.

A failed capture is kept as a failure, never as content. A passage is found again in a later text version by its quote.
"""

import secrets

from django.db import models

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def identifier() -> str:
    """A random id of twelve letters and digits (59 bits), none of which are mistaken for another."""
    number, letters = secrets.randbelow(len(ALPHABET) ** 12), ""
    for _ in range(12):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return letters


class Source(models.Model):
    """A document, page, message, recording or note. One text in eight places is one source with eight captures."""

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=20, blank=True)
    published = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.title


class Informant(models.Model):
    """Who told us: sealed with age to a key whose private half is never in the home; `digest` only tells the same one again."""

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    ciphertext = models.BinaryField()
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"informant {self.id}"


class Pledge(models.Model):
    """The key that bytes will have in the vault, agreed on before they are there, so that two who bring the same bytes use one key."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    key = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return self.sha256[:12]


class Parcel(models.Model):
    """One thing handed in at the desk and what became of it; one that holds many is kept by the worker, and gone on with after a stop.

    Parcels handed in together have one `batch`. `counts` are kept, repeated, joined, failed and unsealed.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        KEEPING = "keeping"
        DONE = "done"
        STOPPED = "stopped"

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    batch = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=500)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DONE, db_index=True)
    split = models.CharField(max_length=10, blank=True)
    object_name = models.CharField(max_length=64, blank=True)
    object_key = models.BinaryField(max_length=32, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="parcels")
    listed = models.BooleanField(default=False)
    total = models.PositiveIntegerField(null=True)
    counts = models.JSONField(default=dict)
    problem = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class Capture(models.Model):
    """One saving of a source. `object_name` and `object_key` (32 bytes) find and open its bytes in the vault.

    `within` is the SHA-256 of what it was taken out of; `joined` says that its text is the source's own once more, so that it
    is not read again; `informant` is who told us, sealed.
    """

    class Outcome(models.TextChoices):
        KEPT = "kept"
        FAILED = "failed"

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    source = models.ForeignKey(Source, models.PROTECT, related_name="captures")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    problem = models.CharField(max_length=1000, blank=True)
    origin = models.CharField(max_length=2000)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    object_name = models.CharField(max_length=64, blank=True)
    object_key = models.BinaryField(max_length=32, blank=True)
    obtained_at = models.DateTimeField()
    obtained_by = models.CharField(max_length=150, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    published = models.CharField(max_length=40, blank=True)
    thread = models.CharField(max_length=300, blank=True)
    within = models.CharField(max_length=64, blank=True, db_index=True)
    informant = models.ForeignKey(Informant, models.PROTECT, null=True, blank=True, related_name="captures")
    joined = models.BooleanField(default=False)
    parcel = models.ForeignKey(Parcel, models.SET_NULL, null=True, blank=True, related_name="captures")
    entry = models.PositiveBigIntegerField(null=True)
    salt = models.BinaryField(max_length=32, blank=True)
    payload = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("obtained_at",)),)  # the list of sources begins with the newest

    def __str__(self) -> str:
        return f"{self.origin} ({self.outcome})"


class TextVersion(models.Model):
    """The text that one reader made of a capture. `pages` is a list of [number, start, end] in code points."""

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    text = models.TextField()
    pages = models.JSONField(default=list)
    reader = models.CharField(max_length=100)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("capture", "number"), name="one_text_a_number"),)

    def __str__(self) -> str:
        return f"text {self.number} of {self.capture_id}"


class Passage(models.Model):
    """A stretch of a text version (W3C Web Annotation: position, and quote with prefix and suffix), in code points."""

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=200, blank=True)
    suffix = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "start", "end"), name="one_passage_a_place"),)

    def __str__(self) -> str:
        return self.quote[:80]


class Trait(models.Model):
    """A number that texts which are nearly the same have in common: one for the words as they are, more for a long text."""

    value = models.BigIntegerField(db_index=True)
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="traits")

    def __str__(self) -> str:
        return f"{self.value:x}"


class Likeness(models.Model):
    """A capture whose text is, or perhaps is, that of another source. `own` is the source it has when it stands for itself."""

    class State(models.TextChoices):
        OFFERED = "offered"
        JOINED = "joined"
        APART = "apart"

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="likenesses")
    other = models.ForeignKey(Source, models.PROTECT, related_name="likenesses")
    own = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    ratio = models.FloatField()
    differs = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, db_index=True)
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    entry = models.PositiveBigIntegerField(null=True)
    salt = models.BinaryField(max_length=32, blank=True)
    payload = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("capture", "other"), name="one_likeness_a_pair"),)

    def __str__(self) -> str:
        return f"{self.capture_id} {self.state} {self.other_id}"


class Question(models.Model):
    """What a later capture of an official list leaves open: a row that is gone or reads otherwise. An answer closes it."""

    class What(models.TextChoices):
        REMOVED = "removed"
        CHANGED = "changed"

    source = models.ForeignKey(Source, models.PROTECT, related_name="questions")
    capture = models.ForeignKey(Capture, models.PROTECT, related_name="questions")
    what = models.CharField(max_length=10, choices=What.choices)
    row = models.TextField()
    now = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("capture", "what", "row", "now"), name="one_question_a_row"),)

    def __str__(self) -> str:
        return f"{self.what} {self.row[:60]}"


class Viewing(models.Model):
    """That somebody looked at the pictures of a source, and what they found; the latest holds.

    `shows` are the words of `Shows` that fit, apart by spaces; none of them says that the pictures may be shown at once.
    """

    class Shows(models.TextChoices):
        VIOLENCE = "violence"
        BODY = "body"
        COERCED = "coerced"  # a confession that was forced

    source = models.ForeignKey(Source, models.PROTECT, related_name="viewings")
    shows = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    entry = models.PositiveBigIntegerField()
    salt = models.BinaryField(max_length=32)
    payload = models.TextField()

    def __str__(self) -> str:
        return f"{self.source_id}: {self.shows or 'nothing graphic'}"
