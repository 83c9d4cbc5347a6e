"""One value has exactly one spelling in bytes, and bytes in any other spelling are refused.

The spelling is RFC 8785 (JSON Canonicalization Scheme) narrowed to what editions need: objects with ASCII keys in
sorted order, arrays, strings, integers below 2^53, true, false and null; no fractions, no white space, UTF-8. Because
a reader compares what it read with what it would have written, doubled keys, padding and odd escapes cannot hide.
"""

import json
from typing import Any, NoReturn

from khronika.edition.errors import Malformed, quoted

LARGEST = 2**53 - 1


def dump(value: dict[str, Any]) -> bytes:
    """The canonical bytes of a value.

    >>> dump({"b": 1, "a": ["я", None]})
    b'{"a":["\\xd1\\x8f",null],"b":1}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Malformed(
            "Expected text that UTF-8 can hold, but it has half a surrogate pair; mend the text."
        ) from error


def load(data: bytes, name: str) -> dict[str, Any]:
    """The object that canonical bytes say; `name` tells people which file it was.

    Callers bound the size of `data` before they call, so that the cost is bounded too.
    """
    try:
        value = json.loads(data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse, parse_int=_whole)
        same = isinstance(value, dict) and dump(value) == data
    except (ValueError, RecursionError, Malformed) as error:
        raise Malformed(f"Expected canonical JSON in {quoted(name)}, but it cannot be read; fetch it again.") from error
    if not same:
        raise Malformed(f"Expected one canonical JSON object in {quoted(name)}, but it is written otherwise.")
    return dict(value)


def _refuse(number: str) -> NoReturn:
    raise ValueError(f"not a whole number: {quoted(number)}")


def _whole(digits: str) -> int:
    if len(digits) > 16 or not 0 <= int(digits) <= LARGEST:
        _refuse(digits)
    return int(digits)
