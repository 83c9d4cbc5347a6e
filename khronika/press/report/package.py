"""A DOCX as its parts: read only if it is one, and written so that the same parts give the same bytes.

What a word processor notes of who wrote it and when goes; every other part of the author's file is kept as it is.
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

from khronika.press.errors import PressError
from khronika.press.report.blank import DOCUMENT, FOOTNOTES, NO_NOTES, NOTES, RELATIONS, TYPES, core, parts
from khronika.vault import sandbox
from khronika.vault.errors import Stopped, Unavailable

LARGEST = 60 << 20  # bytes of all parts when they are unpacked
MOST = 2_000  # parts
_LIMITS = sandbox.Limits(seconds=60, processor=60, answer=LARGEST + (1 << 20))
_ROOT = "_rels/.rels"
_KINDS = "[Content_Types].xml"
_TELLING = ("docProps/app.xml", "docProps/thumbnail.jpeg", "docProps/thumbnail.emf", "docProps/thumbnail.wmf")
_FIRST = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Package:
    """The parts by their path; `main` is the document, `notes` its footnotes. Both are trees while they are worked at."""

    parts: dict[str, bytes]
    main: str
    notes: str
    document: etree._Element
    footnotes: etree._Element
    styles: etree._Element | None

    def write(self) -> bytes:
        """The file."""
        self.parts[self.main], self.parts[self.notes] = _told(self.document), _told(self.footnotes)
        if self.styles is not None:
            self.parts[_beside(self.main, "styles.xml")] = _told(self.styles)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(self.parts, key=lambda each: (each != _KINDS, each != _ROOT, each)):
                info = zipfile.ZipInfo(path, _FIRST)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, self.parts[path])
        return out.getvalue()

    def entitled(self, title: str, organisation: str, language: str) -> None:
        """Let it say its title and the organisation, and nothing of who wrote it."""
        told = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + core(title, organisation, language)
        if "docProps/core.xml" in self.parts:
            self.parts["docProps/core.xml"] = told.encode()


def fresh(title: str, organisation: str, language: str) -> Package:
    """A document without a word in it."""
    return _package(parts(title, organisation, language))


def read(data: bytes) -> Package:
    """A file that was brought back, taken apart in the sandbox. Raises PressError for what is no DOCX, is locked, or is too large."""
    found: dict[str, bytes] = {}
    hints = {"most": str(MOST), "largest": str(LARGEST)}
    try:
        for head, held in sandbox.stream("package", data, limits=_LIMITS, hints=hints):
            if head.get("large"):
                raise PressError(
                    f"Expected a document of at most {LARGEST >> 20} MB when it is unpacked; this is larger."
                )
            found[str(head["path"])] = held
        return _package(found)
    except Unavailable as error:
        raise PressError(str(error)) from error
    except (Stopped, etree.XMLSyntaxError, KeyError) as error:
        raise PressError(
            "Expected a document in the format DOCX, as it was made here or saved by a word processor; this file is none. "
            "Save it as .docx and give it again; nothing was changed."
        ) from error


def tree(data: bytes) -> etree._Element:
    """XML without entities, and without anything from elsewhere."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _package(found: dict[str, bytes]) -> Package:
    main = _target(found[_ROOT], DOCUMENT, "")
    if not main or main not in found or b"macroEnabled" in found[_KINDS]:
        raise KeyError(main)
    for path in _TELLING:
        if found.pop(path, None) is not None:
            _forget(found, path)
    related = _relations(main)
    notes = _target(found.get(related, b""), FOOTNOTES, posixpath.dirname(main))
    if not notes or notes not in found:
        notes = _beside(main, "footnotes.xml")
        found[notes] = NO_NOTES.encode()
        _relate(found, related, notes)
    styles = found.get(_beside(main, "styles.xml"))
    return Package(
        found, main, notes, tree(found[main]), tree(found[notes]), tree(styles) if styles is not None else None
    )


def _relations(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _beside(path: str, name: str) -> str:
    return posixpath.join(posixpath.dirname(path), name)


def _target(relations: bytes, kind: str, folder: str) -> str:
    """The part to which a relationship of a kind leads."""
    for each in tree(relations) if relations else ():
        if each.get("Type") == kind:
            to = each.get("Target", "")
            return to.lstrip("/") if to.startswith("/") else posixpath.normpath(posixpath.join(folder, to))
    return ""


def _relate(found: dict[str, bytes], related: str, notes: str) -> None:
    """Have the document know its footnotes."""
    relations = tree(found[related]) if related in found else etree.Element(f"{{{RELATIONS}}}Relationships")
    etree.SubElement(
        relations,
        f"{{{RELATIONS}}}Relationship",
        {"Id": "rIdReportNotes", "Type": FOOTNOTES, "Target": posixpath.basename(notes)},
    )
    found[related] = _told(relations)
    kinds = tree(found[_KINDS])
    etree.SubElement(kinds, f"{{{TYPES}}}Override", {"PartName": f"/{notes}", "ContentType": NOTES})
    found[_KINDS] = _told(kinds)


def _forget(found: dict[str, bytes], path: str) -> None:
    """Take a part out of what leads to it."""
    for where, name in ((_ROOT, "Target"), (_KINDS, "PartName")):
        listed = tree(found[where])
        for each in list(listed):
            if each.get(name, "").lstrip("/") == path:
                listed.remove(each)
        found[where] = _told(listed)


def _told(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
