"""Text holds only what a reader can see: no control, no direction tricks, nothing that two programs read two ways.

Line ends become a newline, fixed spaces a plain space; composed and decomposed letters, which look the same, become
the same (NFC). Everything visible stays as it was written. `clean(clean(text)) == clean(text)`.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, spaces without width
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction: marks, embeddings, overrides, isolates
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated format characters, interlinear annotation
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates, not characters
    "\U000e0000-\U000e007f]"  # invisible tags
)
_SPACES = re.compile("[\u00a0\u2007\u202f]")


def clean(text: str) -> str:
    """The visible text.

    >>> clean("line\\r\\n\\u202eevil\\x00")
    'line\\nevil'
    """
    text = _REMOVED.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


def single(text: str | None, limit: int = 500) -> str | None:
    """A title or an author as one clean line, or None if nothing is left of it."""
    line = " ".join(clean(text or "").split())[:limit].strip()
    return line or None
