"""What every answer says besides its content: nothing is run, framed, asked from elsewhere or told to others.

No answer sets a cookie. Browsers keep pages but ask for them again each time, so that a page that was hidden is gone
with the next click; in a quiet build nothing is kept at all.
"""

from collections.abc import Iterable

Headers = list[tuple[bytes, bytes]]

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FEATURES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb", "browsing-topics")
STRICT: Headers = [
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"permissions-policy", ", ".join(f"{name}=()" for name in _FEATURES).encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
]
KEPT = (b"cache-control", b"no-cache")
UNKEPT = (b"cache-control", b"no-store")
_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
}
PACKED = ("html", "css", "json", "jsonl", "csv", "ics", "txt", "xml", "svg")


def ending(path: str) -> str:
    """A path's ending without its dot."""
    return path.rpartition(".")[2] if "." in path else ""


def media(path: str) -> bytes:
    """The media type of a file of the edition."""
    return _TYPES.get(ending(path), "application/octet-stream").encode()


def header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    """A request's header, its values joined where it came in pieces; empty where it is absent."""
    return b",".join(value for key, value in headers if key == name)


def weights(value: bytes) -> dict[str, float]:
    """The choices of an Accept header with their weights; what cannot be read weighs nothing.

    >>> weights(b"be, en;q=0.5")
    {'be': 1.0, 'en': 0.5}
    """
    found: dict[str, float] = {}
    for part in value[:1000].decode("latin-1").lower().split(","):
        choice, _, rest = part.strip().partition(";")
        try:
            found[choice.strip()] = float(rest.partition("=")[2]) if rest.strip().startswith("q=") else 1.0
        except ValueError:
            found[choice.strip()] = 0.0
    return found


def language(accepted: bytes, offered: tuple[str, ...]) -> str:
    """The offered language that a reader likes best; the first one where they say nothing of these."""
    liked = weights(accepted)

    def weight(tag: str) -> float:
        return max((value for choice, value in liked.items() if choice.split("-")[0] == tag), default=0.0)

    return max(offered, key=weight)
