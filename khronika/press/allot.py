"""Public addresses: short, lower-case, in Latin letters, allotted once and never given to another. Never made from a protected name."""

import re
from collections.abc import Iterable, Mapping

from anyascii import anyascii
from django.db import transaction

from khronika.desk.claims.models import Address
from khronika.edition.model import Title
from khronika.press.latin import latin
from khronika.press.many import groups

LONGEST = 60


def allot(wanted: Mapping[str, tuple[str, tuple[Title, ...]]]) -> dict[str, str]:
    """An address for each record that has none yet, given its section and titles; all in one transaction.

    Each is made from the first title, with a number where others were earlier. The order of `wanted` is the order in
    which they come.
    """
    if not wanted:
        return {}
    found: dict[str, str] = {}
    with transaction.atomic():
        waiting = {record: f"{section}/{slug(titles)}" for record, (section, titles) in wanted.items()}
        number = 1
        while waiting:
            asked = {record: stem if number == 1 else f"{stem}-{number}" for record, stem in waiting.items()}
            taken = _taken(asked.values())
            for record, path in asked.items():
                if path not in taken:
                    taken.add(path)
                    found[record] = path
                    del waiting[record]
            Address.objects.bulk_create(Address(path=found[each], record_id=each) for each in asked if each in found)
            number += 1
    return found


def _taken(paths: Iterable[str]) -> set[str]:
    found = set[str]()
    for group in groups(set(paths)):
        found.update(Address.objects.filter(path__in=group).values_list("path", flat=True))
    return found


def slug(titles: tuple[Title, ...]) -> str:
    """Latin letters, digits and hyphens, from the English title if there is one, else from the first."""
    if not titles:
        return "record"
    title = next((each for each in titles if each.language == "en"), titles[0])
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’ʼ\"“”«»]", "", anyascii(latin(title)).lower())).strip("-")
    return words[:LONGEST].rsplit("-", 1)[0] if len(words) > LONGEST else words or "record"
