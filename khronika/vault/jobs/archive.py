"""Of a ZIP each file is handed on by itself, or a sentence why not; no name in it is ever a place on a disk.

Files are unpacked only as far as there is room for them, whatever sizes the archive claims. Files that share packed
bytes, the way of bombs, are refused, for only one of them can be meant.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

_SKIPPED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_FIRST = "result.json"  # a chat export says of its pictures who sent them
_UTF8 = 0x800
_LOCKED = 0x1
_PIECE = 1 << 20
_CYRILLIC = range(0x400, 0x500)


def members(data: bytes, hints: dict[str, str]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Name and bytes of each file; hints: `most` files, at most `largest` bytes of each and `room` for all."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        found = [entry for entry in archive.infolist() if not entry.is_dir() and not _passed(_name(entry))]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, UnicodeError, RuntimeError):
        failure = "The archive is damaged or cut off, so that it could not be opened; obtain it again."
        yield {"failure": failure, "broken": True}, b""
        return
    found.sort(key=lambda entry: _name(entry).rsplit("/", 1)[-1] != _FIRST)
    most, shared = int(hints["most"]), _shared(archive.infolist())
    for entry in found[:most]:
        yield _member(archive, entry, entry.header_offset in shared, hints)
    if len(found) > most:
        failure = (
            f'At most {most} files are taken from one archive, but this has "{len(found)}"; unpack it and hand in '
            "its folders one by one."
        )
        yield {"failure": failure, "name": ""}, b""


def _passed(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return name.startswith(_SKIPPED[0]) or last in _SKIPPED or last.startswith(".")


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as people saw it: old Windows wrote it in the letters of its country, and told nobody."""
    name = entry.filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "cp866"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts)[:1000] or "unnamed"


def _shared(entries: list[zipfile.ZipInfo]) -> frozenset[int]:
    """Where those files begin whose packed bytes reach into the next one."""
    order = sorted(entries, key=lambda entry: entry.header_offset)
    found: set[int] = set()
    end, before = -1, -1
    for entry in order:
        if entry.header_offset < end:
            found |= {before, entry.header_offset}
        end = max(end, entry.header_offset + 30 + len(entry.orig_filename) + entry.compress_size)
        before = entry.header_offset
    return frozenset(found)


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shared: bool, hints: dict[str, str]
) -> tuple[dict[str, Any], bytes]:
    name, largest = _name(entry), min(int(hints["largest"]), int(hints["room"]))
    if entry.flag_bits & _LOCKED:
        return _refused(name, "is locked with a password; unpack the archive and hand in its files")
    if shared:
        return _refused(name, "shares its bytes with another file of the archive, as bombs do; obtain it by itself")
    try:
        data = _unpacked(archive, entry, largest)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        return _refused(name, "is damaged or packed in an unknown way; unpack the archive and hand in its files")
    if data is None:
        return _refused(name, f"is larger than {largest >> 20} MB when unpacked; capture the part of it that matters")
    return {"name": name}, data


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, largest: int) -> bytes | None:
    parts, size = [], 0
    with archive.open(entry) as file:
        while part := file.read(_PIECE):
            size += len(part)
            if size > largest:
                return None
            parts.append(part)
    return b"".join(parts)


def _refused(name: str, why: str) -> tuple[dict[str, Any], bytes]:
    return {"name": name, "failure": f'A file was expected, but "{name}" {why}.'}, b""
