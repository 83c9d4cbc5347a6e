"""Passages that tell of an action which is still to come. Until it is over nothing rests on them outside: their words would say
where people will be, whatever the claim is about.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from khronika.desk.claims.models import Citation, Claim
from khronika.press.shield import ACTION
from khronika.vocabulary.observed import tellable

Span = tuple[int, int]
_TOGETHER = 5_000  # ids in one question


def coming(acted: Mapping[str, Iterable[tuple[str, str]]], standing: Mapping[str, str], at: date) -> set[str]:
    """The actions that may not be told of on a day, by what is said of when each began and ended; those judged the same are one."""
    spans: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record, its in acted.items():
        spans[standing.get(record, record)].extend(its)
    roots = {root for root, its in spans.items() if (over := tellable(its)) is None or over > at}
    return {record for record in acted if standing.get(record, record) in roots}


def untold(actions: set[str]) -> dict[int, list[Span]]:
    """By the version of a text, where in it some actions are told of."""
    found: dict[int, list[Span]] = defaultdict(list)
    place = ("version_id", "start", "end")
    for group in _groups(actions):
        about = Citation.objects.filter(claim__subject_id__in=group, known_until=None, claim__known_until=None)
        for version, start, end in about.values_list(*(f"proposal__passages__{each}" for each in place)).distinct():
            if version is not None:
                found[version].append((start, end))
    return found


def beside(claims: set[str]) -> set[str]:
    """Claims on the sources of those that are about actions: what goes out of them may hang on whether the action is over."""
    sources: set[str] = set()
    for group in _groups(claims):
        actions = Claim.objects.filter(id__in=group, subject__kind=ACTION).values("id")
        cited = Citation.objects.filter(claim_id__in=actions)
        sources |= set(cited.values_list("proposal__passages__version__capture__source_id", flat=True)) - {None}
    found: set[str] = set()
    for group in _groups(sources):
        near = Citation.objects.filter(proposal__passages__version__capture__source_id__in=group)
        found |= set(near.values_list("claim_id", flat=True))
    return found


def _groups(ids: set[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _TOGETHER):
        yield ordered[start : start + _TOGETHER]
