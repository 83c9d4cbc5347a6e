"""A report to a mechanism: what was chosen for it, and what each making of it said. Private, never pressed.

No document is kept here: of generated parts only digests, of the author's own words the text, which an erasure searches.
"""

from django.db import models

from khronika.desk.accounts.models import User
from khronika.desk.sources.models import identifier


class Report(models.Model):
    """One report: its title, language and word limit (0 for none), and as `asked` everything that was chosen, as plain values."""

    id = models.CharField(primary_key=True, max_length=12, default=identifier)
    title = models.CharField(max_length=500)
    language = models.CharField(max_length=20)
    limit = models.PositiveIntegerField(default=0)
    asked = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "id")

    def __str__(self) -> str:
        return self.title


class ReportMaking(models.Model):
    """One document that was made: as known on a day, after a ledger entry, with so many words.

    `blocks` is a list of [key, digest] in the document's order; `prose` one of [key of the part before, text] with the
    author's own paragraphs; `gone` are keys of parts that the author took out of the document.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="makings")
    number = models.PositiveIntegerField()
    known = models.CharField(max_length=10)
    entry = models.PositiveBigIntegerField()
    words = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    blocks = models.JSONField(default=list)
    prose = models.JSONField(default=list)
    gone = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="one_making_a_number"),)
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"
