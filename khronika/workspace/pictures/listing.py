"""All clean copies with what they lack, and kept pictures of which there is none yet."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark
from django.views.decorators.http import require_safe

from khronika.desk.solidarity.listed import Only, listed
from khronika.desk.solidarity.models import Image, Picture
from khronika.desk.sources.models import Capture
from khronika.vault import media
from khronika.vocabulary.terms import label
from khronika.workspace.language import language
from khronika.workspace.naming import Names
from khronika.workspace.paging import paged
from khronika.workspace.pictures.form import FACES
from khronika.workspace.request import DeskRequest

SIZE = 24
ONLY = {
    "": mark("All"),
    "no_alt": mark("Nothing says what is to be seen"),
    "unsaid": mark("Nobody has said whose faces"),
    "coerced": mark("Forced"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture stands: the record, its name, and what the picture is there."""

    record: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Row:
    """One clean copy in the list."""

    id: str
    alt: str
    faces: str
    said: str
    coerced: bool
    width: int
    height: int
    number: int
    source: str
    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kept picture of which there is no clean copy."""

    capture: str
    title: str
    source: str


@require_safe
def pictures(request: DeskRequest) -> HttpResponse:
    """Show the clean copies, newest first."""
    only, words = request.GET.get("only", ""), request.GET.get("q", "").strip()[:200]
    found = listed(Only(**{only: True}) if only in ONLY and only else None).prefetch_related("seen")
    for word in words.split():
        found = found.filter(
            Q(alt__icontains=word) | Q(credit__icontains=word) | Q(capture__source__title__icontains=word)
        )
    page = paged(found, request.GET.get("page", ""), {"only": only, "q": words}, size=SIZE)
    places = where([each.pk for each in page.rows])
    context = {
        "page": page,
        "rows": [_row(each, places.get(each.pk, ())) for each in page.rows],
        "words": words,
        "only": only,
        "filters": [(key, said, "?" + urlencode({"only": key, "q": words}), key == only) for key, said in ONLY.items()],
        "waiting": _waiting(),
    }
    return render(request, "workspace/pictures/list.html", context)


def where(images: list[str]) -> dict[str, tuple[Place, ...]]:
    """Where some pictures stand now."""
    rows = Picture.objects.filter(image__in=images, claim__known_until=None).order_by("claim__known_from", "claim_id")
    found = list(dict.fromkeys(rows.values_list("image", "claim__subject_id", "picture_role")))
    names = Names(language())
    names.learn(record for _, record, _ in found)
    places: dict[str, tuple[Place, ...]] = {}
    for image, record, role in found:
        place = Place(record, names(record), label(f"picture_role.{role}", language()))
        places[image] = (*places.get(image, ()), place)
    return places


def described(image: Image) -> str:
    """What is to be seen, in the reader's language, else in any."""
    return image.alt.get(language()) or next(iter(image.alt.values()), "") or _("Nothing says what is to be seen.")


def _row(image: Image, places: tuple[Place, ...]) -> Row:
    return Row(
        image.pk,
        described(image),
        image.faces,
        str(FACES[image.faces]),
        image.coerced,
        image.width,
        image.height,
        image.number,
        image.capture.source_id,
        image.capture.source.title,
        places,
    )


def _waiting() -> list[Waiting]:
    """The newest kept pictures without a clean copy."""
    rows = Capture.objects.filter(media_type__in=media.PICTURES, images=None).exclude(object_name="")
    rows = rows.select_related("source").order_by("-obtained_at")[:12]
    return [Waiting(each.pk, each.source.title, each.source_id) for each in rows]
