"""Small tables about invented people, a mapping for them, and an import into the test's database."""

import csv
import io
from pathlib import Path

import openpyxl

from khronika.desk.register.imports.bring import bring, reader_of
from khronika.desk.register.imports.mapping import Plan, plan
from khronika.desk.register.imports.running import Order, Report
from khronika.vault.store import Vault
from khronika.vault.table import Look, Table, open_table
from tests.desk.making import account

HEAD = ["ID", "Имя", "Дата рождения", "Пол", "Профессия", "Дата задержания", "Статья"]
ANNA = ["1", "Анна Узорава", "02.01.1990", "ж", "настаўніца; паэтка", "09.08.2020", "342"]
BARYS = ["2", "Барыс Прыклад", "1985", "м", "", "лета 2020", "342"]
MAP = {
    "name": "people",
    "language": "be",
    "dates": "dd.mm.yyyy",
    "key": "ID",
    "columns": HEAD,
    "records": {
        "person": {
            "kind": "Person",
            "claims": [
                {"kind": "Name", "values": {"text": {"column": "Имя"}}},
                {
                    "kind": "PersonDetails",
                    "values": {
                        "birth": {"column": "Дата рождения"},
                        "gender": {"column": "Пол", "terms": {"м": "man", "ж": "woman"}},
                    },
                },
                {"kind": "Occupation", "values": {"text": {"column": "Профессия", "split": ";"}}},
            ],
        },
        "act": {
            "kind": "Act",
            "claims": [
                {
                    "kind": "ActDetails",
                    "from": {"column": "Дата задержания"},
                    "values": {
                        "victim": {"record": "person"},
                        "act_type": "detention",
                        "provision": {"column": "Статья", "form": "Артыкул {} КК"},
                    },
                }
            ],
        },
    },
}


def written(
    folder: Path, *rows: list[str], name: str = "people.csv", head: list[str] = HEAD, code: str = "utf-8"
) -> Path:
    """A CSV with these rows."""
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    path = folder / name
    path.write_bytes(out.getvalue().encode(code))
    return path


def workbook(path: Path, rows: list[list[object]]) -> Path:
    """A workbook of one sheet with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def opened(path: Path, **look: object) -> Table:
    """The table in a file."""
    return open_table(path, Look(**look))  # type: ignore[arg-type]


def brought(path: Path, made: Plan | None = None, *, accept: bool = True, tell=None, **look: object) -> Report:
    """Import a file into the test's database, its bytes into a vault beside it."""
    table = opened(path, **look)
    originals = Vault(path.parent / "vault", b"n" * 32)
    reads = reader_of(table, made)
    return bring(originals, table, reads, Order(account(), accept, "invented people"), tell=tell)


def mapped(**more: object) -> Plan:
    """The mapping of these tables, some of it otherwise."""
    return plan({**MAP, **more})
