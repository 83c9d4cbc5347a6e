"""A page is changed before its article is sought, so that numbers, loose lines and linked names are not lost.

The number of a point is part of what was said ('demand 3'), though no character of the page says it. Lines that stand
between paragraphs in no element of their own are passed over by extractors, and so are paragraphs that are nothing
but links, which is what the signatories of a statement often are.
"""

import re

from lxml.html import HtmlElement, builder

_BLOCKS = frozenset({"p", "ul", "ol", "table", "div", "blockquote", "hr", "section", "figure", "pre"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset({"a", "b", "strong", "i", "em", "u", "span", "font", "small", "sup", "sub", "br", "cite", "q"})
_LETTERS = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def prepare(tree: HtmlElement) -> None:
    """Number the points, free the names, gather the loose lines; all in place."""
    _number(tree)
    _free(tree)
    _gather(tree)


def _free(tree: HtmlElement) -> None:
    """Links inside paragraphs become words; links in lists stay, for they tell a menu from a list."""
    for link in list(tree.iter("a")):
        if next(link.iterancestors("p"), None) is not None:
            link.drop_tag()


def _gather(tree: HtmlElement) -> None:
    """Words that follow a block, up to the next block, become a paragraph."""
    for block in list(tree.iter(*_BLOCKS, *_HEADINGS)):
        container = block.getparent()
        if container is None or container.tag not in ("div", "article", "section", "main", "body"):
            continue
        run, following = [], block.getnext()
        while following is not None and following.tag in _INLINE:
            run.append(following)
            following = following.getnext()
        words = (block.tail or "") + "".join(part.text_content() + (part.tail or "") for part in run)
        if words.strip():
            paragraph = builder.P()
            paragraph.text, block.tail = block.tail, None
            paragraph.extend(run)
            block.addnext(paragraph)


def _number(tree: HtmlElement) -> None:
    """Write its number into each point of each ordered list."""
    for points in tree.iter("ol"):
        own = [child for child in points if child.tag == "li"]
        step = -1 if "reversed" in points.attrib else 1
        number = _whole(points.get("start"), 1 if step == 1 else len(own))
        for point in own:
            number = _whole(point.get("value"), number)
            inner = point[0] if len(point) and not (point.text or "").strip() and point[0].tag == "p" else point
            inner.text = f"{_label(number, points.get('type', '1'))} {(inner.text or '').lstrip()}"
            number += step


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch(r"-?\d{1,6}", written.strip()) else otherwise


def _label(number: int, style: str) -> str:
    if style in _LETTERS and 1 <= number <= 26:
        return f"{_LETTERS[style][number - 1]})"
    if style in "iI" and 1 <= number <= 39:
        roman, rest = "", number
        for value, letters in _ROMAN:
            roman += letters * (rest // value)
            rest %= value
        return f"{roman.upper() if style == 'I' else roman})"
    return f"{number}."
