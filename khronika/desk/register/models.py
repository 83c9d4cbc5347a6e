"""Typed tables of the kinds before Intervention: the declaration in khronika/vocabulary/kinds.py, as columns (a test compares them)."""

from django.db import models

from khronika.desk.claims.models import Detail, Record


class Name(Detail):
    """A name as it was written; many names belong to one record and none is its key."""

    text = models.CharField(max_length=1000)
    language = models.CharField(max_length=20, blank=True)
    script = models.CharField(max_length=60, blank=True)
    name_kind = models.CharField(max_length=60, blank=True)


class Text(Detail):
    """A text that can be translated; `translates` is the digest of the text it translates."""

    role = models.CharField(max_length=60)
    language = models.CharField(max_length=20)
    text = models.TextField()
    translates = models.CharField(max_length=1000, blank=True)


class Membership(Detail):
    """A person in an organisation, with the role as it was said and the post where one is recorded."""

    organization = models.ForeignKey(Record, models.PROTECT, related_name="+")
    role = models.CharField(max_length=1000, blank=True)
    post = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class PlaceDetails(Detail):
    """What kind of place it is, and the place it lies in."""

    place_kind = models.CharField(max_length=60, blank=True)
    within = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class ProvisionDetails(Detail):
    """Law, article and part."""

    law = models.CharField(max_length=1000)
    article = models.CharField(max_length=1000)
    part = models.CharField(max_length=1000, blank=True)


class ActDetails(Detail):
    """One victim and one type of act."""

    victim = models.ForeignKey(Record, models.PROTECT, related_name="+")
    act_type = models.CharField(max_length=60)
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    stated_reason = models.TextField(blank=True)
    reason_stated_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Involvement(Detail):
    """A perpetrator and the degree of involvement."""

    perpetrator = models.ForeignKey(Record, models.PROTECT, related_name="+")
    degree = models.CharField(max_length=60, blank=True)


class ProceedingDetails(Detail):
    """Who is tried, in what kind of proceeding."""

    defendant = models.ForeignKey(Record, models.PROTECT, related_name="+")
    proceeding_kind = models.CharField(max_length=60)
    case_number = models.CharField(max_length=1000, blank=True)


class Charge(Detail):
    """The provision that a proceeding rests on."""

    provision = models.ForeignKey(Record, models.PROTECT, related_name="+")


class Judgment(Detail):
    """What a court decided at one instance; the claim's dates say when."""

    instance = models.CharField(max_length=60, blank=True)
    court = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=60, blank=True)


class SentenceComponent(Detail):
    """One penalty, with its amount and unit as pronounced."""

    sentence_type = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    unit = models.CharField(max_length=60, blank=True)
