"""A table and its mappings, kept as sources: what was imported, and how it was understood, can be looked at for ever.

The file itself never lies on disk as it came. A mapping is kept under its name, each version as a capture of one source.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import yaml
from django.utils.translation import gettext as _

from khronika.dates import DateError
from khronika.desk.accounts.models import User
from khronika.desk.register.imports.errors import MappingError
from khronika.desk.sources.capture import Order, keep_all
from khronika.desk.sources.models import Capture, Source
from khronika.desk.sources.note import opened
from khronika.vault import text as texts
from khronika.vault.intake import Taken
from khronika.vault.jobs.clean import clean
from khronika.vault.table import Look, Table, table_of
from khronika.written import understand

MAPPING = "mapping"
READER = "table mapping"  # a text by a reader of that name is no prose and is not read for claims
_TWICE = re.compile(r"(.+) \(\d+\)")
_FEW = 4 << 20  # bytes of a table that is held for the next look


@dataclass(frozen=True, slots=True)
class Saved:
    """A mapping under its name: the capture of its latest version."""

    id: str
    name: str


def keep_table(by: User, table: Table) -> Capture:
    """Keep a table's file as a source; the same file again is the source that is here."""
    digest, now = hashlib.sha256(table.data).hexdigest(), datetime.now(UTC)
    taken = Taken(table.name, table.data, table.media_type, digest, now, None, None, table.name, container=True)
    order = Order(by.get_username(), {"title": table.name}, join=False)
    return keep_all(opened(), [taken], order)[0].capture


def opened_table(capture: Capture, look: Look) -> Table:
    """The table in a kept file. Raises VaultError where it cannot be read as one."""
    return (_held if capture.size <= _FEW else _read)(
        capture.object_name, bytes(capture.object_key), capture.source.title, look
    )


def _read(stored: str, key: bytes, name: str, look: Look) -> Table:
    return replace(table_of(name, opened().get(stored, key), look), place=name)


_held = lru_cache(maxsize=2)(_read)


def save(by: User, written: Mapping[str, Any]) -> Capture:
    """Keep a mapping under its name."""
    name = str(written["name"])
    words = clean(yaml.safe_dump(dict(written), allow_unicode=True, sort_keys=False, width=110))
    data, now = words.encode(), datetime.now(UTC)
    version = texts.TextVersion(words, (), name, None, None, READER, texts.Outcome.READ, None)
    digest = hashlib.sha256(data).hexdigest()
    taken = Taken(name, data, "application/yaml", digest, now, version, None, name)
    earlier = Source.objects.filter(kind=MAPPING, title=name).first()
    order = Order(by.get_username(), {"title": name, "kind": MAPPING}, source=earlier, join=False)
    return keep_all(opened(), [taken], order)[0].capture


def saved() -> list[Saved]:
    """All mappings by their names, the version that was kept last of each."""
    found = Capture.objects.filter(source__kind=MAPPING, outcome=Capture.Outcome.KEPT).order_by("obtained_at")
    latest = {title: capture for capture, title in found.values_list("id", "source__title")}
    return [Saved(latest[name], name) for name in sorted(latest, key=str.casefold)]


def mapping_of(capture: str) -> dict[str, Any]:
    """A kept mapping in its plain form. Raises MappingError if there is none."""
    found = Capture.objects.filter(pk=capture, source__kind=MAPPING).first()
    if found is None:
        raise MappingError(_("Expected a mapping that is kept; this one is not there. Choose another."))
    return written(found.versions.latest("number").text)


def written(words: str) -> dict[str, Any]:
    """A mapping from the text that somebody wrote."""
    try:
        made = yaml.safe_load(words)
    except yaml.YAMLError as error:
        said = _("Expected a mapping in YAML; it cannot be read: {problem}.")
        raise MappingError(said.format(problem=" ".join(str(error).split())[:300])) from error
    if not isinstance(made, dict):
        raise MappingError(_("Expected a mapping with ‘records’; the reference of mappings explains every key."))
    return made


def warnings(table: Table) -> list[str]:
    """What looks wrong with the headings, in sentences."""
    found = []
    if sum(_like_data(each) for each in table.columns) * 2 > len(table.columns):
        said = _("The headings look like a row of data: ‘{line}’. If they are, put a line of headings into the file.")
        found.append(said.format(line=", ".join(table.columns)[:120]))
    for each in table.columns:
        twice = _TWICE.fullmatch(each)
        if twice and twice[1] in table.columns:
            said = _("Two columns are called ‘{name}’; the second stands here as ‘{other}’.")
            found.append(said.format(name=twice[1], other=each))
    return [*found, *table.notes]


def _like_data(heading: str) -> bool:
    """Whether a heading is a number or a date, as a cell would be."""
    plain = heading.strip()
    if re.fullmatch(r"[\d\s.,+-]+", plain):
        return True
    try:
        return any(each.isdigit() for each in plain) and bool(understand(plain, "dd/mm/yyyy"))
    except DateError:
        return False
