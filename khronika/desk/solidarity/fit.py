"""What may stand beside a record as a picture: a clean copy of ours, and as a portrait nothing that somebody was forced to."""

from django.utils.translation import gettext as _

from khronika.desk.claims.models import Decision
from khronika.desk.solidarity.errors import SolidarityError
from khronika.desk.solidarity.models import Image, Picture

HEARD = ("Picture",)
PORTRAIT = "portrait"


def hear(decision: Decision) -> None:
    """Refuse a decision that puts anything else beside a record, by whichever door it comes in."""
    for row in Picture.objects.filter(claim__decision=decision, claim__known_until=None):
        image = Image.objects.filter(pk=row.image).first()
        if image is None or not image.object_name:
            raise SolidarityError(_("Expected the id of a clean copy; {image!r} is none.").format(image=row.image[:40]))
        if row.picture_role == PORTRAIT:
            demand_unforced(image)


def demand_unforced(image: Image) -> None:
    """Raise SolidarityError for a picture that somebody was forced to."""
    if image.coerced:
        raise SolidarityError(
            _("Somebody was forced to this picture, so it is never a portrait. Take another one, or say what it shows.")
        )
