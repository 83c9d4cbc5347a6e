"""What was published of the newsroom: frozen as it stood then, so that nothing downstream asks Wagtail.

A publication is what one publishing of a page in one language said. The newest one of a page and language without
`ended` is the one that goes out; `of` is the digest of what the original said when this translation of it was published,
so that one older than its original shows.
"""

from django.db import models

from khronika.desk.sources.models import identifier


class Publication(models.Model):
    """One publishing of an article or topic in one language. `content` is `newsroom.content.Article` or `Topic` as JSON."""

    class Kind(models.TextChoices):
        ARTICLE = "article"
        TOPIC = "topic"

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    kind = models.CharField(max_length=10, choices=Kind.choices, db_index=True)
    key = models.CharField(max_length=36, db_index=True)  # the same for all languages of one page
    language = models.CharField(max_length=20)
    original = models.BooleanField(default=True)
    address = models.CharField(max_length=200, db_index=True)  # the same for all languages, never another page's
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    of = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)
    ended = models.DateTimeField(null=True, db_index=True)
    entry = models.PositiveBigIntegerField()
    salt = models.BinaryField(max_length=32)
    payload = models.TextField(blank=True)
    end_entry = models.PositiveBigIntegerField(
        null=True
    )  # of the deed that withdrew it; none where a newer one took its place
    end_salt = models.BinaryField(max_length=32, blank=True, default=b"")
    end_payload = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("key", "language"), condition=models.Q(ended=None), name="one_publication_stands"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.address} ({self.language})"
