"""All named things of a text, each once with all its spans. Longer things are found first: a town inside a court's
name is no place.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from khronika.languages import script
from khronika.reading.gathering import Gathering
from khronika.reading.grammar import Grammar, load
from khronika.reading.inflection import alone, given
from khronika.reading.model import Entity, Span
from khronika.reading.organizations import acronym, organizations, spelled
from khronika.reading.persons import sightings
from khronika.reading.places import Found, places
from khronika.reading.plain import ADDRESSED
from khronika.reading.provisions import provisions
from khronika.reading.quoted import latin, quotations
from khronika.reading.sentences import Sentence
from khronika.reading.settling import closed, settled
from khronika.reading.sifting import agreed, sift
from khronika.reading.sites import described
from khronika.reading.tagger import Tagged, tag

_QUOTES = re.compile(r"[\"“”«»„'’]")
_MOST_SHORT_NAMES = 300
_OPENING = ' \u00a0«“„"'
_FIRMLY = re.compile(r"[\w-]")
_ENDED = re.compile(r"(?![\w-])")
_BENT = re.compile(r"[а-яёўі]{0,2}(?![\w-])")


def entities(text: str, found: Sequence[Sentence], grammar: Grammar) -> tuple[Entity, ...]:
    """Persons, organisations, places, legal provisions and campaigns of a text."""
    taken = bytearray(len(text) + 1)
    laws = _provisions(text, grammar, taken)
    campaigns = _campaigns(text, grammar, taken)
    common = frozenset(
        lower for sentence in found for lower, word in zip(sentence.lowers, sentence.words, strict=True) if not word[3]
    )
    tagged = agreed(found, [sift(sentence, tag(sentence, text, common)) for sentence in found])
    bodies = _organizations(text, found, tagged, taken)
    spots: list[Found] = []
    for sentence, marks in zip(found, tagged, strict=True):
        listed = [*places(sentence, text, taken), *described(sentence, text, taken)]
        if not listed and not marks:
            continue
        people = [Span(*_extent(sentence, one)) for one in marks if one.kind == "Person"]
        spots += _claim(taken, [one for one in listed if not _within(one, people)])
        spots += _claim(taken, _tagged(sentence, text, marks, "Place"))
    persons = _people(text, found, tagged, (taken, common))
    return (*persons, *bodies, *_joined(spots, "place", "Place"), *laws, *campaigns)


def _within(one: Found, people: Sequence[Span]) -> bool:
    """Whether a place is a word of a person's name; a place of two words is none, nor one that is all of the mark."""
    if " " in one.name:
        return False
    return any(
        person.start <= one.start < person.end and (person.end > one.end or person.start < one.start)
        for person in people
    ) or (any(person.start == one.start and person.end == one.end for person in people) and bool(given(one.name)))


def _extent(sentence: Sentence, one: Tagged) -> tuple[int, int]:
    return sentence.words[one.first].start, sentence.words[one.last - 1].end


def _tagged(sentence: Sentence, text: str, marks: Sequence[Tagged], kind: str) -> list[Found]:
    """The organisations or places that the tagger found, in base form."""
    found = []
    for one in marks:
        if one.kind != kind:
            continue
        start, end = _extent(sentence, one)
        words = sentence.words[one.first : one.last]
        if kind == "Organization" and (last := spelled(sentence.words, one.first, one.last, text)):
            words, end = sentence.words[one.first : last], sentence.words[last - 1].end
        if kind == "Organization" and (quoted := closed(text, start, end)):
            end = quoted
        name = settled(words, text[start:end], kind, sentence.language, _before(sentence, text, one.first))
        found.append(Found(start, end, name, kind, "tagger"))
    return found


def _before(sentence: Sentence, text: str, first: int) -> str:
    """The word before a name, '' where anything but a space stands between them."""
    if not first:
        return ""
    word = sentence.words[first - 1]
    return word.text if text[word.end : sentence.words[first].start].strip(_OPENING) == "" else ""


def _claim(taken: bytearray, found: Iterable[Found]) -> list[Found]:
    kept = []
    for one in found:
        if taken.find(1, one.start, one.end) < 0:
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            kept.append(one)
    return kept


def _provisions(text: str, grammar: Grammar, taken: bytearray) -> list[Entity]:
    grouped: dict[tuple[str, str], list[Span]] = defaultdict(list)
    details: dict[tuple[str, str], dict[str, str]] = {}
    for one in provisions(text, grammar):
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
        key = (one.name, one.part)
        grouped[key].append(Span(one.start, one.end))
        details[key] = {"law": one.law, "article": one.article, "part": one.part}
    return [
        Entity(
            f"provision-{number}",
            "LegalProvision",
            _with_part(grammar, *key),
            grammar.tag,
            tuple(spans),
            "",
            MappingProxyType(details[key]),
            0.9,
            "article",
        )
        for number, (key, spans) in enumerate(grouped.items(), 1)
    ]


def _with_part(grammar: Grammar, name: str, part: str) -> str:
    return f"{grammar.get('provisions.part') or 'part {part} of'} ".format(part=part) + name if part else name


def _campaigns(text: str, grammar: Grammar, taken: bytearray) -> list[Entity]:
    found = [
        Found(m.start(), m.end(), " ".join(m.group().split()), "Campaign", "campaign")
        for m in grammar.pattern("campaigns.names", 0).finditer(text)
    ]
    for match in grammar.pattern("campaigns.quoted", 0).finditer(text):
        group = "name" if match["name"] else "name2"
        found.append(Found(match.start(group), match.end(group), match[group], "Campaign", "campaign"))
    return _joined(_claim(taken, sorted(found, key=lambda one: one.start)), "campaign", "Campaign")


def _organizations(
    text: str, found: Sequence[Sentence], tagged: Sequence[Sequence[Tagged]], taken: bytearray
) -> list[Entity]:
    seen: list[Found] = []
    short: dict[str, str] = {}
    grammar = load(found[0].language if found else "en")
    seen += _claim(taken, _addressed(text, grammar))
    for sentence, marks in zip(found, tagged, strict=True):
        likely = _tagged(sentence, text, marks, "Organization")
        named, works = quotations(sentence, text)
        for start, end in works:
            taken[start:end] = b"\x01" * (end - start)
        longer = (*likely, *named)
        bodies = _claim(taken, (one for one in organizations(sentence, text, taken) if not _inside(one, longer)))
        for one in (*bodies, *_claim(taken, named), *_claim(taken, likely), *_claim(taken, latin(sentence, text))):
            seen.append(one)
            one = _unquoted(text, one, short)
            seen[-1] = one
            letters, end = acronym(text, one.end)
            if letters:
                short.setdefault(letters, one.name)
                taken[one.end : end] = b"\x01" * (end - one.end)
            if one.detail:
                short.setdefault(one.detail, one.name)
                for form in alone(one.detail, load(sentence.language).tag)[1:] if " " not in one.detail else ():
                    short.setdefault(form, one.name)
    seen += _claim(taken, _short(text, short))
    return _joined(sorted(seen, key=lambda one: one.start), "organization", "Organization", short)


def _inside(one: Found, likely: Sequence[Found]) -> bool:
    """Whether a known name is only a part of what the tagger found."""
    return one.rule == "known" and any(
        other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start
        for other in likely
    )


def _unquoted(text: str, one: Found, short: dict[str, str]) -> Found:
    """A full name whose quoted part stands here without its quotes."""
    for name, long in short.items():
        if not one.detail and text.startswith(" " + name, one.end) and folded(long) == folded(f"{one.name} {name}"):
            return Found(one.start, one.end + 1 + len(name), long, one.kind, one.rule, name)
    return one


def _addressed(text: str, grammar: Grammar) -> Iterable[Found]:
    """A party named by its office only where a statement speaks to it: 'call on the government'."""
    bases = dict(grammar.get("organizations.offices") or ())
    for match in grammar.pattern("organizations.addressed").finditer(text):
        words = " ".join(match["party"].split())
        yield Found(*match.span("party"), bases.get(words.lower(), words), "Organization", ADDRESSED)


def _short(text: str, names: dict[str, str]) -> Iterable[Found]:
    if not names:
        return
    options = sorted(names, key=len, reverse=True)[:_MOST_SHORT_NAMES]
    for start, end in _written(text, options):
        written = text[start:end]
        name = names.get(written) or next(
            (names[o] for o in options if written[:3] == o[:3] and abs(len(written) - len(o)) < 3), ""
        )
        if name:
            yield Found(start, end, name, "Organization", "short-name")


def _written(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where one of the names stands, the first in the list where several begin."""
    found: dict[int, int] = {}
    for name in names:
        stem, ending = _any_case(name)
        at = text.find(stem)
        while at >= 0:
            if at not in found and not _FIRMLY.match(text, at - 1, at) and (end := ending.match(text, at + len(stem))):
                found[at] = end.end()
            at = text.find(stem, at + 1)
    last = 0
    for start in sorted(found):
        if start >= last:
            last = found[start]
            yield start, last


def _any_case(name: str) -> tuple[str, re.Pattern[str]]:
    """A quoted name in other cases, as its stem and what may follow: 'Вясна' is also 'Вясны' and 'Вяснай'."""
    if script(name) != "cyrillic" or " " in name or name.isupper() or len(name) < 4:
        return name, _ENDED
    return name[:-1] if name[-1] in "аяоеьыій" else name, _BENT


def folded(name: str) -> str:
    """A name without quotes, case and article, for joining mentions."""
    plain = " ".join(_QUOTES.sub("", name).lower().split())
    return plain.removeprefix("the ")


def _joined(found: Iterable[Found], prefix: str, kind: str, short: dict[str, str] | None = None) -> list[Entity]:
    grouped: dict[str, list[Found]] = defaultdict(list)
    full = {folded(name): folded(long) for name, long in (short or {}).items()}
    for one in found:
        mark = folded(one.name)
        grouped[full.get(mark, mark)].append(one)
    made = []
    for number, group in enumerate(grouped.values(), 1):
        best = max(group, key=lambda one: (one.rule != "short-name", len(one.name) if kind == "Organization" else 0))
        details = {"place_kind": best.detail} if kind == "Place" and best.detail else {}
        spans = tuple(sorted({Span(one.start, one.end) for one in group}))
        tag = "en" if script(best.name) == "latin" else "be" if re.search("[ўі]", best.name) else ""
        made.append(
            Entity(f"{prefix}-{number}", kind, best.name, tag, spans, "", MappingProxyType(details), 0.85, best.rule)
        )
    return made


def _people(
    text: str,
    found: Sequence[Sentence],
    tagged: Sequence[Sequence[Tagged]],
    known: tuple[bytearray, frozenset[str]],
) -> list[Entity]:
    gathering = Gathering()
    singles = []
    for sentence, marks in zip(found, tagged, strict=True):
        full, single = sightings(sentence, text, known, marks)
        for one in full:
            gathering.add(one)
        singles += [(word, reason, sentence.language) for word, reason in single]
    for word, reason, language in singles:
        gathering.add_single(word, load(language).tag, reason=reason)
    return gathering.entities()
