"""Typed tables of campaigns and what was counted in them: the declaration as columns (a test compares them)."""

from django.db import models

from khronika.desk.claims.models import Detail, Record


class ReportedCount(Detail):
    """A figure as it was reported: value, bound, unit and who counted."""

    value = models.BigIntegerField()
    bound = models.CharField(max_length=60, blank=True)
    counted = models.CharField(max_length=60)
    counted_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
