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


class Capture(models.Model):
    """One saving of a source. `object_name` and `object_key` (32 bytes) find and open its bytes in the vault."""

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
    entry = models.PositiveBigIntegerField(null=True)
    salt = models.BinaryField(max_length=32, blank=True)
    payload = models.TextField(blank=True)

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
