"""What a container holds, part by part, as a child in the sandbox tells it; what it tells is checked here.

A part is bytes with a name, or words that the child has read already (a message, a mail), or a failure with a
sentence. Facts about a part are those of the container: nobody vouches for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from khronika.vault import media, sandbox, text
from khronika.vault.errors import Stopped
from khronika.vault.jobs.clean import single

MOST = 20_000  # parts of one container; messages of a chat are not counted
LARGEST = 100 << 20
ROOM = 2 << 30  # bytes that come out of one thing handed in, with all that is inside of what is inside
_SMALL, _FOLD = 256 << 20, 20  # what comes out of anything small; how much larger than itself anything else may grow
_JOBS = {
    media.ZIP: "archive",
    media.WACZ: "archive",
    media.WARC: "warc",
    media.TELEGRAM: "telegram",
    media.MBOX: "letters",
    media.MAIL: "letters",
}
_LIMITS = sandbox.Limits(seconds=120, processor=300, memory=1 << 30, answer=ROOM)


@dataclass(frozen=True)
class Facts:
    """What a container states of a part; see `Taken`."""

    published: str | None = None
    sender: str | None = None
    thread: str | None = None
    url: str | None = None
    archived: str | None = None


@dataclass(frozen=True)
class Part:
    """One part: `name` inside its container ('' for all of it), and bytes, words or a failure.

    `mail` marks a part that the attachments after it belong to. `files` and `previews` are names of other files beside
    the container that these facts are true of; a `silent` part has nothing but these. `broken` is a failure of all.
    """

    name: str
    data: bytes = b""
    words: text.TextVersion | None = None
    failure: str | None = None
    facts: Facts = field(default_factory=Facts)
    charset: str | None = None
    status: int = 200
    mail: bool = False
    silent: bool = False
    broken: bool = False
    files: tuple[str, ...] = ()
    previews: tuple[str, ...] = ()


def room(size: int) -> int:
    """How many bytes may come out of something of this size."""
    return min(ROOM, max(_SMALL, _FOLD * size))


def parts(data: bytes, media_type: str, *, room: int = ROOM, allow_unsandboxed: bool = False) -> Iterator[Part]:
    """The parts of a container or a mail, in order; raises `Stopped` where no more can be had, perhaps after some."""
    hints = {"kind": media_type, "most": str(MOST), "largest": str(LARGEST), "room": str(max(room, 0))}
    job = _JOBS[media_type]
    for head, held in sandbox.stream(job, data, limits=_LIMITS, hints=hints, allow_unsandboxed=allow_unsandboxed):
        yield _part(head, held)


def _part(head: dict[str, Any], held: bytes) -> Part:
    failure, status = _line(head, "failure", 600), head.get("status", 200)
    mail, said = "mail" in head, head.get("mail", head.get("message"))
    return Part(
        name=_line(head, "name", 2000) or "",
        data=held,
        words=None if failure else _words(said, _line(head, "unread", 300)),
        failure=failure or (_line(said, "failure", 600) if isinstance(said, dict) else None),
        facts=_facts(head),
        charset=_line(head, "charset", 40) or None,
        status=status if type(status) is int else 200,
        mail=mail,
        silent=head.get("silent") is True,
        broken=head.get("broken") is True,
        files=_names(head.get("files")),
        previews=_names(head.get("previews")),
    )


def _facts(head: dict[str, Any]) -> Facts:
    return Facts(
        published=_line(head, "published", 40),
        sender=_line(head, "sender", 4000),
        thread=_line(head, "thread", 300),
        url=_line(head, "url", 2000),
        archived=_line(head, "archived", 40),
    )


def _words(said: Any, unread: str | None) -> text.TextVersion | None:
    """What the child read; a mail or a message without words is kept, and says why it has none."""
    if unread:
        return _empty(unread)
    if not isinstance(said, dict) or said.get("failure"):
        return None
    if not str(said.get("text") or "").strip():
        return _empty("The mail has no words of its own; look at what is attached to it.")
    return text.version(said)


def _empty(problem: str) -> text.TextVersion:
    return text.TextVersion("", (), None, None, None, "none", text.Outcome.PARTIAL, problem)


def _line(head: dict[str, Any], name: str, limit: int) -> str | None:
    value = head.get(name)
    if value is not None and not isinstance(value, str):
        raise Stopped("What is inside could not be read: its reader answered with nonsense; look at it elsewhere.")
    return single(value, limit)


def _names(found: Any) -> tuple[str, ...]:
    return tuple(name for name in found if isinstance(name, str))[:50] if isinstance(found, list) else ()
