"""An office document as its parts, for whoever writes it anew: every part that is XML is read here and told as it was understood,
without entities and without anything from elsewhere."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

_BROKEN = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, RuntimeError, EOFError, OSError)
_XML = (".xml", ".rels")


def members(data: bytes, hints: dict[str, str]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each part with its path; a piece that says `broken` or `large` where the file is none or too large, and no further one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [each for each in archive.infolist() if not each.is_dir()]
            if len(infos) > int(hints["most"]) or sum(each.file_size for each in infos) > int(hints["largest"]):
                yield {"large": True}, b""
                return
            for each in infos:
                held = archive.read(each)
                yield {"path": each.filename}, _plain(held) if each.filename.endswith(_XML) else held
    except _BROKEN:
        yield {"broken": True}, b""


def _plain(data: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
