"""What clean copies of pictures hold of a person: told to whoever asks what is held, and taken away when the person is erased.

A copy in which they can be recognised goes, and so does one of a source that goes whole, or that stood beside them alone. Of any
other the name goes from what is said of it, and what proves who said it.
"""

from khronika.desk.claims.portions import portions
from khronika.desk.erasure.beside import Kept
from khronika.desk.erasure.plan import IDS, Plan
from khronika.desk.erasure.rows import Gone, remove
from khronika.desk.solidarity.models import Image, Picture, Seen


def held(made: Plan) -> list[Kept]:
    """The copies that would go."""
    rows = Image.objects.filter(pk__in=_going(made)).select_related("capture__source").order_by("at", "pk")
    return [
        Kept("picture", each.capture.source.title, " · ".join(filter(None, map(str, each.alt.values()))))
        for each in rows
    ]


def empty(made: Plan, gone: Gone) -> None:
    """Take a person out of the clean copies, in the caller's transaction; the bytes go from the vault with all else that goes."""
    going = _going(made)
    for group in portions(going):
        found = Image.objects.filter(pk__in=group).values_list("object_name", "entry", "payload")
        for name, entry, payload in found:
            gone.objects |= {name} if name else set()
            gone.entries |= {entry} if entry and payload else set()
    remove(gone, Seen, "image", going)
    remove(gone, Seen, "person", made.doomed())
    remove(gone, Image, "pk", going)
    _proofs(made, gone)


def _going(made: Plan) -> set[str]:
    found = set(Seen.objects.filter(person__in=made.doomed()).values_list("image_id", flat=True))
    found |= set(Image.objects.filter(capture__source__in=made.whole).values_list("pk", flat=True))
    theirs = set(Picture.objects.filter(claim__in=made.claims.get("Picture", ())).values_list("image", flat=True))
    others = Picture.objects.exclude(claim__in=made.claims.get("Picture", ())).values_list("image", flat=True)
    return found | (theirs - set(others))


def _proofs(made: Plan, gone: Gone) -> None:
    """Destroy what proves an entry that speaks of the person by id or by name."""
    finder, wanted = made.finder, made.ids()
    rows = Image.objects.exclude(payload="").values_list("pk", "entry", "payload")
    found = {
        pk: entry
        for pk, entry, payload in rows.iterator()
        if not wanted.isdisjoint(IDS.findall(payload)) or finder.names(payload)
    }
    Image.objects.filter(pk__in=found).update(payload="", salt=b"")
    gone.entries |= {entry for entry in found.values() if entry}
