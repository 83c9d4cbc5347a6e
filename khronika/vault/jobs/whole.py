"""The whole page, read without recursion and without opinion: what stands in when no article is found.

Whatever is nested ten thousand deep is read in one pass, for `html.parser` builds no tree.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from khronika.vault.jobs.clean import clean

_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "select", "textarea"})
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul",
    )
)
LINE, PARAGRAPH = "\x1e", "\x1d"  # control characters, which no cleaned source holds
_SPACE = re.compile(r"[ \n]+")
_MARKS = re.compile(r"\s*[\x1d\x1e][\s\x1d\x1e]*")
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "article", "section"})


@dataclass(frozen=True)
class Page:
    """All text of a page, and its title."""

    text: str
    title: str


def whole_page(source: str) -> Page:
    """Read `source`, however broken it is."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return Page(clean(arranged("".join(reader.spoken))), " ".join("".join(reader.title).split()))


def arranged(spoken: str) -> str:
    """Text with `LINE` and `PARAGRAPH` marks as lines and paragraphs; white space of the source means nothing."""
    spoken = _SPACE.sub(" ", spoken)
    return _MARKS.sub(lambda marks: "\n\n" if PARAGRAPH in marks.group() else "\n", spoken).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.spoken: list[str] = []
        self.title: list[str] = []
        self._silent: str | None = None
        self._in_title = False
        self._numbers: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = True
        if tag in ("body", "h1", "p"):
            self._silent = None if self._silent == "head" else self._silent
        if self._silent is None and tag in _SILENT:
            self._silent = tag
        self._break(tag)
        if tag in ("ol", "ul"):
            start = dict(attrs).get("start") or "1"
            self._numbers.append((int(start) if re.fullmatch(r"\d{1,6}", start) else 1) if tag == "ol" else None)
        if tag == "li":
            self.spoken.append(self._label())

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag == self._silent:
            self._silent = None
        if tag in ("ol", "ul") and self._numbers:
            self._numbers.pop()
        if tag not in ("td", "th"):
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif self._silent is None:
            self.spoken.append(data)

    def _break(self, tag: str) -> None:
        if self._silent is None and tag in _BLOCKS:
            self.spoken.append(PARAGRAPH if tag in _APART else LINE)
        elif self._silent is None and tag in ("td", "th"):
            self.spoken.append("\t")

    def _label(self) -> str:
        if not self._numbers or self._numbers[-1] is None:
            return "- "
        number = self._numbers[-1]
        self._numbers[-1] = number + 1
        return f"{number}. "
