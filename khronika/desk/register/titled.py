"""Finding records that have no names: by words of a title or of a demand, by a number, or by the person that they are a part of.

A database of texts knows small and large letters of Latin script only, so words are looked for as typed, small, and with a capital.
"""

import re
from collections.abc import Iterable, Sequence

from django.db.models import Q

from khronika.desk.claims.judge import same
from khronika.desk.claims.models import Record
from khronika.desk.claims.tables import table
from khronika.desk.register.candidates import candidates
from khronika.vocabulary.kinds import RECORDS

_TOLD = ("title", "demand", "recommendation", "description")
_NUMBERED = {"Demand": "DemandDetails", "Recommendation": "RecommendationDetails"}
_DOCUMENTED = {each: f"{each}Details" for each in ("Submission", "Communication", "Motion")}
_OF_PERSON = {"Proceeding": ("ProceedingDetails", "defendant"), "Act": ("ActDetails", "victim")}
_LONGEST = 8  # words that are looked for
_SURE = 0.6


def titled(kinds: Iterable[str], words: str, *, limit: int = 6) -> list[str]:
    """Records of kinds without names that words may mean, the best first; those judged the same once.

    An id is taken as it is. A number alone finds demands and recommendations of that number.
    """
    wanted = [each for each in kinds if each in RECORDS and not RECORDS[each].named]
    sought = words.split()[:_LONGEST]
    if not wanted or not sought:
        return []
    found = [*_by_id(wanted, words.strip()), *_by_number(wanted, words.strip(), limit)]
    found += [*_by_text(wanted, sought, limit), *_by_person(wanted, words, limit)]
    standing = same()
    return list(dict.fromkeys(standing.get(each, each) for each in found))[:limit]


def _by_id(kinds: Sequence[str], words: str) -> list[str]:
    its = Record.objects.filter(id=words.lower(), kind__in=kinds) if re.fullmatch(r"[0-9A-Za-z]{12}", words) else ()
    return [each.id for each in its]


def _by_number(kinds: Sequence[str], words: str, limit: int) -> list[str]:
    """Demands and recommendations by number, documents and cases by theirs."""
    found: list[str] = []
    live = Q(claim__known_until=None)
    if any(each.isdigit() for each in words):
        for kind in (each for each in kinds if each in _NUMBERED):
            if kind == "Recommendation" or words.isdecimal():
                rows = table(_NUMBERED[kind]).objects.filter(live, number=words[:18])
                found += rows.order_by("-claim__known_from").values_list("claim__subject_id", flat=True)[:limit]
        for kind in (each for each in kinds if each in _DOCUMENTED):
            rows = table(_DOCUMENTED[kind]).objects.filter(live, document__icontains=words)
            found += rows.order_by("-claim__known_from").values_list("claim__subject_id", flat=True)[:limit]
        if "Proceeding" in kinds:
            rows = table("ProceedingDetails").objects.filter(live, case_number__icontains=words)
            found += rows.order_by("-claim__known_from").values_list("claim__subject_id", flat=True)[:limit]
    return found


def _by_text(kinds: Sequence[str], sought: Sequence[str], limit: int) -> list[str]:
    so = Q(claim__known_until=None, claim__subject__kind__in=kinds, role__in=_TOLD)
    for word in sought:
        so &= Q(text__icontains=word) | Q(text__contains=word.lower()) | Q(text__contains=word.capitalize())
    rows = table("Text").objects.filter(so).order_by("-claim__known_from")
    return list(dict.fromkeys(rows.values_list("claim__subject_id", flat=True)[: limit * 4]))


def _by_person(kinds: Sequence[str], words: str, limit: int) -> list[str]:
    """Cases and acts of people who are called so."""
    wanted = [each for each in kinds if each in _OF_PERSON]
    people = [each.record for each in candidates("Person", words, limit=3) if each.score >= _SURE] if wanted else []
    found: list[str] = []
    for kind in wanted if people else ():
        details, pointer = _OF_PERSON[kind]
        rows = table(details).objects.filter(claim__known_until=None, **{f"{pointer}__in": people})
        found += rows.order_by("-claim__known_from").values_list("claim__subject_id", flat=True)[:limit]
    return found
