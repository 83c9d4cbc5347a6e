"""Public addresses: short, lower-case, in Latin letters, allotted once and never given to another. Never made from a protected name."""

import re

from django.db import IntegrityError, transaction

from khronika.desk.claims.models import Address
from khronika.edition.model import Title
from khronika.names import romanise

LONGEST = 60


def allot(record: str, section: str, titles: tuple[Title, ...]) -> str:
    """The address of a published record: the one it has, else a new one made from its first title."""
    held = Address.objects.filter(record_id=record).first()
    if held is not None:
        return held.path
    stem = slug(titles)
    for number in range(1, 10_000):
        path = f"{section}/{stem}" + (f"-{number}" if number > 1 else "")
        if Address.objects.filter(path=path).exists():
            continue
        try:
            with transaction.atomic():
                return Address.objects.create(path=path, record_id=record).path
        except IntegrityError:
            continue
    raise AssertionError("unreachable: ten thousand records of one name")


def slug(titles: tuple[Title, ...]) -> str:
    """Latin letters, digits and hyphens, from the English title if there is one, else from the first."""
    if not titles:
        return "record"
    title = next((each for each in titles if each.language == "en"), titles[0])
    language = title.language.partition("-")[0]
    latin = romanise(title.text, language if language in ("be", "ru", "uk") else "be").lower()
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’ʼ\"“”«»]", "", latin)).strip("-")
    return words[:LONGEST].rsplit("-", 1)[0] if len(words) > LONGEST else words or "record"
