"""Typed tables of the kinds from Intervention to Award: the declaration as columns (a test compares them)."""

from django.db import models

from khronika.desk.claims.models import Detail, Record


class StatementDetails(Detail):
    """Who published a statement and where; the claim's dates say when."""

    publisher = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Addressee(Detail):
    """Of whom something is asked."""

    party = models.ForeignKey(Record, models.PROTECT, related_name="+")


class Beneficiary(Detail):
    """For whom something is asked or done."""

    party = models.ForeignKey(Record, models.PROTECT, related_name="+")


class Signatory(Detail):
    """Who signed, for which organisation and in which role at signing."""

    person = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    organization = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=1000, blank=True)
    number = models.BigIntegerField(null=True)


class DemandDetails(Detail):
    """A demand's place in its statement, its scope, and the provision it concerns."""

    statement = models.ForeignKey(Record, models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    scope = models.CharField(max_length=60, blank=True)
    provision = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
