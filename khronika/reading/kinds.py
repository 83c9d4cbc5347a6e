"""What kind of document a text is: cues are counted, each speaks for one kind or against another by a weight, and the
kind with the most speaks for the whole. What no cue speaks for is news.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from khronika.reading.model import Act, Demand, Figure, Signatory, Span
from khronika.reading.page import Page
from khronika.reading.triggers import hits

_READ = 8000
"""Characters that tell the kind."""

_HEAD = 500
_TITLE = 140
_LEAD = 600
_HEADING = 70
_LONG = 600
"""Characters from which a text without a headline is an excerpt of a report and not a message."""

_MOST: Mapping[str, int] = MappingProxyType(
    {"we": 4, "imperative": 5, "me": 6, "heading": 4, "told": 3, "practical": 3}
)
"""How often a cue counts at most; every other one counts once."""

_WEIGHTS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "news": {"": 2.0, "fresh": 0.7, "told": 0.3, "acts": 0.3},
        "statement": {
            "listed": 1.6,
            "signers": 2.6,
            "we": 1.0,
            "statement": 1.2,
            "experts": 2.2,
            "plea": -1.0,
            "me": -0.4,
            "undersigned": 2.0,
            "heading": -0.2,
            "methods": -2.0,
            "practical": -0.5,
        },
        "call_to_action": {
            "plea": 3.2,
            "imperative": 0.6,
            "imperative_title": 2.4,
            "urgent": 3.0,
            "address": 1.4,
            "invited": 0.8,
            "signers": -1.5,
            "event": -0.4,
            "practical": -0.3,
            "advice": -3.0,
        },
        "announcement": {
            "vacancy": 4.0,
            "event": 1.8,
            "event_lead": 1.2,
            "practical": 0.8,
            "invited": 1.0,
            "acts": -0.8,
            "listed": -1.5,
            "address": -1.0,
            "urgent": -2.0,
            "plea": -1.0,
            "imperative_title": -1.5,
        },
        "profile": {
            "alone": 2.4,
            "life": 1.6,
            "labels": 2.0,
            "born_early": 1.4,
            "fresh": -0.6,
            "signers": -1.5,
            "me": -0.5,
        },
        "report": {
            "report_title": 2.6,
            "methods": 2.2,
            "heading": 0.5,
            "counts": 1.0,
            "prose": 4.0,
            "numbered": 0.8,
            "weighs": 1.7,
            "signers": -1.5,
            "we": -0.5,
            "statement": -0.6,
            "fresh": -0.6,
        },
        "other": {"": -0.5, "advice": 5.5, "me": 0.6, "informal": 1.4, "acts": -0.6, "told": -0.5, "plea": -2.5},
    }
)


def kind(
    page: Page, demands: Sequence[Demand], signed: Sequence[Signatory], told: tuple[Sequence[Act], Sequence[Figure]]
) -> str:
    """The kind of a document, as in the project's own list; `told` are the acts and figures found in it."""
    cues = {**_words(page), **_shape(page), **_found(demands, signed, told)}
    scores = {
        name: weights.get("", 0.0) + sum(cues.get(cue, 0) * weight for cue, weight in weights.items())
        for name, weights in _WEIGHTS.items()
    }
    return max(scores, key=lambda name: scores[name])


def _words(page: Page) -> dict[str, float]:
    """The cues that are words."""
    grammar, text = page.grammar, page.text[:_READ]
    title = page.of(page.paragraphs[0])[:_TITLE] if page.paragraphs else ""
    count: Counter[str] = Counter()
    leads: set[str] = set()
    imperative = grammar.pattern("kinds.imperative")
    for sentence in page.sentences:
        if sentence.start > _READ:
            break
        for hit in hits(page, sentence, "kinds"):
            count[hit.kind] += 1
            if hit.start < _LEAD:
                leads.add(hit.kind)
        if imperative.match(page.text, sentence.start, sentence.end):
            count["imperative"] += 1
    cues: dict[str, float] = {name: min(found, _MOST.get(name, 1)) for name, found in count.items()}
    we = grammar.pattern("kinds.we")
    own = sum(1 for s in page.sentences if s.start <= _READ and we.match(text, s.start, s.end))
    cues["we"] = min(own, _MOST["we"])
    cues["statement"] = bool(grammar.pattern("kinds.statement").search(text[:_HEAD]))
    cues["report_title"] = bool(grammar.pattern("kinds.report").search(title))
    cues["imperative_title"] = bool(grammar.pattern("kinds.imperative").match(title.lstrip("#*_ ")))
    cues["advice"] = bool(grammar.pattern("kinds.advice").search(title))
    cues["event_lead"] = "event" in leads
    cues["born_early"] = "born" in leads
    cues["fresh"] = bool(grammar.pattern("kinds.fresh").search(text[:_LEAD]))
    return cues


def _shape(page: Page) -> dict[str, float]:
    """The cues that are the shape of the text: headings, labels, a name alone on top, prose without a headline."""
    paragraphs = page.paragraphs
    if not paragraphs:
        return {}
    title = page.of(paragraphs[0])
    headings = [one for one in paragraphs[1:] if _heading(page.of(one))]
    labels = sum(1 for one in paragraphs[1:8] if _LABEL.match(page.of(one)))
    dense = len(paragraphs) < 6 and all(one.end - one.start > _TITLE for one in paragraphs[:-1])
    prose = dense and len(title) > _TITLE and len(page.text) > _LONG and title[0].isalnum()
    return {
        "heading": min(len(headings), _MOST["heading"]),
        "numbered": sum(1 for one in paragraphs if _CHAPTER.match(page.of(one))) > 1,
        "labels": labels > 1,
        "alone": len(paragraphs) > 1 and _alone(page, paragraphs[0]),
        "prose": prose and not page.grammar.pattern("kinds.fresh").search(title),
    }


_LABEL = re.compile(r"[^\W\d_][^:\n]{2,30}:\s+\S")
_CHAPTER = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*[.)]?\s+[^\W\d_][^.;:!?\n]{2,60}$")


def _heading(words: str) -> bool:
    return len(words) < _HEADING and words[0].isalnum() and words[-1] not in '.,;:!?»”"' and words.count(",") < 2


def _alone(page: Page, first: Span) -> bool:
    """Whether the first line is a person's name, alone or with a few words on who that is."""
    title = page.of(first)
    people = page.within(first.start, first.end, "Person")
    if not people or len(title) > _TITLE:
        return False
    name, rest = people[0], title[people[0].end - first.start :].strip("#*_ .")
    leads = name.start - first.start < 3
    return leads and (len(rest) < 3 or (rest[0] in ",(–—-" and len(rest) < _HEADING))


def _found(
    demands: Sequence[Demand], signed: Sequence[Signatory], told: tuple[Sequence[Act], Sequence[Figure]]
) -> dict[str, float]:
    acts, figures = told
    named = sum(1 for act in acts if act.victims)
    listed = any(demand.rule == "list-item" for demand in demands)
    return {
        "listed": listed,
        "signers": len(signed) > 1 or bool(signed and listed),
        "acts": len(acts) > 2,
        "counts": len(figures) > 5,
        "weighs": len(figures) > 4 and len(figures) > 2 * named,
    }
