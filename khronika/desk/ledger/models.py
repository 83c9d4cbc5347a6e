"""One row a deed. A row is never changed or removed: triggers in the database refuse it, and each digest covers the one before.

An entry holds no personal data: `payload_digest` is salted, and the salt lies with the decision, where it can be destroyed.
"""

from django.db import models


class Entry(models.Model):
    """One link of the chain."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    payload_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.deed}"
