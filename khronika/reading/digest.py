"""A digest is a text of items that have nothing to do with each other: each begins with a sign of its own. Nobody
spoken of in one item is meant in the next.
"""

from collections.abc import Sequence

from khronika.reading.model import Span

_FEWEST = 3
_SHARE = 0.5
_MANY = 7
_SHORT = 160
_QUOTES = "«“„\"'‘’(["


def is_digest(text: str, paragraphs: Sequence[Span], of_one: int, naming: int) -> bool:
    """Whether most paragraphs begin with a sign that is neither a letter nor a quotation mark, or there are many and
    most of them (`naming`) name somebody, but few (`of_one`) the person named most. A list that a colon opens belongs
    together.
    """
    signed = sum(1 for one in paragraphs if _signed(text, one))
    first = next((number for number, one in enumerate(paragraphs) if _signed(text, one)), 0)
    if first and text[paragraphs[first - 1].end - 1] == ":":
        return False
    if signed >= _FEWEST and signed >= _SHARE * len(paragraphs):
        return True
    if naming < _SHARE * len(paragraphs):
        return False
    return len(paragraphs) >= _MANY and of_one < _SHARE * len(paragraphs) / 2 and len(text) < _SHORT * len(paragraphs)


def _signed(text: str, paragraph: Span) -> bool:
    first = text[paragraph.start]
    return not first.isalpha() and first not in _QUOTES and paragraph.end - paragraph.start > 20
