"""The texts of the page editor as blocks and back. What it cannot say as a block or a span is not taken over: no markup goes through."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from html.parser import HTMLParser
from itertools import groupby

from khronika.desk.newsroom.content import Block, BlockKind, Span

RECORD = "record"
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
_OUTSIDE = ("https://", "http://", "mailto:")
_LISTS = {BlockKind.ITEM: "ul", BlockKind.NUMBERED: "ol"}


@dataclass(slots=True)
class _Style:
    bold: int = 0
    italic: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)  # url, record

    def span(self, text: str) -> Span:
        url, record = self.links[-1] if self.links else ("", "")
        return Span(text, self.bold > 0, self.italic > 0, url, record)


class _Reader(HTMLParser):
    def __init__(self, kind: BlockKind) -> None:
        super().__init__(convert_charrefs=True)
        self.plain, self.kind, self.lists = kind, kind, list[str]()
        self.style, self.spans, self.blocks = _Style(), list[Span](), list[Block]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "div", "blockquote", "h2", "h3", "h4"):
            self.end(self.plain)
        elif tag in ("ul", "ol"):
            self.end(self.plain)
            self.lists.append(tag)
        elif tag == "li":
            self.end(BlockKind.NUMBERED if self.lists[-1:] == ["ol"] else BlockKind.ITEM)
        elif tag == "br":
            self.spans.append(self.style.span("\n"))
        elif tag == "a":
            self.style.links.append(_target(dict(attrs)))
        self._styled(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "div", "blockquote", "h2", "h3", "h4", "li"):
            self.end(self.plain)
        elif tag in ("ul", "ol"):
            self.end(self.plain)
            self.lists = self.lists[:-1]
        elif tag == "a":
            self.style.links = self.style.links[:-1]
        self._styled(tag, -1)

    def handle_data(self, data: str) -> None:
        if data:
            self.spans.append(self.style.span(data))

    def end(self, following: BlockKind) -> None:
        """Close the block that is open, and go on with one of another kind."""
        spans = joined(self.spans)
        if any(each.text.strip() for each in spans):
            self.blocks.append(Block(self.kind, _trimmed(spans)))
        self.spans, self.kind = [], following

    def _styled(self, tag: str, step: int) -> None:
        self.style.bold = max(0, self.style.bold + step * (tag in _BOLD))
        self.style.italic = max(0, self.style.italic + step * (tag in _ITALIC))


def _target(attrs: dict[str, str | None]) -> tuple[str, str]:
    """Where a link leads: (address outside, record); neither for what is no such address."""
    if attrs.get("linktype") == RECORD:
        return "", attrs.get("id") or ""
    href = (attrs.get("href") or "").strip()
    return (href if href.lower().startswith(_OUTSIDE) else ""), ""


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Without white space at the ends."""
    first, last = 0, len(spans) - 1
    while not spans[first].text.strip():
        first += 1
    while not spans[last].text.strip():
        last -= 1
    kept = list(spans[first : last + 1])
    kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbours that look alike made one.

    >>> joined([Span("a"), Span("b"), Span("c", bold=True)])
    (Span(text='ab', bold=False, italic=False, url='', record=''), Span(text='c', bold=True, italic=False, url='', record=''))
    """
    groups = groupby((each for each in spans if each.text), key=lambda each: replace(each, text=""))
    return tuple(replace(like, text="".join(each.text for each in group)) for like, group in groups)


def read(html: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[Block, ...]:
    """What a text of the editor says, in blocks: paragraphs of `kind`, and items of lists.

    >>> [(each.kind.value, each.spans[0].text) for each in read("<p>One</p><ul><li>two</li></ul><script>x</script>")][:2]
    [('paragraph', 'One'), ('item', 'two')]
    """
    reader = _Reader(kind)
    reader.feed(html)
    reader.close()
    reader.end(kind)
    return tuple(reader.blocks)


def plain(block: Block) -> str:
    """The words of a block.

    >>> plain(Block(BlockKind.QUOTE, (Span("Not "), Span("one", bold=True))))
    'Not one'
    """
    return "".join(each.text for each in block.spans)


def html(spans: Iterable[Span]) -> str:
    """Spans as the editor keeps them.

    >>> html([Span("Ales", record="abc"), Span(" <free>", bold=True)])
    '<a linktype="record" id="abc">Ales</a><b> &lt;free&gt;</b>'
    """
    return "".join(map(_one, spans))


def _one(span: Span) -> str:
    text = escape(span.text, quote=False).replace("\n", "<br/>")
    text = f"<i>{text}</i>" if span.italic else text
    text = f"<b>{text}</b>" if span.bold else text
    if span.record:
        return f'<a linktype="{RECORD}" id="{escape(span.record)}">{text}</a>'
    return f'<a href="{escape(span.url)}">{text}</a>' if span.url else text


def stream(blocks: Sequence[Block]) -> Iterator[tuple[str, object]]:
    """Blocks as the page editor has them: running text together, headings, quotes and pictures by themselves."""
    running = (BlockKind.PARAGRAPH, *_LISTS)
    for kind, group in groupby(blocks, key=lambda each: BlockKind.PARAGRAPH if each.kind in running else each.kind):
        of_it = list(group)
        match kind:
            case BlockKind.PARAGRAPH:
                yield kind.value, "".join(_flow(of_it))
            case BlockKind.QUOTE:
                yield kind.value, "".join(f"<p>{html(each.spans)}</p>" for each in of_it)
            case BlockKind.HEADING:
                yield from ((kind.value, plain(each)) for each in of_it)
            case _:
                yield from ((kind.value, {"image": each.image, "caption": plain(each)}) for each in of_it)


def _flow(blocks: Sequence[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda each: each.kind):
        tag = _LISTS.get(kind)
        inner = "li" if tag else "p"
        rows = "".join(f"<{inner}>{html(each.spans)}</{inner}>" for each in group)
        yield f"<{tag}>{rows}</{tag}>" if tag else rows
