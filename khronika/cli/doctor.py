"""khronika doctor."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from khronika import home as homes
from khronika.cli.opening import home_option, json_option, root_passphrase, unlock
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
@click.option(
    "--root-keys",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --mend: the folder of the root key, for keys that are missing: those that sign, that which senders are sealed to.",
)
def doctor(folder: Path, as_json: bool, mend: bool, root_keys: Path | None) -> None:
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
        found.extend(_home(home, mend, root_keys))
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
    yield _pictures()
    browser = shutil.which("chromium")
    yield Finding("disk", "ok", f"{shutil.disk_usage('.').free // 2**30} GB are free here.")
    if browser is None:
        yield Finding("browser", "ok", "No Chromium: only the browser tests need one.")


def _pictures() -> Finding:
    """Whether words in pictures and scans can be read; they are kept in any case."""
    from khronika.vault import ocr

    found = ocr.engine()
    known = found.languages if found else ()
    absent = [f"tesseract-ocr-{language}" for language in ocr.LANGUAGES if language not in known]
    if found and not absent:
        return Finding("pictures", "ok", f"Words in pictures and scans are read by {found.name}.")
    read = f"by {found.name} only" if found else "by nobody"
    told = f"Pictures and scans are kept, but their words are read {read}."
    return Finding("pictures", "ok", told, f"apt-get install {' '.join(absent if found else ocr.PACKAGES)}")


def _home(home: Home, mend: bool, root_keys: Path | None) -> Iterator[Finding]:
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
    yield from _keys(home, root_keys if mend else None)
    yield _informants(home, root_keys if mend else None)
    yield from _called(home)
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


def _called(home: Home) -> Iterator[Finding]:
    """Hidings that nobody has confirmed, erasures that were stopped, an edition that still has who was called back."""
    from khronika.desk.claims.erase import pending
    from khronika.desk.claims.withdraw import waiting
    from khronika.press.recalls import due

    late = [each for each in waiting() if each.overdue]
    for each in late:
        told = f"Hidden by {each.by}, decision {each.number}, and not confirmed within a day; it still holds."
        yield Finding("hidden", "danger", told, "a second person: khronika hide --confirm NUMBER, or at the desk")
    left = len(pending(home))
    if left or due(home):
        told = (
            "An erasure was decided and is not carried out." if left else "The newest edition has who was called back."
        )
        yield Finding("called back", "danger", told, "khronika erase --finish")
    if not late and not left and not due(home):
        yield Finding("called back", "ok", "Nothing that was called back waits.")


def _informants(home: Home, root_keys: Path | None) -> Finding:
    """Whether senders can be sealed; the key for that is made here where a folder for its private half is given."""
    from khronika.desk.sources.informant import create, sealer

    if sealer(home) is None and root_keys is not None:
        create(home, root_keys, root_passphrase())
    if sealer(home) is not None:
        return Finding("informants", "ok", "Who sends something is sealed to a key that is not in the home.")
    mend = "khronika doctor --mend --root-keys FOLDER"
    return Finding("informants", "missing", "There is no key to seal senders to: who sends something is let go.", mend)


def _keys(home: Home, root_keys: Path | None) -> Iterator[Finding]:
    """Whether the keys that sign are there; after a restore they are not, and the root may name new ones here."""
    from khronika.press.keys import EDITION_KEY, TIMESTAMP_KEY, appoint

    there = all((home.folder / "keys" / name).exists() for name in (EDITION_KEY, TIMESTAMP_KEY))
    if not there and root_keys is not None:
        appoint(home, root_keys, root_passphrase())
        there = True
    if not there:
        told = "The keys that sign editions are not in this home, so none can be pressed."
        copied = "copy edition-1.pem and timestamp.pem from the old home's keys folder"
        yield Finding("signing", "missing", told, f"{copied}, or khronika doctor --mend --root-keys FOLDER")
    elif home.demonstration:
        yield Finding("signing", "ok", "One demonstration key signs editions.")
    else:
        yield Finding(
            "signing", "ok", "One edition key signs alone (k = 1), as the ledger records; more signers come with roles."
        )
    strays = [path.name for path in home.folder.glob("**/*.key") if path.stem.startswith(("root-", "informants"))]
    if strays:
        yield Finding(
            "root key",
            "danger",
            f"The root key lies inside the home: {', '.join(strays)}.",
            "move it elsewhere, offline",
        )
