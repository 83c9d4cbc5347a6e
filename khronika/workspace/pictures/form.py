"""What the forms about a picture send, as plain values, and as what the deeds below take. Nothing typed is lost where one refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as mark

from khronika.desk.claims.models import Record
from khronika.desk.solidarity.attached import Beside
from khronika.desk.solidarity.errors import SolidarityError
from khronika.desk.solidarity.models import Image
from khronika.desk.solidarity.pictures import MOST, About
from khronika.workspace.adding.find import Who, settle
from khronika.workspace.language import language
from khronika.workspace.naming import Names

SIDES = ("left", "top", "width", "height")
TONGUES = ("en", "be", "ru")
NEW = ("who-1", "who-2")
BLANK = 3  # rows for further regions, where no script draws them
LICENCES = ("CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0")
FACES: Mapping[str, str] = {
    "": mark("Nobody has said yet: the picture stays inside"),
    str(Image.Faces.NONE): mark("None: nobody can be recognised"),
    str(Image.Faces.BLURRED): mark("All are hidden"),
    str(Image.Faces.CONSENTED): mark("Some can be seen, and each of them agreed"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be recognised."""

    record: str
    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """A form about a picture: regions in percent as they were typed, and the words."""

    regions: tuple[tuple[str, ...], ...] = ()
    faces: str = ""
    seen: tuple[Person, ...] = ()
    typed: tuple[tuple[str, str, str], ...] = ()  # field, what was typed, who was chosen
    coerced: bool = False
    alt: Mapping[str, str] = field(default_factory=dict)
    credit: str = ""
    licence: str = ""

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The rows of the form, some of them empty."""
        return [*self.regions, *[("",) * 4] * BLANK]

    @property
    def alts(self) -> list[tuple[str, str]]:
        """The words for who cannot see it, by language."""
        return [(tongue, self.alt.get(tongue, "")) for tongue in dict.fromkeys((*TONGUES, *self.alt))]

    @property
    def faces_choices(self) -> list[tuple[str, str, bool]]:
        """What can be said of the faces, and what is."""
        return [(value, str(words), value == self.faces) for value, words in FACES.items()]

    @property
    def further(self) -> list[tuple[str, str, str]]:
        """Fields for more people."""
        known = {name: (typed, chosen) for name, typed, chosen in self.typed}
        return [(name, *known.get(name, ("", ""))) for name in NEW]


def of(about: About, regions: Iterable[Iterable[float]] = ()) -> Given:
    """The form of what is said now."""
    return Given(
        tuple(tuple(_percent(each) for each in region) for region in regions),
        about.faces,
        people(about.seen),
        coerced=about.coerced,
        alt=dict(about.alt),
        credit=about.credit,
        licence=about.licence,
    )


def sent(post: QueryDict) -> Given:
    """The form as it was sent."""
    rows = zip(*(post.getlist(side)[: MOST + BLANK] for side in SIDES), strict=False)
    tongues = [name.removeprefix("alt-") for name in post if name.startswith("alt-")]
    return Given(
        tuple(row for row in (tuple(each.strip()[:12] for each in one) for one in rows) if any(row)),
        post.get("faces", "")[:10],
        people(post.getlist("seen")[:MOST]),
        tuple((name, post.get(name, "")[:500], _last(post, f"{name}-record")) for name in NEW),
        post.get("coerced") == "yes",
        {tongue[:20]: post.get(f"alt-{tongue}", "").strip() for tongue in tongues},
        post.get("credit", "").strip(),
        post.get("licence", "").strip(),
    )


def regions(given: Given) -> list[tuple[float, ...]]:
    """The regions as parts of the picture. Raises SolidarityError for a row that is none."""
    found = []
    for row in given.regions:
        try:
            found.append(tuple(float(each.replace(",", ".").rstrip(" %")) / 100 for each in row))
        except ValueError as error:
            raise SolidarityError(
                _("Expected numbers from 0 to 100 for left, top, width and height; got ‘{row}’.").format(
                    row=" · ".join(row)
                )
            ) from error
    return found


def about(given: Given) -> About:
    """What the form says of the picture. Raises Unclear or ClaimsError for somebody who cannot be told."""
    seen = [each.record for each in given.seen]
    for name, typed, chosen in given.typed:
        seen += [who.record for who in [_settled(name, typed, chosen)] if who]
    alt = {tongue: text for tongue, text in given.alt.items() if text}
    return About(given.faces, tuple(seen), given.coerced, alt, given.credit, given.licence)


def _settled(name: str, typed: str, chosen: str) -> Who | None:
    who = settle(("Person",), typed, chosen)
    if who is not None and not who.record:
        raise SolidarityError(
            _("‘{name}’ is not kept here yet. Add the person first, or leave the field empty.").format(name=typed)
        )
    return who


def beside(post: QueryDict) -> Beside:
    """What is said of a picture beside a record."""
    captions = {tongue: words for tongue in TONGUES if (words := post.get(f"caption-{tongue}", "").strip())}
    return Beside(post.get("role", ""), captions, language=language())


def people(records: Iterable[str]) -> tuple[Person, ...]:
    """People by their names; whoever is none is left out."""
    wanted = list(dict.fromkeys(records))
    known = set(Record.objects.filter(pk__in=wanted, kind="Person").values_list("pk", flat=True))
    names = Names(language())
    names.learn(known)
    return tuple(Person(each, names(each)) for each in wanted if each in known)


def _last(post: QueryDict, name: str) -> str:
    return next((each[:12] for each in reversed(post.getlist(name)) if each), "")


def _percent(part: float) -> str:
    return f"{part * 100:.2f}".rstrip("0").rstrip(".")
