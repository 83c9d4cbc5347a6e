"""Codes of law by their own name: a source writes 'Уголовного кодекса' or 'УК', a reader sees the code as it is called in their language.

What is not surely one of the codes that are listed stays as it was written; a code of another country is another code.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

_HERE = r"(?:\s+(?:of\s+(?:the\s+)?(?:republic\s+of\s+)?belarus|р(?:э|е)спубл(?:і|и)к(?:і|и)\s+б(?:е|и)ларусь|рб))?"


@cache
def _codes() -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
    lines = resources.files("khronika.vocabulary").joinpath("laws.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    rows = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    return tuple((_pattern(row.pop("written")), MappingProxyType(row)) for row in rows)


def _pattern(written: str) -> re.Pattern[str]:
    forms = (re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for form in written.split("|"))
    return re.compile(rf"(?:the\s+)?(?:{'|'.join(forms)}){_HERE}", re.IGNORECASE)


def code(law: str, language: str) -> str:
    """What a law is called in a language; empty where it is not surely one of those that are known.

    >>> code("Уголовного кодекса", "be"), code("Уголовного кодекса Российской Федерации", "be")
    ('Крымінальны кодэкс', '')
    """
    said = " ".join(law.split())
    found = next((names for pattern, names in _codes() if pattern.fullmatch(said)), None)
    return found.get(language, found["en"]) if found else ""
