"""An article of a law is a thing of its own: 'Article 193.1 of the Criminal Code', 'ч. 2 ст. 212 УК'. The law,
once named, holds for later articles.
"""

import re
from dataclasses import dataclass

from khronika.reading.grammar import Grammar


@dataclass(frozen=True, slots=True)
class Provision:
    """An article as the text names it; `law` is empty where it names none."""

    start: int
    end: int
    name: str
    law: str
    article: str
    part: str


def provisions(text: str, grammar: Grammar) -> list[Provision]:
    """The articles of laws that a text names, in their order."""
    found: list[Provision] = []
    law = ""
    for match in grammar.pattern("provisions.article", 0).finditer(text):
        groups = match.groupdict()
        law = _law(grammar, groups.get("law") or groups.get("law2") or "") or law
        start, part = match.start(), groups.get("part") or groups.get("part1") or ""
        before = text[max(0, start - 40) : start]
        if (
            not part
            and (first := grammar.pattern("provisions.part_first", 0).search(before))
            and first.end() == len(before)
        ):
            start, part = start - (len(before) - first.start()), first["part"]
        article = match["article"].rstrip(".-–")
        name = grammar.get("provisions.name" if law else "provisions.bare").format(article=article, law=law)
        found.append(Provision(start, match.end(), name, law, article, part))
    return found


def _law(grammar: Grammar, words: str) -> str:
    words = " ".join(words.split())
    for pattern, name in grammar.get("provisions.laws") if words else ():
        if re.search(pattern, words):
            return str(name)
    return words
