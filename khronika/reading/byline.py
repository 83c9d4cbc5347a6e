"""Who wrote and who published a document: a line of its own near the top or the bottom that says so."""

from khronika.reading.page import Page

_LINES = 8
_LONGEST = 120


def byline(page: Page) -> str:
    """The author named in a line such as 'By Ivan Kupchyk' or 'Аўтар: Іван Купчык'; '' without one."""
    return _named(page, "document.author")


def publisher(page: Page) -> str:
    """The publisher named in a line such as 'Source: Readers' Guild'; '' without one."""
    return _named(page, "document.publisher")


def _named(page: Page, path: str) -> str:
    pattern = page.grammar.pattern(path)
    for paragraph in (*page.paragraphs[:_LINES], *page.paragraphs[_LINES:][-_LINES:]):
        if paragraph.end - paragraph.start < _LONGEST and (match := pattern.match(page.of(paragraph))):
            return " ".join(match["name"].split()).rstrip(" .,;|")
    return ""
