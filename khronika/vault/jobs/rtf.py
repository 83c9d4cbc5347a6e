"""Of a rich text the words are kept with the numbers that its writer left in it for readers that cannot count."""

import importlib.metadata
import re
from typing import Any

from striprtf.striprtf import rtf_to_text

from khronika.vault.jobs.clean import clean, single

_READER = f"striprtf {importlib.metadata.version('striprtf')}"
_CODEPAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_NUMBER = re.compile(r"^(\(?\w{1,5}(?:\.\w{1,5})*[.)])\t", re.MULTILINE)
_MARK = re.compile(r"^[·•▪§o\uf0a7\uf0b7-]\t", re.MULTILINE)


def read(data: bytes, hints: dict[str, str]) -> dict[str, Any]:
    """The text, its first line as title where that is short."""
    page = _CODEPAGE.search(data, 0, 4096)
    encoding = f"cp{page.group(1).decode()}" if page else "cp1251"
    source = data.decode("latin-1").replace(r"\pntext", r"\listtext")
    try:
        words = rtf_to_text(source, encoding=encoding, errors="replace")  # type: ignore[no-untyped-call]
    except LookupError:
        words = rtf_to_text(source, encoding="cp1251", errors="replace")  # type: ignore[no-untyped-call]
    text = clean("\n".join(line.rstrip() for line in words.split("\n"))).strip()
    text = _MARK.sub("- ", _NUMBER.sub(r"\1 ", re.sub(r"\n{3,}", "\n\n", text)))
    first = text.split("\n", 1)[0]
    whole = "\ufffd" not in text
    return {"text": text, "title": single(first) if len(first) <= 200 else None, "reader": _READER, "whole": whole}
