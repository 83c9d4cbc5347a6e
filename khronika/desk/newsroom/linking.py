"""Names of the register in the text of a page: found by the library of names, linked by an editor, never by themselves.

A place is a block of the page and a stretch of its words. What links changes the newest draft, and only the draft.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from khronika.desk.accounts.models import User
from khronika.desk.accounts.roles import Deed, demand
from khronika.desk.claims.judge import same
from khronika.desk.erasure.finder import Finder
from khronika.desk.newsroom import publish, rich
from khronika.desk.newsroom.content import Block, BlockKind, Span
from khronika.desk.newsroom.draft import Page
from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.newsroom.pages import ArticlePage
from khronika.desk.register.candidates import candidates, known

KINDS = ("Person", "Organization", "Group", "Campaign", "Observance")
LIKELY = 0.6
LONGEST = 5  # words of a name
AROUND = 60  # letters shown on each side
_WORD = re.compile(r"[^\W\d_](?:[\w'’ʼ-]*\w|\.?)")
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NUMBERED, BlockKind.QUOTE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where some words stand: which block of the text (from 1), and which letters of it."""

    block: int
    start: int
    end: int
    words: str
    before: str
    after: str

    @property
    def key(self) -> str:
        """For a form: block, start and end."""
        return f"{self.block}-{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Found:
    """A record whose name stands in the text, and where."""

    record: str
    name: str
    kind: str
    places: tuple[Place, ...]


def found(page: Page) -> list[Found]:
    """Records that the text of a draft names without a link, those apart that an editor refused."""
    refused = set(page.refused) if isinstance(page, ArticlePage) else set()
    text = publish.blocks(page.body)
    linked = {span.record for block in text for span in block.spans}
    made: dict[str, Found] = {}
    for kind, names in likely([rich.plain(each) for each in text]):
        for record, its in names.items():
            if record in refused:
                continue
            places = tuple(_free(text, record, its, kind, again=record in linked))
            if places:
                made.setdefault(record, Found(record, its[0], kind, places))
    return sorted(made.values(), key=lambda each: (each.places[0].block, each.places[0].start))


def likely(texts: Iterable[str]) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    """For each kind the records that words of the texts may name, with all names of each."""
    phrases = {each for text in texts for each in _phrases(text)}
    standing = same()
    for kind in KINDS:
        names = known(kind)
        if not names:
            continue
        records = {
            each.record for phrase in phrases for each in candidates(kind, phrase, limit=3) if each.score >= LIKELY
        }
        gathered: dict[str, tuple[str, ...]] = {}
        for record in sorted(records):
            stands = standing.get(record, record)
            gathered[stands] = (*gathered.get(stands, ()), *names[record])
        yield kind, gathered


def _phrases(text: str) -> Iterator[str]:
    """Runs of words that begin with a capital, such as a name is: the whole run, and pairs within a long one."""
    run: list[str] = []
    last = 0
    for word in [*_WORD.finditer(text), None]:
        apart = word is None or text[last : word.start()].strip(" \u00a0.") != "" or not word[0][0].isupper()
        if apart and run:
            yield from {
                " ".join(run[at : at + size]) for size in (2, 3, LONGEST) for at in range(max(1, len(run) - size + 1))
            }
            run = []
        if word is not None and word[0][0].isupper():
            run.append(word[0])
        last = word.end() if word else last


def _free(text: tuple[Block, ...], record: str, names: tuple[str, ...], kind: str, *, again: bool) -> Iterator[Place]:
    """Where a record is named in running text that is no link yet; once linked, its other places are left alone."""
    if again:
        return
    finder = Finder(names)
    for number, block in enumerate(text, 1):
        if block.kind not in _RUNNING:
            continue
        words = rich.plain(block)
        spans = _joined(words, finder.spans(words)) if kind == "Person" else _whole(words, names)
        taken = list(_taken(block))
        for start, end in spans:
            if all(end <= begin or start >= stop for begin, stop in taken):
                yield place(number, words, start, end)


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches with nothing but white space between them made one: a name of several words."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _whole(text: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where one of some names stands as it is, whatever its letters' case; of those that overlap the longest."""
    spans = {
        each.span() for name in names for each in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    }
    return sorted(each for each in spans if not any(o != each and o[0] <= each[0] and each[1] <= o[1] for o in spans))


def place(number: int, words: str, start: int, end: int) -> Place:
    """A place with the words around it."""
    return Place(number, start, end, words[start:end], words[max(0, start - AROUND) : start], words[end : end + AROUND])


def _taken(block: Block) -> Iterator[tuple[int, int]]:
    at = 0
    for span in block.spans:
        if span.record or span.url:
            yield at, at + len(span.text)
        at += len(span.text)


def link(by: User, page: Page, record: str, key: str) -> Page:
    """Link the words at a place (`Place.key`) to a record, in a new draft. Raises NewsroomError where the text changed since."""
    demand(by, Deed.PROPOSE)
    draft = page.get_latest_revision_as_object()
    number, start, end = _parsed(key)
    before = 0
    for at, child in enumerate(draft.body):
        text = list(publish.blocks([child]))
        if before < number <= before + len(text) and end <= len(rich.plain(text[number - before - 1])):
            text[number - before - 1] = marked(text[number - before - 1], record, start, end)
            (_kind, value), *_others = rich.stream(text)
            draft.body.raw_data[at] = {**draft.body.raw_data[at], "value": value}
            draft.save_revision(user=by, changed=True)
            return draft
        before += len(text)
    raise NewsroomError("Expected words that still stand in the text; it was changed since. Look at the names again.")


def refuse(by: User, page: ArticlePage, record: str) -> Page:
    """Remember that the text does not mean this record, so that it is not asked again."""
    demand(by, Deed.PROPOSE)
    draft = page.get_latest_revision_as_object()
    draft.refused = [*dict.fromkeys([*draft.refused, record])]
    draft.save_revision(user=by, changed=True)
    return draft


def words(by: User, page: Page, record: str, typed: str) -> Page:
    """Link the first place of some words that is no link yet. Raises NewsroomError where they do not stand in the text."""
    demand(by, Deed.PROPOSE)
    wanted = " ".join(typed.split())
    draft = page.get_latest_revision_as_object()
    for number, block in enumerate(publish.blocks(draft.body), 1):
        taken = list(_taken(block))
        for start, end in _whole(rich.plain(block), (wanted,)) if wanted and block.kind in _RUNNING else ():
            if all(end <= begin or start >= stop for begin, stop in taken):
                return link(by, page, record, f"{number}-{start}-{end}")
    raise NewsroomError(
        f"Expected words of the text that are no link yet; {wanted!r} are none. Copy them from the text."
    )


def marked(block: Block, record: str, start: int, end: int) -> Block:
    """The block with a stretch of it naming a record.

    >>> marked(Block(BlockKind.PARAGRAPH, (Span("by Anna now"),)), "r", 3, 7).spans[1]
    Span(text='Anna', bold=False, italic=False, url='', record='r')
    """
    made: list[Span] = []
    at = 0
    for span in block.spans:
        first, last = (min(max(0, each - at), len(span.text)) for each in (start, end))
        inner = replace(span, text=span.text[first:last], record=record, url="")
        made += [replace(span, text=span.text[:first]), inner, replace(span, text=span.text[last:])]
        at += len(span.text)
    return replace(block, spans=rich.joined(made))


def _parsed(key: str) -> tuple[int, int, int]:
    parts = key.split("-")
    if len(parts) != 3 or not all(each.isascii() and each.isdigit() and len(each) < 9 for each in parts):
        raise NewsroomError("Expected a place in the text; look at the names again.")
    number, start, end = map(int, parts)
    if start >= end:
        raise NewsroomError("Expected a place in the text; look at the names again.")
    return number, start, end
