"""Turns corpora of others into the lines that `train` learns from; runs by hand, never while reading.

    python -m khronika.reading.prepare names LANG SOURCE.conllu > OUT.jsonl       UD treebank with NameType; without bodies
    python -m khronika.reading.prepare columns LANG SOURCE.iob2 > OUT.jsonl       UNER
    python -m khronika.reading.prepare facts ru FOLDER > OUT.jsonl                factRuEval-2016
    python -m khronika.reading.prepare silver ru SOURCE > OUT.jsonl               conllu, SQuAD json or lines; labelled by Natasha
    python -m khronika.reading.prepare carried LANG LINES SILVER.jsonl > OUT.jsonl   lines that translate the silver ones

`carried` looks for each name of the Russian line in its translation: the words of a name are written alike. A line in which
one is not found is left out. No corpus is kept in the project; docs/explanation/reading.md says which are used. `silver`
needs natasha, which reading does not.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

from khronika.reading.traits import traits

Span = tuple[int, int, str]
Marked = tuple[str, list[Span]]

_TOGETHER = 8
_ALIKE = 0.62
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NAME_TYPES = {"Giv": "PER", "Sur": "PER", "Pat": "PER", "Geo": "LOC", "Com": "ORG"}
_OBJECTS = {"Person": "PER", "Org": "ORG", "Location": "LOC", "LocOrg": "LOC"}
_SAME = {"сша": "зша"}
_MEASURED = "book_124"
"""A document of factRuEval that stands in NEREL, too."""
_FICTION = re.compile(r"rnc|tolkien|kipling|aldridge")
"""The parts of UD Belarusian-HSE that are fiction; its news and messages are measured on, its other parts left alone."""


def _sentences(path: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The name and the rows of each sentence of a file in columns."""
    name, rows = "", list[list[str]]()
    for line in [*Path(path).read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            name = line.partition("=")[2].strip() if "sent_id" in line else name
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield name, [row for row in rows if row[0].isdigit()]
            rows = []


def names(path: str) -> Iterator[Marked]:
    """Sentences of a treebank that says what kind of name a word is."""
    for name, rows in _sentences(path):
        if "be_hse" in path and not _FICTION.match(name):
            continue
        text, spans = "", list[Span]()
        for row in rows:
            start, text = len(text), text + row[1]
            found = re.search(r"NameType=(\w+)", row[5])
            if found and (kind := _NAME_TYPES.get(found[1])):
                _extend(spans, text, (start, len(text), kind), follows=True)
            text += "" if "SpaceAfter=No" in row[9] else " "
        yield text.rstrip(), spans


def _extend(spans: list[Span], text: str, one: Span, *, follows: bool) -> None:
    """Add a word to the name that it goes on with, or as one of its own."""
    last = spans[-1] if spans else None
    if last and follows and last[2] == one[2] and text[last[1] : one[0]].strip() in ("", ".", "-"):
        spans[-1] = (last[0], one[1], one[2])
    else:
        spans.append(one)


def columns(path: str) -> Iterator[Marked]:
    """Sentences with a label a word; the text of a sentence is in its comment."""
    texts = re.findall(r"^# text = (.*)$", Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    for text, (_, rows) in zip(texts, _sentences(path), strict=True):
        spans, end = list[Span](), 0
        for row in rows:
            start = text.find(row[1], end)
            end = start + len(row[1]) if start >= 0 else end
            if start >= 0 and row[2][2:] in ("PER", "ORG", "LOC"):
                _extend(spans, text, (start, end, row[2][2:]), follows=row[2][0] == "I")
        yield text, spans


def facts(folder: str) -> Iterator[Marked]:
    """Documents of factRuEval-2016, the outermost names only."""
    for file in sorted(Path(folder).glob("*.txt")):
        if file.stem == _MEASURED:
            continue
        cells = [line.split() for line in file.with_suffix(".spans").read_text(encoding="utf-8").splitlines()]
        places = {row[0]: (row[1], int(row[2]), int(row[2]) + int(row[3])) for row in cells if len(row) > 3}
        text, spans = file.read_text(encoding="utf-8"), list[Span]()
        for line in file.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
            row = line.partition("#")[0].split()
            kind = _OBJECTS.get(row[1], "") if len(row) > 2 else ""
            parts = [places[number] for number in row[2:] if number in places]
            if one := _object(text, kind, parts):
                spans.append(one)
        yield text, _outer(spans)


def _object(text: str, kind: str, parts: Sequence[tuple[str, int, int]]) -> Span | None:
    if kind == "PER":
        parts = [part for part in parts if part[0] in ("name", "surname", "patronymic", "nickname")]
    if kind == "LOC":
        parts = [part for part in parts if "name" in part[0]]
    if not kind or not parts:
        return None
    start, end = min(part[1] for part in parts), max(part[2] for part in parts)
    return (start, end, kind) if end - start < 120 and text[start:end].lower() != text[start:end] else None


def _outer(spans: Iterable[Span]) -> list[Span]:
    kept = list[Span]()
    for one in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def silver(path: str) -> Iterator[Marked]:
    """Texts with the names that Natasha finds in them."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter  # type: ignore[import-not-found, unused-ignore]

    cut, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    for text in _texts(path):
        document = Doc(text)
        document.segment(cut)
        document.tag_ner(tagger)
        yield text, [(one.start, one.stop, one.type) for one in document.spans]


def _texts(path: str) -> list[str]:
    content = Path(path).read_text(encoding="utf-8")
    if path.endswith(".json"):
        return [part["context"] for article in json.loads(content)["data"] for part in article["paragraphs"]]
    if path.endswith(".conllu"):
        return re.findall(r"^# text = (.*)$", content, re.MULTILINE)
    return content.splitlines()


def carried(lines: str, source: str) -> Iterator[Marked]:
    """Translated lines with the names of the lines they translate."""
    known = (json.loads(line) for line in Path(source).read_text(encoding="utf-8").splitlines())
    originals = [part for document in known for part in _apart(document)]
    for text, (original, spans) in zip(_texts(lines), originals, strict=True):
        words = [match.span() for match in _WORD.finditer(text)]
        found = [_counterpart(text, words, original[start:end], kind) for start, end, kind in spans]
        if all(found):
            yield text, _outer(one for one in found if one)


def _apart(document: dict[str, Any]) -> Iterator[Marked]:
    start = 0
    for text in document["text"].split("\n\n"):
        end = start + len(text)
        yield text, [(a - start, b - start, kind) for a, b, kind in document["ents"] if start <= a < end]
        start = end + 2


def _counterpart(text: str, words: Sequence[tuple[int, int]], name: str, kind: str) -> Span | None:
    wanted = _WORD.findall(name)
    best, most = None, _ALIKE * len(wanted)
    for at in range(len(words) - len(wanted) + 1):
        there = words[at : at + len(wanted)]
        alike = sum(_alike(one, text[start:end]) for one, (start, end) in zip(wanted, there, strict=True))
        if alike > most:
            best, most = (there[0][0], there[-1][1], kind), alike
    return best


@lru_cache(maxsize=1 << 18)
def _alike(one: str, other: str) -> float:
    if one[0].isupper() != other[0].isupper():
        return 0.0
    first, second = traits(one, "cyrillic").form, traits(other, "cyrillic").form
    if first == second or _SAME.get(one.lower()) == other.lower():
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if min(len(first), len(second)) > 2 else 0.0


def write(marked: Iterable[Marked], language: str, *, partial: bool, together: int) -> None:
    """Print the texts as lines of JSON, short ones `together`."""
    held = list(marked)
    for first in range(0, len(held), together):
        text, ents = "", list[list[int | str]]()
        for part, spans in held[first : first + together]:
            start = len(text) + (2 if text else 0)
            text += ("\n\n" if text else "") + part
            ents += [[start + a, start + b, kind] for a, b, kind in spans]
        document = {"text": text, "lang": language, "ents": ents, "partial": partial}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


_FORMS: dict[str, Callable[..., Iterator[Marked]]] = {
    one.__name__: one for one in (names, columns, facts, silver, carried)
}

if __name__ == "__main__":
    form, tongue, *sources = sys.argv[1:]
    write(_FORMS[form](*sources), tongue, partial=form == "names", together=1 if form == "facts" else _TOGETHER)
