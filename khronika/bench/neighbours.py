"""A register in which published people's sources name people who are withheld; a fixture for measuring, no door for facts."""

from collections.abc import Sequence
from urllib.parse import quote

from django.db import transaction

from khronika.bench.gate import Case
from khronika.bench.page import Page, Told
from khronika.bench.register import Rows
from khronika.desk.accounts.models import User
from khronika.desk.claims.clear import Target, clear
from khronika.desk.sources.models import Source
from khronika.vocabulary.kind import Level


def fill(by: User, cases: Sequence[Case]) -> None:
    """Each case as two sources: one that nobody clears names the withheld, the other is public with all its text."""
    rows = Rows(by)
    with transaction.atomic():
        for case in cases:
            rows.add(_hidden(case), public=False)
            rows.add(_public(case))
            rows.insert()
            _publish(by, case)


def _hidden(case: Case) -> Page:
    page = Page(f"Kept inside {case.person.number}", "be")
    for name in case.names:
        page.facts.append(
            Told("Name", f"person-{case.person.number}", {"text": name, "language": "be"}, page.say(name))
        )
    return page


def _public(case: Case) -> Page:
    """The neighbour's source: their own name, and in each further sentence somebody withheld, told as a description."""
    one, key = case.neighbour, f"person-{case.neighbour.number}"
    page = Page(f"Neighbour {one.number}: a letter to {case.planted[0].written}", "be")
    for script in ("be", "en"):
        text = one.name(script)
        page.facts.append(Told("Name", key, {"text": text, "language": script}, page.say(text)))
    for each in case.planted:
        span = page.say(each.sentence)
        page.facts.append(Told("Text", key, {"role": "description", "language": "be", "text": each.sentence}, span))
    return page


def _publish(by: User, case: Case) -> None:
    source = Source.objects.get(title__startswith=f"Neighbour {case.neighbour.number}:")
    named = case.planted[1].written
    source.publisher, source.url = (
        f"Friends of {named}",
        f"https://example.org/{quote(named)}?of={quote(case.names[0])}",
    )
    source.save(update_fields=["publisher", "url"])
    clear(by, [Target("source", source.id, whole=True)], Level.PUBLIC, reason="invented")
