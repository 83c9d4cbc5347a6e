"""khronika doctor."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from khronika import home as homes
from khronika.cli.opening import home_option, json_option, unlock
from khronika.home import Home


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: state is ok, missing or danger; `mend` is the command or deed that mends it."""

    what: str
    state: str
    told: str
    mend: str = ""


@click.command()
@home_option
@json_option
@click.option("--mend", is_flag=True, help="Bring the database to the newest schema and put its guards back.")
def doctor(folder: Path, as_json: bool, mend: bool) -> None:
    """Say what is set up, what is missing or dangerous, and what mends it. Exit code 1 if anything is."""
    found = list(_machine())
    try:
        home: Home | None = unlock(folder)
    except homes.WrongPassphrase as error:
        home = None
        found.append(Finding("home", "danger", str(error), "try again; nothing else opens it"))
    except homes.HomeError as error:
        home = None
        made = (folder / homes.FILE).exists()
        found.append(Finding("home", "missing", str(error), "" if made else "khronika init HOME --root-keys FOLDER"))
    if home is not None:
        found.extend(_home(home, mend))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    else:
        for each in found:
            click.echo(
                f"{each.state.upper():8} {each.what:14} {each.told}"
                + (f"\n{'':24}mend: {each.mend}" if each.mend else "")
            )
    raise SystemExit(0 if all(each.state == "ok" for each in found) else 1)


def _machine() -> Iterator[Finding]:
    from khronika.vault import sandbox

    name = sandbox.available()
    if name:
        yield Finding("sandbox", "ok", f"Documents are read inside {name}.")
    else:
        yield Finding("sandbox", "danger", "No sandbox: capture refuses documents.", "apt-get install bubblewrap")
    browser = shutil.which("chromium")
    yield Finding("disk", "ok", f"{shutil.disk_usage('.').free // 2**30} GB are free here.")
    if browser is None:
        yield Finding("browser", "ok", "No Chromium: only the browser tests need one.")


def _home(home: Home, mend: bool) -> Iterator[Finding]:
    from khronika.desk.start import demand, prepare, setup

    demand(home)
    prepare(home) if mend else setup(home)
    from khronika.desk.ledger import triggers
    from khronika.edition.reader import newest

    yield Finding(
        "home", "ok", f"Opens; version {home.version}" + (", a demonstration." if home.demonstration else ".")
    )
    yield from _schema()
    absent = triggers.missing()
    told = f"Missing guards: {', '.join(absent)}." if absent else "Every guard is in place."
    yield Finding("guards", "danger" if absent else "ok", told, "khronika doctor --mend" if absent else "")
    yield from _ledger(home)
    yield from _keys(home)
    number = newest(home.editions)
    yield Finding(
        "edition", "ok", f"The newest is edition {number}." if number else "None was pressed yet: khronika press"
    )


def _schema() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    told = f"{len(waiting)} changes of the database's form wait." if waiting else "The database has the newest form."
    yield Finding("database", "missing" if waiting else "ok", told, "khronika doctor --mend" if waiting else "")


def _ledger(home: Home) -> Iterator[Finding]:
    from khronika.press.custody import check

    count, breaks = check(home)
    told = breaks[0].what if breaks else f"The ledger is unbroken: {count} entries."
    yield Finding(
        "ledger", "danger" if breaks else "ok", told, "restore a backup; keep this home for inquiry" if breaks else ""
    )


def _keys(home: Home) -> Iterator[Finding]:
    from khronika.press.keys import EDITION_KEY, TIMESTAMP_KEY

    for name in (EDITION_KEY, TIMESTAMP_KEY):
        home.kept(name)
    if home.demonstration:
        yield Finding("signing", "ok", "One demonstration key signs editions.")
    else:
        yield Finding(
            "signing", "ok", "One edition key signs alone (k = 1), as the ledger records; more signers come with roles."
        )
    strays = [path.name for path in home.folder.glob("**/root-*.key")]
    if strays:
        yield Finding(
            "root key",
            "danger",
            f"The root key lies inside the home: {', '.join(strays)}.",
            "move it elsewhere, offline",
        )
