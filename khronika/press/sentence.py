"""The rest of the sentence around a quote: as much of a source as the public may see without a further decision."""

import re

LONGEST = 300
_END = re.compile(r"[.!?…][»”\"')\]]*\s+(?=[\"'«“„(\[]*[A-ZА-ЯЁІЎЄЇҐ0-9—–-])|\n")


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after text[start:end] in its sentence or line, at most 300 characters on each side.

    >>> around("She was ill. He came on Monday.", 13, 20)
    ('', ' on Monday.')
    """
    first = max(0, start - LONGEST)
    window = text[first:start]
    ends = (match.end() for match in _END.finditer(text[first : start + 2]))  # the quote may begin the sentence
    edges = [end for end in ends if end <= len(window)]
    before = window[edges[-1] :] if edges else window
    if text[start:end].rstrip().endswith((".", "!", "?", "…")):
        return before.lstrip(), ""
    ahead = text[end : end + LONGEST]
    edge = _END.search(ahead)
    return before.lstrip(), (ahead[: edge.end()] if edge else ahead).rstrip()
