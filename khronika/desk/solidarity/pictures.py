"""Clean copies of kept pictures: made anew without metadata, hidden regions gone for good, under a key of their own in the vault.

Who can be seen is said of each copy; what is not said stays inside. A copy never changes: other regions make another copy with a
number of its own, and the original stays where it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.claims.models import Record
from khronika.desk.ledger.append import Appended, append
from khronika.desk.solidarity.errors import SolidarityError
from khronika.desk.solidarity.models import Image, Seen
from khronika.desk.sources.models import Capture, Viewing, identifier
from khronika.desk.sources.note import opened
from khronika.vault import blur, media
from khronika.vault.jobs.clean import single
from khronika.vault.store import Vault
from khronika.vocabulary.pictured import LARGE, SMALL

DEED = "image"
LONGEST = {"alt": 1000, "credit": 300, "licence": 300}
MOST = 200  # regions of one picture
_LOOSE = (Image.Faces.NONE, Image.Faces.BLURRED, Image.Faces.CONSENTED)


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a picture beside its pixels; `alt` by language, `seen` are ids of people."""

    faces: str = ""
    seen: tuple[str, ...] = ()
    coerced: bool = False
    alt: Mapping[str, str] = field(default_factory=dict)
    credit: str = ""
    licence: str = ""


def make(
    by: User,
    capture: Capture,
    regions: Sequence[Sequence[float]] = (),
    *,
    about: About | None = None,
    allow_unsandboxed: bool = False,
) -> Image:
    """Make a clean copy of a kept picture, with these regions hidden; its number follows that of the copy before.

    Raises NotAllowed, a VaultError where the picture cannot be read, and SolidarityError for what does not fit together.
    """
    demand(by, Deed.PROPOSE)
    said = checked(capture, about or About(), regions)
    wanted, store, name = _regions(regions), opened(), identifier()
    data = store.get(capture.object_name, bytes(capture.object_key))
    made = blur.clean(data, capture.media_type, wanted, large=LARGE, small=SMALL, allow_unsandboxed=allow_unsandboxed)
    kept = store.put(made.packed(name))
    about_it = {"object_name": kept.name, "object_key": kept.key, "sha256": kept.sha256}
    try:
        with transaction.atomic():
            last = capture.images.aggregate(last=Max("number"))["last"] or 0
            image = Image(
                id=name, capture=capture, number=last + 1, regions=[list(each) for each in wanted], **about_it
            )
            image.width, image.height = made.width, made.height
            _say(by, image, said)
            return image
    except BaseException:
        store.erase(kept.name)
        raise


def describe(by: User, image: Image, about: About) -> Image:
    """Say something else of a picture; the pixels stay as they are. The same said again adds nothing.

    What would let it go out where it stayed inside before needs an editor. Raises NotAllowed, SolidarityError.
    """
    demand(by, Deed.PROPOSE)
    said = checked(image.capture, about, image.regions)
    before = of(image)
    if said == before:
        return image
    if _looser(before, said):
        demand(by, Deed.CLEAR)
    with transaction.atomic():
        _say(by, image, said)
    return image


def of(image: Image) -> About:
    """What is said of a picture now."""
    seen = tuple(image.seen.order_by("person_id").values_list("person_id", flat=True))
    return About(image.faces, seen, image.coerced, dict(image.alt), image.credit, image.licence)


def sizes(image: Image, store: Vault | None = None) -> tuple[bytes, bytes]:
    """The bytes of a clean copy, as large as it is shown and small. Raises VaultError where they are gone or altered."""
    if not image.object_name:
        raise SolidarityError(_("Expected a picture that is still kept; this one was erased. Make it anew."))
    data = (store or opened()).get(image.object_name, bytes(image.object_key))
    return blur.unpacked(data, image.pk)


def kept(which: str) -> Capture:
    """The picture that a source's or capture's id, its whole title or its file's name means: its newest capture that is one.

    Raises SolidarityError where there is none, or several.
    """
    pictures = Capture.objects.filter(media_type__in=media.PICTURES).exclude(object_name="")
    for asked in ({"pk": which}, {"source": which}):
        found = pictures.filter(**asked).order_by("-obtained_at", "pk").first()
        if found is not None:
            return found
    called = Q(source__title=which) | Q(origin=which) | Q(origin__endswith=f"/{which}")
    titled = pictures.filter(called).order_by("source_id", "-obtained_at")
    if len({each.source_id for each in titled}) == 1:
        return titled[0]
    if titled:
        raise SolidarityError(_("Several pictures are called {name!r}. Give the id of the source.").format(name=which))
    other = Capture.objects.filter(pk=which).first() or Capture.objects.filter(source=which).first()
    if other is not None:
        raise SolidarityError(
            _(
                "Expected a picture (JPEG, PNG, TIFF or WebP); {kind} is none that can be read here. "
                "Save it as JPEG or PNG and add that."
            ).format(kind=other.media_type or other.origin)
        )
    raise SolidarityError(
        _("Nothing is kept under {name!r}. Give the id of a source that is a picture.").format(name=which)
    )


def checked(capture: Capture, about: About, regions: Sequence[object]) -> About:
    """What is said, in order. Raises SolidarityError where it does not fit together."""
    if about.faces and about.faces not in Image.Faces.values:
        raise SolidarityError(
            _("Expected ‘none’, ‘blurred’ or ‘consented’ of the faces; got {faces!r}.").format(faces=about.faces)
        )
    seen = tuple(sorted(set(about.seen)))
    people = set(Record.objects.filter(pk__in=seen, kind="Person").values_list("pk", flat=True))
    unknown = sorted(set(seen) - people)
    if unknown:
        raise SolidarityError(_("Expected a person who is kept here; {who!r} is none.").format(who=unknown[0]))
    if about.faces == Image.Faces.CONSENTED and not seen:
        raise SolidarityError(
            _("Expected those who agreed to be seen; nobody is named. Name each of them, or hide their faces.")
        )
    if about.faces == Image.Faces.BLURRED and not regions:
        raise SolidarityError(
            _("Faces are said to be hidden, but no region is. Draw one over each face, or say that there are none.")
        )
    forced = capture.source.viewings.order_by("-pk").values_list("shows", flat=True).first() or ""
    coerced = about.coerced or Viewing.Shows.COERCED in forced.split()
    words = {name: _line(getattr(about, name), name) for name in ("credit", "licence")}
    alt = {tongue: said for tongue, text in sorted(about.alt.items()) if (said := _line(text, "alt"))}
    return About(about.faces, seen, coerced, alt, **words)


def _line(text: str, name: str) -> str:
    said = single(text, LONGEST[name] + 1) or ""
    if len(said) > LONGEST[name]:
        raise SolidarityError(
            _("Expected at most {most} letters here; this has more. Say it in fewer words.").format(most=LONGEST[name])
        )
    return said


def _regions(regions: Sequence[Sequence[float]]) -> list[blur.Region]:
    if len(regions) > MOST:
        raise SolidarityError(_("Expected at most {most} regions; draw larger ones.").format(most=MOST))
    try:
        return [blur.checked(each) for each in regions]
    except ValueError as error:
        raise SolidarityError(str(error)) from error


def _looser(before: About, said: About) -> bool:
    """Whether something may go out now that stayed inside before."""
    freer = said.faces != before.faces and said.faces in _LOOSE
    return freer or bool(set(before.seen) - set(said.seen)) or (before.coerced and not said.coerced)


def _say(by: User, image: Image, said: About) -> None:
    """Write what is said into the row and the ledger; the row keeps what proves the newest entry."""
    appended = _entered(by, image, said)
    image.faces, image.coerced, image.alt = said.faces, said.coerced, dict(said.alt)
    image.credit, image.licence = said.credit, said.licence
    image.by, image.at, image.entry = by.get_username(), appended.entry.at, appended.entry.number
    image.salt, image.payload = appended.salt, appended.payload
    image.save()
    image.seen.exclude(person_id__in=said.seen).delete()
    known = set(image.seen.values_list("person_id", flat=True))
    Seen.objects.bulk_create(Seen(image=image, person_id=each) for each in said.seen if each not in known)


def _entered(by: User, image: Image, said: About) -> Appended:
    payload: dict[str, Any] = {
        "image": image.pk,
        "capture": image.capture_id,
        "number": image.number,
        "sha256": image.sha256,
        "regions": [[str(round(part, 5)) for part in each] for each in image.regions],
        "faces": said.faces,
        "seen": list(said.seen),
        "coerced": said.coerced,
        "alt": dict(said.alt),
        "credit": said.credit,
        "licence": said.licence,
    }
    return append(DEED, {**payload, "by": by.get_username()})
