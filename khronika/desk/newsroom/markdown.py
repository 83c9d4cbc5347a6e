"""Texts typed as Markdown, and only what an article can say of it: paragraphs, headings, quotes, lists, pictures, bold, italic, links.

Raw HTML is text like any other. `[words](record:…)` names a record, `![caption](image:…)` puts a picture on a line of its own.
"""

import re
from collections.abc import Iterable, Iterator

from khronika.desk.newsroom.content import Block, BlockKind, Span
from khronika.desk.newsroom.errors import NewsroomError
from khronika.desk.newsroom.rich import joined

_PICTURE = re.compile(r"!\[(?P<caption>[^\]]*)\]\(image:(?P<image>\w+)\)\s*\Z")
_STARTS = (
    (re.compile(r"#{1,6}\s+"), BlockKind.HEADING),
    (re.compile(r">\s?"), BlockKind.QUOTE),
    (re.compile(r"[-*+]\s+"), BlockKind.ITEM),
    (re.compile(r"\d{1,3}[.)]\s+"), BlockKind.NUMBERED),
)
_INLINE = re.compile(
    r"\\(?P<plain>[\\`*_\[\]()#>!+.-])"
    r"|\[(?P<words>(?:[^\]\\]|\\.)+)\]\((?:<(?P<wide>[^>\n]+)>|(?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*))\)"
    r"|(?P<mark>\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w))",
    re.DOTALL,
)
_ALONE = (BlockKind.HEADING, BlockKind.PICTURE)  # on a line of their own
_SPECIAL = re.compile(r"([\\*_\[\]])")


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text.

    Raises NewsroomError for a link that leads neither outside nor to a record.

    >>> [(each.kind.value, [span.text for span in each.spans]) for each in parse("## Why\\n\\nHe **is** free.\\n- one")]
    [('heading', ['Why']), ('paragraph', ['He ', 'is', ' free.']), ('item', ['one'])]
    """
    return tuple(_block(kind, words) for kind, words in _cut(text))


def _cut(text: str) -> Iterator[tuple[BlockKind, str]]:
    kind, lines = BlockKind.PARAGRAPH, list[str]()
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        begun, rest = _started(line.strip())
        goes_on = begun is None or (begun is BlockKind.QUOTE and kind is BlockKind.QUOTE and lines)
        if rest and goes_on and kind not in _ALONE and not _PICTURE.match(rest):
            lines.append(rest)
            continue
        if lines:
            yield kind, " ".join(lines)
        kind, lines = begun or BlockKind.PARAGRAPH, [rest] if rest else []
        if _PICTURE.match(rest):
            kind = BlockKind.PICTURE


def _started(line: str) -> tuple[BlockKind | None, str]:
    for pattern, kind in _STARTS:
        found = pattern.match(line)
        if found:
            return kind, line[found.end() :].strip()
    return None, line


def _block(kind: BlockKind, words: str) -> Block:
    if kind is BlockKind.PICTURE and (found := _PICTURE.match(words)):
        caption = found["caption"].strip()
        return Block(kind, (Span(caption),) if caption else (), found["image"])
    if kind is BlockKind.HEADING:
        return Block(kind, (Span("".join(each.text for each in inline(words.rstrip("# ")))),))
    return Block(kind, inline(words))


def inline(text: str) -> tuple[Span, ...]:
    """The spans of a stretch of text.

    >>> inline("by [Anna](record:abc)")[1].record
    'abc'
    """
    return joined(_spans(text, Span("")))


def _spans(text: str, like: Span) -> Iterator[Span]:
    bold, italic, at = like.bold, like.italic, 0
    for found in _INLINE.finditer(text):
        yield Span(text[at : found.start()], bold, italic, like.url, like.record)
        at = found.end()
        if found["plain"]:
            yield Span(found["plain"], bold, italic, like.url, like.record)
        elif found["words"]:
            url, record = _leads(found["wide"] or found["target"])
            yield from _spans(found["words"], Span("", bold, italic, url, record))
        else:
            if len(found["mark"]) != 2:
                italic = not italic
            if len(found["mark"]) != 1:
                bold = not bold
    yield Span(text[at:], bold, italic, like.url, like.record)


def _leads(target: str) -> tuple[str, str]:
    target = target.strip()
    if target.startswith("record:") and target != "record:":
        return "", target.removeprefix("record:").strip()
    if re.match(r"(?:https?://|mailto:)\S+\Z", target, re.IGNORECASE):
        return target, ""
    raise NewsroomError(
        f"Expected a link to 'https://…' or to 'record:ID'; got {target!r}. Write the whole address, or leave the words without a link."
    )


def write(blocks: Iterable[Block]) -> str:
    """Blocks as Markdown.

    >>> print(write(parse("# A\\n\\n> no\\n\\n1. [x](https://example.org/)")))
    ## A
    <BLANKLINE>
    > no
    <BLANKLINE>
    1. [x](https://example.org/)
    """
    return "\n\n".join(map(_written, blocks))


_BEFORE = {BlockKind.HEADING: "## ", BlockKind.QUOTE: "> ", BlockKind.ITEM: "- ", BlockKind.NUMBERED: "1. "}


def _written(block: Block) -> str:
    words = "".join(map(_typed, block.spans))
    if block.kind is BlockKind.PICTURE:
        return f"![{words}](image:{block.image})"
    return _BEFORE.get(block.kind, "") + words


def _typed(span: Span) -> str:
    text = _SPECIAL.sub(r"\\\1", span.text).replace("\n", " ")
    inner = text.strip()
    if not inner:
        return text
    mark = ("**" if span.bold else "") + ("*" if span.italic else "")
    made = f"{mark}{inner}{mark[::-1]}"
    target = f"record:{span.record}" if span.record else span.url
    made = f"[{made}]({target})" if target else made
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{head}{made}{tail}"
