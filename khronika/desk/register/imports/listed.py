"""An official list with a mapping is read by it: of each later capture, rows that came or read otherwise become proposals.

The mapping lies sealed in the home, under the id of the list, or was saved at the desk under its title. Where it does not fit,
that is a question of the list, and the text is read as any other. A row that is gone stays a question too.
"""

from collections import Counter

import yaml

from khronika.desk.accounts.models import User
from khronika.desk.claims.models import Reading
from khronika.desk.claims.propose import propose
from khronika.desk.claims.read import READER
from khronika.desk.claims.read import read as prose
from khronika.desk.opened import current
from khronika.desk.register.imports.bring import check, reader_of
from khronika.desk.register.imports.errors import MappingError
from khronika.desk.register.imports.mapping import Plan, plan
from khronika.desk.register.imports.running import Order, Report, Run, text_of, version_of
from khronika.desk.sources.capture import vault
from khronika.desk.sources.models import Question, Source, TextVersion
from khronika.desk.sources.snapshot import OFFICIAL
from khronika.home import Home, write
from khronika.vault import crypt, media
from khronika.vault.errors import VaultError
from khronika.vault.table import Look, Table, table_of

FOLDER = "lists"
SAVED = "mapping"  # the kind of source as which the desk keeps a mapping
_PURPOSE = "lists"


def understood(written: str, name: str = "list") -> Plan:
    """The mapping in a YAML text. Raises MappingError."""
    try:
        found = yaml.safe_load(written)
    except yaml.YAMLError as error:
        raise MappingError(f"Expected YAML; it cannot be read: {' '.join(str(error).split())[:300]}.") from error
    if not isinstance(found, dict):
        raise MappingError("Expected a mapping with 'records'; see docs/reference/mapping.md.")
    return plan({"name": name, **found})


def follow(home: Home, source: Source, written: str) -> None:
    """Have an official list read by a mapping from now on. Raises MappingError for one that cannot be followed."""
    understood(written)
    folder = home.folder / FOLDER
    folder.mkdir(exist_ok=True)
    write(folder / source.pk, crypt.seal(home.derive(_PURPOSE), written.encode(), source.pk.encode()))


def mapping(home: Home | None, source: Source) -> Plan | None:
    """The mapping of an official list: its own, else the one that was saved at the desk under its title; None without."""
    if home is None or source.kind != OFFICIAL:
        return None
    path = home.folder / FOLDER / source.pk
    if not path.exists():
        saved = TextVersion.objects.filter(capture__source__kind=SAVED, capture__source__title=source.title)
        last = saved.order_by("-capture__obtained_at", "-capture__entry").first()
        return understood(last.text, source.pk) if last else None
    return understood(crypt.open(home.derive(_PURPOSE), path.read_bytes(), source.pk.encode()).decode(), source.pk)


def read(version: TextVersion) -> Reading:
    """Have a text read: a list by its mapping, every other by the reader."""
    home = current()
    found = mapping(home, version.capture.source)
    if home is None or found is None:
        return prose(version)
    try:
        report = _propose(home, version, found)
    except (MappingError, VaultError) as error:
        _ask(version, str(error))
        return prose(version)
    if report.problems:
        first = report.problems[0]
        bad = report.rows - report.good
        _ask(version, f"{bad} rows could not be read by the mapping. Row {first.row}: {first.column} {first.reason}")
    done = Reading.objects.filter(version=version, reader=READER).first()
    return done or propose(version, [], [], reader=READER)


def _propose(home: Home, version: TextVersion, found: Plan) -> Report:
    table = _table(home, version, found)
    reads = reader_of(table, found)
    places = [table.columns.index(column) for column in reads.columns if column in table.columns]
    used = [table.columns[place] for place in places]
    words, where = text_of(used, ((number, [cells[place] for place in places]) for number, cells in table.rows))
    by = User.objects.filter(username=version.capture.obtained_by).first()
    return Run(reads, version_of(version.capture, words), where, Order(by)).take(check(table, reads))


def _table(home: Home, version: TextVersion, found: Plan) -> Table:
    """The table that a capture holds; of a page the rows of its text that are as wide as most."""
    capture = version.capture
    look = Look(found.sheet, found.header)
    if capture.media_type == media.HTML:
        lines = [line for line in version.text.splitlines() if "\t" in line]
        width = Counter(line.count("\t") for line in lines).most_common(1)
        rows = [line for line in lines if line.count("\t") == width[0][0]]
        return table_of("list.csv", "\n".join(rows).encode(), look)
    data = vault(home).get(capture.object_name, bytes(capture.object_key))
    return table_of(capture.origin.rsplit("/", 1)[-1], data, look)


def _ask(version: TextVersion, told: str) -> None:
    capture = version.capture
    Question.objects.get_or_create(
        source=capture.source, capture=capture, what=Question.What.CHANGED, row=told[:2000], now=""
    )
