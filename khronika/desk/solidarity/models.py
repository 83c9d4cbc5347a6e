"""Typed tables of solidarity, the declaration as columns (a test compares them), and the clean copies of pictures.

What goes out of a picture is its clean copy, made anew without metadata; the original stays in the vault.
"""

from django.db import models

from khronika.desk.claims.models import Detail, Record
from khronika.desk.sources.models import Capture, identifier


class CampaignDetails(Detail):
    """What kind of campaign, and from where one may take part; the claim's dates say from when until when."""

    campaign_type = models.CharField(max_length=60, blank=True)
    take_part = models.CharField(max_length=60, blank=True)
    country = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class ObservanceDetails(Detail):
    """On which day of every year, in memory of what; the claim's dates say from which year on."""

    month = models.BigIntegerField()
    day = models.BigIntegerField()
    origin = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    take_part = models.CharField(max_length=60, blank=True)
    country = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Occurrence(Detail):
    """One year of an observance: the how manieth, and whether it is announced, was held, or fell out."""

    year = models.BigIntegerField()
    number = models.BigIntegerField(null=True)
    occurrence_state = models.CharField(max_length=60)


class EndingCondition(Detail):
    """A demand that must be met before the campaign or observance ends."""

    demand = models.ForeignKey(Record, models.PROTECT, related_name="+")


class SolidarityActionDetails(Detail):
    """What was done, in which town, and as part of what; the claim's dates say when."""

    action_type = models.CharField(max_length=60)
    place = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    campaign = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    observance = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")


class Territory(Detail):
    """A country or territory in which people took part; the claim's dates say in which year."""

    place = models.ForeignKey(Record, models.PROTECT, related_name="+")


class Host(Detail):
    """An organisation that held or hosted it."""

    organization = models.ForeignKey(Record, models.PROTECT, related_name="+")
    role = models.CharField(max_length=1000, blank=True)


class HostPerson(Detail):
    """A person who hosted it."""

    person = models.ForeignKey(Record, models.PROTECT, related_name="+")
    role = models.CharField(max_length=1000, blank=True)


class Participant(Detail):
    """A person who took part."""

    person = models.ForeignKey(Record, models.PROTECT, related_name="+")
    role = models.CharField(max_length=1000, blank=True)


class ReportedCount(Detail):
    """A figure as it was reported: value, bound, unit, who counted and how, and the words it was said in."""

    value = models.BigIntegerField()
    bound = models.CharField(max_length=60, blank=True)
    counted = models.CharField(max_length=60)
    counted_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    method = models.CharField(max_length=1000, blank=True)
    said = models.CharField(max_length=1000, blank=True)


class FacilityAddress(Detail):
    """Where letters to people held in a facility go; the claim's dates say since when."""

    address = models.TextField()
    language = models.CharField(max_length=20, blank=True)


class LettersWelcome(Detail):
    """Whether a person who is held wants letters, and in which language they arrive."""

    letters_welcome = models.CharField(max_length=60)
    language = models.CharField(max_length=20, blank=True)


class LetterCount(Detail):
    """How many letters were reported sent, delivered, blocked or answered; never who wrote them."""

    letters = models.CharField(max_length=60)
    value = models.BigIntegerField()
    bound = models.CharField(max_length=60, blank=True)
    counted_by = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    said = models.CharField(max_length=1000, blank=True)


class Picture(Detail):
    """A clean copy of a picture (`Image.id`) that shows the claim's subject, and what is written below it."""

    image = models.CharField(max_length=1000)
    picture_role = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)


class Image(models.Model):
    """A clean copy made of a kept picture: cut, blurred where `regions` say so, without metadata.

    `regions` are [left, top, width, height] as parts of the whole (0 to 1). What `faces` does not say stays inside; a
    `coerced` one is never a portrait. `alt` says by language what is to be seen.
    """

    class Faces(models.TextChoices):
        NONE = "none"
        BLURRED = "blurred"
        CONSENTED = "consented"

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    capture = models.ForeignKey(Capture, models.PROTECT, related_name="images")
    number = models.PositiveIntegerField(default=1)
    object_name = models.CharField(max_length=64, blank=True)
    object_key = models.BinaryField(max_length=32, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    regions = models.JSONField(default=list)
    faces = models.CharField(max_length=10, choices=Faces.choices, blank=True)
    coerced = models.BooleanField(default=False)
    alt = models.JSONField(default=dict)
    credit = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    entry = models.PositiveBigIntegerField(null=True)
    salt = models.BinaryField(max_length=32, blank=True)
    payload = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("capture", "number"), name="one_image_a_number"),)

    def __str__(self) -> str:
        return self.id


class Seen(models.Model):
    """A person who can be recognised in a picture: it goes out only if each of them agreed."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="seen")
    person = models.ForeignKey(Record, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("image", "person"), name="one_seen_a_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.image_id}"
