"""In which country a place lies, and that no action is placed nearer than a town.

A street, a square with a number or a building leads those who look for the people who came straight to them. Whoever decides on
such a place is refused, by whichever door it comes in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khronika.desk.advocacy.mechanisms.rows import Rows
from khronika.desk.claims.models import Claim, Decision
from khronika.desk.register.models import PlaceDetails, Text
from khronika.desk.register.told import called
from khronika.desk.solidarity.errors import TooNear
from khronika.desk.solidarity.models import SolidarityActionDetails

HEARD = ("SolidarityActionDetails", "Text")
NEAR = "facility"
COUNTRY = "country"
_DEEPEST = 8
_STREETS = "|".join(
    (
        r"ул\.?|улиц[аеы]|вул\.?|вуліц[аыу]|пр-т|просп\.?|пр\.|проспект[ае]?|праспект|праспекце",
        r"пер\.|переул(?:ок|ке)|зав\.|завул(?:ак|ку)|бульвар[ае]?|бул\.|ul\.|ulica|aleja|calle|rue",
    )
)
_BEFORE = re.compile(rf"(?<!\w)(?:{_STREETS})\s+[«\"„“]?[^\W\d]", re.IGNORECASE)
_BEHIND = re.compile(
    r"[^\W\d_]\w*\s+(?:street|str\.|st\.(?=[\s,]*(?:[0-9]|$))|avenue|ave\.?|road|lane|boulevard|вуліц[аыу]|улиц[аеы]|gatan)(?!\w)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:^|[\s,])(?:street|str\.|улица|вуліца)\s+(?:of\s+)?[0-9A-ZА-ЯЁІЎ]"
)  # 'street theatre' is no street
_GERMAN = re.compile(r"\w(?:straße|strasse|platz)(?!\w)", re.IGNORECASE)
_HOUSE = re.compile(
    r"(?<!\w)(?:д\.|дом|кв\.|house|building)\s*[0-9]+|[^\W\d_]{3},\s*[0-9]{1,3}[a-zа-яі]?(?:[-/][0-9]+)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Where:
    """A place: its kind (a term), what it lies within, and its ISO code, as far as each is known."""

    kind: str = ""
    within: str = ""
    code: str = ""


def places(rows: Rows) -> Mapping[str, Where]:
    """Every place of which something is known."""
    found: dict[str, dict[str, str]] = {}
    for place, *values in rows("PlaceDetails", "place_kind", "within", "code"):
        said = {name: value for name, value in zip(("kind", "within", "code"), values, strict=True) if value}
        found.setdefault(place, {}).update(said)
    return {each: Where(**said) for each, said in found.items()}


def country(place: str, known: Mapping[str, Where]) -> str:
    """The country in which a place lies, itself where it is one; empty where that is not known."""
    for _step in range(_DEEPEST):
        where = known.get(place)
        if where is None:
            return ""
        if where.kind == COUNTRY or (where.code and not where.within):
            return place
        place = where.within
    return ""


def street(words: str) -> str:
    """The part of some words that names a street or a house; empty where none does.

    >>> street("Rally in Madrid"), street("вул. Леніна, 5"), street("12 Example Street, Vilnius")
    ('', 'вул. Л', '12 Example Street')
    """
    for pattern in (_BEFORE, _GERMAN, _FIRST, _BEHIND, _HOUSE):
        if found := pattern.search(words):
            return " ".join(words[max(0, found.start() - 3) : found.end()].split()) if pattern is _BEHIND else found[0]
    return ""


def demand_town(words: str) -> None:
    """Raise TooNear for words about an action that name a street or a house."""
    if street(words):
        said = _("Expected a town, never a street or a house: ‘%(words)s’ would lead to those who come. Name the town.")
        raise TooNear(said % {"words": words})


def demand_wide(place: str, name: str = "") -> None:
    """Raise TooNear for a place that is a building."""
    its = PlaceDetails.objects.filter(claim__subject=place, claim__known_until=None, place_kind=NEAR)
    if its.exists():
        said = _("Expected a town, a region or a country; ‘%(name)s’ is a building. Name the town in which it stands.")
        raise TooNear(said % {"name": name or place})


def hear(decision: Decision) -> None:
    """Refuse a decision by which an action would be placed nearer than in a town. Raises TooNear."""
    new = Claim.objects.filter(known_from=decision.pk, kind__in=HEARD)
    kinds = dict(new.values_list("pk", "kind"))
    actions = SolidarityActionDetails.objects.filter(claim__in=[key for key, kind in kinds.items() if kind == HEARD[0]])
    for place in set(actions.exclude(place=None).values_list("place_id", flat=True)):
        demand_wide(str(place), _called(str(place)))
        demand_town(_called(str(place)))
    titles = Text.objects.filter(claim__in=[key for key, kind in kinds.items() if kind == "Text"], role="title")
    for words in titles.filter(claim__subject__kind="SolidarityAction").values_list("text", flat=True):
        demand_town(words)


def _called(place: str) -> str:
    return called([place])[place]
