"""A plain text is kept as it stands: its lines, bullets and quotation marks are the author's."""

import re
from typing import Any

from khronika.vault.jobs.charset import decode
from khronika.vault.jobs.clean import clean, single

_HEADING = re.compile(r"#{1,6}\s+|\s+#+$")
_LONG_TITLE = 200


def read(data: bytes, hints: dict[str, str]) -> dict[str, Any]:
    """The text, its first line as title where that line stands alone, and whether every byte could be read."""
    text, whole = decode(data, hints.get("charset"))
    text = "\n".join(line.rstrip() for line in clean(text).split("\n")).strip("\n")
    return {"text": text, "title": _title(text), "reader": "plain 1", "whole": whole}


def _title(text: str) -> str | None:
    first, _, rest = text.partition("\n")
    alone = not rest or rest.startswith("\n") or first.startswith("#") or re.match(r"[=-]{3,}\n", rest)
    return single(_HEADING.sub("", first)) if alone and len(first) <= _LONG_TITLE else None
