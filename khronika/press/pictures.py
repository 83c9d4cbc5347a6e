"""Which pictures go out: only clean copies without faces, or of people each of whom agreed; never of somebody who was called back.

What an edition has of a picture are the two sizes that were made once and kept, so the same register presses to the same bytes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from khronika.desk.claims.models import Clearance
from khronika.desk.solidarity.models import Image, Seen
from khronika.desk.solidarity.models import Picture as Shown
from khronika.edition.pictures import Picture, Pictured
from khronika.press.gate import Because, agrees, closed
from khronika.press.load import Facts, Row
from khronika.vocabulary.kind import Level, Topic
from khronika.vocabulary.kinds import RECORDS

PICTURE, PORTRAIT = "Picture", "portrait"
_COLUMNS = ("id", "width", "height", "faces", "coerced", "alt", "credit", "licence", "object_name")


@dataclass(slots=True)
class _Kept:
    """A clean copy as the register has it."""

    id: str
    width: int
    height: int
    faces: str
    coerced: bool
    alt: dict[str, str]
    credit: str
    licence: str
    object_name: str
    seen: list[str] = field(default_factory=list)


@dataclass
class Pictures:
    """The pictures that may go out to an audience on a day. `clean` takes withheld names out of a text, told its place."""

    facts: Facts
    at: date
    audience: Level
    clean: Callable[[str, str], str]
    _made: dict[str, Picture] = field(default_factory=dict)

    def shown(self, image_id: str, *, portrait: bool = False) -> Picture | None:
        """A picture as the edition has it; None where it stays inside."""
        if self.withheld(image_id, portrait=portrait):
            return None
        if image_id not in self._made:
            self._made[image_id] = self._picture(self._kept[image_id])
        return self._made[image_id]

    def withheld(self, image_id: str, *, portrait: bool = False) -> str:
        """Why a picture stays inside, in words that reveal nothing further; empty if it goes out."""
        image = self._kept.get(image_id)
        if image is None or not image.object_name:
            return Because.PICTURE.value
        if image.coerced and portrait:
            return Because.COERCED.value
        return self._faces(image)

    def kept_in(self, row: Row, veiled: Iterable[str]) -> str:
        """Why the picture of a claim keeps it inside; empty for any other claim. A face would tell who a pseudonym is."""
        if row.kind != PICTURE:
            return ""
        if any(veiled):
            return Because.NAMING.value
        return self.withheld(str(row.values["image"]), portrait=row.values["picture_role"] == PORTRAIT)

    def of(self, rows: Iterable[Row]) -> tuple[Pictured, ...]:
        """The pictures of some claims that go out, portraits first; one that has captions in several languages comes once."""
        captions: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for row in rows:
            key = str(row.values["image"]), str(row.values["picture_role"])
            said = self.clean(str(row.values.get("text", "")), f"claim {row.id}")
            captions.setdefault(key, []).append((str(row.values.get("language", "")), said))
        made = [
            Pictured(picture, role, tuple(dict.fromkeys(pair for pair in said if pair[1])))
            for (image, role), said in captions.items()
            if (picture := self.shown(image, portrait=role == PORTRAIT))
        ]
        return tuple(sorted(made, key=lambda each: each.role != PORTRAIT))

    def _faces(self, image: _Kept) -> str:
        """Within the team a picture whose faces nobody has spoken of may be seen."""
        outside = self.audience.width < Level.TEAM.width
        if outside and (not image.faces or (image.faces == Image.Faces.CONSENTED and not image.seen)):
            return Because.FACES.value
        for person in image.seen:
            root = self.facts.standing.get(person, person)
            if outside and root in self.facts.aliases.whose:
                return Because.NAMING.value
            members = {person, *self.facts.members.get(root, {root})}
            level = max((self._levels[each] for each in members), key=lambda each: each.width)
            spoken = self.facts.shield.spoken(members, "Person", level, self.audience, self.at)
            if reason := closed(spoken, self.audience, self.at):
                return reason
            asked = (Topic.PICTURES, *((Topic.CHILDREN,) if spoken.child else ()))
            agreed = all(agrees(spoken, topic, self.audience) for topic in asked)
            if outside and image.faces == Image.Faces.CONSENTED and not agreed:
                return Because.SEEN.value
        return ""

    def _picture(self, image: _Kept) -> Picture:
        place = f"picture {image.id}"
        alt = tuple(
            (language, self.clean(text, f"{place}, {language}")) for language, text in sorted(image.alt.items())
        )
        said = self.clean(image.credit, place), self.clean(image.licence, place)
        return Picture(image.id, *paths(image.id), image.width, image.height, alt, *said)

    @cached_property
    def _kept(self) -> dict[str, _Kept]:
        found = {values[0]: _Kept(*values) for values in Image.objects.values_list(*_COLUMNS)}
        for image, person in Seen.objects.order_by("person_id").values_list("image_id", "person_id"):
            found[image].seen.append(person)
        return found

    @cached_property
    def _levels(self) -> dict[str, Level]:
        """The decided level of everybody who can be recognised in a picture, and of all that are judged the same."""
        seen = {person for image in self._kept.values() for person in image.seen}
        roots = {self.facts.standing.get(each, each) for each in seen}
        wanted = seen.union(roots, *(self.facts.members.get(root, set()) for root in roots))
        found: dict[str, Level] = defaultdict(lambda: RECORDS["Person"].level)
        rows = Clearance.objects.filter(record_id__in=wanted).order_by("decision_id", "pk")
        found.update((record, Level(level)) for record, level in rows.values_list("record_id", "level"))
        return found


def paths(image_id: str) -> tuple[str, str]:
    """The files of a picture below `media/`: as large as it is shown, and small."""
    return f"{image_id}.webp", f"{image_id}-small.webp"


def showing(people: Iterable[str]) -> set[str]:
    """The pictures in which some people can be recognised."""
    return set(Seen.objects.filter(person_id__in=set(people)).values_list("image_id", flat=True))


def changed(entry: int) -> set[str]:
    """The pictures of which something else was said after a ledger entry."""
    return set(Image.objects.filter(entry__gt=entry).values_list("id", flat=True))


def standing(images: set[str]) -> set[str]:
    """The claims that say where some pictures stand, or stood."""
    return (
        {claim for claim, image in Shown.objects.values_list("claim_id", "image") if image in images}
        if images
        else set()
    )
