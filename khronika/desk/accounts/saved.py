"""Filters that a person keeps under a name, each with its columns and order: nobody else sees them, and nothing is decided by them."""

from django.db import models


class SavedFilter(models.Model):
    """A list of one kind of record as somebody wants it again; `query` is what the address of the list carries."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="filters")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ("kind", "name")
        constraints = (models.UniqueConstraint(fields=("user", "kind", "name"), name="one_filter_a_name"),)

    def __str__(self) -> str:
        return self.name
