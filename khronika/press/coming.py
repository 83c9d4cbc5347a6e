"""Passages that tell of an action which is still to come. Until it is over nothing rests on them outside: their words would say
where people will be, whatever the claim is about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from khronika.desk.claims.models import Citation, Claim
from khronika.press.many import groups, ids
from khronika.press.shield import ACTION
from khronika.vocabulary.observed import tellable

Span = tuple[int, int]


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
    for group in groups(actions):
        about = Citation.objects.filter(claim__subject_id__in=group, known_until=None, claim__known_until=None)
        for version, start, end in about.values_list(*(f"proposal__passages__{each}" for each in place)).distinct():
            if version is not None:
                found[version].append((start, end))
    return found


def beside(claims: set[str]) -> set[str]:
    """Claims on the sources of those that are about actions: what goes out of them may hang on whether the action is over."""
    sources: set[str] = set()
    for group in groups(claims):
        actions = Claim.objects.filter(id__in=group, subject__kind=ACTION).values("id")
        cited = Citation.objects.filter(claim_id__in=actions)
        sources |= ids(cited, "proposal__passages__version__capture__source_id")
    found: set[str] = set()
    for group in groups(sources):
        near = Citation.objects.filter(proposal__passages__version__capture__source_id__in=group)
        found |= ids(near, "claim_id")
    return found
