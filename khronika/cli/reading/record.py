"""A reading for programs: its plain form, and beside it every finding with its spans, status, confidence and rule.

Offsets count characters (Unicode code points) of `text`, which is in the record too: what was read of a PDF or a page is
nowhere else.
"""

from decimal import Decimal
from typing import Any

from khronika.cli.reading.findings import Found, Ref, Value, findings
from khronika.reading import Reading
from khronika.reading.numbers import plain as number

FORMAT = 1
"""Grows when a field changes its meaning or goes; new fields may come without."""


def record(name: str, reading: Reading) -> dict[str, Any]:
    """The reading of one file, ready for JSON."""
    return {
        "format": FORMAT,
        "file": name,
        **reading.as_dict(),
        "findings": [_told(one, reading.text) for one in findings(reading)],
        "text": reading.text,
    }


def _told(one: Found, text: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "field": one.sort,
        "assertion_status": one.status,
        "confidence": round(one.confidence, 3),
        "rule": one.rule,
        "spans": [{"start": span.start, "end": span.end, "text": span.of(text)} for span in one.spans],
        "values": {name: _plain(value) for name, value in one.values.items()},
    }


def _plain(value: Value) -> object:
    if isinstance(value, tuple):
        return [{"id": ref.id, "name": ref.name} for ref in value if isinstance(ref, Ref)]
    return number(value) if isinstance(value, Decimal) else value
