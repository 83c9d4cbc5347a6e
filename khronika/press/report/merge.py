"""Put the generated parts into a document that may have been worked at: parts are made anew, all that is the author's stays.

Whatever the author changed inside of a part stands below it as their own words; a part that they took out does not come back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from khronika.pages.report.model import Block
from khronika.press.errors import PressError
from khronika.press.report.document import Part, Writer, digest, made, name, standing, text
from khronika.press.report.package import Package

Prose = Sequence[tuple[str, str]]
_NOTHING = frozenset(map(name, ("p", "pPr", "pStyle", "r", "rPr", "rStyle", "lang", "spacing", "t")))


@dataclass(frozen=True, slots=True)
class Before:
    """What the making said that a document comes from: digests of its parts by key, and what the author had taken out by then."""

    blocks: Mapping[str, str]
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of it: keys of parts the author had changed, and took out; their own words; all words that count."""

    edited: tuple[str, ...]
    gone: tuple[str, ...]
    prose: tuple[tuple[str, str], ...]
    words: int


def report_of(package: Package, report: str) -> int:
    """The making that a document comes from. Raises PressError where it has no generated part, or those of another report."""
    parts = standing(package.document)
    if not parts:
        raise PressError(
            "Expected a document that was made here: none of the marked parts is in it. Save it as .docx in the word "
            "processor with its content controls, or have the report made anew; nothing was changed."
        )
    mine = [each.making for each in parts if each.report == report]
    if not mine:
        raise PressError(f"Expected a document of this report; this one is of the report {parts[0].report!r}.")
    return max(mine)


def begin(writer: Writer, blocks: Iterable[Block], prose: Prose = ()) -> None:
    """Fill a fresh document; own words that were kept stand where they stood."""
    body = _body(writer.package)
    for block in blocks:
        _put(body, len(body) - 1, [writer.part(block), *_room(writer, block)])
        for after, said in prose:
            if after == block.key:
                _put(body, len(body) - 1, [writer.own(said)])
    known = {block.key for block in blocks}
    for after, said in prose:
        if after not in known:
            _put(body, len(body) - 1, [writer.own(said)])


def renew(
    writer: Writer, blocks: Sequence[Block], before: Before, *, back: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Make the parts of a document anew; keys of those that the author had changed, and of those they took out.

    With `back`, what they took out comes back.
    """
    package, marks = writer.package, writer.style("mark")
    parts = [each for each in standing(package.document) if each.report == writer.report]
    wanted = {block.key: block for block in blocks}
    there = {part.key for part in parts}
    gone = frozenset() if back else (before.gone | (before.blocks.keys() - there)) & (wanted.keys() - there)
    edited = []
    for part in parts:
        said = text(part.element, marks=marks)
        changed = part.key in before.blocks and digest(said) != before.blocks[part.key]
        block = wanted.get(part.key)
        if block is not None and block.free and changed:
            _again(part, writer)
            continue
        if changed:
            edited.append(part.key)
        _replace(part, writer, block, _said(part, marks) if changed else [])
    _insert(writer, blocks, there, gone)
    tidy(package)
    return tuple(edited), tuple(sorted(gone))


def outcome(writer: Writer, edited: Iterable[str], gone: Iterable[str]) -> Merged:
    """What stands in the document now: the author's own words by the part before them, and how many words count."""
    package, marks = writer.package, writer.style("mark")
    parts = {part.element: part.key for part in standing(package.document)}
    prose, after = [], ""
    for element in _body(package):
        if element in parts:
            after = parts[element]
            continue
        inner = [part for part in parts if element in part.iterancestors()]
        said = text(element, frozenset(inner), marks)
        if said:
            prose.append((after, said))
        after = parts[inner[-1]] if inner else after
    title = frozenset(element for element, key in parts.items() if key == "title")
    words = len(text(_body(package), title, marks).split())
    return Merged(tuple(edited), tuple(gone), tuple(prose), words)


def tidy(package: Package) -> None:
    """Take out every footnote to which nothing leads any more."""
    used = {each.get(name("id")) for each in package.document.iter(name("footnoteReference"))}
    for note in list(package.footnotes):
        if note.get(name("type")) in (None, "normal") and note.get(name("id")) not in used:
            package.footnotes.remove(note)


def _body(package: Package) -> etree._Element:
    body = package.document.find(name("body"))
    if body is None:
        raise PressError("Expected a document with a text in it; this one has none. Have the report made anew.")
    if not len(body) or body[-1].tag != name("sectPr"):
        body.append(made("sectPr"))
    return body


def _room(writer: Writer, block: Block) -> list[etree._Element]:
    """An empty paragraph in which the author can write."""
    return [] if block.key.startswith("topic.") or block.key == "title" else [writer.own()]


def _put(body: etree._Element, place: int, elements: Iterable[etree._Element]) -> None:
    for offset, element in enumerate(elements):
        body.insert(place + offset, element)


def _again(part: Part, writer: Writer) -> None:
    """Let a part that the author said otherwise stand, as one of this making."""
    tag = part.element.find(f"{name('sdtPr')}/{name('tag')}")
    if tag is not None:
        tag.set(name("val"), f"khronika:{writer.report}:{writer.making}:{part.key}")


def _said(part: Part, marks: str) -> list[str]:
    """The paragraphs of a part as the author has them."""
    return [said for each in part.element.iter(name("p")) if (said := text(each, marks=marks))]


def _replace(part: Part, writer: Writer, block: Block | None, said: Iterable[str]) -> None:
    """Put a part's new text in its place, or nothing where it goes out no more; what the author had said in it follows."""
    parent = part.element.getparent()
    if parent is None:
        return
    place = parent.index(part.element)
    parent.remove(part.element)
    following = parent[place] if place < len(parent) else None
    if block is None and following is not None and _empty(following):
        parent.remove(following)
    fresh = [writer.part(block)] if block is not None else []
    _put(parent, place, [*fresh, *(writer.own(each) for each in said)])


def _empty(element: etree._Element) -> bool:
    """Whether it is a paragraph with nothing in it: no word, no picture, no end of a section."""
    return element.tag == name("p") and not text(element) and all(each.tag in _NOTHING for each in element.iter())


def _insert(writer: Writer, blocks: Sequence[Block], there: set[str], gone: Collection[str]) -> None:
    """Put parts that are new after the one before them and all that the author wrote there."""
    body, before = _body(writer.package), ""
    for block in blocks:
        if block.key in gone:
            continue
        if block.key not in there:
            _put(body, _after(body, before), [writer.part(block), *_room(writer, block)])
        before = block.key


def _after(body: etree._Element, key: str) -> int:
    """The place before the next generated part after that of a key; at the end where there is none."""
    met = not key
    for place, element in enumerate(body):
        inner = [part.key for part in standing(element)]
        if inner and met:
            return place
        met = met or key in inner
    return len(body) - 1
