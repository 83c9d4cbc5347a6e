"""Of a web page the text of its article is kept, in lines: a heading, a paragraph, a numbered point, a signature.

Trafilatura finds the article and leaves out menus, adverts and 'related' lists; `prepare` sees to it that it does not
leave out what matters here. Where it finds next to nothing of a page, or fails on it, the whole page is read instead,
and the name of the reader says so.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, fromstring

from khronika.vault.jobs.charset import declaration, decode
from khronika.vault.jobs.clean import clean, single
from khronika.vault.jobs.prepare import prepare
from khronika.vault.jobs.whole import LINE, PARAGRAPH, Page, arranged, whole_page

_READER = f"trafilatura {trafilatura.__version__}"
_ENOUGH = 0.2  # share of the page's text below which an 'article' is doubted
_SHORT = 400  # characters
_CELL = 400  # characters; a longer cell lays out a page
_FEW, _PART, _WHOLE = (
    3,
    0.3,
    0.95,
)  # rows of a table, its share of the page's text, the share of its rows that must come out
_VISIBLE = "//text()[not(ancestor::script or ancestor::style)]"
_APART = frozenset({"p", "head", "quote", "code", "list", "table"})
_LINES = _APART | {"item", "row", "div"}


def read(data: bytes, hints: dict[str, str]) -> dict[str, Any]:
    """The article's text with title, author and date as the page states them."""
    source, whole = decode(data, hints.get("charset") or declaration(data))
    source = clean(source)
    page = whole_page(source)
    article = _article(source, page)
    if article is None or _doubtful(article["text"], page.text):
        found = {key: value for key, value in (article or {}).items() if value and key != "text"}
        return {"title": single(page.title), **found, "text": page.text, "reader": "whole page 1", "whole": whole}
    return {"title": single(page.title), **article, "reader": _READER, "whole": whole}


def _doubtful(article: str, page: str) -> bool:
    return len(article) < _SHORT and len(article) < _ENOUGH * len(page)


def _article(source: str, page: Page) -> dict[str, Any] | None:
    try:
        tree = _tree(source)
        if _lost(tree, page):
            return None
        rows = list(_rows(tree))
        prepare(tree)
        found = trafilatura.bare_extraction(
            tree,
            favor_recall=True,
            include_comments=False,
            include_formatting=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, etree.LxmlError):
        return None  # trafilatura meets pages that its authors did not foresee: the whole page stands in
    if found is None or isinstance(found, dict) or found.body is None:
        return None
    title, text = single(found.title), _lines(found.body)
    if _torn(rows, text, page):
        return None
    if title and title not in text[: 5 * len(title) + 200]:
        text = f"{title}\n\n{text}"
    return {"text": text, "title": title, "author": single(found.author), "published": found.date}


def _tree(source: str) -> HtmlElement:
    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    return fromstring(source.encode("utf-8"), parser=parser)


def _lost(tree: HtmlElement, page: Page) -> bool:
    """Whether the tree holds clearly less than the page, as when libxml2 gives up at a depth of some hundred tags."""
    kept = sum(len("".join(text.split())) for text in tree.xpath(_VISIBLE))
    return kept < 0.9 * len("".join(page.text.split())) - _SHORT


def _rows(tree: HtmlElement) -> Iterator[str]:
    """The rows of tables that hold facts: two cells and more, none of them a page of its own."""
    for row in tree.iter("tr"):
        cells = [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
        if len(list(filter(None, cells))) > 1 and max(map(len, cells)) < _CELL and row.find(".//table") is None:
            yield " ".join(filter(None, cells))


def _torn(rows: list[str], article: str, page: Page) -> bool:
    """Whether a table is a good part of the page and its rows do not stand in the article a line each: a list is its rows."""
    if len(rows) < _FEW or sum(map(len, rows)) < _PART * len(page.text):
        return False
    lines = Counter(" ".join(line.split()) for line in article.splitlines())
    kept = sum((lines & Counter(rows)).values())
    return kept < _WHOLE * len(rows)


def _lines(body: etree._Element) -> str:
    """The tree that trafilatura makes as text: paragraphs apart by an empty line, points and signatures one a line."""
    return clean(arranged("".join(_spoken(body))))


def _spoken(element: etree._Element) -> Iterator[str]:
    tag = element.tag
    around = PARAGRAPH if tag in _APART and not _inside(element) else LINE if tag in _LINES else ""
    yield around
    if tag == "item" and _bulleted(element):
        yield "- "
    yield element.text or ""
    for child in element:
        yield from _spoken(child)
        yield child.tail or ""
    if tag == "lb":
        yield LINE
    if tag == "cell" and element.getnext() is not None:
        yield "\t"
    yield around


def _inside(element: etree._Element) -> bool:
    return next(element.iterancestors("item", "cell"), None) is not None


def _bulleted(point: etree._Element) -> bool:
    points = point.getparent()
    return points is not None and points.get("rend") != "ol"
